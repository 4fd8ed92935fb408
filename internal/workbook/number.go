package workbook

import (
	"math/big"
	"strconv"
	"strings"
)

// num is an exact number of the evaluator: c × 10^-e while that fits, else a fraction. The figures of
// a form fit nearly always, and then cost no memory.
type num struct {
	c   int64
	e   int32
	big *big.Rat
}

var powers = func() (p [19]int64) {
	p[0] = 1
	for i := 1; i < len(p); i++ {
		p[i] = 10 * p[i-1]
	}
	return p
}()

func intNum(n int) num { return num{c: int64(n)} }

func bigNum(r *big.Rat) num { return num{big: r} }

// numOf reads a stored or typed number exactly; false for what is none or has an extreme exponent.
func numOf(text string) (num, bool) {
	if text == "" || !isNumber([]byte(text)) {
		return num{}, false
	}
	text = Cell{Kind: Number, Raw: text}.number()
	if n, ok := smallNum(text); ok {
		return n, true
	}
	if i := strings.IndexAny(text, "eE"); i >= 0 && len(strings.TrimLeft(text[i+1:], "+-0")) > 2 {
		return num{}, false
	}
	r, ok := new(big.Rat).SetString(text)
	return bigNum(r), ok
}

// smallNum reads plain decimal text of at most 17 digits.
func smallNum(text string) (n num, ok bool) {
	digits, negative, point := 0, false, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case isDigit(c):
			n.c = n.c*10 + int64(c-'0')
			if digits++; digits > 17 {
				return num{}, false
			}
			if point {
				n.e++
			}
		case c == '.' && !point:
			point = true
		case c == '-' && i == 0:
			negative = true
		default:
			return num{}, false
		}
	}
	if negative {
		n.c = -n.c
	}
	return n, true
}

// rat returns the number as a fraction, which must not be changed.
func (n num) rat() *big.Rat {
	if n.big != nil {
		return n.big
	}
	return big.NewRat(n.c, powers[n.e])
}

// raise writes n with e decimals; false when that does not fit.
func (n num) raise(e int32) (int64, bool) {
	p := powers[e-n.e]
	c := n.c * p
	return c, n.c == 0 || c/p == n.c
}

func (n num) add(o num) num {
	if n.big == nil && o.big == nil {
		e := max(n.e, o.e)
		a, okA := n.raise(e)
		b, okB := o.raise(e)
		if c := a + b; okA && okB && (c > a) == (b > 0) {
			return num{c: c, e: e}
		}
	}
	return bigNum(new(big.Rat).Add(n.rat(), o.rat()))
}

func (n num) neg() num {
	if n.big == nil {
		return num{c: -n.c, e: n.e} // 17 digits at most are read, so the smallest int64 does not occur
	}
	return bigNum(new(big.Rat).Neg(n.big))
}

func (n num) mul(o num) num {
	const half = 1 << 31
	if n.big == nil && o.big == nil && n.c < half && n.c > -half && o.c < half && o.c > -half && int(n.e+o.e) < len(powers) {
		return num{c: n.c * o.c, e: n.e + o.e}
	}
	return bigNum(new(big.Rat).Mul(n.rat(), o.rat()))
}

// quo divides; o is not zero.
func (n num) quo(o num) num { return bigNum(new(big.Rat).Quo(n.rat(), o.rat())) }

func (n num) sign() int {
	if n.big != nil {
		return n.big.Sign()
	}
	switch {
	case n.c < 0:
		return -1
	case n.c > 0:
		return 1
	}
	return 0
}

func (n num) cmp(o num) int {
	if n.big == nil && o.big == nil {
		e := max(n.e, o.e)
		a, okA := n.raise(e)
		b, okB := o.raise(e)
		if okA && okB {
			switch {
			case a < b:
				return -1
			case a > b:
				return 1
			}
			return 0
		}
	}
	return n.rat().Cmp(o.rat())
}

// fits refuses fractions that have grown out of all bounds.
func (n num) fits() bool {
	return n.big == nil || n.big.Num().BitLen() < maxBits && n.big.Denom().BitLen() < maxBits
}

// keep15 rounds to the 15 significant digits that spreadsheets keep, half away from zero. Whole
// numbers stay.
func (n num) keep15() num {
	if n.big == nil && n.c < powers[15] && n.c > -powers[15] || n.big != nil && n.big.IsInt() {
		return n
	}
	out, ok := numOf(digits15(n.rat()))
	if !ok {
		return n
	}
	return out
}

// String writes the number with at most 15 significant digits.
func (n num) String() string {
	if n.big != nil || n.c >= powers[15] || n.c <= -powers[15] {
		return digits15(n.rat())
	}
	for n.e > 0 && n.c%10 == 0 {
		n.c, n.e = n.c/10, n.e-1
	}
	var buf [32]byte
	text := strconv.AppendInt(buf[:0], n.c, 10)
	if n.e == 0 {
		return string(text)
	}
	sign := 0
	if n.c < 0 {
		sign = 1
	}
	for len(text)-sign <= int(n.e) {
		text = append(text, 0)
		copy(text[sign+1:], text[sign:])
		text[sign] = '0'
	}
	at := len(text) - int(n.e)
	text = append(text, 0)
	copy(text[at+1:], text[at:])
	text[at] = '.'
	return string(text)
}

// digits15 writes a fraction as decimal text of at most 15 significant digits.
func digits15(r *big.Rat) string {
	if r.Sign() == 0 {
		return "0"
	}
	places := 14 - magnitude(r)
	if places < 0 {
		scale := pow10(-places)
		whole, _ := new(big.Int).SetString(new(big.Rat).Quo(r, scale).FloatString(0), 10)
		return whole.Mul(whole, scale.Num()).String()
	}
	text := r.FloatString(places)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}

// magnitude returns the decimal exponent of the first digit of r: 2 for 345, -3 for 0.00345.
func magnitude(r *big.Rat) int {
	abs := new(big.Rat).Abs(r)
	e := len(abs.Num().String()) - len(abs.Denom().String())
	if abs.Cmp(pow10(e)) < 0 {
		e--
	}
	return e
}

func pow10(e int) *big.Rat {
	n := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(e, -e))), nil)
	if e < 0 {
		return new(big.Rat).SetFrac(big.NewInt(1), n)
	}
	return new(big.Rat).SetInt(n)
}

// roundTo rounds to places decimals; places may be negative.
func (n num) roundTo(places int, mode roundMode) num {
	if n.big == nil && int(n.e) <= places {
		return n
	}
	x, scale := n.rat(), pow10(places)
	scaled := new(big.Rat).Mul(x, scale)
	whole, rest := new(big.Int).QuoRem(scaled.Num(), scaled.Denom(), new(big.Int))
	rest.Abs(rest)
	if mode == awayFromZero && rest.Sign() > 0 || mode == halfUp && rest.Lsh(rest, 1).Cmp(scaled.Denom()) >= 0 {
		whole.Add(whole, big.NewInt(int64(x.Sign())))
	}
	if places >= 0 && places < len(powers) && whole.IsInt64() {
		return num{c: whole.Int64(), e: int32(places)}
	}
	return bigNum(new(big.Rat).Quo(new(big.Rat).SetInt(whole), scale))
}

// floor is INT: the next whole number below.
func (n num) floor() num {
	if n.big == nil && n.e == 0 {
		return n
	}
	x := n.rat()
	return bigNum(new(big.Rat).SetInt(new(big.Int).Div(x.Num(), x.Denom()))) // Euclidean, the denominator being positive
}
