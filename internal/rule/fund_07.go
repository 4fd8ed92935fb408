package rule

import (
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
)

var fund07 = Check{
	Code: "L-FUND-07", Severity: finding.Warn, Title: "预算调整幅度大而未说明原因",
	Source: "预算绩效管理系统的填报要求(G11)", run: runFund07,
}

func runFund07(p *pass) {
	if p.fund == nil {
		return
	}
	initial, r1 := p.money(p.fund.Initial)
	budget, r2 := p.money(p.fund.Budget)
	if r1 != good || r2 != good || initial.Sign() <= 0 || budget.Sign() <= 0 || p.fundExplained() {
		return
	}
	change, _ := ratio(budget.Sub(initial).Abs(), initial)
	if change.CmpDecimal(p.rules.Check.BudgetChange) <= 0 {
		return
	}
	p.report(p.fund.Budget, say("年初预算数%s、全年预算数%s,预算调整率%s,超过%s,未说明原因",
		plain(initial), plain(budget), percent(change), percent(decimal.Whole(p.rules.Check.BudgetChange))),
		"补充说明预算追加或调减的原因和批准依据")
}
