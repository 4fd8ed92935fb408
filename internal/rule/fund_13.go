package rule

import (
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
)

var fund13 = Check{
	Code: "L-FUND-13", Severity: finding.Warn, Title: "执行数与决算数据不一致",
	Source: src10, need: accounts, run: runFund13,
}

// runFund13 compares in 万元; a form whose unit is unknown is not compared.
// slip reports amounts that differ by the factor between 元 and 万元, give or take 1%: the hint.
func slip(got, want decimal.Decimal) string {
	for _, c := range [...]struct {
		a, b decimal.Decimal
		hint string
	}{{got, want, "填报的像是元,除以10000后再填"}, {want, got, "填报的像是亿元,或决算数据的单位是元"}} {
		if r, ok := ratio(c.a, c.b.Shift(4)); ok && r.CmpDecimal(decimal.New(99, -2)) >= 0 && r.CmpDecimal(decimal.New(101, -2)) <= 0 {
			return c.hint
		}
	}
	return ""
}

func runFund13(p *pass) {
	f := &p.Score.Funds
	if p.fund == nil || !f.Executed.Valid {
		return
	}
	shift, known := int32(0), false
	for _, u := range moneyUnits {
		if u.name == p.Form.Funds.MoneyUnit {
			shift, known = u.shift-4, true
		}
	}
	for _, a := range p.Reference.Accounts {
		want, err := decimal.Parse(a.Executed)
		if !known || err != nil || squash(a.Project) != squash(p.Form.Project.Name.Text) {
			continue
		}
		got := f.Executed.Decimal.Shift(shift)
		if unit := slip(got, want); unit != "" {
			p.report(p.fund.Executed, say("全年执行数%s万元,决算数据为%s万元,恰差一万倍,疑似金额单位填错", plain(got), plain(want)), unit)
		} else if far(got, want, decimal.New(1, -2)) {
			p.report(p.fund.Executed, say("全年执行数%s万元,决算数据为%s万元", plain(got), plain(want)), "以支付和决算数据为准核对")
		}
		return
	}
}
