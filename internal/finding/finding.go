// Package finding is what a check has to say: a fault with its code, its cell, what was found
// and what to do. Findings are values; a Go error means that a job could not be done at all.
package finding

import (
	"cmp"
	"fmt"
	"slices"

	"jixiao/internal/cellref"
)

// Severity says what a finding means for the person who gets it. The zero value is invalid.
type Severity int

const (
	// Info is worth knowing and needs no action.
	Info Severity = iota + 1
	// Warn should be explained or looked at; the form can stand as it is.
	Warn
	// Error must be corrected before the form is submitted.
	Error
)

var severityNames = map[Severity]string{Info: "info", Warn: "warn", Error: "error"}

// String returns the name used on the command line and in JSON: info, warn, error.
func (s Severity) String() string {
	if n, ok := severityNames[s]; ok {
		return n
	}
	return fmt.Sprintf("Severity(%d)", int(s))
}

var severityWords = map[Severity]string{Info: "参考", Warn: "提示", Error: "错误"}

// Word returns the Chinese word that every output for people uses.
func (s Severity) Word() string {
	if w, ok := severityWords[s]; ok {
		return w
	}
	return s.String()
}

// ParseSeverity reads info, warn (or warning) and error.
func ParseSeverity(s string) (Severity, error) {
	switch s {
	case "info":
		return Info, nil
	case "warn", "warning":
		return Warn, nil
	case "error":
		return Error, nil
	}
	return 0, fmt.Errorf("严重程度 %q 不认识,可用 info、warn、error", s)
}

// Finding is one fault. Message states what was found and what is expected in one plain Chinese
// sentence; Hint says what to do; Source names the document, clause or 约定 the check rests on.
type Finding struct {
	Code     string // stable, ASCII: L-FUND-05
	Severity Severity
	Sheet    string      // the sheet that Cell lies on; "" when about the whole file
	Cell     cellref.Ref // zero when no single cell is at fault
	Value    string      // what the cell says, as filed
	Message  string
	Hint     string
	Source   string
	// Waiver says why a fault is let stand, by whom and until when; "" when it is not waived.
	Waiver string
}

// Sort orders findings as a person reads the form: sheet by the order given, cell, then
// severity (worst first), code, message. Sheets not in order come last.
func Sort(list []Finding, sheets []string) {
	position := func(f Finding) int {
		if i := slices.Index(sheets, f.Sheet); i >= 0 {
			return i
		}
		return len(sheets)
	}
	slices.SortStableFunc(list, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(position(a), position(b)),
			a.Cell.Compare(b.Cell),
			cmp.Compare(b.Severity, a.Severity),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Message, b.Message),
		)
	})
}

// Compact removes findings that say the same of the same cell; list must be sorted.
func Compact(list []Finding) []Finding {
	return slices.CompactFunc(list, func(a, b Finding) bool {
		return a.Code == b.Code && a.Sheet == b.Sheet && a.Cell == b.Cell && a.Message == b.Message
	})
}

// Worst returns the highest severity in list, 0 when it is empty.
func Worst(list []Finding) Severity {
	var worst Severity
	for _, f := range list {
		worst = max(worst, f.Severity)
	}
	return worst
}

// Count returns how many findings have severity s.
func Count(list []Finding, s Severity) int {
	n := 0
	for _, f := range list {
		if f.Severity == s {
			n++
		}
	}
	return n
}
