package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/form"
)

var fund08 = Check{
	Code: "L-FUND-08", Severity: finding.Warn, Title: "金额单位疑似填错",
	Source: srcOwn, run: runFund08,
}

// runFund08 doubts 万元 amounts that only make sense in 元; the first such cell stands for all. A
// form that does not say its unit is read as the official ones are printed, in 万元.
func runFund08(p *pass) {
	unit := "表中金额单位为万元"
	switch p.Form.Funds.MoneyUnit {
	case "":
		unit = "表中没有写明金额单位,官方表式为万元"
	case "万元":
	default:
		return
	}
	limit := p.rules.Check.BigMoney
	if p.project() {
		limit = limit.Shift(-1) // one project of a county holds no tenth of what a department may
	}
	for i := range p.Form.Funds.Rows {
		for _, v := range amounts(&p.Form.Funds.Rows[i]) {
			if d, r := p.money(v); r == good && d.Cmp(limit) >= 0 {
				p.report(v, say("%s,填报%s,即%s亿元,疑似按元填写", unit, plain(d), plain(d.Shift(-4).Round(2))),
					say("若单位是元,应填%s万元,其余金额一并核对", plain(d.Shift(-4))))
				return
			}
		}
	}
}

func amounts(f *form.Fund) []form.Value {
	return []form.Value{f.Initial, f.Budget, f.Received, f.Executed}
}
