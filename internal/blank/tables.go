package blank

import (
	"slices"
	"strings"

	"jixiao/internal/form"
	"jixiao/internal/layout"
)

// span is a printed column with the grid columns it takes.
type span struct {
	field
	from, to int
}

// header prints the headings of a table, under group headings where there are any, and returns
// the columns; the present row is then the first under them.
func (p *planner) header(list []field, spans []int, first int) []span {
	out := make([]span, len(list))
	for i, col := 0, first; i < len(list); i++ {
		out[i] = span{list[i], col, col + spans[i] - 1}
		col += spans[i]
	}
	grouped := slices.ContainsFunc(list, func(f field) bool { return f.group != "" && f.label != "" })
	bottom := p.row
	if grouped {
		bottom++
	}
	for i := 0; i < len(out); i++ {
		c := out[i]
		if c.group == "" {
			p.put(area(p.row, c.from, bottom, c.to), c.label, labelLook)
			continue
		}
		j := i
		for ; j+1 < len(out) && out[j+1].group == c.group; j++ {
		}
		if labelled := grouped && out[i].label != ""; labelled {
			p.put(area(p.row, c.from, p.row, out[j].to), c.group, labelLook)
			for _, c := range out[i : j+1] {
				p.put(area(bottom, c.from, bottom, c.to), c.label, labelLook)
			}
		} else {
			p.put(area(p.row, c.from, bottom, out[j].to), c.group, labelLook)
		}
		i = j
	}
	for r := p.row; r <= bottom; r++ {
		p.grow(r, headHeight)
	}
	p.row = bottom + 1
	return out
}

// fundRow is a printed row of the fund block.
type fundRow struct {
	labels []string // one, or one for each amount column
	total  bool
	sub    bool // belongs under the "其中" above it
}

func (r fundRow) label(n int) string { return r.labels[min(n, len(r.labels)-1)] }

// fundRows lists the total and the sources. A second "其中" among the sources is another wording of the
// first; the total's words are wordings too, unless each amount has a label of its own.
func fundRows(b *layout.Block) []fundRow {
	total := fundRow{total: true, labels: []string{""}}
	if len(b.Totals) > 0 {
		total.labels = b.Totals[:1]
		if b.Beside {
			total.labels = b.Totals
		}
	}
	out := []fundRow{total}
	for _, list := range [][]string{b.Sources, b.Uses} {
		first := ""
		for _, w := range list {
			among := strings.HasPrefix(w, "其中")
			if among && first != "" {
				continue
			}
			if among {
				first = w
			}
			out = append(out, fundRow{labels: []string{w}, sub: !among && first != ""})
		}
	}
	return out
}

func (p *planner) funds(b *layout.Block) {
	top, first, list := p.row, p.first(b), fundFields(b)
	want := make([]float64, len(list))
	for i, f := range list {
		want[i] = f.width
	}
	columns := p.header(list, p.fit(want, first), first)
	rows := fundRows(b)
	for i, r := range rows {
		p.fundRow(b, columns, r, i, len(rows))
		p.row++
	}
	p.heading(b, top)
}

// fundRow prints a row: amounts in every row, rate, points and score in the row of the total.
func (p *planner) fundRow(b *layout.Block, columns []span, r fundRow, n, rows int) {
	amounts := 0
	for _, c := range columns {
		at := area(p.row, c.from, p.row, c.to)
		s := Slot{At: at, Block: b.Kind, Role: c.role, Row: n, Label: widen(r.label(amounts))}
		switch {
		case c.role == form.Label:
			l := rowLook
			if r.sub {
				l = subLook
			}
			p.put(at, s.Label, l)
		case amount(c.role):
			amounts++
			p.slot(s, fillLook)
		case b.Beside && r.total: // one cell for all rows
			s.At.To.Row += rows - 1
			p.slot(s, fillLook)
		case b.Beside:
		case r.total:
			if c.role == form.Points {
				if s.Preset = b.Points; s.Preset == "" {
					s.Preset = p.set.Usual.FundPoints
				}
			}
			p.slot(s, fillLook)
		case c.role == form.Points || c.role == form.SelfScore || c.role == form.ReviewScore:
			p.put(at, "—", fillLook)
		default:
			p.slot(s, fillLook)
		}
	}
}

// rowsPerLevel is how many indicators a blank form has room for under a level-2 indicator,
// rowsPerGroup under a level-1 indicator without, flatRows in a table without levels.
const (
	rowsPerLevel = 2
	rowsPerGroup = 4
	flatRows     = 12
)

// printed is a row in front of an indicator.
type printed struct {
	level1, level2 string
	rows1, rows2   int // rows that the cell takes from here on, 0 when it began above
}

// levelRows lists the rows of the indicator table with what is printed in front of them.
func (p *planner) levelRows(b *layout.Block) []printed {
	if b.Column(form.Level1) == nil {
		return make([]printed, flatRows)
	}
	two := b.Column(form.Level2) != nil
	points := b.Column(form.Points) != nil
	var out []printed
	for _, l := range p.set.Rows(p.layout) {
		name, at := l.Name, len(out)
		if points && l.Points != "" {
			name += "\n（" + l.Points + "分）"
		}
		subs, each := l.Subs, rowsPerLevel
		if len(subs) == 0 || !two {
			subs, each = []string{""}, rowsPerGroup
		}
		for _, sub := range subs {
			for i := range each {
				r := printed{level1: name, level2: sub}
				if i == 0 {
					r.rows2 = each
				}
				out = append(out, r)
			}
		}
		out[at].rows1 = len(out) - at
	}
	return out
}

func (p *planner) indicators(b *layout.Block) {
	top, first := p.row, 1
	if p.side {
		first = 2
	}
	p.form.table = top
	columns := p.header(fields(b), p.spans, first)
	for i, r := range p.levelRows(b) {
		for _, c := range columns {
			p.indicatorCell(b, c, r, i)
		}
		p.grow(p.row, rowHeight)
		p.row++
	}
	if p.side && len(b.Headings) == 0 {
		p.sideLabel(top, "绩效指标")
	}
	p.heading(b, top)
}

func (p *planner) indicatorCell(b *layout.Block, c span, r printed, row int) {
	at := area(p.row, c.from, p.row, c.to)
	switch {
	case c.role == form.Level1 && r.level1 != "":
		if at.To.Row += r.rows1 - 1; r.rows1 > 0 {
			p.put(at, r.level1, labelLook)
		}
		return
	case c.role == form.Level2 && r.level2 != "":
		if at.To.Row += r.rows2 - 1; r.rows2 > 0 {
			p.put(at, r.level2, labelLook)
		}
		return
	}
	l := fillLook
	switch c.role {
	case form.Level3, form.Describe, form.Reason, form.Evidence, form.Remark:
		l = textLook
	}
	p.slot(Slot{At: at, Block: b.Kind, Role: c.role, Row: row, Label: c.label, Level1: r.level1, Level2: r.level2}, l)
}

// total prints the total's label up to the points or the score, then those.
func (p *planner) total(b *layout.Block) {
	first := 1
	if p.side {
		first = 2
	}
	label := true
	col := first
	for i, f := range fields(p.layout.Block(layout.Indicators)) {
		from, to := col, col+p.spans[i]-1
		col = to + 1
		filled := f.role == form.Points || f.role == form.SelfScore || f.role == form.ReviewScore
		if filled && label {
			p.put(area(p.row, 1, p.row, from-1), widen(b.Labels[0]), labelLook)
			label = false
		}
		switch {
		case filled:
			s := Slot{At: area(p.row, from, p.row, to), Block: b.Kind, Role: f.role, Label: widen(b.Labels[0])}
			if f.role == form.Points {
				s.Preset = "100"
			}
			p.slot(s, fillLook)
		case !label:
			p.put(area(p.row, from, p.row, to), "", fillLook)
		}
	}
	p.grow(p.row, rowHeight)
	p.row++
}
