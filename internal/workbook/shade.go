package workbook

import (
	"strings"

	"jixiao/internal/cellref"
)

// shadeMark is a cell that Apply shaded, with the style it had before. The marks stand in a hidden column
// of the appended sheet, each in a cell of that very style: another program that saves the workbook may
// number its styles anew, but it keeps the look of a cell.
type shadeMark struct {
	sheet  string
	cell   cellref.Ref
	colour string
	style  int
}

// text is what the cell of a mark says: "FFC7CE '自评表'!H12".
func (m *shadeMark) text() string { return m.colour + " " + placeOf(m.sheet, m.cell) }

// readShadeMark is the reverse of text.
func readShadeMark(text string) (m shadeMark, ok bool) {
	colour, place, ok := strings.Cut(text, " ")
	at := strings.LastIndexByte(place, '!')
	if !ok || !isColour(colour) || at < 0 {
		return m, false
	}
	cell, err := cellref.Parse(place[at+1:])
	if err != nil {
		return m, false
	}
	sheet := place[:at]
	if n := len(sheet); n > 1 && sheet[0] == '\'' && sheet[n-1] == '\'' {
		sheet = strings.ReplaceAll(sheet[1:n-1], "''", "'")
	}
	return shadeMark{sheet: sheet, cell: cell, colour: colour}, true
}

// shadeMarks returns what an earlier Apply shaded.
func (b *Book) shadeMarks() []shadeMark {
	var list []shadeMark
	for _, s := range b.sheets {
		if !s.Ours() {
			continue
		}
		for i := range s.cells {
			c := &s.cells[i]
			if c.kind != Text || !s.HiddenCol(int(c.col)) {
				continue
			}
			if m, ok := readShadeMark(s.raw(c)); ok {
				m.style = int(c.style)
				list = append(list, m)
			}
		}
	}
	return list
}

// shade decides the styles of shaded cells: those of an earlier Apply first get back what they had, unless
// somebody has given them another colour since.
func (w *writer) shade() {
	before := make([]map[cellref.Ref]int, len(w.sheets)) // styles that shaded cells had
	for _, m := range w.b.shadeMarks() {
		i := w.b.sheetIndex(m.sheet)
		if i < 0 || !w.styleSheet().usable() {
			continue
		}
		s, p := w.b.sheets[i], &w.sheets[i]
		if !w.styles.has(p.styleAt(s, m.cell), m.colour) {
			continue
		}
		if before[i] == nil {
			before[i] = make(map[cellref.Ref]int)
		}
		before[i][m.cell] = m.style
	}
	for i := range w.sheets {
		w.shadeSheet(i, before[i])
	}
}

func (w *writer) shadeSheet(i int, before map[cellref.Ref]int) {
	s, p := w.b.sheets[i], &w.sheets[i]
	for k := range p.edits {
		e := &p.edits[k]
		if e.Shade == "" || !w.styleSheet().usable() {
			continue // without fills or styles there is nothing to clone; values matter more
		}
		now := p.styleAt(s, e.Cell)
		old, again := before[e.Cell]
		if !again {
			old = now
		}
		delete(before, e.Cell)
		next := w.styles.shaded(old, e.Shade)
		if next != now {
			p.write(e.Cell).style = next
		}
		if next != old {
			w.shaded = append(w.shaded, shadeMark{s.name, e.Cell, strings.ToUpper(e.Shade), old})
		}
	}
	for cell, style := range before {
		p.write(cell).style = style
	}
}

// appendShadeMarks writes the marks that belong in a row of the appended sheet.
func (w *writer) appendShadeMark(x []byte, row, col int) []byte {
	if row > len(w.shaded) {
		return x
	}
	m := &w.shaded[row-1]
	x = append(x, `<c r="`...)
	x = cellref.Ref{Row: row, Col: col}.Append(x)
	x = append(x, `" s="`+itoa(m.style)+`" t="inlineStr"><is><t xml:space="preserve">`...)
	x = appendCellText(x, m.text())
	return append(x, "</t></is></c>"...)
}
