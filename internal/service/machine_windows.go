package service

import "golang.org/x/sys/windows"

// freeSpace is how many bytes this account may still write.
func freeSpace(path string) (uint64, error) {
	at, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return 0, err
	}
	var free uint64
	err = windows.GetDiskFreeSpaceEx(at, &free, nil, nil)
	return free, err
}

// codePages by number (Microsoft, Code Page Identifiers).
const (
	codePageUTF8 = 65001
	codePageGBK  = 936
)

// checkConsole looks whether the console shows Chinese.
func checkConsole() Check {
	const name = "代码页"
	page, err := windows.GetConsoleOutputCP()
	switch {
	case err != nil:
		return good(name, "没有控制台")
	case page == codePageUTF8:
		return good(name, "65001(UTF-8)")
	case page == codePageGBK:
		return good(name, "936(简体中文);重定向到文件时内容为 UTF-8")
	}
	return Check{name, Doubt, "控制台代码页不是中文,可能显示乱码(文件不受影响)", "运行 chcp 65001 后再试"}
}
