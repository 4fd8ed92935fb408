package rule

import "jixiao/internal/finding"

var score17 = Check{
	Code: "L-SCR-17", Severity: finding.Warn, Title: "未设成本指标而成本得分过高",
	Source: srcSystem, run: runScore17,
}

// runScore17 runs under rule sets that cap the default cost row (Shanxi).
func runScore17(p *pass) {
	if !p.rules.CostCap.Valid {
		return
	}
	for i := range p.rows {
		r := &p.rows[i]
		if has(r.l2, "成本") && placeholder(r.Target.Text) && r.self.Valid && p.rules.CostCap.Less(r.self.Decimal) {
			p.report(r.Score, say("未填报成本指标,成本指标得分%s超过%s分", plain(r.self.Decimal), plain(p.rules.CostCap.Decimal)), say("最高计%s分", plain(p.rules.CostCap.Decimal)))
		}
	}
}
