package rule

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"jixiao/internal/cellref"
	"jixiao/internal/finding"
	"jixiao/internal/form"
	"jixiao/internal/ruleset"
	"jixiao/internal/score"
)

// nasty are texts that forms hold when nobody expects them.
var nasty = []string{
	"", " ", "/", "—", "0", "-1", "100%", "0.95", "1E-3", "999999999999999999999999999999", "≥", "≤90%", "=≥", "290%", "已完成", "无", "#REF!", "2022.13", "12月底前",
	"扣%", "扣扣60%", "无佐证,扣", "万元", "3万元元", "一、", "(", "((≥**", "(≥**人)", "**", "10分", "十", "１０", strings.Repeat("很长", 500), "\x00", "a=b=c", "优", "良好",
}

// mutate writes a nasty text into some cells of a sound form.
func mutate(t *rapid.T) *fixture {
	x := sound()
	f := x.form
	f.Level = rapid.SampledFrom([]form.Level{form.LevelProject, form.LevelDepartment, form.LevelTransfer, ""}).Draw(t, "level")
	x.rules = rapid.SampledFrom(ruleset.Names()).Draw(t, "rules")
	for _, r := range []form.Role{form.ReviewScore, form.Remark, form.Factor, form.Evidence, form.Points, form.Reason} {
		f.Has[r] = rapid.Bool().Draw(t, "has "+string(r))
	}
	f.Funds.MoneyUnit = rapid.SampledFrom([]string{"", "元", "万元", "亿元", "両"}).Draw(t, "unit")
	cells := []*form.Value{&f.Project.Name, &f.Project.Unit, &f.Goals[0].Expected, &f.Goals[0].Actual, &f.Total.Score, &f.Total.Grade}
	fund := &f.Funds.Rows[0]
	cells = append(cells, &fund.Initial, &fund.Budget, &fund.Executed, &fund.Rate, &fund.Points, &fund.Score, &fund.Reason)
	for i := range f.Indicators {
		r := &f.Indicators[i]
		r.ScoreShared = rapid.IntRange(0, 9).Draw(t, "shared") == 0
		r.SubRow = rapid.IntRange(0, 9).Draw(t, "sub") == 0
		cells = append(cells, &r.Level3, &r.Direction, &r.Unit, &r.Target, &r.Actual, &r.Points, &r.Score, &r.Reason, &r.Remark, &r.ReviewScore, &r.Factor, &r.Evidence)
	}
	for n := rapid.IntRange(0, 40).Draw(t, "changes"); n > 0; n-- {
		v := cells[rapid.IntRange(0, len(cells)-1).Draw(t, "cell")]
		text := rapid.SampledFrom(nasty).Draw(t, "text")
		v.Text, v.Error = text, ""
		if strings.HasPrefix(text, "#") {
			v.Text, v.Error = "", text
		}
		if v.Cell.IsZero() && rapid.Bool().Draw(t, "placed") {
			v.Cell = cellref.Ref{Row: 50, Col: 3}
		}
	}
	for i := range f.Indicators {
		f.Indicators[i].Name = f.Indicators[i].Level3.Text
	}
	f.Indicators = f.Indicators[:rapid.IntRange(0, len(f.Indicators)).Draw(t, "rows")]
	return x
}

// Whatever a form holds, the checks end, say the same twice, and every finding is one that can
// be explained and found again.
func TestAnyForm(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		x := mutate(rt)
		in := x.input(t)
		found := Form(&in)
		if again := Form(&in); !reflect.DeepEqual(found, again) {
			rt.Fatalf("two runs differ:%s\nand%s", show(found), show(again))
		}
		if i := silentRow(in.Score, found); i >= 0 {
			rt.Fatalf("row %d is left to a person without a word (%s): %+v%s", in.Form.Indicators[i].Row, in.Score.Rows[i].Why, in.Score.Rows[i], show(found))
		}
		items := []Item{{Path: "甲.xlsx", Department: "示例局", Input: in}, {Path: "乙.xlsx", Department: "示例局", Input: in}}
		for _, a := range Batch(items, &Reference{Roster: []Expected{{"示例局", "丙"}}}) {
			found = append(found, a.Finding)
		}
		for _, f := range found {
			if _, ok := Explain(f.Code); !ok || f.Message == "" || f.Source == "" || f.Severity == 0 || f.Cell.IsZero() && f.Sheet == "" && f.Code != "L-XF-01" && f.Code != "L-SCR-10" {
				rt.Fatalf("finding without what people need: %+v", f)
			}
			if strings.Contains(f.Message, "%!") || strings.Contains(f.Hint, "%!") {
				rt.Fatalf("broken text: %+v", f)
			}
		}
	})
}

// silentRow returns a row that only a person can decide and that no finding names, -1 if none.
func silentRow(s *score.Sheet, found []finding.Finding) int {
	for i := range s.Rows {
		r := &s.Rows[i]
		named := slices.ContainsFunc(found, func(f finding.Finding) bool {
			here := f.Cell.Row == r.Indicator.Row && (handOver[f.Code] || f.Code == "S-MANUAL-01")
			return here || r.PointsTyped && f.Code == "L-IND-25"
		})
		if r.Decision == score.Manual && !named {
			return i
		}
	}
	return -1
}

// Callers may have less than a whole input: the checks then say less, and never fall over.
func TestIncompleteInput(t *testing.T) {
	for name, in := range map[string]*Input{
		"nothing":      nil,
		"no form":      {},
		"empty form":   {Form: &form.Form{}},
		"no score":     {Form: sound().form},
		"short score":  {Form: sound().form, Score: &score.Sheet{Rows: make([]score.Row, 2)}},
		"foreign rows": {Form: sound().form, Score: &score.Sheet{Rows: []score.Row{{Parent: 99}, {Parent: -7}}}},
	} {
		for _, f := range Form(in) {
			if f.Code == "" {
				t.Errorf("%s: finding without code", name)
			}
		}
	}
	if got := Batch([]Item{{}, {Path: "a"}}, nil); len(got) > 0 {
		t.Errorf("a batch of nothing yields %v", got)
	}
}

// The list is the contract of waivers, manual and JSON: a code must be unique, well formed, have
// its text, and either run or say what it lacks.
func TestList(t *testing.T) {
	all, err := texts()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, c := range list {
		if seen[c.Code] || c.Title == "" || c.Source == "" || c.Severity < finding.Info || c.Severity > finding.Error {
			t.Errorf("check %+v is double or incomplete", c)
		}
		seen[c.Code] = true
		if _, ok := all[c.Code]; !ok {
			t.Errorf("%s has no text", c.Code)
		}
		batched := false
		for _, b := range batchList {
			batched = batched || b.code == c.Code
		}
		if c.run == nil && !batched && c.need == nothing {
			t.Errorf("%s never runs and does not say why", c.Code)
		}
	}
	for code, x := range all {
		_, ok := Explain(code)
		if foreign := x.Title != "" && x.Source != "" && x.Bad == ""; !ok || seen[code] == foreign {
			t.Errorf("the text of %s belongs to no check and has no title of its own, or has one beside its check", code)
		}
	}
	if got := Codes(); len(got) != len(all) {
		t.Errorf("%d codes for %d texts", len(got), len(all))
	}
	for _, b := range batchList {
		if !seen[b.code] {
			t.Errorf("batch check %s is not in the list", b.code)
		}
	}
}
