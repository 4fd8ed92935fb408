package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/quantity"
)

var indicator13 = Check{
	Code: "L-IND-13", Severity: finding.Error, Title: "定量指标的完成值不是数字",
	Source: srcSystem + ";" + srcFiled + "(S21)", run: runIndicator13,
}

func runIndicator13(p *pass) {
	for i := range p.rows {
		r := &p.rows[i]
		if r.reason != quantity.ReasonClaim && r.reason != quantity.ReasonNotNumber || placeholder(r.Actual.Text) {
			continue
		}
		p.report(r.Actual, say("%s为定量指标(指标值“%s”),完成值“%s”不是数字", r.title(), r.goal(), short(r.Actual.Text)),
			"填写实际完成的数和单位,文字说明写入偏差原因或备注")
	}
}
