package form

import (
	"testing"

	"jixiao/internal/decimal"
)

// The unit decides what an amount is worth; one that is not known must not pass for 万元.
func TestWan(t *testing.T) {
	for _, c := range []struct {
		unit, want string
		ok         bool
	}{{"万元", "12345.6", true}, {"元", "1.23456", true}, {"千元", "1234.56", true}, {"亿元", "123456000", true}, {"", "", false}, {"美元", "", false}} {
		got, ok := Wan(decimal.MustParse("12345.6"), c.unit)
		if ok != c.ok || ok && !got.Equal(decimal.MustParse(c.want)) {
			t.Errorf("12345.6 %s is %s 万元 (%v)", c.unit, got, ok)
		}
	}
}
