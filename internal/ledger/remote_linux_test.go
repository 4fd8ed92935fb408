package ledger

import "testing"

// Shares are known by their mount; local disks that happen to be FUSE (NTFS) are not shares.
func TestRemoteFuse(t *testing.T) {
	const mounts = "/dev/sda1 / ext4 rw 0 0\nserver:/x /mnt/ssh\\040fs fuse.sshfs rw 0 0\n/dev/sdb1 /mnt/ntfs fuseblk rw 0 0\n"
	for dir, want := range map[string]string{"/mnt/ssh fs/局/收件": "sshfs", "/mnt/ntfs/x": "", "/home": "", "/mnt/ssh fsx": ""} {
		if got := remoteFuse(mounts, dir); got != want {
			t.Errorf("%s: %q", dir, got)
		}
	}
	if got := Remote(t.TempDir()); got != "" {
		t.Errorf("the local disk is called %s", got)
	}
}
