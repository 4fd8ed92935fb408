package ledger

import "golang.org/x/sys/unix"

func remote(dir string) string {
	var info unix.Statfs_t
	if unix.Statfs(dir, &info) != nil || info.Flags&unix.MNT_LOCAL != 0 {
		return ""
	}
	return unix.ByteSliceToString(info.Fstypename[:])
}
