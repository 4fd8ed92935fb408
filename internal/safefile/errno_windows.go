package safefile

import (
	"errors"
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
		// alone tells the two apart.
		if inUse(path) {
			return KindBusy
		}
		return KindPermission
	}
	return KindOther
}

// mayPass reports whether a failed rename onto path may go through a moment later. A virus scanner,
// or another writer of the same file, makes Windows say "access denied" and is gone before anybody
// can ask who it was.
func mayPass(err error, path string) bool {
	return errors.Is(err, syscall.ERROR_ACCESS_DENIED) || platformKind(err, path) == KindBusy
}

// inUse reports whether anybody has the file open, also one who lets others write to it but not
// replace it: nobody else may have it open for us to open it alone.
func inUse(path string) bool {
	name, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		return false
	}
	h, err := syscall.CreateFile(name, syscall.GENERIC_READ, 0, nil, syscall.OPEN_EXISTING, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	if err == nil {
		_ = syscall.CloseHandle(h)
		return false
	}
	return errors.Is(err, errorSharingViolation) || errors.Is(err, errorLockViolation)
}

// syncDir does nothing: Windows has no flush of a folder; NTFS journals the rename.
func syncDir(string) error { return nil }
