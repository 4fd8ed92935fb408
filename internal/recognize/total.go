package recognize

import (
	"jixiao/internal/form"
	"jixiao/internal/layout"
)

// total reads the total row of an indicator table: the points and the score stand in their columns,
// the grade behind the score.
func (t *tableReader) total(row int) {
	h, tot := t.header, &t.form.Total
	cells := t.row(row, h.area)
	for i := range cells {
		if t.label(&cells[i]).Is(layout.Totals, layout.Total) {
			tot.Label = cells[i].value()
			break
		}
	}
	tot.Points, _ = t.field(row, h.column(form.Points))
	tot.Score, _ = t.field(row, h.column(form.SelfScore))
	if c := h.column(form.ReviewScore); c != nil {
		tot.ReviewScore, _ = t.field(row, c)
	}
	if h.column(form.Points) == nil && h.column(form.SelfScore) == nil {
		t.totalWithoutColumns(cells)
	}
	for i := range cells {
		if cells[i].text() && cells[i].at != tot.Label.Cell && t.set.GradeWord(cells[i].key) {
			tot.Grade = cells[i].value()
		}
	}
	for _, val := range []*form.Value{&tot.Points, &tot.Score} {
		if val.Cell == tot.Label.Cell || val.Cell == tot.Grade.Cell {
			*val = form.Value{}
		}
	}
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
