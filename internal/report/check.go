package report

import (
	"strings"

	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/score"
	"jixiao/internal/suggest"
)

// source is what every finding of this room rests on.
const source = "部门整体支出绩效自评报告内部一致(约定)"

// checker collects findings about one report.
type checker struct {
	*builder
	out []finding.Finding
}

// check holds the facts against the forms and against themselves.
func (b *builder) check() []finding.Finding {
	c := &checker{builder: b}
	c.files()
	c.identity()
	c.counts()
	c.accounts()
	c.amounts()
	c.wholeMoney()
	c.key()
	c.claims()
	c.prose()
	c.blanks()
	return c.out
}

func (c *checker) report(code, value, message, hint string) {
	c.out = append(c.out, finding.Finding{Code: code, Severity: severityOf(code), Value: value, Message: c.name() + ":" + message, Hint: hint, Source: source})
}

// name says which report a finding is about.
func (c *checker) name() string {
	if blankMark.MatchString(c.department) {
		return "未填主管部门的自评报告"
	}
	return "“" + c.department + "”自评报告"
}

// files says what the report does not contain, or contains twice.
func (c *checker) files() {
	for _, f := range c.in.Failed {
		if f.Shared {
			c.report("RP-FILE-06", f.Path, "文件 "+f.Path+" 可能是本部门的,没有写进报告:"+ended(f.Message), "改正文件后重新生成报告;各部门的文件分文件夹存放")
			continue
		}
		c.report("RP-FILE-01", f.Path, "文件 "+f.Path+" 没有写进报告:"+ended(f.Message), "改正文件后重新生成报告")
	}
	for _, p := range c.in.Copies {
		c.report("RP-FILE-02", p.Path, "文件 "+p.Path+" 与另一份内容完全相同,只计一次", "删去多余的一份")
	}
	seen := map[string]string{}
	for i := range c.in.Projects {
		p := &c.in.Projects[i]
		if first, ok := seen[p.name()]; ok {
			c.report("RP-FILE-03", p.Path, "项目“"+p.name()+"”有两份内容不同的自评表:"+first+" 和 "+p.Path+",都写进了报告", "确认是两个项目还是同一项目的两稿,只留一份")
		} else {
			seen[p.name()] = p.Path
		}
		if clean(p.Project.Name.Text) == "" {
			c.report("RP-FILE-05", p.Path, "文件 "+p.Path+" 没有填写项目名称,报告里用文件名代替", "在自评表里补填项目名称")
		}
		if p.Score.State == score.NotFilled {
			c.report("RP-FILE-04", p.Path, "项目“"+p.name()+"”的自评表没有填写实际完成值,报告无法写它的完成情况", "补填后重新生成报告")
		}
	}
	switch n := len(c.in.Wholes); {
	case n > 1:
		c.report("RP-DEPT-02", "", "部门整体支出绩效自评表有"+itoa(n)+"份,都没有用作综合得分", "只留一份")
	case n == 1 && c.in.whole() != nil:
		c.report("RP-DEPT-03", c.in.Wholes[0].Path, "综合得分取自部门整体支出绩效自评表,项目加权平均只供对照", "")
	}
	n := len(c.fig.provisional)
	if whole := c.in.whole(); whole != nil && !whole.Score.Total.Final {
		n++
	}
	if n > 0 {
		c.report("RP-SCR-04", "", itoa(n)+"份自评表有指标需人工判定或者分值合计不是100分,报告里的得分和等级是暂定的", "判定、更正后重新生成报告")
	}
}

// identity holds the facts' department and year against the forms'.
func (c *checker) identity() {
	f := c.facts
	if !f.Matches(c.in) {
		c.report("RP-DEPT-01", f.Department, f.line("department")+"写的部门是“"+clean(f.Department+f.Name)+"”,自评表的部门是“"+c.in.Department+"”", "换用这个部门的事实文件,或改正 department")
	}
	if f.Year != nil && len(c.fig.years) > 0 && (len(c.fig.years) > 1 || c.fig.years[0] != *f.Year) {
		c.report("RP-YEAR-01", itoa(*f.Year), f.line("year")+"写的是"+itoa(*f.Year)+"年,自评表是"+yearsText(c.fig.years)+"年", "核对年度")
	} else if len(c.fig.years) > 1 {
		c.report("RP-YEAR-02", "", "自评表属于不同年度:"+yearsText(c.fig.years), "只放同一年度的自评表")
	}
}

func yearsText(years []int) string {
	var list []string
	for _, y := range years {
		list = append(list, itoa(y))
	}
	return strings.Join(list, "、")
}

// counts holds the number of projects against the files found.
func (c *checker) counts() {
	n, claim := len(c.in.Projects), c.facts.Conclusion.Projects
	if claim != nil && *claim != n {
		c.report("RP-NUM-01", itoa(*claim), c.facts.line("conclusion.projects")+"写有"+itoa(*claim)+"个项目,收到的项目自评表是"+itoa(n)+"份", "补齐自评表,或改正项目个数")
	}
}

// accounts holds change and percentage against the two totals.
func (c *checker) accounts() {
	a := &c.facts.Accounts
	line := c.facts.line
	if a.Total.Valid && a.Previous.Valid && a.Change.Valid {
		if right := a.Total.Sub(a.Previous.Decimal); !right.Equal(a.Change.Decimal) {
			c.report("RP-ACC-01", a.Change.String(), line("accounts.change")+"写收支增减"+a.Change.String()+"万元,按"+plain(a.Total.Decimal)+"减"+plain(a.Previous.Decimal)+"应为"+plain(right)+"万元", "核对本年与上年的收支总计")
		}
	}
	change, previous := a.change()
	if a.Percent.Valid && change.Valid && previous.Valid {
		r, ok := decimal.NewRatio(change.Decimal, previous.Decimal)
		places := a.Percent.Places()
		switch {
		case !ok:
			c.report("RP-ACC-02", a.Percent.String()+"%", line("accounts.percent")+"写增减"+a.Percent.String()+"%,上年收支总计为0,不能计算幅度", "删去 percent")
		case !r.Mul(decimal.FromInt(100)).Round(places).Equal(a.Percent.Decimal):
			c.report("RP-ACC-02", a.Percent.String()+"%", line("accounts.percent")+"写增减"+a.Percent.String()+"%,按"+plain(change.Decimal)+"÷"+plain(previous.Decimal)+"应为"+r.Mul(decimal.FromInt(100)).Round(max(2, places)).String()+"%", "核对增减额、上年收支总计和增减幅度")
		}
	}
	if a.Total.Valid && len(c.fig.counted) > 0 && a.Total.Less(c.fig.executed) {
		c.report("RP-ACC-03", a.Total.String(), line("accounts.total")+"写收支总计"+plain(a.Total.Decimal)+"万元,小于各项目全年执行数之和"+plain(c.fig.executed)+"万元", "核对收支总计的口径和金额单位")
	}
	if s, assets := c.facts.Staff.Serving, c.facts.Assets.Amount; s != nil && *s > 0 && assets.Valid && assets.IsZero() {
		c.report("RP-AST-01", "0", line("assets.amount")+"写固定资产为0,而在职人员有"+itoa(*s)+"人", "核对固定资产账;由其他单位统一核算的,写明情况")
	}
}

// amounts holds the projects' amounts in the facts against the forms.
func (c *checker) amounts() {
	for i, want := range c.facts.Projects {
		key := "projects[" + itoa(i) + "]"
		p := c.in.find(want.Name)
		if p == nil {
			c.notFound("RP-AMT-02", key, want.Name)
			continue
		}
		budget, _ := p.wan()
		if want.Amount.Valid && budget.Valid && !want.Amount.Equal(budget.Decimal) {
			c.report("RP-AMT-01", want.Amount.String(), c.facts.line(key)+"写“"+p.name()+"”"+plain(want.Amount.Decimal)+"万元,自评表的全年预算数是"+plain(budget.Decimal)+"万元", "核对批复的预算和自评表")
		}
	}
}

// wholeMoney holds the projects' budgets together against the department form's.
func (c *checker) wholeMoney() {
	if len(c.in.Wholes) != 1 || len(c.fig.unmoneyed) > 0 || len(c.fig.counted) == 0 {
		return
	}
	if budget, _ := c.in.Wholes[0].wan(); budget.Valid && budget.Less(c.fig.budget) {
		c.report("RP-AMT-03", budget.String(), "各项目全年预算合计"+plain(c.fig.budget)+"万元,大于部门整体支出绩效自评表的全年预算数"+plain(budget.Decimal)+"万元", "核对两处的口径和金额单位")
	}
}

func (c *checker) notFound(code, key, name string) {
	var known []string
	for i := range c.in.Projects {
		known = append(known, c.in.Projects[i].name())
	}
	hint := suggest.Question(clean(name), known)
	if hint == "" {
		hint = "名称应与自评表一致"
	}
	c.report(code, clean(name), c.facts.line(key)+"的项目“"+clean(name)+"”没有对应的自评表", hint)
}

// key holds 重点评价 against the forms: those the facts name, else those that are marked so.
func (c *checker) key() {
	k, line, names := &c.facts.Key, c.facts.line, c.keyNames()
	if len(names) == 0 {
		if k.Count != nil && *k.Count > 0 || k.Amount.Valid && k.Amount.Sign() > 0 {
			c.report("RP-KEY-01", "", line("key")+"写了重点评价的个数或金额,没有写是哪些项目,无法与自评表核对", "在 key 的 projects 里写明项目名称")
		}
		if k.Count != nil && *k.Count > len(c.in.Projects) {
			c.report("RP-KEY-02", itoa(*k.Count), line("key.count")+"写重点评价"+itoa(*k.Count)+"个项目,多于收到的"+itoa(len(c.in.Projects))+"份项目自评表", "核对个数,或补齐自评表")
		}
		if k.Amount.Valid && len(c.fig.unmoneyed) == 0 && len(c.fig.counted) > 0 && c.fig.budget.Less(k.Amount.Decimal) {
			c.report("RP-KEY-03", k.Amount.String(), line("key.amount")+"写重点评价资金"+plain(k.Amount.Decimal)+"万元,多于全部项目的全年预算"+plain(c.fig.budget)+"万元", "核对金额和单位")
		}
		return
	}
	if k.Count != nil && *k.Count != len(names) {
		what := "列出的是"
		if len(k.Projects) == 0 {
			what = "自评表里标明重点评价的是"
		}
		c.report("RP-KEY-02", itoa(*k.Count), line("key.count")+"写重点评价"+itoa(*k.Count)+"个项目,"+what+itoa(len(names))+"个", "使个数与项目一致")
	}
	for i, name := range k.Projects {
		if c.in.find(name) == nil {
			c.notFound("RP-KEY-04", "key.projects["+itoa(i)+"]", name)
		}
	}
	if sum, ok := c.keySum(); ok && k.Amount.Valid && !sum.Equal(k.Amount.Decimal) {
		c.report("RP-KEY-03", k.Amount.String(), line("key.amount")+"写重点评价资金"+plain(k.Amount.Decimal)+"万元,这些项目的全年预算合计是"+plain(sum)+"万元", "核对金额和名单")
	}
}

// find returns the project of a name: the same once codes and blanks are taken off.
func (in *Input) find(name string) *Project {
	want := squash(name)
	for i := range in.Projects {
		p := &in.Projects[i]
		if squash(p.name()) == want || squash(p.Project.Name.Text) == want {
			return p
		}
	}
	return nil
}

func squash(name string) string {
	return strings.ReplaceAll(official(withoutCode(clean(name))), " ", "")
}
