package rule

import (
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/score"
)

var score11 = Check{
	Code: "L-SCR-11", Severity: finding.Warn, Title: "指标得分率明显高于执行率得分率",
	Source: "预算绩效管理系统的自评预警(G03)", run: runScore11,
}

// runScore11 leaves a total row without amounts to L-FUND-01.
func runScore11(p *pass) {
	f := &p.Score.Funds
	sum, n, blank, _ := p.selfSum()
	var weight decimal.Decimal
	for _, r := range p.counted {
		if r.points.Valid && !r.PointsShared {
			weight = weight.Add(r.points.Decimal)
		}
	}
	if !p.complete || p.Score.Funds.Summed || p.fundExplained() || n == 0 || blank > 0 || !f.Self.Valid || !f.Points.Valid || f.Points.Sign() <= 0 || sum.Sign() <= 0 {
		return
	}
	s, ok := ratio(sum, weight)
	e, _ := ratio(f.Self.Decimal, f.Points.Decimal)
	if !ok {
		return
	}
	if score.Warn(sum, weight, f.Self.Decimal, f.Points.Decimal, f.Rate, p.rules) != score.Red {
		return
	}
	p.reportAt(f.ScoreCell, plain(f.Self.Decimal), say("指标得分率%s,执行率得分率%s,相差超过%s", percent(s), percent(e), percent(decimal.Whole(p.rules.Check.WarnGap))),
		"核实资金未执行而任务已完成的原因")
}
