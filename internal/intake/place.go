package intake

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"jixiao/internal/ledger"
)

// ErrTaken reports that another file stands where an original was to go.
var ErrTaken = errors.New("目标位置已有别的文件")

// Place puts the original of f, whose bytes are in the store, at to. The file at from ("" for a
// member of an archive) is moved there when it is still the one that was taken. When it is gone
// or was replaced by a newer version meanwhile, it is left alone and the copy of the store goes
// there instead: no version is ever lost. Place may be called again after a crash at any moment.
func (s Store) Place(f ledger.File, from, to string) error {
	switch sum, err := HashFile(to); {
	case err == nil && sum == f.SHA256:
		return nil // moved before a crash
	case err == nil:
		return ErrTaken
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
		return err
	}
	if from != "" && unchanged(from, f) {
		moved, err := s.move(f, from, to)
		if moved || err != nil {
			return err
		}
	}
	return copyFile(s.Path(f.SHA256), to)
}

// unchanged reports whether the file at path is still the one that was taken, as far as its size
// and time tell.
func unchanged(path string, f ledger.File) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode().IsRegular() && info.Size() == f.Size && info.ModTime().Equal(f.Modified)
}

// move moves the original, and reports whether to now holds what was taken. A file that turns
// out to be another one (saved anew in the blink between looking and moving) goes back.
func (s Store) move(f ledger.File, from, to string) (bool, error) {
	err := os.Rename(from, to)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil && crossDevice(err):
		return s.carry(f, from, to)
	case err != nil:
		return false, err
	}
	if sum, err := HashFile(to); err != nil || sum == f.SHA256 {
		return err == nil, errors.Join(err, flushDir(filepath.Dir(to)), flushDir(filepath.Dir(from)))
	}
	if _, err := os.Lstat(from); err == nil {
		from = Numbered(from, "新版")
	}
	return false, os.Rename(to, from)
}

// carry moves a file to another disk: a verified copy first, then the original is removed. The
// original is kept when it is not what was taken.
func (s Store) carry(f ledger.File, from, to string) (bool, error) {
	if sum, err := HashFile(from); err != nil || sum != f.SHA256 {
		return false, err
	}
	if err := copyFile(s.Path(f.SHA256), to); err != nil {
		return false, err
	}
	if sum, err := HashFile(to); err != nil || sum != f.SHA256 {
		return false, errors.Join(err, errors.New("复制后的内容与原件不一致"), os.Remove(to))
	}
	return true, os.Remove(from)
}

// copyFile writes a flushed copy; to appears whole or not at all.
func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	half, err := createHalf(filepath.Dir(to))
	if err != nil {
		return err
	}
	_, err = io.Copy(half, in)
	if err == nil {
		err = half.Sync()
	}
	if err = errors.Join(err, half.Close()); err == nil {
		err = os.Rename(half.Name(), to)
	}
	if err != nil {
		return errors.Join(err, ignoreMissing(os.Remove(half.Name())))
	}
	return flushDir(filepath.Dir(to))
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
