package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/form"
)

var score19 = Check{
	Code: "L-SCR-19", Severity: finding.Info, Title: "得分按整数或一位小数填报",
	Source: srcOwn, run: runScore19,
}

// runScore19 is the one note of a form for all the differences that rounding explains.
func runScore19(p *pass) {
	var first form.Value
	n, places := 0, int32(0)
	for i := range p.rows {
		r := &p.rows[i]
		if r.comparable() && !r.missedButFull() && far(r.self.Decimal, r.score.Score.Decimal, p.rules.Check.ScoreDiff) && p.rounded(r.self.Decimal, r.exact()) {
			if n++; n == 1 {
				first = r.Score
			}
			places = max(places, r.self.Plain().Places())
		}
	}
	if n == 0 {
		return
	}
	word := "整数"
	if places > 0 {
		word = say("%d位小数", places)
	}
	p.report(first, say("得分按%s填报,有%d项与复算得分相差不超过%s分", word, n, plain(p.rules.Check.RoundingDiff)), "得分保留两位小数")
}
