package decimal

import (
	"errors"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	for in, want := range map[string]string{
		"0": "0", "8.62": "8.62", "-3": "-3", "+5": "5", "007.50": "7.50", "1.5E-3": "0.0015", "3E2": "300", ".5": "0.5", "0E5": "0",
		"0.30000000000000004": "0.30000000000000004",
	} {
		got, err := Parse(in)
		if err != nil || got.String() != want {
			t.Errorf("Parse(%q) = %s, %v; want %s", in, got, err, want)
		}
	}
	for _, in := range []string{"", "-", ".", "1.2.3", "NaN", "Inf", "1e", "1e+-3", "0x10", "1_000", "1,000", "一", "1 ", "--1"} {
		if got, err := Parse(in); !errors.Is(err, ErrSyntax) {
			t.Errorf("Parse(%q) = %s, %v; want ErrSyntax", in, got, err)
		}
	}
	for _, in := range []string{strings.Repeat("9", 31), "1E999", "1E-1000", "0." + strings.Repeat("0", 200) + "1"} {
		if got, err := Parse(in); !errors.Is(err, ErrRange) {
			t.Errorf("Parse(%q) = %s, %v; want ErrRange", in, got, err)
		}
	}
}

// The rounding that decides grades: half up, once, from the exact value.
func TestRatioRound(t *testing.T) {
	for _, c := range []struct{ num, den, want string }{
		{"372.4", "43.2", "8.62"}, {"20", "3", "6.67"}, {"21.375", "1", "21.38"}, {"1", "3", "0.33"},
		{"-21.375", "1", "-21.38"}, {"0", "7", "0.00"}, {"89.995", "1", "90.00"}, {"0.004999999999999999999", "1", "0.00"},
	} {
		r, _ := NewRatio(MustParse(c.num), MustParse(c.den))
		if got := r.Round(2).String(); got != c.want {
			t.Errorf("%s/%s rounds to %s, want %s", c.num, c.den, got, c.want)
		}
	}
	if _, ok := NewRatio(FromInt(1), FromInt(0)); ok {
		t.Error("a ratio with denominator 0 was made")
	}
}

// Arithmetic must agree with rational arithmetic for every number a form can hold.
func TestExactAgainstRationals(t *testing.T) {
	num := rapid.Custom(func(t *rapid.T) Decimal {
		return New(rapid.Int64Range(-1e15, 1e15).Draw(t, "coeff"), rapid.Int32Range(-6, 3).Draw(t, "exp"))
	})
	rat := func(d Decimal) *big.Rat { r, _ := new(big.Rat).SetString(d.String()); return r }
	rapid.Check(t, func(t *rapid.T) {
		a, b := num.Draw(t, "a"), num.Draw(t, "b")
		if got, want := rat(a.Add(b)), new(big.Rat).Add(rat(a), rat(b)); got.Cmp(want) != 0 {
			t.Fatalf("%s + %s = %s", a, b, got)
		}
		if got, want := rat(a.Mul(b)), new(big.Rat).Mul(rat(a), rat(b)); got.Cmp(want) != 0 {
			t.Fatalf("%s × %s = %s", a, b, got)
		}
		r, ok := NewRatio(a, b)
		if !ok {
			return
		}
		exact := new(big.Rat).Quo(rat(a), rat(b))
		got := rat(r.Round(2))
		diff := new(big.Rat).Sub(got, exact)
		if diff.Abs(diff).Cmp(big.NewRat(5, 1000)) > 0 {
			t.Fatalf("%s / %s rounds to %s, exactly %s", a, b, got, exact)
		}
		if d, ok := r.Exact(); ok && rat(d).Cmp(exact) != 0 {
			t.Fatalf("%s / %s is said to be exactly %s", a, b, d)
		}
	})
}

func TestPlainPlaces(t *testing.T) {
	for in, want := range map[string]string{"9.50": "9.5", "100": "100", "3E2": "300", "0.00": "0", "10.0": "10"} {
		if got := MustParse(in).Plain().String(); got != want {
			t.Errorf("%s in plain is %s, want %s", in, got, want)
		}
	}
	if p := MustParse("9.50").Places(); p != 2 {
		t.Errorf("9.50 has %d places", p)
	}
}
