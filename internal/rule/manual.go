package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/score"
)

var manual01 = Check{
	Code: "S-MANUAL-01", Severity: finding.Warn, Title: "需要人工判定",
	Source: srcOwn, run: runManual01,
}

// handOver are the checks that say why a row cannot be scored.
var handOver = map[string]bool{
	"L-IND-01": true, "L-IND-13": true, "L-IND-14": true, "L-IND-16": true, "L-IND-21": true, "L-IND-23": true,
	"L-IND-24": true, "L-IND-26": true, "L-IND-27": true, "L-SCR-05": true, "L-SCR-20": true, "L-FORM-11": true,
}

// runManual01 names every row that only a person can decide and that no check before it in the
// list has named: the hand-over is never silent.
func runManual01(p *pass) {
	if f := &p.Score.Funds; f.Decision == score.Manual && !p.reported("L-FUND-02", "L-FUND-09") {
		p.reportAt(f.ScoreCell, f.Self.String(), "预算执行率需要人工判定:"+f.Why, "补齐预算数和执行数,或由人工判定")
	}
	told := map[int]bool{}
	for i := range p.out {
		if handOver[p.out[i].Code] {
			told[p.out[i].Cell.Row] = true
		}
	}
	for i := range p.rows {
		r := &p.rows[i]
		if r.score.Decision != score.Manual || told[r.Row] || r.score.PointsTyped {
			continue
		}
		why := r.score.Why
		if why == "" {
			why = say("指标值“%s”与完成值“%s”无法按规则比较", r.goal(), short(r.Actual.Text))
		}
		at := r.Score
		if !at.Exists() {
			at = r.Actual
		}
		hint := "由人工判定得分;总分暂按自评得分计入"
		if r.score.Suggested.Valid {
			hint = say("由人工判定得分,建议%s分;总分暂按自评得分计入", r.score.Suggested)
		}
		p.report(at, say("%s需要人工判定:%s", r.title(), why), hint)
	}
}
