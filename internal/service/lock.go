package service

import (
	"errors"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"

	"jixiao/internal/config"
	"jixiao/internal/intake"
	"jixiao/internal/ledger"
)

// Locked reports that another instance works on the same folder.
type Locked struct{ Path string }

// Error states the fact.
func (e *Locked) Error() string {
	return "另一个 jixiao 正在处理这个文件夹(锁:" + e.Path + ")"
}

const lockName = "lock"

// locks are what one instance holds of a workspace: the lock of its state folder, that of an inbox on
// a share (two machines may share it, each with a ledger of its own), and the watches.
type locks struct {
	held    []*flock.Flock
	watcher *intake.Watcher
}

func (l *locks) take(cfg *config.Config) error {
	state, inbox := cfg.Path(cfg.Folders.State), cfg.Path(cfg.Folders.Inbox)
	if err := os.MkdirAll(state, 0o777); err != nil {
		return &ledger.Error{Message: "无法建立台账文件夹 " + state, Hint: "请检查磁盘和写入权限", Err: err}
	}
	if err := l.lock(filepath.Join(state, lockName)); err != nil {
		return err
	}
	if ledger.Remote(inbox) == "" {
		return nil
	}
	err := l.lock(filepath.Join(inbox, ".jixiao-lock"))
	var locked *Locked
	if errors.As(err, &locked) {
		return errors.Join(err, l.release())
	}
	return nil // a share without locks, or not there yet: the state folder's lock must do
}

func (l *locks) lock(path string) error {
	f := flock.New(path)
	ok, err := f.TryLock()
	if err != nil {
		return err
	}
	if !ok {
		return &Locked{Path: path}
	}
	l.held = append(l.held, f)
	return nil
}

func (l *locks) follow(folders []string) {
	if l.watcher != nil {
		_ = l.watcher.Follow(folders) // what cannot be watched is found by walking
	}
}

func (l *locks) release() error {
	var failed []error
	for _, f := range l.held {
		failed = append(failed, f.Unlock())
	}
	l.held = nil
	return errors.Join(failed...)
}

// Running reports whether an instance works on the workspace.
func Running(cfg *config.Config) bool {
	path := filepath.Join(cfg.Path(cfg.Folders.State), lockName)
	if !exists(path) {
		return false
	}
	f := flock.New(path)
	ok, err := f.TryLock()
	if ok {
		_ = f.Unlock()
	}
	return err == nil && !ok
}
