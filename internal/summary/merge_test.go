package summary

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"jixiao/internal/county"
	"jixiao/internal/decimal"
)

// A city's table is the sum of its counties': each county's line must be what the county's own
// summary says, and the city's totals the sum of the lines.
func TestMerge(t *testing.T) {
	a, b := countyInput(), countyInput()
	b.County = county.County{Name: "赵县", Code: "130133"}
	b.Forms = slices.DeleteFunc(b.Forms, func(f Form) bool { return f.Department == "元氏县教育局" })
	for i := range b.Forms {
		b.Forms[i].SHA256 += "赵县"
		b.Forms[i].Path = "赵县/" + b.Forms[i].Path
	}
	city := mustCompute(t, Merge(county.County{Name: "石家庄市"}, []*Input{a, b}))
	if len(city.ByCounty) != 2 {
		t.Fatalf("%d counties", len(city.ByCounty))
	}
	var budget decimal.Decimal
	for _, in := range []*Input{a, b} {
		own := mustCompute(t, in)
		i := slices.IndexFunc(city.ByCounty, func(g Group) bool { return g.Name == in.County.Name })
		g := city.ByCounty[i]
		if g.Projects != own.Projects || g.Scored != own.Scored || g.Average != own.Average || !g.Budget.Equal(own.Budget) || !g.Executed.Equal(own.Executed) || g.Rate != own.Rate {
			t.Errorf("%s: %+v in the city, %s alone", g.Name, g, own.Verdict())
		}
		budget = budget.Add(g.Budget)
	}
	if !budget.Equal(city.Budget) || city.Departments != 6+5 {
		t.Errorf("counties add to %s, city says %s; %d departments", budget, city.Budget, city.Departments)
	}
	book := mustOpen(t, Merge(county.County{Name: "石家庄市"}, []*Input{a, b}))
	if sheets := book.GetSheetList(); sheets[1] != sheetCounties {
		t.Errorf("sheets %v", sheets)
	}
}

// The notice is published: each of its numbers must be one of the figures.
func TestNotice(t *testing.T) {
	in := countyInput()
	in.Roster = []Due{{Project: "示例项目第01号经费"}, {Project: "没有报的项目"}, {Project: "也没有报的项目"}}
	f := mustCompute(t, in)
	got := Notice(in, f)
	for _, want := range []string{
		"# 2022年度元氏县绩效自评情况通报(草稿)\n",
		"共收到 6 个部门的项目支出绩效自评表 40 份、部门整体支出绩效自评表 1 份;应报项目 3 个,报送率 33.33%,未报 2 个;1 份没有填报完成情况;2 个文件未识别或无法读取",
		fmt.Sprintf("全年预算 %s 万元,执行 %s 万元,执行率 %s%%", f.Budget, f.Executed, f.Rate.Shift(2).Round(2)),
		"另有 2 个项目金额存疑或不全,未计入",
		fmt.Sprintf("已评分项目 %d 个,复算平均 %s 分(自评平均 %s 分):“优”%d 个", f.Scored, f.Average, f.Self, f.Grades[0].Score),
		fmt.Sprintf("其中 %d 个项目含待人工判定的指标", f.Provisional),
		fmt.Sprintf("执行率得分不符 %d 处(涉及 %d 份)", f.Codes[0].Count, f.Codes[0].Forms),
		"41.20 分",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the notice lacks %q:\n%s", want, got)
		}
	}
}

// A form that files a total and no grade still stands in the column of self-grades when the rule
// set tells what grade the total is; a grade that was filed is never replaced.
func TestSelfGrade(t *testing.T) {
	in := &Input{GradeOf: func(decimal.Decimal) string { return "良" }, Forms: []Form{
		{Path: "a", State: Scored, Score: num("85"), Self: num("85")},
		{Path: "b", State: Scored, Score: num("85"), Self: num("85"), SelfGrade: "优"},
		{Path: "c", State: Scored, Score: num("85")},
	}}
	f := mustCompute(t, in)
	if f.Grades[0].Self != 1 || f.Grades[1].Self != 1 {
		t.Errorf("self-grades %+v", f.Grades)
	}
}
