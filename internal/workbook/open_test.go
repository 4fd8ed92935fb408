package workbook

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"

	"jixiao/internal/cellref"
)

// ordinary is a small form as an office program writes it.
func ordinary(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(f.SetSheetName("Sheet1", "自评表"))
	percent, err := f.NewStyle(&excelize.Style{NumFmt: 9})
	must(err)
	must(f.SetSheetRow("自评表", "A1", &[]any{"项目支出绩效自评表"}))
	must(f.SetSheetRow("自评表", "A2", &[]any{"指标", "年度指标值", "实际完成值", "分值", "得分"}))
	must(f.SetSheetRow("自评表", "A3", &[]any{"验收合格率", "≥90%", 0.895, 10, 10}))
	must(f.SetSheetRow("自评表", "A4", &[]any{"培训次数", "≥12次", 12, 5.5, "5.5"}))
	must(f.SetCellFormula("自评表", "E5", "SUM(E3:E4)"))
	must(f.SetCellValue("自评表", "A6", true))
	must(f.SetCellStyle("自评表", "C3", "C3", percent))
	must(f.MergeCell("自评表", "A1", "E1"))
	must(f.SetRowVisible("自评表", 4, false))
	must(f.SetColVisible("自评表", "D", false))
	_, err = f.NewSheet("说明")
	must(err)
	must(f.SetSheetVisible("说明", false))
	var out bytes.Buffer
	must(f.Write(&out))
	return out.Bytes()
}

func at(t testing.TB, ref string) cellref.Ref {
	t.Helper()
	r, err := cellref.Parse(ref)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The grid is what every other room reads: kinds, merged cells and hidden parts must be right.
func TestOpen(t *testing.T) {
	b, err := Open(ordinary(t), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Sheets()) != 2 || b.Sheets()[0].Name() != "自评表" || b.Sheets()[0].Hidden() || !b.Sheets()[1].Hidden() {
		t.Fatalf("sheets are wrong: %v", b.Sheets())
	}
	s := b.Sheets()[0]
	for ref, want := range map[string]Cell{
		"A1": {Kind: Text, Raw: "项目支出绩效自评表"}, "B1": {}, "Z99": {},
		"B3": {Kind: Text, Raw: "≥90%"}, "C3": {Kind: Number, Raw: "0.895", Format: "0%"},
		"E4": {Kind: Text, Raw: "5.5"}, "E5": {Formula: "SUM(E3:E4)"}, "A6": {Kind: Bool, Raw: "TRUE"},
	} {
		if got := s.Cell(at(t, ref)); got != want {
			t.Errorf("%s is %+v, want %+v", ref, got, want)
		}
	}
	if m, ok := s.Merge(at(t, "C1")); !ok || m.String() != "A1:E1" || len(s.Merges()) != 1 {
		t.Errorf("C1 lies in %v", m)
	}
	if !s.HiddenRow(4) || s.HiddenRow(3) || !s.HiddenCol(4) || s.HiddenCol(3) {
		t.Error("hidden rows or columns are wrong")
	}
	if got := s.Area().String(); got != "A1:E6" {
		t.Errorf("area is %s", got)
	}
}

// Excel lists the macro modules of old workbooks among the sheets, without any content of their own: the
// form beside them is read. A workbook of nothing else is damaged, and so is a sheet whose content is named
// but missing.
func TestSheetsWithoutContent(t *testing.T) {
	const form = `<sheet name="自评表" sheetId="1" r:id="rId1"/>`
	for list, want := range map[string]int{
		`<sheet name="Module1" sheetId="9" state="veryHidden" r:id=""/>` + form: 1,
		form + `<sheet name="模块" sheetId="2"/>`:                                 1,
		`<sheet name="自评表" sheetId="1" r:id=""/>`:                               -1,
		`<sheet name="自评表" sheetId="1"/>`:                                       -1,
		form + `<sheet name="附表" sheetId="2" r:id="rId7"/>`:                     -1,
	} {
		p := minimal(`<row r="1"><c r="A1"><v>1</v></c></row>`).replace(t, "xl/workbook.xml", form, list)
		b, err := Open(p.zip(t), Limits{})
		switch {
		case want < 0:
			if err == nil || err.(*Error).Code != CodeDamaged || err.(*Error).Place == "" {
				t.Errorf("%s: %v", list, err)
			}
		case err != nil || len(b.Sheets()) != want || b.Sheets()[0].Cell(at(t, "A1")).Raw != "1":
			t.Errorf("%s: %v", list, err)
		default:
			out := applied(t, b, []Edit{{Sheet: "自评表", Cell: at(t, "A1"), Number: "2"}}, markSheet())
			if again := opened(t, out.Data); len(again.Sheets()) != want+1 || again.Sheets()[0].Cell(at(t, "A1")).Raw != "2" || !again.Sheets()[want].Ours() {
				t.Errorf("%s: the copy has other sheets", list)
			}
		}
	}
}

// Excel repeats the names of the workbook's own elements in its list of extensions; these say nothing of the
// workbook's dates.
func TestDatesFrom1904(t *testing.T) {
	p := official().replace(t, "xl/workbook.xml", `<workbookPr defaultThemeVersion="166925"/>`, `<workbookPr date1904="1" defaultThemeVersion="166925"/>`)
	p = p.replace(t, "xl/workbook.xml", `</workbook>`, `<extLst><ext uri="{140A7094-0E35-4892-8432-C4D2E57EDEB5}" xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"><x15:workbookPr chartTrackingRefBase="1"/></ext></extLst></workbook>`)
	p = p.replace(t, "xl/styles.xml", `numFmtId="10"`, `numFmtId="14"`)
	p = p.replace(t, sheet1, `<c r="E3" s="3"><v>0.93</v></c>`, `<c r="E3" s="3"><v>43101</v></c>`)
	p = p.replace(t, sheet1, `<c r="E4" s="3"><v>0.94</v></c>`, `<c r="E4" s="3" t="d"><v>2022-01-02</v></c>`)
	s := opened(t, p.zip(t)).Sheets()[0]
	for ref, want := range map[string]string{"E3": "2022/1/2", "E4": "2022/1/2"} {
		if c := s.Cell(at(t, ref)); c.Shown() != want || c.Raw != "43101" {
			t.Errorf("%s is %s, shown %s, want %s", ref, c.Raw, c.Shown(), want)
		}
	}
}

// Whole columns or rows are merged ranges too, however a program writes them.
func TestMergedWholeLines(t *testing.T) {
	for ref, want := range map[string]string{"B:C": "B1:C1048576", "2:3": "A2:XFD3", "A1:B2": "A1:B2", "B:": "", ":C": "", "B:3": "", "2:C": "", "0:2": "", "B1:C": ""} {
		b, err := Open(minimal(`<row r="2"><c r="B2"><v>1</v></c></row>`, `<mergeCells count="1"><mergeCell ref="`+ref+`"/></mergeCells>`).zip(t), Limits{})
		if want == "" {
			if err == nil {
				t.Errorf("%s was read as %v", ref, b.Sheets()[0].Merges())
			}
			continue
		}
		if err != nil || len(b.Sheets()[0].Merges()) != 1 || b.Sheets()[0].Merges()[0].String() != want {
			t.Errorf("%s: %v", ref, err)
		}
	}
}
