package decimal

import "github.com/cockroachdb/apd/v3"

// Ratio is an exact fraction Num ÷ Den: completion rates and the scores made from them are
// rounded once, at the end, and never before. Den is never zero in a Ratio made by NewRatio.
type Ratio struct {
	Num, Den Decimal
}

// NewRatio returns num ÷ den; ok is false when den is zero.
func NewRatio(num, den Decimal) (r Ratio, ok bool) {
	if den.IsZero() {
		return Ratio{}, false
	}
	if den.Sign() < 0 {
		num, den = num.Neg(), den.Neg()
	}
	return Ratio{Num: num, Den: den}, true
}

// One is the ratio 1.
func One() Ratio { return Whole(FromInt(1)) }

// Whole returns d ÷ 1.
func Whole(d Decimal) Ratio { return Ratio{Num: d, Den: FromInt(1)} }

// Mul returns r × d.
func (r Ratio) Mul(d Decimal) Ratio { return Ratio{Num: r.Num.Mul(d), Den: r.Den} }

// Add returns r + o.
func (r Ratio) Add(o Ratio) Ratio {
	if r.Den.Equal(o.Den) {
		return Ratio{Num: r.Num.Add(o.Num), Den: r.Den}
	}
	return Ratio{Num: r.Num.Mul(o.Den).Add(o.Num.Mul(r.Den)), Den: r.Den.Mul(o.Den)}
}

// Sub returns r − o.
func (r Ratio) Sub(o Ratio) Ratio { return r.Add(Ratio{Num: o.Num.Neg(), Den: o.Den}) }

// Div returns r ÷ d; ok is false when d is zero.
func (r Ratio) Div(d Decimal) (Ratio, bool) { return NewRatio(r.Num, r.Den.Mul(d)) }

// Cmp returns -1, 0 or +1 as r <, =, > o.
func (r Ratio) Cmp(o Ratio) int { return r.Num.Mul(o.Den).Cmp(o.Num.Mul(r.Den)) }

// CmpDecimal compares r with d.
func (r Ratio) CmpDecimal(d Decimal) int { return r.Num.Cmp(d.Mul(r.Den)) }

// Min returns the smaller of r and o.
func (r Ratio) Min(o Ratio) Ratio {
	if o.Cmp(r) < 0 {
		return o
	}
	return r
}

// Max returns the larger of r and o.
func (r Ratio) Max(o Ratio) Ratio {
	if o.Cmp(r) > 0 {
		return o
	}
	return r
}

// Round returns r rounded half up (away from zero) to places decimals: rounded once, from the
// exact fraction, so 21.375 is 21.38 and 2/3 × 10 is 6.67.
func (r Ratio) Round(places int32) Decimal {
	num, den := r.Num.Shift(places), r.Den
	negative := num.Sign() < 0
	if negative {
		num = num.Neg()
	}
	var q, rem Decimal
	_, _ = exact.QuoInteger(&q.v, &num.v, &den.v)
	_, _ = exact.Rem(&rem.v, &num.v, &den.v)
	if rem.Add(rem).Cmp(den) >= 0 {
		q = q.Add(FromInt(1))
	}
	if negative && !q.IsZero() {
		q = q.Neg()
	}
	var out Decimal
	_, _ = exact.Quantize(&out.v, &q.v, 0)
	out.v.Exponent -= places
	return out
}

// Exact returns the ratio as a decimal when it has a finite one of at most MaxDigits digits.
func (r Ratio) Exact() (Decimal, bool) {
	if num, den := &r.Num.v, &r.Den.v; den.Coeff.IsInt64() && den.Coeff.Int64() == 1 && !den.Negative && num.Coeff.IsInt64() {
		return r.Num.Shift(-den.Exponent).Plain(), true // by a power of ten
	}
	var q Decimal
	ctx := *exact
	ctx.Precision = MaxDigits
	cond, err := ctx.Quo(&q.v, &r.Num.v, &r.Den.v)
	if err != nil || cond&apd.Inexact != 0 {
		return Decimal{}, false
	}
	return q.Plain(), true
}
