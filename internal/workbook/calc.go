package workbook

import (
	"sort"
	"strings"

	"jixiao/internal/cellref"
	"jixiao/internal/decimal"
)

// calc decides the values of one Apply: which edits change a cell, which formulas depend on them and
// what these come to. It is used by one goroutine and thrown away.
type calc struct {
	w        *writer
	b        *Book
	over     map[cellKey]value // cells that get another value
	changed  []cellKey         // the same, in order
	want     map[cellKey]*plannedEdit
	formulas [][]*formulaCell // by sheet, in reading order
	byCell   map[cellKey]*formulaCell
	wide     [][]*formulaCell // by sheet: those whose result fills several cells
	eval     evaluator
	depth    int
	circle   bool // a formula was asked about while the same question was open

	uncertain []cellKey
}

// formulaCell is one formula of the book and what is known of it.
type formulaCell struct {
	cellKey
	cell   *stored
	parsed *parsed
	dirty  tristate // depends on a changed cell
	state  state
	value  value
	known  bool
}

type tristate uint8

const (
	unknown tristate = iota
	asking           // on the way down from it
	no
	yes
)

type state uint8

const (
	untouched state = iota
	running
	done
)

// maxChain bounds how deep formulas may hang on one another.
const maxChain = 20_000

// decide turns the planned edits into cell writes.
func (w *writer) decide() {
	c := calc{w: w, b: w.b}
	valued := false
	for i := range w.sheets {
		for k := range w.sheets[i].edits {
			e := &w.sheets[i].edits[k]
			if e.Number == "" && e.Text == "" {
				continue
			}
			valued = true
			at := cellKey{i, e.Cell}
			st := w.b.sheets[i].find(e.Cell)
			if st != nil && st.formula > 0 {
				if c.want == nil {
					c.want = make(map[cellKey]*plannedEdit)
				}
				c.want[at] = e
				continue
			}
			if st == nil || !e.same(w.b.sheets[i].cell(st)) {
				c.set(at, e)
			}
		}
	}
	if valued && w.b.hasFormulas {
		c.recompute()
	}
}

// same reports a cell that already says what the edit wants; a number stored as text counts.
func (e *plannedEdit) same(c Cell) bool {
	if e.Number == "" {
		return c.Kind == Text && c.Raw == e.Text
	}
	text := ""
	switch c.Kind {
	case Number:
		text = c.number()
	case Text:
		text = strings.TrimSpace(c.Raw)
	default:
		return false
	}
	d, err := decimal.Parse(text)
	return err == nil && d.Equal(e.number)
}

// set notes that a cell without formula gets the edit's value.
func (c *calc) set(at cellKey, e *plannedEdit) {
	s := c.b.sheets[at.sheet]
	cw := c.w.sheets[at.sheet].write(at.Ref)
	cw.value, cw.formula = true, formulaDrop
	cw.kind, cw.text = e.content()
	if s.find(at.Ref) == nil {
		if style := c.w.sheets[at.sheet].styleOfEmpty(s, at.Ref); style > 0 {
			cw.style = style
		}
	}
	c.w.out.Written = append(c.w.out.Written, at.Ref)
	if c.b.hasFormulas {
		if c.over == nil {
			c.over = make(map[cellKey]value)
		}
		c.over[at] = e.value()
		c.changed = append(c.changed, at)
	}
}

func (e *plannedEdit) content() (Kind, string) {
	if e.Number != "" {
		return Number, e.number.Plain().String()
	}
	return Text, e.Text
}

func (e *plannedEdit) value() value {
	if e.Number == "" {
		return textValue(e.Text)
	}
	n, _ := numOf(e.number.Plain().String())
	return number(n)
}

// recompute settles all formulas that are edited or depend on changed cells.
func (c *calc) recompute() {
	c.start()
	c.dissolveBlocks()
	for at := range c.want { // they count as changed until they are settled
		if f := c.byCell[at]; f != nil {
			f.dirty = yes
		}
	}
	c.findDirty()
	for i := range c.formulas {
		for _, f := range c.formulas[i] {
			if f.dirty == yes {
				c.settle(f)
			}
		}
	}
	c.report()
}

// Computed returns the cell with the value that its formula comes to, for files whose writer stored none
// (Kind Empty beside a Formula). ok is false when the cell has no formula, or one that this package does
// not understand. Numbers are rounded to the 15 significant digits that spreadsheets keep.
func (s *Sheet) Computed(r cellref.Ref) (c Cell, ok bool) {
	st := s.find(r)
	if st == nil || st.formula == 0 || st.covered() {
		return Cell{}, false
	}
	reading := &s.book.reading
	reading.Lock()
	defer reading.Unlock()
	if reading.calc == nil {
		reading.calc = &calc{b: s.book}
		reading.calc.start()
	}
	reading.calc.eval.steps = 0
	f := reading.calc.byCell[cellKey{s.book.sheetIndex(s.name), r}]
	reading.calc.settle(f)
	if !f.known {
		return Cell{}, false
	}
	c = s.cell(st)
	c.Kind, c.Raw = storedAs(f.value)
	return c, true
}

func (c *calc) start() {
	c.eval.cellValue, c.eval.each = c.cellValue, c.each
	c.collect()
}

// collect lists the book's formulas.
func (c *calc) collect() {
	c.byCell = make(map[cellKey]*formulaCell)
	c.formulas = make([][]*formulaCell, len(c.b.sheets))
	c.wide = make([][]*formulaCell, len(c.b.sheets))
	for i, s := range c.b.sheets {
		if len(s.formulas) == 0 {
			continue
		}
		all := make([]formulaCell, 0, len(s.formulas))
		for k := range s.cells {
			if st := &s.cells[k]; st.formula > 0 {
				all = append(all, formulaCell{cellKey: cellKey{i, st.ref()}, cell: st})
			}
		}
		for k := range all {
			c.formulas[i] = append(c.formulas[i], &all[k])
			c.byCell[all[k].cellKey] = &all[k]
			if s.formulas[all[k].cell.formula-1].fills() {
				c.wide[i] = append(c.wide[i], &all[k])
			}
		}
	}
}

func (c *calc) parse(f *formulaCell) *parsed {
	if f.parsed == nil {
		s := c.b.sheets[f.sheet]
		rec := &s.formulas[f.cell.formula-1]
		var p parsed
		if rec.kind == formulaTable {
			p = rec.parseTable(f.sheet)
		} else {
			p = c.b.parseFormula(s.formulaText(int(f.cell.formula)-1, f.Ref), f.sheet, 0)
		}
		if rec.fills() {
			p.root = nil // several cells share its result
		}
		f.parsed = &p
	}
	return f.parsed
}

// cellValue is what a cell comes to after the edits.
func (c *calc) cellValue(at cellKey) (value, bool) {
	if v, ok := c.over[at]; ok {
		return v, true
	}
	if f := c.byCell[at]; f != nil && (c.isDirty(f) || f.cell.kind == Empty) {
		c.settle(f)
		return f.value, f.known
	}
	s := c.b.sheets[at.sheet]
	st := s.find(at.Ref)
	if st == nil {
		return value{}, true
	}
	for _, f := range c.wide[at.sheet] {
		if st.formula == 0 && c.filled(f).Contains(at.Ref) && c.isDirty(f) {
			if c.settle(f); !f.known {
				return value{}, false
			}
		}
	}
	return s.valueOf(st)
}

// filled returns the cells that a formula's result fills.
func (c *calc) filled(f *formulaCell) cellref.Range {
	return c.b.sheets[f.sheet].formulas[f.cell.formula-1].area
}

// valueOf is the stored value of a cell; a covered one has its value here, as it has in spreadsheets.
func (s *Sheet) valueOf(st *stored) (value, bool) {
	raw := s.raw(st)
	switch st.kind {
	case Number:
		n, ok := numOf(raw)
		return number(n), ok
	case Text:
		return textValue(raw), true
	case Bool:
		return boolean(raw == "TRUE"), true
	case Fault:
		return fault(raw), strings.HasPrefix(raw, "#")
	}
	return value{}, st.formula == 0
}

// each visits the values of the cells in an area that are not blank.
func (c *calc) each(a area, visit func(value) bool) bool {
	s := c.b.sheets[a.sheet]
	from := sort.Search(len(s.cells), func(i int) bool { return int(s.cells[i].row) >= a.From.Row })
	for i := from; i < len(s.cells) && int(s.cells[i].row) <= a.To.Row; i++ {
		if c.eval.steps++; c.eval.steps > maxSteps {
			return false
		}
		if r := s.cells[i].ref(); a.Contains(r) {
			v, ok := c.cellValue(cellKey{a.sheet, r})
			if !ok || !visit(v) {
				return false
			}
		}
	}
	for _, at := range c.changed {
		if at.sheet == a.sheet && a.Contains(at.Ref) && s.find(at.Ref) == nil && !visit(c.over[at]) {
			return false
		}
	}
	return true
}
