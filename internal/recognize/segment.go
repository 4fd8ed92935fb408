package recognize

import (
	"slices"
	"strings"
	"unicode/utf8"

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

// strips divides the sheet's columns where indicator tables stand side by side.
func (v *view) strips() []band {
	whole := band{v.top, v.last, 1, v.right}
	starts := []int{whole.left}
	var ends []int
	for r := v.top; r <= v.last; r++ {
		cells := v.row(r, whole)
		if k, ok := headerKind(cells); !ok || k != layout.Indicators {
			continue
		}
		for _, g := range sideBySide(cells) {
			starts, ends = addGroup(starts, ends, cells, g)
		}
	}
	slices.Sort(starts)
	var list []band
	for i, from := range starts {
		to := whole.right
		if i+1 < len(starts) {
			to = starts[i+1] - 1
		}
		list = append(list, band{whole.top, whole.bottom, from, to})
	}
	return list
}

// sideBySide returns the index of the first heading of each table whose headings are in one row: a
// table begins where its first heading is repeated.
func sideBySide(cells []cell) []int {
	first := slices.IndexFunc(cells, func(c cell) bool {
		return c.entry.Is(layout.Indicators, form.Level1) || c.entry.Is(layout.Indicators, form.Level3)
	})
	if first < 0 {
		return nil
	}
	groups := []int{first}
	for i := first + 1; i < len(cells); i++ {
		if cells[i].entry == cells[first].entry {
			groups = append(groups, i)
		}
	}
	return groups
}

// addGroup notes that a table begins at cells[g]; it begins a new strip when no other table reaches
// across its columns. A vertical title left of the headings belongs to the table.
func addGroup(starts, ends []int, cells []cell, g int) ([]int, []int) {
	from := cells[g].at.Col
	if g > 0 && cells[g-1].entry.Has(layout.Heading) || g > 0 && cells[g-1].entry == nil && g > 1 {
		from = cells[g-1].at.Col
	}
	last := g
	for last+1 < len(cells) && cells[last+1].entry != cells[g].entry {
		last++
	}
	end := cells[last].span.To.Col
	if len(ends) == 0 {
		return starts, []int{end}
	}
	if from > slices.Max(ends) || g > 0 && from > cells[0].at.Col && !slices.Contains(starts, from) && repeated(cells, g) {
		if !slices.Contains(starts, from) {
			starts = append(starts, from)
		}
	}
	return starts, append(ends, end)
}

// repeated reports whether the heading at g stands further left in the same row as well.
func repeated(cells []cell, g int) bool {
	for i := range g {
		if cells[i].entry == cells[g].entry {
			return true
		}
	}
	return false
}

// segments divides a strip into forms: a new one begins at a title, or at a second project name,
// once the one before has its table or name.
func (v *view) segments(b band) []*segment {
	cur := &segment{band: b, consumed: map[int]bool{}}
	list := []*segment{cur}
	start := func(r int) {
		cur.bottom = r - 1
		cur = &segment{band: b, consumed: map[int]bool{}}
		cur.top = r
		list = append(list, cur)
	}
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
		named := v.namesProject(cells)
		switch {
		case title != nil && (len(cur.headers) > 0 || cur.named):
			start(r)
		case named && cur.named && (len(cur.headers) > 0 || cur.title == nil):
			start(r)
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

// namesProject reports whether a row holds the label of the project's name, filled in beside it.
func (v *view) namesProject(cells []cell) bool {
	for i := range cells {
		if v.label(&cells[i]).Is(layout.Head, layout.Name) {
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
	if i := strings.IndexByte(key, ':'); i > 0 { // a total after the title
		key = key[:i]
		for _, w := range []string{"项目总得分", "自评得分", "自评总分", "总得分"} {
			key = strings.TrimSuffix(key, w)
		}
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
