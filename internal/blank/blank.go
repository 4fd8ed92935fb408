// Package blank makes blank official forms from their descriptions: a workbook that is ready to be
// filled in, printed on A4 and read back. What a form prints comes from package layout alone; how
// it is spread over columns and rows is decided here.
package blank

import (
	"strings"

	"jixiao/internal/cellref"
	"jixiao/internal/form"
	"jixiao/internal/layout"
)

// Form is a blank form before it is written: labels, cells to be filled in, widths and heights.
type Form struct {
	Title string
	// Slots are the cells to be filled in, in print order.
	Slots []Slot
	// Notes are the filling-in notes of the second sheet.
	Notes []string

	cells     []cell
	grid      []float64 // column widths in characters
	heights   map[int]float64
	landscape bool
	table     int // the first row of the indicators
	last      int // last row
}

// Slot is a cell to be filled in.
type Slot struct {
	At    cellref.Range // merged when of several cells
	Block layout.Kind
	Role  form.Role
	// Index is the block's place in the layout, Row the row in its table, both from 0.
	Index, Row int
	// Label is the heading of the cell, of a fund row that of the row.
	Label string
	// Level1 and Level2 are what is printed in front of an indicator.
	Level1, Level2 string
	// Preset is what the form prints there already, "" for nothing.
	Preset string
}

// Cell is the cell that holds the slot's value.
func (s Slot) Cell() cellref.Ref { return s.At.From }

// look is what tells one kind of cell from another on paper.
type look uint8

const (
	titleLook look = iota
	yearLook
	labelLook // a heading, centred
	rowLook   // the name of a row, to the left
	subLook   // the name of a row under another one
	fillLook  // to be filled in, centred
	textLook  // to be filled in with sentences
	footLook
)

type cell struct {
	at   cellref.Range
	text string
	look look
}

// New plans the blank form of a layout.
func New(l *layout.Layout, set *layout.Set) *Form {
	p := &planner{layout: l, set: set, form: &Form{Title: title(l), Notes: set.Notes(l), heights: map[int]float64{}}, row: 1}
	p.side = sideHeadings(l)
	p.makeGrid()
	p.top()
	for i := range l.Blocks {
		p.index = i
		p.block(&l.Blocks[i])
	}
	p.foot()
	return p.form
}

// title is what the form prints on top: its first title, or where that leaves words open its name
// without the remark in brackets.
func title(l *layout.Layout) string {
	if len(l.Titles) > 0 && !strings.Contains(l.Titles[0], "*") {
		return widen(l.Titles[0])
	}
	if i := strings.LastIndex(l.Title, "("); i > 0 && strings.HasSuffix(l.Title, ")") {
		return widen(l.Title[:i])
	}
	return widen(l.Title)
}

var wide = strings.NewReplacer("(", "（", ")", "）", ":", "：", ",", "，", ";", "；")

// widen prints marks at full width, as official Chinese forms do.
func widen(s string) string { return wide.Replace(s) }

// sideHeadings reports whether a block prints its heading down the left edge.
func sideHeadings(l *layout.Layout) bool {
	for i := range l.Blocks {
		if len(l.Blocks[i].Headings) > 0 {
			return true
		}
	}
	return false
}
