package service

import "golang.org/x/sys/unix"

// memory is how many bytes this machine has, 0 when that cannot be told.
func memory() uint64 {
	var info unix.Sysinfo_t
	if unix.Sysinfo(&info) != nil {
		return 0
	}
	return uint64(info.Totalram) * uint64(info.Unit) //nolint:unconvert // the types differ by machine
}
