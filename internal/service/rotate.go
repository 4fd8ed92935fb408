package service

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// Rotating is a log file that is bounded: when it is full it becomes "name.1", the one before
// "name.2", and so on; the oldest is dropped. It is safe for concurrent use.
type Rotating struct {
	Path string
	Max  int64 // bytes of one file
	Keep int   // how many old files

	mu   sync.Mutex
	file *os.File
	size int64
}

// Write implements io.Writer. A line is never split between files.
func (r *Rotating) Write(line []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.file != nil && r.size > 0 && r.size+int64(len(line)) > r.Max {
		if err := r.rotate(); err != nil {
			return 0, err
		}
	}
	if r.file == nil {
		if err := r.open(); err != nil {
			return 0, err
		}
	}
	n, err := r.file.Write(line)
	r.size += int64(n)
	return n, err
}

// Close closes the file; a later Write opens it again.
func (r *Rotating) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.file == nil {
		return nil
	}
	err := r.file.Close()
	r.file = nil
	return err
}

func (r *Rotating) open() error {
	if err := os.MkdirAll(filepath.Dir(r.Path), 0o777); err != nil {
		return err
	}
	f, err := os.OpenFile(r.Path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o666)
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err != nil {
		return errors.Join(err, f.Close())
	}
	r.file, r.size = f, info.Size()
	return nil
}

// rotate moves every file one number up. One that is held open elsewhere (Windows) stays, and the
// log goes on in the file that is there.
func (r *Rotating) rotate() error {
	err := r.file.Close()
	r.file = nil
	if err != nil {
		return err
	}
	for n := r.Keep; n > 0; n-- {
		from := r.Path
		if n > 1 {
			from = fmt.Sprintf("%s.%d", r.Path, n-1)
		}
		if err := os.Rename(from, fmt.Sprintf("%s.%d", r.Path, n)); err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission) {
			return nil
		}
	}
	return nil
}
