package recognize

import (
	"strings"

	"jixiao/internal/cellref"
	"jixiao/internal/form"
	"jixiao/internal/layout"
)

// goalHeads finds the headings of what was expected and what was reached in a row; of several
// headings that could be one (年度总体目标 and 预期目标) the more definite counts.
func goalHeads(cells []cell) (expected, actual *cell) {
	expected, actual = best(cells, layout.Goals, layout.Expected), best(cells, layout.Goals, form.Actual)
	if expected == nil {
		return expected, actual
	}
	if actual != nil && actual.at.Col < expected.at.Col { // the name of the block (年度目标完成情况) may be worded like a column
		for i := range cells {
			if c := &cells[i]; c.at.Col > expected.at.Col && c.entry.Is(layout.Goals, form.Actual) {
				return expected, c
			}
		}
	}
	if actual != nil {
		return expected, actual
	}
	for i := range cells { // under another name, right of what was expected
		if c := &cells[i]; c.at.Col > expected.at.Col && strings.HasSuffix(c.key, "完成情况") {
			return expected, c
		}
	}
	return expected, nil
}

// best returns the cell of a row that most definitely has a role, nil when none has.
func best(cells []cell, k layout.Kind, r form.Role) *cell {
	var found *cell
	rank := 1 << 30
	for i := range cells {
		if e := cells[i].entry; e.Has(k) {
			for _, m := range e.Meanings {
				if m.Kind == k && m.Role == r && m.Rank < rank {
					found, rank = &cells[i], m.Rank
				}
			}
		}
	}
	return found
}

// goals reads the year's goals: below two headings side by side, or beside headings one
// above the other.
func (r *reader) goals() {
	for row := r.seg.top; row <= r.seg.bottom; row++ {
		if r.seg.consumed[row] {
			continue
		}
		cells := r.row(row, r.seg.band)
		if r.goalsInCells(row, cells) {
			continue
		}
		expected, actual := goalHeads(cells)
		switch {
		case expected == nil || expected == actual:
			continue
		case actual != nil && !r.between(cells, expected, actual):
			row = r.goalsBelow(row, cells, expected, actual)
		case actual != nil:
			r.form.Goals = append(r.form.Goals, form.Goal{Expected: r.beside(expected), Actual: r.beside(actual)})
			r.seg.consume(row, row)
		default:
			r.goalsBeside(row, expected)
		}
	}
}

// goalsInCells reads goals that share their cells with the headings ("预期目标:…").
func (r *reader) goalsInCells(row int, cells []cell) bool {
	var g form.Goal
	for i := range cells {
		c := &cells[i]
		if c.label == nil || c.label == c.entry {
			continue
		}
		val, ok := inCell(c)
		switch {
		case ok && c.label.Is(layout.Goals, layout.Expected):
			g.Expected = val
		case ok && c.label.Is(layout.Goals, form.Actual):
			g.Actual = val
		}
	}
	if !g.Expected.Exists() {
		return false
	}
	r.seg.consume(row, row)
	r.form.Goals = append(r.form.Goals, g)
	return true
}

// between reports whether the expected goal's text stands between the two headings.
func (r *reader) between(cells []cell, expected, actual *cell) bool {
	for i := range cells {
		c := &cells[i]
		if c.at.Col > expected.at.Col && c.at.Col < actual.at.Col && !c.entry.Has(layout.Goals) {
			return true
		}
	}
	return false
}

// goalsBelow reads the rows under a heading row until something else begins.
func (r *reader) goalsBelow(row int, cells []cell, expected, actual *cell) int {
	expectedCol := r.under(cells, expected)
	actualCol := r.under(cells, actual)
	adjusted := r.underOther(cells, layout.Adjusted, expected, actual)
	completion := r.underOther(cells, form.Completion, expected, actual)
	r.seg.consume(row, row)
	for n := row + 1; n < r.seg.limit(row); n++ {
		line := r.row(n, r.seg.band)
		if len(line) > 0 && r.endsGoals(line, expectedCol) {
			break
		}
		g := form.Goal{}
		g.Expected, _ = r.field(n, expectedCol)
		g.Actual, _ = r.field(n, actualCol)
		g.Completion, _ = r.field(n, completion)
		if a, above := r.field(n, adjusted); !above && !a.Blank() {
			g.Expected = a
		}
		r.seg.consume(n, n)
		if len(line) > 0 || len(r.form.Goals) == 0 {
			r.addGoal(g)
		}
		row = n
	}
	return row
}

// addGoal keeps a goal that says something; the first one also when it is blank.
func (r *reader) addGoal(g form.Goal) {
	if n := len(r.form.Goals); n > 0 {
		last := &r.form.Goals[n-1]
		if last.Expected.Blank() && last.Actual.Blank() {
			*last = g
			return
		}
		if g.Expected.Cell == last.Expected.Cell && g.Actual.Cell == last.Actual.Cell || g.Expected.Blank() && g.Actual.Blank() {
			return
		}
	}
	r.form.Goals = append(r.form.Goals, g)
}

// under is the width of a goal cell: up to the next heading of the row.
func (r *reader) under(cells []cell, head *cell) *heading {
	col := &heading{leaf: head, from: head.at.Col, to: head.span.To.Col}
	next := r.seg.right + 1
	for i := range cells {
		if c := &cells[i]; c.at.Col > head.at.Col {
			next = min(next, c.at.Col)
		}
	}
	if next <= r.seg.right {
		col.to = max(col.to, next-1)
	}
	return col
}

func (r *reader) underOther(cells []cell, role form.Role, not ...*cell) *heading {
	c := best(cells, layout.Goals, role)
	for _, n := range not {
		if c == n {
			return nil
		}
	}
	if c == nil {
		return nil
	}
	return r.under(cells, c)
}

// endsGoals reports whether a row under the goal headings is no goal any more.
func (r *reader) endsGoals(cells []cell, expected *heading) bool {
	if _, ok := headerKind(cells); ok {
		return true
	}
	for i := range cells {
		c := &cells[i]
		if c.at.Col > expected.to {
			break
		}
		e := c.label
		if e.Has(layout.Notes) || e.Has(layout.Head) || e.Has(layout.Heading) && c.at.Col < expected.from && !e.Is(layout.Heading, "goals") || e.Has(layout.Skip) || noteMark(c) {
			return true
		}
		if e == nil && c.at.Col < expected.from && c.at.Row == cells[0].at.Row && len(r.form.Goals) > 0 {
			return true
		}
	}
	return false
}

// goalsBeside reads a goal whose text stands to the right of its heading, with the heading of what was
// reached on one of the next rows.
func (r *reader) goalsBeside(row int, expected *cell) {
	for n := row + 1; n <= row+4 && n < r.seg.limit(row); n++ {
		actual := best(r.row(n, r.seg.band), layout.Goals, form.Actual)
		if actual == nil || actual.at.Col != expected.at.Col {
			continue
		}
		r.form.Goals = append(r.form.Goals, form.Goal{Expected: r.beside(expected), Actual: r.beside(actual)})
		r.seg.consume(row, n)
		return
	}
}

// beside is the value to the right of a label: the next filled cell of the row that is no label
// itself, one that is shown before one that is hidden, or the empty cell that is there for it.
func (r *reader) beside(label *cell) form.Value {
	cells := r.row(label.at.Row, r.seg.band)
	var hidden *cell
	for i := range cells {
		c := &cells[i]
		if c.at.Col <= label.span.To.Col {
			continue
		}
		if r.isLabel(c) {
			break
		}
		if !r.grid.HiddenCol(c.span.To.Col) {
			return c.value()
		}
		if hidden == nil {
			hidden = c
		}
	}
	if hidden != nil {
		return hidden.value()
	}
	if next := label.span.To.Col + 1; next <= r.seg.right {
		if at := r.anchor(cellref.Ref{Row: label.at.Row, Col: next}); at.Col == next {
			if c := r.cellAt(at); c == nil {
				return form.Value{Cell: at}
			}
		}
	}
	return form.Value{}
}

// isLabel reports whether a cell is a label of the head or the goals.
func (r *reader) isLabel(c *cell) bool {
	e := c.label
	return c.text() && (e.Has(layout.Head) || e.Has(layout.Goals) && e == c.entry)
}
