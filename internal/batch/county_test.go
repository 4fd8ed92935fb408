package batch

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jixiao/internal/summary"
)

// jsonRun is what the recomputation reads: the JSON alone, with types of its own, so that nothing of
// the code under test is used twice.
type jsonRun struct{ Summary []jsonCounty }

type jsonCounty struct {
	County  struct{ Name string }
	Figures map[string]any
	Forms   []struct {
		Path, Department, Unit, Project, State, Grade string
		SHA256                                        string
		Whole, Unequal                                bool
		Year                                          int
		Score                                         *string
		Self                                          *string `json:"self_score"`
		Manual                                        int
		Money                                         struct {
			Initial, Budget, Executed *string
			Doubt                     string
		}
		Indicators []struct{ Met, Decision, Kind string }
		Findings   []struct{ Code, Severity, Sheet, Cell string }
	}
}

// mixed lays the samples out as a county of six departments in one folder tree.
func mixed(t *testing.T) []Source {
	t.Helper()
	var files []Source
	for i, path := range samples(t) {
		rel := filepath.Join("元氏县", fmt.Sprintf("部门%d", i%7+1), filepath.Base(path))
		files = append(files, Source{Path: path, Name: filepath.ToSlash(rel), Rel: rel})
	}
	broken := filepath.Join(t.TempDir(), "坏.xlsx")
	if err := os.WriteFile(broken, []byte("PK\x03\x04"), 0o644); err != nil {
		t.Fatal(err)
	}
	files = append(files, Source{Path: broken, Name: "元氏县/部门1/坏.xlsx"}, Source{Path: files[0].Path, Name: "元氏县/部门2/又一份.xlsx"})
	return files
}

func data(t *testing.T, counties []*summary.Input) []byte {
	t.Helper()
	var b bytes.Buffer
	fmt.Fprint(&b, `{"version":1,"files":[{"path":"a","forms":[{}]}],"summary":`)
	if err := summary.WriteData(&b, counties); err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(&b, "}")
	return b.Bytes()
}

func rational(s *string) *big.Rat {
	if s == nil {
		return nil
	}
	r, ok := new(big.Rat).SetString(*s)
	if !ok {
		panic(*s)
	}
	return r
}

// A county of some hundred forms in mixed layouts: every figure that its summary states is computed again from
// the lines of the JSON, in another way and in rationals. A form counted twice, an unscored one or one of
// another scale or year averaged in, or a doubtful amount summed would show.
func TestFiguresFromJSON(t *testing.T) {
	for _, year := range []int{0, 2022} {
		t.Run(fmt.Sprint(year), func(t *testing.T) { figuresFromJSON(t, year) })
	}
}

func figuresFromJSON(t *testing.T, year int) {
	counties := passYear(t, mixed(t), &Aside{}, year)
	var run jsonRun
	if err := json.Unmarshal(data(t, counties), &run); err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(run.Summary, func(c jsonCounty) bool { return c.County.Name == "元氏县" })
	county := run.Summary[i]
	count := map[string]int{}
	sum := map[string]*big.Rat{}
	add := func(name string, r *big.Rat) {
		if sum[name] == nil {
			sum[name] = new(big.Rat)
		}
		sum[name].Add(sum[name], r)
	}
	years := map[int]int{}
	for _, x := range county.Forms {
		if x.State != "unreadable" && x.State != "unrecognised" {
			years[x.Year]++
		}
	}
	delete(years, 0)
	main := 0
	for y, n := range years {
		if n > years[main] || n == years[main] && y > main {
			main = y
		}
	}
	seen, departments, paths := map[string]string{}, map[string]bool{}, map[string]bool{}
	for _, x := range county.Forms {
		paths[x.Path] = true
		if first := seen[x.SHA256]; x.SHA256 != "" && first != "" && first != x.Path { // another file of the same bytes
			count["copies"]++
			continue
		}
		seen[x.SHA256] = x.Path
		if x.State == "unreadable" || x.State == "unrecognised" {
			count["bad"]++
			continue
		}
		if x.Year != 0 && x.Year != main {
			count["other_years"]++
			continue
		}
		for _, n := range x.Findings {
			count["code "+n.Code]++
			if n.Code == "L-WGT-01" && x.State == "scored" && !x.Unequal {
				t.Errorf("%s: its points do not add to 100, yet it is averaged", x.Path)
			}
		}
		if x.Whole {
			count["wholes"]++
			continue
		}
		count["projects"]++
		departments[x.Department] = true
		budget, executed := rational(x.Money.Budget), rational(x.Money.Executed)
		counted := x.Money.Doubt == "" && budget != nil && executed != nil
		if counted {
			count["counted"]++
			add("budget", budget)
			add("executed", executed)
			if initial := rational(x.Money.Initial); initial != nil {
				add("initial", initial)
			}
		} else {
			count["uncounted"]++
		}
		if x.State != "not_filled" {
			for _, r := range x.Indicators {
				if x.State == "scored" && r.Decision == "none" {
					continue
				}
				count["total"]++
				count["met "+r.Met]++
			}
		}
		score := rational(x.Score)
		if x.State != "scored" || score == nil {
			continue
		}
		if x.Unequal {
			count["unequal"]++
			continue
		}
		count["scored"]++
		count["grade "+x.Grade]++
		if x.Manual > 0 {
			count["provisional"]++
		}
		add("score", score)
		if self := rational(x.Self); self != nil {
			count["selves"]++
			add("self", self)
		}
		if counted && budget.Sign() > 0 {
			add("weighted", new(big.Rat).Mul(score, budget))
			add("weight", budget)
		}
	}
	f := county.Figures
	for _, name := range []string{"projects", "wholes", "scored", "provisional", "copies", "counted", "uncounted", "other_years", "unequal"} {
		if got := int(f[name].(float64)); got != count[name] {
			t.Errorf("%s: %d, the forms say %d", name, got, count[name])
		}
	}
	if got := int(f["files"].(float64)); got != len(paths) || len(departments) < 6 || year != 0 && count["projects"] < 40 || year == 0 && count["other_years"] < 20 || count["unequal"] == 0 {
		t.Errorf("%d files of %d; %d departments, %d projects", got, len(paths), len(departments), count["projects"])
	}
	for name, want := range map[string]*big.Rat{"budget": sum["budget"], "executed": sum["executed"], "initial": sum["initial"]} {
		text := f[name].(string)
		if rational(&text).Cmp(want) != 0 {
			t.Errorf("%s: %s, the forms add to %s", name, text, want.FloatString(6))
		}
	}
	mean := func(name string, a, b *big.Rat, places int) {
		want, text := new(big.Rat).Quo(a, b).FloatString(places), f[name].(string)
		if rational(&text).Cmp(rational(&want)) != 0 {
			t.Errorf("%s: %s, the forms say %s", name, text, want)
		}
	}
	mean("average", sum["score"], big.NewRat(int64(count["scored"]), 1), 2)
	mean("self_average", sum["self"], big.NewRat(int64(count["selves"]), 1), 2)
	mean("weighted_average", sum["weighted"], sum["weight"], 2)
	mean("rate", sum["executed"], sum["budget"], 6)
	for _, g := range f["grades"].([]any) {
		g := g.(map[string]any)
		if int(g["score"].(float64)) != count["grade "+g["name"].(string)] {
			t.Errorf("grade %v, the forms say %d", g, count["grade "+g["name"].(string)])
		}
	}
	rows := f["indicators"].(map[string]any)
	for name, key := range map[string]string{"total": "total", "met": "met yes", "partly": "met partly", "missed": "met no", "unknown": "met unknown"} {
		if int(rows[name].(float64)) != count[key] {
			t.Errorf("indicators %s: %v, the forms say %d", name, rows[name], count[key])
		}
	}
	for _, c := range f["codes"].([]any) {
		c := c.(map[string]any)
		if code := c["code"].(string); int(c["count"].(float64)) != count["code "+code] {
			t.Errorf("%s: %v, the forms say %d", code, c["count"], count["code "+code])
		}
	}
	departmentsAddUp(t, f)
}

// departmentsAddUp holds the lines of the departments against the county's own figures.
func departmentsAddUp(t *testing.T, f map[string]any) {
	t.Helper()
	for _, name := range []string{"budget", "executed", "initial", "projects", "scored"} {
		got := new(big.Rat)
		for _, d := range f["by_department"].([]any) {
			text := fmt.Sprint(d.(map[string]any)[name])
			if text != "<nil>" {
				got.Add(got, rational(&text))
			}
		}
		want := fmt.Sprint(f[name])
		if got.Cmp(rational(&want)) != 0 {
			t.Errorf("%s: departments add to %s, the county says %s", name, got.FloatString(6), want)
		}
	}
}

// What a county hands on is what the city adds up: read back, the data say the same to the last
// figure, and the county's line in the city is the county's own summary.
func TestEarlierSummaries(t *testing.T) {
	files := mixed(t)
	for i := range files[:20] {
		files[i].Name = strings.Replace(files[i].Name, "元氏县", "赵县", 1)
	}
	own := pass(t, files, &Aside{})
	var want bytes.Buffer
	if err := summary.WriteData(&want, own); err != nil {
		t.Fatal(err)
	}
	lines := summary.NewCollector("", &Aside{})
	for _, in := range own {
		if err := lines.Read(bytes.NewReader(data(t, []*summary.Input{in}))); err != nil {
			t.Fatal(err)
		}
	}
	again := lines.Inputs()
	for _, in := range again {
		Describe(in, testOptions(t).Rules)
	}
	var got bytes.Buffer
	if err := summary.WriteData(&got, again); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(want.String(), "\n"), strings.Split(got.String(), "\n")); diff != "" {
		t.Fatal(diff)
	}
	city := Merge(BooksOf(again, ""), "city.xlsx")
	f, err := summary.Compute(city.Input)
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range own {
		alone, err := summary.Compute(in)
		if err != nil || in.County.Name == "" {
			continue
		}
		i := slices.IndexFunc(f.ByCounty, func(g summary.Group) bool { return g.Name == in.County.Name })
		if g := f.ByCounty[i]; g.Projects != alone.Projects || g.Average.String() != alone.Average.String() || !g.Budget.Equal(alone.Budget) || !g.Executed.Equal(alone.Executed) {
			t.Errorf("%s: %+v in the city, %s alone", g.Name, g, alone.Verdict())
		}
	}
}

// A file that is no summary, or half of one, must not pass for a county without forms.
func TestEarlierSummariesDamaged(t *testing.T) {
	whole := data(t, pass(t, mixed(t)[:6], &Aside{}))
	for name, text := range map[string]string{
		"other": `{"files":[]}`, "empty": "", "list": "[]", "cut": string(whole[:len(whole)*2/3]),
		"state": strings.Replace(string(whole), `"state":"scored"`, `"state":"x"`, 1),
		"money": strings.ReplaceAll(string(whole), `"budget":"`, `"budget":"x`),
	} {
		err := summary.NewCollector("", nil).Read(strings.NewReader(text))
		if err == nil {
			t.Errorf("%s was read", name)
		}
	}
	if err := summary.NewCollector("", nil).Read(bytes.NewReader(whole)); err != nil {
		t.Error(err)
	}
}
