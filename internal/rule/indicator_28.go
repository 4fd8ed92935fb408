package rule

import (
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/quantity"
)

var indicator28 = Check{
	Code: "L-IND-28", Severity: finding.Info, Title: "成本上限可能偏松",
	Source: srcOwn, run: runIndicator28,
}

// runIndicator28 looks at caps on cost only: few accidents below a cap are no sign of a loose one.
func runIndicator28(p *pass) {
	for i := range p.rows {
		r := &p.rows[i]
		c := &r.score.Compared
		if r.score.Target.Kind != quantity.AtMost || c.Met != quantity.Yes || !has(r.l1+r.l2, "成本") || c.Target.Sign() <= 0 || c.Actual.Sign() <= 0 {
			continue
		}
		if share, ok := ratio(c.Actual, c.Target); ok && share.CmpDecimal(p.rules.Check.LooseLimit) < 0 {
			p.report(r.Actual, say("%s完成值为上限的%s,低于%s,上限可能偏松", r.title(), percent(share), percent(decimal.Whole(p.rules.Check.LooseLimit))), "核对两数;下年度按实际成本核定上限")
		}
	}
}
