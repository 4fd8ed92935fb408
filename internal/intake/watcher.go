package intake

import (
	"errors"
	"os"
	"sync"

	"github.com/fsnotify/fsnotify"
)

// Watcher tells at once that something happened in the inbox. It is an accelerator: on network
// shares it tells nothing, and it may lose events; walking the inbox again and again is the
// truth. Close ends it.
type Watcher struct {
	inner *fsnotify.Watcher
	wake  chan struct{}
	lost  chan struct{}
	done  sync.WaitGroup

	mu       sync.Mutex
	followed map[string]bool
}

// NewWatcher starts watching nothing; Follow adds folders. An error (no notifications on this
// system, or too many watches) is no reason to stop.
func NewWatcher() (*Watcher, error) {
	inner, err := fsnotify.NewBufferedWatcher(4096)
	if err != nil {
		return nil, err
	}
	w := &Watcher{inner: inner, wake: make(chan struct{}, 1), lost: make(chan struct{}, 1), followed: map[string]bool{}}
	w.done.Go(w.run)
	return w, nil
}

// Wake is sent to, at most once until it is received, when anything happened.
func (w *Watcher) Wake() <-chan struct{} { return w.wake }

// Lost is sent to when events were lost: everything must be looked at again.
func (w *Watcher) Lost() <-chan struct{} { return w.lost }

// Follow watches exactly these folders, which a walk found. The error joins those of folders
// that cannot be watched; the others are.
func (w *Watcher) Follow(folders []string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	want := make(map[string]bool, len(folders))
	var failed []error
	for _, dir := range folders {
		want[dir] = true
		if w.followed[dir] {
			continue
		}
		if err := w.inner.Add(dir); err != nil {
			failed = append(failed, err)
			continue
		}
		w.followed[dir] = true
	}
	for dir := range w.followed {
		if !want[dir] {
			_ = w.inner.Remove(dir)
			delete(w.followed, dir)
		}
	}
	return errors.Join(failed...)
}

// Forget drops what is known to be watched, so that Follow adds every folder again: a folder
// that was removed and made anew has the old name but no watch.
func (w *Watcher) Forget() {
	w.mu.Lock()
	defer w.mu.Unlock()
	clear(w.followed)
}

// Close stops watching.
func (w *Watcher) Close() error {
	err := w.inner.Close()
	w.done.Wait()
	return err
}

func (w *Watcher) run() {
	for {
		select {
		case event, ok := <-w.inner.Events:
			if !ok {
				return
			}
			if event.Op&fsnotify.Create != 0 {
				w.created(event.Name)
			}
			signal(w.wake)
		case _, ok := <-w.inner.Errors:
			if !ok {
				return
			}
			signal(w.lost) // an overflow, or a folder that went away
		}
	}
}

// created watches a new folder at once; what it held before is found by the walk that follows.
func (w *Watcher) created(path string) {
	info, err := os.Lstat(path)
	if err != nil || !info.IsDir() {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.inner.Add(path) == nil {
		w.followed[path] = true
	}
}

func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
