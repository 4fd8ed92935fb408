package workbook

import (
	"bytes"
	"fmt"
	"strings"

	"jixiao/internal/cellref"
)

// Comments are shown through a second part, a VML drawing with one shape for each
// (ECMA-376, part 4, 19.1). It is changed by text, because such parts are often no well-formed XML.

const (
	vmlHead = `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">` +
		`<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="%d"/></o:shapelayout></xml>`
	noteType = `<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">` +
		`<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`
	noteShape = `<v:shape id="_x0000_s%d" type="#_x0000_t202" style="position:absolute;margin-left:0;margin-top:0;width:%dpx;height:%dpx;z-index:%d;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">` +
		`<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>` +
		`<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>` +
		`<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>%s</x:Anchor><x:AutoFill>False</x:AutoFill>` +
		`<x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>`

	noteWidth = 280 // pixels: about twenty Chinese characters a line
	lineChars = 40  // half-width characters in a line
	lineHight = 16
)

// notes adds and removes the shapes of comments.
func (w *writer) notes(i int, rels *relsEdit, change commentChange) *Error {
	if len(change.added) == 0 && len(change.removed) == 0 {
		return nil
	}
	s := w.b.sheets[i]
	entry := -1
	if r := relationByID(rels.list, s.marks.legacy); r != nil && s.marks.legacy != "" {
		entry = w.b.zip.part(r.target)
	}
	if entry < 0 && s.marks.legacy != "" {
		return damaged(s.partName(), "", "找不到工作表的批注图形。")
	}
	text := []byte(fmt.Sprintf(vmlHead, s.tab+1))
	if entry >= 0 {
		var e *Error
		if text, e = w.zip.text(entry); e != nil {
			return e
		}
	}
	text = withoutNotes(text, change.removed)
	text, ok := s.withNotes(text, change.added)
	if !ok {
		return damaged(w.b.zip.entries[entry].name, "", "批注图形部件损坏。")
	}
	if entry >= 0 {
		w.changed[entry] = text
		return nil
	}
	return w.addVML(i, rels, text)
}

// addVML adds the drawing of a sheet that had none.
func (w *writer) addVML(i int, rels *relsEdit, text []byte) *Error {
	s := w.b.sheets[i]
	types, e := w.contentTypes()
	if e != nil {
		return e
	}
	types.vml()
	name := w.freeName("xl/drawings/vmlDrawing", ".vml")
	w.added = append(w.added, newPart{name, text})
	id := rels.add(w.b.relationBase(), "vmlDrawing", name)
	tag := `<legacyDrawing xmlns:r="` + w.b.relationBase() + `" r:id="` + id + `"/>`
	if p, ok := boundPrefix(s.xml[s.marks.root.from:s.marks.root.to], "/relationships"); ok {
		tag = `<legacyDrawing ` + p + `id="` + id + `"/>`
	}
	at := s.marks.afterDraw
	w.sheets[i].extra = append(w.sheets[i].extra, patch{at, at, withPrefix(s.marks.prefix, tag)})
	return nil
}

// withoutNotes deletes the shapes of the comments of some cells.
func withoutNotes(text []byte, cells []cellref.Ref) []byte {
	var patches []patch
	for at := 0; ; {
		i := bytes.Index(text[at:], []byte("<v:shape "))
		if i < 0 {
			return splice(text, patches)
		}
		from := at + i
		n := bytes.Index(text[from:], []byte("</v:shape>"))
		if n < 0 {
			return splice(text, patches)
		}
		at = from + n + len("</v:shape>")
		shape := text[from:at]
		if !bytes.Contains(shape, []byte(`ObjectType="Note"`)) {
			continue
		}
		r := cellref.Ref{Row: tagInt(shape, "x:Row") + 1, Col: tagInt(shape, "x:Column") + 1}
		for _, c := range cells {
			if c == r {
				patches = append(patches, patch{from, at, nil})
				break
			}
		}
	}
}

// tagInt returns the number inside <name>…</name>, -1 when there is none.
func tagInt(text []byte, name string) int {
	_, rest, ok := bytes.Cut(text, []byte("<"+name+">"))
	if !ok {
		return -1
	}
	digits, _, _ := bytes.Cut(rest, []byte("<"))
	return decimalInt(bytes.TrimSpace(digits))
}

// withNotes adds the shapes of new comments before the end of the drawing.
func (s *Sheet) withNotes(text []byte, added []*plannedEdit) ([]byte, bool) {
	if len(added) == 0 {
		return text, true
	}
	end := bytes.LastIndex(text, []byte("</xml>"))
	if end < 0 {
		return nil, false
	}
	out := make([]byte, 0, len(noteType)+len(added)*(len(noteShape)+48))
	if !bytes.Contains(text, []byte(`id="_x0000_t202"`)) {
		out = append(out, noteType...)
	}
	id := nextShape(text, (s.tab+1)*1024)
	for k, e := range added {
		width, height := noteWidth, noteHeight(e.Comment)
		out = fmt.Appendf(out, noteShape, id+k, width, height, id%1024+k, s.anchor(e.Cell, width, height), e.Cell.Row-1, e.Cell.Col-1)
	}
	return splice(text, []patch{{end, end, out}}), true
}

// nextShape returns a shape number above all that are taken.
func nextShape(text []byte, last int) int {
	mark := []byte("_x0000_s")
	first := true
	for {
		i := bytes.Index(text, mark)
		if i < 0 {
			return last + 1
		}
		text = text[i+len(mark):]
		n := 0
		for n < len(text) && n < 9 && isDigit(text[n]) {
			n++
		}
		if v := decimalInt(text[:n]); first || v > last {
			last, first = v, false
		}
	}
}

// noteHeight estimates the pixels that a comment's text needs below the line of our mark.
func noteHeight(text string) int {
	lines := 1
	for line := range strings.SplitSeq(text, "\n") {
		width := 0
		for _, r := range line {
			if width++; r > 0x2E7F || r >= 0x2000 && r < 0x2100 {
				width++
			}
		}
		lines += 1 + max(0, width-1)/lineChars
	}
	return min(max(lines, 2), 30)*lineHight + 12
}

// anchor places a box right of the cell: column, offset, row, offset of both corners, in pixels.
func (s *Sheet) anchor(at cellref.Ref, width, height int) string {
	col, row := at.Col, max(at.Row-2, 0) // both from zero
	if m, ok := s.Merge(at); ok {
		col = m.To.Col
	}
	toCol, x := walk(col, 15+width, func(i int) int { return s.colPixels(i + 1) }, cellref.MaxCol-1)
	toRow, y := walk(row, 4+height, func(i int) int { return s.rowPixels(i + 1) }, cellref.MaxRow-1)
	return fmt.Sprintf("%d, 15, %d, 4, %d, %d, %d, %d", min(col, cellref.MaxCol-1), row, toCol, x, toRow, y)
}

// walk goes n pixels on from the start of line i and returns where that is.
func walk(i, n int, size func(int) int, last int) (line, offset int) {
	for range 1000 {
		k := size(i)
		if n <= k || i >= last {
			return min(i, last), min(n, max(k-1, 0))
		}
		n -= k
		i++
	}
	return i, 0
}

func (s *Sheet) colPixels(col int) int {
	width := s.marks.colWidth
	for _, c := range s.cols {
		if col >= c.from && col <= c.to {
			if c.hidden {
				return 0
			}
			width = c.width
		}
	}
	if width <= 0 {
		return 72
	}
	return int(min(width, 255)*7 + 5)
}

func (s *Sheet) rowPixels(row int) int {
	if s.HiddenRow(row) {
		return 0
	}
	points := s.marks.rowHeight
	if h := s.rowHeight(row); h > 0 {
		points = h
	}
	if points <= 0 {
		return 18
	}
	return int(min(points, 409) * 96 / 72)
}
