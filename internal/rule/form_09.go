package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/form"
	"jixiao/internal/score"
)

var form09 = Check{
	Code: "L-FORM-09", Severity: finding.Error, Title: "自评表未填报",
	Source: srcOwn, on: always, run: runForm09,
}

// runForm09 is the one finding about a form without any actual value. Filed scores without values to hold
// them against are another fault than a form that nobody filled in, and it says which.
func runForm09(p *pass) {
	if p.Score.State != score.NotFilled || len(p.rows) == 0 {
		return
	}
	at := p.rows[0].Actual
	if !at.Exists() {
		at = p.rows[0].anyCell()
	}
	filed := 0
	for i := range p.rows {
		if p.rows[i].self.Valid {
			filed++
		}
	}
	switch {
	case filed == 0:
		p.report(at, say("自评表未填报:%d项指标的完成值和得分均为空", len(p.rows)), "填写实际完成值和自评得分后重新报送;未填报的不评分、不定级")
	case !p.Form.Has[form.Actual]:
		p.report(at, say("没有找到“实际完成值”列,而%d项指标填有得分,无从复算", filed), "核对表头写法,或补上实际完成值一列后重新报送;没有完成值的不评分、不定级")
	default:
		p.report(at, say("%d项指标的实际完成值均为空,而%d项填有得分,无从复算", len(p.rows), filed), "填写实际完成值后重新报送;没有完成值的不评分、不定级")
	}
}
