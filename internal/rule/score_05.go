package rule

import (
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/quantity"
	"jixiao/internal/score"
)

var score05 = Check{
	Code: "L-SCR-05", Severity: finding.Error, Title: "定性指标得分不在档次区间",
	Source: src10 + ";系统算式(G01)", run: runScore05,
}

var bandNames = map[quantity.Band]string{quantity.BandMet: "达成", quantity.BandPartly: "部分达成", quantity.BandMissed: "未达成"}

func runScore05(p *pass) {
	for i := range p.rows {
		r := &p.rows[i]
		name, known := bandNames[r.score.Band]
		if !known || !p.outOfBand(r) {
			continue
		}
		lo, hi := p.band(r)
		within := say("%s~%s", plain(lo), plain(hi))
		if r.score.Band != quantity.BandMet {
			within = say("%s以上、%s以下(不含%s)", plain(lo), plain(hi), plain(hi))
		}
		state := say("为“%s”", name)
		if squash(r.Actual.Text) != name {
			state = say("“%s”属于“%s”", short(r.Actual.Text), name)
		}
		p.report(r.Score, say("%s完成情况%s,得分应在%s,填报%s", r.title(), state, within, plain(r.self.Decimal)),
			"按档次调整得分,或如实填写完成情况")
	}
}

// band returns the scores of the row's band: the upper bound belongs to 达成 only.
func (p *pass) band(r *row) (lo, hi decimal.Decimal) {
	w := r.points.Decimal
	cuts := p.rules.Qualitative.Cut
	high, low := w.Mul(cuts[0]).Round(2), w.Mul(cuts[1]).Round(2)
	switch r.score.Band {
	case quantity.BandMet:
		return high, w
	case quantity.BandPartly:
		return low, high
	}
	return decimal.Decimal{}, low
}

// outOfBand reports a qualitative row whose filed score contradicts how far the target was met.
// More than the points is L-SCR-01's fault.
func (p *pass) outOfBand(r *row) bool {
	if r.score.Target.Kind != quantity.Qualitative || r.score.Band == quantity.BandNone || len(p.rules.Qualitative.Cut) < 2 || r.score.Decision == score.NoScore || !r.self.Valid || !r.points.Valid || r.spread {
		return false
	}
	lo, hi := p.band(r)
	if r.self.Less(lo) {
		return true
	}
	return r.score.Band != quantity.BandMet && r.self.Cmp(hi) >= 0 && r.self.Cmp(r.points.Decimal) <= 0
}
