package rule

import (
	"strings"

	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/form"
)

var fund01 = Check{
	Code: "L-FUND-01", Severity: finding.Error, Title: "资金合计与明细之和不符",
	Source: srcFiled + "(S05)", run: runFund01,
}

// fundColumns are the amounts of a fund row, with the words of their headings.
var fundColumns = [...]struct {
	word string
	cell func(*form.Fund) form.Value
}{
	{"年初预算数", func(f *form.Fund) form.Value { return f.Initial }},
	{"全年预算数", func(f *form.Fund) form.Value { return f.Budget }},
	{"到位数", func(f *form.Fund) form.Value { return f.Received }},
	{"全年执行数", func(f *form.Fund) form.Value { return f.Executed }},
}

// runFund01 adds the details column by column. Details that overlap (a department's 基本支出
// beside 财政拨款, levels of government below 财政拨款) are faulty only when no choice of them
// gives the total.
func runFund01(p *pass) {
	if p.fund == nil || !p.fund.Total {
		return
	}
	for i, col := range fundColumns {
		if at := col.cell(p.fund); i > 0 && at.Exists() && at.Cell == fundColumns[i-1].cell(p.fund).Cell {
			continue // a form with one budget column: it is both
		}
		total, r := p.money(col.cell(p.fund))
		details, sum := p.details(col.cell)
		if r == bad || sum.IsZero() { // details left blank or at 0 are not a breakdown
			continue
		}
		if !far(total, sum, p.rules.Check.MoneyDiff) || !p.disjoint(col.cell) && p.someSum(details, total) {
			continue
		}
		shown := plain(total)
		if r == absent {
			shown = "空白"
		}
		p.report(col.cell(p.fund), say("%s合计填报%s,各项明细之和为%s,两者不符", col.word, shown, plain(sum)),
			say("核对各资金来源,合计应为 %s;明细有漏填的补齐", addends(details, sum)))
	}
}

// details returns the amounts of the rows below the total and their sum.
func (p *pass) details(cell func(*form.Fund) form.Value) (list []decimal.Decimal, sum decimal.Decimal) {
	for i := range p.Form.Funds.Rows {
		f := &p.Form.Funds.Rows[i]
		if f.Total {
			continue
		}
		if d, r := p.money(cell(f)); r == good {
			list = append(list, d)
			sum = sum.Add(d)
		}
	}
	return list, sum
}

// disjoint reports that every filled detail is one of the official sources and none stands twice.
func (p *pass) disjoint(cell func(*form.Fund) form.Value) bool {
	seen := map[string]bool{}
	for i := range p.Form.Funds.Rows {
		f := &p.Form.Funds.Rows[i]
		if _, r := p.money(cell(f)); f.Total || r != good {
			continue
		}
		s := fundSource(squash(f.Label.Text))
		if s == "" || seen[s] {
			return false
		}
		seen[s] = true
	}
	return true
}

func fundSource(label string) string {
	switch {
	case has(label, "中央", "省级", "市级", "县级", "区级", "本级", "基本支出", "项目支出", "人员", "公用"):
		return ""
	case has(label, "结转", "结余"):
		return "carried"
	case has(label, "专户"):
		return "special"
	case has(label, "财政"):
		return "fiscal"
	case has(label, "其他", "自筹", "单位资金"):
		return "other"
	}
	return ""
}

// someSum reports whether some of the amounts other than zero add to total.
func (p *pass) someSum(list []decimal.Decimal, total decimal.Decimal) bool {
	if total.IsZero() || len(list) > 10 {
		return !total.IsZero()
	}
	for set := 1; set < 1<<len(list); set++ {
		var sum decimal.Decimal
		for i, d := range list {
			if set&(1<<i) != 0 {
				sum = sum.Add(d)
			}
		}
		if !far(sum, total, p.rules.Check.MoneyDiff) {
			return true
		}
	}
	return false
}

// addends writes a sum out: "80+20=100".
func addends(list []decimal.Decimal, sum decimal.Decimal) string {
	var terms []string
	for _, d := range list {
		if !d.IsZero() {
			terms = append(terms, plain(d))
		}
	}
	if len(terms) < 2 {
		return plain(sum)
	}
	return strings.Join(terms, "+") + "=" + plain(sum)
}
