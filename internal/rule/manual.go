package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/quantity"
	"jixiao/internal/score"
)

var manual01 = Check{
	Code: "S-MANUAL-01", Severity: finding.Warn, Title: "需要人工评定",
	Source: srcOwn, run: runManual01,
}

// told are the reasons that a check of their own names.
var told = map[quantity.Reason]bool{
	quantity.ReasonClaim: true, quantity.ReasonNotNumber: true, quantity.ReasonDateClaim: true,
	quantity.ReasonDimension: true, quantity.ReasonPercent: true, quantity.ReasonDamaged: true,
	quantity.ReasonUnsorted: true, quantity.ReasonLate: true, quantity.ReasonConflict: true,
	quantity.ReasonStandard: true, quantity.ReasonPrompt: true,
}

// runManual01 names every row that only a person can decide and that no other check names: the
// hand-over is never silent.
func runManual01(p *pass) {
	if f := &p.Score.Funds; f.Decision == score.Manual && !p.reported("L-FUND-02", "L-FUND-09") {
		p.reportAt(f.ScoreCell, f.Self.String(), "预算执行率需要人工评定:"+f.Why, "补齐预算数和执行数,或由人工评定")
	}
	for i := range p.rows {
		r := &p.rows[i]
		if r.score.Decision != score.Manual || told[r.reason] || p.outOfBand(r) || r.score.PointsTyped || placeholder(r.Target.Text) && r.score.Target.Basis != quantity.BasisName {
			continue
		}
		why := r.score.Why
		if why == "" {
			why = say("指标值“%s”与完成值“%s”无法按规则比较", short(r.Target.Text), short(r.Actual.Text))
		}
		at := r.Score
		if !at.Exists() {
			at = r.Actual
		}
		hint := "由人工评定得分;总分暂按自评得分计入"
		if r.score.Suggested.Valid {
			hint = say("由人工评定得分,建议%s分;总分暂按自评得分计入", r.score.Suggested)
		}
		p.report(at, say("%s需要人工评定:%s", r.title(), why), hint)
	}
}
