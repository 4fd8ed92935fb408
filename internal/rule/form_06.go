package rule

import "jixiao/internal/finding"

var form06 = Check{
	Code: "L-FORM-06", Severity: finding.Warn, Title: "总体目标完成情况照抄预期目标",
	Source: src10, run: runForm06,
}

func runForm06(p *pass) {
	for i := range p.Form.Goals {
		g := &p.Form.Goals[i]
		if a := squash(g.Actual.Text); a != "" && !placeholder(a) && a == squash(g.Expected.Text) {
			p.report(g.Actual, "总体目标完成情况照抄预期目标,没有写实际完成情况", "写明实际完成的数量、质量和效果")
		}
	}
}
