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
	v.placeNames(all, texts)
	for len(all) > 0 && all[0].role == "" && !all[0].known(h.kind) {
		all = all[1:]
	}
	h.columns = all
}

// placeNames gives unknown columns of words their meaning from right to left: the name, then the levels.
func (v *view) placeNames(all []heading, texts []int) {
	if len(texts) == 0 {
		return
	}
	last := texts[len(texts)-1]
	if i := slices.IndexFunc(all, func(c heading) bool { return c.role == form.Level3 }); i >= 0 {
		if i > last { // the name stands behind it
			return
		}
		all[i].role = all[i].fallenFrom
	}
	all[last].take(form.Level3, "三级指标")
	texts = texts[:len(texts)-1]
	if len(texts) > 0 && !held(all, form.Level1) {
		all[texts[0]].take(form.Level1, "一级指标")
		texts = texts[1:]
	}
	if len(texts) > 0 && !held(all, form.Level2) {
		all[texts[0]].take(form.Level2, "二级指标")
	}
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
type contents struct{ words, figures, level1, level2 int }

// mostly reports whether n of the words are two thirds of them or more.
func (b contents) mostly(n int) bool { return n > 0 && 3*n >= 2*b.words }

// body looks at what stands below a heading, down to the total row.
func (v *view) body(s *segment, h *header, c *heading) (b contents) {
	for row := h.bottom + 1; row < s.limit(h.bottom); row++ {
		for _, cell := range v.row(row, band{left: c.from, right: c.to}) {
			if e := cell.label; e.Has(layout.Totals) || e.Has(layout.Notes) || e.Has(layout.Footer) || noteMark(&cell) {
				return b
			}
			if !cell.text() || number(cell.key) {
				b.figures++
				continue
			}
			b.words++
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
