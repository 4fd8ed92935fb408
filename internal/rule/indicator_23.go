package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/quantity"
)

var indicator23 = Check{
	Code: "L-IND-23", Severity: finding.Warn, Title: "未填完成日期",
	Source: srcOwn, run: runIndicator23,
}

func runIndicator23(p *pass) {
	for i := range p.rows {
		r := &p.rows[i]
		if r.reason == quantity.ReasonDateClaim {
			p.report(r.Actual, say("%s指标值“%s”是日期,完成值“%s”没有完成日期", r.title(), r.goal(), short(r.Actual.Text)), "填写实际完成的日期,例如 2022年11月")
		}
	}
}
