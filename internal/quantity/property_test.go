package quantity_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"jixiao/internal/decimal"
	"jixiao/internal/quantity"
)

var anyNumber = rapid.Custom(func(t *rapid.T) decimal.Decimal {
	return decimal.New(rapid.Int64Range(0, 1e9).Draw(t, "digits"), -rapid.Int32Range(0, 4).Draw(t, "places"))
})

// units that measure the same thing; the first of each pair converts into the second.
var convertible = [][2]string{
	{"万元", "元"}, {"亿元", "万元"}, {"公里", "米"}, {"米", "厘米"}, {"公顷", "亩"}, {"万亩", "亩"}, {"平方公里", "公顷"}, {"万平方米", "平方米"}, {"吨", "公斤"}, {"%", "‰"},
	{"小时", "分钟"}, {"年", "个月"}, {"TB", "GB"}, {"万人", "人"}, {"万元", "千元"}, {"亩", "平方米"}, {"斤", "公斤"}, {"元/年", "元/月"}, {"次/年", "次/季度"},
}

// What Understood prints reads back as the same number and unit, for every unit of the lists.
func TestPrintedAmountsReadBack(t *testing.T) {
	l := language(t)
	var names []string
	w := loadWords(t)
	for _, u := range w.Units {
		names = append(names, u.Name)
		if u.Scale {
			names = append(names, "万"+u.Name, "亿"+u.Name)
		}
	}
	names = append(append(names, w.Counts...), w.MoreCounts...)
	rapid.Check(t, func(t *rapid.T) {
		want := quantity.Target{
			Kind:  rapid.SampledFrom([]quantity.Kind{quantity.AtLeast, quantity.AtMost, quantity.Equal}).Draw(t, "kind"),
			Value: quantity.Amount{Number: anyNumber.Draw(t, "number"), Unit: quantity.Normalize(rapid.SampledFrom(names).Draw(t, "unit"))},
		}
		got := l.Target(quantity.Text{Text: want.Understood()}, quantity.Context{})
		if got.Kind != want.Kind || !got.Value.Number.Equal(want.Value.Number) || got.Value.Unit != want.Value.Unit {
			t.Fatalf("%q reads back as %q", want.Understood(), got.Understood())
		}
	})
}

// Chinese numerals mean what the Arabic number means.
func TestChineseNumerals(t *testing.T) {
	l := language(t)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(1, 99_999_999).Draw(t, "n")
		got := l.Target(quantity.Text{Text: "不少于" + quantity.Spell(n) + "次"}, quantity.Context{})
		if !got.Value.Number.Equal(decimal.FromInt(n)) || got.Value.Unit != "次" {
			t.Fatalf("%d is spelled %s and read as %s", n, quantity.Spell(n), got.Understood())
		}
	})
}

// Writing a side in another unit must not change the answer: nobody's score may depend on whether
// a form is in 元 or 万元.
func TestUnitChangeKeepsTheAnswer(t *testing.T) { rapid.Check(t, unitChange(language(t))) }

// FuzzUnitChange looks for units and numbers that the property test has not drawn.
func FuzzUnitChange(f *testing.F) { f.Fuzz(rapid.MakeFuzz(unitChange(language(f)))) }

func unitChange(l *quantity.Language) func(*rapid.T) {
	return func(t *rapid.T) {
		u := rapid.SampledFrom(convertible).Draw(t, "unit")
		sign := rapid.SampledFrom([]string{"≥", "≤", "="}).Draw(t, "sign")
		a, b := anyNumber.Draw(t, "target"), anyNumber.Draw(t, "actual")
		ctx := quantity.Context{}
		compare := func(target, actual string) quantity.Comparison {
			tg := l.Target(quantity.Text{Text: target}, ctx)
			return l.Compare(tg, l.Value(quantity.Text{Text: actual}, tg, ctx), ctx)
		}
		cross := compare(fmt.Sprint(sign, a, u[0]), fmt.Sprint(b, u[1]))
		back := compare(fmt.Sprint(sign, b, u[1]), fmt.Sprint(a, u[0]))
		if cross.Met == quantity.Unknown || back.Met == quantity.Unknown {
			if cross.Reason == quantity.ReasonDimension || back.Reason == quantity.ReasonDimension {
				t.Fatalf("%v are taken for different dimensions", u)
			}
			return
		}
		// a ≥ b one way is b ≤ a the other way, whatever the units.
		if x, y := cross.Actual.Cmp(cross.Target), back.Actual.Cmp(back.Target); x != -y {
			t.Fatalf("%s %s against %s %s: %d, turned round %d", a, u[0], b, u[1], x, y)
		}
	}
}

// More is never less complete: completion of an at_least target grows with the actual, that of an
// at_most target falls.
func TestCompletionIsMonotonic(t *testing.T) { rapid.Check(t, monotonic(language(t))) }

// FuzzCompletion looks for numbers that the property test has not drawn.
func FuzzCompletion(f *testing.F) { f.Fuzz(rapid.MakeFuzz(monotonic(language(f)))) }

func monotonic(l *quantity.Language) func(*rapid.T) {
	return func(t *rapid.T) {
		target := anyNumber.Draw(t, "target")
		a, b := anyNumber.Draw(t, "a"), anyNumber.Draw(t, "b")
		lo, hi := a.Min(b), a.Max(b)
		for _, sign := range []string{"≥", "≤"} {
			tg := l.Target(quantity.Text{Text: sign + target.String() + "个"}, quantity.Context{})
			of := func(n decimal.Decimal) decimal.Ratio {
				c := l.Compare(tg, l.Value(quantity.Text{Text: n.String() + "个"}, tg, quantity.Context{}), quantity.Context{})
				if !c.HasCompletion {
					t.Fatalf("%s%s / %s has no completion: %s", sign, target, n, c.Reason)
				}
				return c.Completion
			}
			order := of(lo).Cmp(of(hi))
			if sign == "≥" && order > 0 || sign == "≤" && order < 0 {
				t.Fatalf("%s%s: %s is %v complete, %s is %v", sign, target, lo, of(lo), hi, of(hi))
			}
		}
	}
}

// Any language reads from several goroutines at once; the race detector watches.
func TestConcurrentUse(t *testing.T) {
	l := language(t)
	done := make(chan string)
	for range 4 {
		go func() {
			last := ""
			for _, s := range seeds {
				tg := l.Target(quantity.Text{Text: s}, quantity.Context{Year: 2022})
				last += tg.Understood() + string(l.Compare(tg, l.Value(quantity.Text{Text: s}, tg, quantity.Context{}), quantity.Context{}).Met)
			}
			done <- last
		}()
	}
	first := <-done
	for range 3 {
		if other := <-done; other != first {
			t.Errorf("two readers differ:\n%s\n%s", first, other)
		}
	}
}
