package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/ruleset"
)

var score07 = Check{
	Code: "L-SCR-07", Severity: finding.Warn, Title: "超额完成而未说明原因",
	Source: src10 + ";" + srcSystem, run: runScore07,
}

// runScore07 is an error where the rule set makes the reason a duty (Guangxi).
func runScore07(p *pass) {
	if p.rules.Over.Action == ruleset.NeedReason {
		p.severity = finding.Error
	}
	for i := range p.rows {
		r := &p.rows[i]
		if p.over(r) && p.silent(r) {
			p.report(r.reasonCell(), say("%s完成值为指标值的%s,未说明超额原因", r.title(), percent(r.score.Compared.Completion)), "在偏差原因栏写明超额完成的原因")
		}
	}
}
