package score

import (
	"jixiao/internal/decimal"
	"jixiao/internal/ruleset"
)

// total adds up what counts (decisions 22). Rows counted in another row do not count again.
func (b *builder) total() Total {
	t := Total{Self: filed(b.f.Total.Score), SelfGrade: b.f.Total.Grade.Text, Rounding: b.rounding()}
	if g := GradeWord(t.SelfGrade, b.rs); g != "" {
		t.SelfGrade = g
	}
	a := adder{rs: b.rs, rescale: b.rs.NA.Method == ruleset.Rescale}
	fu := &b.s.Funds
	a.add(fu.Points, fu.Self, fu.Score, fu.exact(b.rs), fu.Decision, fu.NotApplicable)
	for i := range b.s.Rows {
		if r := &b.s.Rows[i]; r.Parent < 0 {
			a.add(r.Points, r.Self, r.Score, r.Exact, r.Decision, r.NotApplicable)
		}
	}
	if b.s.State == ScoresOnly { // the points of some rows are no total
		t.Computed = a.filed
		return t
	}
	t.Points = a.points
	if b.s.State != Scored {
		return t
	}
	if !b.anyScored() {
		return t
	}
	sum, exact, formula := a.sum()
	t.Sum, t.Formula, t.Manual = decimal.Some(sum), formula, a.manual
	if gap := a.counted.Sub(hundred).Abs(); formula == "" && b.rs.Check.PointsDiff.Less(gap) {
		t.Doubt = "计分的分值合计 " + plain(a.counted) + " 分,不是 100 分"
	}
	t.Final = t.Manual == 0 && t.Doubt == ""
	t.Grade = Grade(sum, exact, b.rs)
	t.Near = Near(sum, b.rs)
	return t
}

// anyScored reports that at least one indicator counts: the execution rate alone is no result.
func (b *builder) anyScored() bool {
	for i := range b.s.Rows {
		if b.s.Rows[i].Decision != NoScore {
			return true
		}
	}
	return false
}

// exact is the unrounded score.
func (f *Funds) exact(rs *ruleset.RuleSet) decimal.Ratio {
	if f.Score.Valid && f.Rule == ruleExec && f.HasRate {
		return f.Rate.Min(decimal.Whole(rs.Exec.Cap)).Mul(f.Points.Decimal)
	}
	return decimal.Whole(f.Score.Decimal)
}

// adder sums points, filed scores and scores.
type adder struct {
	rs            *ruleset.RuleSet
	rescale       bool
	points, filed decimal.Null
	rounded       decimal.Decimal
	exact         decimal.Ratio
	counted       decimal.Decimal // points of the rows that apply
	left          bool            // a row was left out as not applicable
	manual        int
}

func (a *adder) add(points, self, score decimal.Null, exact decimal.Ratio, d Decision, na bool) {
	if a.exact.Den.IsZero() {
		a.exact = none
	}
	if self.Valid {
		a.filed = decimal.Some(a.filed.Add(self.Decimal))
	}
	if na {
		a.left = true
		return
	}
	if points.Valid {
		a.points = decimal.Some(a.points.Add(points.Decimal))
		a.counted = a.counted.Add(points.Decimal)
	}
	switch d {
	case Computed, Accepted:
		a.rounded, a.exact = a.rounded.Add(score.Decimal), a.exact.Add(exact)
	case Manual:
		a.manual++
		a.rounded, a.exact = a.rounded.Add(self.Decimal), a.exact.Add(decimal.Whole(self.Decimal))
	}
}

// sum returns the total as printed, as exact, and how it was made where it is no plain sum.
func (a *adder) sum() (decimal.Decimal, decimal.Ratio, string) {
	exact := a.exact
	if a.rs.Rounding.RowsFirst {
		exact = decimal.Whole(a.rounded)
	}
	sum := a.rs.Round(exact)
	if !a.rescale || !a.left || a.counted.Sign() <= 0 || a.counted.Cmp(hundred) >= 0 {
		return sum, exact, ""
	}
	scaled := rescaled(exact, a.counted)
	total := a.rs.Round(scaled)
	return total, scaled, plain(sum) + " ÷ " + plain(a.counted) + " × 100 = " + total.String()
}

func rescaled(score decimal.Ratio, applicable decimal.Decimal) decimal.Ratio {
	r, ok := score.Mul(hundred).Div(applicable)
	if !ok {
		return none
	}
	return r
}

// Rescale brings the score of the applicable points to 100 (scoring.md §9); 0 without points.
func Rescale(score, applicable decimal.Decimal, rs *ruleset.RuleSet) decimal.Decimal {
	return rs.Round(rescaled(decimal.Whole(score), applicable))
}

// rounding is the number of decimals that the form files its scores with, at most two: the
// longest of all of them.
func (b *builder) rounding() int32 {
	places := int32(0)
	note := func(n decimal.Null) {
		if n.Valid {
			places = max(places, min(2, n.Plain().Places()))
		}
	}
	note(b.s.Funds.Self)
	for i := range b.s.Rows {
		note(b.s.Rows[i].Self)
	}
	return places
}

// Rounded reports that a filed score is the exact one rounded half up as the form rounds its
// scores (decisions 23): a difference of that kind is no fault of the row.
func (s *Sheet) Rounded(exact decimal.Ratio, self decimal.Null) bool {
	return self.Valid && !exact.Den.IsZero() && self.Equal(exact.Round(s.Total.Rounding))
}

// Weighted is a score with what it counts for: money, a share, points.
type Weighted struct{ Score, Weight decimal.Decimal }

// Mean is Σ score × weight ÷ Σ weight, for goals, and for a department's projects weighted by
// budget (decisions 25, 约定); unknown when the weights add to nothing.
func Mean(list []Weighted, rs *ruleset.RuleSet) decimal.Null {
	sum, weight := decimal.Decimal{}, decimal.Decimal{}
	for _, w := range list {
		sum, weight = sum.Add(w.Score.Mul(w.Weight)), weight.Add(w.Weight)
	}
	r, ok := decimal.NewRatio(sum, weight)
	if !ok || weight.Sign() < 0 {
		return decimal.Null{}
	}
	return decimal.Some(rs.Round(r))
}
