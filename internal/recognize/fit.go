package recognize

import (
	"math/bits"
	"slices"

	"jixiao/internal/form"
	"jixiao/internal/layout"
)

// Weights of the evidence for a layout: the wording of a column counts most, a column that is there
// under another name a little, and what does not belong to the layout counts against it.
const (
	exactColumn = 3
	otherName   = 1
	extraColumn = 2
	disorder    = 2
	exactFund   = 2
	exactGoal   = 2
	exactHead   = 1
	titleWeight = 3
	levelWeight = 3
)

// traits is what a form shows, as sets of roles by kind, and per layout what it prints in that wording.
type traits struct {
	has   [layout.Indicators + 1]uint32
	order [layout.Indicators + 1][]int8 // bits of the columns from left to right
	exact [][layout.Indicators + 1]uint32
	// level1 are the level-1 indicators of the form.
	level1 map[string]bool
}

// fits compares the segment with every layout.
func (v *view) fits(s *segment) []fit {
	t := v.traits(s)
	list := make([]fit, len(v.set.Layouts))
	title := ""
	if s.title != nil {
		title = s.title.keyText()
	}
	for i, l := range v.set.Layouts {
		p := &v.set.Profiles[i]
		f := &list[i]
		same := t.exact[i][layout.Indicators] & p.Roles[layout.Indicators]
		f.columns[0] = bits.OnesCount32(same)
		f.columns[1] = bits.OnesCount32(p.Roles[layout.Indicators]&^p.Optional[layout.Indicators] | same)
		f.block(&t, p, i, layout.Indicators, exactColumn, extraColumn)
		f.block(&t, p, i, layout.Funds, exactFund, 1)
		f.block(&t, p, i, layout.Goals, exactGoal, 1)
		f.block(&t, p, i, layout.Head, exactHead, 0)
		f.levels(&t, l)
		if title != "" && len(p.Titles) > 0 {
			f.possible += titleWeight
			if f.title = matchAny(p.Titles, title); f.title {
				f.got += titleWeight
			}
		}
	}
	return list
}

// levels compares the level-1 indicators with those that a layout is told apart by.
func (f *fit) levels(t *traits, l *layout.Layout) {
	b := l.Block(layout.Indicators)
	if len(b.Levels) == 0 || len(t.level1) == 0 {
		return
	}
	f.possible += levelWeight
	for _, n := range b.Levels {
		if !t.level1[layout.Key(n.Name)] {
			return
		}
	}
	f.got += levelWeight
}

// block adds the evidence of one block. A block that the form lacks altogether counts as much as one
// column; its absence is a finding later.
func (f *fit) block(t *traits, p *layout.Profile, i int, k layout.Kind, exact, extra int) {
	want, has := p.Roles[k], t.has[k]
	need := want &^ p.Optional[k]
	if has == 0 {
		if need != 0 && k != layout.Head {
			f.possible += exact
		}
		return
	}
	same := t.exact[i][k] & want
	renamed := has & want &^ same
	f.possible += exact * bits.OnesCount32(need|same|renamed)
	f.got += exact*bits.OnesCount32(same) + otherName*bits.OnesCount32(renamed)
	f.got -= extra * bits.OnesCount32(has&^want)
	if want == 0 && k == layout.Funds {
		f.got -= exact
	}
	last := int8(-1)
	for _, b := range t.order[k] {
		if want&(1<<b) == 0 {
			continue
		}
		if p.Place[k][b] < last {
			f.got -= disorder
		}
		last = p.Place[k][b]
	}
}

// traits gathers what the segment shows.
func (v *view) traits(s *segment) traits {
	t := traits{exact: make([][layout.Indicators + 1]uint32, len(v.set.Layouts))}
	for _, k := range []layout.Kind{layout.Indicators, layout.Funds} {
		list := s.tables(k)
		if len(list) == 0 {
			continue
		}
		h := widest(list)
		h.assign(v.set, -1)
		if k == layout.Indicators {
			t.level1 = map[string]bool{}
			for _, n := range v.levelNames(h.column(form.Level1), 1, h.bottom+1, s.limit(h.bottom)) {
				t.level1[n.name] = true
			}
		}
		for i := range h.columns {
			c := &h.columns[i]
			t.add(k, c.leaf.entry, c.role)
			if c.group != nil && !c.leaf.entry.Has(k) {
				t.add(k, c.group.entry, c.role)
			}
		}
	}
	v.labelTraits(s, &t)
	return t
}

// widest is the table with the most columns: the main one of several.
func widest(list []*header) *header {
	return slices.MaxFunc(list, func(a, b *header) int { return len(a.columns) - len(b.columns) })
}

// labelTraits adds the labels of goals and head.
func (v *view) labelTraits(s *segment, t *traits) {
	for row := s.top; row <= s.bottom; row++ {
		cells := v.row(row, s.band)
		goal := false
		if expected, actual := goalHeads(cells); expected != nil && actual != nil && expected != actual {
			goal = true
			t.add(layout.Goals, expected.entry, layout.Expected)
			t.add(layout.Goals, actual.entry, form.Actual)
			if c := best(cells, layout.Goals, layout.Adjusted); c != nil && c != expected && c != actual {
				t.add(layout.Goals, c.entry, layout.Adjusted)
			}
			if c := best(cells, layout.Goals, form.Completion); c != nil && c != expected && c != actual {
				t.add(layout.Goals, c.entry, form.Completion)
			}
		}
		for i := range cells {
			if e := cells[i].label; !goal && e.Has(layout.Head) {
				t.add(layout.Head, e, e.Role(layout.Head))
			}
		}
	}
}

// add notes a heading in its role, and for which layouts that is the printed wording.
func (t *traits) add(k layout.Kind, e *layout.Entry, r form.Role) {
	if e == nil || r == "" || r == layout.Ignore {
		return
	}
	bit := layout.RoleBit(k, r)
	if t.has[k]&(1<<bit) == 0 {
		t.order[k] = append(t.order[k], int8(bit))
	}
	t.has[k] |= 1 << bit
	for _, u := range e.Uses {
		if u.Kind == k && u.Bit >= 0 {
			t.exact[u.Layout][k] |= 1 << u.Bit
		}
	}
}
