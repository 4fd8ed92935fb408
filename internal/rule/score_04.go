package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/quantity"
)

var score04 = Check{
	Code: "L-SCR-04", Severity: finding.Warn, Title: "已达标却未得满分且未说明",
	Source: srcFiled + "(S20、S28)", run: runScore04,
}

func runScore04(p *pass) {
	for i := range p.rows {
		if r := &p.rows[i]; r.metButCut() {
			p.report(r.Score, say("%s已达标(指标值“%s”,完成值“%s”),得分%s少于分值%s,未说明原因", r.title(), r.goal(), short(r.Actual.Text), plain(r.self.Decimal), plain(r.points.Decimal)),
				say("应得%s分;有意扣减的写明原因", plain(r.points.Decimal)))
		}
	}
}

// metButCut reports a target that was met by the figures, scored below its points without a word.
func (r *row) metButCut() bool {
	return r.comparable() && r.score.Compared.Met == quantity.Yes && r.below() && r.score.Score.Equal(r.points.Decimal) && !r.explained()
}
