package rule

import "jixiao/internal/finding"

var score01 = Check{
	Code: "L-SCR-01", Severity: finding.Error, Title: "得分大于分值",
	Source: srcSystem, run: runScore01,
}

func runScore01(p *pass) {
	for i := range p.rows {
		r := &p.rows[i]
		if r.self.Valid && r.points.Valid && !r.spread && !r.PointsShared && r.points.Less(r.self.Decimal) {
			p.report(r.Score, say("%s得分%s大于分值%s", r.title(), plain(r.self.Decimal), plain(r.points.Decimal)), say("得分最高为%s", plain(r.points.Decimal)))
		}
	}
	f := &p.Score.Funds
	if f.Self.Valid && f.Points.Valid && f.Points.Less(f.Self.Decimal) {
		p.reportAt(f.ScoreCell, plain(f.Self.Decimal), say("执行率得分%s大于分值%s", plain(f.Self.Decimal), plain(f.Points.Decimal)), say("得分最高为%s", plain(f.Points.Decimal)))
	}
}
