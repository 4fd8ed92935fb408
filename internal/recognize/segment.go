package recognize

import (
	"slices"
	"strings"
	"unicode/utf8"

	"jixiao/internal/cellref"
	"jixiao/internal/form"
	"jixiao/internal/layout"
)

// segment is the part of a sheet that one form takes, with what was found in it.
type segment struct {
	band
	title    *cell
	notForm  *cell // a title of another kind of form: 申报表, 监控表
	headers  []*header
	named    bool // a project name or department label was seen
	consumed map[int]bool
}

// tables returns the segment's headers of a kind.
func (s *segment) tables(k layout.Kind) []*header {
	var list []*header
	for _, h := range s.headers {
		if h.kind == k {
			list = append(list, h)
		}
	}
	return list
}

// heading reports whether a row holds headings of a table.
func (s *segment) heading(row int) bool {
	for _, h := range s.headers {
		if row >= h.top && row <= h.bottom {
			return true
		}
	}
	return false
}

// limit is the first row after r on which another table begins.
func (s *segment) limit(r int) int {
	end := s.bottom + 1
	for _, h := range s.headers {
		if h.top > r {
			end = min(end, h.top)
		}
	}
	return end
}

// span is a range of columns.
type span struct{ from, to int }

// strips divides the sheet's columns where forms stand side by side: where the headings of
// indicator tables lie in columns that no other such table shares.
func (v *view) strips() []band {
	whole := band{v.top, v.last, 1, v.right}
	groups := v.headingGroups(whole)
	if len(groups) < 2 {
		return []band{whole}
	}
	slices.SortFunc(groups, func(a, b span) int { return a.from - b.from })
	var list []band
	left, end := whole.left, groups[0].to
	for _, g := range groups[1:] {
		if g.from > end {
			start := v.boundary(end+1, g.from)
			list = append(list, band{whole.top, whole.bottom, left, start - 1})
			left = start
		}
		end = max(end, g.to)
	}
	return append(list, band{whole.top, whole.bottom, left, whole.right})
}

// headingGroups finds the columns of every run of indicator headings.
func (v *view) headingGroups(b band) []span {
	var groups []span
	for r := b.top; r <= b.bottom; r++ {
		cells := v.row(r, b)
		for i := 0; i < len(cells); i++ {
			if n := v.headingRun(cells[i:]); n > 0 {
				from := cells[i].at.Col
				if i > 0 && cells[i-1].entry.Is(layout.Heading, "indicators") && cells[i-1].span.To.Col+1 == from {
					from = cells[i-1].at.Col
				}
				groups = append(groups, span{from, cells[i+n-1].span.To.Col})
				i += n - 1
			}
		}
	}
	return groups
}

// headingRun is how many cells from the first on are the headings of one indicator table, 0 when
// there is none: the run ends where the first heading comes again.
func (v *view) headingRun(cells []cell) int {
	first := cells[0].entry
	if !first.Is(layout.Indicators, form.Level1) && !first.Is(layout.Indicators, form.Level3) {
		return 0
	}
	n := 1
	for n < len(cells) && cells[n].entry.Has(layout.Indicators) && cells[n].entry != first && !v.anotherTable(cells, n) {
		n++
	}
	if c := countRow(cells[:n], layout.Indicators); c.strong < 2 || c.heads < 3 {
		return 0
	}
	return n
}

// anotherTable reports whether the words from n on belong to another form: they stand apart, and are not
// clearly headings of indicators or ask again for what the first ones ask for.
func (v *view) anotherTable(cells []cell, n int) bool {
	e := cells[n].entry
	if !v.freeColumn(cells[n-1].span.To.Col+1, cells[n].at.Col-1) {
		return false
	}
	if e.Has(layout.Goals) || e.Has(layout.Head) {
		return true
	}
	for _, r := range []form.Role{form.Level3, form.Target, form.Actual, form.SelfScore} {
		has := func(c cell) bool { return c.entry.Is(layout.Indicators, r) }
		if slices.ContainsFunc(cells[:n], has) && slices.ContainsFunc(cells[n:], has) {
			return true
		}
	}
	return false
}

// boundary is the first column of the right one of two forms whose headings leave columns free
// between them: behind the last column that nothing is in, or right at its headings.
func (v *view) boundary(from, to int) int {
	for c := to; c >= from; c-- {
		if v.freeColumn(c, c) {
			return c + 1
		}
	}
	return to
}

// freeColumn reports whether there is a column from..to that no cell and no merged area of the sheet is in.
func (v *view) freeColumn(from, to int) bool {
	if v.used == nil {
		v.used = make([]bool, v.right+2)
		for i := range v.cells {
			v.use(v.cells[i].span)
		}
		for _, m := range v.grid.Merges() {
			v.use(m)
		}
	}
	return from <= to && slices.Contains(v.used[from:to+1], false)
}

func (v *view) use(r cellref.Range) {
	for c := r.From.Col; c <= min(r.To.Col, v.right); c++ {
		v.used[c] = true
	}
}

// segments divides a strip into forms: a new one begins at a title, or at a second project name,
// once the one before has its table or name.
func (v *view) segments(b band) []*segment {
	cur := &segment{band: b, consumed: map[int]bool{}}
	list := []*segment{cur}
	for r := b.top; r <= b.bottom; r++ {
		cells := v.row(r, b)
		if len(cells) == 0 {
			continue
		}
		if k, ok := headerKind(cells); ok {
			h := v.readHeader(r, k, b)
			if len(h.columns) > 1 {
				cur.headers = append(cur.headers, h)
				r = h.bottom
				continue
			}
		}
		title, other := v.titleIn(cells)
		if title != nil && (cur.inTable(cells, title) || v.pageBreak(cur, r)) {
			continue
		}
		named := v.namesProject(cells)
		if title != nil && (len(cur.headers) > 0 || cur.named) ||
			named && cur.named && len(cur.headers) > 0 {
			cur = v.begin(cur, r)
			list = append(list, cur)
		}
		if title != nil && cur.title == nil {
			cur.title = title
		}
		if other != nil && cur.notForm == nil && len(cur.headers) == 0 {
			cur.notForm = other
		}
		cur.named = cur.named || named
	}
	return list
}

// begin ends a segment and starts the next one at row r, or at the title and the lines that number it
// right above.
func (v *view) begin(cur *segment, r int) *segment {
	var title *cell
	for r-1 > cur.top {
		above := v.row(r-1, cur.band)
		if t, _ := v.titleIn(above); t != nil && title == nil {
			title = t
		} else if !tagLine(above) && (len(above) != 1 || !yearLine(above[0].key)) {
			break
		}
		r--
	}
	next := &segment{band: cur.band, title: title, consumed: map[int]bool{}}
	next.top = r
	cur.bottom = r - 1
	return next
}

// inTable reports whether what looks like a title is a value in the table that is being read: an
// indicator can be 编制绩效自评表.
func (s *segment) inTable(cells []cell, title *cell) bool {
	if len(s.headers) == 0 {
		return false
	}
	h := s.headers[len(s.headers)-1]
	wide := 2*(title.span.To.Col-title.span.From.Col+1) >= h.right()-h.left()+1
	return len(cells) > 2 || !wide && title.at.Col > h.left()
}

// pageBreak reports whether the title at row r only repeats that of the form, as printed pages do: the
// table has not ended, and the same headings follow.
func (v *view) pageBreak(s *segment, r int) bool {
	tables := s.tables(layout.Indicators)
	if len(tables) == 0 {
		return false
	}
	last := tables[len(tables)-1]
	for above := r - 1; above > last.bottom; above-- {
		if cells := v.row(above, s.band); len(cells) > 0 {
			e := cells[0].label
			if e.Has(layout.Totals) || e.Has(layout.Notes) || e.Has(layout.Footer) || noteMark(&cells[0]) {
				return false
			}
			break
		}
	}
	for below := r + 1; below <= r+4; below++ {
		cells := v.row(below, s.band)
		if len(cells) == 0 || len(cells) == 1 && yearLine(cells[0].key) {
			continue
		}
		return sameHeads(v.row(last.top, s.band), cells)
	}
	return false
}

// tagLine reports whether a row only numbers the form whose title follows: 附件2, 公开14表.
func tagLine(cells []cell) bool {
	if len(cells) != 1 || cells[0].key == "" || utf8.RuneCountInString(cells[0].key) > 25 {
		return false
	}
	for _, w := range []string{"附", "公开", "报表编号", "表", "样表"} {
		if strings.HasPrefix(cells[0].key, w) {
			return true
		}
	}
	return false
}

// namesProject reports whether a row holds the label of the project's name, filled in beside it.
func (v *view) namesProject(cells []cell) bool {
	for i := range cells {
		if cells[i].label.Is(layout.Head, layout.Name) {
			return true
		}
	}
	return false
}

// titleIn finds the title of a self-evaluation form in a row, or that of another kind of form.
func (v *view) titleIn(cells []cell) (title, other *cell) {
	for i := range cells {
		c := &cells[i]
		if c.key == "" || len(cells) > 4 || c.entry != nil && !c.entry.Has(layout.Heading) {
			continue
		}
		n := utf8.RuneCountInString(c.key)
		if n < 4 || n > 60 || !titleEnd(c.key) {
			continue
		}
		switch {
		case matchAny(v.set.Words.Not, c.key):
			return nil, c
		case matchAny(v.set.Words.Titles, c.key):
			return c, nil
		}
	}
	return nil, nil
}

// titleEnd reports whether a text ends as titles do, a year or remark in brackets set aside.
func titleEnd(key string) bool {
	for strings.HasSuffix(key, ")") {
		i := strings.LastIndexByte(key, '(')
		if i <= 0 {
			break
		}
		key = key[:i]
	}
	if i := strings.LastIndexByte(key, ':'); i > 0 && number(strings.TrimSuffix(key[i+1:], "分")) { // a total after the title
		key = strings.TrimSuffix(strings.TrimSuffix(key[:i], "得分"), "总分")
		key = strings.TrimSuffix(strings.TrimSuffix(key, "项目总"), "自评")
	}
	for _, end := range []string{"表", "报告", "书", "自评", "情况", "通知", "说明", "年度", "年"} {
		if strings.HasSuffix(key, end) {
			return true
		}
	}
	return false
}

func matchAny(patterns []string, key string) bool {
	for _, p := range patterns {
		if matches(p, key) {
			return true
		}
	}
	return false
}

// matches reports whether key holds the parts of a pattern in order; "*" stands for any text.
func matches(pattern, key string) bool {
	for part := range strings.SplitSeq(pattern, "*") {
		i := strings.Index(key, part)
		if i < 0 {
			return false
		}
		key = key[i+len(part):]
	}
	return true
}
