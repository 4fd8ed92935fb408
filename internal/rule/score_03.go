package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/quantity"
)

var score03 = Check{
	Code: "L-SCR-03", Severity: finding.Error, Title: "未达标却得满分",
	Source: srcPractice, run: runScore03,
}

// runScore03 is never excused by rounding: full points say that the target was met.
func runScore03(p *pass) {
	for i := range p.rows {
		r := &p.rows[i]
		if !r.missedButFull() {
			continue
		}
		should := "应得" + r.score.Score.String() + "分"
		if !r.score.Score.Less(r.points.Decimal) {
			should = "按比例不足" + plain(r.points.Decimal) + "分"
		}
		p.report(r.Score, say("%s指标值“%s”,完成值“%s”,未达标却得满分%s,%s", r.title(), r.goal(), short(r.Actual.Text), plain(r.self.Decimal), should),
			formula(r.score.Formula))
	}
}

// missedButFull reports a target that was missed by the figures and scored full, however close: what the
// figures come to before rounding is less than the points.
func (r *row) missedButFull() bool {
	missed := r.score.Compared.Met == quantity.No || r.group && r.score.Compared.Met == quantity.Partly
	return missed && r.comparable() && r.full() && r.exact().CmpDecimal(r.points.Decimal) < 0
}
