package cli

import (
	"os"
	"unsafe"

	"golang.org/x/sys/windows"
)

const utf8CodePage = 65001

// speakUTF8 makes the console read our output as UTF-8 instead of code page 936 and returns how
// to put back what was. Without a console nothing is changed.
func speakUTF8() (restore func()) {
	before, err := windows.GetConsoleOutputCP()
	if err != nil || before == 0 || before == utf8CodePage {
		return func() {}
	}
	if windows.SetConsoleOutputCP(utf8CodePage) != nil {
		return func() {}
	}
	return func() { _ = windows.SetConsoleOutputCP(before) }
}

var consoleProcessList = windows.NewLazySystemDLL("kernel32.dll").NewProc("GetConsoleProcessList")

// ownsWindow reports whether the console window exists for this program alone and so vanishes
// with it: started by a double-click or by files dropped on it. A command line is in the list
// of the console's processes too; redirected streams are somebody else's.
func ownsWindow(streams Streams) bool {
	if streams.In != os.Stdin || streams.Out != os.Stdout || !isConsole(os.Stdin) || !isConsole(os.Stdout) {
		return false
	}
	var list [2]uint32
	n, _, _ := consoleProcessList.Call(uintptr(unsafe.Pointer(&list[0])), uintptr(len(list)))
	return n == 1
}

func isConsole(f *os.File) bool {
	var mode uint32
	return windows.GetConsoleMode(windows.Handle(f.Fd()), &mode) == nil
}
