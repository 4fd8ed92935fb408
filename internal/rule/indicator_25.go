package rule

import "jixiao/internal/finding"

var indicator25 = Check{
	Code: "L-IND-25", Severity: finding.Warn, Title: "疑似把分值填入指标值",
	Source: srcFiled + ";" + srcOwn, run: runIndicator25,
}

// runIndicator25 is the one finding about a form whose targets and actuals look like points and
// scores (decisions 20).
func runIndicator25(p *pass) {
	var first *row
	n := 0
	for i := range p.rows {
		if r := &p.rows[i]; r.score.PointsTyped {
			if n++; n == 1 {
				first = r
			}
		}
	}
	if n > 0 {
		p.report(first.Target, say("%d项指标值都是数字,合计正好是满分,疑似把分值填入指标值", n), "指标值栏填写绩效目标,分值填入分值栏")
	}
}
