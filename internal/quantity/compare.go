package quantity

import (
	"jixiao/internal/decimal"
)

// Compare holds an actual against its target, exactly. It is total: either Met is known, or Reason
// says why it is not. A late date and a contradiction of signs have both: Met by the reading that
// was taken, and the Reason why a person must decide.
func (l *Language) Compare(t Target, v Value, ctx Context) Comparison {
	switch {
	case t.Kind == None || t.Kind == "":
		return unknown(t.Problem)
	case v.Problem != ReasonNone:
		c := unknown(v.Problem)
		c.Band = v.Band
		return c
	}
	switch t.Kind {
	case Qualitative:
		return byBand(v)
	case ByDate:
		return compareDate(t, v, ctx)
	case Compound:
		return l.compareParts(t, v, ctx)
	}
	if len(v.Amounts) != 1 {
		return unknown(ReasonNotNumber)
	}
	p, reason := l.sameUnit(t, v.Amounts[0], ctx)
	if reason != ReasonNone {
		c := unknown(reason)
		c.Notes = p.notes
		return c
	}
	c := p.judge(t)
	if v.Bound && c.Met == No {
		return unknown(ReasonAmbiguous)
	}
	c.Notes = append(p.notes, c.Notes...)
	l.doubt(&c, t, p, ctx)
	return c
}

func unknown(r Reason) Comparison { return Comparison{Met: Unknown, Reason: r} }

func byBand(v Value) Comparison {
	c := Comparison{Band: v.Band, Notes: v.Notes}
	switch v.Band {
	case BandMet:
		c.Met = Yes
	case BandPartly:
		c.Met = Partly
	case BandMissed:
		c.Met = No
	default:
		return unknown(ReasonUnsorted)
	}
	return c
}

func compareDate(t Target, v Value, ctx Context) Comparison {
	by, when := t.By, v.When
	if when == (Date{}) {
		return unknown(ReasonDateClaim)
	}
	var notes []string
	switch {
	case when.Year == 0 && (when.Month > 0 && when.Month <= 3 && by.Month >= 11 || justAfter(when, by, ctx.Year)):
		return unknown(ReasonAmbiguous) // January of this year or of the next?
	case when.Year == 0 && by.Year > 0:
		when.Year = by.Year
		notes = append(notes, "实际完成值未写年份,按指标值的年份(约定)")
	case by.Year == 0 && when.Year > 0:
		if ctx.Year == 0 {
			return unknown(ReasonAmbiguous)
		}
		by.Year = ctx.Year
	}
	c := Comparison{Met: Yes, Notes: notes}
	if compareDates(when, by) <= 0 {
		return c
	}
	c.Met, c.Reason = No, ReasonLate
	if by.Year > 0 {
		c.DaysTarget, c.DaysActual = days(by.Year, by), days(by.Year, when)
	} else {
		c.DaysTarget, c.DaysActual = days(2001, withYear(by, 2001)), days(2001, withYear(when, 2001))
	}
	return c
}

func withYear(d Date, year int) Date {
	d.Year = year
	return d
}

func (l *Language) compareParts(t Target, v Value, ctx Context) Comparison {
	if len(v.Parts) != len(t.Parts) {
		return unknown(ReasonParts)
	}
	c := Comparison{Met: Yes}
	yes, no := 0, 0
	for i, p := range t.Parts {
		part := l.Compare(p, v.Parts[i], ctx)
		c.Parts = append(c.Parts, part)
		switch part.Met {
		case Yes:
			yes++
		case No:
			no++
		default:
			c.Met = Unknown
		}
		if part.Reason != ReasonNone && c.Reason == ReasonNone {
			c.Reason = part.Reason
		}
	}
	switch {
	case c.Met == Unknown:
		c.Reason = ReasonParts
	case no > 0 && yes > 0:
		c.Met = Partly
	case no > 0:
		c.Met = No
	}
	return c
}

// pair is the two numbers in one unit.
type pair struct {
	target, high, actual decimal.Decimal
	unit                 string
	notes                []string
}

// judge compares the numbers by the kind of the target (decisions 3).
func (p pair) judge(t Target) Comparison {
	c := Comparison{Met: No, Target: p.target, Actual: p.actual, Unit: p.unit}
	order := p.actual.Cmp(p.target)
	switch t.Kind {
	case AtLeast:
		c.setMet(order > 0 || order == 0 && !t.Strict)
		c.growing(p)
	case Equal:
		c.setMet(order >= 0)
		if p.target.IsZero() {
			c.setMet(p.actual.Sign() <= 0)
		}
		c.growing(p)
		if order > 0 && c.Met == Yes {
			c.Notes = append(c.Notes, "高于指标值,“等于”按不低于处理(约定)")
		}
	case AtMost:
		c.setMet(order < 0 || order == 0 && !t.Strict)
		c.shrinking(p)
	case Interval:
		c.setMet(order >= 0 && p.actual.Cmp(p.high) <= 0)
		if order >= 0 {
			c.Target = p.high
		}
	}
	return c
}

func (c *Comparison) setMet(yes bool) {
	c.Met = No
	if yes {
		c.Met = Yes
	}
}

// growing sets actual ÷ target; a negative actual counts as 0 (system practice G02).
func (c *Comparison) growing(p pair) {
	switch p.target.Sign() {
	case 0:
		c.zeroTarget()
	case 1:
		if p.actual.Sign() < 0 {
			p.actual = decimal.FromInt(0)
		}
		c.Completion, c.HasCompletion = decimal.NewRatio(p.actual, p.target)
	default:
		if c.Met == No {
			c.Reason = ReasonNegative
		}
	}
}

// shrinking sets 1 when met, else 1 − (a−t)/t, not below 0.
func (c *Comparison) shrinking(p pair) {
	switch {
	case c.Met == Yes:
		c.Completion, c.HasCompletion = decimal.One(), true
	case p.target.IsZero():
		c.zeroTarget()
	case p.target.Sign() < 0:
		c.Reason = ReasonNegative
	default:
		left := p.target.Add(p.target).Sub(p.actual)
		c.Completion, c.HasCompletion = decimal.NewRatio(left.Max(decimal.FromInt(0)), p.target)
	}
}

func (c *Comparison) zeroTarget() {
	c.Completion, c.HasCompletion = decimal.Whole(decimal.FromInt(0)), true
	if c.Met == Yes {
		c.Completion = decimal.One()
	}
}

// doubt adds the reasons why a person must look although the numbers compare.
func (l *Language) doubt(c *Comparison, t Target, p pair, ctx Context) {
	if t.Opposite != "" {
		other := p.judge(Target{Kind: t.Opposite})
		if other.Met != c.Met {
			c.Reason = t.Problem
		}
	}
	if t.Kind == Equal && p.target.Less(p.actual) && (l.costRow(ctx.folded()) || t.Basis == BasisStandard) && l.measure(p.unit).dim == dimMoney {
		c.Met, c.Reason = Unknown, ReasonAmbiguous
		c.Notes = append(c.Notes, "成本高于“等于”的指标值,是否达标由人工判定")
	}
}
