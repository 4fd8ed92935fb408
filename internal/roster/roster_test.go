package roster

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"jixiao/internal/form"
	"jixiao/internal/rule"
)

func mustRead(t *testing.T, data string) *Roster {
	t.Helper()
	table, err := ReadTable("名单.csv", []byte(data))
	if err != nil {
		t.Fatal(err)
	}
	r, err := Read(table, &rule.Reference{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

const list = "2022年度应报项目名单,,,,\n县区,主管部门,项目名称,项目编码,联系人,联系电话,电子邮箱,报送期限\n" +
	"元氏县,教育局,校舍维修,A1,办公室,0311-1,jy@example.cn,2023年3月31日\n" +
	"元氏县,教育局,校舍维修,A1,办公室,0311-1,jy@example.cn,2023/3/31\n" +
	"元氏县,民政局,养老服务,,,,,2023-3-31\n合计,,3,,,,,\n"

// Bureaus save their lists from Excel or WPS in three encodings: each must give the same roster,
// a title above the headings and a total below the rows notwithstanding.
func TestEncodings(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(list)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"utf-8": list, "mark": "\ufeff" + list, "gb18030": gb, "tabs": strings.ReplaceAll(list, ",", "\t")} {
		r := mustRead(t, data)
		if len(r.Entries) != 2 || len(r.Repeated) != 1 {
			t.Fatalf("%s: %d entries, %d repeated", name, len(r.Entries), len(r.Repeated))
		}
		e := r.Entries[0]
		if e.Place.Code != "130132" || e.Department != "教育局" || e.Project != "校舍维修" || e.Code != "A1" || e.Contact != "办公室 0311-1" || e.Email != "jy@example.cn" || e.Due != "2023-03-31" || e.Line != 3 {
			t.Errorf("%s: %+v", name, e)
		}
	}
}

// A list that cannot be used must say where and why, never be half used.
func TestFaults(t *testing.T) {
	for data, want := range map[string]string{
		"":                 "没有表头",
		"甲,乙\n1,2\n":       "没有表头",
		"项目名称,主管部门\n":      "没有内容",
		"项目名称,期限\n甲,三月底\n": "第 2 行:期限“三月底”不是日期",
		"项目名称,金额(万元)\n甲,约三万\n":   "第 2 行:金额“约三万”不是数字",
		"县,项目名称,主管部门\n鼓楼区,甲,乙\n": "第 2 行:“鼓楼区”可能是",
		"PK\x03\x04broken":             "不能读取",
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a": "不能读取",
	} {
		table, err := ReadTable("名单", []byte(data))
		if err == nil {
			_, err = Read(table, &rule.Reference{})
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", data, err, want)
		}
	}
}

// The same department goes by several names: short for each other is a question to a person,
// anything less no match at all.
func TestAlike(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"工商联", "工商业联合会", true}, {"人力资源和社会保障局", "人社局", true}, {"卫健委", "卫生健康委员会", true}, {"教育局", "教育体育局", true},
		{"教育局", "教育局", false}, {"水务局", "水利局", false}, {"体育局", "教育体育局", false}, {"", "教育局", false}, {"局", "局", false},
	} {
		if got := Alike(c.a, c.b); got != c.want {
			t.Errorf("%s and %s: %v", c.a, c.b, got)
		}
	}
}

// What is certain counts, what is only similar is asked, what is neither is missing.
func TestHold(t *testing.T) {
	entries := []Entry{
		{Department: "教育局", Project: "校舍维修", Code: "A1"},
		{Department: "元氏县民政局", Project: "养老服务"},
		{Department: "工商联", Project: "会务经费"},
		{Department: "水务局", Project: "农村饮水安全巩固提升"},
		{Department: "水务局", Project: "河道清淤"},
		{Department: "林业局", Project: "办公经费"},
		{Department: "民政局", Project: "办公经费"},
		{Department: "住建局", Project: ""},
	}
	filings := []Filing{
		{Department: "示例局", Project: "另一名称", Code: "A1"},
		{Department: "219001-元氏县民政局(本级)", Project: "养老 服务"},
		{Department: "元氏县工商业联合会", Project: "会务经费"},
		{Department: "水务局", Project: "农村饮水安全巩固提升(二期)"},
		{Department: "文旅局", Project: "办公经费"},
		{Department: "水务局", Project: "无关项目"},
		{Department: "住建局", Whole: true},
	}
	res := Hold(entries, filings)
	want := []Match{{Filed, 0, ""}, {Filed, 1, ""}, {Confirm, 2, "工商业联合会"}, {Confirm, 3, "二期"}, {Missing, -1, ""}, {Missing, -1, ""}, {Missing, -1, ""}, {Filed, 6, ""}}
	for i, m := range res.Matches {
		if m.State != want[i].State || m.Filing != want[i].Filing || !strings.Contains(m.Why, want[i].Why) {
			t.Errorf("%s: %+v, want %+v", entries[i].Project, m, want[i])
		}
	}
	if len(res.Aliases) != 1 || res.Aliases[0].Roster[0] != "工商联" {
		t.Errorf("aliases %+v", res.Aliases)
	}
	if u := res.Unlisted; len(u) != 2 || u[0] != (Unlisted{4, true}) || u[1] != (Unlisted{5, false}) {
		t.Errorf("unlisted %+v", u)
	}
	missing := 0
	for _, e := range res.Expected(entries, filings) {
		found := false
		for _, f := range filings {
			found = found || f.Project == e.Project && f.Department == e.Department
		}
		if !found {
			missing++
		}
	}
	if missing != 3 {
		t.Errorf("the check of missing projects would name %d, the list names 3", missing)
	}
}

// The roster tells whose form it is only where it leaves no choice.
func TestCountyOf(t *testing.T) {
	r := mustRead(t, "县,主管部门,项目名称,项目编码\n元氏县,教育局,校舍维修,A1\n赵县,教育局,校舍维修,\n赵县,民政局,养老服务,B2\n")
	r.Index()
	of := func(department, project, code string) string {
		f := &form.Form{}
		f.Project.Department.Text, f.Project.Name.Text, f.Project.Code.Text = department, project, code
		return r.CountyOf(f)
	}
	for _, c := range []struct{ department, project, code, want string }{
		{"", "任何", "A1", "河北省石家庄市元氏县"}, {"民政局", "养老服务", "", "河北省石家庄市赵县"}, {"教育局", "校舍维修", "", ""}, {"民政局", "别的", "", ""}, {"", "", "", ""},
	} {
		if got := of(c.department, c.project, c.code); got != c.want {
			t.Errorf("%v: %q", c, got)
		}
	}
}

// Whatever the file holds, reading ends with a roster or with a reason.
func FuzzRead(f *testing.F) {
	f.Add([]byte(list))
	f.Add([]byte("项目名称\t三级指标\t指标值\n甲\t乙\t≥1\n"))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := ReadTable("a", bytes.Clone(data))
		if err != nil {
			return
		}
		if len(table.Rows) < 2 || len(table.Rows) != len(table.Lines) {
			t.Fatalf("%d rows, %d lines", len(table.Rows), len(table.Lines))
		}
		if r, err := Read(table, &rule.Reference{}); err == nil && len(r.Entries) == 0 {
			t.Fatal("neither entries nor a reason")
		}
	})
}

// Money counts only with its unit: the heading says it, or the note above the table.
func TestAmounts(t *testing.T) {
	for name, c := range map[string]struct {
		list     string
		want     string
		unitless bool
	}{
		"heading": {"主管部门,项目名称,预算金额(万元)\n教育局,甲,\"1,200.5\"\n", "1200.5", false},
		"yuan":    {"主管部门,项目名称,批复金额(元)\n教育局,甲,12000\n", "1.2000", false},
		"note":    {"应报项目名单,,\n,,单位:万元\n主管部门,项目名称,年初预算\n教育局,甲,12万元\n", "12", false},
		"dash":    {"主管部门,项目名称,预算数(万元)\n教育局,甲,—\n", "", false},
		"none":    {"主管部门,项目名称,金额\n教育局,甲,12\n", "", true},
		"absent":  {"预算单位,项目名称\n教育局,甲\n", "", false},
	} {
		r := mustRead(t, c.list)
		if got := r.Entries[0].Amount.String(); got != c.want || r.Unitless != c.unitless {
			t.Errorf("%s: %q, unitless %v", name, got, r.Unitless)
		}
	}
}
