package rule

import (
	"strings"

	"jixiao/internal/finding"
)

var indicator03 = Check{
	Code: "L-IND-03", Severity: finding.Warn, Title: "完成值照抄指标值",
	Source: srcFiled + "(S09)", run: runIndicator03,
}

const signs = "≥≧>≤≦<=═﹦"

func runIndicator03(p *pass) {
	for i := range p.rows {
		r := &p.rows[i]
		actual := squash(r.Actual.Text)
		same := actual != "" && actual == squash(r.Target.Text) && strings.ContainsAny(actual, signs)
		if !r.score.Actual.Copied && !same {
			continue
		}
		p.report(r.Actual, say("%s完成值“%s”照抄指标值,应填实际完成数", r.title(), short(r.Actual.Text)), "填写实际完成的数,去掉“≥”“≤”等符号")
	}
}
