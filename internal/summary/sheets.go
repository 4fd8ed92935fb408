package summary

import (
	"iter"
	"strings"

	"github.com/xuri/excelize/v2"

	"jixiao/internal/decimal"
	"jixiao/internal/finding"
)

// Names of the sheets.
const (
	sheetOverview    = "总览"
	sheetCounties    = "分县汇总"
	sheetDepartments = "部门汇总"
	sheetProjects    = "项目明细"
	sheetWholes      = "部门整体"
	sheetIndicators  = "指标明细"
	sheetFindings    = "问题清单"
	sheetMissing     = "应报未报"
	sheetSample      = "复核抽样"
	sheetMatters     = "待确认事项"
)

const averageTitle = "复算\n平均分"

// groupColumns are the columns of 部门汇总 and 分县汇总; who heads the names.
func groupColumns(f *Figures, who string) []column {
	columns := []column{
		{title: "排名", width: 6, align: "center", format: countFormat},
		{title: who, width: 24},
	}
	if f.HasRoster {
		columns = append(columns, column{title: "应报", width: 7, align: "center", format: countFormat, sum: true},
			column{title: "已报", width: 7, align: "center", format: countFormat, sum: true})
	}
	columns = append(columns, []column{
		{title: "项目数", width: 8, align: "center", format: countFormat, sum: true},
		{title: "已评分", width: 8, align: "center", format: countFormat, sum: true},
		{title: "有错误\n的表", width: 8, align: "center", format: countFormat, sum: true},
		{title: "年初预算\n(万元)", width: moneyWidth(f), align: "right", format: moneyFormat, sum: true},
		{title: "全年预算\n(万元)", width: moneyWidth(f), align: "right", format: moneyFormat, sum: true},
		{title: "全年执行\n(万元)", width: moneyWidth(f), align: "right", format: moneyFormat, sum: true},
		{title: "执行率", width: 9, align: "right", format: percentFormat},
		{title: averageTitle, width: 9, align: "right", format: scoreFormat},
		{title: "按预算\n加权平均", width: 10, align: "right", format: scoreFormat},
	}...)
	for _, g := range f.Grades {
		columns = append(columns, column{title: g.Name, width: 6, align: "center", format: countFormat, sum: true})
	}
	return append(columns, column{title: "复算与自评\n最大差异", width: 11, align: "right", format: scoreFormat})
}

// groups writes 部门汇总 or 分县汇总.
func (b *book) groups(f *Figures, name, who string, groups []Group) {
	columns := groupColumns(f, who)
	b.list(list{name: name, title: b.titled(name), columns: columns}, func(yield func(rowOf) bool) {
		for i, d := range groups {
			var rank any
			if d.Average.Valid {
				rank = i + 1
			}
			v := []any{excelize.Cell{StyleID: b.style(columns[0].style("")), Value: rank}, d.Name}
			if f.HasRoster {
				v = append(v, d.Due, d.Filed)
			}
			v = append(v, d.Projects, d.Scored, d.Faulty, d.Initial, decimal.Some(d.Budget), decimal.Some(d.Executed), share(d.Rate), d.Average, d.Weighted)
			for _, n := range d.Grades {
				v = append(v, n)
			}
			if !yield(rowOf{values: append(v, d.Difference)}) {
				return
			}
		}
	})
}

// titled puts the title of the summary in front of a sheet's own.
func (b *book) titled(name string) string { return b.prefix + " " + name }

// moneyWidth is wide enough for the sums below the money columns.
func moneyWidth(f *Figures) float64 {
	longest := 0
	for _, d := range []decimal.Decimal{f.Initial.Decimal, f.Budget, f.Executed} {
		text := d.Plain().String()
		longest = max(longest, len(text)+len(text)/3)
	}
	return max(11, float64(longest)*1.1+2)
}

func projectColumns(f *Figures) []column {
	columns := append([]column(nil), projectLayout...)
	for i := range columns {
		if columns[i].format == moneyFormat {
			columns[i].width = moneyWidth(f)
		}
	}
	return columns
}

var projectLayout = []column{
	{title: "序号", width: 5, align: "center", format: countFormat},
	{title: "主管部门", width: 15},
	{title: "项目名称", width: 24},
	{title: "实施单位", width: 17},
	{title: "项目编码", width: 13},
	{title: "资金性质", width: 11},
	{title: "表式", width: 15},
	{title: "年初预算\n(万元)", width: 11, align: "right", format: moneyFormat, sum: true},
	{title: "全年预算\n(万元)", width: 11, align: "right", format: moneyFormat, sum: true},
	{title: "全年执行\n(万元)", width: 11, align: "right", format: moneyFormat, sum: true},
	{title: "执行率\n(复算)", width: 9, align: "right", format: percentFormat},
	{title: "执行率\n(填报)", width: 9, align: "right"},
	{title: "指标数", width: 6, align: "center", format: countFormat, sum: true},
	{title: "达标", width: 6, align: "center", format: countFormat, sum: true},
	{title: "未达标", width: 6, align: "center", format: countFormat, sum: true},
	{title: "无法\n判断", width: 6, align: "center", format: countFormat, sum: true},
	{title: "自评\n得分", width: 8, align: "right", format: scoreFormat},
	{title: "复算\n得分", width: 8, align: "right", format: scoreFormat},
	{title: "差异", width: 8, align: "right", format: scoreFormat},
	{title: "自评\n等级", width: 6, align: "center"},
	{title: "复算\n等级", width: 7, align: "center"},
	{title: "未达标\n说明原因", width: 9, align: "center"},
	{title: "错误", width: 6, align: "center", format: countFormat, sum: true},
	{title: "提示", width: 6, align: "center", format: countFormat, sum: true},
	{title: "状态", width: 12, align: "center"},
	{title: "复核\n得分", width: 7, align: "right", format: scoreFormat},
	{title: "复核\n等级", width: 7, align: "center"},
	{title: "备注", width: 36},
	{title: "评分副本", width: 9, align: "center"},
}

func (b *book) projects(f *Figures) int {
	return b.list(list{name: sheetProjects, title: b.titled(sheetProjects), columns: projectColumns(f), wide: 2, keep: 3}, b.projectRows(f, func(yield func(*Form) bool) {
		for _, x := range f.forms {
			if (!x.Whole || !x.State.recognised()) && !yield(x) {
				return
			}
		}
		for _, x := range f.aside {
			if !yield(x.line()) {
				return
			}
		}
	}))
}

// line is the form without any number.
func (x setAside) line() *Form {
	return &Form{sum: &digest{}, Path: x.Path, Output: x.Output, County: x.County, Department: x.Department, Unit: x.Unit, Project: x.Project, Code: x.Code, Layout: x.Layout,
		State: x.why, Message: x.text}
}

// wholes lists the 部门整体 forms on a sheet of their own: their money contains that of the projects.
func (b *book) wholes(f *Figures) {
	if f.Wholes == 0 {
		return
	}
	columns := projectColumns(f)
	for i := range columns {
		columns[i].sum = false
	}
	b.list(list{name: sheetWholes, title: b.titled("部门整体支出自评表"), columns: columns, wide: 2, keep: 3}, b.projectRows(f, func(yield func(*Form) bool) {
		for _, x := range f.forms {
			if x.Whole && x.State.recognised() && !yield(x) {
				return
			}
		}
	}))
}

func (b *book) projectRows(f *Figures, forms iter.Seq[*Form]) iter.Seq[rowOf] {
	return func(yield func(rowOf) bool) {
		n := 0
		for x := range forms {
			n++
			if !yield(b.projectRow(f, n, x)) {
				return
			}
		}
	}
}

func (b *book) projectRow(f *Figures, n int, x *Form) rowOf {
	c := x.sum.counts
	r := rowOf{}
	if x.sum.errors > 0 || !x.State.recognised() {
		r.fill = errorFill
	}
	center := column{align: "center"}
	department := "—"
	if x.State.recognised() {
		department = x.department()
	}
	r.values = []any{n, department, x.name(), x.Unit, x.Code, x.Fund, x.Layout, nil, nil, nil, share(x.Rate), x.RateFiled,
		nil, nil, nil, nil, x.Self, x.Score, x.difference(), f.selfGrade(x), gradeText(x), reasonText(x, c),
		x.sum.errors, x.sum.warns, x.status(), x.Review, f.reviewGrade(x), x.remark(),
		b.link(linkText(x), x.Output, "", center.style(r.fill))}
	if x.compared() {
		r.values[12], r.values[13], r.values[14], r.values[15] = c.Total, c.Met, c.Missed+c.Partly, c.Unknown
	}
	if x.Money.counted() {
		r.values[7], r.values[8], r.values[9] = x.Money.Initial, x.Money.Budget, x.Money.Executed
	}
	return r
}

// status is the state in words, with what keeps a total out of the means.
func (x *Form) status() string {
	if x.scored() && x.Unequal {
		return "分值合计不是100,不计平均"
	}
	return x.State.Text()
}

func linkText(x *Form) string {
	if x.Output == "" {
		return ""
	}
	return "打开"
}

// gradeText is the recomputed grade; a provisional one says so.
func gradeText(x *Form) string {
	if x.Manual > 0 && x.Grade != "" {
		return x.Grade + "(暂定)"
	}
	return x.Grade
}

// reasonText says whether lost points are explained, "" when nothing was missed.
func reasonText(x *Form, c IndicatorCounts) string {
	if x.State != Scored || c.Missed+c.Partly == 0 {
		return ""
	}
	if x.sum.has("L-SCR-06") {
		return "否"
	}
	return "是"
}

// remark says why money or a score is missing, so that no blank needs guessing.
func (x *Form) remark() string {
	var parts []string
	if x.Message != "" {
		parts = append(parts, x.Message)
	}
	if x.Manual > 0 && x.State == Scored {
		parts = append(parts, decimal.FromInt(int64(x.Manual)).String()+"项待人工判定,按自评分暂计")
	}
	if x.State.recognised() && !x.State.left() && !x.Money.counted() {
		doubt := x.Money.Doubt
		if doubt == "" {
			doubt = "预算数或执行数未填"
		}
		if amounts := x.Money.text(); amounts != "" {
			doubt += ":" + amounts
		}
		parts = append(parts, doubt+",金额未计入合计")
	}
	return strings.Join(parts, ";")
}

func (m Money) text() string {
	var parts []string
	for _, p := range []struct {
		name string
		v    decimal.Null
	}{{"年初", m.Initial}, {"全年", m.Budget}, {"执行", m.Executed}} {
		if p.v.Valid {
			parts = append(parts, p.name+p.v.Plain().String())
		}
	}
	return strings.Join(parts, "、")
}

var indicatorColumns = []column{
	{title: "主管部门", width: 14},
	{title: "项目名称", width: 20},
	{title: "一级指标", width: 10},
	{title: "二级指标", width: 12},
	{title: "三级指标", width: 20},
	{title: "年度指标值", width: 14},
	{title: "实际完成值", width: 14},
	{title: "指标值理解为", width: 14},
	{title: "完成率", width: 9, align: "right", format: percentFormat},
	{title: "达标", width: 8, align: "center"},
	{title: "分值", width: 7, align: "right", format: scoreFormat},
	{title: "自评\n得分", width: 7, align: "right", format: scoreFormat},
	{title: "复算\n得分", width: 7, align: "right", format: scoreFormat},
	{title: "差异", width: 7, align: "right", format: scoreFormat},
	{title: "评分方式", width: 10, align: "center"},
	{title: "计算过程或原因", width: 30},
	{title: "单元格", width: 8, align: "center"},
}

var metText = map[string]string{"yes": "达标", "no": "未达标", "partly": "部分达标", "unknown": "无法判断"}

var decisionText = map[string]string{"computed": "公式计算", "accepted": "认可自评", "manual": "人工判定", "none": "不计分"}

func (b *book) indicators(f *Figures) {
	last := indicatorColumns[len(indicatorColumns)-1]
	b.list(list{name: sheetIndicators, title: b.titled(sheetIndicators), columns: indicatorColumns}, func(yield func(rowOf) bool) {
		for _, x := range f.forms {
			d, err := b.in.details(x)
			b.try(err)
			for i := range d.Indicators {
				r := &d.Indicators[i]
				fill := ""
				if r.Decision == "manual" {
					fill = warnFill
				}
				why := r.Formula
				if why == "" {
					why = r.Reason
				}
				if !yield(rowOf{fill: fill, values: []any{x.department(), x.name(), r.Level1, r.Level2, r.Level3, r.Target, r.Actual, r.Understood,
					share(r.Completion), metText[r.Met], r.Points, r.Self, r.Score, less(r.Score, r.Self), decisionText[r.Decision], why,
					b.link(r.Cell, x.Output, sheetPlace(x.Sheet, r.Cell), last.style(fill))}}) {
					return
				}
			}
		}
	})
}

func less(a, b decimal.Null) decimal.Null {
	if !a.Valid || !b.Valid {
		return decimal.Null{}
	}
	return decimal.Some(a.Sub(b.Decimal))
}

var findingColumns = []column{
	{title: "级别", width: 6, align: "center"},
	{title: "代码", width: 14},
	{title: "主管部门", width: 16},
	{title: "项目名称", width: 24},
	{title: "单元格", width: 8, align: "center"},
	{title: "填报内容", width: 20},
	{title: "发现的问题", width: 44},
	{title: "处理建议", width: 34},
	{title: "依据", width: 24},
}

var severityFill = map[finding.Severity]string{finding.Error: errorFill, finding.Warn: warnFill}

func (b *book) findings(f *Figures) {
	b.list(list{name: sheetFindings, title: b.titled(sheetFindings), columns: findingColumns}, func(yield func(rowOf) bool) {
		for _, x := range f.forms {
			d, err := b.in.details(x)
			b.try(err)
			for _, n := range finding.Faults(d.Findings) {
				cell := ""
				if !n.Cell.IsZero() {
					cell = n.Cell.String()
				}
				fill := severityFill[n.Severity]
				if !yield(rowOf{fill: fill, values: []any{n.Severity.Word(), strings.Join(n.Codes, "\n"), x.department(), x.name(),
					b.link(cell, x.Output, sheetPlace(n.Sheet, cell), findingColumns[4].style(fill)), n.Value, n.Message, n.Hint, n.Source}}) {
					return
				}
			}
		}
	})
}

func (b *book) missing(f *Figures) {
	if !f.HasRoster {
		return
	}
	columns := []column{{title: "序号", width: 6, align: "center"}, {title: "主管部门", width: 28}, {title: "项目名称", width: 40}, {title: "项目编码", width: 20},
		{title: "联系人", width: 24}, {title: "邮箱", width: 24}, {title: "期限", width: 12, align: "center"}, {title: "县(市、区)", width: 14}}
	b.list(list{name: sheetMissing, title: b.titled(sheetMissing), columns: columns}, func(yield func(rowOf) bool) {
		for i, d := range f.Missing {
			if !yield(rowOf{values: []any{i + 1, d.Department, d.Project, d.Code, d.Contact, d.Email, d.Due, d.County}}) {
				return
			}
		}
	})
}
