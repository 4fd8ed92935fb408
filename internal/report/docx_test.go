package report

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// partsOf unpacks a document.
func partsOf(t testing.TB, data []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if parts[f.Name] != nil {
			t.Errorf("%s twice in the package", f.Name)
		}
		parts[f.Name] = content
	}
	return parts
}

// wellFormed reads a part to its end.
func wellFormed(data []byte) error {
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// checkPackage says what Word would want to repair: parts that are no XML, parts without a
// content type, relations that lead nowhere, numbers used twice, rows that do not fill the grid.
func checkPackage(t testing.TB, data []byte) map[string][]byte {
	t.Helper()
	parts := partsOf(t, data)
	var types struct {
		Default []struct {
			Extension string `xml:"Extension,attr"`
		} `xml:"Default"`
		Override []struct {
			PartName string `xml:"PartName,attr"`
		} `xml:"Override"`
	}
	if err := xml.Unmarshal(parts[typesPart], &types); err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, o := range types.Override {
		if known[o.PartName] || parts[strings.TrimPrefix(o.PartName, "/")] == nil {
			t.Errorf("content type of %s is given twice or for no part", o.PartName)
		}
		known[o.PartName] = true
	}
	for _, d := range types.Default {
		known[d.Extension] = true
	}
	for name, content := range parts {
		if name != typesPart && !known["/"+name] && !known[strings.TrimPrefix(path.Ext(name), ".")] {
			t.Errorf("%s has no content type", name)
		}
		switch path.Ext(name) {
		case ".xml", ".rels":
			if err := wellFormed(content); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		case ".xlsx":
			checkPackage(t, content)
		}
		if strings.HasSuffix(name, ".rels") {
			checkRelations(t, name, content, parts)
		}
	}
	return parts
}

func checkRelations(t testing.TB, name string, content []byte, parts map[string][]byte) {
	t.Helper()
	var list relationships
	if err := xml.Unmarshal(content, &list); err != nil {
		t.Fatal(err)
	}
	owner := path.Join(path.Dir(path.Dir(name)), strings.TrimSuffix(path.Base(name), ".rels"))
	ids := map[string]bool{}
	for _, r := range list.List {
		if target := resolve(owner, r.Target); parts[target] == nil {
			t.Errorf("%s: %s leads to %s, which does not exist", name, r.ID, target)
		}
		if ids[r.ID] {
			t.Errorf("%s: id %s is used twice", name, r.ID)
		}
		ids[r.ID] = true
	}
	used := regexp.MustCompile(`r:(?:id|embed)="([^"]+)"`)
	for _, m := range used.FindAllSubmatch(parts[owner], -1) {
		if !ids[string(m[1])] {
			t.Errorf("%s uses relation %s, which does not exist", owner, m[1])
		}
	}
}

// wordBody is the body as far as the tests look at it.
type wordBody struct {
	Paragraphs []wordParagraph `xml:"body>p"`
	Tables     []struct {
		Grid []struct{} `xml:"tblGrid>gridCol"`
		Rows []struct {
			Header    *struct{} `xml:"trPr>tblHeader"`
			CantSplit *struct{} `xml:"trPr>cantSplit"`
			Cells     []struct {
				Paragraphs []wordParagraph `xml:"p"`
			} `xml:"tc"`
		} `xml:"tr"`
	} `xml:"body>tbl"`
}

type wordParagraph struct {
	Style struct {
		Val string `xml:"val,attr"`
	} `xml:"pPr>pStyle"`
	Text []string `xml:"r>t"`
}

// checkBody holds the body against the document it was made from.
func checkBody(t testing.TB, doc *Document, main []byte) {
	t.Helper()
	var body wordBody
	if err := xml.Unmarshal(main, &body); err != nil {
		t.Fatal(err)
	}
	styles, tables := map[string]int{}, 0
	for _, b := range doc.Blocks {
		switch b := b.(type) {
		case Heading:
			styles["Heading"+itoa(b.Level)]++
		case Table:
			tables++
		}
	}
	for _, p := range body.Paragraphs {
		styles[p.Style.Val]--
	}
	for level := 1; level <= 3; level++ {
		if n := styles["Heading"+itoa(level)]; n != 0 {
			t.Errorf("%d headings of level %d are lost", n, level)
		}
	}
	if len(body.Tables) != tables {
		t.Errorf("%d tables, want %d", len(body.Tables), tables)
	}
	for i, table := range body.Tables {
		for n, row := range table.Rows {
			if (row.Header != nil) != (n == 0) || row.CantSplit == nil {
				t.Errorf("table %d, row %d: header %v, may split %v", i, n, row.Header != nil, row.CantSplit == nil)
			}
			if len(row.Cells) != len(table.Grid) {
				t.Errorf("table %d, row %d: %d cells for %d columns", i, n, len(row.Cells), len(table.Grid))
			}
			for _, c := range row.Cells {
				if len(c.Paragraphs) == 0 {
					t.Errorf("table %d, row %d: a cell without a paragraph, which Word repairs", i, n)
				}
			}
		}
	}
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(`<wp:docPr id="(\d+)"`).FindAllSubmatch(main, -1) {
		if ids[string(m[1])] {
			t.Errorf("drawing %s is numbered twice", m[1])
		}
		ids[string(m[1])] = true
	}
}

// A document that Word or WPS offers to repair is worth nothing to a bureau.
func TestDocx(t *testing.T) {
	for _, d := range departments() {
		doc, _ := d.build(t)
		data, err := doc.WriteDocx(nil)
		if err != nil {
			t.Fatal(err)
		}
		parts := checkPackage(t, data)
		checkBody(t, doc, parts["word/document.xml"])
		if again, _ := doc.WriteDocx(nil); !bytes.Equal(data, again) {
			t.Errorf("%s: two runs give different bytes", d.name)
		}
	}
}

// The look that an office document must have: fonts, paper, margins, page number, heading levels.
func TestTemplate(t *testing.T) {
	data, err := Template()
	if err != nil {
		t.Fatal(err)
	}
	parts := checkPackage(t, data)
	for part, wants := range map[string][]string{
		"word/styles.xml":   {`w:eastAsia="黑体"`, `w:eastAsia="楷体_GB2312"`, `w:eastAsia="仿宋_GB2312"`, `<w:name w:val="heading 1"/>`, `<w:outlineLvl w:val="0"/>`, `<w:outlineLvl w:val="2"/>`, `w:firstLineChars="200"`},
		"word/document.xml": {`<w:pgSz w:w="11906" w:h="16838"/>`, `w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"`, `<w:footerReference`},
		"word/footer1.xml":  {" PAGE "},
	} {
		for _, want := range wants {
			if !bytes.Contains(parts[part], []byte(want)) {
				t.Errorf("%s lacks %s", part, want)
			}
		}
	}
}

// hostile is what ends up in cells: control characters, half a surrogate, markup, the end of a
// CDATA section, emoji, line ends, ten thousand characters.
var hostile = []string{
	"甲\x00乙\x01\x0b\x1f丙\uFFFE\uFFFF丁", "\xed\xa0\x80坏", "A<B>&\"C'", "]]>", "{{x}} ${y}", "表\t情😀👩‍👩‍👧", "一\r\n二\u2028三", "</w:t></w:r>", "【待填:】【待填:x", strings.Repeat("长", 10000), strings.Repeat("|", 50) + "`*_#",
}

// Hostile text must come out as text: a valid document with all that XML can hold.
func TestHostileText(t *testing.T) {
	for i, text := range hostile {
		d := draft{name: text + "项目", department: "教育局", goal: text, done: text, budget: text, executed: "1", total: text, grade: text, notes: [][2]string{{"存在问题", text}},
			rows: []string{}}
		in := one(t, d)
		p := &in.Projects[0]
		p.Indicators = nil
		facts := &Facts{Name: text, Duties: text, Units: []Unit{{text, text, text, text}}, Problems: []string{text}, Members: []Member{{text, text, text}}, Goal: text}
		rows := draft{name: "x", department: "教育局", budget: "1", executed: "1", rows: []string{"产出指标|数量指标|a|b|c|10|10|d"}}.file(t)
		row := &rows.Forms[0].Score.Rows[0]
		for _, v := range []*string{&row.Indicator.Name, &row.Indicator.Level2, &row.Indicator.Target.Text, &row.Indicator.Actual.Text, &row.Indicator.Reason.Text, &row.Why} {
			*v = text
		}
		in.Projects = append(in.Projects, Project{Form: &rows.Forms[0], Path: text})
		doc, _ := Build(in, facts)
		data, err := doc.WriteDocx(nil)
		if err != nil {
			t.Fatal(err)
		}
		parts := checkPackage(t, data)
		checkBody(t, doc, parts["word/document.xml"])
		if strings.ContainsAny(doc.Markdown(), "\x00\x01\x0b\uFFFE\r\t") {
			t.Errorf("case %d: Markdown holds control characters", i)
		}
		if name := doc.FileName(".docx"); strings.ContainsAny(name, "<>:\"/\\|?*\x00\n") || len([]rune(name)) > 100 {
			t.Errorf("case %d: file name %q", i, name)
		}
	}
}

// Text may be cut only visibly, and what is kept must arrive in the document unchanged.
func TestTextSurvives(t *testing.T) {
	doc := &Document{Title: []string{"题"}, Blocks: []Block{Paragraph{Text: "A<B>&\"C' ]]> 😀"}}}
	data, err := doc.WriteDocx(nil)
	if err != nil {
		t.Fatal(err)
	}
	var body wordBody
	if err := xml.Unmarshal(partsOf(t, data)["word/document.xml"], &body); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(body.Paragraphs[1].Text, ""); got != "A<B>&\"C' ]]> 😀" {
		t.Errorf("got %q", got)
	}
	if got := quote(strings.Repeat("长", 2000), textLimit, textCut); !strings.HasSuffix(got, textCut) || len([]rune(got)) > textLimit+20 {
		t.Errorf("a long text is not cut, or silently")
	}
}

// edited returns the built-in template with one part changed; nil removes the part.
func edited(t testing.TB, name string, change func([]byte) []byte) []byte {
	t.Helper()
	data, err := Template()
	if err != nil {
		t.Fatal(err)
	}
	var list []part
	for n, content := range partsOf(t, data) {
		if n == name {
			if content = change(content); content == nil {
				continue
			}
		}
		list = append(list, part{n, content})
	}
	out, err := pack(list)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func replacing(from, to string) func([]byte) []byte {
	return func(b []byte) []byte { return bytes.ReplaceAll(b, []byte(from), []byte(to)) }
}

// A template that cannot serve must be refused with one sentence that says what to do; one that
// merely is another program's dialect must be taken.
func TestForeignTemplates(t *testing.T) {
	doc, _ := departments()[0].build(t)
	own, _ := Template()
	for name, c := range map[string]struct {
		template []byte
		want     string // "" for a template that must be taken
	}{
		"no body style":   {edited(t, "word/styles.xml", replacing(`w:val="报告正文"`, `w:val="正文文字"`)), "里没有“报告正文”样式"},
		"no headings":     {edited(t, "word/styles.xml", replacing(`w:val="heading `, `w:val="kop `)), "“标题 1(heading 1)”、“标题 2(heading 2)”、“标题 3(heading 3)”样式"},
		"Chinese names":   {edited(t, "word/styles.xml", replacing(`w:val="heading `, `w:val="标题 `)), ""},
		"capital names":   {edited(t, "word/styles.xml", replacing(`w:val="heading `, `w:val="Heading `)), ""},
		"other style ids": {edited(t, "word/styles.xml", replacing(`"Heading`, `"a`)), ""},
		"no styles part":  {edited(t, "word/styles.xml", func([]byte) []byte { return nil }), "样式"},
		"broken styles":   {edited(t, "word/styles.xml", func(b []byte) []byte { return b[:len(b)/2] }), "样式不是有效的 XML"},
		"broken text":     {edited(t, "word/document.xml", func(b []byte) []byte { return b[:len(b)/2] }), "不是有效的 XML"},
		"no text":         {edited(t, "word/document.xml", func([]byte) []byte { return nil }), "另存为 .docx"},
		"no section":      {edited(t, "word/document.xml", func(b []byte) []byte { return regexp.MustCompile(`<w:sectPr>.*</w:sectPr>`).ReplaceAll(b, nil) }), ""},
		"other prefix":    {edited(t, "word/document.xml", replacing("w:", "x:")), "格式不常见"},
		"prefixed lists": {edited(t, "word/_rels/document.xml.rels", func(b []byte) []byte {
			return replacing("<Relationship ", "<p:Relationship ")(replacing("Relationships", "p:Relationships")(replacing("xmlns=", "xmlns:p=")(b)))
		}), ""},
		"old Word":         {append([]byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}, make([]byte, 600)...), "旧版 .doc"},
		"a text":           {[]byte("模板"), "不是 .docx 文件"},
		"cut off":          {own[:len(own)/2], "不是 .docx 文件"},
		"empty":            {[]byte{}, "不是 .docx 文件"},
		"much text around": {edited(t, "word/document.xml", replacing("<w:p/>", "<w:p><w:r><w:t>旧内容</w:t></w:r></w:p><w:tbl/>")), ""},
	} {
		data, err := doc.WriteDocx(c.template)
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case c.want == "":
			parts := partsOf(t, data)
			if wellFormed(parts["word/document.xml"]) != nil || bytes.Contains(parts["word/document.xml"], []byte("旧内容")) {
				t.Errorf("%s: the text is not replaced", name)
			}
			checkPackage(t, data)
		case err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n"):
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

// A template with a letterhead keeps it: header, picture and relations stay byte for byte.
func TestTemplateIsKept(t *testing.T) {
	own, _ := Template()
	parts := partsOf(t, own)
	template := edited(t, "word/footer1.xml", replacing("— ", "第 "))
	doc, _ := departments()[0].build(t)
	data, err := doc.WriteDocx(template)
	if err != nil {
		t.Fatal(err)
	}
	got := partsOf(t, data)
	if !bytes.Contains(got["word/footer1.xml"], []byte("第 ")) {
		t.Error("the template's footer is lost")
	}
	for name, content := range parts {
		switch name {
		case typesPart, "word/document.xml", "word/_rels/document.xml.rels", "word/footer1.xml":
		default:
			if !bytes.Equal(got[name], content) {
				t.Errorf("%s changed", name)
			}
		}
	}
}

// office runs LibreOffice; ok is false where there is none, which CI must not have.
func office(t *testing.T, dir string, files ...string) (ok bool) {
	t.Helper()
	program, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("soffice is missing: the documents are not opened by any program")
		}
		t.Log("no soffice here: the documents are not opened")
		return false
	}
	args := append([]string{"-env:UserInstallation=file://" + filepath.ToSlash(t.TempDir()), "--headless", "--convert-to", "pdf", "--outdir", dir}, files...)
	if out, err := exec.Command(program, args...).CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	return true
}

// The documents must open in an office program, with every chapter and as many pages as their
// content asks for; also with hostile text in them.
func TestOpensInOffice(t *testing.T) {
	dir := t.TempDir()
	var files []string
	write := func(name string, doc *Document) {
		data, err := doc.WriteDocx(nil)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, name+".docx")
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	for _, d := range departments() {
		doc, _ := d.build(t)
		write(d.name, doc)
	}
	ugly := &Document{Title: hostile[:3], Blocks: []Block{Heading{1, hostile[2]}, Table{Caption: "表", Columns: []Column{{Name: "列", Width: 1}}, Rows: [][]string{}}}}
	for _, text := range hostile {
		ugly.Blocks = append(ugly.Blocks, Paragraph{Text: text}, Table{Caption: text[:3], Columns: []Column{{Name: "列", Width: 1}, {Name: "列", Width: 1}}, Rows: [][]string{{text, "甲"}, {"乙", text}}})
	}
	write("hostile", ugly)
	if !office(t, dir, files...) {
		return
	}
	for _, file := range files {
		pdf := strings.TrimSuffix(file, ".docx") + ".pdf"
		info, err := os.Stat(pdf)
		if err != nil || info.Size() < 5000 {
			t.Errorf("%s did not become a PDF: %v", filepath.Base(file), err)
			continue
		}
		tool, err := exec.LookPath("pdftotext")
		if err != nil || strings.HasPrefix(filepath.Base(file), "hostile") {
			continue
		}
		out, err := exec.Command(tool, "-layout", pdf, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Join(strings.Fields(string(out)), "")
		for _, want := range []string{"一、部门基本情况", "六、评价工作组人员名单及签字", "附件1项目支出绩效自评得分表", "附件3项目得分图", "—1—", "—2—"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: the PDF lacks %s", filepath.Base(file), want)
			}
		}
	}
}

// A report is written for each of some thousand departments in one run.
func BenchmarkReport(b *testing.B) {
	in := one(b, draft{name: "职业技能培训", department: "人社局", budget: "20", executed: "20", rows: fullRows(), total: "100"})
	b.ReportAllocs()
	for b.Loop() {
		doc, _ := Build(in, nil)
		if data, err := doc.WriteDocx(nil); err != nil || len(data) == 0 {
			b.Fatal(fmt.Sprint(err))
		}
	}
}
