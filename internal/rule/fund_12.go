package rule

import "jixiao/internal/finding"

var fund12 = Check{
	Code: "L-FUND-12", Severity: finding.Warn, Title: "执行率极低而产出数量满分",
	Source: srcPractice, run: runFund12,
}

func runFund12(p *pass) {
	f := &p.Score.Funds
	if p.fund == nil || !f.HasRate || f.Rate.CmpDecimal(p.rules.Check.IdleRate) >= 0 {
		return
	}
	for i := range p.rows {
		if r := &p.rows[i]; has(r.l2, "数量") && r.full() {
			p.report(p.fund.Executed, say("执行率仅%s,而数量指标%s(第%d行)得满分", percent(f.Rate), r.title(), r.Row),
				"核实完成数,说明任务由何种资金完成")
			return
		}
	}
}
