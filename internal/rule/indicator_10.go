package rule

import (
	"strings"

	"jixiao/internal/finding"
)

var indicator10 = Check{
	Code: "L-IND-10", Severity: finding.Warn, Title: "效益指标形式定量而无测算口径",
	Source: srcPractice, on: plan, run: runIndicator10,
}

// runIndicator10 doubts "社会效益明显 ≥95%": a percentage of what cannot be said.
func runIndicator10(p *pass) {
	for i := range p.rows {
		r := &p.rows[i]
		name := head(r.name)
		if class(r.l1) != "效益" || !strings.HasSuffix(r.target(), "%") || ends(name, "率", "比例", "占比", "度") {
			continue
		}
		if ends(name, "明显", "显著", "效益", "成效", "效果", "影响", "作用") {
			p.report(r.Target, say("%s指标值“%s”形式定量,没有测算口径,不具考核性", r.title(), short(r.Target.Text)), "写明比率的分子、分母,或改为可核实的数量")
		}
	}
}
