package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/quantity"
)

var indicator20 = Check{
	Code: "L-IND-20", Severity: finding.Warn, Title: "完成值为负数",
	Source: srcSystem, run: runIndicator20,
}

// runIndicator20 leaves rates of change alone: they may well be negative.
func runIndicator20(p *pass) {
	for i := range p.rows {
		r := &p.rows[i]
		a := r.score.Actual.Amounts
		if len(a) != 1 || a[0].Number.Sign() >= 0 || r.score.Target.Kind != quantity.AtLeast || r.score.Target.Value.Number.Sign() < 0 || has(r.name, "变动", "增长", "增幅", "增速", "下降", "降幅", "变化") {
			continue
		}
		p.report(r.Actual, say("%s完成值%s为负数,按0计分", r.title(), short(r.Actual.Text)), "核对完成值的正负号")
	}
}
