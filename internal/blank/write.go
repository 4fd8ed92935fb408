package blank

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strconv"

	"github.com/xuri/excelize/v2"

	"jixiao/internal/cellref"
)

// Names of the sheets of a blank form.
const (
	FormSheet  = "自评表"
	NotesSheet = "填表说明"
)

// book is a workbook under construction; the first error sticks.
type book struct {
	file   *excelize.File
	styles map[look]int
	err    error
}

func (b *book) try(err error) {
	if b.err == nil {
		b.err = err
	}
}

// Workbook writes the form and its filling-in notes as an .xlsx file. The same form gives the same
// bytes. An error means that the library could not write.
func (f *Form) Workbook() ([]byte, error) {
	b := &book{file: excelize.NewFile(), styles: map[look]int{}}
	defer b.file.Close()
	b.try(b.file.SetSheetName("Sheet1", FormSheet))
	b.form(f)
	b.check(f)
	b.page(f)
	b.notes(f)
	b.file.Pkg.Store("docProps/core.xml", properties(f.Title))
	if b.err != nil {
		return nil, b.err
	}
	out, err := b.file.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// properties is the part with the document's title. The library writes it without the prefix that
// exceljs insists on.
func properties(title string) []byte {
	var name bytes.Buffer
	_ = xml.EscapeText(&name, []byte(title)) // a buffer takes everything
	return []byte(xml.Header + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
		`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + name.String() + `</dc:title><dc:creator>jixiao</dc:creator>` +
		`<dcterms:created xsi:type="dcterms:W3CDTF">2020-01-01T00:00:00Z</dcterms:created></cp:coreProperties>`)
}

func (b *book) form(f *Form) {
	for i, w := range f.grid {
		name := cellref.ColumnName(i + 1)
		b.try(b.file.SetColWidth(FormSheet, name, name, w))
	}
	for row, h := range f.heights {
		b.try(b.file.SetRowHeight(FormSheet, row, h))
	}
	for _, c := range f.cells {
		from, to := c.at.From.String(), c.at.To.String()
		b.try(b.file.SetCellStyle(FormSheet, from, to, b.style(c.look)))
		if from != to {
			b.try(b.file.MergeCell(FormSheet, from, to))
		}
		if n, err := strconv.Atoi(c.text); err == nil {
			b.try(b.file.SetCellInt(FormSheet, from, int64(n)))
		} else if c.text != "" {
			b.try(b.file.SetCellStr(FormSheet, from, c.text))
		}
	}
}

// labelFill tells printed words from what is to be filled in; it survives a black and white printer.
const labelFill = "F2F2F2"

func (b *book) style(l look) int {
	if id, ok := b.styles[l]; ok {
		return id
	}
	font := &excelize.Font{Family: "宋体", Size: 10.5}
	align := &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}
	st := &excelize.Style{Font: font, Alignment: align}
	switch l {
	case titleLook:
		font.Size, font.Bold = 18, true
	case footLook:
		align.Horizontal = "left"
	case rowLook:
		align.Horizontal, align.Indent = "left", 1
	case subLook:
		align.Horizontal, align.Indent = "left", 4
	case textLook:
		font.Family, align.Horizontal = "仿宋", "left"
	case fillLook:
		font.Family = "仿宋"
	}
	switch l {
	case titleLook, yearLook, footLook:
	default:
		for _, side := range []string{"left", "right", "top", "bottom"} {
			st.Border = append(st.Border, excelize.Border{Type: side, Style: 1, Color: "000000"})
		}
	}
	switch l {
	case labelLook, rowLook, subLook:
		st.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{labelFill}}
	}
	id, err := b.file.NewStyle(st)
	b.try(err)
	b.styles[l] = id
	return id
}

const (
	paperA4 = 9
	// Heights in points that a page holds at the scale that fits its width.
	uprightPoints, acrossPoints = 860, 560
	// smallest is how far a form is scaled down further to come out on one page.
	smallest = 0.72
)

// page sets up A4: one page wide, and one page high where that is still readable; a longer form
// begins a new page before its indicators, so that no merged cell is cut.
func (b *book) page(f *Form) {
	paper, orientation, room := paperA4, "portrait", float64(uprightPoints)
	if f.landscape {
		orientation, room = "landscape", acrossPoints
	}
	used := 0.0
	for _, h := range f.heights {
		used += h
	}
	wide, high := 1, 1
	if used > room/smallest {
		high = 0
		b.try(b.file.InsertPageBreak(FormSheet, cellref.Ref{Row: f.table, Col: 1}.String()))
		b.try(b.file.SetHeaderFooter(FormSheet, &excelize.HeaderFooterOptions{OddFooter: `&C&9第 &P 页`}))
	}
	b.try(b.file.SetPageLayout(FormSheet, &excelize.PageLayoutOptions{Size: &paper, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &high}))
	yes, side, top, bottom, foot := true, 0.5, 0.6, 0.65, 0.3
	b.try(b.file.SetSheetProps(FormSheet, &excelize.SheetPropsOptions{FitToPage: &yes}))
	b.try(b.file.SetPageMargins(FormSheet, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &top, Bottom: &bottom, Footer: &foot, Horizontally: &yes}))
	b.try(b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", Scope: FormSheet,
		RefersTo: fmt.Sprintf("'%s'!$A$1:$%s$%d", FormSheet, cellref.ColumnName(len(f.grid)), f.last)}))
}

// notes writes the second sheet.
func (b *book) notes(f *Form) {
	_, err := b.file.NewSheet(NotesSheet)
	b.try(err)
	const width = 74
	b.try(b.file.SetColWidth(NotesSheet, "A", "A", width))
	plain, err := b.file.NewStyle(&excelize.Style{Font: &excelize.Font{Family: "宋体", Size: 11}, Alignment: &excelize.Alignment{Vertical: "center", WrapText: true}})
	b.try(err)
	b.try(b.file.SetCellStr(NotesSheet, "A1", NotesSheet))
	b.try(b.file.SetCellStyle(NotesSheet, "A1", "A1", b.style(titleLook)))
	b.try(b.file.SetRowHeight(NotesSheet, 1, 36))
	for i, n := range f.Notes {
		at := cellref.Ref{Row: i + 2, Col: 1}.String()
		text := fmt.Sprintf("%d．%s", i+1, widen(n))
		b.try(b.file.SetCellStr(NotesSheet, at, text))
		b.try(b.file.SetCellStyle(NotesSheet, at, at, plain))
		b.try(b.file.SetRowHeight(NotesSheet, i+2, float64(lines(text, width))*15+9))
	}
	paper, fit, tall := paperA4, 1, 1
	yes := true
	b.try(b.file.SetPageLayout(NotesSheet, &excelize.PageLayoutOptions{Size: &paper, FitToWidth: &fit, FitToHeight: &tall}))
	b.try(b.file.SetSheetProps(NotesSheet, &excelize.SheetPropsOptions{FitToPage: &yes}))
}
