package summary

import (
	"slices"
	"strings"
	"testing"
	"time"

	"jixiao/internal/county"
)

func plainForm(path, project, score string, year int) Form {
	return Form{Path: path, SHA256: path, Department: "元氏县教育局", Unit: "元氏县教育局", Project: project, Year: year, State: Scored,
		Score: num(score), Self: num(score), Grade: "优", Money: Money{Budget: num("10"), Executed: num("9")}}
}

// What is of another year, of no known county or on a scale of its own must not move a mean or a sum, and must
// not vanish either: it has its line, its count and its matter.
func TestSetApart(t *testing.T) {
	in := &Input{County: county.County{Name: "元氏县"}, Forms: []Form{
		plainForm("a.xlsx", "甲", "90", 2022), plainForm("b.xlsx", "乙", "80", 2022), plainForm("c.xlsx", "丙", "70", 0),
		plainForm("d.xlsx", "丁", "10", 2021), plainForm("e.xlsx", "戊", "109", 2022),
	}}
	in.Forms[4].Unequal = true
	f := mustCompute(t, in)
	if f.OtherYears != 1 || f.Unequal != 1 || f.Projects != 4 || f.Scored != 3 || f.Average.String() != "80.00" || f.Budget.String() != "40" || f.Files != 5 {
		t.Errorf("%d of other years, %d unequal, %d projects, %d scored, mean %s, budget %s, %d files", f.OtherYears, f.Unequal, f.Projects, f.Scored, f.Average, f.Budget, f.Files)
	}
	for _, want := range []string{"1 个分值合计不是100", "其他年度的 1 份"} {
		if !strings.Contains(f.Verdict(), want) {
			t.Errorf("the verdict does not say %s: %s", want, f.Verdict())
		}
	}
	nowhere := &Input{Forms: []Form{plainForm("x.xlsx", "己", "20", 2022), plainForm("y.xlsx", "庚", "30", 2022)}}
	nowhere.Forms[0].Places = "甲县、乙县"
	city := mustCompute(t, Merge(county.County{Name: "石家庄市"}, []*Input{in, nowhere}))
	if city.Homeless != 2 || city.Projects != 4 || city.Average.String() != "80.00" || city.Budget.String() != "40" {
		t.Errorf("city: %d of no county, %d projects, mean %s, budget %s", city.Homeless, city.Projects, city.Average, city.Budget)
	}
	alone := mustCompute(t, nowhere) // forms of no county alone are still worth a summary
	if alone.Homeless != 0 || alone.Projects != 2 {
		t.Errorf("alone: %+v", alone.Verdict())
	}
	kinds := map[string]int{}
	for _, m := range city.Matters {
		kinds[m.Kind]++
	}
	if kinds[MatterYear] != 1 || kinds[MatterUnequal] != 1 || kinds[MatterPlace] != 2 {
		t.Errorf("matters %v", kinds)
	}
	rows, err := mustOpen(t, Merge(county.County{Name: "石家庄市"}, []*Input{in, nowhere})).GetRows(sheetProjects)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []State{otherYear, homeless} {
		if !slices.ContainsFunc(rows, func(r []string) bool { return slices.Contains(r, want.Text()) }) {
			t.Errorf("no line says %s", want.Text())
		}
	}
}

// Late is what the record of receipt says; without one, a workbook saved after its day is a question and no
// verdict; and who corrects what came in time is not late.
func TestLate(t *testing.T) {
	saved := func(f Form, at time.Time) Form { f.Modified = at; return f }
	evening := time.Date(2023, 3, 31, 15, 0, 0, 0, time.UTC) // 23:00 in China
	in := &Input{Forms: []Form{
		plainForm("a.xlsx", "甲", "90", 2022), plainForm("b.xlsx", "乙", "90", 2022),
		saved(plainForm("c.xlsx", "丙", "90", 2022), evening), saved(plainForm("d.xlsx", "丁", "90", 2022), evening.Add(2*time.Hour)),
		saved(plainForm("e1.xlsx", "戊", "90", 2022), evening), saved(plainForm("e2.xlsx", "戊", "95", 2022), evening.Add(100*time.Hour)),
	}}
	in.Forms[0].Received, in.Forms[1].Received = "2023-03-31", "2023-04-01"
	for _, p := range []string{"甲", "乙", "丙", "丁", "戊"} {
		in.Roster = append(in.Roster, Due{Department: "教育局", Project: p, Due: "2023-03-31"})
	}
	f := mustCompute(t, in)
	if f.Late != 1 || f.SavedLate != 1 || f.Superseded != 1 {
		t.Errorf("late %d, perhaps %d, superseded %d", f.Late, f.SavedLate, f.Superseded)
	}
	for _, m := range f.Matters {
		if m.Kind == MatterLate && m.Project != "乙" || m.Kind == MatterSavedLate && m.Project != "丁" {
			t.Errorf("%+v", m)
		}
	}
}

// Coverage by amount is of the roster's own amounts, so that numerator and denominator are of one kind; entries
// without one are counted beside it. The fund of a project is what the roster calls it.
func TestCoverageByAmount(t *testing.T) {
	in := &Input{Forms: []Form{plainForm("a.xlsx", "甲", "90", 2022), plainForm("b.xlsx", "乙", "90", 2022)}}
	in.Roster = []Due{
		{Department: "教育局", Project: "甲", Amount: num("12.5"), Fund: "一般公共预算"}, {Department: "教育局", Project: "乙"},
		{Department: "教育局", Project: "没有报", Amount: num("37.5")},
	}
	f := mustCompute(t, in)
	if f.DueAmount.String() != "50.0" || f.FiledAmount.String() != "12.5" || f.Unpriced != 1 {
		t.Errorf("due %s, filed %s, without amount %d", f.DueAmount, f.FiledAmount, f.Unpriced)
	}
	if text := f.received(); !strings.Contains(text, "占 25.00%") {
		t.Error(text)
	}
	rows, err := mustOpen(t, in).GetRows(sheetProjects)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(rows, func(r []string) bool { return slices.Contains(r, "一般公共预算") }) {
		t.Error("资金性质 is not on the list of projects")
	}
}

// A county that has so far sent in only the forms of whole departments has departments.
func TestDepartmentsOfWholeForms(t *testing.T) {
	whole := plainForm("a.xlsx", "", "90", 2022)
	whole.Whole = true
	if f := mustCompute(t, &Input{Forms: []Form{whole}}); f.Departments != 1 || f.Projects != 0 || !strings.Contains(f.Verdict(), "1 个部门") {
		t.Errorf("%d departments: %s", f.Departments, f.Verdict())
	}
}
