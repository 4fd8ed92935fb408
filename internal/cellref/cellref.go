// Package cellref names cells the way people see them in Excel and WPS: "F12", "F12:G13".
// Rows and columns count from 1; the zero Ref means "no cell".
package cellref

import (
	"fmt"
	"strconv"
)

// The largest row and column of an .xlsx worksheet (ECMA-376, 18.3.1.73 and 18.3.1.13).
const (
	MaxRow = 1048576
	MaxCol = 16384
)

// Ref is one cell. Row and Col count from 1; the zero value is no cell.
type Ref struct {
	Row, Col int
}

// IsZero reports whether r names no cell.
func (r Ref) IsZero() bool { return r == Ref{} }

// String returns the A1 form, "" for the zero Ref.
func (r Ref) String() string {
	if r.IsZero() {
		return ""
	}
	var buf [12]byte
	return string(r.Append(buf[:0]))
}

// Append appends the A1 form of r to dst, for callers that write many references.
func (r Ref) Append(dst []byte) []byte {
	return strconv.AppendInt(appendColumn(dst, r.Col), int64(r.Row), 10)
}

// Compare orders cells row by row, then by column: the order in which a form is read.
func (r Ref) Compare(o Ref) int {
	if r.Row != o.Row {
		return r.Row - o.Row
	}
	return r.Col - o.Col
}

func appendColumn(dst []byte, col int) []byte {
	var buf [8]byte
	i := len(buf)
	for col > 0 {
		col--
		i--
		buf[i] = byte('A' + col%26)
		col /= 26
	}
	return append(dst, buf[i:]...)
}

// ColumnName returns the letters of column col, "" when col < 1.
func ColumnName(col int) string {
	return string(appendColumn(nil, col))
}

// Parse reads an A1 reference; "$" marks of absolute references and lower case are accepted.
// A reference outside a worksheet is an error.
func Parse(s string) (Ref, error) {
	if r, ok := ParseBytes([]byte(s)); ok {
		return r, nil
	}
	return Ref{}, fmt.Errorf("%q is not a cell reference such as F12", s)
}

// ParseBytes is Parse for scanners: no allocation, no error text.
func ParseBytes(s []byte) (Ref, bool) {
	var r Ref
	i := skipDollar(s, 0)
	start := i
	for ; i < len(s); i++ {
		c := s[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		r.Col = r.Col*26 + int(c-'A') + 1
		if r.Col > MaxCol {
			return Ref{}, false
		}
	}
	if i == start {
		return Ref{}, false
	}
	i = skipDollar(s, i)
	start = i
	for ; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return Ref{}, false
		}
		r.Row = r.Row*10 + int(s[i]-'0')
		if r.Row > MaxRow {
			return Ref{}, false
		}
	}
	if i == start || r.Row == 0 {
		return Ref{}, false
	}
	return r, true
}

func skipDollar(s []byte, i int) int {
	if i < len(s) && s[i] == '$' {
		return i + 1
	}
	return i
}

// Range is a rectangle of cells, both corners included. The zero value is no range.
type Range struct {
	From, To Ref
}

// IsZero reports whether r names no cells.
func (r Range) IsZero() bool { return r == Range{} }

// Contains reports whether c lies in r.
func (r Range) Contains(c Ref) bool {
	return c.Row >= r.From.Row && c.Row <= r.To.Row && c.Col >= r.From.Col && c.Col <= r.To.Col
}

// Overlaps reports whether r and o share a cell.
func (r Range) Overlaps(o Range) bool {
	return r.From.Row <= o.To.Row && o.From.Row <= r.To.Row && r.From.Col <= o.To.Col && o.From.Col <= r.To.Col
}

// Include returns the smallest range that holds r and c.
func (r Range) Include(c Ref) Range {
	if r.IsZero() {
		return Range{From: c, To: c}
	}
	return Range{
		From: Ref{Row: min(r.From.Row, c.Row), Col: min(r.From.Col, c.Col)},
		To:   Ref{Row: max(r.To.Row, c.Row), Col: max(r.To.Col, c.Col)},
	}
}

// String returns "A1:B2", or "A1" for a single cell, "" for the zero Range.
func (r Range) String() string {
	if r.From == r.To {
		return r.From.String()
	}
	return r.From.String() + ":" + r.To.String()
}

// ParseRange reads "A1:B2" or "A1"; the corners may stand in any order.
func ParseRange(s string) (Range, error) {
	if r, ok := ParseRangeBytes([]byte(s)); ok {
		return r, nil
	}
	return Range{}, fmt.Errorf("%q is not a range of cells such as F12:G13", s)
}

// ParseRangeBytes is ParseRange for scanners: no allocation, no error text.
func ParseRangeBytes(s []byte) (Range, bool) {
	for i, c := range s {
		if c != ':' {
			continue
		}
		a, okA := ParseBytes(s[:i])
		b, okB := ParseBytes(s[i+1:])
		if !okA || !okB {
			return Range{}, false
		}
		return Range{From: a, To: a}.Include(b), true
	}
	a, ok := ParseBytes(s)
	return Range{From: a, To: a}, ok
}
