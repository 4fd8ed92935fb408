package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/form"
)

var score06 = Check{
	Code: "L-SCR-06", Severity: finding.Error, Title: "未得满分而未填偏差原因",
	Source: src10 + ";" + srcSystem, run: runScore06,
}

// runScore06 wants a reason on every row below full points, where the form has a column for it.
// A met target that was cut is L-SCR-04's.
func runScore06(p *pass) {
	for i := range p.rows {
		r := &p.rows[i]
		if !r.below() || r.child || !p.silent(r) || r.metButCut() || !placeholder(r.Reason.Text) {
			continue
		}
		p.report(r.reasonCell(), say("%s分值%s,得分%s,未填偏差原因及改进措施", r.title(), plain(r.points.Decimal), plain(r.self.Decimal)),
			"写明没有达到的原因和改进措施")
	}
}

// reasonCell is where the reason belongs, the score cell when the row has no such cell.
func (r *row) reasonCell() form.Value {
	if r.Reason.Exists() {
		return r.Reason
	}
	return r.Score
}
