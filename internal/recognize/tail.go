package recognize

import (
	"jixiao/internal/cellref"
	"jixiao/internal/form"
	"jixiao/internal/layout"
)

// tail reads what stands outside of the tables: the total row where a table did not end with it, and
// labelled free texts.
func (r *reader) tail() {
	for row := r.seg.top; row <= r.seg.bottom; row++ {
		cells := r.row(row, r.seg.band)
		if r.seg.consumed[row] {
			continue
		}
		for i := range cells {
			r.note(cells, i)
		}
	}
}

func (r *reader) note(cells []cell, i int) {
	c := &cells[i]
	if !c.text() {
		return
	}
	e := c.label
	switch {
	case noteMark(c):
		label, val, ok := splitLabel(c.raw.Raw)
		if !ok {
			label, val = "注", c.raw.Raw
		}
		r.form.Notes = append(r.form.Notes, form.Note{Label: label, Text: form.Value{Cell: c.at, Text: val, Shown: val}})
	case e.Has(layout.Notes):
		val, ok := inCell(c)
		if !ok {
			val = r.beside(c)
			if !val.Exists() {
				return
			}
		}
		r.form.Notes = append(r.form.Notes, form.Note{Label: e.Word, Text: val})
	case e.Is(layout.Totals, layout.Total) && !r.form.Total.Label.Exists() && i == 0:
		r.lateTotal(c)
	}
}

// lateTotal reads a total row that notes separate from its table.
func (r *reader) lateTotal(c *cell) {
	tables := r.seg.tables(layout.Indicators)
	if len(tables) > 0 && tables[len(tables)-1].bottom < c.at.Row {
		t := tableReader{reader: r, header: tables[len(tables)-1]}
		t.total(c.at.Row)
		return
	}
	if val := r.beside(c); number(val.Text) {
		r.form.Total.Label, r.form.Total.Score = c.value(), val
	}
}

// skip marks the rows of questionnaires and other parts that are not read.
func (r *reader) skip() {
	for row := r.seg.top; row <= r.seg.bottom; row++ {
		for _, c := range r.row(row, r.seg.band) {
			if c.entry.Is(layout.Skip, layout.Ignore) {
				r.seg.consume(row, row)
			}
		}
	}
}

// finish completes the form with what follows from all of it.
func (r *reader) finish() {
	f := r.form
	for row := r.seg.top; row <= r.seg.bottom; row++ {
		cells := r.row(row, r.seg.band)
		for i := range cells {
			f.Area = f.Area.Include(cells[i].span.From).Include(cells[i].span.To)
			if f.Funds.MoneyUnit == "" && (r.seg.title == nil || row <= r.seg.title.at.Row+4) {
				r.moneyUnit(&cells[i])
			}
		}
	}
	f.Layout, f.LayoutTitle, f.Confidence, f.Evidence = r.layout.name, r.layout.title, r.layout.confidence, r.layout.evidence
	if f.Area.IsZero() {
		f.Area = cellref.Range{}
	}
}
