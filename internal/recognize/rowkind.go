package recognize

import (
	"strings"

	"jixiao/internal/form"
	"jixiao/internal/layout"
)

// rowKind is what a row under the headings is.
type rowKind uint8

const (
	isRow rowKind = iota
	isTotal
	isSubtotal // also other lines that are no indicators: the table goes on after them
	isEnd
)

// kind says whether a row is an indicator, the total, or no longer part of the table.
func (t *tableReader) kind(cells []cell) rowKind {
	if lettered(cells) {
		return isSubtotal
	}
	k := t.labelled(cells)
	if k == isRow && t.acrossTable(cells) {
		return isSubtotal
	}
	return k
}

// labelled says what a row is by the labels at its beginning.
func (t *tableReader) labelled(cells []cell) rowKind {
	h := t.header
	for i := range cells {
		c := &cells[i]
		if c.at.Col < h.left() && c.entry.Has(layout.Heading) && !c.entry.Has(layout.Totals) && len(cells) > 1 {
			continue // the vertical title of the block
		}
		e := c.label
		if e == nil && c.at.Col < h.left() && len(cells) > 1 && !noteMark(c) {
			continue // a code or number that somebody keeps beside the table
		}
		switch {
		case isTotalLabel(e) && (c.at.Col <= t.nameEdge && !t.hasTarget(cells) || onlyFigures(cells[i+1:])):
			return isTotal
		case t.addsUp(cells):
			return isSubtotal
		case noteMark(c):
			return isEnd
		case c.at.Col > t.firstName:
			return isRow
		case e.Has(layout.Footer), e.Has(layout.Notes), e.Has(layout.Head) && !t.hasTarget(cells), e.Has(layout.Goals) && !t.hasTarget(cells):
			return isEnd
		}
		return isRow
	}
	return isRow
}

// addsUp reports whether one of the level or name cells of a row says that it is a subtotal.
func (t *tableReader) addsUp(cells []cell) bool {
	edge := t.nameEdge
	for i := range cells {
		if cells[i].at.Col > edge {
			break
		}
		if t.subtotal(&cells[i]) {
			return !t.hasTarget(cells)
		}
	}
	return false
}

// subtotal reports whether a cell says that its row adds up others: "产出指标小计", "数量指标合计".
func (t *tableReader) subtotal(c *cell) bool {
	if c.entry.Is(layout.Skip, layout.Subtotal) {
		return true
	}
	for _, end := range []string{"小计", "分计", "合计"} {
		name, ok := strings.CutSuffix(strings.TrimRight(c.key, ":"), end)
		if !ok {
			continue
		}
		name = strings.TrimSuffix(strings.TrimSuffix(name, "得分"), "分值")
		level := c.at.Col
		if name, _ = splitPoints(name); t.set.LevelWord(1, name) || t.set.LevelWord(2, name) {
			return true
		}
		col := t.header.column(form.Level3)
		return end == "小计" || col == nil || level < col.from
	}
	return false
}

// isTotalLabel reports whether a label begins a total row; some forms call the total 自评得分.
func isTotalLabel(e *layout.Entry) bool {
	return e.Is(layout.Totals, layout.Total) || e.Is(layout.Head, form.SelfScore)
}

// onlyFigures reports whether nothing but numbers follow, at least one.
func onlyFigures(cells []cell) bool {
	for i := range cells {
		if cells[i].text() && !number(cells[i].raw.Raw) {
			return false
		}
	}
	return len(cells) > 0
}

// acrossTable reports whether a cell reaches across the columns of target and actual: such a line is
// text, no indicator.
func (t *tableReader) acrossTable(cells []cell) bool {
	if t.target == nil || t.actual == nil {
		return false
	}
	from, to := min(t.target.from, t.actual.from), max(t.target.from, t.actual.from)
	for i := range cells {
		if span := &cells[i].span; span.From.Col < from && span.To.Col >= to {
			return true
		}
	}
	return false
}

// hasTarget reports whether something stands in the columns of target and actual; a label waiting for its
// value ("单位负责人:") is nothing.
func (t *tableReader) hasTarget(cells []cell) bool {
	for _, col := range []*heading{t.target, t.actual} {
		for i := range cells {
			c := &cells[i]
			if col != nil && c.at.Col >= col.from && c.at.Col <= col.to && !empty(c.raw.Raw) && !strings.HasSuffix(c.key, ":") {
				return true
			}
		}
	}
	return false
}

// goesOn reports whether indicators of the same columns follow below a note or signature that somebody put
// into the table.
func (t *tableReader) goesOn(from, to int) bool {
	for row := from; row < to; row++ {
		cells := t.row(row, t.header.area)
		if len(cells) == 0 {
			continue
		}
		switch t.kind(cells) {
		case isTotal:
			return false
		case isRow:
			return t.fills(row)
		}
	}
	return false
}

// fills reports whether a row has a name, something wanted or reached, and points or a score where the
// table has such columns.
func (t *tableReader) fills(row int) bool {
	filled := func(roles ...form.Role) bool {
		found, asked := false, false
		for _, r := range roles {
			if col := t.header.column(r); col != nil {
				v, _ := t.field(row, col)
				asked, found = true, found || !empty(v.Text)
			}
		}
		return found || !asked
	}
	return filled(form.Level3) && filled(form.Target, form.Actual) && filled(form.Points, form.SelfScore)
}

// levelsBelow opens the level headings that begin on a subtotal row and reach further down.
func (t *tableReader) levelsBelow(row int) {
	for _, names := range []map[int]levelName{t.names1, t.names2} {
		if n := names[row]; n.c != nil && (n.c.span.To.Row == row || t.subtotal(n.c)) {
			delete(names, row)
		}
	}
	t.levels(row)
}
