package recognize

import (
	"strings"
	"unicode/utf8"

	"jixiao/internal/cellref"
	"jixiao/internal/layout"
)

// Near says which known form an unrecognised sheet resembles most.
type Near struct {
	// Layout and Title are those of the nearest form; Sheet is the sheet that was looked at.
	Sheet, Layout, Title string
	// Found are the headings that the sheet shares with that form.
	Found []string
	// Missing are the headings of that form's indicator table that the sheet does not have.
	Missing []string
	// Strange are headings on the sheet that are not understood.
	Strange []Strange
}

// Strange is a heading that is not understood; Perhaps is the known one it is closest to, "" if none is.
type Strange struct {
	Cell    cellref.Ref
	Text    string
	Perhaps string
}

// Message says in Chinese why no form was recognised.
func (n *Near) Message() string {
	var b strings.Builder
	b.WriteString("未识别出自评表,最接近“" + n.Title + "”")
	if len(n.Missing) > 0 {
		b.WriteString(";缺少表头:" + strings.Join(n.Missing, "、"))
	}
	for i, s := range n.Strange {
		if i == 3 {
			break
		}
		b.WriteString(";" + s.Cell.String() + " 的“" + s.Text + "”不认识")
		if s.Perhaps != "" {
			b.WriteString(",是否为“" + s.Perhaps + "”?")
		}
	}
	return b.String()
}

// nearest compares the words of a sheet that holds no form with all layouts. It returns nil for a sheet
// that has neither a form's title nor two headings of an indicator table in one row.
func (v *view) nearest() *Near {
	whole := band{v.top, v.last, 1, v.right}
	if len(v.set.Layouts) == 0 || !v.resembles(whole) {
		return nil
	}
	hits := make([]int, len(v.set.Layouts))
	seen := map[*layout.Entry]bool{}
	for i := range v.cells {
		e := v.cells[i].label
		if e == nil || seen[e] {
			continue
		}
		seen[e] = true
		for _, u := range e.Uses {
			hits[u.Layout] += 1 + int(u.Kind&layout.Indicators)/int(layout.Indicators)
		}
	}
	best := 0
	for i, n := range hits {
		if n > hits[best] {
			best = i
		}
	}
	l := v.set.Layouts[best]
	n := &Near{Sheet: v.grid.Name(), Layout: l.Name, Title: l.Title, Strange: v.strange(whole)}
	for _, c := range l.Block(layout.Indicators).Columns {
		switch found := v.found(seen, c); {
		case found != "":
			n.Found = append(n.Found, found)
		case !c.Optional:
			n.Missing = append(n.Missing, c.Words[0])
		}
	}
	return n
}

// resembles reports whether a sheet is worth a diagnosis.
func (v *view) resembles(b band) bool {
	for r := v.top; r <= v.last; r++ {
		cells := v.row(r, b)
		title, other := v.titleIn(cells)
		if other != nil {
			return false
		}
		if title != nil || countRow(cells, layout.Indicators).strong >= 2 {
			return true
		}
	}
	return false
}

// found returns the wording under which a column's heading is on the sheet.
func (v *view) found(seen map[*layout.Entry]bool, c layout.Column) string {
	for e := range seen {
		if e.Is(layout.Indicators, c.Role) {
			return e.Word
		}
	}
	return ""
}

// strange lists the short texts without a meaning that stand in rows of headings.
func (v *view) strange(b band) []Strange {
	var list []Strange
	for r := b.top; r <= b.bottom; r++ {
		cells := v.row(r, b)
		n := countRow(cells, layout.Indicators)
		if n.heads < 2 || n.strong+n.scores == 0 {
			continue
		}
		for i := range cells {
			c := &cells[i]
			if c.text() && c.label == nil && c.key != "" && utf8.RuneCountInString(c.key) <= 14 && !number(c.key) {
				list = append(list, Strange{c.at, strings.TrimSpace(c.raw.Raw), v.perhaps(layout.Indicators, c.key, nil)})
			}
		}
	}
	return list
}

// perhaps is the known heading closest to an unknown one, among roles that are still free; of two
// equally close the one of the same length.
func (v *view) perhaps(k layout.Kind, key string, taken *header) string {
	n := utf8.RuneCountInString(key)
	limit, longer, found := n/3, 0, ""
	v.set.HeadingWords(k, func(word, shown string, m layout.Meaning) {
		if m.Role == layout.Ignore || taken != nil && taken.column(m.Role) != nil {
			return
		}
		d := layout.Distance(key, word)
		more := abs(utf8.RuneCountInString(word) - n)
		if d > limit || d == limit && found != "" && (more > longer || more == longer && shown >= found) {
			return
		}
		found, limit, longer = shown, d, more
	})
	return found
}

func abs(n int) int { return max(n, -n) }
