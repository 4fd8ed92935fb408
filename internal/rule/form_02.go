package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/form"
)

var form02 = Check{
	Code: "L-FORM-02", Severity: finding.Warn, Title: "保留模板提示文字",
	Source: srcFiled + "(S10、S11)", run: runForm02,
}

// prompts are words that only a blank form says.
var prompts = []string{"字以内)", "对照年度目标,说明", "请填写", "填写说明:", "此处填写", "(文字描述)", "××"}

// runForm02 looks at the cells people fill in. Left-over template rows are one omission.
func runForm02(p *pass) {
	look := func(v form.Value) {
		if text := squash(v.Text); text != "" && has(text, prompts...) {
			p.report(v, say("仍保留模板提示文字“%s”", short(v.Text)), "删去提示文字,填写实际内容")
		}
	}
	for i := range p.Form.Goals {
		look(p.Form.Goals[i].Expected)
		look(p.Form.Goals[i].Actual)
	}
	for i := range p.Form.Notes {
		look(p.Form.Notes[i].Text)
	}
	for i := range p.rows {
		look(p.rows[i].Reason)
		look(p.rows[i].Target)
		look(p.rows[i].Actual)
	}
	if len(p.spare) > 0 {
		p.report(p.spare[0], say("仍保留模板空行“%s”,共%d行", short(p.spare[0].Text), len(p.spare)), "删去没有内容的“指标1:”“……”等空行")
	}
}
