package rule

import (
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/form"
	"jixiao/internal/score"
)

var form04 = Check{
	Code: "L-FORM-04", Severity: finding.Error, Title: "缺少一级指标",
	Source: src10 + ";" + src101, run: runForm04,
}

// runForm04 looks at project forms of the 产出-效益-满意度 framework. Without satisfaction, the
// benefit must have taken its points over.
func runForm04(p *pass) {
	if p.Form.Level != form.LevelProject || p.Score.State == score.NoPoints || !p.Form.Has[form.Level1] || len(p.rows) == 0 {
		return
	}
	seen := map[string]decimal.Decimal{}
	for _, r := range p.counted {
		c := class(r.l1)
		if c == "" && !r.score.Execution {
			return // another framework
		}
		if has(r.l2, "满意") {
			c = "满意度"
		}
		seen[c] = seen[c].Add(r.points.Decimal)
	}
	at := p.rows[0].Level1At
	for _, c := range [...]string{"产出", "效益"} {
		if _, ok := seen[c]; !ok {
			p.report(at, say("缺少一级指标“%s指标”", c), "按批复的绩效目标补列该级指标;确不适用的在说明中写明")
		}
	}
	benefit, ok := seen["效益"]
	if _, satisfied := seen["满意度"]; satisfied || !ok || !p.pointed {
		return
	}
	if want := pointsOf(p.rules.WeightsNoSatisfaction, "效益"); want.Sign() > 0 && !p.near(benefit, want) {
		p.report(at, say("缺少一级指标“满意度指标”,效益指标分值%s,未调增到%s", plain(benefit), plain(want)), "补列满意度指标,或把其分值并入效益指标")
	}
}
