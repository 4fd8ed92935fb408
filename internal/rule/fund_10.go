package rule

import "jixiao/internal/finding"

var fund10 = Check{
	Code: "L-FUND-10", Severity: finding.Warn, Title: "执行率误用年初预算数作分母",
	Source: srcFiled + "(S06、S11)", run: runFund10,
}

func runFund10(p *pass) {
	f := &p.Score.Funds
	if p.fund == nil || !f.HasRate || p.fund.Rate.Blank() || rateFits(p.fund.Rate, f.Rate) {
		return
	}
	initial, r := p.money(p.fund.Initial)
	if r != good {
		return
	}
	if old, ok := ratio(f.Executed.Decimal, initial); ok && rateFits(p.fund.Rate, old) {
		p.report(p.fund.Rate, say("填报执行率%s是全年执行数除以年初预算数%s的结果", p.fund.Rate.Text, plain(initial)),
			say("分母应为全年预算数:%s÷%s=%s", plain(f.Executed.Decimal), plain(f.Budget.Decimal), percent(f.Rate)))
	}
}
