package report

import (
	"strings"

	"jixiao/internal/decimal"
	"jixiao/internal/form"
)

// basics is section one: what the department is, its accounts, its projects' goals.
func (b *builder) basics() {
	b.h1("部门基本情况")
	b.h2(1, "部门概况")
	b.lead1("部门职责", full(given(b.facts.Duties, "部门职责")))
	b.units()
	b.lead1("人员情况", b.staff())
	b.lead1("固定资产", b.assets())
	b.h2(2, "部门收支预决算情况")
	b.say(b.accounts())
	b.say(b.spending())
	b.h2(3, "部门整体支出绩效目标、指标")
	b.goals()
}

func (b *builder) units() {
	units := b.facts.Units
	if len(units) == 0 {
		b.lead1("机构设置", toFill("机构设置情况"))
		return
	}
	b.lead1("机构设置", "本部门纳入机构设置情况表的单位共"+itoa(len(units))+"个,具体情况见下表。")
	var rows [][]string
	for _, u := range units {
		rows = append(rows, []string{
			given(u.Name, "单位名称"), given(u.Nature, "单位性质"), given(u.Rank, "单位规格"), given(u.Funding, "经费保障形式"),
		})
	}
	b.table("部门机构设置情况", []Column{{Name: "单位名称", Width: 44}, {Name: "单位性质", Width: 18, Center: true}, {Name: "单位规格", Width: 18, Center: true}, {Name: "经费保障形式", Width: 20, Center: true}}, rows, false)
}

func (b *builder) staff() string {
	s := b.facts.Staff
	if s.Serving == nil && s.Retired == nil {
		return toFill("在职和退休人数")
	}
	return sentence(b.year+"年底", "实有在职人员"+countOr(s.Serving, "在职人数")+"人", "退休人员"+countOr(s.Retired, "退休人数")+"人")
}

func countOr(n *int, what string) string {
	if n == nil {
		return toFill(what)
	}
	return itoa(*n)
}

func (b *builder) assets() string {
	a := b.facts.Assets
	if !a.Amount.Valid {
		return toFill("固定资产金额")
	}
	unit := clean(a.Unit)
	if unit == "" {
		unit = toFill("固定资产的金额单位")
	}
	return clean(a.AsOf) + "固定资产金额为" + plain(a.Amount.Decimal) + unit + "。"
}

// change is the accounts' change on the year before as far as the facts give it.
func (a *Accounts) change() (change, previous decimal.Null) {
	switch {
	case a.Total.Valid && a.Previous.Valid:
		return decimal.Some(a.Total.Sub(a.Previous.Decimal)), a.Previous
	case a.Total.Valid && a.Change.Valid:
		return a.Change, decimal.Some(a.Total.Sub(a.Change.Decimal))
	}
	return a.Change, decimal.Null{}
}

// accounts tells the total and its change; the percentage is computed, never copied.
func (b *builder) accounts() string {
	a := &b.facts.Accounts
	if !a.Total.Valid {
		return b.year + "年度收支总计(含结转和结余)" + toFill("收支总计及与上年相比的变化") + "万元。"
	}
	text := b.year + "年度收支总计(含结转和结余)" + plain(a.Total.Decimal) + "万元。与" + b.yearBefore() + "决算相比,"
	change, previous := a.change()
	switch {
	case !change.Valid:
		return text + toFill("收支比上年增减额、增减幅度及主要原因") + "。"
	case change.IsZero():
		return text + "收支持平。"
	}
	word, grow := "增加", "增长"
	if change.Sign() < 0 {
		word, grow = "减少", "下降"
	}
	clauses := []string{"收支各" + word + plain(change.Abs()) + "万元"}
	if r, ok := decimal.NewRatio(change.Abs(), previous.Decimal); ok && previous.Valid && previous.Sign() > 0 {
		clauses = append(clauses, grow+percent(r))
	}
	return text + sentence(append(clauses, "主要原因是"+ended(given(a.Reason, "收支增减的主要原因")))...)
}

// spending is the project money as the forms have it.
func (b *builder) spending() string {
	f := b.fig
	n := len(b.in.Projects)
	if n == 0 {
		return "本次没有收到项目支出绩效自评表。"
	}
	if len(f.counted) == 0 {
		return "纳入本次自评的项目共" + itoa(n) + "个,自评表没有填写可以汇总的预算执行数据,项目支出金额" + toFill("项目支出全年预算数和执行数") + "。"
	}
	text := "纳入本次自评的项目共" + itoa(n) + "个"
	if len(f.unmoneyed) > 0 {
		text += ",其中" + itoa(len(f.counted)) + "个项目的资金数据可以汇总"
	}
	text = sentence(text, "全年预算"+together(len(f.counted))+plain(f.budget)+"万元", "全年执行"+plain(f.executed)+"万元", rateClause(rate(f.executed, f.budget)))
	if len(f.unmoneyed) > 0 {
		text += "未汇总的是" + names(f.unmoneyed, 5) + ",自评表没有写明金额或金额单位,或者金额存疑。"
	}
	return text
}

func rateClause(text string) string {
	if text == "" {
		return "没有全年预算,不计算执行率"
	}
	return "预算执行率" + text
}

// together is 合计 when there is more than one thing to add up.
func together(n int) string {
	if n > 1 {
		return "合计"
	}
	return ""
}

// goals tells each form's goal and indicators, as planned.
func (b *builder) goals() {
	for i := range b.in.Wholes {
		p := &b.in.Wholes[i]
		if goal := expected(p); goal != "" {
			b.lead1("部门整体绩效目标", full(goal))
		}
	}
	if len(b.in.Projects) == 0 {
		b.say(toFill("部门整体支出绩效目标、指标"))
		return
	}
	for i := range b.in.Projects {
		p := &b.in.Projects[i]
		b.h3(i+1, p.name())
		goal := expected(p)
		if goal == "" {
			goal = toFill("“" + p.name() + "”的年度总体目标")
		}
		b.lead1("绩效目标", full(goal))
		b.lead1("绩效指标", planned(p))
	}
}

// plannedLimit is how many indicators are told one by one before the tables of section three.
const plannedLimit = 30

// planned lists the indicators with their targets.
func planned(p *Project) string {
	rows := p.rows()
	if len(rows) == 0 {
		return toFill("“" + p.name() + "”的绩效指标")
	}
	var parts []string
	for _, r := range rows[:min(len(rows), plannedLimit)] {
		target := targetText(r)
		if target == "" {
			target = toFill(which(p, r) + "的年度指标值")
		}
		parts = append(parts, indicatorName(r)+"\uFF1A"+target)
	}
	text := strings.Join(parts, ";")
	if len(rows) > plannedLimit {
		text += "等" + itoa(len(rows)) + "项"
	}
	return text + "。"
}

// expected and achieved join the goals of a form, which may have several.
func expected(p *Project) string {
	return joined(p, func(g form.Goal) form.Value { return g.Expected })
}

func achieved(p *Project) string { return joined(p, func(g form.Goal) form.Value { return g.Actual }) }

func joined(p *Project, side func(form.Goal) form.Value) string {
	var parts []string
	for _, g := range p.Goals {
		if text := quote(side(g).Text, textLimit, textCut); !nothing(text) {
			parts = append(parts, full(text))
		}
	}
	return strings.Join(parts, "")
}
