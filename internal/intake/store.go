package intake

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// ErrChanged reports that a file was changed, moved or removed while it was being read: it is to
// be looked at again.
var ErrChanged = errors.New("文件在读取时被改动")

// Store keeps a safe copy of what came in, named by its hash, so that a copy that is taken twice
// is the same copy. It lies on the local disk beside the ledger.
type Store struct{ Dir string }

// Path returns where the bytes with this hash are.
func (s Store) Path(sha string) string { return filepath.Join(s.Dir, sha[:2], sha) }

const halfPrefix = ".half-"

// Take copies the file at path, which a walk saw as e, and returns its hash. The copy is on the
// disk, flushed, when it returns. ErrChanged when the file is not the one that e describes.
func (s Store) Take(path string, e Entry) (sha string, err error) {
	in, err := os.Open(path)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return "", ErrChanged
		}
		return "", err
	}
	defer func() { _ = in.Close() }()
	if info, err := in.Stat(); err != nil || info.Size() != e.Size || !info.ModTime().Equal(e.Modified) {
		return "", ErrChanged
	}
	sha, size, err := s.Add(in, e.Size)
	if err != nil {
		return "", err
	}
	if info, err := os.Stat(path); err != nil || size != e.Size || info.Size() != e.Size || !info.ModTime().Equal(e.Modified) {
		return "", ErrChanged
	}
	return sha, nil
}

// Add stores what r yields, at most limit bytes and one more (so that the caller sees an excess
// by the size), and returns its hash and size.
func (s Store) Add(r io.Reader, limit int64) (sha string, size int64, err error) {
	half, err := createHalf(s.Dir)
	if err != nil {
		return "", 0, err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(half.Name())
		}
	}()
	digest := sha256.New()
	size, err = io.Copy(io.MultiWriter(half, digest), io.LimitReader(r, limit+1))
	if err == nil {
		err = half.Sync()
	}
	if err = errors.Join(err, half.Close()); err != nil {
		return "", size, err
	}
	sha = hex.EncodeToString(digest.Sum(nil))
	to := s.Path(sha)
	if err = os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
		return "", size, err
	}
	if err = os.Rename(half.Name(), to); err != nil {
		return "", size, err
	}
	return sha, size, flushDir(filepath.Dir(to))
}

func createHalf(dir string) (*os.File, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	return os.OpenFile(filepath.Join(dir, halfPrefix+rand.Text()), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
}

// Sweep removes copies that a crash left half done and those that keep does not name. It must
// not run while files are taken.
func (s Store) Sweep(keep map[string]bool) error {
	err := filepath.WalkDir(s.Dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name := d.Name()
		if IsHalf(name) || len(name) == 2*sha256.Size && !keep[name] {
			return os.Remove(path)
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// IsHalf reports whether a base name is that of a copy that a crash left half done.
func IsHalf(name string) bool { return strings.HasPrefix(name, halfPrefix) }

// HashFile returns the hash of a file's bytes.
func HashFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer func() { _ = f.Close() }()
	digest := sha256.New()
	if _, err := io.Copy(digest, f); err != nil {
		return "", fmt.Errorf("读取 %s 时出错:%w", path, err)
	}
	return hex.EncodeToString(digest.Sum(nil)), nil
}
