package recognize

import (
	"slices"
	"strings"

	"jixiao/internal/cellref"
	"jixiao/internal/form"
	"jixiao/internal/layout"
)

// heading is one column of a table: its lowest heading cell with the one above it, and the
// columns of the sheet that belong to it.
type heading struct {
	leaf, group *cell
	from, to    int
	role        form.Role // "" when unknown
	meant       string    // the known heading that an ill-written or unknown one was read as
	fallenFrom  form.Role // the level that it would be, did the table have a name column
	standing    standing
	year        int16 // that the heading names, 0 when none
	period      bool  // it names several years
	mixed       bool  // some of its columns are hidden
	reported    bool  // a finding about another column names it
}

// header is the heading rows of a table of funds or indicators.
type header struct {
	kind        layout.Kind
	top, bottom int // heading rows
	columns     []heading
	// lead are headings left of the first known one: the title of the block, or columns that nobody knows.
	lead []heading
	area band
	// levelPoints are the columns that hold the points of level-1 and level-2 headings, by level.
	levelPoints [3]*heading
}

// column returns the column of a role, nil when the table has none.
func (h *header) column(r form.Role) *heading {
	for i := range h.columns {
		if h.columns[i].role == r {
			return &h.columns[i]
		}
	}
	return nil
}

// left and right are the outermost columns of the table itself.
func (h *header) left() int  { return h.columns[0].from }
func (h *header) right() int { return h.columns[len(h.columns)-1].to }

// count is how many cells of a row can head a column of a kind, how many of them bear out that it
// is a heading row, and how many cells cannot be headings.
type count struct{ heads, strong, scores, others int }

// strong are the headings that only such tables have, as sets of roles; scores those of points and scores.
var (
	strong = map[layout.Kind]uint32{
		layout.Indicators: roleSet(layout.Indicators, form.Level1, form.Level2, form.Level3, form.Target, form.Actual),
		layout.Funds:      roleSet(layout.Funds, form.Initial, form.Budget, form.Received, form.Executed, form.Rate),
	}
	scores = map[layout.Kind]uint32{
		layout.Indicators: roleSet(layout.Indicators, form.Points, form.SelfScore, form.ReviewScore),
		layout.Funds:      roleSet(layout.Funds, form.Points, form.SelfScore, form.ReviewScore),
	}
)

func roleSet(k layout.Kind, roles ...form.Role) uint32 {
	var set uint32
	for _, r := range roles {
		set |= 1 << layout.RoleBit(k, r)
	}
	return set
}

func countRow(cells []cell, k layout.Kind) (n count) {
	var seen uint32
	strong, scores := strong[k], scores[k]
	for i := range cells {
		e := cells[i].entry
		if !e.Has(k) {
			n.others++
			continue
		}
		n.heads++
		free := e.Roles(k) &^ seen
		switch {
		case free&strong != 0:
			n.strong++
			free &= strong
		case free&scores != 0:
			n.scores++
			free &= scores
		default:
			continue
		}
		seen |= free & -free
	}
	return n
}

// headerKind says which table the row begins, if any: an indicator table needs a heading for
// the name or level and one for what was wanted or reached; funds need two amounts.
func headerKind(cells []cell) (layout.Kind, bool) {
	if len(cells) < 2 {
		return 0, false
	}
	ind, fund := countRow(cells, layout.Indicators), countRow(cells, layout.Funds)
	if ind.strong >= 2 && ind.heads >= 3 && ind.heads > fund.strong && ind.heads > ind.others/2 {
		return layout.Indicators, true
	}
	if ind.scores >= 2 && ind.heads >= 4 && ind.heads > ind.others && fund.strong == 0 {
		return layout.Indicators, true // a table of requirements with points, without targets
	}
	if fund.strong >= 2 && fund.heads*2 > fund.others && !filledIn(cells) {
		return layout.Funds, true
	}
	return 0, false
}

// filledIn reports whether a row holds figures or labels waiting for them ("预算数:"): it is a row
// of a table then, not its headings.
func filledIn(cells []cell) bool {
	labels := 0
	for i := range cells {
		c := &cells[i]
		if !c.text() || number(c.key) {
			return true
		}
		if strings.HasSuffix(c.key, ":") {
			labels++
		}
	}
	return labels > 1
}

// readHeader gathers the heading rows that begin at row r and their columns.
func (v *view) readHeader(r int, k layout.Kind, b band) *header {
	h := &header{kind: k, top: r, bottom: r, area: b}
	first := v.row(r, b)
	for i := range first {
		if c := &first[i]; c.entry.Has(k) && c.span.To.Row > h.bottom && c.span.To.Row-r < 4 && !v.besideFigures(c, b) {
			h.bottom = c.span.To.Row
		}
	}
	if next := v.nextRow(r, b); h.bottom == h.top && (v.continues(h, next) || v.divides(h, next)) {
		h.bottom = next
	}
	h.columns = v.columns(h)
	return h
}

// besideFigures reports whether figures stand in the rows that a cell reaches down to: it is the title of a
// block of rows then ("资金执行情况" over the headings and the amounts), whatever else its words can mean.
func (v *view) besideFigures(c *cell, b band) bool {
	for r := c.at.Row + 1; r <= c.span.To.Row; r++ {
		cells := v.row(r, b)
		for i := range cells {
			if !cells[i].text() || number(cells[i].key) {
				return true
			}
		}
	}
	return false
}

// nextRow is the next row with cells; a blank row or two may have been put in between.
func (v *view) nextRow(r int, b band) int {
	for next := r + 1; next <= r+3; next++ {
		if len(v.row(next, b)) > 0 {
			return next
		}
	}
	return r + 1
}

// continues reports whether row r, right under the header, is a second row of headings.
func (v *view) continues(h *header, r int) bool {
	cells := v.row(r, h.area)
	if len(cells) < 2 || sameHeads(v.row(h.top, h.area), cells) {
		return false
	}
	labels := 0
	for i := range cells {
		if !cells[i].entry.Has(h.kind) || cells[i].entry.Has(layout.FundRow) && h.kind == layout.Funds {
			return false
		}
		if k := cells[i].key; k[len(k)-1] == ':' {
			labels++
		}
	}
	return labels < 2
}

// divides reports whether row r only divides the amounts of a fund table by source (总额, 财政拨款).
func (v *view) divides(h *header, r int) bool {
	cells := v.row(r, h.area)
	if h.kind != layout.Funds || len(cells) < 3 {
		return false
	}
	for i := range cells {
		if c := &cells[i]; !c.text() || !c.entry.Has(layout.FundRow) || strings.HasSuffix(c.key, ":") {
			return false
		}
	}
	return true
}

// sameHeads reports whether a row repeats the headings of another, as printed pages do.
func sameHeads(a, b []cell) bool {
	same, n := 0, 0
	for i := range b {
		if b[i].entry == nil {
			continue
		}
		n++
		for j := range a {
			if a[j].entry == b[i].entry && a[j].at.Col == b[i].at.Col {
				same++
				break
			}
		}
	}
	return n > 0 && same >= 3 && same*4 >= n*3
}

// columns finds the lowest heading of every column, from left to right.
func (v *view) columns(h *header) []heading {
	list := make([]heading, 0, 16)
	for r := h.top; r <= h.bottom; r++ {
		cells := v.row(r, h.area)
		for i := range cells {
			c := &cells[i]
			switch {
			case !c.text() || c.span.To.Row > max(h.bottom, r):
			case r == h.top:
				list = append(list, heading{leaf: c, from: c.at.Col, to: c.span.To.Col})
			default:
				list = v.place(list, c)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b heading) int { return a.from - b.from })
	var known []heading
	h.lead, known = trim(list, h)
	return known
}

// place enters a heading cell: below another one it takes its place and keeps it as its group.
func (v *view) place(list []heading, c *cell) []heading {
	var group *cell
	keep := list[:0] // each heading leaves one behind at most
	for _, o := range list {
		if o.leaf.at.Row < c.at.Row && o.from <= c.span.To.Col && o.to >= c.at.Col && o.leaf.at.Col <= c.at.Col {
			group = o.leaf
			if o.to > c.span.To.Col { // others may stand below the rest of the group
				keep = append(keep, heading{leaf: o.leaf, group: o.group, from: c.span.To.Col + 1, to: o.to})
			}
			continue
		}
		keep = append(keep, o)
	}
	return append(keep, heading{leaf: c, group: group, from: c.at.Col, to: c.span.To.Col})
}

// trim parts what stands left of the first known heading (the vertical title of the block) from the columns, and
// gives blank columns between two headings to the left one.
func trim(list []heading, h *header) (lead, columns []heading) {
	n := 0
	for n < len(list) && !list[n].known(h.kind) {
		n++
	}
	lead, list = list[:n:n], list[n:]
	for i := range list {
		if i+1 < len(list) {
			list[i].to = max(list[i].to, list[i+1].from-1)
			list[i].to = min(list[i].to, max(list[i].from, list[i+1].from-1))
		}
	}
	return lead, list
}

func (h *heading) known(k layout.Kind) bool {
	return h.leaf.entry.Has(k) || h.group != nil && h.group.entry.Has(k)
}

// field reads the value of a column on row r. The first filled cell of the column's width
// counts; above is true when it lies in a merged area that begins further up. The zero Value comes
// back when a cell of another column reaches across this one.
func (v *view) field(r int, col *heading) (val form.Value, above bool) {
	if col == nil {
		return form.Value{}, false
	}
	for cells := v.row(r, band{left: col.from, right: col.to}); len(cells) > 0; cells = cells[1:] {
		if !col.mixed || !v.grid.HiddenCol(cells[0].span.To.Col) {
			return cells[0].value(), false
		}
	}
	at := cellref.Ref{Row: r, Col: col.from}
	m, ok := v.grid.Merge(at)
	switch {
	case !ok:
		return form.Value{Cell: at}, false
	case m.From.Col < col.from:
		return form.Value{}, m.From.Row < r
	case m.From.Row == r:
		return form.Value{Cell: m.From}, false
	}
	if c := v.cellAt(m.From); c != nil {
		return c.value(), true
	}
	return form.Value{Cell: m.From}, true
}
