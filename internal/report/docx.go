package report

import (
	"bytes"
	"fmt"
	"path"
	"strings"
)

// WriteDocx writes the report as a Word document. template is a .docx whose styles, page set-up,
// headers and footers the report takes and whose text it replaces; nil means the built-in one.
// A template that cannot serve is an error of one plain Chinese sentence.
//
// The text is spliced into the template's main part; every other part is copied byte for byte.
// godocx, tried for this, reads document and styles into its own model and writes that out again:
// native charts become broken pictures and page columns are lost.
func (d *Document) WriteDocx(template []byte) ([]byte, error) {
	if template == nil {
		own, err := Template()
		if err != nil {
			return nil, err
		}
		template = own
	}
	t, err := openTemplate(template)
	if err != nil {
		return nil, err
	}
	w := &docxWriter{t: t}
	w.document(d)
	main := t.part(t.document)
	main.data = bytes.Join([][]byte{t.head, w.b.Bytes(), t.section, t.tail}, nil)
	return pack(t.parts)
}

// docxWriter writes the body. Drawings count from a number that no template reaches.
type docxWriter struct {
	t   *docxTemplate
	b   bytes.Buffer
	ids int
}

func (w *docxWriter) document(d *Document) {
	for i, line := range d.Title {
		last := i == len(d.Title)-1
		w.openParagraph("title", func() {
			if !last {
				w.b.WriteString(`<w:spacing w:after="0"/>`)
			}
		})
		w.text(line, "")
		w.b.WriteString("</w:p>")
	}
	breakBefore := false
	for _, block := range d.Blocks {
		switch b := block.(type) {
		case PageBreak:
			breakBefore = true
			continue
		case Heading:
			w.openParagraph("h"+itoa(b.Level), func() {
				if breakBefore {
					w.b.WriteString("<w:pageBreakBefore/>")
				}
			})
			w.text(b.Text, "")
			w.b.WriteString("</w:p>")
		case Paragraph:
			w.openParagraph("body", nil)
			w.text(b.Lead, "<w:b/><w:bCs/>")
			w.text(b.Text, "")
			w.b.WriteString("</w:p>")
		case Table:
			w.table(&b)
		case Chart:
			w.chart(&b)
		}
		breakBefore = false
	}
}

func (w *docxWriter) openParagraph(style string, more func()) {
	fmt.Fprintf(&w.b, `<w:p><w:pPr><w:pStyle w:val="%s"/>`, escape(w.t.styles[style]))
	if more != nil {
		more()
	}
	w.b.WriteString("</w:pPr>")
}

// text writes runs; what is to be filled in is marked yellow.
func (w *docxWriter) text(text, properties string) {
	text = printable(text)
	last := 0
	for _, m := range blankMark.FindAllStringIndex(text, -1) {
		w.run(text[last:m[0]], properties)
		w.run(text[m[0]:m[1]], properties+`<w:highlight w:val="yellow"/>`)
		last = m[1]
	}
	w.run(text[last:], properties)
}

func (w *docxWriter) run(text, properties string) {
	if text == "" {
		return
	}
	// The hint sets quotation marks, dashes and ≥, which both scripts have, in the Chinese font.
	w.b.WriteString(`<w:r><w:rPr><w:rFonts w:hint="eastAsia"/>` + properties + `</w:rPr><w:t xml:space="preserve">` + escape(text) + "</w:t></w:r>")
}

// printable drops what XML 1.0 cannot hold and makes tabs and line ends blanks.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return ' '
		case !allowed(r):
			return -1
		}
		return r
	}, text)
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

func escape(text string) string { return escaper.Replace(printable(text)) }

const tableBorders = `<w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="000000"/><w:left w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="000000"/><w:right w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="000000"/></w:tblBorders>`

func (w *docxWriter) table(t *Table) {
	w.openParagraph("caption", nil)
	w.text(t.Caption, "")
	w.b.WriteString("</w:p>")
	widths := w.widths(t.Columns)
	fmt.Fprintf(&w.b, `<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:jc w:val="center"/>%s<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`, w.t.width, tableBorders)
	for _, width := range widths {
		fmt.Fprintf(&w.b, `<w:gridCol w:w="%d"/>`, width)
	}
	w.b.WriteString(`</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
	for i, c := range t.Columns {
		w.cell(c.Name, widths[i], `<w:jc w:val="center"/>`, "<w:b/><w:bCs/>", `<w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/>`)
	}
	w.b.WriteString("</w:tr>")
	for n, row := range t.Rows {
		w.b.WriteString(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
		bold := ""
		if t.Total && n == len(t.Rows)-1 {
			bold = "<w:b/><w:bCs/>"
		}
		for i, c := range t.Columns {
			align := ""
			switch {
			case c.Center:
				align = `<w:jc w:val="center"/>`
			case c.Right:
				align = `<w:jc w:val="right"/>`
			}
			w.cell(row[i], widths[i], align, bold, "")
		}
		w.b.WriteString("</w:tr>")
	}
	w.b.WriteString("</w:tbl>")
	// A paragraph parts the table from what follows: two tables in a row would become one.
	w.openParagraph("table", nil)
	w.b.WriteString("</w:p>")
}

// widths shares the text's width among the columns; the last one takes what rounding leaves.
func (w *docxWriter) widths(columns []Column) []int {
	sum := 0
	for _, c := range columns {
		sum += c.Width
	}
	list := make([]int, len(columns))
	left := w.t.width
	for i, c := range columns {
		list[i] = w.t.width * c.Width / max(sum, 1)
		if i == len(columns)-1 {
			list[i] = left
		}
		left -= list[i]
	}
	return list
}

func (w *docxWriter) cell(text string, width int, align, bold, shade string) {
	fmt.Fprintf(&w.b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s<w:vAlign w:val="center"/></w:tcPr>`, width, shade)
	w.openParagraph("table", func() { w.b.WriteString(align) })
	w.text(text, bold)
	w.b.WriteString("</w:p></w:tc>")
}

// chart writes the drawing and adds the chart's parts to the package.
func (w *docxWriter) chart(c *Chart) {
	w.ids++
	name := w.free("charts/chart", ".xml")
	book := w.free("embeddings/chartdata", ".xlsx")
	data, err := chartBook(c)
	if err == nil {
		rels := xmlHead + `<Relationships xmlns="` + nsPackage + `"><Relationship Id="rId1" Type="` + relPackage + `" Target="../embeddings/` + path.Base(book) + `"/></Relationships>`
		w.t.parts = append(w.t.parts, part{book, data}, part{relsOf(name), []byte(rels)})
		w.t.declare(book, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	}
	w.t.parts = append(w.t.parts, part{name, chartPart(c, err == nil)})
	w.t.declare(name, "application/vnd.openxmlformats-officedocument.drawingml.chart+xml")
	id := w.t.relate(relChart, "charts/"+path.Base(name))
	// Each bar takes 9 mm, within what heading and caption leave of a page.
	width, height := w.t.width*635, min(1_000_000+len(c.Bars)*324_000, 6_900_000)
	w.openParagraph("caption", nil)
	w.text(c.Caption, "")
	w.b.WriteString("</w:p>")
	w.openParagraph("table", func() {
		w.b.WriteString(`<w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>`)
	})
	fmt.Fprintf(&w.b, `<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%d" cy="%d"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="%d" name="%s" descr="%s"/><wp:cNvGraphicFramePr/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="%s" r:id="%s"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`,
		width, height, firstDrawing+w.ids, escape(c.Series)+itoa(w.ids), escape(c.Caption), nsRel, id)
}

// firstDrawing keeps our drawing numbers away from those in a template's header and footer.
const firstDrawing = 1_000_000

// free returns a part name beside the main part that the package does not have yet.
func (w *docxWriter) free(base, ending string) string {
	dir := path.Dir(w.t.document)
	for n := 1; ; n++ {
		if name := path.Join(dir, base+itoa(n)+ending); w.t.part(name) == nil {
			return name
		}
	}
}
