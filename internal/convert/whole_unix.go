//go:build unix

package convert

import (
	"os/exec"
	"syscall"
)

// whole makes the end of a command the end of all that it started: soffice is a script that starts
// another program, which would go on.
func whole(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
