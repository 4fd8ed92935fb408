package render

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"jixiao/internal/audit"
	"jixiao/internal/finding"
	"jixiao/internal/score"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func output(t *testing.T, format string, run *Run, opt Options) string {
	t.Helper()
	var buf bytes.Buffer
	if err := Write(format, &buf, run, opt); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

// golden compares with testdata/name; -update rewrites it, and the change is read in review.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s differs (-want +got):\n%s", name, d)
	}
}

// Every format of one run, byte for byte: the outputs are what users and scripts live on.
func TestGolden(t *testing.T) {
	for format, ext := range map[string]string{"text": "txt", "json": "json", "jsonl": "jsonl", "csv": "csv", "sarif": "sarif", "html": "html"} {
		golden(t, "run."+ext, output(t, format, sample(), Options{}))
	}
	golden(t, "errors-only.txt", output(t, "text", sample(), Options{MinSeverity: finding.Error}))
	golden(t, "narrow.txt", output(t, "text", sample(), Options{Width: 48}))
}

func compileSchema(t *testing.T, pointer string) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	const url = "https://jixiao.invalid/schema/result-1.json"
	if err := c.AddResource(url, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(url + pointer)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func validate(t *testing.T, s *jsonschema.Schema, text string) error {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatalf("no JSON: %v", err)
	}
	return s.Validate(doc)
}

// The published schema must describe what is really written, empty runs and all states included.
func TestSchema(t *testing.T) {
	whole, file := compileSchema(t, ""), compileSchema(t, "#/$defs/file")
	for _, run := range []*Run{
		sample(),
		{Head: Head{Version: "0.1.0"}},
		{Results: []*audit.Result{stateOf("a.xlsx", score.NoPoints), stateOf("b.xlsx", score.ScoresOnly), {Path: "c.xlsx", Status: audit.StatusScored, Forms: []audit.Form{{Form: inOrder().Forms[0].Form}}}}},
	} {
		for _, opt := range []Options{{}, {MinSeverity: finding.Error}} {
			if err := validate(t, whole, output(t, "json", run, opt)); err != nil {
				t.Errorf("json: %v", err)
			}
			for line := range strings.Lines(output(t, "jsonl", run, opt)) {
				if err := validate(t, file, line); err != nil {
					t.Errorf("jsonl: %v", err)
				}
			}
		}
	}
}

// A schema that accepts anything would prove nothing: typical mistakes must be refused.
func TestSchemaRefuses(t *testing.T) {
	whole := compileSchema(t, "")
	good := output(t, "json", sample(), Options{})
	for old, bad := range map[string]string{
		`"score":"4.62"`:           `"score":4.62`,
		`"status":"unreadable"`:    `"status":"broken"`,
		`"decision":"manual"`:      `"decision":"computed"`, // without a score
		`"cell":"H14"`:             `"cell":"自评表!H14"`,
		`"severity":"warn"`:        `"severity":"warning"`,
		`"completion":"0.461538"`:  `"completion":"NaN"`,
		`"met":"unknown"`:          `"met":""`,
		`"code":"130132"`:          `"code":"1301"`,
		`"project":{"name":"办公费",`: `"project":{`,
	} {
		if !strings.Contains(good, old) {
			t.Errorf("the sample has no %s", old)
			continue
		}
		if validate(t, whole, strings.Replace(good, old, bad, 1)) == nil {
			t.Errorf("accepted %s", bad)
		}
	}
}

// Scripts that read JSON without a schema rely on one document and on signs written as they are.
func TestJSONDetails(t *testing.T) {
	got := output(t, "json", sample(), Options{})
	var doc struct {
		Version  int
		Files    []json.RawMessage
		Counties []json.RawMessage
	}
	dec := json.NewDecoder(strings.NewReader(got))
	if err := dec.Decode(&doc); err != nil || doc.Version != 1 || len(doc.Files) != 5 || len(doc.Counties) != 1 || dec.More() {
		t.Errorf("%+v, %v", doc, err)
	}
	for _, want := range []string{`"hint":"按 12÷26×10 计 & <核对>"`, `"grades":{"优":5,"良":1,"中":0,"差":0}`, `"self_score":"9.50"`} {
		if !strings.Contains(got, want) {
			t.Errorf("missing %s", want)
		}
	}
	if strings.Contains(got, "hidden") {
		t.Error("hidden must appear only when something is hidden")
	}
	if got := output(t, "jsonl", sample(), Options{MinSeverity: finding.Error}); !strings.Contains(got, `"hidden":3}`) {
		t.Error("hidden findings are not counted")
	}
}

// No line is wider than the terminal, whatever the width, and colour changes no other character.
func TestTextWidth(t *testing.T) {
	for _, w := range []int{40, 57, 80, 120} {
		plain := output(t, "text", sample(), Options{Width: w})
		for line := range strings.Lines(plain) {
			if got := width(strings.TrimSuffix(line, "\n")); got > w {
				t.Errorf("width %d: %d columns: %s", w, got, line)
			}
		}
		coloured := output(t, "text", sample(), Options{Width: w, Color: true})
		for _, code := range []string{bold, red, green, yellow, faint, "0"} {
			coloured = strings.ReplaceAll(coloured, "\x1b["+code+"m", "")
		}
		if coloured != plain {
			t.Errorf("colour changes the text: %s", cmp.Diff(plain, coloured))
		}
	}
}

// "No problems" is said only of what was checked.
func TestVerdict(t *testing.T) {
	for name, c := range map[string]struct {
		results []*audit.Result
		want    string
	}{
		"nothing":  {nil, "没有可检查的文件,什么都没有检查\n"},
		"clean":    {[]*audit.Result{inOrder()}, "1 份:通过 1,需修改 0,无法读取 0\n未发现问题\n"},
		"faulty":   {[]*audit.Result{faulty(), inOrder()}, "2 份:通过 1,需修改 1,无法读取 0\n错误 4 处,提示 1 处,参考 2 处,待人工判定 1 项\n"},
		"unread":   {[]*audit.Result{unreadable(), unrecognised()}, "2 份:通过 0,需修改 0,无法读取 1,未识别 1\n没有一份自评表可以复核"},
		"unfilled": {[]*audit.Result{stateOf("a", score.NotFilled)}, "1 份:通过 0,需修改 0,无法读取 0,未填报 1\n没有一份自评表可以复核"},
	} {
		got := output(t, "text", &Run{Results: c.results}, Options{})
		if !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %s", name, got)
		}
		if clean := name == "clean"; strings.Contains(got, "未发现问题\n") != (clean || name == "faulty") {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// What a file says must not steer the terminal of who reads about it.
func TestTextIsClean(t *testing.T) {
	r := faulty()
	r.Path = "a\x1b[2Jb\nc\u202exslx.exe"
	r.Forms[0].Findings[0].Message = "值“\x07\u009b31m红\r\n二”"
	got := output(t, "text", &Run{Results: []*audit.Result{r}}, Options{})
	if strings.ContainsAny(got, "\x1b\x07\r\u009b\u202e") || !strings.Contains(got, "a [2Jb c xslx.exe") {
		t.Errorf("%q", got)
	}
}

// A format that does not exist is told with those that do.
func TestUnknownFormat(t *testing.T) {
	_, err := New("xml", nil, Head{}, Options{})
	if err == nil || !strings.Contains(err.Error(), "jsonl") {
		t.Error(err)
	}
}

// A county whose forms are all left out of the mean must say why it has none: a bare "优 0" reads as a verdict.
func TestCountyWithoutMeanSaysWhy(t *testing.T) {
	var b bytes.Buffer
	run := &Run{Counties: []County{{Name: "示例县", Departments: 1, Projects: 2, Unequal: 2}}}
	if err := Write("text", &b, run, Options{}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "分值合计不是 100 的 2 个不计平均") {
		t.Error(b.String())
	}
}
