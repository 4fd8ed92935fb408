package quantity_test

import (
	"encoding/csv"
	"os"
	"strconv"
	"testing"

	"jixiao/internal/quantity"
	"jixiao/templates"
)

func language(t testing.TB) *quantity.Language {
	t.Helper()
	l, err := quantity.Load(templates.FS, "words")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func loadWords(t testing.TB) quantity.Words {
	t.Helper()
	w, err := quantity.LoadWords(templates.FS, "words")
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// readTable reads a CSV file with a heading row.
func readTable(t testing.TB, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) < 100 {
		t.Fatalf("%s has only %d rows", path, len(rows))
	}
	var out []map[string]string
	for _, r := range rows[1:] {
		m := map[string]string{}
		for i, h := range rows[0] {
			m[h] = r[i]
		}
		out = append(out, m)
	}
	return out
}

func cell(text, as string) quantity.Text {
	return quantity.Text{Text: text, Number: as != "", Percent: as == "percent", Date: as == "date"}
}

func readPair(l *quantity.Language, r map[string]string) (quantity.Target, quantity.Value, quantity.Comparison) {
	year, _ := strconv.Atoi(r["year"])
	ctx := quantity.Context{Name: r["name"], Level1: r["level1"], Level2: r["level2"], Direction: r["direction"], Unit: r["unit"], Year: year}
	ctx.Actual = cell(r["actual"], r["actual_as"])
	t := l.Target(cell(r["target"], r["target_as"]), ctx)
	v := l.Value(ctx.Actual, t, ctx)
	return t, v, l.Compare(t, v, ctx)
}

// Rows of forms that departments published, with careful labels: the reading must agree in kind,
// met and completion, or a wrong score is printed with confidence.
func TestPublishedPairs(t *testing.T) {
	l := language(t)
	for i, r := range readTable(t, "testdata/pairs.csv") {
		if r["sure"] == "low" {
			continue
		}
		target, v, c := readPair(l, r)
		done := ""
		if c.HasCompletion {
			done = c.Completion.Round(4).String()
		}
		if string(target.Kind) != r["kind"] || string(c.Met) != r["met"] || done != r["completion"] {
			t.Errorf("row %d %s [%s] %q / %q: %s %s %s %q (%s%s), want %s %s %s (%s)", i+2, r["name"], r["level2"], r["target"], r["actual"],
				target.Kind, c.Met, done, target.Understood(), c.Reason, v.Problem, r["kind"], r["met"], r["completion"], r["value"])
		}
	}
}

// A second set in the words of forms of all provinces, labelled before the reader saw it: it keeps
// the reader from fitting the first.
func TestSecondSet(t *testing.T) {
	l := language(t)
	for i, r := range readTable(t, "testdata/second.csv") {
		target, v, c := readPair(l, r)
		done := ""
		if c.HasCompletion {
			done = c.Completion.Round(4).String()
		}
		if string(target.Kind) != r["kind"] || string(c.Met) != r["met"] || done != r["completion"] {
			t.Errorf("row %d %s %s [%s] %q / %q: %s %s %s %q (%s%s), want %s %s %s", i+2, r["province"], r["name"], r["level2"], r["target"], r["actual"],
				target.Kind, c.Met, done, target.Understood(), c.Reason, v.Problem, r["kind"], r["met"], r["completion"])
		}
	}
}
