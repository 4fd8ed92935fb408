//go:build unix

package safefile

import "syscall"

const (
	errBusy       = syscall.EBUSY
	errFull       = syscall.ENOSPC
	errPermission = syscall.EACCES
	errReadOnly   = syscall.EROFS
)
