package workbook

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"jixiao/internal/cellref"
	"jixiao/internal/decimal"
)

// writer is one Apply: what has been decided and which parts change. The Book stays as it is.
type writer struct {
	b         *Book
	zip       archive     // the book's, with a meter of its own
	sheets    []sheetPlan // by index in b.sheets
	changed   map[int][]byte
	added     []newPart
	rels      []*relsEdit
	types     *typesEdit
	styles    *styleEditor
	shaded    []shadeMark
	out       Applied
	dropChain bool // a formula is gone: the calculation chain must not name it
}

// sheetPlan is what happens to one sheet.
type sheetPlan struct {
	edits  []plannedEdit // by cell
	writes []cellWrite   // made from edits and recomputed formulas
	index  map[cellref.Ref]int
	extra  []patch // other changes of the part
	rows   map[int]*rowScan
}

// row returns a row of the sheet taken apart; i is its index in the sheet's rows.
func (p *sheetPlan) row(s *Sheet, i int) *rowScan {
	if r := p.rows[i]; r != nil {
		return r
	}
	if p.rows == nil {
		p.rows = make(map[int]*rowScan)
	}
	r := s.scanRow(s.rows[i])
	p.rows[i] = &r
	return &r
}

// plannedEdit is an Edit at its true place: the anchor of a merged cell.
type plannedEdit struct {
	Edit
	number decimal.Decimal
}

// formulaFate says what becomes of a written cell's formula.
type formulaFate uint8

const (
	formulaKeep formulaFate = iota
	formulaDrop
	formulaUnshare // a member of a shared formula gets a formula of its own
)

// cellWrite is one <c> element to be written.
type cellWrite struct {
	ref     cellref.Ref
	value   bool // kind and text replace the value; Kind Empty takes the cached value away
	kind    Kind
	text    string
	formula formulaFate
	own     string // the formula of formulaUnshare
	style   int    // new style, -1 to keep
}

// Apply writes edits and an appended sheet into a copy of the workbook: the parts that change are
// spliced, all others are copied as they are. An edit of a cell that a merged one covers goes to the
// merged cell. Comments of an earlier Apply on the edited sheets that are not repeated are removed.
//
// A shade of an earlier Apply that is not repeated is taken back: the appended sheet remembers what its
// cell looked like (an Apply without that sheet takes back, but does not remember). Beside a threaded comment ours stands in the note that older programs show. A copy of a workbook that was
// encrypted with the default password is not encrypted.
//
// Cached values of formulas that depend on a changed cell are recomputed, or removed where this package
// does not understand the formula. The error is an *Error when a part of the package is damaged, and
// another error when an edit names no sheet or holds no number or colour.
func (b *Book) Apply(edits []Edit, add *NewSheet) (Applied, error) {
	w := &writer{b: b, zip: b.zip.apart(), sheets: make([]sheetPlan, len(b.sheets)), changed: make(map[int][]byte, 8)}
	if err := w.plan(edits); err != nil {
		return Applied{}, err
	}
	w.decide()
	if e := w.build(add); e != nil {
		return Applied{}, e
	}
	data, e := b.zip.write(w.changed, w.added)
	if e != nil {
		return Applied{}, e
	}
	w.out.Data = data
	return w.out, nil
}

// build makes the changed parts.
func (w *writer) build(add *NewSheet) *Error {
	w.shade()
	for i := range w.sheets {
		if e := w.comment(i); e != nil {
			return e
		}
	}
	if add != nil {
		if e := w.addSheet(add); e != nil {
			return e
		}
	}
	for i := range w.sheets {
		w.spliceSheet(i)
	}
	if w.styles != nil {
		if e := w.styles.finish(w); e != nil {
			return e
		}
	}
	if e := w.finishMain(add); e != nil {
		return e
	}
	return w.finishPackage()
}

// plan sorts the edits by sheet and cell and joins those of one cell; the later one wins.
func (w *writer) plan(edits []Edit) error {
	for _, e := range edits {
		i := w.b.sheetIndex(e.Sheet)
		if i < 0 {
			return fmt.Errorf("edit of %s: the workbook has no worksheet %q", e.Cell, e.Sheet)
		}
		if e.Cell.Row < 1 || e.Cell.Row > cellref.MaxRow || e.Cell.Col < 1 || e.Cell.Col > cellref.MaxCol {
			return fmt.Errorf("edit of sheet %q: %+v is no cell", e.Sheet, e.Cell)
		}
		if e.Number != "" {
			if _, err := decimal.Parse(e.Number); err != nil {
				return fmt.Errorf("edit of %s: %q: %w", e.Cell, e.Number, err)
			}
		}
		if e.Shade != "" && !isColour(e.Shade) {
			return fmt.Errorf("edit of %s: %q is no colour RRGGBB", e.Cell, e.Shade)
		}
		e.Text = writable(e.Text)
		if m, ok := w.b.sheets[i].Merge(e.Cell); ok {
			e.Cell = m.From
		}
		w.sheets[i].edits = append(w.sheets[i].edits, plannedEdit{Edit: e})
	}
	for i := range w.sheets {
		w.sheets[i].edits = joinEdits(w.sheets[i].edits)
	}
	return nil
}

// writable returns text without the characters that XML cannot hold.
func writable(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\r' || !legalXML(r) {
			return -1
		}
		return r
	}, s)
}

func isColour(s string) bool {
	_, err := strconv.ParseUint(s, 16, 32)
	return err == nil && len(s) == 6
}

func joinEdits(edits []plannedEdit) []plannedEdit {
	slices.SortStableFunc(edits, func(a, b plannedEdit) int { return a.Cell.Compare(b.Cell) })
	out := edits[:0]
	for _, e := range edits {
		if e.Number != "" {
			e.number = decimal.MustParse(e.Number)
		}
		if len(out) == 0 || out[len(out)-1].Cell != e.Cell {
			out = append(out, e)
			continue
		}
		last := &out[len(out)-1]
		if e.Number != "" || e.Text != "" {
			last.Number, last.Text, last.number = e.Number, e.Text, e.number
		}
		if e.Comment != "" {
			last.Comment = e.Comment
		}
		if e.Shade != "" {
			last.Shade = e.Shade
		}
	}
	return out
}

func (b *Book) sheetIndex(name string) int {
	for i, s := range b.sheets {
		if s.name == name {
			return i
		}
	}
	return -1
}

// write returns the cellWrite of a cell, making it when there is none yet. The pointer holds until the next call.
func (p *sheetPlan) write(r cellref.Ref) *cellWrite {
	if i, ok := p.index[r]; ok {
		return &p.writes[i]
	}
	if p.index == nil {
		p.index = make(map[cellref.Ref]int, len(p.edits))
	}
	p.index[r] = len(p.writes)
	p.writes = append(p.writes, cellWrite{ref: r, style: -1})
	return &p.writes[len(p.writes)-1]
}
