//go:build unix

package service

import (
	"os"
	"strings"

	"golang.org/x/sys/unix"
)

// freeSpace is how many bytes this account may still write.
func freeSpace(path string) (uint64, error) {
	var info unix.Statfs_t
	if err := unix.Statfs(path, &info); err != nil {
		return 0, err
	}
	return uint64(info.Bavail) * uint64(info.Bsize), nil //nolint:unconvert // the types differ by platform
}

// checkConsole looks whether Chinese can be shown and typed.
func checkConsole() Check {
	const name = "字符编码"
	for _, key := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := os.Getenv(key); v != "" {
			if u := strings.ToUpper(v); strings.Contains(u, "UTF-8") || strings.Contains(u, "UTF8") {
				return good(name, "%s", v)
			}
			return Check{name, Doubt, key + "=" + v + ",终端可能显示乱码(文件不受影响)", "请设置 LANG=zh_CN.UTF-8"}
		}
	}
	return Check{name, Doubt, "没有设置 LANG,终端可能显示乱码(文件不受影响)", "请设置 LANG=zh_CN.UTF-8"}
}
