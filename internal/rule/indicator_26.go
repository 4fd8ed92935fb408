package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/quantity"
)

var indicator26 = Check{
	Code: "L-IND-26", Severity: finding.Warn, Title: "指标方向前后矛盾",
	Source: srcOwn, run: runIndicator26,
}

func runIndicator26(p *pass) {
	for i := range p.rows {
		r := &p.rows[i]
		if r.reason == quantity.ReasonConflict || r.score.Target.Problem == quantity.ReasonConflict {
			at := r.Direction
			if !at.Exists() {
				at = r.Target
			}
			p.report(at, say("%s指标方向“%s”与指标值“%s”矛盾", r.title(), short(r.Direction.Text), short(r.Target.Text)), "按批复的绩效目标改正其一")
		}
	}
}
