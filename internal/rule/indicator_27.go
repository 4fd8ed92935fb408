package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/quantity"
)

var indicator27 = Check{
	Code: "L-IND-27", Severity: finding.Warn, Title: "指标值栏填的不是指标值",
	Source: srcFiled + ";" + srcOwn, run: runIndicator27,
}

func runIndicator27(p *pass) {
	for i := range p.rows {
		r := &p.rows[i]
		switch r.score.Target.Problem {
		case quantity.ReasonStandard:
			p.report(r.Target, say("%s的指标值栏填的是评分标准“%s”", r.title(), short(r.Target.Text)), "指标值栏填写年度目标,评分标准写入评分标准栏")
		case quantity.ReasonPrompt:
			if !placeholder(r.Target.Text) {
				p.report(r.Target, say("%s的指标值栏“%s”不是指标值,未能识别", r.title(), short(r.Target.Text)), "填写年度目标,例如 ≥90%")
			}
		}
	}
}
