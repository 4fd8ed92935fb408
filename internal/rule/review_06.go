package rule

import (
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
)

var review06 = Check{
	Code: "R-CHK-06", Severity: finding.Error, Title: "复核总分与各项之和不符",
	Source: srcReview + "第12条", run: runReview06,
}

// runReview06 adds the re-checked scores where every scored row has one. The execution rate may
// have been re-checked or taken over as filed.
func runReview06(p *pass) {
	total, how := points(p.Form.Total.ReviewScore)
	if how != good {
		return
	}
	var sum decimal.Decimal
	n := 0
	for _, r := range p.counted {
		again, how := points(r.ReviewScore)
		switch {
		case how == good:
			sum = sum.Add(again)
			n++
		case r.ScoreShared || !r.self.Valid:
		default:
			return
		}
	}
	execution := p.Score.Funds.Self.Decimal
	if i := p.Score.Funds.Row; i >= 0 && i < len(p.Form.Funds.Rows) {
		if again, how := points(p.Form.Funds.Rows[i].ReviewScore); how == good {
			execution = again
		}
	}
	whole := sum.Add(execution)
	if n == 0 || !far(total, whole, p.rules.Check.ScoreDiff) || !far(total, sum, p.rules.Check.ScoreDiff) {
		return
	}
	p.report(p.Form.Total.ReviewScore, say("复核总分填报%s,各项复核得分之和为%s", plain(total), plain(whole)),
		say("执行率%s+指标%s=%s,改正总分或各项复核得分", plain(execution), plain(sum), plain(whole)))
}
