// Package decimal holds the exact numbers of the field: money, points, scores, ratios.
// Nothing here passes through binary floating point and nothing is rounded unless a method's
// name says so; a number too long to be kept exactly is refused when it is read.
package decimal

import (
	"errors"
	"math"
	"strings"

	"github.com/cockroachdb/apd/v3"
)

// MaxDigits bounds the significant digits of a number that is read from a file. No amount,
// share or count of a public budget comes near it; a longer one is damage or an attack.
const MaxDigits = 30

// ErrSyntax reports text that is not a plain decimal number.
var ErrSyntax = errors.New("not a decimal number")

// ErrRange reports a number with more digits than can be kept exactly.
var ErrRange = errors.New("number has too many digits")

// exact is wide enough that sums and products of numbers with MaxDigits digits never round.
var exact = func() *apd.Context {
	c := apd.BaseContext.WithPrecision(200)
	c.Rounding = apd.RoundHalfUp
	return c
}()

// Decimal is an exact, immutable number. The zero value is 0.
type Decimal struct {
	v apd.Decimal
}

// Null is a number that may be unknown; the zero value is unknown.
type Null struct {
	Decimal
	Valid bool
}

// Some returns d as a known number.
func Some(d Decimal) Null { return Null{Decimal: d, Valid: true} }

// String returns the number, "" when unknown.
func (n Null) String() string {
	if !n.Valid {
		return ""
	}
	return n.Decimal.String()
}

// New returns coeff × 10^exp, for constants: New(95, -2) is 0.95.
func New(coeff int64, exp int32) Decimal {
	var d Decimal
	d.v.SetFinite(coeff, exp)
	return d
}

// FromInt returns i.
func FromInt(i int64) Decimal { return New(i, 0) }

// Parse reads plain ASCII decimal text: an optional sign, digits with at most one point, and
// the exponent that spreadsheets store ("1.5E-3"). Anything else is ErrSyntax, a number of more
// than MaxDigits digits or of an extreme exponent ErrRange.
func Parse(s string) (Decimal, error) {
	mantissa, exponent, scientific := s, "", false
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		mantissa, exponent, scientific = s[:i], s[i+1:], true
	}
	digits, significant := 0, 0
	point := false
	for i := 0; i < len(mantissa); i++ {
		switch c := mantissa[i]; {
		case c >= '0' && c <= '9':
			digits++
			if c != '0' || significant > 0 {
				significant++
			}
		case c == '.' && !point:
			point = true
		case (c == '-' || c == '+') && i == 0:
		default:
			return Decimal{}, ErrSyntax
		}
	}
	if digits == 0 {
		return Decimal{}, ErrSyntax
	}
	if significant > MaxDigits || digits > 4*MaxDigits {
		return Decimal{}, ErrRange
	}
	if scientific {
		if err := checkExponent(exponent); err != nil {
			return Decimal{}, err
		}
	}
	var d Decimal
	if _, _, err := d.v.SetString(s); err != nil {
		return Decimal{}, ErrSyntax
	}
	if d.v.IsZero() {
		d.v.SetFinite(0, 0)
	}
	return d, nil
}

func checkExponent(s string) error {
	t := strings.TrimLeft(s, "+-")
	if t == "" || len(s)-len(t) > 1 || strings.Trim(t, "0123456789") != "" {
		return ErrSyntax
	}
	if len(strings.TrimLeft(t, "0")) > 2 {
		return ErrRange
	}
	return nil
}

// MustParse is Parse for constants in code and tests.
func MustParse(s string) Decimal {
	d, err := Parse(s)
	if err != nil {
		panic("decimal: " + s + ": " + err.Error())
	}
	return d
}

// Add returns d + o.
func (d Decimal) Add(o Decimal) Decimal {
	var r Decimal
	_, _ = exact.Add(&r.v, &d.v, &o.v)
	return r
}

// Sub returns d − o.
func (d Decimal) Sub(o Decimal) Decimal {
	var r Decimal
	_, _ = exact.Sub(&r.v, &d.v, &o.v)
	return r
}

// Mul returns d × o.
func (d Decimal) Mul(o Decimal) Decimal {
	if r, ok := d.mulSmall(o); ok {
		return r
	}
	var r Decimal
	_, _ = exact.Mul(&r.v, &d.v, &o.v)
	return r
}

// mulSmall is Mul in machine words, where the product of the digits surely fits into one.
func (d Decimal) mulSmall(o Decimal) (Decimal, bool) {
	if d.v.Form != apd.Finite || o.v.Form != apd.Finite || !d.v.Coeff.IsInt64() || !o.v.Coeff.IsInt64() {
		return Decimal{}, false
	}
	a, b := d.v.Coeff.Int64(), o.v.Coeff.Int64()
	if a == 0 || b == 0 || a > math.MaxInt32 || b > math.MaxInt32 {
		return Decimal{}, false
	}
	if a *= b; d.v.Negative != o.v.Negative {
		a = -a
	}
	return New(a, d.v.Exponent+o.v.Exponent), true
}

// Neg returns −d.
func (d Decimal) Neg() Decimal {
	var r Decimal
	r.v.Neg(&d.v)
	return r
}

// Abs returns |d|.
func (d Decimal) Abs() Decimal {
	var r Decimal
	r.v.Abs(&d.v)
	return r
}

// Shift returns d × 10^places: Shift(2) turns a ratio into per cent.
func (d Decimal) Shift(places int32) Decimal {
	var r Decimal
	r.v.Set(&d.v)
	r.v.Exponent += places
	return r
}

// Round rounds half up (away from zero, as Excel's ROUND does) to places decimals and keeps
// exactly that many: New(5, 0).Round(2) prints "5.00".
func (d Decimal) Round(places int32) Decimal {
	var r Decimal
	_, _ = exact.Quantize(&r.v, &d.v, -places)
	return r
}

// Trunc cuts to places decimals towards zero.
func (d Decimal) Trunc(places int32) Decimal {
	c := *exact
	c.Rounding = apd.RoundDown
	var r Decimal
	_, _ = c.Quantize(&r.v, &d.v, -places)
	return r
}

// Cmp returns -1, 0 or +1 as d <, =, > o by value: 5 equals 5.00.
func (d Decimal) Cmp(o Decimal) int { return d.v.Cmp(&o.v) }

// Equal reports d = o by value.
func (d Decimal) Equal(o Decimal) bool { return d.Cmp(o) == 0 }

// Less reports d < o.
func (d Decimal) Less(o Decimal) bool { return d.Cmp(o) < 0 }

// Sign returns -1, 0 or +1.
func (d Decimal) Sign() int { return d.v.Sign() }

// IsZero reports d = 0.
func (d Decimal) IsZero() bool { return d.v.IsZero() }

// Min returns the smaller of d and o.
func (d Decimal) Min(o Decimal) Decimal {
	if o.Less(d) {
		return o
	}
	return d
}

// Max returns the larger of d and o.
func (d Decimal) Max(o Decimal) Decimal {
	if d.Less(o) {
		return o
	}
	return d
}

// Places returns how many decimals d is written with: 9.50 has two, 100 and 1E+2 none.
func (d Decimal) Places() int32 { return max(0, -d.v.Exponent) }

// Plain returns d without trailing zeros after the point: 9.50 becomes 9.5, 100 stays 100.
func (d Decimal) Plain() Decimal {
	if r, ok := d.plainSmall(); ok {
		return r
	}
	var r Decimal
	r.v.Reduce(&d.v)
	if r.v.Exponent > 0 {
		_, _ = exact.Quantize(&r.v, &r.v, 0)
	}
	return r
}

// plainSmall is Plain in machine words, for nearly every number that a form holds.
func (d Decimal) plainSmall() (Decimal, bool) {
	if d.v.Form != apd.Finite || !d.v.Coeff.IsInt64() || d.v.Coeff.Sign() == 0 {
		return Decimal{}, false
	}
	coeff, exp := d.v.Coeff.Int64(), d.v.Exponent
	for exp < 0 && coeff%10 == 0 {
		coeff, exp = coeff/10, exp+1
	}
	for ; exp > 0; exp-- {
		if coeff > math.MaxInt64/10 {
			return Decimal{}, false
		}
		coeff *= 10
	}
	if d.v.Negative {
		coeff = -coeff
	}
	return New(coeff, exp), true
}

// String returns plain decimal text, never an exponent, with the decimals d is written with.
func (d Decimal) String() string { return d.v.Text('f') }
