package workbook

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
)

const sheet1 = "xl/worksheets/sheet1.xml"

func encrypted(t *testing.T, password string) []byte {
	t.Helper()
	data, err := excelize.Encrypt(ordinary(t), &excelize.Options{Password: password})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func ole(streams ...string) []byte {
	out := append([]byte(nil), magicOLE...)
	out = append(out, make([]byte, 600)...)
	for _, s := range streams {
		for _, u := range utf16.Encode([]rune(s)) {
			out = append(out, byte(u), byte(u>>8))
		}
	}
	return out
}

func utf16le(s string) string {
	out := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(strings.Replace(s, "UTF-8", "UTF-16", 1))) {
		out = append(out, byte(u), byte(u>>8))
	}
	return string(out)
}

// What people really drop into the folder: each is told apart, with a way out, and never read as empty.
func TestWhatIsNoWorkbook(t *testing.T) {
	form := official()
	whole := form.zip(t)
	gbk, err := simplifiedchinese.GBK.NewEncoder().String("姓名,得分\r\n项目,95\r\n")
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(whole)
	flipped[bytes.Index(flipped, []byte(sheet1))+200] ^= 0xFF
	for name, c := range map[string]struct {
		data []byte
		code string
		says string
	}{
		"nothing":           {nil, CodeEmpty, "空"},
		"zeros":             {make([]byte, 5000), CodeEmpty, "空白字节"},
		"web page":          {[]byte("\xEF\xBB\xBF\r\n<html><table><tr><td>1</td></tr></table></html>"), CodeHTML, "网页"},
		"XML 2003":          {[]byte(`<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">`), CodeHTML, "XML 表格 2003"},
		"MHTML":             {[]byte("MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n"), CodeHTML, "MHTML"},
		"CSV":               {[]byte("姓名,得分\n项目,95\n"), CodeText, "CSV"},
		"CSV in GBK":        {[]byte(gbk), CodeText, "CSV"},
		"old workbook":      {ole("Root Entry", "Workbook"), CodeXLS, ".xls"},
		"BIFF without OLE":  {append([]byte{0x09, 0x04, 0x06, 0x00, 0, 0, 0x10, 0}, 0, 0, 0, 0), CodeXLS, ".xls"},
		"Word 97":           {ole("Root Entry", "WordDocument"), CodeNotExcel, "Word"},
		"password":          {encrypted(t, "秘密123"), CodeEncrypted, "密码"},
		"encrypted, broken": {ole("EncryptedPackage"), CodeEncrypted, "密码"},
		"PDF":               {[]byte("%PDF-1.7\n..."), CodeNotExcel, "PDF"},
		"picture":           {[]byte("\x89PNG\r\n\x1a\n0000"), CodeNotExcel, "图片"},
		"RAR":               {[]byte("Rar!\x1a\x07\x00"), CodeNotExcel, "RAR"},
		"docx":              {parts{{"[Content_Types].xml", "<Types/>"}, {"_rels/.rels", relsPart("officeDocument", "word/document.xml")}, {"word/document.xml", "<a/>"}}.zip(t), CodeNotExcel, "Word"},
		"pptx":              {parts{{"_rels/.rels", relsPart("officeDocument", "ppt/presentation.xml")}}.zip(t), CodeNotExcel, "PowerPoint"},
		"xlsb":              {parts{{"_rels/.rels", relsPart("officeDocument", "xl/workbook.bin")}, {"xl/workbook.bin", "x"}}.zip(t), CodeXLS, ".xlsb"},
		"ods":               {parts{{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", "<a/>"}}.zip(t), CodeXLS, "OpenDocument"},
		"odt":               {parts{{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", "<a/>"}}.zip(t), CodeNotExcel, "OpenDocument"},
		"zip of files":      {parts{{"自评表.xlsx", "x"}}.zip(t), CodeNotExcel, "压缩包"},
		"empty zip":         {parts{}.zip(t), CodeNotExcel, "压缩包"},
		"bytes":             {[]byte{1, 2, 3, 0, 5, 200, 7, 0, 0}, CodeNotExcel, "无法识别"},
		"cut off":           {whole[:len(whole)/2], CodeTruncated, "不完整"},
		"cut, zip inside":   {append(bytes.Clone(whole[:len(whole)/2]), minimal("").zip(t)...), CodeTruncated, "不完整"},
		"one bit":           {flipped, CodeDamaged, "损坏"},
	} {
		b, err := Open(c.data, Limits{})
		var e *Error
		if b != nil || !errors.As(err, &e) {
			t.Errorf("%s: opened, or the error is %v", name, err)
			continue
		}
		if e.Code != c.code || !strings.Contains(e.Message, c.says) || e.Hint == "" {
			t.Errorf("%s: %+v", name, e)
		}
	}
}

// Inside a package everything that cannot be read right must be an error that names the part.
func TestDamagedParts(t *testing.T) {
	form := official()
	lol := `<!DOCTYPE x [<!ENTITY a "大大大大"><!ENTITY b "&a;&a;&a;&a;">]>`
	for name, c := range map[string]struct {
		p    parts
		code string
		part string
	}{
		"sheet cut":           {form.with(sheet1, form.get(sheet1)[:3000]), CodeDamaged, sheet1},
		"sheet empty":         {form.with(sheet1, ""), CodeDamaged, sheet1},
		"sheet is a chart":    {form.with(sheet1, "<chartsheet><a/></chartsheet>"), CodeDamaged, sheet1},
		"sheet without data":  {form.with(sheet1, "<worksheet "+nsMain+"><cols/></worksheet>"), CodeDamaged, sheet1},
		"sheet missing":       {form.without(sheet1), CodeDamaged, sheet1},
		"workbook missing":    {form.without("xl/workbook.xml"), CodeDamaged, "xl/workbook.xml"},
		"no sheets":           {form.with("xl/workbook.xml", "<workbook "+nsMain+"><sheets/></workbook>"), CodeDamaged, "xl/workbook.xml"},
		"relations missing":   {form.without("xl/_rels/workbook.xml.rels"), CodeDamaged, "xl/workbook.xml"},
		"strings missing":     {form.without("xl/sharedStrings.xml"), CodeDamaged, sheet1},
		"strings cut":         {form.with("xl/sharedStrings.xml", form.get("xl/sharedStrings.xml")[:300]), CodeDamaged, "xl/sharedStrings.xml"},
		"styles cut":          {form.with("xl/styles.xml", form.get("xl/styles.xml")[:500]), CodeDamaged, "xl/styles.xml"},
		"string out of range": {form.replace(t, sheet1, `t="s"><v>4</v>`, `t="s"><v>99</v>`), CodeDamaged, sheet1},
		"string number":       {form.replace(t, sheet1, `t="s"><v>4</v>`, `t="s"><v>-1</v>`), CodeDamaged, sheet1},
		"cell type":           {form.replace(t, sheet1, `<c r="A3" s="1">`, `<c r="A3" s="1" t="zz">`), CodeDamaged, sheet1},
		"cell reference":      {form.replace(t, sheet1, `r="A3"`, `r="3A"`), CodeDamaged, sheet1},
		"other row":           {form.replace(t, sheet1, `r="A3"`, `r="A4"`), CodeDamaged, sheet1},
		"column XFE":          {form.replace(t, sheet1, `r="A3"`, `r="XFE3"`), CodeDamaged, sheet1},
		"cell twice":          {form.replace(t, sheet1, `r="C4"`, `r="D4"`), CodeDamaged, sheet1},
		"row 0":               {form.replace(t, sheet1, `<row r="24"/>`, `<row r="0"/>`), CodeDamaged, sheet1},
		"row too far":         {form.replace(t, sheet1, `<row r="24"/>`, `<row r="1048577"/>`), CodeDamaged, sheet1},
		"merge reference":     {form.replace(t, sheet1, `ref="A22:E22"`, `ref="A22:22"`), CodeDamaged, sheet1},
		"entity":              {form.replace(t, sheet1, "分值", "&nbsp;"), CodeDamaged, sheet1},
		"illegal character":   {form.replace(t, sheet1, "分值", "&#0;"), CodeDamaged, sheet1},
		"tags do not match":   {form.replace(t, sheet1, "</sheetData>", "</sheetDate>"), CodeDamaged, sheet1},
		"not UTF-8":           {form.replace(t, sheet1, "分值", "\xB7\xD6"), CodeDamaged, sheet1},
		"unknown encoding":    {form.replace(t, sheet1, "UTF-8", "Big5"), CodeDamaged, sheet1},
		"entity bomb, sheet":  {form.replace(t, sheet1, "<worksheet", lol+"<worksheet"), CodeDamaged, sheet1},
		"outside entity":      {form.replace(t, "xl/sharedStrings.xml", "<sst", `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><sst`), CodeDamaged, "xl/sharedStrings.xml"},
		"nesting":             {form.replace(t, sheet1, "</sheetData>", "</sheetData>"+strings.Repeat("<a>", 900)+strings.Repeat("</a>", 900)), CodeLimit, sheet1},
		"two data sections":   {form.replace(t, sheet1, "</sheetData>", "</sheetData><sheetData/>"), CodeDamaged, sheet1},
		"part twice":          {append(official(), [2]string{sheet1, "<worksheet/>"}), CodeDamaged, sheet1},
		"bomb":                {form.with(sheet1, head+"<worksheet "+nsMain+"><sheetData>"+strings.Repeat(" ", 3<<20)+"</sheetData></worksheet>"), CodeLimit, sheet1},
	} {
		_, err := Open(c.p.zip(t), Limits{})
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%s: the error is %v", name, err)
			continue
		}
		if e.Code != c.code || e.Part != c.part || e.Hint == "" {
			t.Errorf("%s: %+v", name, e)
		}
	}
}

// What a header says about a size is never believed, smaller or larger.
func TestHeadersThatLie(t *testing.T) {
	data := official().zip(t)
	for _, size := range []uint32{10, 50_000} {
		lie := bytes.Clone(data)
		at := bytes.LastIndex(lie, []byte(sheet1))
		binary.LittleEndian.PutUint32(lie[at-22:], size)
		if _, err := Open(lie, Limits{}); err == nil {
			t.Errorf("a size of %d was believed", size)
		}
	}
}

// Odd but readable files: other writers make them, and the cells must come out the same.
func TestOddButReadable(t *testing.T) {
	form := official()
	want := dump(opened(t, form.zip(t)))
	renamed := func(change func(string) string) parts {
		var out parts
		for _, x := range form {
			out = append(out, [2]string{change(x[0]), x[1]})
		}
		return out
	}
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(strings.Replace(form.get(sheet1), "UTF-8", "GB2312", 1))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"GBK sheet":        form.with(sheet1, gbk).zip(t),
		"junk before":      append([]byte("junk\r\n"), form.zip(t)...),
		"bytes behind":     append(form.zip(t), make([]byte, 300)...),
		"backslashes":      renamed(func(s string) string { return strings.ReplaceAll(s, "/", `\`) }).zip(t),
		"upper case":       renamed(strings.ToUpper).zip(t),
		"absolute targets": form.replace(t, "xl/_rels/workbook.xml.rels", `Target="`, `Target="/xl/`).zip(t),
		"other targets":    form.replace(t, "xl/_rels/workbook.xml.rels", `Target="worksheets/`, `Target=".\..\xl\Worksheets/`).zip(t),
		"byte order mark":  form.with(sheet1, "\xEF\xBB\xBF"+form.get(sheet1)).zip(t),
		"UTF-16 sheet":     form.with(sheet1, utf16le(form.get(sheet1))).zip(t),
		"UTF-16 workbook":  form.with("xl/workbook.xml", utf16le(form.get("xl/workbook.xml"))).zip(t),
		"stale dimension":  form.replace(t, sheet1, `<dimension ref="A1:H24"/>`, `<dimension ref="A1"/>`).zip(t),
		"single quotes":    form.with(sheet1, strings.ReplaceAll(strings.ReplaceAll(form.get(sheet1), `"`, `'`), `">`, `' >`)).zip(t),
		"comments in XML":  form.replace(t, sheet1, "<v>", "<!-- <v>1</v> --><v>").zip(t),
		"zip slip":         append(official(), [2]string{"../../etc/evil.txt", "x"}).zip(t),
		"same part twice":  append(official(), [2]string{sheet1, form.get(sheet1)}).zip(t),
		"merges overlap":   form.replace(t, sheet1, `<mergeCell ref="G5:G6"/>`, `<mergeCell ref="G5:G6"/><mergeCell ref="G6:H9"/>`).zip(t),
	} {
		b, err := Open(data, Limits{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := dump(b); got != want {
			t.Errorf("%s reads\n%s", name, got)
		}
		out := applied(t, b, markEdits(), markSheet())
		if got := opened(t, out.Data).Sheets()[0].Cell(at(t, "G3")).Raw; got != "3.57" {
			t.Errorf("%s: written as %q", name, got)
		}
	}
	if got := dump(opened(t, encrypted(t, defaultPassword))); got != dump(opened(t, ordinary(t))) {
		t.Errorf("the default password: %s", got)
	}
}

// A file that stops anywhere is an error, at every length.
func TestTruncation(t *testing.T) {
	data := official().zip(t)
	for n := range data {
		if _, err := Open(data[:n:n], Limits{}); err == nil {
			t.Fatalf("the first %d of %d bytes were read as a workbook", n, len(data))
		}
	}
}

// A flipped byte may go unnoticed only where nothing is read from; it must never crash.
func TestFlippedBytes(t *testing.T) {
	data := official().zip(t)
	want := dump(opened(t, data))
	for n := range data {
		bad := bytes.Clone(data)
		bad[n] ^= 0x10
		b, err := Open(bad, Limits{})
		if err != nil {
			continue
		}
		if got := dump(b); got != want {
			t.Fatalf("byte %d changed what is read without an error", n)
		}
	}
}

// The forms of cells that the standard allows and office programs do not write.
func TestCellForms(t *testing.T) {
	sheet := `<row><c><v> 5 </v></c><c t="n"><v>abc</v></c><c t="str"><v>a_x000D_b&lt;</v></c><c t="d"><v>2023-05-01T12:00:00</v></c><c t="b"><v>0</v></c><c t="e"><v>#DIV/0!</v></c></row>` +
		`<row r="3"><c t="inlineStr"><is><r><t>富</t></r><r><t xml:space="preserve"> 文本</t></r><rPh sb="0" eb="1"><t>fu</t></rPh></is></c><c r="C3"><v><![CDATA[7]]></v></c><c t="str"><f>"a"&amp;B1</f><v></v></c><c t="inlineStr"><is/></c><c t="str"><v><![CDATA[<&>]]></v></c><c/><c><v/></c><c r="XFD3"><v>1e5</v></c></row>` +
		`<row r="1048576" hidden="true"><c r="XFD1048576"><v>-.5</v></c></row>`
	s := opened(t, minimal(sheet).zip(t)).Sheets()[0]
	for ref, want := range map[string]Cell{
		"A1": {Kind: Number, Raw: "5"}, "B1": {Kind: Fault, Raw: "abc"}, "C1": {Kind: Text, Raw: "a\rb<"}, "D1": {Kind: Number, Raw: "45047.5"},
		"E1": {Kind: Bool, Raw: "FALSE"}, "F1": {Kind: Fault, Raw: "#DIV/0!"}, "A3": {Kind: Text, Raw: "富 文本"}, "C3": {Kind: Number, Raw: "7"},
		"D3": {Kind: Text, Formula: `"a"&B1`}, "E3": {}, "F3": {Kind: Text, Raw: "<&>"}, "G3": {}, "H3": {}, "XFD3": {Kind: Number, Raw: "1e5"}, "XFD1048576": {Kind: Number, Raw: "-.5"},
	} {
		if got := s.Cell(at(t, ref)); got != want {
			t.Errorf("%s is %+v, want %+v", ref, got, want)
		}
	}
	if s.Area().String() != "A1:XFD1048576" || !s.HiddenRow(1048576) {
		t.Errorf("area %s", s.Area())
	}
}

// A million empty rows with styles are a common accident; they must cost little.
func BenchmarkMillionEmptyRows(b *testing.B) {
	var rows strings.Builder
	for r := 1; r <= 1_000_000; r++ {
		rows.WriteString(`<row r="` + itoa(r) + `" spans="1:9" s="3" customFormat="1" ht="24" customHeight="1" x14ac:dyDescent="0.15"/>`)
	}
	data := minimal(rows.String()).zip(b)
	b.ReportAllocs()
	for b.Loop() {
		opened(b, data)
	}
}
