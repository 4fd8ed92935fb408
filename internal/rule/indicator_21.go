package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/quantity"
)

// The checks from here on name faults seen in published forms that the list of the re-checks
// does not have.

var indicator21 = Check{
	Code: "L-IND-21", Severity: finding.Warn, Title: "疑似识别错误",
	Source: srcFiled + ";" + srcOwn, run: runIndicator21,
}

// runIndicator21 names targets and actuals that scanning or typing has damaged (290% for ≥90%).
func runIndicator21(p *pass) {
	for i := range p.rows {
		r := &p.rows[i]
		if r.reason != quantity.ReasonDamaged {
			continue
		}
		v, word := r.Actual, "完成值"
		if r.score.Target.Problem == quantity.ReasonDamaged {
			v, word = r.Target, "指标值"
		}
		p.report(v, say("%s%s“%s”疑似识别或录入错误", r.title(), word, short(v.Text)), "对照原件改正;常见的是“≥”被识别成“2”")
	}
}
