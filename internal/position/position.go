// Package position says what is wrong in a file that a person wrote, and where: rule sets, facts,
// configuration, forms, waivers.
package position

import (
	"fmt"
	"strings"
)

// Problem is one fault of a file. Line and Column count from 1; both are 0 when the fault is about
// the file as a whole.
type Problem struct {
	File         string
	Line, Column int
	Message      string
}

// String returns "文件 第3行第5列:message".
func (p Problem) String() string {
	if p.Line == 0 {
		return p.File + ":" + p.Message
	}
	return fmt.Sprintf("%s 第%d行第%d列:%s", p.File, p.Line, p.Column, p.Message)
}

// Error lets a single problem be returned as an error.
func (p Problem) Error() string { return p.String() }

// Problems lists everything that is wrong with a file, in the order of the file, so that one
// run shows all of it.
type Problems struct{ Problems []Problem }

// Error returns one problem a line.
func (e *Problems) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}
