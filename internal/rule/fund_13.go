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
		if got := f.Executed.Decimal.Shift(shift); far(got, want, decimal.New(1, -2)) {
			p.report(p.fund.Executed, say("全年执行数%s万元,决算数据为%s万元", plain(got), plain(want)), "以支付和决算数据为准核对")
		}
		return
	}
}
