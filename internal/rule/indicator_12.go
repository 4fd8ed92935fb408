package rule

import (
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/quantity"
)

var indicator12 = Check{
	Code: "L-IND-12", Severity: finding.Warn, Title: "完成值明显高于指标值",
	Source: src10 + ";阈值见规则", run: runIndicator12,
}

func runIndicator12(p *pass) {
	for i := range p.rows {
		r := &p.rows[i]
		if !p.over(r) {
			continue
		}
		p.report(r.Actual, say("%s完成值为指标值的%s,达到%s,指标值可能明显偏低", r.title(), percent(r.score.Compared.Completion), percent(decimal.Whole(p.rules.Over.FlagRatio))),
			"核对两数;完成值无误的说明超额原因,下年度相应调高指标值")
	}
}

// over reports a positive indicator so far above its target that the target is doubted.
func (p *pass) over(r *row) bool {
	c := &r.score.Compared
	return r.score.Target.Kind == quantity.AtLeast && c.HasCompletion && c.Met == quantity.Yes && c.Completion.CmpDecimal(p.rules.Over.FlagRatio) >= 0
}
