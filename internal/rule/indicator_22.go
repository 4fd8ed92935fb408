package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/quantity"
)

var indicator22 = Check{
	Code: "L-IND-22", Severity: finding.Warn, Title: "疑似串行或填错",
	Source: srcOwn, run: runIndicator22,
}

func runIndicator22(p *pass) {
	for i := range p.rows {
		r := &p.rows[i]
		c := &r.score.Compared
		if !c.HasCompletion || r.score.Target.Kind != quantity.AtLeast || c.Completion.CmpDecimal(p.rules.Over.Extreme) <= 0 {
			continue
		}
		p.report(r.Actual, say("%s完成值“%s”是指标值“%s”的%s倍,疑似串行或填错", r.title(), short(r.Actual.Text), r.goal(), plain(c.Completion.Round(1))),
			"对照原始资料核对两数和计量单位")
	}
}
