package report

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"jixiao/internal/audit"
)

// Each line is a facts file with one thing that does not fit the sample department (five
// projects, 36 万元, 100 points): a check that stays silent here lets it be printed and sealed.
func TestChecks(t *testing.T) {
	in := sampleDepartment(t, "工商业联合会")
	for _, c := range []struct{ facts, code, says string }{
		{"department: 元氏县教育局", "RP-DEPT-01", "元氏县教育局"},
		{"department: 元氏县工商业联合会", "", ""},
		{"name: 工商业联合会", "", ""},
		{"year: 2021", "RP-YEAR-01", "2022年"},
		{"year: 2022", "", ""},
		{"conclusion: {projects: 6}", "RP-NUM-01", "6个项目"},
		{"conclusion: {score: 99.5}", "RP-SCR-01", "100分"},
		{"conclusion: {grade: 良}", "RP-SCR-02", "“优”"},
		{"conclusion: {score: 100, grade: 良}", "RP-SCR-02", "100分应为“优”"},
		{"accounts: {total: 111.77, previous: 96.34, change: 15.43, percent: 16.02}", "", ""},
		{"accounts: {total: 111.77, previous: 96.34, change: 15.34, percent: 16.02}", "RP-ACC-01", "15.43"},
		{"accounts: {total: 111.77, change: 15.43, percent: 16}", "", ""},
		{"accounts: {total: 111.77, change: 15.43, percent: 16.2}", "RP-ACC-02", "16.02%"},
		{"accounts: {total: 111.77, change: 15.43, percent: 13.81}", "RP-ACC-02", "16.02%"},
		{"accounts: {total: 80, previous: 100, change: -20, percent: -20}", "", ""},
		{"accounts: {total: 80, previous: 100, change: -20, percent: 20}", "RP-ACC-02", "-20.00%"},
		{"accounts: {total: 80, previous: 0, change: 80, percent: 100}", "RP-ACC-02", "不能计算"},
		{"accounts: {total: 30}", "RP-ACC-03", "36万元"},
		{"staff: {serving: 5}\nassets: {amount: 0}", "RP-AST-01", "5人"},
		{"projects: [{name: 党建活动经费, amount: 2}]", "", ""},
		{"projects: [{name: 党建活动经费, amount: 2.5}]", "RP-AMT-01", "2.5万元"},
		{"projects: [{name: 党建活动费, amount: 2}]", "RP-AMT-02", "党建活动费"},
		{"key: {count: 2, amount: 23, projects: [工商联业务经费, 企业联合会办公费]}", "", ""},
		{"key: {count: 3, projects: [工商联业务经费, 企业联合会办公费]}", "RP-KEY-02", "列出的是2个"},
		{"key: {amount: 22, projects: [工商联业务经费, 企业联合会办公费]}", "RP-KEY-03", "23万元"},
		{"key: {projects: [办公楼维修]}", "RP-KEY-04", "办公楼维修"},
		{"key: {count: 6}", "RP-KEY-02", "多于"},
		{"key: {count: 1, amount: 40}", "RP-KEY-03", "36万元"},
		{"work: {steps: 全年共实施四个项目}", "RP-NUM-02", "四个项目"},
		{"work: {steps: \"全年共实施五个项目,其中重点评价的2个项目由第三方评价\"}", "", ""},
		{"problems: 综合评价得分98分,评价等级为“良”", "RP-SCR-01 RP-SCR-02", "98"},
	} {
		facts, err := LoadFacts("", []byte(c.facts))
		if err != nil {
			t.Errorf("%s: %v", c.facts, err)
			continue
		}
		_, found := Build(in, facts)
		got, says := "", ""
		for _, f := range found {
			if f.Message == "" || f.Source == "" || f.Severity == 0 {
				t.Errorf("%s: incomplete finding %+v", c.facts, f)
			}
			if f.Code == "RP-BLANK-01" || f.Code == "RP-KEY-01" || f.Code == "RP-SCR-03" || f.Code == "RP-NUM-02" && c.code == "" && f.Value == "" {
				continue
			}
			got += f.Code + " "
			says += f.Message
		}
		for _, want := range strings.Fields(c.code) {
			if !strings.Contains(got, want) {
				t.Errorf("%s: found %q, want %s", c.facts, got, want)
			}
		}
		if c.code == "" && got != "" {
			t.Errorf("%s: found %q, want nothing: %s", c.facts, got, says)
		}
		if !strings.Contains(says, c.says) {
			t.Errorf("%s: says %q, lacks %q", c.facts, says, c.says)
		}
	}
}

// A form that is marked 重点评价 itself counts when the facts name none; a mark in passing must not.
func TestKeyForms(t *testing.T) {
	d := draft{name: "道路养护", department: "交通局", rows: fullRows(), budget: "20", executed: "20", notes: [][2]string{{"重点评价结论", "已开展"}, {"说明", "未纳入重点评价"}}}
	other := d
	other.name, other.notes = "桥梁检测", [][2]string{{"说明", "未纳入重点评价"}}
	in := one(t, d, other)
	for facts, want := range map[string]string{"key: {count: 1, amount: 20}": "", "key: {count: 2}": "RP-KEY-02", "key: {amount: 23}": "RP-KEY-03"} {
		f, err := LoadFacts("", []byte(facts))
		if err != nil {
			t.Fatal(err)
		}
		doc, found := Build(in, f)
		if got := codesOf(found); !strings.Contains(got, want) || want == "" && strings.Contains(got, "RP-KEY") {
			t.Errorf("%s: found %s, want %q", facts, got, want)
		}
		if !strings.Contains(doc.Markdown(), "具体是道路养护。") {
			t.Errorf("%s: the report does not name the marked project", facts)
		}
	}
}

// A finding whose code is not in the list has no title for explain, and an unused code explains
// what never comes.
func TestCodes(t *testing.T) {
	var source string
	for _, file := range []string{"check.go", "claims.go"} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		source += string(data)
	}
	listed := map[string]bool{}
	for _, c := range Codes() {
		if listed[c.Code] || c.Condition == "" || c.Source == "" || c.Severity == 0 || !strings.Contains(source, `"`+c.Code+`"`) {
			t.Errorf("%+v is listed twice, incomplete or unused", c)
		}
		listed[c.Code] = true
	}
	for _, code := range regexp.MustCompile(`RP-[A-Z]+-\d+`).FindAllString(source, -1) {
		if !listed[code] {
			t.Errorf("%s is not in the list of codes", code)
		}
	}
}

// Forms of one department must not fall apart because of codes and places in front of its name,
// and two counties' departments of one name must not fall together.
func TestDepartments(t *testing.T) {
	list := Departments(scoredSample(t))
	if len(list) != 2 || len(list[0].Projects) != 5 || len(list[1].Projects) != 5 {
		t.Fatalf("%d departments", len(list))
	}
	a := draft{name: "甲", department: "教育局", rows: fullRows(), budget: "1", executed: "1"}.file(t)
	b := draft{name: "乙", department: "教育局", rows: fullRows(), budget: "1", executed: "1"}.file(t)
	b.Forms[0].County.Name = "赵县"
	if list := Departments([]*audit.Result{a, nil, b}); len(list) != 2 {
		t.Errorf("two counties' departments became %d", len(list))
	}
	b.Path = "元氏县/教育局/乙.xlsx"
	bad := &audit.Result{Path: "元氏县/教育局/坏文件.xlsx", Problem: &audit.Problem{Message: "文件不完整"}}
	for i, in := range Departments([]*audit.Result{a, b, bad}) {
		if _, found := Build(&in, nil); !strings.Contains(codesOf(found), "RP-FILE-06") {
			t.Errorf("department %d: a file that may be its own is left out silently", i)
		}
	}
	if list := Departments(nil); len(list) != 0 {
		t.Errorf("%d departments of nothing", len(list))
	}
}

// A department that filed only its department form, or nothing that can be scored, still owes a
// report; a half-built one must say so and never panic.
func TestEdges(t *testing.T) {
	whole := draft{name: "", department: "档案局", rows: fullRows(), budget: "20", executed: "20", level: "department"}
	for name, in := range map[string]*Input{
		"nothing": {}, "department form only": one(t, whole), "two department forms": one(t, whole, func() draft { d := whole; d.total = "99"; return d }()),
	} {
		doc, found := Build(in, nil)
		text := doc.Markdown()
		if !strings.Contains(text, "没有收到项目支出绩效自评表") {
			t.Errorf("%s: does not say that there are no projects", name)
		}
		if len(found) == 0 {
			t.Errorf("%s: an incomplete report without a finding", name)
		}
		if _, err := doc.WriteDocx(nil); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
