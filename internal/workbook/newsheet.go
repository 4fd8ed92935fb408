package workbook

import (
	"bytes"
	"strconv"
	"strings"

	"jixiao/internal/cellref"
	"jixiao/internal/decimal"
)

// sheetMark is a hidden defined name on the sheet that Apply appends: it survives saving in other
// programs and tells our sheet from one that only has its name. The sheet it points to counts: programs
// renumber the sheet it belongs to, not always rightly.
const sheetMark = "_jixiao"

// Ours reports a sheet that an earlier Apply appended. It is no part of what was filed.
func (s *Sheet) Ours() bool { return s.book.markedTab(s.tab) }

func (b *Book) markedTab(tab int) bool {
	for i := range b.names {
		if n := &b.names[i]; n.name == sheetMark {
			l := lexer{s: n.text}
			if x := l.next(); x.sheet == b.tabs[tab].name || x.sheet == "" && n.local == tab {
				return true
			}
		}
	}
	return false
}

// addSheet writes the appended sheet: into the part of an earlier one, or as a new part.
func (w *writer) addSheet(n *NewSheet) *Error {
	xml := w.sheetXML(n)
	for i := range w.b.sheets {
		if s := w.b.sheets[i]; s.Ours() && (s.name == n.Name || strings.HasPrefix(s.name, n.Name+" (")) {
			w.changed[s.part] = xml
			w.sheets[i] = sheetPlan{}
			return nil
		}
	}
	_, e := w.addPart(w.freeName("xl/worksheets/sheet", ".xml"), typeSheet, "worksheet", xml)
	return e
}

// newStyles are the cell styles of an appended sheet, by TextStyle; links have their own.
type newStyles struct {
	plain, link [Bad + 1]int
}

// looks of the cells: colours are those of the conditional formats that office programs offer.
// A link is underlined and blue instead.
var looks = [Bad + 1]struct{ font, fill, link string }{
	Plain:   {`<sz val="10.5"/>`, "", `<u/><sz val="10.5"/>` + linkColour},
	Heading: {`<b/><sz val="14"/>`, "", `<b/><u/><sz val="14"/>` + linkColour},
	Strong:  {`<b/><sz val="10.5"/>`, "F2F2F2", `<b/><u/><sz val="10.5"/>` + linkColour},
	Good:    {`<sz val="10.5"/><color rgb="FF006100"/>`, "C6EFCE", `<u/><sz val="10.5"/>` + linkColour},
	Warning: {`<sz val="10.5"/><color rgb="FF9C5700"/>`, "FFEB9C", `<u/><sz val="10.5"/>` + linkColour},
	Bad:     {`<sz val="10.5"/><color rgb="FF9C0006"/>`, "FFC7CE", `<u/><sz val="10.5"/>` + linkColour},
}

const linkColour = `<color rgb="FF0563C1"/>`

func (w *writer) newStyles() (out newStyles) {
	e := w.styleSheet()
	if !e.usable() {
		return out
	}
	thin := `<color rgb="FFBFBFBF"/>`
	border := e.add(listBorders, withPrefix(e.prefix, `<border><left style="thin">`+thin+`</left><right style="thin">`+thin+
		`</right><top style="thin">`+thin+`</top><bottom style="thin">`+thin+`</bottom><diagonal/></border>`))
	for i, look := range looks {
		fill, frame := 0, border
		if look.fill != "" {
			fill = e.solid(look.fill)
		}
		if TextStyle(i) == Heading {
			frame = 0
		}
		out.plain[i] = e.cellStyle(look.font, fill, frame)
		out.link[i] = e.cellStyle(look.link, fill, frame)
	}
	return out
}

func (e *styleEditor) cellStyle(font string, fill, border int) int {
	// the order of a font's children: b, …, u after color in the schema's list is not enforced by readers,
	// but LibreOffice and Excel write b, u, sz, color, name
	e.buf = appendPrefixed(e.buf[:0], e.prefix, `<font>`)
	e.buf = appendPrefixed(e.buf, e.prefix, font)
	e.buf = appendPrefixed(e.buf, e.prefix, `<name val="宋体"/><family val="3"/><charset val="134"/></font>`)
	id := e.add(listFonts, e.buf)
	e.buf = appendPrefixed(e.buf[:0], e.prefix, `<xf numFmtId="0" fontId="`)
	e.buf = strconv.AppendInt(e.buf, int64(id), 10)
	e.buf = strconv.AppendInt(append(e.buf, `" fillId="`...), int64(fill), 10)
	e.buf = strconv.AppendInt(append(e.buf, `" borderId="`...), int64(border), 10)
	e.buf = appendPrefixed(e.buf, e.prefix, `" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>`)
	return e.add(listXfs, e.buf)
}

// sheetXML writes the appended sheet. Its texts stand inline: the shared strings stay as they are.
func (w *writer) sheetXML(n *NewSheet) []byte {
	styles := w.newStyles()
	size := 4096
	for _, row := range n.Rows {
		for i := range row {
			size += 96 + len(row[i].Text) + 2*len(row[i].Link)
		}
	}
	x := append(make([]byte, 0, size), xmlHeader...)
	x = append(x, `<worksheet xmlns="`+w.b.mainSpace()+`"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0" showGridLines="0">`...)
	if n.Header > 0 {
		x = append(x, `<pane ySplit="`+itoa(n.Header)+`" topLeftCell="A`+itoa(n.Header+1)+`" activePane="bottomLeft" state="frozen"/>`...)
	}
	x = append(x, `</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>`...)
	marks := n.columns() + 2 // the column of the shade marks
	x = appendWidths(x, n.Widths, len(w.shaded) > 0, marks)
	x = append(x, "<sheetData>"...)
	links := 0
	for i, row := range n.Rows {
		x = append(x, `<row r="`...)
		x = strconv.AppendInt(x, int64(i+1), 10)
		x = append(x, '"')
		if height := rowHeight(row, n.Widths); height > 0 {
			x = append(x, ` ht="`...)
			x = strconv.AppendFloat(x, height, 'f', -1, 64)
			x = append(x, `" customHeight="1"`...)
		}
		x = append(x, '>')
		for j := range row {
			if row[j].Link != "" {
				links++
			}
			x = appendNewCell(x, cellref.Ref{Row: i + 1, Col: j + 1}, &row[j], &styles)
		}
		x = w.appendShadeMark(x, i+1, marks)
		x = append(x, "</row>"...)
	}
	for i := len(n.Rows) + 1; i <= len(w.shaded); i++ {
		x = append(x, `<row r="`+itoa(i)+`" hidden="1">`...)
		x = append(w.appendShadeMark(x, i, marks), "</row>"...)
	}
	x = append(x, "</sheetData>"...)
	if links > 0 {
		x = appendLinks(x, n.Rows)
	}
	return append(x, `<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>`+
		`<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/><headerFooter><oddFooter>&amp;C第 &amp;P 页,共 &amp;N 页</oddFooter></headerFooter></worksheet>`...)
}

// columns is the number of columns that the sheet uses.
func (n *NewSheet) columns() int {
	most := len(n.Widths)
	for _, row := range n.Rows {
		most = max(most, len(row))
	}
	return most
}

// appendWidths writes the columns, with that of the shade marks when there are any.
func appendWidths(x []byte, widths []float64, marked bool, marks int) []byte {
	if len(widths) == 0 && !marked {
		return x
	}
	x = append(x, "<cols>"...)
	for i, width := range widths {
		x = append(x, `<col min="`+itoa(i+1)+`" max="`+itoa(i+1)+`" width="`...)
		x = strconv.AppendFloat(x, width, 'f', -1, 64)
		x = append(x, `" customWidth="1"/>`...)
	}
	if marked {
		x = append(x, `<col min="`+itoa(marks)+`" max="`+itoa(marks)+`" width="2" hidden="1" customWidth="1"/>`...)
	}
	return append(x, "</cols>"...)
}

func appendNewCell(x []byte, at cellref.Ref, c *NewCell, styles *newStyles) []byte {
	style := styles.plain[min(c.Style, Bad)]
	if c.Link != "" {
		style = styles.link[min(c.Style, Bad)]
	}
	x = append(x, `<c r="`...)
	x = at.Append(x)
	x = append(x, `" s="`...)
	x = strconv.AppendInt(x, int64(style), 10)
	x = append(x, '"')
	if c.Number != "" {
		if d, err := decimal.Parse(c.Number); err == nil {
			x = append(x, `><v>`...)
			x = append(x, d.Plain().String()...)
			return append(x, `</v></c>`...)
		}
	}
	if c.Text == "" {
		return append(x, "/>"...)
	}
	x = append(x, ` t="inlineStr"><is><t xml:space="preserve">`...)
	x = appendCellText(x, clipText(writable(c.Text)))
	return append(x, "</t></is></c>"...)
}

// clipText keeps a text within the 32,767 characters (UTF-16 units) that a cell may hold.
func clipText(s string) string {
	const most = 32767
	if len(s) <= most {
		return s
	}
	units := 0
	for i, r := range s {
		if units++; r > 0xFFFF {
			units++
		}
		if units > most {
			return s[:i]
		}
	}
	return s
}

func appendLinks(x []byte, rows [][]NewCell) []byte {
	x = append(x, "<hyperlinks>"...)
	for i, row := range rows {
		for j := range row {
			if row[j].Link == "" {
				continue
			}
			x = append(x, `<hyperlink ref="`...)
			x = cellref.Ref{Row: i + 1, Col: j + 1}.Append(x)
			x = append(x, `" location="`...)
			x = appendEscaped(x, row[j].Link)
			x = append(x, `"/>`...)
		}
	}
	return append(x, "</hyperlinks>"...)
}

// mainPlaces are the places in workbook.xml that writing needs.
type mainPlaces struct {
	prefix    string
	root      span
	sheetsEnd int
	afterRefs int // where <definedNames> belongs when there is none
	namesEnd  int
	names     bool
	calc      span // <calcPr …>
	afterName int  // where <calcPr> belongs when there is none
	lastID    int
}

func (b *Book) mainPlaces() mainPlaces {
	var m mainPlaces
	s := newScanner(b.mainXML)
	for {
		switch s.next() {
		case tokenBad, tokenEnd:
			return m
		case tokenOpen:
			if s.depth() == 1 && m.root == (span{}) {
				m.root = span{s.start, s.end}
				if s.prefix != nil {
					m.prefix = string(s.prefix) + ":"
				}
			}
			switch string(s.name) {
			case "sheet":
				m.lastID = max(m.lastID, decimalInt(attribute(s.attrs, "sheetId")))
			case "calcPr":
				m.calc = span{s.start, s.end}
			}
			if s.empty && s.depth() == 1 {
				m.passed(string(s.name), s.start, s.end)
			}
		case tokenClose:
			if s.depth() == 1 {
				m.passed(string(s.name), s.start, s.end)
			}
		}
	}
}

// passed notes the end of a child of <workbook>, in the schema's order (ECMA-376, 18.2.27).
func (m *mainPlaces) passed(name string, start, end int) {
	switch name {
	case "sheets":
		m.sheetsEnd, m.afterRefs, m.afterName = start, end, end
	case "functionGroups", "externalReferences":
		m.afterRefs, m.afterName = end, end
	case "definedNames":
		m.names = start < end && m.sheetsEnd > 0
		m.namesEnd, m.afterName = start, end
	}
}

// finishMain changes workbook.xml: the appended sheet with its names, and the request to recompute.
func (w *writer) finishMain(add *NewSheet) *Error {
	recalc := len(w.out.Written) > 0 && w.b.hasFormulas
	fresh := w.freshSheet(add)
	if !recalc && fresh == nil {
		return nil
	}
	m := w.b.mainPlaces()
	var patches []patch
	if fresh != nil {
		patches = m.insertSheet(w.b, add, fresh)
	}
	if recalc {
		patches = m.requestCalc(w.b, patches)
	}
	if len(patches) > 0 {
		w.changed[w.b.main] = splice(w.b.mainXML, patches)
	}
	return nil
}

// freshSheet returns the relation of a sheet part that was added, nil when none was.
func (w *writer) freshSheet(add *NewSheet) *relation {
	if add == nil {
		return nil
	}
	for _, r := range w.rels {
		if r.source != w.b.zip.entries[w.b.main].name {
			continue
		}
		for i := range r.list {
			if r.list[i].is("worksheet") && w.b.zip.part(r.list[i].target) < 0 {
				return &r.list[i]
			}
		}
	}
	return nil
}

func (m *mainPlaces) insertSheet(b *Book, add *NewSheet, r *relation) []patch {
	name := b.freeSheetName(add.Name)
	link := ` xmlns:r="` + b.relationBase() + `" r:id="`
	if p, ok := boundPrefix(b.mainXML[m.root.from:m.root.to], "/relationships"); ok {
		link = " " + p + `id="`
	}
	sheet := `<sheet name="` + string(appendEscaped(nil, name)) + `" sheetId="` + itoa(m.lastID+1) + `"` + link + r.id + `"/>`
	patches := []patch{{m.sheetsEnd, m.sheetsEnd, withPrefix(m.prefix, sheet)}}
	local := ` localSheetId="` + itoa(len(b.tabs)) + `"`
	place := string(appendEscaped(nil, "'"+strings.ReplaceAll(name, "'", "''")+"'"))
	names := `<definedName name="` + sheetMark + `"` + local + ` hidden="1">` + place + `!$A$1</definedName>`
	if add.Header > 0 {
		names += `<definedName name="_xlnm.Print_Titles"` + local + `>` + place + `!$1:$` + itoa(add.Header) + `</definedName>`
	}
	at := m.namesEnd
	if !m.names {
		at, names = m.afterRefs, "<definedNames>"+names+"</definedNames>"
	} else if bytes.HasSuffix(b.mainXML[:m.afterName], []byte("/>")) { // <definedNames/>
		return append(patches, patch{m.namesEnd, m.afterName, withPrefix(m.prefix, "<definedNames>"+names+"</definedNames>")})
	}
	return append(patches, patch{at, at, withPrefix(m.prefix, names)})
}

// requestCalc sets fullCalcOnLoad.
func (m *mainPlaces) requestCalc(b *Book, patches []patch) []patch {
	if m.calc == (span{}) {
		return append(patches, patch{m.afterName, m.afterName, withPrefix(m.prefix, `<calcPr fullCalcOnLoad="1"/>`)})
	}
	tag := b.mainXML[m.calc.from:m.calc.to]
	if isTrue(attribute(attrsOf(tag), "fullCalcOnLoad")) {
		return patches
	}
	return append(patches, patch{m.calc.from, m.calc.to, setAttr(tag, "fullCalcOnLoad", "1")})
}

// freeSheetName returns the wanted name, with a number behind it when a sheet has it already.
func (b *Book) freeSheetName(want string) string {
	name := want
	for n := 2; ; n++ {
		taken := false
		for i := range b.tabs {
			taken = taken || strings.EqualFold(b.tabs[i].name, name)
		}
		if !taken {
			return name
		}
		name = want + " (" + itoa(n) + ")"
	}
}
