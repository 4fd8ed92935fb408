package recognize

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"jixiao/internal/cellref"
	"jixiao/internal/decimal"
	"jixiao/internal/form"
	"jixiao/internal/workbook"
)

// textGrid is a sheet drawn in a test: a line is a row, "|" divides cells, "<" merges a cell
// with its left neighbour and "^" with the one above, "⏎" is a line break, "#0.95{0%}" a number with
// its format, "@SUM(A1:A2)=3" a formula with its cached value.
type textGrid struct {
	name   string
	cells  map[cellref.Ref]workbook.Cell
	merges []cellref.Range
	hidden struct{ rows, cols map[int]bool }
}

func (g *textGrid) HiddenRow(row int) bool { return g.hidden.rows[row] }
func (g *textGrid) HiddenCol(col int) bool { return g.hidden.cols[col] }

func draw(name, text string) *textGrid {
	g := &textGrid{name: name, cells: map[cellref.Ref]workbook.Cell{}}
	owner := map[cellref.Ref]int{} // index into merges + 1
	for i, line := range strings.Split(strings.Trim(text, "\n"), "\n") {
		line = strings.TrimSuffix(strings.TrimSpace(line), "|")
		for j, s := range strings.Split(line, "|") {
			at := cellref.Ref{Row: i + 1, Col: j + 1}
			switch s = strings.TrimSpace(s); s {
			case "<":
				g.join(owner, at, cellref.Ref{Row: at.Row, Col: at.Col - 1})
			case "^":
				g.join(owner, at, cellref.Ref{Row: at.Row - 1, Col: at.Col})
			default:
				g.set(at, s)
			}
		}
	}
	return g
}

func (g *textGrid) join(owner map[cellref.Ref]int, at, to cellref.Ref) {
	n := owner[to]
	if n == 0 {
		g.merges = append(g.merges, cellref.Range{From: to, To: to})
		n = len(g.merges)
		owner[to] = n
	}
	g.merges[n-1] = g.merges[n-1].Include(at)
	owner[at] = n
}

func (g *textGrid) set(at cellref.Ref, s string) {
	if s == "" {
		return
	}
	c := workbook.Cell{Kind: workbook.Text, Raw: strings.ReplaceAll(s, "⏎", "\n")}
	if rest, ok := strings.CutPrefix(s, "#"); ok {
		raw, format, _ := strings.Cut(strings.TrimSuffix(rest, "}"), "{")
		if isNumber(raw) {
			c = workbook.Cell{Kind: workbook.Number, Raw: raw, Format: format}
		}
	}
	if rest, ok := strings.CutPrefix(s, "@"); ok {
		i := strings.LastIndexByte(rest, '=')
		switch {
		case i > 0 && isNumber(rest[i+1:]):
			c = workbook.Cell{Kind: workbook.Number, Raw: rest[i+1:], Formula: rest[:i]}
		case i > 0:
			c = workbook.Cell{Formula: rest[:i]}
		}
	}
	g.cells[at] = c
}

func isNumber(s string) bool {
	_, err := decimal.Parse(s)
	return err == nil
}

func (g *textGrid) refs() []cellref.Ref {
	var list []cellref.Ref
	for r := range g.cells {
		list = append(list, r)
	}
	slices.SortFunc(list, cellref.Ref.Compare)
	return list
}

func (g *textGrid) Name() string { return g.name }
func (g *textGrid) Area() cellref.Range {
	var a cellref.Range
	for r := range g.cells {
		a = a.Include(r)
	}
	return a
}
func (g *textGrid) Cell(r cellref.Ref) workbook.Cell { return g.cells[r] }
func (g *textGrid) Merges() []cellref.Range          { return g.merges }
func (g *textGrid) Merge(r cellref.Ref) (cellref.Range, bool) {
	for _, m := range g.merges {
		if m.Contains(r) {
			return m, true
		}
	}
	return cellref.Range{}, false
}
func (g *textGrid) All() iter.Seq2[cellref.Ref, workbook.Cell] {
	return func(yield func(cellref.Ref, workbook.Cell) bool) {
		for _, r := range g.refs() {
			if !yield(r, g.cells[r]) {
				return
			}
		}
	}
}

// describe writes a form in words, a line for everything that was read, for golden files. With
// cells false places are left out, for comparing a form with a moved copy of itself.
func describe(f *form.Form, cells bool) string {
	d := describer{cells: cells}
	if cells {
		d.line("form %s %s", f.Sheet, f.Area)
	}
	d.line("layout %s %s year %d", f.Layout, f.Level, f.Year)
	d.values("title", f.Title)
	p := f.Project
	d.values("project", p.Name, p.Code, p.Department, p.Unit, p.Person)
	d.line("funds unit %q points %q", f.Funds.MoneyUnit, f.Funds.HeadingPoints)
	for _, r := range f.Funds.Rows {
		mark := " "
		if r.Total {
			mark = "*"
		}
		d.values("fund"+mark, r.Label, r.Initial, r.Budget, r.Received, r.Executed, r.Rate, r.Points, r.Score, r.ReviewScore, r.Reason)
	}
	for _, g := range f.Goals {
		d.values("goal", g.Expected, g.Actual, g.Completion)
	}
	for _, s := range f.Sections {
		d.line("section %d %s %s rows %v", s.Level, s.Name, s.Points, s.Rows)
	}
	for _, i := range f.Indicators {
		d.indicator(i)
	}
	t := f.Total
	d.values("total", t.Label, t.Points, t.Score, t.ReviewScore, t.Grade)
	for _, n := range f.Notes {
		d.values("note "+n.Label, n.Text)
	}
	return d.String()
}

type describer struct {
	strings.Builder
	cells bool
}

func (d *describer) line(format string, args ...any) { fmt.Fprintf(d, format+"\n", args...) }

func (d *describer) value(v form.Value) string {
	s := strings.ReplaceAll(v.Text, "\n", "⏎") + v.Error
	switch {
	case !v.Exists():
		return "-"
	case d.cells:
		return s + "@" + v.Cell.String()
	}
	return s
}

func (d *describer) values(label string, list ...form.Value) {
	parts := []string{label}
	for _, v := range list {
		parts = append(parts, d.value(v))
	}
	d.line("%s", strings.Join(parts, " | "))
}

func (d *describer) indicator(i form.Indicator) {
	head := fmt.Sprintf("row %s/%s/%s", i.Level1, i.Level2, i.Name)
	if d.cells {
		head = fmt.Sprintf("row %d table %d %s/%s/%s", i.Row, i.Table, i.Level1, i.Level2, i.Name)
	}
	for _, m := range []struct {
		is   bool
		word string
	}{{i.SubRow, " sub"}, {i.ScoreShared, " score-shared"}, {i.PointsShared, " points-shared"}} {
		if m.is {
			head += m.word
		}
	}
	parts := []string{head}
	for _, c := range []struct {
		name  string
		value form.Value
	}{{"dir", i.Direction}, {"pol", i.Polarity}, {"unit", i.Unit}, {"target", i.Target}, {"actual", i.Actual}, {"done", i.Completion},
		{"points", i.Points}, {"factor", i.Factor}, {"score", i.Score}, {"review", i.ReviewScore}, {"conv", i.Converted},
		{"reason", i.Reason}, {"desc", i.Describe}, {"evid", i.Evidence}, {"rem", i.Remark}} {
		if c.value.Exists() {
			parts = append(parts, c.name+"="+d.value(c.value))
		}
	}
	d.line("%s", strings.Join(parts, " | "))
}

// Computed knows no formulas: the grids of these tests hold values.
func (g *textGrid) Computed(cellref.Ref) (workbook.Cell, bool) { return workbook.Cell{}, false }
