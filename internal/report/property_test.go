package report

import (
	"encoding/xml"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"jixiao/internal/audit"
	"jixiao/internal/decimal"
	"jixiao/internal/form"
	"jixiao/internal/score"
)

// A total outside its projects' scores, or one that moves when all budgets grow alike, would be
// no mean; the printed one is rounded once.
func TestTotalIsAMean(t *testing.T) {
	rules := defaultRules()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "projects")
		in, wide, even := &Input{}, &Input{}, &Input{}
		low, high := decimal.FromInt(1000), decimal.FromInt(-1)
		for i := range n {
			points := decimal.New(rapid.Int64Range(0, 10000).Draw(t, "score"), -2)
			budget := rapid.Int64Range(1, 1_000_000).Draw(t, "budget")
			low, high = low.Min(points), high.Max(points)
			in.Projects = append(in.Projects, totalled(points, decimal.New(budget, -2), itoa(i)))
			wide.Projects = append(wide.Projects, totalled(points, decimal.New(budget, 1), itoa(i)))
			even.Projects = append(even.Projects, totalled(points, decimal.FromInt(7), itoa(i)))
		}
		f := compute(in, rules)
		got := f.total.score.Decimal
		if got.Less(low) || high.Less(got) {
			t.Fatalf("total %s outside %s–%s", got, low, high)
		}
		if other := compute(wide, rules).total.score; !other.Equal(got) {
			t.Fatalf("total %s becomes %s when budgets grow alike", got, other)
		}
		if e := compute(even, rules); !e.total.score.Equal(e.plain.Decimal) {
			t.Fatalf("equal budgets: weighted %s, plain %s", e.total.score, e.plain)
		}
	})
}

func totalled(points, budget decimal.Decimal, name string) Project {
	f := &form.Form{Level: form.LevelProject, Funds: form.Funds{MoneyUnit: "万元"}}
	f.Project.Name.Text = name
	s := &score.Sheet{Form: f, Funds: score.Funds{Budget: decimal.Some(budget), Executed: decimal.Some(budget)}, Total: score.Total{Sum: decimal.Some(points), Final: true}}
	return Project{Form: &audit.Form{Form: f, Score: s}, Path: name}
}

// Whatever a cell holds, what is printed of it must be valid XML, on one line, and not change
// when it passes through again.
func TestTextIsSafe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.OneOf(rapid.String(), rapid.StringMatching(`[一-龥,;:()!?%0-9a-z【待填:】 ]{0,40}`)).Draw(t, "text") + rapid.SampledFrom(hostile).Draw(t, "tail")
		text := official(clean(raw))
		if again := official(clean(text)); again != text {
			t.Fatalf("%q becomes %q", text, again)
		}
		if !utf8.ValidString(text) || strings.ContainsAny(text, "\n\r\t\x00") {
			t.Fatalf("%q is not one clean line", text)
		}
		if err := wellFormed([]byte("<a b=\"" + escape(raw) + "\">" + escape(raw) + "</a>")); err != nil {
			t.Fatalf("%q: %v", raw, err)
		}
		var back string
		if err := xml.Unmarshal([]byte("<a>"+escape(text)+"</a>"), &back); err != nil || back != text {
			t.Fatalf("%q comes back as %q, %v", text, back, err)
		}
	})
}
