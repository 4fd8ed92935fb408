package recognize

import (
	"slices"
	"strings"

	"jixiao/internal/cellref"
	"jixiao/internal/form"
	"jixiao/internal/layout"
)

// indicators reads all indicator tables of the form.
func (r *reader) indicators() {
	var last *tableReader
	for _, h := range r.seg.tables(layout.Indicators) {
		if last != nil && last.ended && !r.ownGoal(last, h) {
			r.stray(h)
			continue
		}
		t := &tableReader{reader: r, header: h}
		if last != nil && !last.ended && r.samePage(last.header, h) {
			t.number, t.level1, t.level2 = last.number, last.level1, last.level2
		} else if last != nil {
			t.number = last.number + 1
		}
		for i := range h.columns {
			if c := &h.columns[i]; c.role != "" && c.role != layout.Ignore {
				r.form.Has[c.role] = true
			}
		}
		r.seg.consume(h.top, h.bottom)
		t.rows()
		last = t
	}
	r.converted()
}

// ownGoal reports whether a table under the total row belongs to the form nevertheless: it stands under a goal
// or block heading of its own.
func (r *reader) ownGoal(last *tableReader, h *header) bool {
	for row := last.end; row <= h.top; row++ {
		for _, c := range r.row(row, r.seg.band) {
			if (row < h.top || c.at.Col < h.left()) && (c.label.Has(layout.Heading) || c.label.Has(layout.Goals)) && !c.label.Has(layout.Notes) {
				return true
			}
		}
	}
	return false
}

// stray leaves a table out of the form: an example or a reference under the total row.
func (r *reader) stray(h *header) {
	r.strayTables = append(r.strayTables, strayTable(r.form.Sheet, h, "在总分行以下,没有自己的标题"))
	r.seg.consume(h.top, r.seg.limit(h.bottom)-1)
	r.seg.headers = slices.DeleteFunc(slices.Clone(r.seg.headers), func(o *header) bool { return o == h })
}

func (s *segment) consume(from, to int) {
	for r := from; r <= to; r++ {
		s.consumed[r] = true
	}
}

// samePage reports whether b only repeats a's headings, as printed pages do: the same headings in
// the same columns under the same title at their left.
func (r *reader) samePage(a, b *header) bool {
	return sameHeads(r.row(a.top, a.area), r.row(b.top, b.area)) && (r.sideTitle(b) == "" || r.sideTitle(a) == r.sideTitle(b))
}

// sideTitle is the vertical title at the left of a table's headings.
func (v *view) sideTitle(h *header) string {
	if cells := v.row(h.top, h.area); len(cells) > 0 && cells[0].at.Col < h.left() {
		return cells[0].key
	}
	return ""
}

// tableReader reads the rows of one indicator table.
type tableReader struct {
	*reader
	header         *header
	number         int
	names1, names2 map[int]levelName
	level1, level2 openLevel
	ended          bool // by its total row
	end            int  // the row behind the last one
	// nameEdge is the last column that a total's label can begin in, firstName the first: those of
	// the levels and the name.
	nameEdge, firstName int
	target, actual      *heading
}

// openLevel is the level heading in force; section is its index in Form.Sections, -1 without points.
type openLevel struct {
	name    string
	at      form.Value
	section int
}

func (t *tableReader) rows() {
	h := t.header
	from, to := h.bottom+1, t.seg.limit(h.bottom)
	t.measure(from, to)
	t.names1 = t.levelNames(h.column(form.Level1), 1, from, to)
	t.names2 = t.levelNames(h.column(form.Level2), 2, from, to)
	for row := from; row < to; row++ {
		t.end = row + 1
		cells := t.row(row, h.area)
		if len(cells) == 0 {
			continue
		}
		switch t.kind(cells) {
		case isTotal:
			t.total(row)
			t.ended = true
			t.seg.consume(row, row)
			return
		case isSubtotal:
			t.seg.consume(row, row)
			t.levelsBelow(row)
			continue
		case isEnd:
			if t.goesOn(row+1, to) {
				continue
			}
			return
		}
		t.seg.consume(row, row)
		t.levels(row)
		t.indicator(row)
	}
}

// measure notes what is asked of every row, and makes room for as many indicators as there are rows.
func (t *tableReader) measure(from, to int) {
	h := t.header
	t.target, t.actual = h.column(form.Target), h.column(form.Actual)
	t.nameEdge = h.left()
	for _, r := range []form.Role{form.Level1, form.Level2, form.Level3} {
		if c := h.column(r); c != nil {
			t.nameEdge = max(t.nameEdge, c.to)
		}
	}
	t.firstName = t.nameEdge
	for _, r := range []form.Role{form.Level1, form.Level2, form.Level3} {
		if c := h.column(r); c != nil {
			t.firstName = min(t.firstName, c.from)
		}
	}
	rows := 0
	for row := from; row < to; row++ {
		if len(t.row(row, h.area)) > 2 {
			rows++
		}
	}
	t.form.Indicators = slices.Grow(t.form.Indicators, rows)
}

// levels brings the level headings up to date with the cells of a row.
func (t *tableReader) levels(row int) {
	changed := false
	if n, ok := t.names1[row]; ok && n.c != nil {
		changed = n.name != t.level1.name
		t.open(&t.level1, 1, n)
	}
	n, ok := t.names2[row]
	switch {
	case ok && n.c != nil:
		if changed {
			t.level2 = openLevel{section: -1}
		}
		t.open(&t.level2, 2, n)
	case changed && !t.mergedAbove(row, t.header.column(form.Level2)):
		t.level2 = openLevel{section: -1}
	}
}

func (t *tableReader) mergedAbove(row int, col *heading) bool {
	if col == nil {
		return false
	}
	m, ok := t.grid.Merge(cellref.Ref{Row: row, Col: col.from})
	return ok && m.From.Row < row
}

// open puts a level heading in force; one with points becomes a section, unless it only repeats the
// one before on the next row.
func (t *tableReader) open(l *openLevel, level int, n levelName) {
	val := n.c.value()
	if col := t.header.levelPoints[level]; col != nil && n.points == "" {
		if p, above := t.field(n.c.at.Row, col); !above && number(p.Text) {
			n.points = p.Text
		}
	}
	if l.name == n.name && (n.points == "" || l.section >= 0 && t.form.Sections[l.section].Points == n.points) {
		l.at = val
		return
	}
	*l = openLevel{name: n.name, at: val, section: -1}
	if n.points != "" {
		l.section = len(t.form.Sections)
		t.form.Sections = append(t.form.Sections, form.Section{Level: level, Name: n.name, Points: n.points, At: val})
	}
}

// indicator reads one row; a template row without content is none.
func (t *tableReader) indicator(row int) {
	h := t.header
	ind := form.Indicator{Row: row, Table: t.number}
	own := false
	for i := range h.columns {
		role := h.columns[i].role
		if role == "" || role == layout.Ignore || role == form.Level1 || role == form.Level2 {
			continue
		}
		val, above := t.field(row, &h.columns[i])
		if above {
			val = t.shared(&ind, role, val)
		}
		if role == form.Level3 && !val.Exists() {
			val = t.acrossName(row, &h.columns[i])
		} else {
			own = own || !above && counts(role, val)
		}
		set(&ind, role, val)
	}
	if !own {
		return
	}
	t.spread(&ind, row)
	ind.Name = indicatorName(ind.Level3.Text)
	if empty(ind.Name) {
		ind.Name = ""
	}
	ind.SubRow = strings.HasPrefix(ind.Name, "其中")
	ind.Level1, ind.Level1At = t.level1.name, t.level1.at
	ind.Level2, ind.Level2At = t.level2.name, t.level2.at
	for _, l := range []openLevel{t.level1, t.level2} {
		if l.name != "" && l.section >= 0 {
			s := &t.form.Sections[l.section]
			s.Rows = append(s.Rows, len(t.form.Indicators))
		}
	}
	t.form.Indicators = append(t.form.Indicators, ind)
	if t.grid.HiddenRow(row) {
		t.hiddenRows = append(t.hiddenRows, row)
	}
}

// acrossName is the name on rows whose level-2 cell is merged with that of the name.
func (t *tableReader) acrossName(row int, col *heading) form.Value {
	m, ok := t.grid.Merge(cellref.Ref{Row: row, Col: col.from})
	if c := t.cellAt(m.From); ok && c != nil && m.From.Row == row {
		return c.value()
	}
	return form.Value{}
}

// counts reports whether a value makes a row an indicator rather than a line of the template.
func counts(r form.Role, v form.Value) bool {
	switch r {
	case form.Level3:
		return !empty(indicatorName(v.Text)) || v.Error != ""
	case form.Target, layout.Adjusted, form.Actual, form.Points, form.SelfScore:
		if v.Formula != "" {
			return true
		}
		return !empty(v.Text) || v.Error != ""
	}
	return false
}

// shared treats a value that stands in a merged area begun further up: points and scores count
// once, on the first row; everything else holds for all its rows.
func (t *tableReader) shared(ind *form.Indicator, r form.Role, v form.Value) form.Value {
	switch r {
	case form.SelfScore:
		ind.ScoreShared = true
	case form.Points:
		ind.PointsShared = true
	case form.ReviewScore, form.Converted, form.Factor, form.WeightShare:
	default:
		return v
	}
	return form.Value{Cell: v.Cell}
}

// set puts a value into its field; a changed target is in force where it is filled in.
func set(ind *form.Indicator, r form.Role, v form.Value) {
	switch r {
	case form.Level3:
		ind.Level3 = v
	case form.Describe:
		ind.Describe = v
	case form.Direction:
		ind.Direction = v
	case form.Polarity:
		ind.Polarity = v
	case form.Unit:
		ind.Unit = v
	case form.Target:
		v = asTyped(v)
		if ind.Target.Blank() {
			ind.Target = v
		}
	case layout.Adjusted:
		if !empty(v.Text) {
			ind.Target = asTyped(v)
		}
	case form.Actual:
		ind.Actual = asTyped(v)
	case form.Completion:
		ind.Completion = v
	case form.Points:
		ind.Points = v
	case form.Factor:
		ind.Factor = v
	case form.SelfScore:
		ind.Score = v
	case form.ReviewScore:
		ind.ReviewScore = v
	case form.Converted:
		ind.Converted = v
	case form.Reason:
		ind.Reason = v
	case form.Evidence:
		ind.Evidence = v
	case form.Remark:
		ind.Remark = v
	}
}
