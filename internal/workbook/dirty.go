package workbook

import "sort"

// maxRounds bounds how often formulas are asked again; ranges that hold each other's formulas crosswise
// need a second round, rarely a third.
const maxRounds = 8

// findDirty finds all formulas that depend on a change. What was answered no while a circle was open may
// hang on a formula that turned out dirty later, so it is asked again until nothing more comes up.
func (c *calc) findDirty() {
	for round := 1; ; round++ {
		c.circle = false
		found := c.askAll()
		if !c.circle || !found {
			return
		}
		for i := range c.formulas {
			for _, f := range c.formulas[i] {
				switch {
				case f.dirty == yes:
				case round == maxRounds:
					f.dirty = yes
				default:
					f.dirty = unknown
				}
			}
		}
	}
}

// askAll asks every formula that is not settled; it reports whether one turned out dirty.
func (c *calc) askAll() (found bool) {
	for i := range c.formulas {
		for _, f := range c.formulas[i] {
			if f.dirty == unknown && c.isDirty(f) {
				found = true
			}
		}
	}
	return found
}

// isDirty reports a formula that depends on a changed cell, directly or through other formulas.
func (c *calc) isDirty(f *formulaCell) bool {
	switch f.dirty {
	case unknown:
	case asking:
		c.circle = true
		return false
	default:
		return f.dirty == yes
	}
	f.dirty = asking
	c.depth++
	if c.depth > maxChain || c.dependsOnChange(c.parse(f)) {
		f.dirty = yes
	} else {
		f.dirty = no
	}
	c.depth--
	return f.dirty == yes
}

func (c *calc) dependsOnChange(p *parsed) bool {
	if p.opaque && (len(c.changed) > 0 || len(c.want) > 0) {
		return true
	}
	for _, a := range p.areas {
		for _, at := range c.changed {
			if at.sheet == a.sheet && a.Contains(at.Ref) {
				return true
			}
		}
		if c.dirtyWithin(a) {
			return true
		}
	}
	return false
}

// dirtyWithin reports a dirty formula in an area. Beyond the step limit everything counts as dirty:
// an unneeded recomputation is harmless, a stale value is not.
func (c *calc) dirtyWithin(a area) bool {
	for _, f := range c.wide[a.sheet] {
		if c.filled(f).Overlaps(a.Range) && c.isDirty(f) {
			return true
		}
	}
	list := c.formulas[a.sheet]
	from := sort.Search(len(list), func(i int) bool { return list[i].Row >= a.From.Row })
	for _, f := range list[from:] {
		if f.Row > a.To.Row {
			return false
		}
		if c.eval.steps++; c.eval.steps > maxSteps {
			return true
		}
		if a.Contains(f.Ref) && c.isDirty(f) {
			return true
		}
	}
	return false
}
