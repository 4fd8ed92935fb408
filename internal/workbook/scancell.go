package workbook

import (
	"bytes"

	"jixiao/internal/cellref"
)

// rawCell is what a <c> element holds before it is understood.
type rawCell struct {
	stored
	kind    []byte // attribute t
	value   []byte // inside of <v>
	cdata   bool
	inline  string // text of <is>
	isText  bool   // there was an <is>
	formula *formula
}

func (sc *sheetScan) cellElement() *Error {
	var c rawCell
	ref := cellref.Ref{Row: sc.row, Col: sc.col + 1}
	for rest := sc.attrs; ; {
		a, ok := nextAttr(&rest)
		if !ok {
			break
		}
		if len(a.name) != 1 {
			continue
		}
		switch a.name[0] {
		case 'r':
			if ref, ok = cellref.ParseBytes(a.value); !ok {
				return damaged("", string(a.value), "单元格的位置写错了。")
			}
		case 's':
			c.style = uint32(max(decimalInt(a.value), 0))
			sc.sheet.book.maxStyle = max(sc.sheet.book.maxStyle, int(c.style))
		case 't':
			c.kind = a.value
		}
	}
	if ref.Row != sc.row {
		return damaged("", ref.String(), "单元格的位置与所在行不符。")
	}
	if ref.Col > cellref.MaxCol {
		return damaged("", ref.String(), "单元格的位置超出工作表范围。")
	}
	if ref.Col <= sc.col {
		sc.sorted = false
	}
	sc.col = ref.Col
	if sc.empty {
		return nil
	}
	c.row, c.col = int32(ref.Row), uint16(ref.Col)
	if e := sc.cellContent(&c); e != nil {
		return e
	}
	return sc.keep(&c)
}

// cellContent reads the children of <c> up to its end tag.
func (sc *sheetScan) cellContent(c *rawCell) *Error {
	for {
		switch sc.next() {
		case tokenBad, tokenEnd:
			return sc.bad()
		case tokenClose:
			return nil
		case tokenOpen:
			switch string(sc.name) {
			case "v":
				if e := sc.leaf(&c.value, &c.cdata); e != nil {
					return e
				}
			case "f":
				if e := sc.formulaElement(c); e != nil {
					return e
				}
			case "is":
				text, err := sc.text.item(&sc.scanner)
				if err != nil {
					sc.err = err
					return sc.bad()
				}
				c.inline, c.isText = text, true
			default:
				if !sc.skip() {
					return sc.bad()
				}
			}
		}
	}
}

// leaf reads the text of an element without children.
func (sc *sheetScan) leaf(out *[]byte, cdata *bool) *Error {
	*out = sc.b[sc.end:sc.end]
	if sc.empty {
		return nil
	}
	for {
		switch t := sc.next(); t {
		case tokenBad, tokenEnd:
			return sc.bad()
		case tokenClose:
			return nil
		case tokenText, tokenCData:
			raw := sc.b[sc.start:sc.end]
			if len(*out) > 0 { // split by a comment or CDATA: rare, so simply joined
				raw = append(bytes.Clone(*out), raw...)
			}
			*out, *cdata = raw, *cdata || t == tokenCData
		default:
			sc.err = errNotXML
			return sc.bad()
		}
	}
}

func (sc *sheetScan) formulaElement(c *rawCell) *Error {
	f := formula{group: -1}
	for rest := sc.attrs; ; {
		a, ok := nextAttr(&rest)
		if !ok {
			break
		}
		switch string(a.name) {
		case "t":
			switch string(a.value) {
			case "shared":
				f.kind = formulaShared
			case "array":
				f.kind = formulaArray
			case "dataTable":
				f.kind = formulaTable
			}
		case "si":
			f.group = decimalInt(a.value)
		case "ref":
			f.area, _ = cellref.ParseRangeBytes(a.value)
		}
	}
	var raw []byte
	var cdata bool
	if e := sc.leaf(&raw, &cdata); e != nil {
		return e
	}
	f.cell = c.ref()
	text, e := sc.plainText(raw, cdata)
	if e != nil {
		return e
	}
	f.text = text
	if f.text != "" || f.kind == formulaShared && f.group >= 0 || f.kind == formulaTable {
		c.formula = &f
	}
	return nil
}

// plainText resolves entities and escapes; text without any is a view of the part.
func (sc *sheetScan) plainText(raw []byte, cdata bool) (string, *Error) {
	if cdata || plain(raw) {
		return view(raw), nil
	}
	text, err := appendText(nil, raw)
	if err != nil {
		sc.err = err
		return "", sc.bad()
	}
	return view(unescapeX(text)), nil
}

// keep understands the cell and stores it unless it is empty.
func (sc *sheetScan) keep(c *rawCell) *Error {
	s := sc.sheet
	e := sc.understand(c)
	if e != nil {
		return e
	}
	if c.formula == nil && c.stored.kind == Empty {
		return nil
	}
	if c.formula != nil {
		if e := s.book.meter.hold(costFormula + len(c.formula.text)); e != nil {
			return e
		}
		s.addFormula(c)
	}
	if e := s.book.meter.cell(); e != nil {
		return e
	}
	s.cells = append(s.cells, c.stored)
	return nil
}

// understand sets kind and text of the stored cell.
func (sc *sheetScan) understand(c *rawCell) *Error {
	kind := c.kind
	switch {
	case c.isText && (len(c.value) == 0 || string(kind) == "inlineStr"):
		return sc.keepText(c, c.inline)
	case len(kind) == 1 && kind[0] == 's':
		return sc.sharedText(c)
	case string(kind) == "str", string(kind) == "inlineStr":
		text, e := sc.plainText(c.value, c.cdata)
		if e != nil || c.value == nil {
			return e
		}
		return sc.keepText(c, text)
	}
	value := bytes.TrimSpace(c.value)
	if len(value) == 0 {
		return nil
	}
	switch {
	case len(kind) == 0 || string(kind) == "n":
		c.stored.kind = Number
		if !isNumber(value) {
			c.stored.kind = Fault
		}
	case string(kind) == "b":
		text := "FALSE"
		if isTrue(value) {
			text = "TRUE"
		}
		return sc.keepAs(c, Bool, text)
	case string(kind) == "e":
		c.stored.kind = Fault
	case string(kind) == "d":
		serial, ok := serialOf(string(value), sc.sheet.book.date1904)
		if !ok {
			return sc.keepText(c, string(value))
		}
		return sc.keepAs(c, Number, serial)
	default:
		return damaged("", sc.place(), "单元格的类型无法识别。")
	}
	if at := sc.offset(value); at >= 0 && bytes.IndexByte(value, '&') < 0 {
		c.off, c.n = uint32(at), uint32(len(value))
		return nil
	}
	text, e := sc.plainText(value, c.cdata)
	if e != nil {
		return e
	}
	return sc.keepAs(c, c.stored.kind, text)
}

// offset returns where raw starts in the part, -1 when it is no view of it.
func (sc *sheetScan) offset(raw []byte) int {
	at := cap(sc.b) - cap(raw)
	if at >= 0 && at+len(raw) <= len(sc.b) && &sc.b[at] == &raw[0] {
		return at
	}
	return -1
}

func (sc *sheetScan) sharedText(c *rawCell) *Error {
	i := decimalInt(bytes.TrimSpace(c.value))
	if len(bytes.TrimSpace(c.value)) == 0 {
		return nil
	}
	if i < 0 || i >= len(sc.sheet.book.strings) {
		return damaged("", sc.place(), "单元格引用的文字在共享文字表中不存在。")
	}
	if sc.sheet.book.strings[i] == "" && c.formula == nil {
		return nil
	}
	c.stored.kind, c.where, c.off = Text, inShared, uint32(i)
	return nil
}

func (sc *sheetScan) keepText(c *rawCell, text string) *Error {
	m := sc.sheet.book.meter
	if len(text) > m.limits.TextSize {
		return overLimit("", sc.place(), "单元格文字过长,超出限制。", "")
	}
	if e := m.hold(costText + len(text)); e != nil {
		return e
	}
	if text == "" && c.formula == nil {
		return nil
	}
	return sc.keepAs(c, Text, text)
}

func (sc *sheetScan) keepAs(c *rawCell, kind Kind, text string) *Error {
	s := sc.sheet
	c.stored.kind, c.where, c.off = kind, inTexts, uint32(len(s.texts))
	s.texts = append(s.texts, text)
	return nil
}

// isNumber reports text that a number cell may hold: digits with a sign, a point, an exponent.
func isNumber(v []byte) bool {
	i, digits := 0, 0
	if v[0] == '-' || v[0] == '+' {
		i++
	}
	point := false
	for ; i < len(v); i++ {
		switch c := v[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c == '.' && !point:
			point = true
		case (c == 'e' || c == 'E') && digits > 0:
			if i++; i < len(v) && (v[i] == '-' || v[i] == '+') {
				i++
			}
			return i < len(v) && len(bytes.Trim(v[i:], "0123456789")) == 0
		default:
			return false
		}
	}
	return digits > 0
}
