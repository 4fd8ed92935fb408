package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/quantity"
)

var indicator16 = Check{
	Code: "L-IND-16", Severity: finding.Error, Title: "定性指标完成情况无法归档",
	Source: "预算绩效管理系统的校验规则(G05)", run: runIndicator16,
}

func runIndicator16(p *pass) {
	for i := range p.rows {
		r := &p.rows[i]
		if r.reason != quantity.ReasonUnsorted || r.score.Target.Kind != quantity.Qualitative || placeholder(r.Actual.Text) {
			continue
		}
		p.report(r.Actual, say("%s为定性指标,完成情况“%s”无法归入达成、部分达成、未达成", r.title(), short(r.Actual.Text)), "写明达成、部分达成或未达成,再作说明")
	}
}
