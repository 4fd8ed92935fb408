package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/form"
)

var review01 = Check{
	Code: "R-CHK-01", Severity: finding.Error, Title: "复核扣分未写明原因",
	Source: srcReview + "第14条", run: runReview01,
}

func runReview01(p *pass) {
	if !p.Form.Has[form.Remark] && !p.Form.Has[form.Reason] {
		return
	}
	for _, v := range p.reviews() {
		if v.score.Less(v.self.Decimal) && empty(v.Remark.Text) && (p.Form.Has[form.Remark] || empty(v.Reason.Text)) {
			p.report(v.remarkCell(), say("%s自评%s分,复核%s分,未写明扣分原因", v.title(), plain(v.self.Decimal), plain(v.score)), "在备注中写明扣分原因和比例")
		}
	}
}
