package recognize

import (
	"strings"

	"jixiao/internal/cellref"
	"jixiao/internal/form"
	"jixiao/internal/layout"
)

// total reads the total row of an indicator table: the points and the score stand in their columns,
// the grade behind the score.
func (t *tableReader) total(row int) {
	h, tot := t.header, &t.form.Total
	cells := t.row(row, h.area)
	for i := range cells {
		if isTotalLabel(cells[i].label) {
			tot.Label = cells[i].value()
			break
		}
	}
	tot.Points = t.totalIn(row, form.Points)
	tot.Score = t.totalIn(row, form.SelfScore)
	if tot.Score.Blank() { // of converted scores
		if v := t.totalIn(row, form.Converted); number(v.Text) {
			tot.Score = v
		}
	}
	tot.ReviewScore = t.totalIn(row, form.ReviewScore)
	if h.column(form.Points) != nil && tot.Points.Blank() {
		tot.Points = between(cells, tot.Label, tot.Score, tot.Points)
	}
	if h.column(form.Points) == nil && h.column(form.SelfScore) == nil {
		t.totalWithoutColumns(cells)
	}
	t.labelledTotals(cells)
	for _, val := range []*form.Value{&tot.Points, &tot.Score} {
		if val.Cell == tot.Label.Cell && val.Text == tot.Label.Text || val.Cell == tot.Grade.Cell {
			*val = form.Value{}
		}
	}
}

// labelledTotals reads what the total row says beside its columns: a grade, or "总得分:98.5" in one cell.
func (t *tableReader) labelledTotals(cells []cell) {
	tot := &t.form.Total
	for i := range cells {
		c := &cells[i]
		if !c.text() {
			continue
		}
		val, ok := inCell(c)
		switch {
		case ok && isTotalLabel(c.label) && number(strings.TrimSuffix(val.Text, "分")) && tot.Score.Blank():
			tot.Score = val
		case ok && c.label.Is(layout.Head, layout.Grade) && t.set.GradeWord(layout.Key(val.Text)):
			tot.Grade = val
		case c.at != tot.Label.Cell && t.set.GradeWord(c.key):
			tot.Grade = c.value()
		}
	}
}

// totalIn is the value of the total row in a column. The cells of a total row are often merged
// otherwise than those above, so one that reaches into the column from its left counts too.
func (t *tableReader) totalIn(row int, r form.Role) form.Value {
	col := t.header.column(r)
	val, above := t.field(row, col)
	if col == nil || above {
		return val
	}
	if c := t.cellAt(val.Cell); c != nil && c.text() && (c.label.Has(layout.Head) || t.set.GradeWord(c.key)) {
		return form.Value{} // the grade, not a figure
	}
	if val.Exists() {
		return val
	}
	m, ok := t.grid.Merge(cellref.Ref{Row: row, Col: col.from})
	if c := t.cellAt(m.From); ok && c != nil && (!c.text() || number(c.raw.Raw)) {
		return c.value()
	}
	return form.Value{}
}

// between is the only number between the label and the score of a total row, otherwise what was there.
func between(cells []cell, label, score, otherwise form.Value) form.Value {
	found := otherwise
	for i := range cells {
		c := &cells[i]
		if c.at.Col <= label.Cell.Col || !score.Cell.IsZero() && c.at.Col >= score.Cell.Col || c.text() && !number(c.raw.Raw) {
			continue
		}
		if !found.Blank() {
			return otherwise
		}
		found = c.value()
	}
	return found
}

// totalWithoutColumns takes the only number behind the label as the score.
func (t *tableReader) totalWithoutColumns(cells []cell) {
	for i := range cells {
		if val := cells[i].value(); number(val.Text) {
			t.form.Total.Score = val
		}
	}
}

// number reports whether a text is one plain number, grouped digits allowed.
func number(s string) bool {
	n := 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			n++
		case r != '.' && r != ',' && r != '-' && r != '%' && r != ' ':
			return false
		}
	}
	return n > 0
}
