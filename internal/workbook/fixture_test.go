package workbook

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
)

// parts is a package as a list of names and contents, in file order.
type parts [][2]string

func (p parts) with(name, content string) parts {
	out := append(parts(nil), p...)
	for i := range out {
		if out[i][0] == name {
			out[i][1] = content
			return out
		}
	}
	return append(out, [2]string{name, content})
}

func (p parts) without(name string) parts {
	var out parts
	for _, x := range p {
		if x[0] != name {
			out = append(out, x)
		}
	}
	return out
}

func (p parts) get(name string) string {
	for _, x := range p {
		if x[0] == name {
			return x[1]
		}
	}
	return ""
}

// replace changes the text of one part; it fails when there is nothing to change.
func (p parts) replace(t testing.TB, name, old, next string) parts {
	t.Helper()
	text := p.get(name)
	if !strings.Contains(text, old) {
		t.Fatalf("%s does not contain %q", name, old)
	}
	return p.with(name, strings.ReplaceAll(text, old, next))
}

func (p parts) zip(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, x := range p {
		f, err := w.CreateHeader(&zip.FileHeader{Name: x[0], Method: zip.Deflate, Modified: time.Date(2024, 3, 1, 8, 30, 0, 0, time.UTC)})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, x[1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// unzip reads all parts of a package and checks their CRCs.
func unzip(t testing.TB, data []byte) map[string]string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := make(map[string]string)
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(in)
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		if _, twice := out[f.Name]; twice {
			t.Fatalf("%s is there twice", f.Name)
		}
		out[f.Name] = string(b)
	}
	return out
}

const (
	head    = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\r\n"
	nsMain  = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	nsRel   = `xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relType = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
)

// relsPart writes a relations part from pairs of kind and target; ids count from rId1.
func relsPart(pairs ...string) string {
	var b strings.Builder
	b.WriteString(head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for i := 0; i < len(pairs); i += 2 {
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s%s" Target="%s"/>`, i/2+1, relType, pairs[i], pairs[i+1])
	}
	return b.String() + `</Relationships>`
}

// minimal is the smallest package around one sheet's data.
func minimal(sheetData string, more ...string) parts {
	return parts{
		{"[Content_Types].xml", head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`},
		{"_rels/.rels", relsPart("officeDocument", "xl/workbook.xml")},
		{"xl/workbook.xml", head + `<workbook ` + nsMain + ` ` + nsRel + `><sheets><sheet name="自评表" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", relsPart("worksheet", "worksheets/sheet1.xml")},
		{"xl/worksheets/sheet1.xml", head + `<worksheet ` + nsMain + ` ` + nsRel + `><sheetData>` + sheetData + `</sheetData>` + strings.Join(more, "") + `</worksheet>`},
	}
}

// A form with what official workbooks carry: styles, merged cells, protection, validation, a seal as a
// picture, somebody's comment, print settings, totals as formulas, a second sheet that refers to the first.
func official() parts {
	types := `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>`
	for _, x := range [][2]string{{"workbook", "sheet.main"}, {"worksheets/sheet1", "worksheet"}, {"worksheets/sheet2", "worksheet"}, {"styles", "styles"}, {"sharedStrings", "sharedStrings"}, {"comments1", "comments"}, {"calcChain", "calcChain"}} {
		types += fmt.Sprintf(`<Override PartName="/xl/%s.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.%s+xml"/>`, x[0], x[1])
	}
	types += `<Override PartName="/xl/drawings/drawing1.xml" ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/>`
	noise := make([]byte, 5000)
	for i, x := 0, uint32(7); i < len(noise); i++ {
		x = x*1664525 + 1013904223
		noise[i] = byte(x >> 24)
	}
	return parts{
		{"[Content_Types].xml", head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` + types + `</Types>`},
		{"_rels/.rels", relsPart("officeDocument", "xl/workbook.xml")},
		{"xl/_rels/workbook.xml.rels", relsPart("worksheet", "worksheets/sheet1.xml", "worksheet", "worksheets/sheet2.xml", "styles", "styles.xml", "sharedStrings", "sharedStrings.xml", "calcChain", "calcChain.xml")},
		{"xl/workbook.xml", head + `<workbook ` + nsMain + ` ` + nsRel + `><workbookPr defaultThemeVersion="166925"/><workbookProtection lockStructure="0"/><bookViews><workbookView xWindow="-120" yWindow="-120" windowWidth="29040" windowHeight="15720" activeTab="1"/></bookViews><sheets><sheet name="自评表" sheetId="3" r:id="rId1"/><sheet name="汇总 表" sheetId="7" state="hidden" r:id="rId2"/></sheets><definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">自评表!$A$1:$H$24</definedName><definedName name="总分">自评表!$G$22</definedName></definedNames><calcPr calcId="191029"/></workbook>`},
		{"xl/worksheets/sheet1.xml", officialSheet()},
		{"xl/worksheets/_rels/sheet1.xml.rels", relsPart("printerSettings", "../printerSettings/printerSettings1.bin", "drawing", "../drawings/drawing1.xml", "vmlDrawing", "../drawings/vmlDrawing1.vml", "comments", "../comments1.xml")},
		{"xl/worksheets/sheet2.xml", head + `<worksheet ` + nsMain + `><sheetData><row r="1"><c r="A1" t="str"><f>IF(自评表!G22&gt;=90,"优","良")</f><v>良</v></c><c r="B1"><f>总分/100</f><v>0.5</v></c></row></sheetData></worksheet>`},
		{"xl/drawings/drawing1.xml", head + `<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"/>`},
		{"xl/drawings/vmlDrawing1.vml", `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/></v:shapetype><v:shape id="_x0000_s1025" type="#_x0000_t202" style='position:absolute;visibility:hidden'><v:textbox><div style='text-align:left'><br></div></v:textbox><x:ClientData ObjectType="Note"><x:Anchor>8, 15, 3, 10, 11, 31, 6, 9</x:Anchor><x:Row>5</x:Row><x:Column>6</x:Column></x:ClientData></v:shape></xml>`},
		{"xl/comments1.xml", head + `<comments ` + nsMain + `><authors><author>绩效股</author></authors><commentList><comment ref="G6" authorId="0" shapeId="0"><text><r><rPr><b/><sz val="9"/></rPr><t>绩效股:</t></r><r><t xml:space="preserve">` + "\n" + `请附佐证材料。</t></r></text></comment></commentList></comments>`},
		{"xl/printerSettings/printerSettings1.bin", string(noise[:2000])},
		{"xl/media/image1.png", "\x89PNG\r\n\x1a\n" + string(noise)},
		{"xl/styles.xml", head + `<styleSheet ` + nsMain + `><numFmts count="1"><numFmt numFmtId="176" formatCode="0.0_ "/></numFmts><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="10.5"/><name val="仿宋_GB2312"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor theme="0" tint="-0.15"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="2" borderId="1" xfId="0" applyFill="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf><xf numFmtId="176" fontId="1" fillId="0" borderId="1" xfId="0" applyNumberFormat="1"><protection locked="0"/></xf><xf numFmtId="10" fontId="1" fillId="0" borderId="1" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles><dxfs count="0"/></styleSheet>`},
		{"xl/sharedStrings.xml", head + `<sst ` + nsMain + ` count="9" uniqueCount="6"><si><t>项目支出绩效自评表</t></si><si><t>数量指标</t><phoneticPr fontId="1"/></si><si><r><rPr><b/></rPr><t>年度</t></r><r><t xml:space="preserve">指标值 </t></r><rPh sb="0" eb="2"><t>nian du</t></rPh></si><si><t>实际_x000D_` + "\n" + `完成值</t></si><si><t>合计 &amp; 得分&lt;100&gt;</t></si><si><t/></si></sst>`},
		{"xl/calcChain.xml", head + `<calcChain ` + nsMain + `><c r="G22" i="1"/><c r="F22" i="1"/><c r="G23" i="1"/></calcChain>`},
		{"docProps/app.xml", head + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Microsoft Excel</Application></Properties>`},
	}
}

func officialSheet() string {
	var b strings.Builder
	b.WriteString(head + `<worksheet ` + nsMain + ` ` + nsRel + ` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:H24"/><sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="13.5"/><cols><col min="1" max="2" width="12" customWidth="1"/><col min="3" max="3" width="30" customWidth="1"/><col min="8" max="8" width="9" style="1" hidden="1" customWidth="1"/></cols><sheetData>`)
	b.WriteString(`<row r="1" spans="1:8" ht="30" customHeight="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="1"/><c r="H1" s="1"/></row>`)
	b.WriteString(`<row r="2" spans="1:8" x14ac:dyDescent="0.15"><c r="A2" s="1" t="s"><v>1</v></c><c r="D2" s="1" t="s"><v>2</v></c><c r="E2" s="1" t="s"><v>3</v></c><c r="F2" s="1" t="inlineStr"><is><t>分值</t></is></c><c r="G2" s="1" t="inlineStr"><is><t>得分</t></is></c></row>`)
	for r := 3; r <= 20; r++ {
		fmt.Fprintf(&b, `<row r="%d" spans="1:8" x14ac:dyDescent="0.15"><c r="A%[1]d" s="1"><v>%[2]d</v></c><c r="B%[1]d" s="1" t="s"><v>1</v></c><c r="C%[1]d" s="1" t="inlineStr"><is><t>指标名称%[1]d</t></is></c><c r="D%[1]d" s="1" t="inlineStr"><is><t>≥%[3]d%%</t></is></c><c r="E%[1]d" s="3"><v>0.9%[4]d</v></c><c r="F%[1]d" s="2"><v>5</v></c><c r="G%[1]d" s="2"><v>4.%[4]d</v></c></row>`, r, r-2, 80+r, r%10)
	}
	b.WriteString(`<row r="22" spans="1:8"><c r="A22" s="1" t="s"><v>4</v></c><c r="B22" s="1"/><c r="F22" s="2"><f>SUM(F3:F20)</f><v>90</v></c><c r="G22" s="2"><f>SUM(G3:G21)</f><v>80.1</v></c></row>`)
	b.WriteString(`<row r="23" spans="1:8"><c r="A23" s="1"/><c r="G23" s="3"><f>ROUND(G22/F22,4)</f><v>0.89</v></c></row><row r="24"/>`)
	b.WriteString(`</sheetData><sheetProtection algorithmName="SHA-512" hashValue="AAAA" saltValue="BBBB" spinCount="100000" sheet="1" objects="1" scenarios="1" formatCells="0"/><mergeCells count="3"><mergeCell ref="A1:H1"/><mergeCell ref="A22:E22"/><mergeCell ref="G5:G6"/></mergeCells><conditionalFormatting sqref="G3:G20"><cfRule type="cellIs" priority="1" operator="lessThan"><formula>3</formula></cfRule></conditionalFormatting><dataValidations count="1"><dataValidation type="decimal" imeMode="off" sqref="G3:G20"><formula1>0</formula1><formula2>10</formula2></dataValidation></dataValidations><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" r:id="rId1"/><headerFooter><oddFooter>&amp;C第 &amp;P 页</oddFooter></headerFooter><drawing r:id="rId2"/><legacyDrawing r:id="rId3"/></worksheet>`)
	return b.String()
}

// markEdits is what scoring a form like official does: scores, some of them changed, with reasons.
func markEdits() []Edit {
	var out []Edit
	for r := 3; r <= 20; r++ {
		e := Edit{Sheet: "自评表", Number: fmt.Sprintf("4.%d", r%10)}
		e.Cell.Row, e.Cell.Col = r, 7
		if r%3 == 0 {
			e.Number, e.Shade = "3.57", "FFEB9C"
			e.Comment = "得分应为 3.57,填报 4." + fmt.Sprint(r%10) + "\n公式:0.93÷1.3×5\n依据:财预〔2020〕10号"
		}
		out = append(out, e)
	}
	return out
}

func markSheet() *NewSheet {
	return &NewSheet{Name: "评分说明", Widths: []float64{10, 40, 12}, Header: 2, Rows: [][]NewCell{
		{{Text: "评分说明", Style: Heading}},
		{{Text: "单元格", Style: Strong}, {Text: "说明", Style: Strong}, {Text: "得分", Style: Strong}},
		{{Text: "G3", Link: "'自评表'!G3"}, {Text: "实际完成值低于年度指标值", Style: Bad}, {Number: "3.57", Style: Warning}},
		{{Text: "G4"}, {Text: "相符\x00 <_x0041_>", Style: Good}, {Number: "4.4"}},
	}}
}

func opened(t testing.TB, data []byte) *Book {
	t.Helper()
	b, err := Open(data, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}
