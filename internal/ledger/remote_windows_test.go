package ledger

import "testing"

// A path of a share is known in each of its spellings; long and device paths are local.
func TestIsUNC(t *testing.T) {
	for volume, want := range map[string]bool{
		`\\server\share`: true, `\\?\UNC\server\share`: true, `\\?\C:`: false, `\\.\C:`: false, "C:": false,
	} {
		if got := isUNC(volume); got != want {
			t.Errorf("%s: %v", volume, got)
		}
	}
}
