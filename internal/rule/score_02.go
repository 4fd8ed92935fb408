package rule

import (
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/quantity"
	"jixiao/internal/score"
)

var score02 = Check{
	Code: "L-SCR-02", Severity: finding.Error, Title: "得分与复算不符",
	Source: src10 + ";" + srcOwn + "(允许误差)", run: runScore02,
}

// runScore02 compares the filed score with the computed one. A rounding or truncation to the
// decimals of the form is left open (L-SCR-19); a blank actual is L-IND-01's fault. Less than full
// points for a target that was met, with a reason given, may be meant and only warns.
func runScore02(p *pass) {
	for i := range p.rows {
		r := &p.rows[i]
		if !r.comparable() || !far(r.self.Decimal, r.score.Score.Decimal, p.rules.Check.ScoreDiff) || p.rounded(r.self.Decimal, r.exact()) || r.points.Less(r.self.Decimal) {
			continue
		}
		diff := r.self.Sub(r.score.Score.Decimal)
		word := "少"
		if diff.Sign() > 0 {
			word = "多"
		}
		p.severity = p.check.Severity
		if r.score.Compared.Met == quantity.Yes && diff.Sign() < 0 && r.explained() {
			p.severity = finding.Warn
		}
		p.report(r.Score, say("%s应得%s分,填报%s分,%s%s分", r.title(), r.score.Score, plain(r.self.Decimal), word, plain(diff.Abs())), formula(r.score.Formula))
	}
}

// comparable reports a row whose filed score can be held against a computed one.
func (r *row) comparable() bool {
	s := r.score
	return s.Decision == score.Computed && s.Score.Valid && r.self.Valid && r.points.Valid && !r.spread && !s.Execution && !r.child &&
		r.reason != quantity.ReasonBlankActual && !placeholder(r.Actual.Text) || r.groupScored()
}

// groupScored is comparable for a row that stands for the rows below it and so has no actual.
func (r *row) groupScored() bool {
	s := r.score
	return r.group && s.Decision == score.Computed && s.Score.Valid && r.self.Valid && r.points.Valid && !r.spread
}

// exact is the score before rounding, the rounded one when the sheet does not say.
func (r *row) exact() decimal.Ratio {
	if r.score.Exact.Den.IsZero() {
		return decimal.Whole(r.score.Score.Decimal)
	}
	return r.score.Exact
}
