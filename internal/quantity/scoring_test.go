package quantity_test

import (
	"testing"

	"jixiao/internal/decimal"
	"jixiao/internal/quantity"
)

// The worked examples of the scoring reference that one indicator decides by itself: met and the
// completion that the default formulas multiply with the points. A wrong one is a wrong score.
func TestScoringExamples(t *testing.T) {
	l := language(t)
	for _, c := range []struct {
		id, target, actual, unit, name, points, score string
		met                                           quantity.Met
	}{
		{"F01", "≥100", "100", "次", "", "10", "10.00", quantity.Yes},
		{"F02", "≥100", "97", "次", "", "10", "9.70", quantity.No},
		{"F03", "≥3", "2", "次", "", "10", "6.67", quantity.No},
		{"F04", "≥95", "88.75", "%", "", "10", "9.34", quantity.No},
		{"F05", "≥95", "66.67", "%", "", "10", "7.02", quantity.No},
		{"F06", "≥95", "50", "%", "", "10", "5.26", quantity.No},
		{"F07", "≥0", "0", "起", "", "5", "5.00", quantity.Yes},
		{"F08", "≥10", "-2", "%", "", "8", "0.00", quantity.No},
		{"F10", "≥8", "0", "个", "", "15", "0.00", quantity.No},
		{"I01", "≤90", "90", "万元", "", "8", "8.00", quantity.Yes},
		{"I02", "≤100", "120", "万元", "", "10", "8.00", quantity.No},
		{"I04", "≤100", "200", "万元", "", "10", "0.00", quantity.No},
		{"I06", "≤160", "386", "万元", "", "15", "0.00", quantity.No},
		{"I08", "≤3", "5", "天", "", "10", "3.33", quantity.No},
		{"I09", "≤5", "0", "%", "", "22.5", "22.50", quantity.Yes},
		{"I10", "≤0", "0", "起", "", "10", "10.00", quantity.Yes},
		{"I11", "≤0", "1", "起", "", "10", "0.00", quantity.No},
		{"I13", "≤10", "10.5", "次", "", "22.5", "21.38", quantity.No},
		{"Q01", "=100", "100", "%", "", "22.5", "22.50", quantity.Yes},
		{"Q02", "=100", "98.5", "%", "", "22.5", "22.16", quantity.No},
		{"Q04", "=0", "0", "起", "", "10", "10.00", quantity.Yes},
		{"Q05", "=0", "2", "起", "", "10", "0.00", quantity.No},
		{"M02", "≥95", "80", "%", "满意度", "10", "8.42", quantity.No},
		{"D12", "=100", "72.74", "%", "政府采购执行率", "2", "1.45", quantity.No},
		{"D15", "≥100", "92", "%", "固定资产利用率", "2", "1.84", quantity.No},
		{"D16", "≤9", "12", "%", "结转结余率", "20", "13.33", quantity.No},
	} {
		ctx := quantity.Context{Unit: c.unit, Name: c.name}
		target := l.Target(quantity.Text{Text: c.target}, ctx)
		got := l.Compare(target, l.Value(quantity.Text{Text: c.actual}, target, ctx), ctx)
		score := got.Completion.Min(decimal.One()).Mul(decimal.MustParse(c.points)).Round(2).String()
		if got.Met != c.met || !got.HasCompletion || score != c.score {
			t.Errorf("%s: %s / %s gives %s, %s points (%s), want %s, %s", c.id, c.target, c.actual, got.Met, score, got.Reason, c.met, c.score)
		}
	}
}

// Interval and date examples carry no completion; they give the bound or the days instead.
func TestIntervalAndDateExamples(t *testing.T) {
	l := language(t)
	compare := func(target, actual string, year int) quantity.Comparison {
		ctx := quantity.Context{Level2: "时效指标", Name: "完成时间", Unit: map[bool]string{true: "%"}[year == 0], Year: year}
		tg := l.Target(quantity.Text{Text: target}, ctx)
		return l.Compare(tg, l.Value(quantity.Text{Text: actual}, tg, ctx), ctx)
	}
	for _, c := range []struct {
		actual, bound string
		met           quantity.Met
	}{{"85", "90", quantity.Yes}, {"72", "80", quantity.No}, {"99", "90", quantity.No}} {
		if got := compare("80-90", c.actual, 0); got.Met != c.met || got.Target.String() != c.bound || got.HasCompletion {
			t.Errorf("80-90 / %s: %s against %s", c.actual, got.Met, got.Target)
		}
	}
	for _, c := range []struct {
		target, actual string
		year           int
		met            quantity.Met
		due, done      int
	}{
		{"2023-09-30", "2023-07-31", 2023, quantity.Yes, 0, 0},
		{"2023-09-30", "2023-10-31", 2023, quantity.No, 273, 304},
		{"2025-12-31", "2026-01-16", 2025, quantity.No, 365, 381},
		{"9月前", "10月", 2023, quantity.No, 273, 304},
	} {
		got := compare(c.target, c.actual, c.year)
		if got.Met != c.met || got.DaysTarget != c.due || got.DaysActual != c.done || (got.Reason == quantity.ReasonLate) != (c.due > 0) {
			t.Errorf("%s / %s: %s, %d of %d days, %s", c.target, c.actual, got.Met, got.DaysTarget, got.DaysActual, got.Reason)
		}
	}
}

// A missing side is never silently full marks (examples X01, X02).
func TestMissingSides(t *testing.T) {
	l := language(t)
	for _, c := range []struct {
		target, actual string
		want           quantity.Reason
	}{
		{"≥100", "", quantity.ReasonBlankActual}, {"≥100", "/", quantity.ReasonBlankActual}, {"≥100", "-年-月-日", quantity.ReasonBlankActual},
		{"", "50", quantity.ReasonBlankTarget}, {"——", "50", quantity.ReasonBlankTarget}, {"", "", quantity.ReasonBlankTarget},
	} {
		tg := l.Target(quantity.Text{Text: c.target}, quantity.Context{})
		got := l.Compare(tg, l.Value(quantity.Text{Text: c.actual}, tg, quantity.Context{}), quantity.Context{})
		if got.Met != quantity.Unknown || got.Reason != c.want {
			t.Errorf("%q / %q: %s, %s", c.target, c.actual, got.Met, got.Reason)
		}
	}
}
