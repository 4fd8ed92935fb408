package safefile

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// Same reports whether a and b are the same file, however they are spelled: relative, through
// symbolic links or hard links, in other case where the file system ignores it. Files that do not
// exist yet are the same when they would be created at the same place.
func Same(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	if errA == nil && errB == nil {
		return os.SameFile(infoA, infoB)
	}
	if (errA == nil) != (errB == nil) {
		return false
	}
	return samePath(resolve(a), resolve(b))
}

func samePath(a, b string) bool {
	if runtime.GOOS == "windows" {
		return strings.EqualFold(a, b)
	}
	return a == b
}

// resolve returns path absolute and without symbolic links in the part of it that exists; a
// link to nothing counts as what it points to.
func resolve(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		return filepath.Clean(path)
	}
	rest := ""
	for hops := 0; hops < 255; hops++ {
		if real, err := filepath.EvalSymlinks(abs); err == nil {
			return filepath.Join(real, rest)
		}
		if target, err := os.Readlink(abs); err == nil {
			if !filepath.IsAbs(target) {
				target = filepath.Join(filepath.Dir(abs), target)
			}
			abs = target
			continue
		}
		parent := filepath.Dir(abs)
		if parent == abs {
			break
		}
		rest = filepath.Join(filepath.Base(abs), rest)
		abs = parent
	}
	return filepath.Join(abs, rest)
}

// linkError returns the bare cause of a failed rename, nil for other errors.
func linkError(err error) error {
	var link *os.LinkError
	if errors.As(err, &link) {
		return link.Err
	}
	return nil
}
