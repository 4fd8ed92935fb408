package summary

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"jixiao/internal/decimal"
)

// book wraps the workbook under construction. The first error sticks.
type book struct {
	in     *Input
	file   *excelize.File
	styles map[style]int
	prefix string // of every sheet's title
	most   int    // rows of a list before it goes on on another sheet
	err    error
}

func newBook() *book {
	return &book{file: excelize.NewFile(), styles: map[style]int{}, most: mostRows}
}

func (b *book) try(err error) {
	if b.err == nil {
		b.err = err
	}
}

// Number formats: what is shown is what is stored, so money and scores show every decimal they have;
// "_ " keeps a blank's distance from the next column.
const (
	moneyFormat   = `#,##0.00####_ `
	scoreFormat   = `0.00##_ `
	percentFormat = `0.00%_ `
	countFormat   = "0"
)

// style is what tells one cell style from another.
type style struct {
	kind   string // title, verdict, head, cell, note
	align  string
	format string
	fill   string
	color  string
	bold   bool
	link   bool
}

const (
	headFill  = "D9E2F0"
	totalFill = "F2F2F2"
	errorFill = "FBE3E0"
	warnFill  = "FFF4D6"
)

func (b *book) style(s style) int {
	if id, ok := b.styles[s]; ok {
		return id
	}
	font := &excelize.Font{Family: "宋体", Size: 10, Bold: s.bold, Color: s.color}
	st := &excelize.Style{Font: font, Alignment: &excelize.Alignment{Horizontal: s.align, Vertical: "center", WrapText: true}}
	if s.kind == "" && s.align == "left" {
		st.Alignment.Indent = 1
	}
	border := true
	switch s.kind {
	case "title":
		font.Family, font.Size, font.Bold, border = "黑体", 16, true, false
	case "verdict":
		font.Size, border = 11, false
	case "note":
		font.Size, font.Color, border = 9, "595959", false
	case "block":
		font.Family, font.Size, font.Bold, border = "黑体", 11, true, false
	case "head":
		font.Bold = true
		s.fill = headFill
	}
	if s.link {
		font.Color, font.Underline = "0563C1", "single"
	}
	if border {
		for _, side := range []string{"left", "right", "top", "bottom"} {
			st.Border = append(st.Border, excelize.Border{Type: side, Style: 1, Color: "A6A6A6"})
		}
	}
	if s.fill != "" {
		st.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{s.fill}}
	}
	if s.format != "" {
		st.CustomNumFmt = &s.format
	}
	id, err := b.file.NewStyle(st)
	b.try(err)
	b.styles[s] = id
	return id
}

// number turns an exact decimal into what a cell stores: a number when its decimal text survives
// the way through the sheet unchanged, else the text itself. nil when unknown.
func number(d decimal.Null) any {
	if !d.Valid {
		return nil
	}
	text := d.Plain().String()
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || strconv.FormatFloat(f, 'f', -1, 64) != text {
		return text
	}
	return f
}

// share is a ratio as a percent cell stores it: rounded to what it shows, a hundredth of a per cent.
func share(d decimal.Null) any {
	if !d.Valid {
		return nil
	}
	return number(decimal.Some(d.Round(4)))
}

// part returns n ÷ of as a ratio, unknown for nothing of nothing.
func part(n, of int) decimal.Null {
	return ratio(decimal.FromInt(int64(n)), decimal.FromInt(int64(of)))
}

func at(col, row int) string {
	name, _ := excelize.CoordinatesToCellName(col, row)
	return name
}

func absolute(col, row int) string {
	name, _ := excelize.CoordinatesToCellName(col, row, true)
	return name
}

// quote makes text a string of a formula.
func quote(text string) string { return `"` + strings.ReplaceAll(text, `"`, `""`) + `"` }

// link is a cell that opens target (relative to this workbook), at place when that is not "".
// Where a formula cannot hold the target the text stands alone.
func (b *book) link(text, target, place string, s style) excelize.Cell {
	if text == "" {
		return excelize.Cell{StyleID: b.style(s)}
	}
	if place != "" {
		place = "#" + place
	}
	if target == "" || strings.Contains(target, "#") || len([]rune(target+place)) > 250 {
		return excelize.Cell{StyleID: b.style(s), Value: text}
	}
	s.link = true
	return excelize.Cell{StyleID: b.style(s), Value: text, Formula: "HYPERLINK(" + quote(target+place) + "," + quote(text) + ")"}
}

// sheetPlace names a cell of a sheet for a link.
func sheetPlace(sheet, cell string) string {
	if sheet == "" || cell == "" {
		return ""
	}
	return "'" + strings.ReplaceAll(sheet, "'", "''") + "'!" + cell
}

// page sets a sheet up for A4 landscape, as wide as wide pages.
func (b *book) page(sheet string, wide int) {
	paper, tall, landscape, yes := 9, 0, "landscape", true
	b.try(b.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &yes}))
	b.try(b.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &paper, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &tall}))
	side, top := 0.4, 0.6
	b.try(b.file.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &top, Bottom: &top, Horizontally: &yes}))
	b.try(b.file.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddFooter: "&C第 &P 页,共 &N 页"}))
}

// bytes finishes the workbook. Nothing may look at a streamed sheet again: the library would read
// the whole of it back.
func (b *book) bytes() ([]byte, error) {
	if b.err != nil {
		return nil, b.err
	}
	buf, err := b.file.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}
