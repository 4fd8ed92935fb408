package rule

import (
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
)

var indicator25 = Check{
	Code: "L-IND-25", Severity: finding.Warn, Title: "疑似把分值填入指标值",
	Source: srcFiled + ";" + srcOwn, run: runIndicator25,
}

// runIndicator25 sees forms whose targets are bare numbers that add to a hundred, with or without
// the execution points, and whose actuals never exceed them: points and scores, not targets.
func runIndicator25(p *pass) {
	var sum decimal.Decimal
	n := 0
	for _, r := range p.counted() {
		t, how := points(r.Target)
		a, state := points(r.Actual)
		if how != good || state != good || has(r.Target.Text, "%", "%") || t.Sign() <= 0 || t.Less(a) || r.points.Valid {
			return
		}
		sum = sum.Add(t)
		n++
	}
	if n < 3 || !p.near(sum, hundred) && !p.near(sum.Add(p.rules.Exec.Points), hundred) {
		return
	}
	p.report(p.rows[0].Target, say("%d项指标值都是数字,合计%s,疑似把分值填入指标值", n, plain(sum)), "指标值栏填写绩效目标,分值填入分值栏")
}
