package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/quantity"
)

var indicator17 = Check{
	Code: "L-IND-17", Severity: finding.Warn, Title: "时效指标不可考核",
	Source: srcReview + "第3条;" + srcOwn, on: plan, run: runIndicator17,
}

func runIndicator17(p *pass) {
	for i := range p.rows {
		r := &p.rows[i]
		if has(r.l2, "时效") && r.score.Target.Kind == quantity.Qualitative {
			p.report(r.Target, say("时效指标%s的指标值“%s”没有日期、期限或比率", r.title(), short(r.Target.Text)), "写明完成日期、期限或及时率")
		}
	}
}
