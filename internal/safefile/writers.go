package safefile

import (
	"cmp"
	"os"
	"slices"
	"sync"
	"time"
)

// Planned is one file that a dry run would have written.
type Planned struct {
	Path     string
	Size     int
	Replaces bool // a file is there already
}

// DryRun writes nothing and remembers what would have been written. The zero value is ready.
type DryRun struct {
	mu    sync.Mutex
	files map[string]Planned
}

// WriteFile implements Writer.
func (d *DryRun) WriteFile(path string, data []byte) error {
	info, err := os.Lstat(path)
	if err == nil && info.IsDir() {
		return &Error{Path: path, Step: "写入", Kind: KindFolder, Err: os.ErrExist}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.files == nil {
		d.files = make(map[string]Planned)
	}
	d.files[path] = Planned{Path: path, Size: len(data), Replaces: err == nil}
	return nil
}

// Planned lists what would have been written, by path; a path written twice is listed once.
func (d *DryRun) Planned() []Planned {
	d.mu.Lock()
	defer d.mu.Unlock()
	list := make([]Planned, 0, len(d.files))
	for _, p := range d.files {
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b Planned) int { return cmp.Compare(a.Path, b.Path) })
	return list
}

// Guard passes files on to another Writer but refuses, with KindOriginal, any path that is one
// of the protected files in whatever spelling (see Same): originals are never written. Its cost
// does not grow with the number of protected files.
type Guard struct {
	to    Writer
	mu    sync.RWMutex
	paths map[string]bool
	files map[fileKey][]os.FileInfo
}

// fileKey narrows the search for hard links: one file has one size and one time, by any name.
type fileKey struct {
	size int64
	time time.Time
}

// NewGuard returns a Guard before to that protects nothing yet.
func NewGuard(to Writer) *Guard {
	return &Guard{to: to, paths: make(map[string]bool), files: make(map[fileKey][]os.FileInfo)}
}

// Protect refuses path from now on.
func (g *Guard) Protect(path string) {
	real := resolve(path)
	info, err := os.Stat(path)
	g.mu.Lock()
	defer g.mu.Unlock()
	g.paths[real] = true
	if err == nil {
		key := keyOf(info)
		g.files[key] = append(g.files[key], info)
	}
}

// WriteFile implements Writer.
func (g *Guard) WriteFile(path string, data []byte) error {
	if g.protected(path) {
		return &Error{Path: path, Step: "写入", Kind: KindOriginal}
	}
	return g.to.WriteFile(path, data)
}

func (g *Guard) protected(path string) bool {
	real := resolve(path)
	info, err := os.Stat(path)
	g.mu.RLock()
	defer g.mu.RUnlock()
	if g.paths[real] {
		return true
	}
	return err == nil && slices.ContainsFunc(g.files[keyOf(info)], func(o os.FileInfo) bool {
		return os.SameFile(info, o)
	})
}

func keyOf(info os.FileInfo) fileKey {
	return fileKey{size: info.Size(), time: info.ModTime().UTC()}
}
