package ledger

import (
	"path/filepath"
	"strings"

	"golang.org/x/sys/windows"
)

// Remote names the kind of network share that dir lies on; "" when it is local.
func Remote(dir string) string {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	volume := filepath.VolumeName(abs)
	if isUNC(volume) {
		return "网络路径 " + volume
	}
	root, err := windows.UTF16PtrFromString(volume + `\`)
	if err == nil && windows.GetDriveType(root) == windows.DRIVE_REMOTE {
		return "映射的网络驱动器 " + strings.TrimSuffix(volume, `\`)
	}
	return ""
}

// isUNC tells \\server\share and \\?\UNC\server\share from \\?\C: and \\.\C:.
func isUNC(volume string) bool {
	if rest, ok := strings.CutPrefix(volume, `\\?\`); ok {
		return len(rest) > 4 && strings.EqualFold(rest[:4], `UNC\`)
	}
	return strings.HasPrefix(volume, `\\`) && !strings.HasPrefix(volume, `\\.\`)
}
