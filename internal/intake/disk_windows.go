package intake

import (
	"errors"
	"syscall"
)

// errorNotSameDevice is ERROR_NOT_SAME_DEVICE of winerror.h.
const errorNotSameDevice = syscall.Errno(17)

func crossDevice(err error) bool { return errors.Is(err, errorNotSameDevice) }

// flushDir does nothing: Windows has no flush of a folder; NTFS journals the rename.
func flushDir(string) error { return nil }
