//go:build unix

package safefile

import (
	"errors"
	"os"
	"syscall"
)

func platformKind(err error, _ string) Kind {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, syscall.EFBIG):
		return KindSpace
	case errors.Is(err, syscall.EROFS):
		return KindReadOnly
	case errors.Is(err, syscall.ETXTBSY), errors.Is(err, syscall.EBUSY):
		return KindBusy
	case errors.Is(err, syscall.ENOTDIR), errors.Is(err, syscall.EISDIR), errors.Is(err, syscall.EEXIST):
		return KindFolder
	case errors.Is(err, syscall.ENAMETOOLONG), errors.Is(err, syscall.EINVAL), errors.Is(err, syscall.EILSEQ):
		return KindName
	}
	return KindOther
}

// mayPass reports whether a failed rename onto path may go through a moment later.
func mayPass(err error, path string) bool { return platformKind(err, path) == KindBusy }

// syncDir makes a rename in dir survive a power cut. Some file systems (SMB, FUSE) cannot flush
// a folder and say so; there is nothing more to be done there.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if errors.Is(err, os.ErrPermission) {
		return nil // a drop box: writable, not readable
	}
	if err != nil {
		return err
	}
	err = d.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) || errors.Is(err, syscall.EBADF) {
		err = nil
	}
	return errors.Join(err, d.Close())
}
