package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/score"
)

var form10 = Check{
	Code: "L-FORM-10", Severity: finding.Info, Title: "表中没有分值列",
	Source: srcOwn, run: runForm10,
}

func runForm10(p *pass) {
	if p.Score.State != score.ScoresOnly || len(p.rows) == 0 {
		return
	}
	at := p.rows[0].Score
	if !at.Exists() {
		at = p.rows[0].anyCell()
	}
	p.report(at, "表中没有分值列,自评得分只作合计,未逐项复算", "需要复算的,补充各项分值")
}
