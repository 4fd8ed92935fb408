//go:build !unix

package convert

import (
	"os/exec"
	"strconv"
)

// whole makes the end of a command the end of all that it started: soffice starts another program,
// which would go on.
func whole(cmd *exec.Cmd) {
	cmd.Cancel = func() error {
		if err := exec.Command("taskkill", "/T", "/F", "/PID", strconv.Itoa(cmd.Process.Pid)).Run(); err != nil {
			return cmd.Process.Kill()
		}
		return nil
	}
}
