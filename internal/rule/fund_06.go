package rule

import (
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
)

var fund06 = Check{
	Code: "L-FUND-06", Severity: finding.Warn, Title: "执行率偏低而未说明原因",
	Source: srcFiled + "(S11);" + srcOwn, run: runFund06,
}

// lowExecution reports an execution rate that the rule set wants explained.
func (p *pass) lowExecution() bool {
	f, limit := &p.Score.Funds, p.rules.Exec.ReasonBelow
	return f.HasRate && limit.Valid && f.Rate.CmpDecimal(limit.Decimal) < 0
}

func runFund06(p *pass) {
	f := &p.Score.Funds
	if p.fund == nil || !p.lowExecution() || p.fundExplained() {
		return
	}
	p.report(p.fund.Executed, say("执行率%s低于%s,未说明原因", percent(f.Rate), percent(decimal.Whole(p.rules.Exec.ReasonBelow.Decimal))),
		"在偏差原因或存在问题中写明未执行的资金、原因和下一步安排")
}
