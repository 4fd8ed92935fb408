package workbook

import (
	"bytes"
	"path"
	"strings"
	"sync"
)

// Book is an opened workbook. It never changes and may be read from several goroutines.
type Book struct {
	zip      archive
	sheets   []*Sheet // worksheets in tab order
	tabs     []tab    // all sheets, also charts
	strings  []string
	formats  []string // by cell style
	names    []definedName
	date1904 bool
	asShown  bool // its formulas compute with numbers as shown, rounded by their formats
	meter    *meter

	main        int    // entry of workbook.xml
	mainXML     []byte // its text
	rels        []relation
	styles      int // entry of styles.xml, -1 when none
	stylesXML   []byte
	textPart    string
	hasFormulas bool
	maxStyle    int      // highest style that a cell names, whether the style sheet has it or not
	reading     struct { // formulas computed for readers
		sync.Mutex
		calc *calc
	}
}

// tab is one <sheet> of workbook.xml.
type tab struct {
	name, rel, id string
	hidden        bool
}

type definedName struct {
	name, text string
	local      int // index of the tab it belongs to, -1 for the workbook
}

// Open reads a workbook. data must not change while the Book is in use. The error is always an *Error.
func Open(data []byte, limits Limits) (*Book, error) {
	b, e := open(data, limits.withDefaults())
	if e != nil {
		return nil, e
	}
	return b, nil
}

func open(data []byte, limits Limits) (*Book, *Error) {
	if e := sniff(data); e != nil {
		if e.Code == CodeEncrypted {
			if plain, ok := decryptDefault(data, limits); ok {
				return open(plain, limits)
			}
		}
		return nil, e
	}
	a, e := openArchive(data, limits)
	if e != nil {
		return nil, e
	}
	b := &Book{zip: *a, meter: a.meter, styles: -1}
	if e := b.findMain(); e != nil {
		return nil, e
	}
	if e := b.readMain(); e != nil {
		return nil, e
	}
	if e := b.readShared(); e != nil {
		return nil, e
	}
	return b, b.readSheets()
}

// text inflates a part and returns it as UTF-8.
func (b *Book) text(i int) ([]byte, *Error) { return b.zip.text(i) }

// findMain finds the workbook part, or says what else the package is.
func (b *Book) findMain() *Error {
	b.main = -1
	if i := b.zip.part("_rels/.rels"); i >= 0 {
		rels, e := b.relations(i, "")
		if e != nil {
			return e
		}
		for _, r := range rels {
			if r.is("officeDocument") {
				b.main = b.zip.part(r.target)
				if e := b.checkMain(r.target); e != nil {
					return e
				}
			}
		}
	}
	if b.main < 0 {
		b.main = b.zip.part("xl/workbook.xml")
	}
	if b.main >= 0 {
		return nil
	}
	return b.otherPackage()
}

func (b *Book) checkMain(target string) *Error {
	switch {
	case strings.HasPrefix(target, "word/"):
		return notExcel(" Word 文档(.docx)")
	case strings.HasPrefix(target, "ppt/"):
		return notExcel(" PowerPoint 演示文稿(.pptx)")
	case strings.HasPrefix(target, "visio/"):
		return notExcel(" Visio 图")
	case strings.HasSuffix(strings.ToLower(target), ".bin"):
		return &Error{Code: CodeXLS, Message: "文件是二进制工作簿(.xlsb),不能直接读取。", Hint: hintConvert}
	}
	return nil
}

func (b *Book) otherPackage() *Error {
	a := &b.zip
	switch {
	case a.part("mimetype") >= 0 && a.part("content.xml") >= 0:
		if kind, e := b.zip.bytes(a.part("mimetype")); e == nil && bytes.Contains(kind, []byte("opendocument.spreadsheet")) {
			return &Error{Code: CodeXLS, Message: "文件是 OpenDocument 表格(.ods),不能直接读取。", Hint: hintConvert}
		}
		return notExcel(" OpenDocument 文档(.odt)")
	case a.part("OFD.xml") >= 0:
		return notExcel(" OFD 文档")
	case a.part("word/document.xml") >= 0:
		return notExcel(" Word 文档(.docx)")
	case a.part("[Content_Types].xml") >= 0:
		return damaged("xl/workbook.xml", "", "工作簿缺少主部件。")
	}
	return notExcel("普通压缩包(zip)")
}

// readMain reads workbook.xml and its relations.
func (b *Book) readMain() *Error {
	name := b.zip.entries[b.main].name
	var e *Error
	if b.mainXML, e = b.text(b.main); e != nil {
		return e
	}
	if i := b.zip.part(relsOf(name)); i >= 0 {
		if b.rels, e = b.relations(i, name); e != nil {
			return e
		}
	}
	s := newScanner(b.mainXML)
	for {
		switch s.next() {
		case tokenBad:
			return damaged(name, "", "工作簿主部件损坏:"+s.err.Error()+"。")
		case tokenEnd:
			if len(b.tabs) == 0 {
				return damaged(name, "", "工作簿里没有工作表。")
			}
			return nil
		case tokenOpen:
			if e := b.mainElement(&s, name); e != nil {
				return e
			}
		}
	}
}

func (b *Book) mainElement(s *scanner, part string) *Error {
	if s.first() && string(s.name) != "workbook" {
		return notExcel(" XML 文件")
	}
	switch string(s.name) {
	case "extLst": // names its elements as the workbook itself does: <x15:workbookPr>
		s.skip()
	case "workbookPr":
		b.date1904 = isTrue(attribute(s.attrs, "date1904"))
	case "calcPr":
		v := attribute(s.attrs, "fullPrecision")
		b.asShown = v != nil && !isTrue(v)
	case "sheet":
		var t tab
		for rest := s.attrs; ; {
			a, ok := nextAttr(&rest)
			if !ok {
				break
			}
			switch {
			case string(a.name) == "name":
				text, err := appendText(nil, a.value)
				if err != nil {
					return damaged(part, "", "工作表名称损坏:"+err.Error()+"。")
				}
				t.name = view(unescapeX(text))
			case string(a.name) == "sheetId":
				t.id = view(a.value)
			case string(a.name) == "id" && a.prefix != nil:
				t.rel = view(a.value)
			case string(a.name) == "state":
				t.hidden = string(a.value) == "hidden" || string(a.value) == "veryHidden"
			}
		}
		if len(b.tabs) == b.meter.limits.Sheets {
			return overLimit(part, "", "工作表过多,超出限制。", "")
		}
		b.tabs = append(b.tabs, t)
	case "definedName":
		return b.readName(s, part)
	}
	return nil
}

func (b *Book) readName(s *scanner, part string) *Error {
	n := definedName{local: -1}
	if v := attribute(s.attrs, "localSheetId"); v != nil {
		n.local = decimalInt(v)
	}
	n.name = string(attribute(s.attrs, "name"))
	if s.empty {
		return nil
	}
	for d := s.depth(); s.depth() >= d; {
		switch s.next() {
		case tokenBad, tokenEnd:
			return damaged(part, "", "定义的名称损坏。")
		case tokenText:
			text, err := appendText(nil, s.b[s.start:s.end])
			if err != nil {
				return damaged(part, "", "定义的名称损坏:"+err.Error()+"。")
			}
			n.text += string(text)
		}
	}
	b.names = append(b.names, n)
	return nil
}

// readShared reads the strings and the number formats that all sheets share.
func (b *Book) readShared() *Error {
	find := func(kind, fallback string) int {
		for _, r := range b.rels {
			if r.is(kind) {
				if i := b.zip.part(r.target); i >= 0 {
					return i
				}
			}
		}
		return b.zip.part(fallback)
	}
	dir := path.Dir(strings.ReplaceAll(b.zip.entries[b.main].name, `\`, "/"))
	if i := find("sharedStrings", dir+"/sharedStrings.xml"); i >= 0 {
		b.textPart = b.zip.entries[i].name
		text, e := b.text(i)
		if e != nil {
			return e
		}
		if b.strings, e = readStrings(text, b.textPart, b.meter); e != nil {
			return e
		}
	}
	if b.styles = find("styles", dir+"/styles.xml"); b.styles >= 0 {
		var e *Error
		if b.stylesXML, e = b.text(b.styles); e != nil {
			return e
		}
		if b.formats, e = readFormats(b.stylesXML, b.zip.entries[b.styles].name, b.meter); e != nil {
			return e
		}
	}
	return nil
}

// readSheets reads all worksheets; charts and other sheets without cells are passed over. A sheet that
// names no relation at all is one of these: so Excel lists the macro modules of workbooks that began in
// the nineties.
func (b *Book) readSheets() *Error {
	mainName := b.zip.entries[b.main].name
	b.sheets = make([]*Sheet, 0, len(b.tabs))
	for i, t := range b.tabs {
		r := relationByID(b.rels, t.rel)
		if t.rel == "" {
			continue
		}
		if r == nil {
			return damaged(mainName, t.name, "找不到工作表的内容。")
		}
		if r.is("chartsheet") || r.is("dialogsheet") || r.is("xlMacrosheet") || r.is("xlIntlMacrosheet") {
			continue
		}
		part := b.zip.part(r.target)
		if part < 0 {
			return damaged(r.target, "", "找不到工作表“"+t.name+"”的内容。")
		}
		s := &Sheet{book: b, tab: i, name: t.name, hidden: t.hidden, part: part}
		if e := s.read(); e != nil {
			return e
		}
		b.sheets = append(b.sheets, s)
	}
	if len(b.sheets) == 0 && b.tabs[0].rel == "" {
		return damaged(mainName, b.tabs[0].name, "找不到工作表的内容。")
	}
	return nil
}

// Sheets returns the worksheets in tab order; chart sheets are left out.
func (b *Book) Sheets() []*Sheet { return b.sheets }
