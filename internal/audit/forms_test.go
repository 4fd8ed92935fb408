package audit_test

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"jixiao/internal/audit"
	"jixiao/internal/decimal"
	"jixiao/internal/form"
	"jixiao/internal/layout"
	"jixiao/internal/quantity"
	"jixiao/internal/ruleset"
	"jixiao/internal/score"
	"jixiao/templates"
)

const formsDir = "../../testdata/forms"

// truth is what a careful person read from one workbook of testdata/forms before any program did.
type truth struct {
	Slug       string
	Has        []string
	Rows       []int
	Indicators []struct {
		L1, L2, L3, Direction, Target, Unit, Actual, Points, Score *string
	}
	Project struct{ Name, Department, Unit *string }
	Year    int
	Funds   []map[string]any
}

// label is the right result of one indicator row, by the rules alone.
type label struct {
	kind, met, decision, score, why string
	expect                          []string
	sure                            bool
}

func options(t testing.TB) *audit.Options {
	t.Helper()
	rules, err := ruleset.Builtin(ruleset.Default)
	if err != nil {
		t.Fatal(err)
	}
	language, err := quantity.Load(templates.FS, "words")
	if err != nil {
		t.Fatal(err)
	}
	return &audit.Options{Rules: rules, Layouts: layout.Builtin(), Language: language}
}

func truths(t *testing.T) []truth {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(formsDir, "*.truth.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no forms in %s: %v", formsDir, err)
	}
	list := make([]truth, len(files))
	for i, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, &list[i]); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
	}
	return list
}

func labels(t *testing.T) map[string]label {
	t.Helper()
	f, err := os.Open(filepath.Join(formsDir, "labels.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]label{}
	for _, r := range rows[1:] {
		l := label{kind: r[2], met: r[4], decision: r[6], score: r[7], sure: r[9] != "low", why: r[10]}
		for _, c := range strings.Split(r[8], ",") {
			if c = strings.TrimSpace(c); c != "" {
				l.expect = append(l.expect, c)
			}
		}
		all[r[0]+"/"+r[1]] = l
	}
	return all
}

// Forms of many regions, layouts and writers, labelled by hand before they were first run, must
// be read to the last cell and scored as labelled. This is the whole main job on real shapes.
func TestForms(t *testing.T) {
	opt, right := options(t), labels(t)
	for _, want := range truths(t) {
		t.Run(want.Slug, func(t *testing.T) {
			name := want.Slug + ".xlsx"
			data, err := os.ReadFile(filepath.Join(formsDir, name))
			if err != nil {
				t.Fatal(err)
			}
			res := audit.File(t.Context(), name, data, opt)
			if res.Status != audit.StatusScored {
				t.Fatalf("%s: %+v", res.Status, res.Problem)
			}
			if f := res.Forms[0]; f.Year != want.Year {
				t.Errorf("year %d, want %d", f.Year, want.Year)
			}
			checkHead(t, &res.Forms[0], &want)
			checkRows(t, res, &want, right)
		})
	}
}

func checkHead(t *testing.T, f *audit.Form, want *truth) {
	t.Helper()
	for _, c := range []struct {
		what string
		got  form.Value
		want *string
	}{
		{"project", f.Project.Name, want.Project.Name},
		{"department", f.Project.Department, want.Project.Department},
		{"unit", f.Project.Unit, want.Project.Unit},
	} {
		if c.want != nil && !same(c.got.Text, *c.want) {
			t.Errorf("%s %q, want %q", c.what, c.got.Text, *c.want)
		}
	}
	if len(want.Funds) == 0 || len(f.Funds.Rows) == 0 {
		return
	}
	row := f.Funds.Rows[0]
	for key, got := range map[string]form.Value{"initial": row.Initial, "budget": row.Budget, "executed": row.Executed, "points": row.Points} {
		if w, ok := want.Funds[0][key].(string); ok && !blank(w) && !same(got.Text, w) {
			t.Errorf("funds %s %q, want %q", key, got.Text, w)
		}
	}
}

func checkRows(t *testing.T, res *audit.Result, want *truth, right map[string]label) {
	t.Helper()
	rows := map[int]*score.Row{}
	codes := map[int][]string{}
	for i := range res.Forms {
		f := &res.Forms[i]
		for k := range f.Score.Rows {
			rows[f.Score.Rows[k].Indicator.Row] = &f.Score.Rows[k]
		}
		for _, x := range f.Findings {
			codes[x.Cell.Row] = append(codes[x.Cell.Row], x.Code)
		}
	}
	for i, n := range want.Rows {
		w := want.Indicators[i]
		row, ok := rows[n]
		if !ok {
			if l := right[want.Slug+"/"+strconv.Itoa(i+1)]; l.decision != "none" || l.kind != "none" {
				t.Errorf("row %d (%s) was not read", n, text(w.L3))
			}
			continue
		}
		delete(rows, n)
		ind := row.Indicator
		for _, c := range []struct {
			role, got string
			want      *string
		}{
			{"l1", ind.Level1, w.L1}, {"l2", ind.Level2, w.L2}, {"l3", ind.Level3.Text, w.L3},
			{"direction", ind.Direction.Text, w.Direction}, {"unit", ind.Unit.Text, w.Unit},
			{"target", ind.Target.Filed(), w.Target}, {"actual", ind.Actual.Filed(), w.Actual},
			{"points", ind.Points.Text, w.Points}, {"score", ind.Score.Text, w.Score},
		} {
			if slices.Contains(want.Has, c.role) && c.want != nil && !same(c.got, *c.want) && !inherited(c.role, c.got, *c.want) {
				t.Errorf("row %d %s %q, want %q", n, c.role, c.got, *c.want)
			}
		}
		checkScore(t, n, row, codes[n], right[want.Slug+"/"+strconv.Itoa(i+1)])
	}
	for n, row := range rows {
		t.Errorf("row %d (%s) is no indicator", n, row.Indicator.Level3.Text)
	}
}

func checkScore(t *testing.T, n int, row *score.Row, codes []string, want label) {
	t.Helper()
	if !want.sure {
		return
	}
	where := "row " + strconv.Itoa(n) + " " + row.Indicator.Target.Text + " | " + row.Indicator.Actual.Text
	if got := string(row.Target.Kind); got != want.kind {
		t.Errorf("%s: kind %s, want %s (%s)", where, got, want.kind, want.why)
	}
	if got := string(row.Compared.Met); got != want.met && row.Decision != score.NoScore {
		t.Errorf("%s: met %s, want %s (%s)", where, got, want.met, want.why)
	}
	if got := string(row.Decision); got != want.decision {
		t.Errorf("%s: decision %s, want %s (%s; %s)", where, got, want.decision, want.why, row.Why)
	}
	if want.decision == "computed" && want.score != "" && (!row.Score.Valid || !row.Score.Decimal.Equal(decimal.MustParse(want.score))) {
		t.Errorf("%s: score %s, want %s (%s)", where, row.Score, want.score, row.Formula)
	}
	for _, c := range want.expect {
		if !slices.Contains(codes, c) {
			t.Errorf("%s: finding %s was not raised, only %v", where, c, codes)
		}
	}
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func blank(s string) bool { return strings.Trim(s, "/-— ") == "" }

// inherited accepts a level's name without the points of its heading: 产出指标 for 产出指标(50分).
func inherited(role, got, want string) bool {
	return (role == "l1" || role == "l2") && got != "" && strings.HasPrefix(quantity.Normalize(want), quantity.Normalize(got))
}

// same compares two readings of a cell: white space and width apart, numbers by value, a share
// with its per cent.
func same(a, b string) bool {
	a, b = quantity.Normalize(a), quantity.Normalize(b)
	if a == b {
		return true
	}
	if len(a) > 15 && len(b) > 15 { // Excel keeps 15 digits of a number; the rest is binary noise
		a, b = a[:15], b[:15]
	}
	x, okX := number(a)
	y, okY := number(b)
	return okX && okY && x.Equal(y)
}

func number(s string) (decimal.Decimal, bool) {
	s = strings.ReplaceAll(s, ",", "")
	s, percent := strings.CutSuffix(s, "%")
	d, err := decimal.Parse(s)
	if percent {
		d = d.Shift(-2)
	}
	return d, err == nil
}
