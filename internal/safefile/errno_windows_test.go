package safefile

import "syscall"

const (
	errBusy       = errorSharingViolation
	errFull       = errorDiskFull
	errPermission = syscall.ERROR_ACCESS_DENIED
	errReadOnly   = errorWriteProtect
)
