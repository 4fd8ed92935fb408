package workbook

import (
	"iter"
	"slices"
	"sort"
	"strings"

	"jixiao/internal/cellref"
)

// Sheet is one worksheet. It never changes.
type Sheet struct {
	book   *Book
	tab    int // index in the book's tabs
	name   string
	hidden bool
	part   int
	xml    []byte

	cells    []stored // non-empty ones, in reading order
	rows     []rowSpan
	texts    []string
	formulas []formula
	shared   map[int]int // formula group → index of its master in formulas
	merges   []cellref.Range
	reach    []int // see mergeAt
	cols     []colSpan
	area     cellref.Range
	zeroRows bool // rows are hidden unless they say otherwise
	marks    sheetMarks
}

// where a stored cell's text is.
const (
	inPart   = iota // a range of the part
	inShared        // an index of the shared strings
	inTexts         // an index of the sheet's own texts
)

// stored is a cell as the scan leaves it: 24 bytes, so that a large sheet stays small.
type stored struct {
	row     int32
	col     uint16
	kind    Kind
	where   uint8 // lowest two bits: where the text is; flags below
	style   uint32
	off, n  uint32
	formula uint32 // index in formulas plus one; 0 for none
}

const (
	whereMask   = 3
	flagCovered = 4 // lies under a merged cell
)

func (c *stored) ref() cellref.Ref { return cellref.Ref{Row: int(c.row), Col: int(c.col)} }
func (c *stored) covered() bool    { return c.where&flagCovered != 0 }

// rowSpan is a <row> element: where it is in the part.
type rowSpan struct {
	row        int32
	start, end uint32
	hidden     bool
}

type colSpan struct {
	from, to int
	style    int
	width    float64 // characters
	hidden   bool
}

// sheetMarks are the places in the part that writing needs.
type sheetMarks struct {
	prefix    string  // of the root element, with its colon
	root      span    // the root's start tag
	data      span    // the inside of <sheetData>; empty range in an empty element
	dataTag   span    // <sheetData/> when it is empty
	dimension span    // value of <dimension ref="…">
	legacy    string  // relation of the VML drawing
	afterDraw int     // where <legacyDrawing> belongs when there is none
	colWidth  float64 // default width in characters, 0 when not given
	rowHeight float64 // default height in points, 0 when not given
}

// Name returns the sheet's name.
func (s *Sheet) Name() string { return s.name }

// Hidden reports a sheet that is not shown.
func (s *Sheet) Hidden() bool { return s.hidden }

// Area returns the smallest range with all non-empty cells; the zero Range when there are none.
func (s *Sheet) Area() cellref.Range { return s.area }

// Cell returns a cell; the zero Cell when it is empty or covered by a merged one.
func (s *Sheet) Cell(r cellref.Ref) Cell {
	if c := s.find(r); c != nil && !c.covered() {
		return s.cell(c)
	}
	return Cell{}
}

func (s *Sheet) find(r cellref.Ref) *stored {
	lo, hi := 0, len(s.cells)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		c := &s.cells[mid]
		if int(c.row) < r.Row || int(c.row) == r.Row && int(c.col) < r.Col {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(s.cells) && int(s.cells[lo].row) == r.Row && int(s.cells[lo].col) == r.Col {
		return &s.cells[lo]
	}
	return nil
}

func (s *Sheet) cell(c *stored) Cell {
	out := Cell{Kind: c.kind, Raw: s.raw(c), Format: s.book.format(c.style), date1904: s.book.date1904}
	if c.formula > 0 {
		out.Formula = s.formulaText(int(c.formula)-1, c.ref())
	}
	return out
}

func (s *Sheet) raw(c *stored) string {
	switch c.where & whereMask {
	case inShared:
		return s.book.strings[c.off]
	case inTexts:
		return s.texts[c.off]
	}
	return view(s.xml[c.off : c.off+c.n])
}

func (b *Book) format(style uint32) string {
	if int(style) < len(b.formats) {
		return b.formats[style]
	}
	return ""
}

// All returns the non-empty cells row by row, without those that a merged cell covers.
func (s *Sheet) All() iter.Seq2[cellref.Ref, Cell] {
	return func(yield func(cellref.Ref, Cell) bool) {
		for i := range s.cells {
			if c := &s.cells[i]; !c.covered() && !yield(c.ref(), s.cell(c)) {
				return
			}
		}
	}
}

// Merges returns the merged ranges in reading order. Of ranges that overlap, as broken files have
// them, only the first is kept.
func (s *Sheet) Merges() []cellref.Range { return s.merges }

// Merge returns the merged range that r lies in.
func (s *Sheet) Merge(r cellref.Ref) (cellref.Range, bool) {
	return s.mergeIn(0, len(s.merges), r)
}

// mergeIn searches merges[lo:hi], which are sorted by their first row. reach[mid] is the last row that
// any range of that half reaches, so that whole halves are left out.
func (s *Sheet) mergeIn(lo, hi int, r cellref.Ref) (cellref.Range, bool) {
	if lo >= hi {
		return cellref.Range{}, false
	}
	mid := int(uint(lo+hi) >> 1)
	if s.reach[mid] < r.Row {
		return cellref.Range{}, false
	}
	if m, ok := s.mergeIn(lo, mid, r); ok {
		return m, true
	}
	if s.merges[mid].From.Row > r.Row {
		return cellref.Range{}, false
	}
	if s.merges[mid].Contains(r) {
		return s.merges[mid], true
	}
	return s.mergeIn(mid+1, hi, r)
}

func (s *Sheet) indexMerges(lo, hi int) int {
	if lo >= hi {
		return 0
	}
	mid := int(uint(lo+hi) >> 1)
	s.reach[mid] = max(s.merges[mid].To.Row, s.indexMerges(lo, mid), s.indexMerges(mid+1, hi))
	return s.reach[mid]
}

// settleMerges sorts the merged ranges, drops overlapping ones and marks the covered cells: one sweep
// over the rows with the ranges that are open there, ordered by column.
func (s *Sheet) settleMerges() {
	if len(s.merges) == 0 {
		return
	}
	slices.SortStableFunc(s.merges, func(a, b cellref.Range) int { return a.From.Compare(b.From) })
	w := mergeSweep{cells: s.cells, ends: cellref.MaxRow}
	kept := s.merges[:0]
	for _, m := range s.merges {
		for len(w.cells) > 0 && int(w.cells[0].row) < m.From.Row {
			w.coverRow()
		}
		if w.add(m) {
			kept = append(kept, m)
		}
	}
	s.merges = kept
	for len(w.cells) > 0 && len(w.open) > 0 {
		w.coverRow()
	}
	s.reach = make([]int, len(s.merges))
	s.indexMerges(0, len(s.merges))
}

// mergeSweep is the state of settleMerges: the cells still to come and the ranges open at their row,
// ordered by column. ends is the first row after which one of them may be over.
type mergeSweep struct {
	cells []stored
	open  []cellref.Range
	ends  int
}

// at returns the index of the first open range that reaches column col.
func (w *mergeSweep) at(col int) int {
	return sort.Search(len(w.open), func(i int) bool { return w.open[i].To.Col >= col })
}

// add opens m unless it overlaps a range that is open.
func (w *mergeSweep) add(m cellref.Range) bool {
	at := w.at(m.From.Col)
	for at < len(w.open) && w.open[at].To.Row < m.From.Row && w.open[at].From.Col <= m.To.Col {
		w.open = append(w.open[:at], w.open[at+1:]...)
	}
	if at < len(w.open) && w.open[at].From.Col <= m.To.Col {
		return false
	}
	w.open = append(w.open, cellref.Range{})
	copy(w.open[at+1:], w.open[at:])
	w.open[at] = m
	w.ends = min(w.ends, m.To.Row)
	return true
}

// coverRow marks the covered cells of the next row.
func (w *mergeSweep) coverRow() {
	row := int(w.cells[0].row)
	if w.ends < row {
		w.ends = cellref.MaxRow
		live := w.open[:0]
		for _, m := range w.open {
			if m.To.Row >= row {
				live = append(live, m)
				w.ends = min(w.ends, m.To.Row)
			}
		}
		w.open = live
	}
	for ; len(w.cells) > 0 && int(w.cells[0].row) == row; w.cells = w.cells[1:] {
		c := &w.cells[0]
		at := w.at(int(c.col))
		if at < len(w.open) && w.open[at].Contains(c.ref()) && w.open[at].From != c.ref() {
			c.where |= flagCovered
		}
	}
}

// HiddenRow reports a row that is not shown.
func (s *Sheet) HiddenRow(row int) bool {
	i := sort.Search(len(s.rows), func(i int) bool { return int(s.rows[i].row) >= row })
	if i < len(s.rows) && int(s.rows[i].row) == row {
		return s.rows[i].hidden
	}
	return s.zeroRows
}

// HiddenCol reports a column that is not shown.
func (s *Sheet) HiddenCol(col int) bool {
	for _, c := range s.cols {
		if col >= c.from && col <= c.to {
			return c.hidden
		}
	}
	return false
}

// SheetNamed returns the worksheet with this name, compared without case as Excel does; nil when none.
func (b *Book) SheetNamed(name string) *Sheet {
	for _, s := range b.sheets {
		if s.name == name {
			return s
		}
	}
	for _, s := range b.sheets {
		if strings.EqualFold(s.name, name) {
			return s
		}
	}
	return nil
}
