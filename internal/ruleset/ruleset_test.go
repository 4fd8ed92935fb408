package ruleset

import (
	"errors"
	"strings"
	"testing"

	"jixiao/internal/decimal"
	"jixiao/templates"
)

// Every built-in rule set must load: a typing fault in one file would take a region's scores away.
func TestBuiltinsLoad(t *testing.T) {
	names := Names()
	if len(names) != 17 || names[0] != Default {
		t.Fatalf("names: %v", names)
	}
	for _, id := range names {
		r, err := Builtin(id)
		if err != nil {
			t.Error(err)
			continue
		}
		if r.ID != id || r.Name == "" || r.Evidence == "" || len(r.Grades) < 4 {
			t.Errorf("%s: id %q, name %q", id, r.ID, r.Name)
		}
		for _, item := range r.Describe() {
			if item.Source == "" || item.Value == "" || item.Label == "" || item.From == "" {
				t.Errorf("%s: %+v says nothing or rests on nothing", id, item)
			}
		}
	}
}

// The default is what decisions.md says, whatever the base says.
func TestDefaultRules(t *testing.T) {
	r, err := Builtin(Default)
	if err != nil {
		t.Fatal(err)
	}
	if r.Date.Method != ByHand || r.Date.Suggest != DayRatio || r.NA.Method != LeaveOut || r.Inverse.Method != Linear ||
		!r.Over.FlagRatio.Equal(decimal.MustParse("1.2")) || !r.Exec.Points.Equal(decimal.FromInt(10)) {
		t.Errorf("hebei: %+v", r)
	}
	if !r.Convention("date.method") || r.Convention("grades") {
		t.Error("marks of 约定 are wrong")
	}
}

// What a rule set changes rests on its own evidence, what it inherits on its base's.
func TestOrigin(t *testing.T) {
	r, err := Builtin("hubei")
	if err != nil {
		t.Fatal(err)
	}
	from := map[string]string{}
	for _, item := range r.Describe() {
		from[item.Key] = item.From
	}
	for key, want := range map[string]string{"exec.points": "hubei", "inverse.method": "hubei", "grades": "central-2020", "exec.cap": "central-2020"} {
		if from[key] != want {
			t.Errorf("%s comes from %q, want %q", key, from[key], want)
		}
	}
}

// Every mark that a rule set cites must be explained, with the page where there is one.
func TestCitations(t *testing.T) {
	for _, id := range Names() {
		r, err := Builtin(id)
		if err != nil {
			t.Fatal(err)
		}
		sources := []string{r.Evidence}
		for _, item := range r.Describe() {
			sources = append(sources, item.Source)
		}
		marks := map[string]bool{}
		for _, c := range Citations(sources...) {
			if c.Title == "" {
				t.Errorf("%s has no title", c.Mark)
			}
			marks[c.Mark] = true
		}
		for _, s := range sources {
			for _, m := range citationMark.FindAllString(s, -1) {
				if !marks[m] {
					t.Errorf("%s cites %s, which nothing explains", id, m)
				}
			}
		}
	}
	if c := Citations("表式见 S10、GK"); len(c) != 2 || c[0].URL == "" || c[1].URL != "" {
		t.Errorf("%+v", c)
	}
}

// What does not matter under a rule set's methods would only confuse its reader.
func TestDescribeOnlyWhatMatters(t *testing.T) {
	keys := func(id string) map[string]string {
		r, err := Builtin(id)
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		for _, item := range r.Describe() {
			out[item.Key] = item.Value
		}
		return out
	}
	hebei, later := keys("hebei"), keys("central-2021-101")
	if _, ok := hebei["satisfaction.bands"]; ok || hebei["date.suggest"] == "" || later["satisfaction.bands"] == "" || later["date.suggest"] != "" {
		t.Error("bands or suggestions are explained where they do not matter")
	}
	if got := hebei["exec.reason_below"]; got != "低于 80% 须说明原因" {
		t.Error(got)
	}
}

// A source said of a section holds for its parameters, one of its own goes before it.
func TestSources(t *testing.T) {
	r, err := Load("county.yaml", []byte(county+"exec: {points: 20, cap: 1}\nsources: {exec: 甲文件, exec.cap: 乙文件}\n"))
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{"exec.points": "甲文件", "exec.cap": "乙文件"} {
		if got := r.Source(key); got != want {
			t.Errorf("%s rests on %q, want %q", key, got, want)
		}
	}
	if got := r.Source("exec.money"); got == "甲文件" || got == "" {
		t.Errorf("what is inherited rests on %q", got)
	}
}

const county = "id: my-county\nname: 某县\nevidence: 本县通知\nbase: hebei\n"

// A county's own file changes what it names and keeps the rest.
func TestLoadCounty(t *testing.T) {
	r, err := Load("county.yaml", []byte(county+"exec: {points: 20}\ngrades: {优: 95, 良: 85, 差: 0}\nwords:\n  claims: {met: [圆满完成]}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if r.Base != "hebei" || !r.Exec.Points.Equal(decimal.FromInt(20)) || len(r.Grades) != 3 || string(r.Words[0].YAML) != "claims: {met: [圆满完成]}\n" || r.Date.Method != ByHand {
		t.Errorf("%+v", r)
	}
	if h, _ := Builtin("hebei"); len(h.Words) != 0 || !h.Exec.Points.Equal(decimal.FromInt(10)) {
		t.Error("loading a county's file changed its base")
	}
}

// The example that maintainers start from must be a rule set that loads.
func TestManualExample(t *testing.T) {
	data, err := templates.FS.ReadFile("rules/README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(data), "```yaml\n")
	example, _, found := strings.Cut(rest, "```")
	r, err := Load("README.md", []byte(example))
	if !found || err != nil {
		t.Fatal(err)
	}
	if r.Base != "hebei" || r.Inverse.Method != TargetShare || !r.Convention("over.flag_ratio") || len(r.Words) != 1 || r.DeptRule("在职人员控制率") == nil {
		t.Errorf("%+v", r)
	}
}

// A wrong file must be refused with the place and the way out, all faults at once.
func TestProblems(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"no base", "id: a\nname: b\nevidence: c\n", "缺少 base"},
		{"unknown base", "id: a\nbase: hebie\n", "county.yaml 第2行第7列:没有名为 hebie 的评分规则,是否想写 hebei?"},
		{"unknown key", county + "exec:\n  piont: 3\n", "county.yaml 第6行第3列:不认识“piont”,是否想写 points?"},
		{"unknown section", county + "exce: {points: 3}\n", "county.yaml 第5行第1列:不认识“exce”,是否想写 exec?"},
		{"bad method", county + "inverse: {method: liner}\n", "inverse.method 没有“liner”这种方法,是否想写 linear?"},
		{"far method", county + "inverse: {method: 直线}\n", "可用:linear、a_over_b、zero"},
		{"bad number", county + "exec: {points: 十分}\n", "county.yaml 第5行第16列:“十分”不是数字"},
		{"range", county + "exec: {points: 120}\n", "超出范围,应在 0 与 100 之间"},
		{"twice", county + "exec:\n  points: 1\n  points: 2\n", "写了两次"},
		{"order of grades", county + "grades: {良: 80, 优: 90, 差: 0}\n", "等级应从高到低写"},
		{"open grades", county + "grades: {优: 90, 良: 80}\n", "应从 0 分起"},
		{"bands", county + "satisfaction: {bands: [[60, 1], [90, 0]]}\n", "界限的顺序不对"},
		{"cuts", county + "qualitative: {cut: [0.6, 0.8]}\n", "第一个界限应大于第二个"},
		{"cut count", county + "qualitative: {cut: [0.6]}\n", "应有 2 项,现有 1 项"},
		{"yaml", county + "exec: {points: 1\n", "不是有效的 YAML"},
		{"list at top", "- a\n", "应为“键: 值”的列表"},
		{"empty", "", "文件是空的"},
		{"source", county + "sources: {exec.point: 甲}\n", "不是参数,是否想写 exec.points?"},
		{"alias", county + "exec: &x {points: 1}\nover: *x\n", "不用 YAML 引用"},
		{"scalar section", county + "exec: 10\n", "exec 下应为"},
		{"dept", county + "dept:\n  - {name: 甲, method: bands, ponts: 3}\n", "不认识“ponts”,是否想写 points?"},
		{"no name", "id: a\nevidence: b\nbase: hebei\n", "缺少 name"},
		{"flag", county + "rounding: {rows_first: 也许}\n", "应为 true 或 false"},
		{"word list", county + "words:\n  clams: [好]\n", "county.yaml 第6行第3列:词表没有“clams”,是否想写 claims?"},
		{"word list below", county + "words: {claims: {mett: [好]}}\n", "county.yaml 第5行第18列:词表没有“mett”,是否想写 met?"},
		{"word list kind", county + "words: {bad_heads: 返贫户}\n", "county.yaml 第5行第20列:应为列表"},
		{"unit", county + "words: {units: [挂]}\n", "应写 name"},
		{"places", county + "rounding: {places: 9}\n", "小数位应为 0 到 4"},
	} {
		_, err := Load("county.yaml", []byte(c.in))
		var bad *Error
		if !errors.As(err, &bad) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
	_, err := Load("county.yaml", []byte(county+"exce: 1\ninverse: {method: x}\n"))
	var bad *Error
	if !errors.As(err, &bad) || len(bad.Problems) != 2 {
		t.Errorf("two faults are reported as %v", err)
	}
}

// A mistyped --rules must name what was meant.
func TestUnknownBuiltin(t *testing.T) {
	for id, want := range map[string]string{"hebie": "是否想写 hebei?", "../rules/hebei": "没有名为", "": "可用:hebei"} {
		if _, err := Builtin(id); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Builtin(%q): %v", id, err)
		}
	}
}

// Rounding decides grades: half up at two places, or dropped where a county says so.
func TestRound(t *testing.T) {
	r := &RuleSet{}
	r.Rounding.Places, r.Rounding.Mode = 2, HalfUp
	ratio, _ := decimal.NewRatio(decimal.MustParse("21.375"), decimal.FromInt(1))
	if got := r.Round(ratio).String(); got != "21.38" {
		t.Error(got)
	}
	r.Rounding.Mode = CutOff
	if got := r.Round(ratio).String(); got != "21.37" {
		t.Error(got)
	}
}

// A file from a county may be anything: it is read or refused with a place, never a panic, and
// what is accepted has grades for every total.
func FuzzLoad(f *testing.F) {
	f.Add([]byte(county + "exec: {points: 20}\n"))
	f.Add([]byte("a: [[[[\n"))
	f.Add([]byte(county + "dept: [{name: 甲, method: bands, bands: [[1, 2]]}]\nwords: {a: [b]}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := Load("f.yaml", data)
		if err == nil && r.Grades[len(r.Grades)-1].From.Sign() != 0 {
			t.Fatal("a rule set without a lowest grade was accepted")
		}
		if err == nil {
			r.Describe()
		}
	})
}
