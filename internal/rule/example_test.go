package rule

import (
	"slices"
	"strings"
	"testing"

	"jixiao/internal/finding"
)

// run reads an example, which may be a batch of several forms, and returns what it yields.
func run(t testing.TB, example string) []finding.Finding {
	t.Helper()
	var items []Item
	var found []finding.Finding
	reference := &Reference{}
	for i, lines := range strings.Split(example, "----") {
		x := sound()
		if err := x.read(lines); err != nil {
			t.Fatal(err)
		}
		in := x.input(t)
		found = append(found, Form(&in)...)
		items = append(items, Item{Path: string(rune('甲' + i)), Department: "示例县人社局", Input: in})
		if len(x.reference.Roster) > 0 {
			reference = &x.reference
		}
	}
	for _, a := range Batch(items, reference) {
		found = append(found, a.Finding)
	}
	return found
}

func show(list []finding.Finding) string {
	var b strings.Builder
	for _, f := range list {
		b.WriteString("\n  " + f.Severity.String() + " " + f.Code + " " + f.Cell.String() + " " + f.Message)
	}
	return b.String()
}

// The examples of the manual are the fixtures: a bad one must yield its code with the severity
// of the list, a good one must yield nothing of any code. An example that stopped showing its
// fault would teach people the wrong thing.
func TestExamples(t *testing.T) {
	if got := run(t, "总分 等级=优"); len(got) > 0 {
		t.Fatalf("the sound form yields%s", show(got))
	}
	for i := range list {
		c := &list[i]
		t.Run(c.Code, func(t *testing.T) {
			doc, ok := Explain(c.Code)
			if !ok {
				t.Fatal("no text")
			}
			if c.need == evidence {
				return // never runs: listed as 未核对
			}
			if doc.Bad == "" || doc.Good == "" {
				t.Fatal("no examples")
			}
			bad := run(t, doc.Bad)
			at := slices.IndexFunc(bad, func(f finding.Finding) bool { return f.Code == c.Code })
			if at < 0 {
				t.Fatalf("the bad example yields%s", show(bad))
			}
			if f := bad[at]; f.Severity != c.Severity || f.Message == "" || f.Source == "" || f.Hint == "" {
				t.Errorf("incomplete finding %+v", f)
			}
			if good := run(t, doc.Good); len(good) > 0 {
				t.Errorf("the good example yields%s", show(good))
			}
		})
	}
}
