package ruleset

import (
	"fmt"
	"strings"
)

// Problem is one fault of a rule set file. Line and Column count from 1, 0 when the fault is
// about the whole file.
type Problem struct {
	File         string
	Line, Column int
	Message      string
}

// String returns "file:line:column: message".
func (p Problem) String() string {
	if p.Line == 0 {
		return p.File + ": " + p.Message
	}
	return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Message)
}

// Error lists everything that is wrong with a rule set, in the order of the file.
type Error struct{ Problems []Problem }

// Error returns one problem a line.
func (e *Error) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}
