package roster

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"

	"jixiao/internal/rule"
)

// A roster is often a sheet with a title, the department merged over its projects, a date that is a
// date and a code that is a number; approved targets may stand beside it, a line each.
func TestWorkbook(t *testing.T) {
	f := excelize.NewFile()
	for cell, v := range map[string]any{
		"A1": "2022年度应报项目", "A3": "主管部门", "B3": "项目名称", "C3": "项目编码", "D3": "三级指标", "E3": "年度指标值", "F3": "分值", "G3": "报送期限",
		"A4": "教育局", "B4": "校舍维修", "C4": 1301320001, "D4": "维修面积", "E4": 0.95, "F4": 10, "G4": 45016,
		"B5": "校舍维修", "C5": 1301320001, "D5": "验收合格率", "E5": "100%", "F5": 20, "G5": 45016, "A6": "民政局", "B6": "养老服务",
	} {
		if err := f.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	percent, _ := f.NewStyle(&excelize.Style{NumFmt: 9})
	date, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
	for _, err := range []error{f.SetCellStyle("Sheet1", "E4", "E4", percent), f.SetCellStyle("Sheet1", "G4", "G5", date), f.MergeCell("Sheet1", "A4", "A5"), f.MergeCell("Sheet1", "A1", "G1")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	var data bytes.Buffer
	if err := f.Write(&data); err != nil {
		t.Fatal(err)
	}
	table, err := ReadTable("名单.xlsx", data.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	var reference rule.Reference
	r, err := Read(table, &reference)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Entries) != 2 || len(r.Repeated) != 0 {
		t.Fatalf("%+v, repeated %+v", r.Entries, r.Repeated)
	}
	if e := r.Entries[0]; e.Department != "教育局" || e.Code != "1301320001" || e.Due != "2023-03-31" || e.Line != 4 {
		t.Errorf("%+v", e)
	}
	if a := reference.Approved; len(a) < 2 || a[0] != (rule.Approved{Project: "校舍维修", Name: "维修面积", Target: "95%", Points: "10"}) || a[1].Target != "100%" {
		t.Errorf("%+v", a)
	}
}
