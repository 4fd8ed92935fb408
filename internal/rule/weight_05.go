package rule

import "jixiao/internal/finding"

var weight05 = Check{
	Code: "L-WGT-05", Severity: finding.Warn, Title: "指标过粗",
	Source: srcFiled + "(S11)", run: runWeight05,
}

// runWeight05 looks for one indicator that carries too many points, and for output or benefit
// with a single indicator. Satisfaction usually has one and is left alone.
func runWeight05(p *pass) {
	if !p.pointed {
		return
	}
	count := map[string]int{}
	for _, r := range p.counted {
		if r.points.Valid && !r.score.Execution {
			count[r.l1]++
		}
	}
	for _, r := range p.counted {
		c := class(r.l1)
		switch {
		case !r.points.Valid || r.score.Execution || r.group:
		case r.points.Cmp(p.rules.Check.BigRow) >= 0:
			p.report(r.Points, say("%s一项占%s分,指标过粗", r.title(), plain(r.points.Decimal)), "分解为若干可考核的三级指标")
		case count[r.l1] == 1 && (c == "产出" || c == "效益"):
			p.report(r.Level3, say("“%s”只设%s一个三级指标,指标过粗", short(r.Level1), r.title()), "补充能反映主要产出和效益的三级指标")
		}
	}
}
