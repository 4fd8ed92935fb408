package workbook

import (
	"jixiao/internal/cellref"
)

type formulaKind uint8

const (
	formulaPlain formulaKind = iota
	formulaShared
	formulaArray
	formulaTable // a what-if table; it has no formula text of its own
)

// formula is an <f> element.
type formula struct {
	text  string
	kind  formulaKind
	group int // of a shared formula, -1 otherwise
	cell  cellref.Ref
	area  cellref.Range // of a shared or array formula, on its master
}

// fills reports a formula whose result stands in several cells.
func (f *formula) fills() bool {
	return (f.kind == formulaArray || f.kind == formulaTable) && f.area.From != f.area.To
}

// parseTable returns what a what-if table hangs on: the figures and formulas along its upper and left edge.
func (f *formula) parseTable(sheet int) parsed {
	top, left := f.area, f.area
	top.From.Row, top.To.Row = top.From.Row-1, top.From.Row-1
	left.From.Col, left.To.Col = left.From.Col-1, left.From.Col-1
	if f.area.IsZero() || top.From.Row < 1 || left.From.Col < 1 {
		return parsed{opaque: true}
	}
	top.From.Col = left.From.Col
	return parsed{areas: []area{{sheet, top}, {sheet, left}}}
}

func (s *Sheet) addFormula(c *rawCell) {
	f := *c.formula
	s.formulas = append(s.formulas, f)
	c.stored.formula = uint32(len(s.formulas))
	if f.kind == formulaShared && f.text != "" {
		if s.shared == nil {
			s.shared = make(map[int]int)
		}
		if _, ok := s.shared[f.group]; !ok {
			s.shared[f.group] = len(s.formulas) - 1
		}
	}
	s.book.hasFormulas = true
}

// formulaText returns the text of formula i, which stands in cell at. A member of a shared formula gets
// its master's text moved to its own place.
func (s *Sheet) formulaText(i int, at cellref.Ref) string {
	f := &s.formulas[i]
	switch {
	case f.kind == formulaTable:
		return "TABLE()"
	case f.text != "":
		return f.text
	}
	master, ok := s.shared[f.group]
	if !ok {
		return "#REF!" // its master is gone: nothing can be computed from it
	}
	m := &s.formulas[master]
	return moveFormula(m.text, at.Row-m.cell.Row, at.Col-m.cell.Col)
}
