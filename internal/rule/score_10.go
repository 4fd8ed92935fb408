package rule

import "jixiao/internal/finding"

var score10 = Check{
	Code: "L-SCR-10", Severity: finding.Warn, Title: "自评全部满分",
	Source: srcPractice, run: runScore10,
}

// runScore10 doubts a full total beside an unexplained low execution rate or a target far
// exceeded. Departments whose projects are all at 100 are Batch's.
func runScore10(p *pass) {
	total, how := points(p.Form.Total.Score)
	if how != good || !total.Equal(hundred) {
		return
	}
	over := 0
	for i := range p.rows {
		if r := &p.rows[i]; p.over(r) {
			over++
		}
	}
	f := &p.Score.Funds
	switch {
	case p.lowExecution():
		p.report(p.Form.Total.Score, say("自评100分,而执行率为%s", percent(f.Rate)), "对照执行率和各项指标重新自评")
	case over > 0:
		p.report(p.Form.Total.Score, say("自评100分,而有%d项完成值明显高于指标值", over), "核实指标值是否偏低,说明超额原因")
	}
}
