package safefile

import (
	"errors"
	"os"
	"syscall"
)

// Error numbers of Windows (winerror.h) that package syscall does not name.
const (
	errorWriteProtect     = syscall.Errno(19)
	errorSharingViolation = syscall.Errno(32)
	errorLockViolation    = syscall.Errno(33)
	errorHandleDiskFull   = syscall.Errno(39)
	errorDiskFull         = syscall.Errno(112)
	errorInvalidName      = syscall.Errno(123)
	errorFilenameTooLong  = syscall.Errno(206)
	errorDirectory        = syscall.Errno(267)
	errorUserMapped       = syscall.Errno(1224)
	errorDiskQuota        = syscall.Errno(1295)
)

func platformKind(err error, path string) Kind {
	var number syscall.Errno
	if !errors.As(err, &number) {
		return KindOther
	}
	switch number {
	case errorSharingViolation, errorLockViolation, errorUserMapped:
		return KindBusy
	case errorDiskFull, errorHandleDiskFull, errorDiskQuota:
		return KindSpace
	case errorWriteProtect:
		return KindReadOnly
	case errorInvalidName, errorFilenameTooLong:
		return KindName
	case errorDirectory, syscall.ERROR_PATH_NOT_FOUND:
		return KindFolder
	case syscall.ERROR_ACCESS_DENIED:
		// Renaming over a file that Excel or WPS holds open says "access denied"; opening it
		// tells the two apart.
		if inUse(path) {
			return KindBusy
		}
		return KindPermission
	}
	return KindOther
}

func inUse(path string) bool {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err == nil {
		_ = f.Close()
		return false
	}
	return errors.Is(err, errorSharingViolation) || errors.Is(err, errorLockViolation)
}

// syncDir does nothing: Windows has no flush of a folder; NTFS journals the rename.
func syncDir(string) error { return nil }
