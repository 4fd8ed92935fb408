package rule

import (
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/form"
	"jixiao/internal/score"
)

var score18 = Check{
	Code: "L-SCR-18", Severity: finding.Error, Title: "自评得分未填",
	Source: srcForm, run: runScore18,
}

// runScore18 wants a filed score on every row with points. A column that is blank throughout is
// one omission, said once.
func runScore18(p *pass) {
	if !p.pointed || !p.Form.Has[form.SelfScore] || p.Score.State != score.Scored {
		return
	}
	_, n, blank, _ := p.selfSum()
	f := &p.Score.Funds
	if at := p.executionScore(); n > 0 && at.Exists() && at.Blank() && f.Points.Valid && !f.NotApplicable {
		p.report(at, say("预算执行率分值%s,自评得分未填", plain(f.Points.Decimal)), known(f.Score, "补填自评得分"))
	}
	for _, r := range p.counted {
		if r.self.Valid || r.ScoreShared || !r.points.Valid || r.points.Sign() <= 0 || !placeholder(r.Score.Text) || r.Score.Error != "" {
			continue
		}
		at := r.Score
		if !at.Exists() {
			at = r.anyCell()
		}
		if n > 0 && placeholder(r.Actual.Text) && !r.group && !r.score.Execution {
			continue // the row was not filled in: L-IND-01
		}
		if n == 0 {
			p.report(at, say("自评得分一列未填,共%d项", blank), "逐项填写自评得分;复算得分见评分说明")
			return
		}
		p.report(at, say("%s分值%s,自评得分未填", r.title(), plain(r.points.Decimal)), known(r.score.Score, "补填自评得分"))
	}
}

// executionScore is the score cell of the fund row that carries the points.
func (p *pass) executionScore() form.Value {
	if i := p.Score.Funds.Row; i >= 0 && i < len(p.Form.Funds.Rows) {
		return p.Form.Funds.Rows[i].Score
	}
	return form.Value{}
}

// known is the hint that gives the computed score, otherwise when there is none.
func known(computed decimal.Null, otherwise string) string {
	if computed.Valid {
		return say("复算得分为%s", computed)
	}
	return otherwise
}
