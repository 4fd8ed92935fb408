package score

import (
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"jixiao/internal/decimal"
)

// evaluate reads a formula text as a person with a calculator would: statements before "→" must
// hold, the arithmetic must come to what stands behind "=", and the last number is the score.
func evaluate(formula string) (decimal.Decimal, error) {
	parts := strings.Split(formula, " → ")
	for _, p := range parts[:len(parts)-1] {
		if err := holds(p); err != nil {
			return decimal.Decimal{}, fmt.Errorf("%q: %w", formula, err)
		}
	}
	last := parts[len(parts)-1]
	term, value, computed := strings.Cut(last, " = ")
	if !computed {
		value = last
	}
	score, err := decimal.Parse(value)
	if err != nil {
		return score, fmt.Errorf("%q: no score at the end", formula)
	}
	if !computed {
		return score, nil
	}
	got, err := arithmetic(term)
	if err != nil {
		return score, fmt.Errorf("%q: %w", formula, err)
	}
	if rounded := roundHalfUp(got, score.Places()); rounded.Cmp(rat(score)) != 0 {
		return score, fmt.Errorf("%q: the left side is %s", formula, got.FloatString(6))
	}
	return score, nil
}

var (
	relation     = regexp.MustCompile(` (≥|≤|<|>|=|≠) `)
	dateText8601 = regexp.MustCompile(`^\d{4}(年|-\d\d)(-\d\d)?$`)
)

// holds checks a statement; one in words is taken as it is.
func holds(s string) error {
	marks := relation.FindAllStringSubmatch(s, -1)
	sides := relation.Split(s, -1)
	for i, m := range marks {
		sign := 0
		if dateText8601.MatchString(sides[i]) && dateText8601.MatchString(sides[i+1]) {
			sign = strings.Compare(sides[i], sides[i+1])
		} else {
			a, err := arithmetic(sides[i])
			if err != nil {
				return err
			}
			b, err := arithmetic(sides[i+1])
			if err != nil {
				return err
			}
			sign = a.Cmp(b)
		}
		ok := map[string]bool{"≥": sign >= 0, "≤": sign <= 0, "<": sign < 0, ">": sign > 0, "=": sign == 0, "≠": sign != 0}[m[1]]
		if !ok {
			return fmt.Errorf("%s does not hold", s)
		}
	}
	if len(marks) == 0 && strings.IndexFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) < 0 {
		return fmt.Errorf("%q states nothing", s)
	}
	return nil
}

func rat(d decimal.Decimal) *big.Rat { r, _ := new(big.Rat).SetString(d.String()); return r }

func roundHalfUp(x *big.Rat, places int32) *big.Rat {
	unit := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil))
	scaled := new(big.Rat).Mul(x, unit)
	negative := scaled.Sign() < 0
	scaled.Abs(scaled).Add(scaled, big.NewRat(1, 2))
	whole := new(big.Rat).SetInt(new(big.Int).Div(scaled.Num(), scaled.Denom()))
	if negative {
		whole.Neg(whole)
	}
	return whole.Quo(whole, unit)
}

// arithmetic evaluates + − × ÷ and brackets exactly.
func arithmetic(s string) (*big.Rat, error) {
	p := &parser{rest: []rune(strings.ReplaceAll(s, " ", ""))}
	v, err := p.sum()
	if err == nil && len(p.rest) > 0 {
		err = fmt.Errorf("cannot read %q", string(p.rest))
	}
	return v, err
}

type parser struct{ rest []rune }

func (p *parser) take(runes string) rune {
	if len(p.rest) > 0 && strings.ContainsRune(runes, p.rest[0]) {
		r := p.rest[0]
		p.rest = p.rest[1:]
		return r
	}
	return 0
}

func (p *parser) sum() (*big.Rat, error) {
	v, err := p.product()
	for err == nil {
		op := p.take("+−")
		if op == 0 {
			break
		}
		var w *big.Rat
		if w, err = p.product(); err == nil && op == '+' {
			v = new(big.Rat).Add(v, w)
		} else if err == nil {
			v = new(big.Rat).Sub(v, w)
		}
	}
	return v, err
}

func (p *parser) product() (*big.Rat, error) {
	v, err := p.value()
	for err == nil {
		op := p.take("×÷")
		if op == 0 {
			break
		}
		var w *big.Rat
		if w, err = p.value(); err != nil {
			break
		}
		if op == '×' {
			v = new(big.Rat).Mul(v, w)
		} else if w.Sign() == 0 {
			err = fmt.Errorf("division by zero")
		} else {
			v = new(big.Rat).Quo(v, w)
		}
	}
	return v, err
}

func (p *parser) value() (*big.Rat, error) {
	if p.take("(") != 0 {
		v, err := p.sum()
		if err == nil && p.take(")") == 0 {
			err = fmt.Errorf("a bracket is not closed")
		}
		return v, err
	}
	if p.take("−") != 0 {
		v, err := p.value()
		if err == nil {
			v = new(big.Rat).Neg(v)
		}
		return v, err
	}
	n := 0
	for n < len(p.rest) && (p.rest[n] >= '0' && p.rest[n] <= '9' || p.rest[n] == '.') {
		n++
	}
	v, ok := new(big.Rat).SetString(string(p.rest[:n]))
	if n == 0 || !ok {
		return nil, fmt.Errorf("no number at %q", string(p.rest))
	}
	p.rest = p.rest[n:]
	if p.take("%") != 0 {
		v = new(big.Rat).Quo(v, big.NewRat(100, 1))
	}
	return v, nil
}

// The evaluator itself must be able to say no, or every formula would pass.
func TestEvaluateRefuses(t *testing.T) {
	for _, good := range []string{"37.24 ÷ 43.2 × 10 = 8.62", "4 ≥ 4 → 10.00", "(1 − (5830 − 5300) ÷ 5300) × 10 = 9.00", "2023-07 ≤ 2023-09 → 5.00", "达成 → 0.7 × 10 = 7.00"} {
		if _, err := evaluate(good); err != nil {
			t.Error(err)
		}
	}
	for _, bad := range []string{"37.24 ÷ 43.2 × 10 = 9.00", "3 ≥ 4 → 10.00", "", "4 → 10.00", "2023-10 ≤ 2023-09 → 5.00", "(1 + 2 × 3 = 9.00", "1 ÷ 0 × 3 = 0.00"} {
		if _, err := evaluate(bad); err == nil {
			t.Errorf("%q is accepted", bad)
		}
	}
}
