package workbook

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The figures that the formulas below work on: plain, text, blank, error, merged with leftovers.
const calcRows = `<row r="1"><c r="A1"><v>10</v></c><c r="B1" t="inlineStr"><is><t>优</t></is></c><c r="C1"><v>0.1</v></c><c r="D1"><v>2.675</v></c></row>` +
	`<row r="2"><c r="A2"><v>20.5</v></c><c r="B2" t="inlineStr"><is><t>良</t></is></c><c r="C2"><v>0.2</v></c><c r="D2" t="inlineStr"><is><t>8</t></is></c></row>` +
	`<row r="3"><c r="A3"><v>-3</v></c><c r="B3" t="inlineStr"><is><t>优</t></is></c><c r="C3"><v>97.930000000000007</v></c><c r="D3" t="b"><v>1</v></c></row>` +
	`<row r="4"><c r="A4"><v>5</v></c><c r="C4"><v>1E-3</v></c></row>` +
	`<row r="5"><c r="A5"><v>5</v></c><c r="B5" t="e"><v>#N/A</v></c></row>`

var calcTable = []struct{ formula, want string }{
	{"SUM(A1:A4)", "32.5"}, {"SUM(A1,A2,100)", "130.5"}, {"SUM(A:A)", "37.5"}, {"SUM(2:2)", "151.2"}, {"SUM($A$1:A2)*2", "61"},
	{"A1+A2*2-A3/4", "51.75"}, {"-A1^2", "100"}, {"2^-2", "0.25"}, {"(A1+A2)%", "0.305"}, {"50%", "0.5"}, {"A1-+-3", "13"},
	{"C1+C2", "0.3"}, {"C1+C2=0.3", "TRUE"}, {"C3", "97.93"}, {"1/3", "0.333333333333333"}, {"2/3*3", "2"}, {"A1/E9", "#DIV/0!"},
	{"ROUND(D1,2)", "2.68"}, {"ROUND(-D1,2)", "-2.68"}, {"ROUND(1234.5,-2)", "1200"}, {"ROUNDUP(D1,1)", "2.7"}, {"ROUNDDOWN(-D1,1)", "-2.6"},
	{"TRUNC(D1)", "2"}, {"INT(-2.5)", "-3"}, {"ABS(A3)", "3"}, {"ROUND(A1/A2*10,2)", "4.88"},
	{"MIN(A1:A5)", "-3"}, {"MAX(A1:A5,50)", "50"}, {"AVERAGE(A1:A4)", "8.125"}, {"COUNT(A1:C3)", "6"}, {"COUNTA(A1:D3)", "12"}, {"PRODUCT(A1:A2)", "205"},
	{"AVERAGE(E1:E3)", "#DIV/0!"}, {"SUM(B1:B4)", "0"}, {"SUM(B1:B5)", "#N/A"}, {"D2+1", "9"}, {"D3+1", "2"}, {"B1+1", "#VALUE!"}, {"E1+1", "1"},
	{`IF(A1>=10,"优","良")`, "优"}, {`IF(A1>10,"优",IF(A2>20,"良","中"))`, "良"}, {"IF(A1>99,1)", "FALSE"}, {"IF(E1,1,2)", "2"}, {"IFERROR(A1/E9,0)", "0"}, {"IFERROR(B5,A1)", "10"},
	{"AND(A1>1,A2>1)", "TRUE"}, {"OR(A1>99,A2>99)", "FALSE"}, {"NOT(A1=10)", "FALSE"}, {`B1="优"`, "TRUE"}, {`A1<>10`, "FALSE"}, {`"a"="A"`, "TRUE"}, {`1<"a"`, "TRUE"},
	{`A1&"分"`, "10分"}, {`"得"&C1&B1`, "得0.1优"}, {`"他说""好"""`, `他说"好"`}, {"SUMPRODUCT(A1:A3,C1:C3)", "-288.69"}, {`SUMIF(B1:B3,"优",A1:A3)`, "7"}, {`SUMIF(A1:A4,">5")`, "30.5"},
	{`COUNTIF(A1:A5,5)`, "2"}, {`COUNTIF(B1:B3,"优")`, "2"}, {"ISNUMBER(A1)", "TRUE"}, {"ISBLANK(E1)", "TRUE"}, {"ISERROR(B5)", "TRUE"}, {"N(B1)", "0"},
	{"自评表!A1*2", "20"}, {"'自评表'!A1*2", "20"}, {"MIN(A1/A2,1)*10", "4.8780487804878"}, {"MAX(0,ROUND((1-(A2-A1)/A1)*10,2))", "0"},
	{"总额*2", "65"}, {`IF(E1="","空",1)`, "空"}, {`IF(A1="","空",A1)`, "10"}, {`IF(A1>99,"优","")&"分"`, "分"}, {`""&A1`, "10"}, {`IF(B1<>"",1,2)`, "1"}, {"1E3+A1", "1010"}, {"TRUE", "TRUE"}, {"123456789012345678", "123456789012346000"},
}

// unknownFormulas are those that must be left to the spreadsheet program: no answer beats a wrong one.
var unknownFormulas = []string{
	"INDIRECT(\"A1\")", "OFFSET(A1,1,0)", "VLOOKUP(A1,A1:C3,2)", "SUMPRODUCT((B1:B3=\"优\")*A1:A3)", "SUM(IF(A1:A3>1,A1:A3))", "A1:A3*2", "{1,2,3}", "SUM((A1,A3))",
	"SUM(A1:A5 A2:A3)", "Table1[得分]", "[1]Sheet1!A1", "无此表!A1", "未定义", "365天", "A1+", "(A1", "COUNTIF(B1:B3,\"优*\")", "COUNTIF(B1:B9,\"\")", "COUNTIF(B1:B9,\"<>优\")", "LEN(\"\")", "RAND()", "2^0.5", "A1,A2", "",
	strings.Repeat("(", 3000) + "1" + strings.Repeat(")", 3000), strings.Repeat("-", 5000) + "1",
}

// calcBook puts formulas without cached values into column F from row 1 on.
func calcBook(formulas []string) parts {
	rows := strings.SplitAfter(calcRows, "</row>")
	var b strings.Builder
	for i, f := range formulas {
		cell := `<c r="F` + itoa(i+1) + `"><f>` + string(appendEscaped(nil, f)) + `</f></c>`
		if i < 5 {
			b.WriteString(strings.Replace(rows[i], "</row>", cell+"</row>", 1))
			continue
		}
		b.WriteString(`<row r="` + itoa(i+1) + `">` + cell + `</row>`)
	}
	p := minimal(b.String())
	p[2][1] = strings.Replace(p[2][1], "</workbook>", "<definedNames><definedName name=\"总额\">SUM(自评表!$A$1:$A$4)</definedName></definedNames></workbook>", 1)
	return p
}

func formulaList() []string {
	var out []string
	for _, c := range calcTable {
		out = append(out, c.formula)
	}
	return out
}

// A total that we recompute is written into an official form: every digit must be what Excel would say.
func TestFormulas(t *testing.T) {
	s := opened(t, calcBook(formulaList()).zip(t)).Sheets()[0]
	for i, c := range calcTable {
		got, ok := s.Computed(at(t, "F"+itoa(i+1)))
		if !ok || got.Raw != c.want {
			t.Errorf("=%s is %q (understood: %v), want %s", c.formula, got.Raw, ok, c.want)
		}
	}
	s = opened(t, calcBook(unknownFormulas).zip(t)).Sheets()[0]
	for i, f := range unknownFormulas {
		if got, ok := s.Computed(at(t, "F"+itoa(i+1))); ok {
			t.Errorf("=%.60s is said to be %q", f, got.Raw)
		}
	}
}

// soffice returns the LibreOffice program. Where the project is tested as a whole it must be there.
func soffice(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("soffice")
	if err != nil && os.Getenv("CI") == "true" {
		t.Fatal("soffice is not installed; this comparison must run here")
	}
	return path
}

// convert lets LibreOffice turn data into another format, with a profile of its own.
func convert(t *testing.T, program string, data []byte, format string) []byte {
	t.Helper()
	dir := t.TempDir()
	in := filepath.Join(dir, "in.xlsx")
	if err := os.WriteFile(in, data, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program, "-env:UserInstallation=file://"+filepath.ToSlash(dir)+"/profile", "--headless", "--convert-to", format, "--outdir", dir, in)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	ext, _, _ := strings.Cut(format, ":")
	out, err := os.ReadFile(filepath.Join(dir, "in."+ext))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// LibreOffice computes the same formulas; what it says must be what we say, merged cells included.
func TestFormulasAgainstLibreOffice(t *testing.T) {
	program := soffice(t)
	if program == "" {
		t.Log("soffice is not installed; nothing was compared")
		return
	}
	p := calcBook(formulaList())
	p[4][1] = strings.Replace(p[4][1], "</sheetData>", `</sheetData><mergeCells count="1"><mergeCell ref="A4:A5"/></mergeCells>`, 1)
	data := p.zip(t)
	rows := csvOf(t, convert(t, program, data, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"))
	s := opened(t, data).Sheets()[0]
	for i, c := range calcTable {
		theirs := rows[i][5]
		ours, ok := s.Computed(at(t, "F"+itoa(i+1)))
		if !ok || ours.Shown() != theirs && !nearly(ours.Raw, theirs) {
			t.Errorf("=%s: %s here, %s in LibreOffice", c.formula, ours.Shown(), theirs)
		}
	}
}

func csvOf(t *testing.T, text []byte) [][]string {
	t.Helper()
	r := csv.NewReader(bytes.NewReader(text))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// nearly compares numbers at the digits that LibreOffice shows in a General cell.
func nearly(a, b string) bool {
	x, okX := numOf(a)
	y, okY := textNumber(b)
	if !okX || !okY {
		return false
	}
	d := x.add(y.neg())
	if d.sign() < 0 {
		d = d.neg()
	}
	limit, _ := numOf("0.000000001")
	return d.cmp(limit) < 0
}

// Formulas that depend on an edit are settled in every way a form hangs together.
func TestDependants(t *testing.T) {
	sheet := `<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f><v>2</v></c><c r="C1"><f>B1+1</f><v>3</v></c><c r="D1"><f>VLOOKUP(C1,A1:B9,2)</f><v>7</v></c><c r="E1"><f>D1+1</f><v>8</v></c></row>` +
		`<row r="2"><c r="A2"><v>5</v></c><c r="B2"><f>A2*2</f><v>10</v></c><c r="C2"><f>_xlfn.DISPIMG("ID_1",1)</f><v>7</v></c><c r="D2"><f>INDIRECT("A1")</f><v>1</v></c><c r="E2"><f>365天</f><v>365</v></c></row>` +
		`<row r="3"><c r="A3"><f t="shared" ref="A3:A5" si="0">$A$1+B3</f><v>1</v></c><c r="B3"><v>0</v></c></row><row r="4"><c r="A4"><f t="shared" si="0"/><v>1</v></c></row><row r="5"><c r="A5"><f t="shared" si="0"/><v>1</v></c></row>` +
		`<row r="6"><c r="A6"><f t="array" ref="A6:B6">A1:B1</f><v>1</v></c><c r="B6"><v>2</v></c><c r="C6"><f>D6</f><v>0</v></c><c r="D6"><f>C6+A1</f><v>0</v></c></row>`
	out := applied(t, opened(t, minimal(sheet).zip(t)), []Edit{{Sheet: "自评表", Cell: at(t, "A1"), Number: "4"}, {Sheet: "自评表", Cell: at(t, "A3"), Number: "9"}}, nil)
	s := opened(t, out.Data).Sheets()[0]
	for ref, want := range map[string]string{
		"A1": "4", "B1": "8", "C1": "9", "D1": "", "E1": "", "B2": "10", "C2": "7", "D2": "", "E2": "365",
		"A3": "9", "A4": "4", "A5": "4", "A6": "", "B6": "", "C6": "", "D6": "",
	} {
		if got := s.Cell(at(t, ref)); got.Raw != want {
			t.Errorf("%s is %q, want %q", ref, got.Raw, want)
		}
	}
	if got := s.Cell(at(t, "A4")).Formula; got != "$A$1+B4" {
		t.Errorf("the member of a shared formula became %q", got)
	}
	if got := fmt.Sprint(out.Uncertain); got != "[自评表!D1 自评表!E1 自评表!D2 自评表!A6 自评表!C6 自评表!D6]" {
		t.Errorf("uncertain: %s", got)
	}
	if len(out.Replaced) != 1 || out.Replaced[0].Formula != "$A$1+B3" || out.Replaced[0].Value != "9" || out.Replaced[0].Cached != "1" {
		t.Errorf("replaced: %+v", out.Replaced)
	}
}

// A score cell with a formula keeps it while it agrees; the calculation chain goes when one is replaced.
func TestFormulaInAScoreCell(t *testing.T) {
	score := func(number string) (Applied, Cell, map[string]string) {
		out := applied(t, opened(t, official().zip(t)), []Edit{{Sheet: "自评表", Cell: at(t, "G3"), Number: "4"}, {Sheet: "自评表", Cell: at(t, "G22"), Number: number}}, nil)
		return out, opened(t, out.Data).Sheets()[0].Cell(at(t, "G22")), unzip(t, out.Data)
	}
	out, c, text := score("80.4")
	if c.Formula == "" || c.Raw != "80.4" || len(out.Replaced) > 0 || text["xl/calcChain.xml"] == "" {
		t.Errorf("an agreeing total became %+v, replaced %v", c, out.Replaced)
	}
	out, c, text = score("80")
	if c.Formula != "" || c.Raw != "80" || len(out.Replaced) != 1 || out.Replaced[0].Cached != "80.1" {
		t.Errorf("a disagreeing total became %+v, replaced %v", c, out.Replaced)
	}
	all := text["xl/calcChain.xml"] + text["[Content_Types].xml"] + text["xl/_rels/workbook.xml.rels"]
	if strings.Contains(all, "calcChain") {
		t.Error("the calculation chain still names a formula that is gone")
	}
}

// Formulas that hang on one another by the ten thousand, in either direction, must end, and each must be
// right or be left to the spreadsheet program.
func TestLongChains(t *testing.T) {
	const last = 25_000
	for name, step := range map[string]int{"downwards": -1, "upwards": 1} {
		var b strings.Builder
		for r := 1; r <= last; r++ {
			cell := fmt.Sprintf(`<c r="A%d"><f>A%d+1</f><v>7</v></c>`, r, r+step)
			if r+step < 1 || r+step > last {
				cell = fmt.Sprintf(`<c r="A%d"><v>1</v></c>`, r)
			}
			fmt.Fprintf(&b, `<row r="%d">%s</row>`, r, cell)
		}
		start := 1
		if step > 0 {
			start = last
		}
		edit := Edit{Sheet: "自评表", Number: "0.5"}
		edit.Cell.Row, edit.Cell.Col = start, 1
		out := applied(t, opened(t, minimal(b.String()).zip(t)), []Edit{edit}, nil)
		for r, c := range opened(t, out.Data).Sheets()[0].All() {
			want := fmt.Sprintf("%d.5", max(r.Row-start, start-r.Row))
			if c.Raw != want && c.Kind != Empty {
				t.Fatalf("%s: %s is %s, want %s or nothing", name, r, c.Raw, want)
			}
		}
	}
}

// A marked copy must open elsewhere and say there what it says here: LibreOffice shows cached values.
func TestMarkedCopyInLibreOffice(t *testing.T) {
	program := soffice(t)
	if program == "" {
		t.Log("soffice is not installed; nothing was compared")
		return
	}
	out := applied(t, opened(t, official().zip(t)), markEdits(), markSheet())
	rows := csvOf(t, convert(t, program, out.Data, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"))
	s := opened(t, out.Data).Sheets()[0]
	for r, c := range s.All() {
		if c.Kind == Number && strings.TrimSpace(rows[r.Row-1][r.Col-1]) != strings.TrimSpace(c.Shown()) {
			t.Errorf("%s: %q here, %q in LibreOffice", r, c.Shown(), rows[r.Row-1][r.Col-1])
		}
	}
	// saved by LibreOffice and marked again: nothing piles up
	again := opened(t, convert(t, program, out.Data, "xlsx"))
	twice := applied(t, again, markEdits(), markSheet())
	if n := len(opened(t, twice.Data).Sheets()); n != 3 || len(twice.Written) > 0 {
		t.Errorf("%d sheets, written again: %v", n, twice.Written)
	}
	comments := 0
	for name, text := range unzip(t, twice.Data) {
		if strings.Contains(name, "comments") {
			comments += strings.Count(text, ourMark)
		}
	}
	if comments != 6 {
		t.Errorf("%d comments of ours, want 6", comments)
	}
}

// The members of a shared formula are stored without text; what we read for them must be their own.
func TestMoveFormula(t *testing.T) {
	for _, c := range []struct{ from, want string }{
		{"A1+$B$2+C$3+$D4", "B3+$B$2+D$3+$D6"}, {"SUM(A1:B2)", "SUM(B3:C4)"}, {"SUM(A:B)+SUM($C:$C)+SUM(1:2)", "SUM(B:C)+SUM($C:$C)+SUM(3:4)"},
		{"'A1 表'!A1&\"A1\"", "'A1 表'!B3&\"A1\""}, {"LOG10(A1)", "LOG10(B3)"}, {"XFD1", "#REF!"}, {"A1048576", "#REF!"}, {"总额*A1", "总额*B3"},
	} {
		if got := moveFormula(c.from, 2, 1); got != c.want {
			t.Errorf("%s becomes %s, want %s", c.from, got, c.want)
		}
	}
}

// What a formula hangs on must be seen in every way that clerks write it: a value that is not brought up to
// date stands in an official form as if it were right. "" is a value that was taken away, because only the
// spreadsheet program can say what it is now.
func TestEveryWayToDepend(t *testing.T) {
	const names = `<definedNames><definedName name="合计">'2024年'!$A$1*2</definedName><definedName name="小计" localSheetId="1">'2024年'!$A$1+1</definedName>` +
		`<definedName name="左邻">'2024年'!A1</definedName><definedName name="全部">'2024年'!$A$1:$A$3</definedName></definedNames>`
	table := []struct{ formula, want string }{
		{"A1+1", "10"}, {"'2024年'!A1+1", "10"}, {"2024年!A1+1", "10"}, {"SUM(2024年!$A:$A)", "14"}, {"合计", "18"}, {"SUM(全部)", "14"},
		{"左邻+1", ""}, {"明细!小计", ""}, {"SUM('2024年:明细'!A1)", ""}, {"SUM(2024年:明细!A1)", ""}, {"SUM(A1:INDEX(A2:A3,2))", ""}, {"SUM(INDEX(A1:A2,1):A3)", ""},
		{"SUM((A2,A1):A3)", ""}, {"表1[得分]", ""}, {"SUM(A2:OFFSET(A3,-2,0))", ""}, {"SUM([0]!合计)", ""}, {"VLOOKUP(1,A1:B3,1)", ""},
		{"A2+A3", "7"}, {"[1]Sheet1!A1", "7"}, {"SUM('[1]一 月'!$A$1:$A$3)+A2", "7"}, {"SUM([2]一月!A:A)", "7"}, {"[1]!合计", "7"}, {"TODAY()", "7"}, {"365天", "7"}, {"VLOOKUP(1,A2:B3,1)", "7"},
		{"SUM(M1:M2)", ""}, {"M2*2", ""}, {"SUM(N9:N10)", ""}, {"SUM(Q9:Q10)", "7"},
	}
	var b strings.Builder
	for i := range 30 {
		fmt.Fprintf(&b, `<row r="%d">`, i+1)
		if i < 3 {
			fmt.Fprintf(&b, `<c r="A%d"><v>%d</v></c>`, i+1, i+1)
		}
		if i < len(table) {
			fmt.Fprintf(&b, `<c r="F%d"><f>%s</f><v>7</v></c>`, i+1, appendEscaped(nil, table[i].formula))
		}
		switch i {
		case 0:
			b.WriteString(`<c r="M1"><f t="array" ref="M1:M3">A1:A3*2</f><v>2</v></c>`)
		case 1, 2:
			fmt.Fprintf(&b, `<c r="M%d"><v>4</v></c>`, i+1)
		case 8:
			b.WriteString(`<c r="N9"><f t="dataTable" ref="N9:N10" dt2D="0" dtr="0" r1="A1"/><v>2</v></c><c r="Q9"><f t="dataTable" ref="Q9:Q10" dt2D="0" dtr="0" r1="A2"/><v>2</v></c>`)
		case 7: // the formula of the first table hangs on the edit, that of the second does not
			b.WriteString(`<c r="N8"><f>A1*A2</f><v>2</v></c><c r="Q8"><f>A2*A3</f><v>6</v></c>`)
		case 9:
			b.WriteString(`<c r="N10"><v>3</v></c>`)
		}
		b.WriteString(`</row>`)
	}
	p := minimal(b.String()).with("xl/worksheets/sheet2.xml", head+`<worksheet `+nsMain+`><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>`)
	p = p.replace(t, "xl/workbook.xml", `<sheet name="自评表" sheetId="1" r:id="rId1"/></sheets>`, `<sheet name="2024年" sheetId="1" r:id="rId1"/><sheet name="明细" sheetId="2" r:id="rId2"/></sheets>`+names)
	p = p.with("xl/_rels/workbook.xml.rels", relsPart("worksheet", "worksheets/sheet1.xml", "worksheet", "worksheets/sheet2.xml"))
	edit := []Edit{{Sheet: "2024年", Cell: at(t, "A1"), Number: "9"}}
	s := opened(t, applied(t, opened(t, p.zip(t)), edit, nil).Data).Sheets()[0]
	for i, c := range table {
		if got := s.Cell(at(t, "F"+itoa(i+1))).Raw; got != c.want {
			t.Errorf("=%s is %q, want %q", c.formula, got, c.want)
		}
	}
	for _, ref := range []string{"M1", "M2", "M3", "N9", "N10"} {
		if got := s.Cell(at(t, ref)).Raw; got != "" {
			t.Errorf("%s of a result that fills several cells is still %q", ref, got)
		}
	}
	// the workbook computes with what it shows: nothing but the program that knows the formats may say a value
	p = p.replace(t, "xl/workbook.xml", `</workbook>`, `<calcPr fullPrecision="0"/></workbook>`)
	s = opened(t, applied(t, opened(t, p.zip(t)), edit, nil).Data).Sheets()[0]
	if got := s.Cell(at(t, "F1")).Raw; got != "" {
		t.Errorf("with numbers as shown =A1+1 is %q", got)
	}
}

// Ranges that hold each other's formulas are no circle that a value runs through; whatever order they are
// asked in, all that hang on the change are found.
func TestDependantsAcross(t *testing.T) {
	sheet := `<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>INDEX(C1:C3,2)</f><v>7</v></c><c r="C1"><f>INDEX(B1:B3,3)</f><v>7</v></c></row>` +
		`<row r="2"><c r="B2"><f>INDEX(C1:C3,3)</f><v>7</v></c><c r="C2"><f>INDEX(D1:D3,1)</f><v>7</v></c><c r="D2"><f>B1+B3</f><v>7</v></c></row>` +
		`<row r="3"><c r="B3"><f>INDEX(C1:C2,1)</f><v>7</v></c><c r="C3"><f>A1+1</f><v>2</v></c><c r="D3"><f>A2</f><v>0</v></c></row>`
	s := opened(t, applied(t, opened(t, minimal(sheet).zip(t)), []Edit{{Sheet: "自评表", Cell: at(t, "A1"), Number: "4"}}, nil).Data).Sheets()[0]
	for ref, want := range map[string]string{"B1": "", "C1": "", "B2": "", "C2": "", "D2": "", "B3": "", "C3": "5", "D3": "0"} {
		if got := s.Cell(at(t, ref)).Raw; got != want {
			t.Errorf("%s is %q, want %q", ref, got, want)
		}
	}
}

// Text of a formula's result that XML cannot hold as it stands is written again as it was.
func TestRewrittenTextKeepsItsCharacters(t *testing.T) {
	sheet := `<row r="1"><c r="A1" t="str"><f t="shared" ref="A1:A2" si="0">CHAR(B1)</f><v>a</v></c><c r="B1"><v>97</v></c></row>` +
		`<row r="2"><c r="A2" t="str"><f t="shared" si="0"/><v>甲_x000D_` + "\n" + `_x0007_乙_x005F_x0041_</v></c></row>`
	s := opened(t, applied(t, opened(t, minimal(sheet).zip(t)), []Edit{{Sheet: "自评表", Cell: at(t, "A1"), Number: "4"}}, nil).Data).Sheets()[0]
	if got := s.Cell(at(t, "A2")); got.Raw != "甲\r\n\a乙_x0041_" || got.Formula != "CHAR(B2)" {
		t.Errorf("the other cell became %+v", got)
	}
}

// A score inside the result of an array formula: the program would compute over what was written there, so
// the formula gives way to its values, and what hangs on them is brought up to date.
func TestScoreInsideAnArray(t *testing.T) {
	sheet := `<row r="1"><c r="E1"><v>1</v></c><c r="G1"><f t="array" ref="G1:G3">E1:E3*5</f><v>5</v></c><c r="H1"><f>SUM(G1:G3)</f><v>12</v></c></row>` +
		`<row r="2"><c r="E2"><v>0.8</v></c><c r="G2"><v>4</v></c></row><row r="3"><c r="E3"><v>0.6</v></c><c r="G3"><v>3</v></c></row>`
	for name, c := range map[string]struct {
		edits []Edit
		want  string
		block string
	}{
		"a member":    {[]Edit{{Number: "3.5", Cell: at(t, "G2")}}, "5 3.5 3 11.5", "G1:G3"},
		"with master": {[]Edit{{Number: "5", Cell: at(t, "G1")}, {Number: "3.5", Cell: at(t, "G2")}}, "5 3.5 3 11.5", "G1:G3"},
		"both differ": {[]Edit{{Number: "4.5", Cell: at(t, "G1")}, {Number: "3.5", Cell: at(t, "G2")}}, "4.5 3.5 3 11", "G1:G3"},
		"all agree":   {[]Edit{{Number: "5", Cell: at(t, "G1")}, {Number: "4", Cell: at(t, "G2")}}, "5 4 3 12", ""},
	} {
		for i := range c.edits {
			c.edits[i].Sheet = "自评表"
		}
		out := applied(t, opened(t, minimal(sheet).zip(t)), c.edits, nil)
		s := opened(t, out.Data).Sheets()[0]
		got := ""
		for _, ref := range []string{"G1", "G2", "G3", "H1"} {
			got += " " + s.Cell(at(t, ref)).Raw
		}
		block := ""
		if len(out.Replaced) > 0 {
			block = out.Replaced[0].Block.String()
		}
		if got != " "+c.want || block != c.block || (s.Cell(at(t, "G1")).Formula == "") != (c.block != "") {
			t.Errorf("%s: %s, formula %q, replaced %+v", name, got, s.Cell(at(t, "G1")).Formula, out.Replaced)
		}
	}
}
