package recognize

import (
	"slices"
	"strings"

	"jixiao/internal/form"
	"jixiao/internal/layout"
)

// candidate is one meaning that a column could have.
type candidate struct {
	column      int
	standing    standing
	own         bool // the chosen layout prints this word in this role
	level       bool // points right behind a level heading, with another column of points further right
	bit         int8
	role        form.Role
	order, rank int
}

// compare orders candidates: columns in better standing first, then the chosen layout's own wording first, then role by role the best word.
func (c candidate) compare(o candidate) int {
	switch {
	case c.standing != o.standing:
		return int(c.standing) - int(o.standing)
	case c.own != o.own && c.own:
		return -1
	case c.own != o.own:
		return 1
	case c.order != o.order:
		return c.order - o.order
	case c.level != o.level && o.level:
		return -1
	case c.level != o.level:
		return 1
	case c.rank != o.rank:
		return c.rank - o.rank
	}
	return c.column - o.column
}

// assign gives every column its role, each role once, so that a heading with two meanings takes the
// one that is left. Columns that are known but not used may be many.
func (h *header) assign(set *layout.Set, chosen int) {
	var room [40]candidate
	list := room[:0]
	for i := range h.columns {
		h.columns[i].role, h.columns[i].meant, h.columns[i].fallenFrom = "", "", ""
		list = h.candidates(list, i, chosen)
	}
	slices.SortFunc(list, candidate.compare)
	var taken uint32
	for _, c := range list {
		if h.columns[c.column].role != "" || taken&(1<<c.bit) != 0 {
			continue
		}
		h.columns[c.column].role = c.role
		if c.role != layout.Ignore {
			taken |= 1 << c.bit
		}
	}
	if h.kind == layout.Indicators {
		h.settleLevels()
	}
	h.forgive(set)
}

// forgive reads a heading with one wrong character as the column it can only be: a column that the table
// lacks otherwise, a long enough word, and its first two characters right, since those tell 全年 from
// 上年. The reader says so in a finding.
func (h *header) forgive(set *layout.Set) {
	for i := range h.columns {
		c := &h.columns[i]
		if c.role != "" || c.standing != 0 || c.leaf.entry != nil || c.group != nil && c.group.entry.Has(h.kind) {
			continue
		}
		key := []rune(c.leaf.key)
		if len(key) < 4 || len(key) > 20 {
			continue
		}
		var role form.Role
		word, sure := "", true
		set.HeadingWords(h.kind, func(w, shown string, m layout.Meaning) {
			if !strings.HasPrefix(w, string(key[:2])) || layout.Distance(c.leaf.key, w) != 1 {
				return
			}
			if role != "" && role != m.Role {
				sure = false
			}
			role = m.Role
			if a, b := len(w) == len(c.leaf.key), len(word) == len(c.leaf.key); word == "" || a && !b || a == b && shown < word {
				word = shown
			}
		})
		if role != "" && role != layout.Ignore && sure && h.column(role) == nil {
			c.role, c.meant = role, word
		}
	}
}

// settleLevels finds the points of level headings, and the name in tables that have no heading of its own for
// it: a column 绩效指标 behind the levels, or the lowest level.
func (h *header) settleLevels() {
	h.levelPoints = [3]*heading{}
	for i := range h.columns {
		if h.pointsOfLevel(i) && h.columns[i].role != form.Points {
			level := 1
			if h.columns[i-1].role == form.Level2 {
				level = 2
			}
			h.levelPoints[level] = &h.columns[i]
			h.columns[i].role = layout.Ignore
		}
	}
	if h.column(form.Level3) != nil {
		return
	}
	for i := 1; i < len(h.columns); i++ {
		c, left := &h.columns[i], h.columns[i-1].role
		if c.role == "" && c.leaf.entry.Is(layout.Heading, "indicators") && (left == form.Level2 || left == form.Level1) {
			c.role = form.Level3
			return
		}
	}
	if c := h.column(form.Level2); c != nil {
		c.role, c.fallenFrom = form.Level3, form.Level2
	}
}

// pointsOfLevel reports whether column i holds the points of the level heading at its left.
func (h *header) pointsOfLevel(i int) bool {
	if i == 0 || !h.columns[i].leaf.entry.Is(layout.Indicators, form.Points) {
		return false
	}
	left := h.columns[i-1].leaf.entry
	if !left.Is(layout.Indicators, form.Level1) && !left.Is(layout.Indicators, form.Level2) {
		return false
	}
	return slices.ContainsFunc(h.columns[i+1:], func(c heading) bool { return c.leaf.entry.Is(layout.Indicators, form.Points) })
}

func (h *header) candidates(list []candidate, i, chosen int) []candidate {
	col := &h.columns[i]
	e, late := col.leaf.entry, 0
	if !e.Has(h.kind) {
		if col.group == nil || !col.group.entry.Has(h.kind) {
			return list
		}
		e, late = col.group.entry, 500
	}
	level := h.kind == layout.Indicators && h.pointsOfLevel(i)
	for _, m := range e.Meanings {
		if m.Kind == h.kind && col.may(h.kind, m.Role) {
			list = append(list, candidate{i, col.standing, false, level, m.Bit, m.Role, m.Order, m.Rank + late})
		}
	}
	if chosen < 0 {
		return list
	}
	for _, u := range e.Uses {
		if u.Layout == chosen && u.Kind == h.kind && col.may(h.kind, u.Role) {
			list = append(list, candidate{i, col.standing, true, level, u.Bit, u.Role, u.Order, u.Rank + late})
		}
	}
	return list
}
