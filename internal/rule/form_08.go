package rule

import "jixiao/internal/finding"

var form08 = Check{
	Code: "L-FORM-08", Severity: finding.Error, Title: "自评总分或等级未填",
	Source: "绩效评价报告质量要求(S23)", run: runForm08,
}

// runForm08 speaks only where rows carry scores: a form without any is L-SCR-18's.
func runForm08(p *pass) {
	_, n, _, _ := p.selfSum()
	t := &p.Form.Total
	if n == 0 {
		return
	}
	if t.Score.Exists() && placeholder(t.Score.Text) && t.Score.Error == "" {
		hint := "填写各项得分之和"
		if sum := p.Score.Total.Sum; sum.Valid {
			hint = say("复算总分为%s", sum)
		}
		p.report(t.Score, "自评总分未填写", hint)
	}
	if t.Grade.Exists() && placeholder(t.Grade.Text) {
		p.report(t.Grade, "评价等级未填写", p.gradeHint())
	}
}
