//go:build !windows

package cli

// speakUTF8 has nothing to do where terminals speak UTF-8.
func speakUTF8() (restore func()) { return func() {} }

// ownsWindow is false where a terminal outlives the programs in it.
func ownsWindow(Streams) bool { return false }
