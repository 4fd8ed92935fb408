package workbook

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"jixiao/internal/cellref"
)

func applied(t testing.TB, b *Book, edits []Edit, add *NewSheet) Applied {
	t.Helper()
	out, err := b.Apply(edits, add)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// The promise to the department: what we had no reason to touch comes back byte for byte.
func TestUntouchedPartsStay(t *testing.T) {
	data := official().zip(t)
	out := applied(t, opened(t, data), markEdits(), markSheet())
	before, after := unzip(t, data), unzip(t, out.Data)
	touched := []string{"[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml", "xl/worksheets/sheet1.xml",
		"xl/worksheets/sheet2.xml", "xl/drawings/vmlDrawing1.vml", "xl/comments1.xml", "xl/styles.xml"}
	for name, text := range before {
		if same := after[name] == text; same == slices.Contains(touched, name) {
			t.Errorf("%s: untouched is %v", name, same)
		}
	}
	if len(after) != len(before)+1 {
		t.Errorf("%d parts became %d", len(before), len(after))
	}
	// raw copies: the deflated bytes and headers of an untouched part are in the output as they were
	a, _ := openArchive(data, Limits{}.withDefaults())
	for i := range a.entries {
		e := &a.entries[i]
		if !slices.Contains(touched, e.name) && !bytes.Contains(out.Data, data[e.local:e.end]) {
			t.Errorf("%s was packed again", e.name)
		}
	}
}

var (
	cellElement = regexp.MustCompile(`<c r="([A-Z]+\d+)"[^>]*?(/>|>.*?</c>)`)
	anyNumber   = regexp.MustCompile(`count="\d+"`)
)

// In a touched sheet only the cells that were written may differ; protection, validation and print
// settings are the department's.
func TestOnlyEditedCellsDiffer(t *testing.T) {
	data := official().zip(t)
	out := applied(t, opened(t, data), markEdits(), markSheet())
	before, after := unzip(t, data), unzip(t, out.Data)
	sheet := "xl/worksheets/sheet1.xml"
	if a, b := cellElement.ReplaceAllString(before[sheet], "<c/>"), cellElement.ReplaceAllString(after[sheet], "<c/>"); a != b {
		t.Errorf("the sheet differs outside its cells:\n%s\n%s", a, b)
	}
	want := []string{"G3", "G6", "G9", "G12", "G15", "G18", "G22", "G23"}
	var got []string
	old := cellElement.FindAllStringSubmatch(before[sheet], -1)
	for i, c := range cellElement.FindAllStringSubmatch(after[sheet], -1) {
		if c[0] != old[i][0] {
			got = append(got, c[1])
		}
	}
	// G6 is covered by G5:G6, so its edit goes to G5, together with that of row 5
	want[1] = "G5"
	if !slices.Equal(got, want) {
		t.Errorf("cells that differ: %v, want %v", got, want)
	}
	// the style sheet only grows: the old text is the new one with pieces put in before the ends of lists
	rest := anyNumber.ReplaceAllString(after["xl/styles.xml"], "")
	for _, piece := range regexp.MustCompile(`</(fonts|fills|borders|cellXfs)>`).Split(anyNumber.ReplaceAllString(before["xl/styles.xml"], ""), -1) {
		i := strings.Index(rest, piece)
		if i < 0 {
			t.Errorf("styles.xml lost %.80s", piece)
			break
		}
		rest = rest[i+len(piece):]
	}
}

// An edited score must read back, and its dependants must not say what they said before.
func TestEditsReadBack(t *testing.T) {
	data := official().zip(t)
	out := applied(t, opened(t, data), markEdits(), markSheet())
	b := opened(t, out.Data)
	s := b.SheetNamed("自评表")
	// 80.7 − 0.73 − 0.93 − 1.33 − 0.63 − 0.93 − 1.23; what is left in the covered G6 counts, as in Excel
	for ref, want := range map[string]string{"G3": "3.57", "G4": "4.4", "G5": "3.57", "G22": "74.92", "G23": "83.24%", "F22": "90"} {
		if got := s.Cell(at(t, ref)); got.Exact() != want {
			t.Errorf("%s is %s, want %s", ref, got.Exact(), want)
		}
	}
	if f := s.Cell(at(t, "G22")).Formula; f != "SUM(G3:G21)" {
		t.Errorf("the total's formula became %q", f)
	}
	if got := b.SheetNamed("汇总 表").Cell(at(t, "B1")); got.Raw != "0.7492" {
		t.Errorf("the other sheet's share is %s", got.Raw)
	}
	if !strings.Contains(unzip(t, out.Data)["xl/workbook.xml"], `fullCalcOnLoad="1"`) {
		t.Error("programs are not asked to recompute")
	}
	if len(out.Uncertain) > 0 || len(out.Replaced) > 0 {
		t.Errorf("uncertain %v, replaced %v", out.Uncertain, out.Replaced)
	}
}

// The bureau marks what it marked before: nothing may pile up.
func TestMarkTwice(t *testing.T) {
	once := applied(t, opened(t, official().zip(t)), markEdits(), markSheet())
	b := opened(t, once.Data)
	if n := len(b.Sheets()); n != 3 || !b.Sheets()[2].Ours() || b.Sheets()[0].Ours() {
		t.Fatalf("%d sheets, or ours is not known", n)
	}
	twice := applied(t, b, markEdits(), markSheet())
	if len(twice.Written) > 0 {
		t.Errorf("written again: %v", twice.Written)
	}
	if !bytes.Equal(once.Data, twice.Data) {
		a, b := unzip(t, once.Data), unzip(t, twice.Data)
		for name := range b {
			if a[name] != b[name] {
				t.Errorf("%s differs the second time", name)
			}
		}
	}
	// the next marking has other reasons: the old ones go, the other's comment stays
	third := applied(t, b, []Edit{{Sheet: "自评表", Cell: at(t, "G4"), Comment: "佐证材料不足"}}, nil)
	text := unzip(t, third.Data)
	if c := text["xl/comments1.xml"]; strings.Contains(c, "3.57") || !strings.Contains(c, "请附佐证材料") || !strings.Contains(c, "佐证材料不足") {
		t.Errorf("comments: %s", c)
	}
	if n := strings.Count(text["xl/drawings/vmlDrawing1.vml"], "<v:shape "); n != 2 {
		t.Errorf("%d comment shapes, want the other's and one of ours", n)
	}
}

// Somebody else's comment on the same cell is kept, ours is behind it, and only once.
func TestCommentBesideAnother(t *testing.T) {
	edit := func(text string) []Edit {
		return []Edit{{Sheet: "自评表", Cell: cellref.Ref{Row: 6, Col: 7}, Comment: text}}
	}
	p := official()
	p = p.replace(t, "xl/worksheets/sheet1.xml", `<mergeCell ref="G5:G6"/>`, "")
	first := applied(t, opened(t, p.zip(t)), edit("应得 3.5"), nil)
	second := applied(t, opened(t, first.Data), edit("应得 3.6"), nil)
	got := unzip(t, second.Data)["xl/comments1.xml"]
	if strings.Count(got, ourMark) != 1 || strings.Contains(got, "3.5<") || !strings.Contains(got, "应得 3.6") || !strings.Contains(got, "请附佐证材料") {
		t.Errorf("comments: %s", got)
	}
	if n := strings.Count(got, "<comment "); n != 1 {
		t.Errorf("%d comments on one cell", n)
	}
	// plain text and text flattened by another program are understood too
	for _, inner := range []string{"<t>请核实</t>", "<r><t>请核实\n" + ourMark + "\n应得 1</t></r>", "<t>请核实\n" + ourMark + "\n应得 1</t>",
		"<r><t>请核实\n【绩</t></r><r><t>效自评</t></r><r><t>复核】\n应得</t></r><r><t> 1</t></r>"} {
		q := p.with("xl/comments1.xml", head+`<comments `+nsMain+`><authors><author>甲</author></authors><commentList><comment ref="G6" authorId="0"><text>`+inner+`</text></comment></commentList></comments>`)
		got := unzip(t, applied(t, opened(t, q.zip(t)), edit("应得 2"), nil).Data)["xl/comments1.xml"]
		if strings.Count(got, ourMark) != 1 || strings.Contains(got, "应得 1") || !strings.Contains(got, "请核实") || !strings.Contains(got, "应得 2") {
			t.Errorf("%s became %s", inner, got)
		}
		if s := newScanner([]byte(got)); !readsToEnd(&s) {
			t.Errorf("%s is broken: %v", got, s.err)
		}
	}
}

// A comment without words, a picture on its ground, is still somebody's: marking again without one for
// its cell leaves it there.
func TestCommentWithoutWordsStays(t *testing.T) {
	g4 := at(t, "G4")
	for _, inner := range []string{"<text/>", "<text></text>", "<text><t> </t></text>", "<text><r><t xml:space=\"preserve\">\n</t></r></text>"} {
		p := official().with("xl/comments1.xml", head+`<comments `+nsMain+`><authors><author>绩效股</author></authors><commentList><comment ref="G4" authorId="0">`+inner+`</comment></commentList></comments>`)
		once := applied(t, opened(t, p.zip(t)), []Edit{{Sheet: "自评表", Cell: g4, Comment: "应得 4.3"}}, nil)
		twice := applied(t, opened(t, once.Data), []Edit{{Sheet: "自评表", Cell: g4, Comment: "应得 4.3"}}, nil)
		a, b := unzip(t, once.Data)["xl/comments1.xml"], unzip(t, twice.Data)["xl/comments1.xml"]
		if a != b || !strings.Contains(a, "应得 4.3") {
			t.Errorf("%s: first %s\nthen %s", inner, a, b)
		}
		gone := unzip(t, applied(t, opened(t, twice.Data), []Edit{{Sheet: "自评表", Cell: g4, Shade: "FFEB9C"}}, nil).Data)
		if c := gone["xl/comments1.xml"]; strings.Count(c, "<comment ") != 1 || strings.Contains(c, ourMark) {
			t.Errorf("%s: without a reason %s", inner, c)
		}
	}
}

// Programs that deleted all comments leave a part with empty lists.
func TestCommentBesideEmptyLists(t *testing.T) {
	for _, lists := range []string{"<authors/><commentList/>", "<authors><author>甲</author></authors><commentList />", "<authors></authors><commentList></commentList>"} {
		p := official().with("xl/comments1.xml", head+`<comments `+nsMain+`>`+lists+`</comments>`)
		got := unzip(t, applied(t, opened(t, p.zip(t)), []Edit{{Sheet: "自评表", Cell: at(t, "G4"), Comment: "应得 4.3"}}, nil).Data)["xl/comments1.xml"]
		c, e := readComments([]byte(got), "")
		if e != nil || len(c.items) != 1 || c.authors[c.items[0].author] != commentAuthor || !strings.Contains(c.items[0].plain, "应得 4.3") {
			t.Errorf("%s became %s: %v", lists, got, e)
		}
	}
}

func readsToEnd(s *scanner) bool {
	for {
		switch s.next() {
		case tokenBad:
			return false
		case tokenEnd:
			return true
		}
	}
}

// Another program may drop the author and cut the text into runs by script; our comment stays ours.
func TestCommentsThroughAnotherProgram(t *testing.T) {
	edits := markEdits()
	p := official()
	first := unzip(t, applied(t, opened(t, p.zip(t)), edits, nil).Data)
	for name, text := range first {
		p = p.with(name, text)
	}
	p = p.replace(t, "xl/comments1.xml", "<author>jixiao</author>", "<author> </author>")
	p = p.replace(t, "xl/comments1.xml", "自评复核】", "自评</t></r><r><t>复核】")
	got := unzip(t, applied(t, opened(t, p.zip(t)), edits[:3], nil).Data)["xl/comments1.xml"]
	if strings.Count(got, "<comment ") != 2 || strings.Count(got, ourMark) != 1 || strings.Contains(got, "</t></r><r><t>") || !strings.Contains(got, "请附佐证材料") {
		t.Errorf("comments: %s", got)
	}
}

// A workbook without comments, styles or a row for the cell gets what it needs, and programs can read it.
func TestFromNothing(t *testing.T) {
	for name, data := range map[string]string{
		"empty":   "",
		"row":     `<row r="2" spans="1:1"/><row r="9"><c r="B9"><v>1</v></c></row>`,
		"no refs": `<row><c><v>1</v></c></row><row><c><v>2</v></c><c t="inlineStr"><is><t>文</t></is></c></row>`,
	} {
		p := minimal(data, `<mergeCells count="1"><mergeCell ref="D4:E5"/></mergeCells>`)
		edits := []Edit{
			{Sheet: "自评表", Cell: at(t, "C2"), Number: "8.620", Comment: "一", Shade: "FFEB9C"},
			{Sheet: "自评表", Cell: at(t, "E5"), Text: " <优> & \"良\"\x01_x0041_"},
			{Sheet: "自评表", Cell: at(t, "A12"), Number: "-1E-3"},
		}
		out := applied(t, opened(t, p.zip(t)), edits, markSheet())
		b := opened(t, out.Data)
		s := b.Sheets()[0]
		for ref, want := range map[string]string{"C2": "8.62", "D4": " <优> & \"良\"_x0041_", "A12": "-0.001"} {
			if got := s.Cell(at(t, ref)).Raw; got != want {
				t.Errorf("%s: %s is %q, want %q", name, ref, got, want)
			}
		}
		if name == "no refs" && (s.Cell(at(t, "A2")).Raw != "2" || s.Cell(at(t, "B2")).Raw != "文") {
			t.Errorf("cells without a reference moved")
		}
		again := applied(t, b, edits, markSheet())
		if len(again.Written) > 0 {
			t.Errorf("%s: written again: %v", name, again.Written)
		}
		text := unzip(t, out.Data)
		for _, part := range []string{"xl/styles.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/worksheets/sheet2.xml"} {
			if text[part] == "" {
				t.Errorf("%s: %s is missing", name, part)
			}
		}
	}
}

// A number that is there already, also as text, is left alone byte for byte.
func TestSameValueIsLeftAlone(t *testing.T) {
	p := minimal(`<row r="1"><c r="A1"><v>8.5</v></c><c r="B1" t="inlineStr"><is><t> 8 </t></is></c><c r="C1"><v>97.930000000000007</v></c><c r="D1" t="inlineStr"><is><t>优</t></is></c></row>`)
	data := p.zip(t)
	edits := []Edit{{Sheet: "自评表", Cell: at(t, "A1"), Number: "8.50"}, {Sheet: "自评表", Cell: at(t, "B1"), Number: "8"},
		{Sheet: "自评表", Cell: at(t, "C1"), Number: "97.93"}, {Sheet: "自评表", Cell: at(t, "D1"), Text: "优"}}
	out := applied(t, opened(t, data), edits, nil)
	if !bytes.Equal(out.Data, data) || len(out.Written) > 0 {
		t.Errorf("written %v, %d bytes for %d", out.Written, len(out.Data), len(data))
	}
}

// Edits that make no sense are errors of the caller, not damaged workbooks.
func TestBadEdits(t *testing.T) {
	b := opened(t, minimal("").zip(t))
	a1 := at(t, "A1")
	for _, e := range []Edit{{Sheet: "无", Cell: a1, Number: "1"}, {Sheet: "自评表", Number: "1"}, {Sheet: "自评表", Cell: a1, Number: "一"}, {Sheet: "自评表", Cell: a1, Shade: "red"}} {
		if _, err := b.Apply([]Edit{e}, nil); err == nil {
			t.Errorf("%+v was accepted", e)
		}
	}
}

// A sheet of the same name that is not ours is the department's: ours gets another name.
func TestForeignSheetOfThatName(t *testing.T) {
	p := official().replace(t, "xl/workbook.xml", "汇总 表", "评分说明")
	p = p.replace(t, "xl/workbook.xml", `<definedNames>`, `<definedNames><definedName name="x">1</definedName>`)
	first := applied(t, opened(t, p.zip(t)), nil, markSheet())
	b := opened(t, applied(t, opened(t, first.Data), nil, markSheet()).Data)
	if n := len(b.Sheets()); n != 3 || b.Sheets()[2].Name() != "评分说明 (2)" || b.Sheets()[1].Ours() {
		t.Errorf("%d sheets, the last one is %s", n, b.Sheets()[n-1].Name())
	}
}

// A cell that names a style the workbook does not have looks like the default; what we append must not
// change that.
func TestMissingStyles(t *testing.T) {
	p := official().replace(t, sheet1, `<c r="E7" s="3">`, `<c r="E7" s="5">`)
	out := applied(t, opened(t, p.zip(t)), markEdits(), markSheet())
	if got := opened(t, out.Data).Sheets()[0].Cell(at(t, "E7")); got.Format != "" || got.Raw != "0.97" {
		t.Errorf("E7 became %+v", got)
	}
	p = p.replace(t, sheet1, `<c r="E8" s="3">`, `<c r="E8" s="4000000">`)
	out = applied(t, opened(t, p.zip(t)), markEdits(), markSheet())
	if text := unzip(t, out.Data)["xl/styles.xml"]; text != p.get("xl/styles.xml") {
		t.Error("millions of styles were filled in, or given a meaning")
	}
}

// Strict files and files with a prefix on every element are written in their own dialect.
func TestDialects(t *testing.T) {
	strict, prefixed := official(), official()
	for i := range strict {
		for _, r := range [][2]string{{"http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"},
			{"http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships"}} {
			strict[i][1] = strings.ReplaceAll(strict[i][1], r[0], r[1])
		}
	}
	tag := regexp.MustCompile(`<(/?)([a-zA-Z]+)`)
	for i, x := range prefixed {
		if name := x[0]; strings.HasPrefix(name, "xl/") && strings.HasSuffix(name, ".xml") && !strings.Contains(name, "drawing") {
			x[1] = strings.Replace(tag.ReplaceAllString(x[1], "<${1}x:$2"), "xmlns=", "xmlns:x=", 1)
			prefixed[i] = x
		}
	}
	want := applied(t, opened(t, official().zip(t)), markEdits(), markSheet())
	for name, p := range map[string]parts{"strict": strict, "prefixed": prefixed} {
		out := applied(t, opened(t, p.zip(t)), markEdits(), markSheet())
		if got, want := dump(opened(t, out.Data)), dump(opened(t, want.Data)); got != want {
			t.Errorf("%s reads differently after marking", name)
		}
		text := unzip(t, out.Data)
		if name == "strict" && strings.Contains(strings.Join([]string{text["xl/worksheets/sheet3.xml"], text["xl/workbook.xml"], text["xl/_rels/workbook.xml.rels"]}, ""), "schemas.openxmlformats.org/spreadsheetml") {
			t.Error("a strict file got transitional parts")
		}
		if name == "prefixed" && !strings.Contains(text["xl/styles.xml"], "<x:fgColor rgb=\"FFFFEB9C\"") {
			t.Error("styles.xml got elements outside its namespace")
		}
		for part, x := range text {
			if s := newScanner([]byte(x)); strings.HasSuffix(part, ".xml") && !readsToEnd(&s) {
				t.Errorf("%s: %s: %v", name, part, s.err)
			}
		}
	}
}

// dump writes all cells of a book.
func dump(b *Book) string {
	var out strings.Builder
	for _, s := range b.Sheets() {
		out.WriteString("# " + s.Name() + "\n")
		for r, c := range s.All() {
			out.WriteString(r.String() + "\t" + c.Raw + "\t" + c.Format + "\t" + c.Formula + "\n")
		}
	}
	return out.String()
}

// One book serves several goroutines and any number of markings; none may leave a trace in it.
func TestBookNeverChanges(t *testing.T) {
	data := official().zip(t)
	b, err := Open(data, Limits{Bytes: 60_000})
	if err != nil {
		t.Fatal(err)
	}
	want := applied(t, opened(t, data), markEdits(), markSheet())
	before := dump(b)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 3 {
				out, err := b.Apply(markEdits(), markSheet())
				if err != nil || !bytes.Equal(out.Data, want.Data) {
					t.Errorf("a marking differs: %v", err)
					return
				}
				if _, ok := b.Sheets()[0].Computed(cellref.Ref{Row: 22, Col: 7}); !ok || dump(b) != before {
					t.Error("the book changed")
				}
			}
		})
	}
	wait.Wait()
}

// Relations of added parts are written the way Excel writes them: some programs look up nothing else.
func TestRelative(t *testing.T) {
	for _, c := range [][3]string{
		{"xl/worksheets/sheet1.xml", "xl/comments1.xml", "../comments1.xml"}, {"xl/worksheets/sheet1.xml", "xl/drawings/vmlDrawing1.vml", "../drawings/vmlDrawing1.vml"},
		{"xl/workbook.xml", "xl/worksheets/sheet2.xml", "worksheets/sheet2.xml"}, {"workbook.xml", "xl/styles.xml", "xl/styles.xml"}, {`xl\worksheets\sheet1.xml`, "xl/comments1.xml", "../comments1.xml"},
		{"sheets/a/b.xml", "xl/comments1.xml", "../../xl/comments1.xml"}, {"XL/workbook.xml", "xl/styles.xml", "../xl/styles.xml"},
	} {
		got := relative(c[0], c[1])
		if got != c[2] || !sameName(resolve(c[0], got), c[1]) {
			t.Errorf("%s names %s as %s, want %s", c[0], c[1], got, c[2])
		}
	}
}
