package report

import (
	"slices"
	"strings"

	"jixiao/internal/score"
)

// namedLimit is how many projects the conclusion names with their scores; more are counted by
// grade, and the annex has them all.
const namedLimit = 10

// conclusion is section four.
func (b *builder) conclusion() {
	b.h1("评价结论和评价等级")
	b.say(b.implemented() + b.totalText())
	b.say(b.totalBasis())
}

// implemented says which projects there were and how each scored.
func (b *builder) implemented() string {
	n := len(b.in.Projects)
	if n == 0 {
		return ""
	}
	text := b.year + "年度共实施" + itoa(n) + "个项目"
	scored := b.fig.scored
	if len(scored) > 0 && n <= namedLimit {
		var parts []string
		for _, p := range scored {
			mark := ""
			if !p.Score.Total.Final {
				mark = "暂为"
			}
			parts = append(parts, projectWord(p.name())+"评价得分"+mark+plain(p.Score.Total.Sum.Decimal)+"分")
		}
		text += "(" + strings.Join(parts, ",") + ")"
	}
	text += "。"
	if n > namedLimit {
		text += b.byGrade()
	}
	switch list := b.fig.unscored; {
	case len(list) == 0:
	case n == 1:
		text += "该项目自评表没有可以汇总的得分。"
	case len(list) == n:
		text += "各项目自评表均没有可以汇总的得分。"
	default:
		text += names(list, 5) + "没有可以汇总的得分,不计入综合得分。"
	}
	return text
}

// byGrade counts the projects by grade and names the highest and the lowest.
func (b *builder) byGrade() string {
	scored := slices.Clone(b.fig.scored)
	if len(scored) == 0 {
		return ""
	}
	var parts []string
	for _, g := range b.rules.Grades {
		n := 0
		for _, p := range scored {
			if p.Score.Total.Grade == g.Name {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, "“"+g.Name+"”的"+itoa(n)+"个")
		}
	}
	slices.SortStableFunc(scored, func(a, c *Project) int { return c.Score.Total.Sum.Cmp(a.Score.Total.Sum.Decimal) })
	high, low := scored[0], scored[len(scored)-1]
	text := sentence("已评分的"+itoa(len(scored))+"个项目中", "评价等级为"+strings.Join(parts, "、"))
	if high.Score.Total.Sum.Equal(low.Score.Total.Sum.Decimal) {
		text += "各项目得分均为" + plain(high.Score.Total.Sum.Decimal) + "分。"
	} else {
		text += sentence("得分最高的是"+best(high), "最低的是"+best(low))
	}
	if n := len(b.fig.provisional); n > 0 {
		text += "其中" + itoa(n) + "个项目的得分和等级是暂定的。"
	}
	return text + "各项目得分见附件1。"
}

func best(p *Project) string {
	return "“" + p.name() + "”(" + plain(p.Score.Total.Sum.Decimal) + "分)"
}

// totalText is the department's score and grade.
func (b *builder) totalText() string {
	t := &b.fig.total
	if !t.score.Valid {
		return "综合绩效评价得分" + toFill("综合绩效评价得分") + "分,综合绩效评价等级为" + toFill("综合绩效评价等级") + "。"
	}
	if t.provisional {
		return sentence("综合绩效评价得分暂为"+plain(t.score.Decimal)+"分", gradeClause(t.grade, "综合绩效评价等级暂定为")) + b.openText()
	}
	return sentence("综合绩效评价得分"+plain(t.score.Decimal)+"分", gradeClause(t.grade, "综合绩效评价等级为"))
}

// openText says what must happen before a provisional total can stand.
func (b *builder) openText() string {
	forms := b.fig.provisional
	if b.fig.total.by == byWhole {
		forms = []*Project{b.in.whole()}
	}
	if slices.ContainsFunc(forms, func(p *Project) bool { return p.Score.Total.Manual > 0 }) {
		return "有指标需人工判定,判定后再确定得分和等级。"
	}
	return "有自评表的分值合计不是100分,更正后再确定得分和等级。"
}

// totalBasis says what the total rests on, and what it does not contain (decisions 25).
func (b *builder) totalBasis() string {
	f := b.fig
	var text string
	switch f.total.by {
	case byNothing:
		return ""
	case byWhole:
		text = "综合得分取自部门填报的部门整体支出绩效自评表,以按评分规则核算的得分为准。"
		switch {
		case f.weighted.Valid:
			text += "各项目按全年预算数加权平均为" + plain(f.weighted.Decimal) + "分(约定),简单平均为" + plain(f.plain.Decimal) + "分,供对照。"
		case f.plain.Valid:
			text += "各项目简单平均为" + plain(f.plain.Decimal) + "分,供对照。"
		}
	case byBudget:
		if len(f.scored) == 1 {
			return "本部门只有1个已评分的项目,综合得分即该项目得分。"
		}
		text = "综合得分按各项目全年预算数加权平均计算(约定),简单平均为" + plain(f.plain.Decimal) + "分,供对照。"
		if len(f.weightless) > 0 {
			text += names(f.weightless, 5) + "没有可以采用的全年预算数,不计入加权平均。"
		}
	case byMean:
		if len(f.scored) == 1 {
			return "本部门只有1个已评分的项目,综合得分即该项目得分。"
		}
		text = "各项目没有可以采用的全年预算数,综合得分按简单平均计算(约定)。"
	}
	if len(b.in.Wholes) > 1 {
		text += "部门整体支出绩效自评表有" + itoa(len(b.in.Wholes)) + "份,不能确定以哪一份为准,均未采用。"
	} else if len(b.in.Wholes) == 1 && f.total.by != byWhole {
		text += "部门整体支出绩效自评表没有可以采用的得分。"
	}
	return text
}

// annexes are the score table, the execution table and the chart.
func (b *builder) annexes() {
	b.add(PageBreak{}, Heading{1, "附件1 项目支出绩效自评得分表"})
	b.scoreTable()
	b.add(Heading{1, "附件2 项目预算执行情况表"})
	b.executionTable()
	b.add(Heading{1, "附件3 项目得分图"})
	b.chart()
}

func (b *builder) scoreTable() {
	columns := []Column{
		{Name: "序号", Width: 7, Center: true}, {Name: "项目名称", Width: 29}, {Name: "全年预算数(万元)", Width: 15, Right: true}, {Name: "填报得分", Width: 12, Right: true},
		{Name: "评价得分", Width: 12, Right: true}, {Name: "等级", Width: 8, Center: true}, {Name: "说明", Width: 17},
	}
	var rows [][]string
	add := func(number, name string, p *Project) {
		budget, _ := p.wan()
		t := &p.Score.Total
		rows = append(rows, []string{number, quote(name, cellLimit, cellCut), orDash(budget.Valid, plain(budget.Decimal)), orDash(t.Self.Valid, plain(t.Self.Decimal)),
			orDash(p.scored(), plain(t.Sum.Decimal)), orDash(p.scored() && t.Grade != "", t.Grade), p.remark()})
	}
	for i := range b.in.Projects {
		add(itoa(i+1), b.in.Projects[i].name(), &b.in.Projects[i])
	}
	for i := range b.in.Wholes {
		add("—", "部门整体支出", &b.in.Wholes[i])
	}
	t := &b.fig.total
	last := []string{"", "综合", orDash(len(b.fig.counted) > 0, plain(b.fig.budget)), "", orDash(t.score.Valid, plain(t.score.Decimal)), orDash(t.grade != "", t.grade), ""}
	switch {
	case t.provisional:
		last[6] = "暂定"
	case t.by == byWhole:
		last[6] = "取自部门整体支出绩效自评表"
	case t.by == byBudget && len(b.fig.scored) > 1:
		last[6] = "按全年预算数加权平均"
	case t.by == byMean && len(b.fig.scored) > 1:
		last[6] = "简单平均"
	}
	b.table("项目支出绩效自评得分", columns, append(rows, last), true)
}

func orDash(ok bool, text string) string {
	if ok {
		return text
	}
	return "—"
}

// remark says in the score table what is special about a form.
func (p *Project) remark() string {
	switch {
	case p.Score.State == score.NotFilled:
		return "未填报,未评分"
	case p.Score.State == score.NoPoints:
		return "没有分值,不评分"
	case p.Score.State == score.ScoresOnly:
		return "没有分值栏,未核算"
	case !p.Score.Total.Sum.Valid:
		return "未评分"
	case p.Score.Total.Manual > 0:
		return "暂定," + itoa(p.Score.Total.Manual) + "项需人工判定"
	case !p.Score.Total.Final:
		return "暂定,分值合计不是100分"
	case p.Score.Total.SelfGrade != "" && p.Score.Total.SelfGrade != p.Score.Total.Grade:
		return "自评为“" + quote(p.Score.Total.SelfGrade, 10, "…") + "”"
	}
	return ""
}

func (b *builder) executionTable() {
	columns := []Column{
		{Name: "序号", Width: 7, Center: true}, {Name: "项目名称", Width: 37}, {Name: "全年预算数(万元)", Width: 14, Right: true}, {Name: "全年执行数(万元)", Width: 14, Right: true},
		{Name: "执行率", Width: 14, Right: true}, {Name: "执行率得分", Width: 14, Right: true},
	}
	var rows [][]string
	for i := range b.in.Projects {
		p := &b.in.Projects[i]
		budget, executed := p.wan()
		known := budget.Valid && executed.Valid
		share := ""
		if known {
			share = rate(executed.Decimal, budget.Decimal)
		}
		got := p.Score.Funds.Score
		for j := range p.Score.Rows {
			if r := &p.Score.Rows[j]; r.Execution && !got.Valid {
				got = r.Score
			}
		}
		rows = append(rows, []string{itoa(i + 1), quote(p.name(), cellLimit, cellCut), orDash(budget.Valid, plain(budget.Decimal)), orDash(executed.Valid, plain(executed.Decimal)),
			orDash(share != "", share), orDash(got.Valid, plain(got.Decimal))})
	}
	share := rate(b.fig.executed, b.fig.budget)
	has := len(b.fig.counted) > 0
	rows = append(rows, []string{"", "合计", orDash(has, plain(b.fig.budget)), orDash(has, plain(b.fig.executed)), orDash(has && share != "", share), ""})
	b.table("项目预算执行情况", columns, rows, true)
	if len(b.fig.unmoneyed) > 0 {
		b.say("注:没有写明金额单位或者金额存疑的项目不列金额,不计入合计。")
	}
}

func (b *builder) chart() {
	if len(b.fig.scored) == 0 {
		b.say("没有可以评分的项目,未绘制得分图。")
		return
	}
	for n := range slices.Chunk(b.fig.scored, chartLimit) {
		b.bars(n)
	}
}

// chartLimit is how many bars one page holds with readable names.
const chartLimit = 40

func (b *builder) bars(projects []*Project) {
	b.charts++
	c := Chart{Caption: "图" + itoa(b.charts) + " 项目评价得分", Series: "评价得分"}
	for _, p := range projects {
		name := official(quote(p.name(), 22, "…"))
		if !p.Score.Total.Final {
			name += "\uFF08暂定\uFF09"
		}
		c.Bars = append(c.Bars, Bar{Name: name, Value: plain(p.Score.Total.Sum.Decimal)})
	}
	b.add(c)
}

// group is section six.
func (b *builder) group() {
	b.h1("评价工作组人员名单及签字")
	if len(b.facts.Members) == 0 {
		b.say(toFill("评价工作组人员名单及签字"))
		return
	}
	var rows [][]string
	for _, m := range b.facts.Members {
		rows = append(rows, []string{given(m.Name, "评价工作组人员姓名"), clean(m.Duty), clean(m.Role), ""})
	}
	b.table("评价工作组人员名单", []Column{{Name: "姓名", Width: 22, Center: true}, {Name: "职务", Width: 32, Center: true}, {Name: "分工", Width: 20, Center: true}, {Name: "签字", Width: 26, Center: true}}, rows, false)
}
