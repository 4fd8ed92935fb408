package report

import (
	"strings"

	"jixiao/internal/form"
	"jixiao/internal/score"
)

// item tells one form: goal and how it was met, money, indicators in sentences and as a table,
// score.
func (b *builder) item(n int, name string, p *Project) {
	b.h3(n, name)
	if p.Score.State == score.NotFilled {
		b.say("该自评表没有填写实际完成值,未分析、未评分,完成情况" + toFill("“"+name+"”的实际完成情况") + "。")
		return
	}
	if goal := expected(p); goal != "" {
		b.lead1("绩效目标", full(goal))
	}
	done := achieved(p)
	if done == "" {
		done = toFill("“" + name + "”总体目标的完成情况")
	}
	b.lead1("完成情况", full(done))
	b.lead1("预算执行", p.money())
	t := tallyOf(p)
	if t.all() == 0 {
		b.lead1("指标完成", "该自评表没有可以分析的绩效指标。")
		return
	}
	b.lead1("指标完成", sentence("设绩效指标"+itoa(t.all())+"项", t.outcome()))
	b.deviations(p)
	b.lead1("评价得分", p.verdict())
	b.indicatorTable(name, p)
}

// money is the execution of one form, in its own unit when that cannot be summed.
func (p *Project) money() string {
	f := &p.Score.Funds
	if !f.Budget.Valid || !f.Executed.Valid {
		return "自评表没有填写完整的全年预算数和全年执行数。"
	}
	budget, executed := p.wan()
	unit, doubt := "万元", ""
	if !budget.Valid {
		budget, executed, unit = f.Budget, f.Executed, p.Funds.MoneyUnit
		doubt = "金额存疑,未计入汇总"
		if unit == "" {
			doubt = "自评表没有写明金额单位,未计入汇总"
		}
	}
	return sentence("全年预算数"+plain(budget.Decimal)+unit, "全年执行数"+plain(executed.Decimal)+unit, rateClause(rate(executed.Decimal, budget.Decimal)), doubt)
}

// deviations tells what was missed, left open, or far exceeded, each with the reason filed.
func (b *builder) deviations(p *Project) {
	var lists [unknown + 1][]*score.Row
	var over []*score.Row
	for _, r := range p.rows() {
		k := outcomeOf(r)
		lists[k] = append(lists[k], r)
		if r.Over {
			over = append(over, r)
		}
	}
	b.enumerate("未达到年度指标值的指标", append(lists[missed], lists[partly]...), func(r *score.Row) string { return missedText(p, r) })
	b.enumerate("没有填写实际完成值的指标", lists[blank], func(r *score.Row) string {
		return sentence(indicatorName(r)+"\uFF1A年度指标值"+said(targetText(r)), "实际完成值"+toFill(which(p, r)+"的实际完成值"))
	})
	b.enumerate("需人工判定的指标", lists[unknown], func(r *score.Row) string {
		why := ended(clean(r.Why))
		if r.Decision != score.Manual {
			why = ended(r.Compared.Reason.Explain())
		}
		if why == "" {
			why = "指标值与实际完成值不能直接比较"
		}
		why, _, _ = strings.Cut(why, ",请")
		return sentence(indicatorName(r)+"\uFF1A年度指标值"+said(targetText(r)), "实际完成值"+said(actualText(r)), why)
	})
	b.enumerate("明显超过年度指标值的指标", over, func(r *score.Row) string {
		return sentence(indicatorName(r)+"\uFF1A年度指标值"+said(targetText(r)), "实际完成值"+said(actualText(r)), gap(r)) + reason(p, r, "明显超过年度指标值的原因")
	})
}

// said is a filed value within a sentence: words in quotation marks, figures as they are.
func said(text string) string {
	switch {
	case text == "":
		return "未填写"
	case strings.ContainsAny(text, "0123456789"):
		return text
	}
	return "“" + text + "”"
}

// enumerate tells indicators of a kind, one paragraph each when there are several.
func (b *builder) enumerate(lead string, rows []*score.Row, tell func(*score.Row) string) {
	if len(rows) == 1 {
		b.lead1(lead, tell(rows[0]))
		return
	}
	for i, r := range rows {
		if i == 0 {
			b.lead1(lead, "共"+itoa(len(rows))+"项。")
		}
		b.say("\uFF08" + itoa(i+1) + "\uFF09" + tell(r))
	}
}

func missedText(p *Project, r *score.Row) string {
	how := gap(r)
	if outcomeOf(r) == partly {
		how = "部分达到指标值"
	}
	return sentence(indicatorName(r)+"\uFF1A年度指标值"+said(targetText(r)), "实际完成值"+said(actualText(r)), how) + reason(p, r, "未达到年度指标值的原因")
}

// reason is the filed reason of a deviation, else a mark that it is missing.
func reason(p *Project, r *score.Row, what string) string {
	for _, v := range []form.Value{r.Indicator.Reason, r.Indicator.Remark} {
		if !nothing(v.Text) {
			return "偏差原因及改进措施:" + full(quote(v.Text, textLimit, textCut))
		}
	}
	return "偏差原因及改进措施:" + toFill(which(p, r)+what) + "。"
}

// which names an indicator with its project: several projects may have one of the same name.
func which(p *Project, r *score.Row) string {
	return "“" + p.title() + "”中“" + indicatorName(r) + "”"
}

// verdict is the score of one form with what it rests on.
func (p *Project) verdict() string {
	t := &p.Score.Total
	switch p.Score.State {
	case score.NoPoints:
		return "该自评表没有设分值,只核对指标完成情况,不评分。"
	case score.ScoresOnly:
		if t.Computed.Valid {
			return "该自评表没有分值栏,自评得分合计" + plain(t.Computed.Decimal) + "分,未按评分规则核算。"
		}
		return "该自评表没有分值栏,未评分。"
	}
	if !t.Sum.Valid {
		return "没有可以评分的指标。"
	}
	var text string
	subject := "该项目"
	if p.Level == form.LevelDepartment {
		subject = "部门整体支出"
	}
	switch {
	case t.Final:
		text = sentence(subject+"评价得分"+plain(t.Sum.Decimal)+"分", gradeClause(t.Grade, "评价等级为"))
	default:
		if t.Manual > 0 {
			text = "有" + itoa(t.Manual) + "项指标需人工判定,暂按自评得分计入。"
		}
		text += sentence(subject+"评价得分暂为"+plain(t.Sum.Decimal)+"分", gradeClause(t.Grade, "评价等级暂定为"))
	}
	if doubt := ended(clean(t.Doubt)); doubt != "" {
		text += "该自评表" + strings.ReplaceAll(doubt, " ", "") + "。"
	}
	if t.Self.Valid && !t.Self.Equal(t.Sum.Decimal) {
		text += "自评表填报总分" + plain(t.Self.Decimal) + "分,与按评分规则核算的得分相差" + plain(t.Self.Sub(t.Sum.Decimal).Abs()) + "分。"
	}
	return text
}

func gradeClause(grade, lead string) string {
	if grade == "" {
		return ""
	}
	return lead + "“" + grade + "”"
}

// indicatorTable is the table of one form's indicators.
func (b *builder) indicatorTable(name string, p *Project) {
	columns := []Column{
		{Name: "二级指标", Width: 12}, {Name: "三级指标", Width: 20}, {Name: "年度指标值", Width: 15}, {Name: "实际完成值", Width: 15},
		{Name: "完成情况", Width: 12, Center: true}, {Name: "完成比例", Width: 13, Right: true}, {Name: "分值", Width: 7, Right: true}, {Name: "得分", Width: 8, Right: true},
	}
	var rows [][]string
	for _, r := range p.rows() {
		points, got := "—", "—"
		if r.Points.Valid {
			points = plain(r.Points.Decimal)
		}
		switch {
		case r.Score.Valid:
			got = plain(r.Score.Decimal)
		case r.Decision == score.Manual && r.Self.Valid:
			got = plain(r.Self.Decimal) + "*"
		case r.Decision == score.Manual:
			got = "待定"
		}
		level2 := strings.TrimSuffix(quote(r.Indicator.Level2, 20, "…"), "指标")
		rows = append(rows, []string{level2, indicatorName(r), targetText(r), actualText(r), outcomeWord[outcomeOf(r)], completion(r), points, got})
	}
	b.table(quote(name, 40, "…")+"绩效指标完成情况", columns, rows, false)
	if p.Score.Total.Manual > 0 && p.Score.State == score.Scored {
		b.say("注:带*的得分是自评得分,需人工判定。")
	}
}
