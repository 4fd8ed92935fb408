package score

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"jixiao/internal/decimal"
	"jixiao/internal/form"
	"jixiao/internal/quantity"
	"jixiao/internal/ruleset"
)

func drawNumber(t *rapid.T, label string) decimal.Decimal {
	return decimal.New(rapid.Int64Range(0, 200_000).Draw(t, label), rapid.Int32Range(-3, 1).Draw(t, label+" scale"))
}

func drawRules(t *rapid.T) *ruleset.RuleSet {
	rs, err := ruleset.Builtin(rapid.SampledFrom(ruleset.Names()).Draw(t, "rules"))
	if err != nil {
		t.Fatal(err)
	}
	return rs
}

// Doing more must never cost points on a target that asks for at least something, unless the
// rule set itself punishes an excess.
func TestMoreNeverLowers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rs, target, points := *drawRules(t), drawNumber(t, "target"), drawNumber(t, "points")
		rs.Over.Action = ruleset.Flag
		a, b := drawNumber(t, "less"), drawNumber(t, "more")
		if b.Less(a) {
			a, b = b, a
		}
		satisfied := rapid.Bool().Draw(t, "satisfaction")
		score := func(x decimal.Decimal) Row {
			return Indicator(Case{Target: quantity.Target{Kind: quantity.AtLeast}, Compared: compared(quantity.AtLeast, x, target, "%"), Points: decimal.Some(points), Satisfaction: satisfied}, &rs)
		}
		less, more := score(a), score(b)
		if less.Decision == Computed && (more.Decision != Computed || more.Score.Less(less.Score.Decimal)) {
			t.Fatalf("%s earns %s, but %s earns %s", a, less.Score, b, more.Score)
		}
	})
}

// Whatever the numbers, a score lies within 0 and the points, and its formula comes to it.
func TestScoreWithinPoints(t *testing.T) {
	kinds := []quantity.Kind{quantity.AtLeast, quantity.AtMost, quantity.Equal, quantity.Interval}
	rapid.Check(t, func(t *rapid.T) {
		rs, kind := drawRules(t), rapid.SampledFrom(kinds).Draw(t, "kind")
		a, target, points := drawNumber(t, "actual"), drawNumber(t, "target"), drawNumber(t, "points")
		if rapid.Bool().Draw(t, "negative") {
			a = a.Neg()
		}
		c := Case{Target: quantity.Target{Kind: kind}, Compared: compared(kind, a, target, ""), Points: decimal.Some(points), Satisfaction: rapid.Bool().Draw(t, "satisfaction")}
		if kind == quantity.Interval {
			c.Target.Low.Number, c.Target.High.Number = target, target.Add(drawNumber(t, "width"))
			c.Compared = within(a, target, c.Target.High.Number)
		}
		checkRow(t, Indicator(c, rs), rs)
	})
}

func checkRow(t *rapid.T, r Row, rs *ruleset.RuleSet) {
	switch r.Decision {
	case Computed, Accepted:
		if r.Score.Sign() < 0 || rs.Round(decimal.Whole(r.Points.Decimal)).Less(r.Score.Decimal) {
			t.Fatalf("score %s of %s points: %s", r.Score, r.Points, r.Formula)
		}
		if got, err := evaluate(r.Formula); err != nil || !got.Equal(r.Score.Decimal) {
			t.Fatalf("%q against %s: %v", r.Formula, r.Score, err)
		}
		if !rs.Round(r.Exact).Equal(r.Score.Decimal) && r.Rule != ruleSum {
			t.Fatalf("exact %s ÷ %s is not %s", r.Exact.Num, r.Exact.Den, r.Score)
		}
	case Manual, NoScore:
		if r.Score.Valid || r.Why == "" {
			t.Fatalf("%s row with score %s, why %q", r.Decision, r.Score, r.Why)
		}
	default:
		t.Fatalf("row without a decision: %+v", r)
	}
	if r.Suggested.Valid {
		if got, err := evaluate(r.Formula); err != nil || !got.Equal(r.Suggested.Decimal) {
			t.Fatalf("%q against suggestion %s: %v", r.Formula, r.Suggested, err)
		}
	}
}

var (
	someTargets = []string{"≥4", "≥90%", "≤100", "=8", "12", "提高", "", "/", "0", "≤0"}
	someActuals = []string{"4", "3", "95%", "120", "0", "达成", "部分达成", "未达成", "已开展", "", "/", "-2"}
	somePoints  = []string{"10", "5", "7.5", "20", "", "/", "0", "—", "x"}
	someSelf    = []string{"10", "8", "4.5", "", "IO", "/", "3.55"}
	someNames   = []string{"培训场次", "服务满意度", "一、培训", "1、场次", "2、人次", "预算执行率", "", "……"}
)

func drawForm(t *rapid.T) *form.Form {
	pick := func(list []string, label string) form.Value { return at(rapid.SampledFrom(list).Draw(t, label)) }
	f := sheetOf()
	f.Level = rapid.SampledFrom([]form.Level{form.LevelProject, form.LevelDepartment}).Draw(t, "level")
	money := []string{"0", "100", "37.24", "", "x", "-5", "12万元"}
	for i := range rapid.IntRange(0, 3).Draw(t, "funds") {
		f.Funds.Rows = append(f.Funds.Rows, form.Fund{Total: i == 2, Label: pick([]string{"其中:财政拨款", "其他资金"}, "label"),
			Budget: pick(money, "budget"), Executed: pick(money, "executed"), Points: pick(somePoints, "fund points"), Score: pick(someSelf, "fund score")})
	}
	if rapid.Bool().Draw(t, "no total row") {
		f.Funds.Rows = f.Funds.Rows[1:]
	}
	for range rapid.IntRange(0, 9).Draw(t, "rows") {
		ind := line("")
		ind.Name = rapid.SampledFrom(someNames).Draw(t, "name")
		ind.Level3 = at(ind.Name)
		ind.Target, ind.Actual = pick(someTargets, "target"), pick(someActuals, "actual")
		ind.Points, ind.Score = pick(somePoints, "points"), pick(someSelf, "self")
		ind.PointsShared, ind.ScoreShared = rapid.IntRange(0, 5).Draw(t, "merged") == 0, rapid.IntRange(0, 5).Draw(t, "score merged") == 0
		ind.SubRow = rapid.IntRange(0, 5).Draw(t, "sub") == 0
		f.Indicators = append(f.Indicators, ind)
	}
	return f
}

// Any form gives a sheet whose rows explain themselves and whose total is the sum of its parts
// to the cent, with every row counted once or said why not.
func TestTotalIsSumOfParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rs, f := drawRules(t), drawForm(t)
		s := Form(f, rs, plainReader{})
		sum, exact, manual := s.Funds.Score.Decimal, s.Funds.exact(rs), 0
		if s.Funds.Decision == Manual {
			sum, exact, manual = s.Funds.Self.Decimal, decimal.Whole(s.Funds.Self.Decimal), 1
		}
		for i, r := range s.Rows {
			checkRow(t, r, rs)
			if r.Parent >= i {
				t.Fatalf("row %d is counted in row %d", i, r.Parent)
			}
			switch {
			case r.Parent >= 0:
			case r.Decision == Manual:
				manual++
				sum, exact = sum.Add(r.Self.Decimal), exact.Add(decimal.Whole(r.Self.Decimal))
			case r.Score.Valid:
				sum, exact = sum.Add(r.Score.Decimal), exact.Add(r.Exact)
			}
		}
		if !s.Total.Sum.Valid {
			return
		}
		if s.Total.Formula == "" && !s.Total.Sum.Equal(sum) || s.Total.Manual != manual || s.Total.Final && manual > 0 || s.Total.Grade == "" {
			t.Fatalf("total %+v, parts add to %s, %d manual", s.Total, sum, manual)
		}
		if s.Total.Formula != "" {
			if got, err := evaluate(s.Total.Formula); err != nil || !got.Equal(s.Total.Sum.Decimal) {
				t.Fatalf("%q: %v", s.Total.Formula, err)
			}
		}
	})
}

// The order of rows that stand alone changes no score and no total.
func TestOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rs, f := drawRules(t), drawForm(t)
		f.Indicators = slices.DeleteFunc(f.Indicators, func(i form.Indicator) bool {
			return i.PointsShared || i.ScoreShared || strings.Contains(i.Name, "、") || i.Target.Text == "" || i.Target.Text == "/" || i.Points.Text == ""
		})
		for i := range f.Indicators {
			f.Indicators[i].Row = i
		}
		before := Form(f, rs, plainReader{})
		g := *f
		g.Indicators = rapid.Permutation(f.Indicators).Draw(t, "order")
		after := Form(&g, rs, plainReader{})
		for _, r := range after.Rows {
			if o := before.Rows[r.Indicator.Row]; shown(o) != shown(r) || o.Why != r.Why {
				t.Fatalf("%s became %s", shown(o), shown(r))
			}
		}
		if x, y := fmt.Sprint(before.Total), fmt.Sprint(after.Total); x != y {
			t.Fatalf("total %s became %s", x, y)
		}
	})
}

// Broken and extreme cells must come out as a decision, never as a panic.
func FuzzForm(f *testing.F) {
	f.Add("≥4次", "4次", "10", "10", "23", "22.5")
	f.Add("", "", "", "", "", "")
	f.Add("≥999999999999999999999999999999", "0.000000000000000000000000000001", "1E+99", "-1E-99", "1E+99", "1E-99")
	f.Add("=-3", "-4", "-10", "9999", "-1", "0")
	f.Fuzz(func(t *testing.T, target, actual, points, self, budget, executed string) {
		fm := &form.Form{Funds: form.Funds{MoneyUnit: "万元", HeadingPoints: points, Rows: []form.Fund{
			{Total: true, Budget: at(budget), Executed: at(executed), Points: at(points), Score: at(self)}, {Budget: at(executed), Executed: at(budget)}}}}
		one := line("")
		one.Name, one.Level3 = target, at(actual)
		one.Target, one.Actual, one.Points, one.Score = at(target), at(actual), at(points), at(self)
		two := one
		two.PointsShared = true
		fm.Indicators = []form.Indicator{one, two, line("组|||" + points), one}
		fm.Sections = []form.Section{{Level: 2, Points: points, Rows: []int{0, 7, -1}}}
		for _, id := range []string{"hebei", "hubei", "central-2021-101", "sichuan-dept-target"} {
			for _, r := range Form(fm, preset(t, id), plainReader{}).Rows {
				if r.Decision == "" || (r.Decision == Manual || r.Decision == NoScore) && r.Why == "" {
					t.Fatalf("row without a decision or a reason: %+v", r)
				}
			}
		}
	})
}

// What scoring costs beside reading: a form of twelve rows.
func BenchmarkForm(b *testing.B) {
	var lines []string
	for i := range 12 {
		lines = append(lines, []string{"培训场次|≥4次|4次|8|8", "面积|≥20|15|8|8", "成本|≤100|120|7|7", "效果|提高|达成|7|7"}[i%4])
	}
	f, rs := sheetOf(lines...), preset(b, "hebei")
	b.ReportAllocs()
	for b.Loop() {
		Form(f, rs, plainReader{})
	}
}
