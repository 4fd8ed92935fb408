package workbook

import (
	"slices"
	"sort"
	"strings"

	"jixiao/internal/cellref"
)

// settle computes a formula once and writes its result where it differs from the cached one.
func (c *calc) settle(f *formulaCell) {
	switch f.state {
	case done:
		return
	case running: // a circle: nothing is known
		f.value, f.known = value{}, false
		return
	}
	f.state = running
	if p := c.parse(f); p.root != nil && !p.opaque && c.depth < maxChain && !c.b.asShown {
		c.depth++
		f.value, f.known = c.eval.eval(p.root)
		c.depth--
		if f.value.kind == vBlank {
			f.value = intNumber(0)
		}
	}
	f.state = done
	if e := c.want[f.cellKey]; e != nil {
		c.settleWanted(f, e)
		return
	}
	if c.isDirty(f) {
		c.writeResult(f)
	}
}

// settleWanted keeps an edited formula that comes to the wanted value and replaces any other.
func (c *calc) settleWanted(f *formulaCell, e *plannedEdit) {
	s := c.b.sheets[f.sheet]
	cached := s.cell(f.cell)
	want := e.value()
	agrees := f.known && compareValues(f.value, want) == 0 && f.value.kind == want.kind
	if !f.known && e.same(cached) && !c.dependsOnChange(c.parse(f)) {
		agrees = true
		f.value, f.known = want, true
		return
	}
	if agrees {
		c.writeResult(f)
		return
	}
	c.unshare(f)
	cw := c.w.sheets[f.sheet].write(f.Ref)
	cw.value, cw.formula = true, formulaDrop
	cw.kind, cw.text = e.content()
	f.value, f.known = want, true
	c.w.dropChain = true
	c.w.out.Written = append(c.w.out.Written, f.Ref)
	c.w.out.Replaced = append(c.w.out.Replaced, Replaced{
		Sheet: s.name, Cell: f.Ref, Formula: cached.Formula, Cached: cached.Raw, Value: cw.text,
	})
}

// dissolve turns a formula whose result fills several cells into its values, because one of these cells gets
// a value of its own: the program that computes the formula would put its result over it.
func (c *calc) dissolve(f *formulaCell) {
	s := c.b.sheets[f.sheet]
	cached := s.cell(f.cell)
	cw := c.w.sheets[f.sheet].write(f.Ref)
	if e := c.want[f.cellKey]; e != nil {
		cw.kind, cw.text = e.content()
		f.value, f.known = e.value(), true
		if !e.same(cached) {
			c.w.out.Written = append(c.w.out.Written, f.Ref)
			c.over[f.cellKey] = f.value
			c.changed = append(c.changed, f.cellKey)
		}
		delete(c.want, f.cellKey)
	} else {
		cw.kind, cw.text = f.cell.kind, s.raw(f.cell)
		f.value, f.known = s.valueOf(f.cell)
	}
	cw.value, cw.formula = true, formulaDrop
	f.state, f.dirty = done, no
	c.w.dropChain = true
	c.w.out.Replaced = append(c.w.out.Replaced, Replaced{
		Sheet: s.name, Cell: f.Ref, Formula: cached.Formula, Cached: cached.Raw, Value: cw.text, Block: c.filled(f),
	})
}

// dissolveBlocks does so for every formula that has an edited cell in its result.
func (c *calc) dissolveBlocks() {
	for i := range c.wide {
		c.wide[i] = slices.DeleteFunc(c.wide[i], func(f *formulaCell) bool {
			hit := slices.ContainsFunc(c.changed, func(at cellKey) bool { return at.sheet == f.sheet && c.filled(f).Contains(at.Ref) })
			if hit {
				c.dissolve(f)
			}
			return hit
		})
	}
}

// unshare gives the members of a shared formula their own formulas before its master goes.
func (c *calc) unshare(f *formulaCell) {
	s := c.b.sheets[f.sheet]
	rec := &s.formulas[f.cell.formula-1]
	if rec.kind != formulaShared || rec.text == "" {
		return
	}
	for _, other := range c.formulas[f.sheet] {
		o := &s.formulas[other.cell.formula-1]
		if other != f && o.kind == formulaShared && o.group == rec.group && o.text == "" {
			cw := c.w.sheets[f.sheet].write(other.Ref)
			if cw.formula != formulaKeep {
				continue
			}
			cw.formula, cw.own = formulaUnshare, s.formulaText(int(other.cell.formula)-1, other.Ref)
			if !cw.value { // written again with what it has
				cw.kind, cw.text = other.cell.kind, s.raw(other.cell)
				if cw.kind == Empty {
					cw.text = ""
				}
			}
		}
	}
}

// writeResult writes a formula's new cached value, or takes the old one away when it is not known.
func (c *calc) writeResult(f *formulaCell) {
	s := c.b.sheets[f.sheet]
	if !f.known {
		c.uncertain = append(c.uncertain, f.cellKey)
		c.forget(f.sheet, f.cell)
		c.forgetArea(f)
		return
	}
	if old, ok := s.valueOf(f.cell); ok && f.cell.kind != Empty && old.kind == f.value.kind && sameValue(old, f.value) {
		return
	}
	cw := c.w.sheets[f.sheet].write(f.Ref)
	cw.value = true
	cw.kind, cw.text = storedAs(f.value)
	c.w.out.Written = append(c.w.out.Written, f.Ref)
}

// forget takes the cached value of a cell away.
func (c *calc) forget(sheet int, st *stored) {
	if st.kind != Empty {
		cw := c.w.sheets[sheet].write(st.ref())
		cw.value, cw.kind, cw.text = true, Empty, ""
	}
}

// forgetArea does so for the other cells that share the result of an array formula.
func (c *calc) forgetArea(f *formulaCell) {
	s := c.b.sheets[f.sheet]
	rec := &s.formulas[f.cell.formula-1]
	if !rec.fills() {
		return
	}
	from := sort.Search(len(s.cells), func(i int) bool { return int(s.cells[i].row) >= rec.area.From.Row })
	for i := from; i < len(s.cells) && int(s.cells[i].row) <= rec.area.To.Row; i++ {
		st := &s.cells[i]
		if _, edited := c.over[cellKey{f.sheet, st.ref()}]; st.formula == 0 && !edited && rec.area.Contains(st.ref()) {
			c.forget(f.sheet, st)
		}
	}
}

// report lists the uncertain cells in reading order.
func (c *calc) report() {
	slices.SortFunc(c.uncertain, func(a, b cellKey) int {
		if a.sheet != b.sheet {
			return a.sheet - b.sheet
		}
		return a.Compare(b.Ref)
	})
	for _, at := range c.uncertain {
		c.w.out.Uncertain = append(c.w.out.Uncertain, placeOf(c.b.sheets[at.sheet].name, at.Ref))
	}
}

func sameValue(a, b value) bool {
	switch a.kind {
	case vText, vFault:
		return a.text == b.text
	}
	return compareValues(a, b) == 0
}

// storedAs is how a value stands in a cell.
func storedAs(v value) (Kind, string) {
	switch v.kind {
	case vNumber:
		return Number, v.num.String()
	case vText:
		return Text, v.text
	case vBool:
		return Bool, toText(v)
	}
	return Fault, v.text
}

// placeOf writes a cell with its sheet: 自评表!F12, '自评 表'!F12.
func placeOf(sheet string, r cellref.Ref) string {
	return quoteSheet(sheet) + "!" + r.String()
}

func quoteSheet(name string) string {
	for i := 0; i < len(name); i++ {
		if c := name[i]; !isLetter(c) && !(isDigit(c) && i > 0) {
			return "'" + strings.ReplaceAll(name, "'", "''") + "'"
		}
	}
	return name
}
