package rule

import (
	"strings"

	"jixiao/internal/decimal"
	"jixiao/internal/finding"
)

var score16 = Check{
	Code: "L-SCR-16", Severity: finding.Warn, Title: "得分系数与得分不符",
	Source: srcFiled + "(S14)", run: runScore16,
}

// runScore16 reads a factor as per cent or as a share, whichever agrees.
func runScore16(p *pass) {
	for i := range p.rows {
		r := &p.rows[i]
		text := strings.TrimSuffix(squash(r.Factor.Text), "%")
		factor, err := decimal.Parse(text)
		if err != nil || !r.self.Valid || !r.points.Valid || r.spread {
			continue
		}
		want := r.points.Mul(factor.Shift(-2))
		if p.agrees(r, want) || p.agrees(r, r.points.Mul(factor)) {
			continue
		}
		p.report(r.Score, say("%s得分系数%s%%,分值%s,得分应为%s,填报%s", r.title(), plain(factor), plain(r.points.Decimal), plain(want.Round(2)), plain(r.self.Decimal)),
			say("%s%%×%s=%s", plain(factor), plain(r.points.Decimal), plain(want.Round(2))))
	}
}

// agrees reports that the filed score is want, rounded or not.
func (p *pass) agrees(r *row, want decimal.Decimal) bool {
	return !far(r.self.Decimal, want, p.rules.Check.ScoreDiff) || p.rounded(r.self.Decimal, decimal.Whole(want))
}
