package service

import "golang.org/x/sys/unix"

// memory is how many bytes this machine has, 0 when that cannot be told.
func memory() uint64 {
	n, err := unix.SysctlUint64("hw.memsize")
	if err != nil {
		return 0
	}
	return n
}
