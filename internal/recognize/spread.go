package recognize

import (
	"jixiao/internal/form"
	"jixiao/internal/quantity"
)

// spread reads a target that is written in several cells under one wide heading: the sign, the number, perhaps its unit. The
// first filled cell alone would be a sign without a number.
func (t *tableReader) spread(ind *form.Indicator, row int) {
	col := t.target
	if col == nil || col.from == col.to || t.header.column(form.Direction) != nil {
		return
	}
	cells := t.row(row, band{left: col.from, right: col.to})
	if len(cells) < 2 || col.mixed || !cells[0].text() || !quantity.IsDirection(cells[0].raw.Raw) {
		return
	}
	ind.Direction, ind.Target = cells[0].value(), asTyped(cells[1].value())
	t.form.Has[form.Direction] = true
	if len(cells) > 2 && cells[2].text() && t.header.column(form.Unit) == nil {
		ind.Unit = cells[2].value()
		t.form.Has[form.Unit] = true
	}
}
