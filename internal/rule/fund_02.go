package rule

import "jixiao/internal/finding"

var fund02 = Check{
	Code: "L-FUND-02", Severity: finding.Error, Title: "全年预算数为0或空白",
	Source: srcFiled + "(S05)", run: runFund02,
}

// runFund02 wants a full-year budget wherever money was spent: without it there is no rate.
func runFund02(p *pass) {
	if p.fund == nil || !p.fund.Budget.Exists() {
		return
	}
	budget, r := p.money(p.fund.Budget)
	if r == bad || r == good && !budget.IsZero() {
		return
	}
	spent, how := p.money(p.fund.Executed)
	if how != good || spent.Sign() <= 0 {
		_, spent = p.details(fundColumns[3].cell)
	}
	_, planned := p.details(fundColumns[1].cell)
	if spent.Sign() <= 0 && planned.Sign() <= 0 {
		return
	}
	state := "填报0"
	if r == absent {
		state = "未填"
	}
	evidence := say("全年执行数为%s", plain(spent))
	if planned.Sign() > 0 {
		evidence = say("明细中全年预算数合计%s", plain(planned))
	}
	p.report(p.fund.Budget, say("全年预算数%s,而%s,无法计算执行率", state, evidence), "按调整后的全年预算填写合计行")
}
