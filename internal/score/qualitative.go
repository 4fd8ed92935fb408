package score

import (
	"jixiao/internal/decimal"
	"jixiao/internal/quantity"
	"jixiao/internal/ruleset"
)

const ruleBand = "QL-BAND"

// BandRange is what a quality grade may earn of points: Low ≤ s ≤ High, or s < High when Open.
type BandRange struct {
	Low, High decimal.Decimal
	Open      bool
}

// Contains reports whether a score lies in the band.
func (b BandRange) Contains(s decimal.Decimal) bool {
	return s.Cmp(b.Low) >= 0 && (s.Less(b.High) || !b.Open && s.Equal(b.High))
}

// String returns the band as it is printed with the rule set's places: "9.00~11.99".
func (b BandRange) String() string {
	high := b.High
	if b.Open {
		high = high.Sub(decimal.New(1, -high.Places()))
	}
	return b.Low.String() + "~" + high.String()
}

// Bands returns the range of one of the three grades for a row of points (scoring.md §8: the
// cuts are rounded first, exactly 80% belongs to 达成). Band must not be BandNone.
func Bands(band quantity.Band, points decimal.Decimal, rs *ruleset.RuleSet) BandRange {
	round := func(share decimal.Decimal) decimal.Decimal { return rs.Round(decimal.Whole(points.Mul(share))) }
	high, low := round(rs.Qualitative.Cut[0]), round(rs.Qualitative.Cut[1])
	switch band {
	case quantity.BandMet:
		return BandRange{Low: high, High: rs.Round(decimal.Whole(points))}
	case quantity.BandPartly:
		return BandRange{Low: low, High: high, Open: true}
	}
	return BandRange{Low: rs.Round(none), High: low, Open: true}
}

// bandNames are the grades in short; the rule set has the words of the document.
var bandNames = map[quantity.Band]string{quantity.BandMet: "达成", quantity.BandPartly: "部分达成", quantity.BandMissed: "未达成"}

// qualitative accepts a self-score inside the band of the grade. The document fixes a range, not
// a score: outside the range, or without a grade, a person decides (decisions 16).
func (r *Row) qualitative(rs *ruleset.RuleSet) {
	r.Band = r.Compared.Band
	switch {
	case r.Compared.Reason != quantity.ReasonNone:
		r.leave(explain(r.Compared.Reason))
		return
	case r.Band == quantity.BandNone:
		r.leave(explain(quantity.ReasonUnsorted))
		return
	}
	if rs.Qualitative.Auto || !r.Self.Valid {
		r.prefill(rs)
		return
	}
	b := Bands(r.Band, r.Points.Decimal, rs)
	score := rs.Round(decimal.Whole(r.Self.Decimal))
	if !b.Contains(score) {
		r.leave("“" + bandNames[r.Band] + "”应得 " + b.String() + " 分,自评 " + plain(r.Self.Decimal) + " 分,请人工判定")
		return
	}
	r.Exact = decimal.Whole(r.Self.Decimal)
	sign := " ≤ "
	if b.Open {
		sign = " < "
	}
	r.Score, r.Decision, r.Rule = decimal.Some(score), Accepted, ruleBand
	r.Formula = plain(b.Low) + " ≤ " + plain(score) + sign + plain(b.High) + " → " + score.String()
}

// prefill gives the rule set's share for a grade, 约定: the document names none.
func (r *Row) prefill(rs *ruleset.RuleSet) {
	share := rs.Qualitative.Prefill[int(r.Band-quantity.BandMet)]
	note := "约定:没有自评分,“" + bandNames[r.Band] + "”按 " + share.Shift(2).Plain().String() + "% 计"
	if r.Self.Valid {
		note = "本规则由系统按档次给分"
	}
	r.settle(earned{share: decimal.Whole(share), given: bandNames[r.Band], term: plain(share), rule: ruleBand, note: note}, rs)
}
