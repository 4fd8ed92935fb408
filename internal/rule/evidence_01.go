package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/form"
)

var evidence01 = Check{
	Code: "L-EVD-01", Severity: finding.Warn, Title: "满意度以无投诉代替调查",
	Source: srcReview + "第4条;复核实例(G09)", run: runEvidence01,
}

func runEvidence01(p *pass) {
	for i := range p.rows {
		r := &p.rows[i]
		if !has(r.name, "满意") && !has(r.l1, "满意") && !has(r.l2, "满意") {
			continue
		}
		for _, v := range [...]form.Value{r.Actual, r.Reason, r.Evidence, r.Remark} {
			if has(squash(v.Text), "未收到投诉", "无投诉", "零投诉", "没有投诉", "未接到投诉", "未发生投诉") {
				p.report(v, say("%s以“%s”代替调查", r.title(), short(v.Text)), "开展满意度调查,写明样本量和调查方式")
				break
			}
		}
	}
}
