package batch

import (
	"os"
	"runtime/debug"
)

const (
	// gcPercent lets garbage grow to four times what is held: processing a form holds little and
	// leaves half a megabyte, so the usual setting would collect after every few forms.
	gcPercent = 400
	// memoryGoal is where collecting becomes eager instead, so that large workbooks do not grow fourfold.
	memoryGoal = 256 << 20
)

// TuneMemory sets the collector for a run over many files; what the user set by GOGC or GOMEMLIMIT stays.
// It returns a function that sets it back.
func TuneMemory() (restore func()) {
	percent, goal := -1, int64(-1)
	if os.Getenv("GOGC") == "" {
		percent = debug.SetGCPercent(gcPercent)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		goal = debug.SetMemoryLimit(memoryGoal)
	}
	return func() {
		if percent >= 0 {
			debug.SetGCPercent(percent)
		}
		if goal >= 0 {
			debug.SetMemoryLimit(goal)
		}
	}
}
