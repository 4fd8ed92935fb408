package report

import (
	"cmp"
	"slices"
	"strings"

	"jixiao/internal/decimal"
	"jixiao/internal/form"
	"jixiao/internal/score"
)

// working is section two: how the evaluation was organised.
func (b *builder) working() {
	w := &b.facts.Work
	b.h1("自评工作开展情况")
	b.h2(1, "自评的组织工作")
	preparation := listed(cleaned(w.Preparation))
	if preparation == "" {
		preparation = toFill("自评的准备情况")
	}
	b.lead1("准备情况", preparation)
	steps := listed(cleaned(w.Steps))
	if steps == "" {
		steps = toFill("自评的实施情况")
	}
	b.lead1("实施情况", steps)
	b.lead1("自评表填报情况", b.received())
	b.lead1("重点评价情况", b.keyProjects())
	b.h2(2, "自评的方法和过程")
	b.say(full(given(w.Method, "自评的方法和过程")))
}

// wholeGoal is the goal of the one department form, "" when there is none or several.
func (b *builder) wholeGoal() string {
	if len(b.in.Wholes) != 1 {
		return ""
	}
	return expected(&b.in.Wholes[0])
}

func cleaned(texts []string) []string {
	var list []string
	for _, t := range texts {
		if t = clean(t); t != "" {
			list = append(list, t)
		}
	}
	return list
}

// received counts the forms that came in.
func (b *builder) received() string {
	var parts []string
	if n := len(b.in.Projects); n > 0 {
		parts = append(parts, "项目支出绩效自评表"+itoa(n)+"份")
	}
	if n := len(b.in.Wholes); n > 0 {
		parts = append(parts, "部门整体支出绩效自评表"+itoa(n)+"份")
	}
	if len(parts) == 0 {
		return ""
	}
	text := "共填报" + strings.Join(parts, "、")
	if n := len(b.notFilled()); n > 0 {
		text += ",其中" + itoa(n) + "份没有填写实际完成值"
	}
	return text + "。"
}

func (b *builder) notFilled() []*Project {
	var list []*Project
	for i := range b.in.Projects {
		if b.in.Projects[i].Score.State == score.NotFilled {
			list = append(list, &b.in.Projects[i])
		}
	}
	return list
}

// keyNames are the projects of 重点评价: those that the facts name, else the forms that say of
// themselves that they are.
func (b *builder) keyNames() []string {
	if names := cleaned(b.facts.Key.Projects); len(names) > 0 {
		return names
	}
	var names []string
	for i := range b.in.Projects {
		if p := &b.in.Projects[i]; p.key() {
			names = append(names, p.name())
		}
	}
	return names
}

// key reports a form that is marked 重点评价 in its title or in a heading of its own.
func (p *Project) key() bool {
	const mark = "重点评价"
	return strings.Contains(p.Title.Text, mark) || strings.Contains(p.Project.Name.Text, mark) ||
		slices.ContainsFunc(p.Notes, func(n form.Note) bool { return strings.Contains(n.Label, mark) && !nothing(n.Text.Text) })
}

// keyProjects tells 重点评价 by the facts; a project that they name is counted by its form.
func (b *builder) keyProjects() string {
	k, names := &b.facts.Key, b.keyNames()
	if k.Count != nil && *k.Count == 0 && len(names) == 0 {
		return b.year + "年度没有安排重点评价项目。"
	}
	if k.Count == nil && !k.Amount.Valid && len(names) == 0 {
		return toFill("重点评价的项目个数和涉及资金")
	}
	count := countOr(k.Count, "重点评价的项目个数")
	if k.Count == nil && len(names) > 0 {
		count = itoa(len(names))
	}
	amount := toFill("重点评价涉及的资金")
	if k.Amount.Valid {
		amount = plain(k.Amount.Decimal)
	} else if sum, ok := b.keySum(); ok {
		amount = plain(sum)
	}
	text := "重点评价对象为" + b.year + "年度预算的" + count + "个项目,涉及资金" + amount + "万元"
	if len(names) > 0 {
		text += ",具体是" + strings.Join(names, "、")
	}
	return text + "。"
}

// keySum is the full-year budget of the projects of 重点评价; ok only when each of them
// has a form with an amount beyond doubt.
func (b *builder) keySum() (sum decimal.Decimal, ok bool) {
	names := b.keyNames()
	for _, name := range names {
		p := b.in.find(name)
		if p == nil {
			return sum, false
		}
		budget, _ := p.wan()
		if !budget.Valid {
			return sum, false
		}
		sum = sum.Add(budget.Decimal)
	}
	return sum, len(names) > 0
}

// results is section three: goals and indicators as they were met.
func (b *builder) results() {
	b.h1("部门整体支出绩效目标实现情况及指标分析")
	b.h2(1, "总体绩效目标完成情况")
	b.lead1("总体绩效目标", full(given(cmp.Or(b.facts.Goal, b.wholeGoal()), "部门年度总体绩效目标")))
	b.lead1("完成情况", b.overall())
	b.h2(2, "预算执行情况")
	b.say(b.execution())
	b.h2(3, "分项绩效目标完成情况")
	n := 0
	for i := range b.in.Wholes {
		n++
		b.item(n, b.in.Wholes[i].title(), &b.in.Wholes[i])
	}
	for i := range b.in.Projects {
		n++
		b.item(n, b.in.Projects[i].name(), &b.in.Projects[i])
	}
	if n == 0 {
		b.say("没有可以分析的自评表。")
	}
	if text := b.compared(); text != "" {
		b.h2(4, "与上年度比较")
		b.say(text)
	}
}

// overall sums up all indicators of the project forms.
func (b *builder) overall() string {
	t := b.fig.results
	counted := len(b.in.Projects) - len(b.notFilled())
	if counted == 0 || t.all() == 0 {
		return "没有可以汇总的项目绩效指标。"
	}
	if len(b.in.Projects) == 1 {
		return sentence("该项目设绩效指标"+itoa(t.all())+"项", t.outcome())
	}
	return sentence(itoa(counted)+"个项目共设绩效指标"+itoa(t.all())+"项", t.outcome())
}

var outcomePhrase = map[outcome]string{
	met: "达到年度指标值", partly: "部分达到年度指标值", missed: "未达到年度指标值", blank: "没有填写实际完成值", unknown: "能否达到年度指标值需人工判定",
}

// outcome tells how the indicators of a tally ended.
func (t *tally) outcome() string {
	all := t.all()
	var parts []string
	for _, k := range []outcome{met, partly, missed, blank, unknown} {
		switch n := t[k]; {
		case n == 0:
		case n < all:
			parts = append(parts, itoa(n)+"项"+outcomePhrase[k])
		case k == met && all > 1:
			return "全部" + outcomePhrase[k]
		case k == met:
			return "已" + outcomePhrase[k]
		case all > 1:
			return "均" + outcomePhrase[k]
		default:
			return outcomePhrase[k]
		}
	}
	return "其中" + strings.Join(parts, "、")
}

// execution tells the money of all projects and names those that did not spend all or spent more.
func (b *builder) execution() string {
	f := b.fig
	if len(f.counted) == 0 {
		return "自评表没有填写可以汇总的预算执行数据。"
	}
	subject, where := itoa(len(f.counted))+"个项目", "各项目执行数据见附件2。"
	if len(b.in.Projects) == 1 {
		subject, where = "该项目", "执行数据见附件2。"
	}
	text := sentence(subject+"全年预算"+together(len(f.counted))+plain(f.budget)+"万元", "全年执行"+plain(f.executed)+"万元", rateClause(rate(f.executed, f.budget)))
	var full, less, more, none []*Project
	for _, p := range f.counted {
		budget, executed := p.wan()
		switch {
		case budget.IsZero():
			none = append(none, p)
		case executed.Cmp(budget.Decimal) == 0:
			full = append(full, p)
		case executed.Less(budget.Decimal):
			less = append(less, p)
		default:
			more = append(more, p)
		}
	}
	if len(f.counted) > 1 && len(full) == len(f.counted) {
		text += "各项目预算全部执行完毕。"
	}
	if len(b.in.Projects) > 1 {
		text += some(less, "没有全部执行的") + some(more, "执行数超过全年预算数的") + some(none, "没有全年预算数的")
	}
	return text + where
}

// some says how many projects of a kind there are, and which.
func some(list []*Project, what string) string {
	if len(list) == 0 {
		return ""
	}
	if len(list) == 1 {
		return what + "有1个项目,是" + names(list, 1) + "。"
	}
	if len(list) > 6 {
		return what + "有" + itoa(len(list)) + "个项目。"
	}
	return what + "有" + itoa(len(list)) + "个项目,分别是" + names(list, 6) + "。"
}

// compared tells the change on the year before, of what the facts give of it.
func (b *builder) compared() string {
	p := &b.facts.Previous
	var parts []string
	if p.Projects != nil {
		parts = append(parts, change("项目个数", decimal.FromInt(int64(*p.Projects)), decimal.FromInt(int64(len(b.in.Projects))), "个", "增加", "减少"))
	}
	if p.Budget.Valid && len(b.fig.counted) > 0 && len(b.fig.unmoneyed) == 0 {
		parts = append(parts, change("项目全年预算", p.Budget.Decimal, b.fig.budget, "万元", "增加", "减少"))
	}
	if p.Executed.Valid && len(b.fig.counted) > 0 && len(b.fig.unmoneyed) == 0 {
		parts = append(parts, change("项目全年执行数", p.Executed.Decimal, b.fig.executed, "万元", "增加", "减少"))
	}
	if p.Score.Valid && b.fig.total.score.Valid {
		parts = append(parts, change("综合绩效评价得分", p.Score.Decimal, b.fig.total.score.Decimal, "分", "提高", "下降"))
	}
	if p.Grade != "" && b.fig.total.grade != "" {
		if clean(p.Grade) == b.fig.total.grade {
			parts = append(parts, "评价等级仍为“"+b.fig.total.grade+"”")
		} else {
			parts = append(parts, "评价等级由“"+clean(p.Grade)+"”变为“"+b.fig.total.grade+"”")
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "与" + b.yearBefore() + "相比," + strings.Join(parts, ";") + "。"
}

func change(what string, from, to decimal.Decimal, unit, more, less string) string {
	switch from.Cmp(to) {
	case 0:
		return what + "与上年持平,为" + plain(to) + unit
	case -1:
		return what + "由" + plain(from) + unit + more + "到" + plain(to) + unit + "," + more + plain(to.Sub(from)) + unit
	}
	return what + "由" + plain(from) + unit + less + "到" + plain(to) + unit + "," + less + plain(from.Sub(to)) + unit
}
