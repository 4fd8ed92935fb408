package rule

import (
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
)

var fund03 = Check{
	Code: "L-FUND-03", Severity: finding.Warn, Title: "执行数大于全年预算数",
	Source: srcFiled + "(S13)", run: runFund03,
}

func runFund03(p *pass) {
	f := &p.Score.Funds
	if p.fund == nil || !f.HasRate || f.Rate.Cmp(decimal.One()) <= 0 {
		return
	}
	p.report(p.fund.Executed, say("全年执行数%s大于全年预算数%s,执行率%s", plain(f.Executed.Decimal), plain(f.Budget.Decimal), percent(f.Rate)),
		"核对两数;确属超预算执行的说明资金来源和原因,执行率得分最高为满分")
}
