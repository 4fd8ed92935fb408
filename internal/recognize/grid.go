// Package recognize reads a filled-in form from a sheet by its headings: which form it is, how
// sure that is, what every cell means. It never uses coordinates, and what it cannot recognise it says.
package recognize

import (
	"iter"
	"strings"
	"sync"

	"jixiao/internal/cellref"
	"jixiao/internal/form"
	"jixiao/internal/layout"
	"jixiao/internal/workbook"
)

// Grid is what a reader needs of a sheet; *workbook.Sheet is one.
type Grid interface {
	Name() string
	Area() cellref.Range
	Cell(cellref.Ref) workbook.Cell
	Merge(cellref.Ref) (cellref.Range, bool)
	Merges() []cellref.Range
	All() iter.Seq2[cellref.Ref, workbook.Cell]
	// HiddenRow and HiddenCol report what is not shown.
	HiddenRow(row int) bool
	HiddenCol(col int) bool
	// Computed is the value of a formula beside which its writer stored none; ok is false for a
	// formula that is not understood.
	Computed(cellref.Ref) (c workbook.Cell, ok bool)
}

// labelSize is the longest text in bytes that can be a label; longer ones are never looked up.
const labelSize = 150

// usualCells is room for the cells of most forms.
const usualCells = 160

// keepCells is the most cells that a view is kept with for the next sheet.
const keepCells = 8192

// mostCells is the most cells that a sheet of forms has: thirty forms have six thousand. A sheet with
// more is a ledger or an export, and reading it as forms would only cost memory.
const mostCells = 300_000

// cell is a non-empty cell with its place and what its text is known to mean.
type cell struct {
	at   cellref.Ref
	span cellref.Range // the merged area, or the cell alone
	raw  workbook.Cell
	meaning
}

// text reports whether the cell holds words rather than a number.
func (c *cell) text() bool { return c.raw.Kind == workbook.Text }

// view is a sheet prepared for reading: its non-empty cells row by row, every short text
// reduced and looked up once.
type view struct {
	grid     Grid
	set      *layout.Set
	cells    []cell
	spans    map[cellref.Ref]cellref.Range // merged areas by their first cell
	rows     []int                         // rows[i]..rows[i+1] are the cells of sheet row top+i
	top      int
	last     int    // the last row with a cell
	right    int    // the last column with a cell or a merged area
	tooLarge bool   // the sheet has more cells than forms ever have
	used     []bool // columns with a cell or merged area; made when needed
}

// band is a rectangle of rows and columns that one form takes.
type band struct{ top, bottom, left, right int }

// views are kept for the next sheet: most of what reading one costs is room for its cells.
var views = sync.Pool{New: func() any {
	return &view{cells: make([]cell, 0, usualCells), spans: map[cellref.Ref]cellref.Range{}}
}}

// done gives the view back; nothing that was read may refer to it any more.
func (v *view) done() {
	if cap(v.cells) > keepCells {
		return
	}
	clear(v.cells)
	clear(v.spans)
	*v = view{cells: v.cells[:0], rows: v.rows[:0], spans: v.spans}
	views.Put(v)
}

func newView(g Grid, set *layout.Set) *view {
	v := views.Get().(*view)
	v.grid, v.set = g, set
	area := g.Area()
	if area.IsZero() {
		return v
	}
	v.top, v.last, v.right = area.From.Row, area.From.Row-1, area.To.Col
	for _, m := range g.Merges() {
		v.spans[m.From] = m
	}
	for at, raw := range g.All() {
		if len(v.cells) == mostCells {
			v.tooLarge = true
			break
		}
		if raw.Kind == workbook.Empty && raw.Formula != "" {
			if c, ok := g.Computed(at); ok {
				raw = c
			}
		}
		if raw.Kind == workbook.Empty && raw.Formula == "" || raw.Kind == workbook.Text && strings.TrimSpace(raw.Raw) == "" {
			continue
		}
		c := cell{at: at, raw: raw, span: cellref.Range{From: at, To: at}}
		if m, ok := v.spans[at]; ok {
			c.span = m
			v.right = max(v.right, m.To.Col)
		}
		if raw.Kind == workbook.Text {
			c.meaning = known.of(set, raw.Raw)
		}
		v.startRow(at.Row)
		v.cells = append(v.cells, c)
	}
	v.startRow(v.last + 1)
	v.last--
	return v
}

// startRow enters the start of each row up to row.
func (v *view) startRow(row int) {
	for v.last < row {
		v.rows = append(v.rows, len(v.cells))
		v.last++
	}
}

// row returns the non-empty cells of a sheet row that start within b's columns.
func (v *view) row(r int, b band) []cell {
	i := r - v.top
	if i < 0 || i+1 >= len(v.rows) {
		return nil
	}
	list := v.cells[v.rows[i]:v.rows[i+1]]
	for len(list) > 0 && list[0].at.Col < b.left {
		list = list[1:]
	}
	for len(list) > 0 && list[len(list)-1].at.Col > b.right {
		list = list[:len(list)-1]
	}
	return list
}

// cellAt returns the non-empty cell at r, nil when there is none.
func (v *view) cellAt(r cellref.Ref) *cell {
	list := v.row(r.Row, band{left: r.Col, right: r.Col})
	if len(list) == 0 {
		return nil
	}
	return &list[0]
}

// anchor is where a value at r is kept: the first cell of the merged area it lies in.
func (v *view) anchor(r cellref.Ref) cellref.Ref {
	if m, ok := v.grid.Merge(r); ok {
		return m.From
	}
	return r
}

// value is what a cell of the form holds.
func (c *cell) value() form.Value {
	raw := &c.raw
	val := form.Value{Cell: c.at, Formula: raw.Formula}
	switch raw.Kind {
	case workbook.Fault:
		val.Error, val.Shown = raw.Raw, raw.Raw
		return val
	case workbook.Number:
		val.Number, val.Percent, val.Date = true, raw.IsPercent(), raw.IsDate()
		val.Text, val.Shown = raw.Exact(), raw.Shown()
		return val
	}
	val.Text = strings.TrimSpace(raw.Raw)
	val.Shown = val.Text
	return val
}

// asTyped gives back "=100%" to a cell whose owner typed a target that way: a spreadsheet takes it
// for a formula. A formula that computes something stays what it is.
func asTyped(v form.Value) form.Value {
	if v.Formula == "" || !literal(v.Formula) {
		return v
	}
	text := "=" + v.Formula
	return form.Value{Cell: v.Cell, Text: text, Shown: text, Formula: v.Formula}
}

// literal reports whether a formula is only a number with a unit ("100%", "230亩").
func literal(formula string) bool {
	n := 0
	for n < len(formula) && (formula[n] >= '0' && formula[n] <= '9' || formula[n] == '.') {
		n++
	}
	return n > 0 && !strings.ContainsAny(formula[n:], "+-*/^&()!:;,<>={}[]\"'$0123456789") && !strings.ContainsAny(formula[n:], "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
}

// blank is the value of an empty cell of the form.
func (v *view) blank(r cellref.Ref) form.Value { return form.Value{Cell: v.anchor(r)} }
