// Package safefile writes result files so that a crash, a full disk or a file held open by Excel
// or WPS never leaves half a file and never harms the one that was there. All writing of the
// program goes through Writer; a dry run is an implementation of it.
package safefile

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Writer puts a whole file in place. Implementations are safe for concurrent use. After an error
// the path holds what it held before, and errors are of type *Error.
type Writer interface {
	// WriteFile makes path hold exactly data, creating missing parent folders. A symbolic link
	// at path is replaced, never followed.
	WriteFile(path string, data []byte) error
}

var (
	_ Writer = Real{}
	_ Writer = (*DryRun)(nil)
	_ Writer = (*Guard)(nil)
)

// Real writes to the disk: a temporary file in the same folder, flushed, renamed into place, the
// folder flushed. The zero value is ready to use.
type Real struct {
	// Fast leaves out flushing to the disk, for results that a second run makes again: a crash
	// of the program is still harmless, a power cut may leave an empty file.
	Fast bool
	// Unattended is for a service, which tries again by itself: the hints of its errors speak of
	// what stands in the way and not of running the program.
	Unattended bool

	sys system // nil: the operating system
}

// tempPrefix and tempSuffix mark our temporary files. The name is short and does not contain the
// target's: a name of 255 bytes, the limit of most file systems, must still be writable.
const (
	tempPrefix = ".jixiao-"
	tempSuffix = ".tmp"
)

// IsTemp reports whether name (a base name) is a temporary file of this package, as a power cut
// may leave behind; folder walks skip such files.
func IsTemp(name string) bool {
	return strings.HasPrefix(name, tempPrefix) && strings.HasSuffix(name, tempSuffix)
}

// renameTries bounds how often a target that is in use is tried again; virus scanners and
// indexers let go within a second, Excel and WPS do not. The waits double: 0.62 s in all.
const (
	renameTries     = 6
	renameFirstWait = 20 * time.Millisecond
)

// WriteFile implements Writer.
func (r Real) WriteFile(path string, data []byte) error {
	err := r.writeFile(path, data)
	var e *Error
	if errors.As(err, &e) {
		e.Unattended = r.Unattended
	}
	return err
}

func (r Real) writeFile(path string, data []byte) error {
	sys := r.sys
	if sys == nil {
		sys = disk{}
	}
	dir := filepath.Dir(path)
	if err := sys.mkdirAll(dir); err != nil {
		return newError(path, "创建文件夹", err)
	}
	mode := fs.FileMode(0o666) // the umask applies, as to any file a person saves
	if info, err := sys.lstat(path); err == nil {
		switch {
		case info.IsDir():
			return &Error{Path: path, Step: "写入", Kind: KindFolder, Err: fs.ErrExist}
		case info.Mode().IsRegular():
			mode = info.Mode().Perm() | 0o200
		}
	}
	temp, err := r.writeTemp(sys, dir, mode, data)
	if err != nil {
		return newError(path, "写入", err)
	}
	if err := rename(sys, temp, path); err != nil {
		_ = sys.remove(temp)
		return newError(path, "改名", err)
	}
	if r.Fast {
		return nil
	}
	if err := sys.syncDir(dir); err != nil {
		return newError(path, "落盘", err)
	}
	return nil
}

// writeTemp writes data to a new file in dir and returns its path; on an error nothing is left.
func (r Real) writeTemp(sys system, dir string, mode fs.FileMode, data []byte) (path string, err error) {
	f, path, err := createTemp(sys, dir, mode)
	if err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			_ = sys.remove(path)
		}
	}()
	_, err = f.Write(data)
	if err == nil && !r.Fast {
		err = f.Sync()
	}
	// Network shares report a full disk only when the file is closed.
	return path, errors.Join(err, f.Close())
}

func createTemp(sys system, dir string, mode fs.FileMode) (file, string, error) {
	var raw [8]byte
	for {
		if _, err := rand.Read(raw[:]); err != nil {
			return nil, "", err
		}
		path := filepath.Join(dir, tempPrefix+hex.EncodeToString(raw[:])+tempSuffix)
		f, err := sys.create(path, mode)
		if errors.Is(err, fs.ErrExist) {
			continue // another run's file: never touch it
		}
		return f, path, err
	}
}

func rename(sys system, from, to string) error {
	wait := renameFirstWait
	for try := 1; ; try++ {
		err := sys.rename(from, to)
		if err == nil || try == renameTries || !mayPass(err, to) {
			return err
		}
		sys.sleep(wait)
		wait *= 2
	}
}

// system is what Real asks of the operating system, one method a step, so that tests can make
// any step fail.
type system interface {
	mkdirAll(dir string) error
	lstat(path string) (fs.FileInfo, error)
	create(path string, mode fs.FileMode) (file, error) // fails if path exists
	rename(from, to string) error
	remove(path string) error
	syncDir(dir string) error
	sleep(d time.Duration)
}

type file interface {
	Write(data []byte) (int, error)
	Sync() error
	Close() error
}

type disk struct{}

func (disk) mkdirAll(dir string) error              { return os.MkdirAll(dir, 0o777) }
func (disk) lstat(path string) (fs.FileInfo, error) { return os.Lstat(path) }
func (disk) rename(from, to string) error           { return os.Rename(from, to) }
func (disk) remove(path string) error               { return os.Remove(path) }
func (disk) syncDir(dir string) error               { return syncDir(dir) }
func (disk) sleep(d time.Duration)                  { time.Sleep(d) }

func (disk) create(path string, mode fs.FileMode) (file, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return nil, err // not f: a nil *os.File in an interface is not nil
	}
	return f, nil
}
