package summary

import (
	"strings"
	"testing"
	"time"
)

// A corrected form replaces the one before it only when the files themselves say which is later;
// otherwise a person is asked, and nothing is dropped.
func TestVersions(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2023, 3, d, 0, 0, 0, 0, time.UTC) }
	one := func(path, project, score string, saved time.Time) Form {
		return Form{Path: path, SHA256: path, Department: "元氏县教育局", Unit: "元氏县教育局", Project: project, Year: 2022, State: Scored, Score: num(score), Self: num(score),
			Money: Money{Budget: num("10"), Executed: num("9")}, Modified: saved}
	}
	in := &Input{Forms: []Form{
		one("新.xlsx", "校舍维修", "90", day(9)), one("旧.xlsx", "校舍 维修", "70", day(2)), one("更旧.xlsx", "校舍维修", "60", day(1)),
		one("甲.xlsx", "营养餐", "80", day(3)), one("乙.xlsx", "营养餐", "82", day(3)),
		one("丙.xlsx", "取暖费", "80", day(3)), one("丁.xlsx", "取暖费", "82", time.Time{}),
		one("同表.xlsx", "办公经费", "88", day(4)), one("同表.xlsx", "办公经费", "89", day(4)),
	}}
	in.Forms[8].Sheet = "Sheet2"
	other := one("他局.xlsx", "校舍维修", "50", day(20))
	other.Department, other.Unit = "元氏县民政局", "元氏县民政局"
	in.Forms = append(in.Forms, other)
	f := mustCompute(t, in)
	if f.Superseded != 2 || f.Projects != 8 || f.Files != 9 || f.Budget.String() != "80" {
		t.Errorf("%d superseded, %d projects of %d files, %s", f.Superseded, f.Projects, f.Files, f.Budget)
	}
	kinds := map[string]int{}
	for _, m := range f.Matters {
		kinds[m.Kind]++
		if m.Kind == MatterOlder && (m.Path == "新.xlsx" || !strings.Contains(m.Text, "新.xlsx")) {
			t.Errorf("%s: %s", m.Path, m.Text)
		}
	}
	if kinds[MatterOlder] != 2 || kinds[MatterTwice] != 3 {
		t.Errorf("matters %v", kinds)
	}
	book := mustOpen(t, in)
	rows, err := book.GetRows(sheetProjects)
	if err != nil {
		t.Fatal(err)
	}
	left := 0
	for _, r := range rows {
		if len(r) > 24 && r[24] == superseded.Text() {
			left++
			if r[8] != "" || r[17] != "" {
				t.Errorf("a superseded form shows numbers: %v", r)
			}
		}
	}
	if left != 2 {
		t.Errorf("%d superseded lines", left)
	}
}

// The roster's three outcomes add up to what is due, in the county, in each department, in the city;
// a day of receipt that nobody recorded makes no one late.
func TestRosterFigures(t *testing.T) {
	in := countyInput()
	in.Forms[1].Received, in.Forms[2].Received = "2023-04-01", "2023-03-31"
	in.Roster = []Due{
		{Department: "民政局", Project: in.Forms[1].Project, Due: "2023-03-31"}, {Department: "水务局", Project: in.Forms[2].Project, Due: "2023-03-31"},
		{Department: "教育局", Project: in.Forms[6].Project, Due: "2023-03-31"}, {Department: "工商联", Project: in.Forms[5].Project},
		{Department: "档案馆", Project: "档案数字化", Contact: "办公室"},
	}
	in.Repeated = in.Roster[4:]
	f := mustCompute(t, in)
	if f.Due != 5 || f.Filed != 3 || f.Confirm != 1 || len(f.Missing) != 1 || f.Late != 1 || f.Departments != 6 {
		t.Errorf("due %d, filed %d, to confirm %d, missing %d, late %d, %d departments", f.Due, f.Filed, f.Confirm, len(f.Missing), f.Late, f.Departments)
	}
	due, filed := 0, 0
	for _, d := range f.ByDepartment {
		due, filed = due+d.Due, filed+d.Filed
	}
	if due != 5 || filed != 3 || len(f.ByDepartment) != 7 {
		t.Errorf("departments: due %d, filed %d, %d lines", due, filed, len(f.ByDepartment))
	}
	kinds := map[string]int{}
	for _, m := range f.Matters {
		kinds[m.Kind]++
	}
	for kind, want := range map[string]int{MatterDepartment: 1, MatterProject: 1, MatterRepeated: 1, MatterLate: 1, MatterStranger: 2} {
		if kinds[kind] != want {
			t.Errorf("%s: %d, want %d", kind, kinds[kind], want)
		}
	}
	other := &Input{Roster: []Due{{Department: "教育局", Project: "没有报"}}}
	other.County.Name = "赵县"
	city := mustCompute(t, Merge(in.County, []*Input{in, other}))
	if city.Due != 6 || city.Filed != 3 || len(city.Missing) != 2 || len(city.ByCounty) != 2 || city.ByCounty[1].Due != 1 {
		t.Errorf("city: due %d, filed %d, missing %v, counties %+v", city.Due, city.Filed, city.Missing, city.ByCounty)
	}
}
