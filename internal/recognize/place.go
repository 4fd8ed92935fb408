package recognize

import (
	"slices"

	"jixiao/internal/form"
	"jixiao/internal/layout"
)

// Headings in words that nobody foresaw (考核维度, 考核的事) still stand where the form prints its levels and
// names, and what they head is not like anything else. Only those are read so: the reader says it in a finding, and a
// wrong name is seen at once. What was wanted and what was reached are never taken by place.

// byPlace reads the level and name columns of an indicator table whose headings are unknown.
func (v *view) byPlace(s *segment, h *header) {
	if h.kind != layout.Indicators || len(h.lead) == 0 && !slices.ContainsFunc(h.columns, func(c heading) bool { return c.role == "" }) {
		return
	}
	named := h.column(form.Level3) != nil && !h.ledByLevels()
	all := slices.Concat(h.lead, h.columns)
	var texts []int // unknown columns of words, from left to right
	for i := range all {
		c := &all[i]
		if asked(c.role) {
			break
		}
		if c.role != "" || c.standing != 0 || c.leaf.entry != nil && !c.leaf.entry.Is(layout.Heading, "indicators") {
			continue
		}
		switch body := v.body(s, h, c); {
		case body.words == 0 || body.figures > 0:
		case !held(all, form.Level1) && body.mostly(body.level1):
			all[i].take(form.Level1, "一级指标")
		case !held(all, form.Level2) && body.mostly(body.level2):
			all[i].take(form.Level2, "二级指标")
		case !named:
			texts = append(texts, i)
		}
	}
	v.placeNames(s, h, all, texts)
	for len(all) > 0 && all[0].role == "" && !all[0].known(h.kind) {
		all = all[1:]
	}
	h.columns = all
}

// placeNames gives unknown columns of words their meaning. The name differs from row to row, which neither levels nor the
// office in charge do; where two columns do and no level 2 is known, the left one is the level.
func (v *view) placeNames(s *segment, h *header, all []heading, texts []int) {
	rows := 0
	for i := range all {
		if asked(all[i].role) {
			b := v.body(s, h, &all[i])
			rows = max(rows, b.words+b.figures)
		}
	}
	var names []int
	for _, i := range texts {
		if b := v.body(s, h, &all[i]); b.words >= rows && 4*b.different >= 3*b.words {
			names = append(names, i)
		}
	}
	if len(names) == 0 {
		names = v.mostDifferent(s, h, all, texts)
	}
	if len(names) == 0 {
		return
	}
	name := names[0]
	if len(names) > 1 && !slices.ContainsFunc(all, func(c heading) bool { return c.role == form.Level2 || c.fallenFrom == form.Level2 }) {
		name = names[1]
	}
	if i := slices.IndexFunc(all, func(c heading) bool { return c.role == form.Level3 }); i >= 0 {
		if i > name { // the name stands behind it
			return
		}
		all[i].role = all[i].fallenFrom
	}
	all[name].take(form.Level3, "三级指标")
	texts = slices.DeleteFunc(texts, func(i int) bool { return i >= name })
	for _, l := range []struct {
		role form.Role
		word string
	}{{form.Level1, "一级指标"}, {form.Level2, "二级指标"}} {
		if len(texts) > 0 && !held(all, l.role) {
			all[texts[0]].take(l.role, l.word)
			texts = texts[1:]
		}
	}
}

// mostDifferent is the column with the most different words, where more than half of them are: names with gaps or repeats.
func (v *view) mostDifferent(s *segment, h *header, all []heading, texts []int) []int {
	best, most := []int(nil), 0
	for _, i := range texts {
		if b := v.body(s, h, &all[i]); b.different > most && 2*b.different > b.words {
			best, most = []int{i}, b.different
		}
	}
	return best
}

func held(list []heading, r form.Role) bool {
	return slices.ContainsFunc(list, func(c heading) bool { return c.role == r })
}

func (c *heading) take(r form.Role, word string) { c.role, c.meant = r, word }

// ledByLevels reports whether the name was only taken from the lowest level, for want of a heading.
func (h *header) ledByLevels() bool {
	c := h.column(form.Level3)
	return c != nil && c.fallenFrom != ""
}

// asked reports whether a column is one of those that follow the names.
func asked(r form.Role) bool {
	switch r {
	case form.Direction, form.Unit, form.Target, layout.Adjusted, form.Actual, form.Points, form.SelfScore, form.Describe:
		return true
	}
	return false
}

// contents counts what stands below a heading.
type contents struct{ words, different, figures, level1, level2 int }

// mostly reports whether n of the words are two thirds of them or more.
func (b contents) mostly(n int) bool { return n > 0 && 3*n >= 2*b.words }

// body looks at what stands below a heading, down to the total row.
func (v *view) body(s *segment, h *header, c *heading) (b contents) {
	seen := map[string]bool{}
	for row := h.bottom + 1; row < s.limit(h.bottom); row++ {
		if whole := v.row(row, h.area); len(whole) > 0 {
			if e := whole[0].label; e.Has(layout.Totals) || e.Has(layout.Notes) || e.Has(layout.Footer) || noteMark(&whole[0]) {
				return b
			}
		}
		for _, cell := range v.row(row, band{left: c.from, right: c.to}) {
			if !cell.text() || number(cell.key) {
				b.figures++
				continue
			}
			b.words++
			b.different += btoi(!seen[cell.raw.Raw])
			seen[cell.raw.Raw] = true
			name, _ := splitPoints(cell.keyText())
			b.level1 += btoi(v.set.LevelWord(1, name))
			b.level2 += btoi(v.set.LevelWord(2, name))
		}
	}
	return b
}

// printOrder is the order of the columns on most forms, for tables that no layout describes.
var printOrder = []form.Role{form.Level1, form.Level2, form.Level3, form.Describe, form.Direction, form.Target, form.Unit,
	form.Actual, form.Completion, form.Points, form.SelfScore, form.Reason}

// unread is the one heading that nobody knows in the place where a missing column would stand by the order, nil when there
// is none or more than one.
func (h *header) unread(missing form.Role, order []form.Role) *heading {
	at := slices.Index(order, missing)
	if at < 0 {
		return nil
	}
	from, to := 0, 1<<30
	for _, r := range order[:at] {
		if c := h.column(r); c != nil {
			from = max(from, c.to)
		}
	}
	for _, r := range order[at+1:] {
		if c := h.column(r); c != nil {
			to = min(to, c.from)
		}
	}
	var found *heading
	for i := range h.columns {
		c := &h.columns[i]
		if c.from <= from || c.to >= to || c.role != "" || c.leaf.entry != nil || c.leaf.key == "" {
			continue
		}
		if found != nil {
			return nil
		}
		found = c
	}
	return found
}
