package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/score"
)

var form09 = Check{
	Code: "L-FORM-09", Severity: finding.Error, Title: "自评表未填报",
	Source: srcOwn, on: always, run: runForm09,
}

// runForm09 is the one finding about a form whose actual values and scores are all blank.
func runForm09(p *pass) {
	if p.Score.State != score.NotFilled || len(p.rows) == 0 {
		return
	}
	at := p.rows[0].Actual
	if !at.Exists() {
		at = p.rows[0].anyCell()
	}
	p.report(at, say("自评表未填报:%d项指标的完成值和得分均为空", len(p.rows)), "填写实际完成值和自评得分后重新报送;未填报的不评分、不定级")
}
