package workbook

import (
	"bytes"
	"sort"
	"strconv"

	"jixiao/internal/cellref"
)

// sheetScan reads one worksheet part in one pass.
type sheetScan struct {
	scanner
	sheet    *Sheet
	text     collector
	row, col int // of the last row and cell seen
	sorted   bool
}

// read inflates and scans the sheet's part.
func (s *Sheet) read() *Error {
	var e *Error
	if s.xml, e = s.book.text(s.part); e != nil {
		return e
	}
	sc := sheetScan{scanner: newScanner(s.xml), sheet: s, sorted: true}
	if e := sc.run(); e != nil {
		return e.in(s.partName(), sc.place())
	}
	if !sc.sorted {
		if e := s.sortCells(); e != nil {
			return e
		}
	}
	s.settleMerges()
	for i := range s.cells {
		if c := &s.cells[i]; !c.covered() {
			s.area = s.area.Include(c.ref())
		}
	}
	return nil
}

func (s *Sheet) partName() string { return s.book.zip.entries[s.part].name }

// sortCells puts cells and rows of a part that has them out of order into reading order. Two values
// for one cell cannot be decided here.
func (s *Sheet) sortCells() *Error {
	sort.SliceStable(s.cells, func(i, j int) bool { return s.cells[i].ref().Compare(s.cells[j].ref()) < 0 })
	sort.SliceStable(s.rows, func(i, j int) bool { return s.rows[i].row < s.rows[j].row })
	for i := 1; i < len(s.cells); i++ {
		if s.cells[i].ref() == s.cells[i-1].ref() {
			return damaged(s.partName(), s.cells[i].ref().String(), "同一个单元格在文件中出现了两次。")
		}
	}
	return nil
}

func (sc *sheetScan) bad() *Error {
	err := sc.err
	if err == nil {
		err = errCut
	}
	if err == errDeep {
		return overLimit("", sc.place(), "工作表内容异常:"+err.Error()+"。", "")
	}
	return damaged("", sc.place(), "工作表损坏:"+err.Error()+"。")
}

// place names the last cell or row that was read, for errors.
func (sc *sheetScan) place() string {
	switch {
	case sc.row == 0:
		return ""
	case sc.col == 0:
		return "第 " + strconv.Itoa(sc.row) + " 行"
	}
	return cellref.Ref{Row: sc.row, Col: sc.col}.String()
}

// run handles the children of <worksheet>.
func (sc *sheetScan) run() *Error {
	for {
		switch sc.next() {
		case tokenBad:
			return sc.bad()
		case tokenEnd:
			return sc.finish()
		case tokenClose:
			if sc.depth() == 0 {
				sc.mark(sc.start)
			}
		case tokenOpen:
			if sc.sheet.marks.root.to == 0 {
				if e := sc.root(); e != nil {
					return e
				}
				continue
			}
			if e := sc.element(); e != nil {
				return e
			}
		}
	}
}

func (sc *sheetScan) root() *Error {
	if string(sc.name) != "worksheet" {
		return damaged("", "", "工作表的内容不对(<"+string(sc.name)+">)。")
	}
	m := &sc.sheet.marks
	m.root = span{sc.start, sc.end}
	if sc.prefix != nil {
		m.prefix = string(sc.prefix) + ":"
	}
	return nil
}

// After these, in the order of the schema (ECMA-376, 18.3.1.99), <legacyDrawing> may no longer stand.
func afterLegacyDrawing(name []byte) bool {
	switch string(name) {
	case "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst":
		return true
	}
	return false
}

// mark notes the first place at which <legacyDrawing> could be put.
func (sc *sheetScan) mark(at int) {
	if sc.sheet.marks.afterDraw == 0 {
		sc.sheet.marks.afterDraw = at
	}
}

func (sc *sheetScan) element() *Error {
	m := &sc.sheet.marks
	start := sc.start
	if string(sc.name) == "AlternateContent" || afterLegacyDrawing(sc.name) {
		sc.mark(start) // <oleObjects> and <controls> come wrapped
	}
	switch string(sc.name) {
	case "sheetData":
		return sc.sheetData()
	case "mergeCells":
		return sc.mergeCells()
	case "cols":
		return sc.columns()
	case "sheetFormatPr":
		sc.sheet.zeroRows = isTrue(attribute(sc.attrs, "zeroHeight"))
		m.colWidth = size(attribute(sc.attrs, "defaultColWidth"))
		m.rowHeight = size(attribute(sc.attrs, "defaultRowHeight"))
	case "dimension":
		if v := attribute(sc.attrs, "ref"); v != nil {
			from := start + bytes.Index(sc.b[start:sc.end], v)
			m.dimension = span{from, from + len(v)}
		}
	case "legacyDrawing":
		for rest := sc.attrs; ; {
			a, ok := nextAttr(&rest)
			if !ok {
				break
			}
			if string(a.name) == "id" && a.prefix != nil {
				m.legacy = string(a.value)
			}
		}
	}
	if !sc.skip() {
		return sc.bad()
	}
	return nil
}

func (sc *sheetScan) finish() *Error {
	if sc.sheet.marks.data == (span{}) && sc.sheet.marks.dataTag == (span{}) {
		return damaged("", "", "工作表里没有数据区。")
	}
	return nil
}

func (sc *sheetScan) columns() *Error {
	if sc.empty {
		return nil
	}
	for d := sc.depth(); sc.depth() >= d; {
		switch sc.next() {
		case tokenBad, tokenEnd:
			return sc.bad()
		case tokenOpen:
			if string(sc.name) != "col" {
				continue
			}
			sc.sheet.cols = append(sc.sheet.cols, readColumn(sc.attrs))
		}
	}
	return nil
}

// size reads a width or height; it only decides how large a comment's box is.
func size(v []byte) float64 {
	if len(v) == 0 {
		return 0
	}
	f, err := strconv.ParseFloat(view(v), 64)
	if err != nil {
		return 0
	}
	return f
}

func readColumn(attrs []byte) colSpan {
	var c colSpan
	for {
		a, ok := nextAttr(&attrs)
		if !ok {
			return c
		}
		switch string(a.name) {
		case "min":
			c.from = decimalInt(a.value)
		case "max":
			c.to = decimalInt(a.value)
		case "style":
			c.style = max(0, decimalInt(a.value))
		case "hidden":
			c.hidden = c.hidden || isTrue(a.value)
		case "width":
			c.width = size(a.value)
			c.hidden = c.hidden || c.width == 0
		}
	}
}

func (sc *sheetScan) mergeCells() *Error {
	if sc.empty {
		return nil
	}
	s := sc.sheet
	if n := decimalInt(attribute(sc.attrs, "count")); n > 0 && s.merges == nil {
		s.merges = make([]cellref.Range, 0, min(n, s.book.meter.limits.Merges, len(sc.b)/20))
	}
	for d := sc.depth(); sc.depth() >= d; {
		switch sc.next() {
		case tokenBad, tokenEnd:
			return sc.bad()
		case tokenOpen:
			if string(sc.name) != "mergeCell" {
				continue
			}
			v := attribute(sc.attrs, "ref")
			r, ok := mergedRange(v)
			if !ok {
				return damaged("", string(v), "合并区域的位置写错了。")
			}
			if len(s.merges) == s.book.meter.limits.Merges {
				return overLimit("", "", "合并区域过多,超出限制。", "")
			}
			if r.From == r.To {
				continue
			}
			if e := s.book.meter.hold(costMerge); e != nil {
				return e
			}
			s.merges = append(s.merges, r)
		}
	}
	return nil
}

// mergedRange reads a merged range, which some programs give as whole columns or rows: A:C, 1:2.
func mergedRange(v []byte) (cellref.Range, bool) {
	if r, ok := cellref.ParseRangeBytes(v); ok {
		return r, true
	}
	from, to, ok := bytes.Cut(v, []byte(":"))
	if !ok || len(from) == 0 || len(to) == 0 {
		return cellref.Range{}, false
	}
	if isDigit(from[0]) {
		return cellref.ParseRangeBytes([]byte("A" + string(from) + ":" + cellref.ColumnName(cellref.MaxCol) + string(to)))
	}
	if bytes.ContainsAny(v, "0123456789") {
		return cellref.Range{}, false
	}
	return cellref.ParseRangeBytes([]byte(string(from) + "1:" + string(to) + strconv.Itoa(cellref.MaxRow)))
}

func (sc *sheetScan) sheetData() *Error {
	m := &sc.sheet.marks
	if m.data != (span{}) || m.dataTag != (span{}) {
		return damaged("", "", "工作表里有两个数据区。")
	}
	m.dataTag = span{sc.start, sc.end}
	if sc.empty {
		return nil
	}
	m.data.from = sc.end
	sc.guess()
	for {
		switch sc.next() {
		case tokenBad, tokenEnd:
			return sc.bad()
		case tokenClose:
			m.data.to = sc.start
			sc.row, sc.col = 0, 0
			return nil
		case tokenOpen:
			if string(sc.name) != "row" {
				if !sc.skip() {
					return sc.bad()
				}
				continue
			}
			if e := sc.rowElement(); e != nil {
				return e
			}
		}
	}
}

// guess reserves room for rows and cells from the part's size, so that most sheets need no growing.
func (sc *sheetScan) guess() {
	n := len(sc.b) - sc.pos
	sc.sheet.rows = make([]rowSpan, 0, min(n/400+8, 1<<16))
	sc.sheet.cells = make([]stored, 0, min(n/60+16, 1<<16))
}

// admit counts a row.
func (sc *sheetScan) admit() *Error {
	m := sc.sheet.book.meter
	if e := m.goOn(); e != nil {
		return e
	}
	return m.hold(costRow)
}

func (sc *sheetScan) rowElement() *Error {
	r := rowSpan{start: uint32(sc.start), hidden: sc.sheet.zeroRows}
	number := sc.row + 1
	for rest := sc.attrs; ; {
		a, ok := nextAttr(&rest)
		if !ok {
			break
		}
		switch string(a.name) {
		case "r":
			if number = decimalInt(a.value); number < 1 {
				return damaged("", "第 "+string(a.value)+" 行", "行号写错了。")
			}
		case "hidden":
			r.hidden = isTrue(a.value)
		}
	}
	if number > cellref.MaxRow {
		return damaged("", "第 "+strconv.Itoa(number)+" 行", "行号超出工作表范围。")
	}
	if number <= sc.row {
		sc.sorted = false
	}
	sc.row, sc.col = number, 0
	if e := sc.admit(); e != nil {
		return e
	}
	r.row = int32(number)
	if !sc.empty {
		if e := sc.rowCells(); e != nil {
			return e
		}
	}
	r.end = uint32(sc.end)
	sc.sheet.rows = append(sc.sheet.rows, r)
	return nil
}

func (sc *sheetScan) rowCells() *Error {
	for {
		switch sc.next() {
		case tokenBad, tokenEnd:
			return sc.bad()
		case tokenClose:
			return nil
		case tokenOpen:
			if string(sc.name) != "c" {
				if !sc.skip() {
					return sc.bad()
				}
				continue
			}
			if e := sc.cellElement(); e != nil {
				return e
			}
		}
	}
}
