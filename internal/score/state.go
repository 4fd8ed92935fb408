package score

import (
	"jixiao/internal/decimal"
	"jixiao/internal/quantity"
)

// state says whether the form was filled in, and whether it has anything to be scored by
// (decisions 15, 19).
func (b *builder) state() {
	filledIn, points, scores := false, 0, false
	for i := range b.s.Rows {
		r := &b.s.Rows[i]
		scores = scores || r.Self.Valid
		if !r.usable() {
			continue
		}
		filledIn = filledIn || !r.blank()
		switch {
		case r.Points.Valid:
			points++
		}
	}
	scores = scores || b.s.Funds.Self.Valid && !b.s.Funds.Points.Valid
	switch {
	case len(b.s.Rows) == 0:
	case !filledIn:
		b.s.State = NotFilled
		b.s.Funds.withdraw("本表未填报实际完成值,不计分")
	case points == 0 && !scores:
		b.s.State = NoPoints
	case points == 0, b.unpointed():
		b.s.State = ScoresOnly
	}
}

// unpointed reports that one of the form's tables has scores that no points stand beside: none of its rows has points of
// its own, and some have a score without any. The points of another table, of a questionnaire about management above the
// indicators, are no points of the form then.
func (b *builder) unpointed() bool {
	own, missing := map[int]bool{}, map[int]bool{}
	for i := range b.s.Rows {
		r := &b.s.Rows[i]
		switch {
		case r.Points.Valid:
			own[r.Indicator.Table] = own[r.Indicator.Table] || !r.FromHeading
		case r.usable() && r.Self.Valid && r.Parent < 0:
			missing[r.Indicator.Table] = true
		}
	}
	for table := range missing {
		if !own[table] {
			return true
		}
	}
	return false
}

// withdraw takes the score of the execution rate back.
func (f *Funds) withdraw(why string) {
	f.Score, f.Decision, f.Formula, f.Rule = decimal.Null{}, NoScore, "", ""
	f.say(why)
}

// doubts finds readings that only the whole form can show to be wrong (decisions 20).
func (b *builder) doubts() {
	if b.typedPoints() {
		for i := range b.s.Rows {
			if r := &b.s.Rows[i]; r.usable() && !r.untargeted() {
				r.PointsTyped = true
				r.Compared = quantity.Comparison{Met: quantity.Unknown, Reason: quantity.ReasonUnreadable}
				r.say("疑似把分值填入指标值")
			}
		}
	}
	for i := range b.s.Rows {
		if b.headCount(i) {
			r := &b.s.Rows[i]
			r.Compared = quantity.Comparison{Met: quantity.Unknown, Reason: quantity.ReasonDimension}
			r.say("满意度的指标值与表中的人数相同,疑似填成了人数")
		}
	}
}

// typedPoints reports that the targets are the points: a form without a points column whose
// targets are bare numbers that add up to 100.
func (b *builder) typedPoints() bool {
	sum, n := decimal.Decimal{}, 0
	for i := range b.s.Rows {
		r := &b.s.Rows[i]
		if r.Points.Valid && !r.FromHeading {
			return false
		}
		if !r.usable() || r.untargeted() {
			continue
		}
		d, err := decimal.Parse(fold(r.Indicator.Target.Text))
		if err != nil || r.Indicator.Target.Percent {
			return false
		}
		sum, n = sum.Add(d), n+1
	}
	return n >= 3 && sum.Equal(hundred)
}

// headCount reports that a satisfaction target is a number of people: a bare number that stands
// elsewhere in the form as a count, held against a percentage.
func (b *builder) headCount(i int) bool {
	r := &b.s.Rows[i]
	if !r.usable() || !isSatisfaction(r.Indicator) || r.Target.Kind != quantity.AtLeast || r.Compared.Unit != "%" || r.Target.Value.Unit != "" {
		return false
	}
	for j := range b.s.Rows {
		if o := &b.s.Rows[j]; j != i && o.usable() && !isSatisfaction(o.Indicator) && o.counts(r.Target.Value.Number) {
			return true
		}
	}
	return false
}

// counts reports that a row's target or actual is n of something that is no share.
func (r *Row) counts(n decimal.Decimal) bool {
	if u := r.Target.Value.Unit; u != "%" && u != "" && r.Target.Value.Number.Equal(n) {
		return true
	}
	for _, a := range r.Actual.Amounts {
		if a.Unit != "%" && a.Unit != "" && a.Number.Equal(n) {
			return true
		}
	}
	return false
}
