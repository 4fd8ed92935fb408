package render

import (
	"encoding/csv"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"jixiao/internal/audit"
	"jixiao/internal/finding"
)

// The list is opened by a double click in Excel: mark, line ends, and nothing that it would run.
func TestCSV(t *testing.T) {
	r := faulty()
	r.Forms[0].Project.Name.Text = "=HYPERLINK(\"http://x\")"
	r.Forms[0].Findings[0].Value = "-5"
	r.Forms[0].Findings[1].Value = "+cmd|' /C calc'!A0"
	r.Forms[0].Findings[2].Value = "\t=1+1"
	got := output(t, "csv", &Run{Results: []*audit.Result{r, unreadable()}}, Options{})
	body, ok := strings.CutPrefix(got, "\ufeff")
	if !ok || strings.Count(body, "\n") != strings.Count(body, "\r\n") {
		t.Error("no mark, or bare line ends")
	}
	rows, err := csv.NewReader(strings.NewReader(body)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 1+8+1 || !slices.Equal(rows[0], csvHeader) {
		t.Errorf("%d rows", len(rows))
	}
	var values []string
	for _, row := range rows {
		values = append(values, row[7])
		if row[2] == "=HYPERLINK(\"http://x\")" {
			t.Error("a formula in the project name")
		}
	}
	if values[2] != "-5" || values[3] != "'+cmd|' /C calc'!A0" || values[4] != "'=1+1" {
		t.Errorf("%q", values)
	}
	if empty := output(t, "csv", &Run{}, Options{}); strings.Count(empty, "\n") != 1 {
		t.Errorf("an empty run must still have the header: %q", empty)
	}
}

// What SARIF 2.1.0 demands of the parts that we write (sections 3.14, 3.19, 3.27, 3.28, 3.33, 3.49).
func TestSARIF(t *testing.T) {
	var log struct {
		Schema  string `json:"$schema"`
		Version string
		Runs    []struct {
			Tool struct {
				Driver struct {
					Name  string
					Rules []struct {
						ID                     string
						ShortDescription, Help struct{ Text string }
						DefaultConfiguration   struct{ Level string }
					}
				}
			}
			Artifacts []struct{ Location struct{ URI string } }
			Results   []struct {
				RuleID    string
				RuleIndex int
				Level     string
				Message   struct{ Text string }
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct {
							URI   string
							Index int
						}
					}
					LogicalLocations []struct{ Name, FullyQualifiedName, Kind string }
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(output(t, "sarif", sample(), Options{})), &log); err != nil {
		t.Fatal(err)
	}
	if log.Version != "2.1.0" || len(log.Runs) != 1 || !strings.Contains(log.Schema, "2.1.0") {
		t.Fatalf("%+v", log)
	}
	run := log.Runs[0]
	if len(run.Artifacts) != 5 || len(run.Results) != 8+2 || run.Tool.Driver.Name == "" {
		t.Errorf("%d artifacts, %d results", len(run.Artifacts), len(run.Results))
	}
	levels := []string{"none", "note", "warning", "error"}
	var cells []string
	for _, r := range run.Results {
		rule := run.Tool.Driver.Rules[r.RuleIndex]
		where := r.Locations[0]
		artifact := run.Artifacts[where.PhysicalLocation.ArtifactLocation.Index].Location.URI
		if rule.ID != r.RuleID || rule.Help.Text == "" || rule.ShortDescription.Text == "" || !slices.Contains(levels, r.Level) ||
			!slices.Contains(levels, rule.DefaultConfiguration.Level) || r.Message.Text == "" || artifact != where.PhysicalLocation.ArtifactLocation.URI {
			t.Errorf("%+v", r)
		}
		for _, l := range where.LogicalLocations {
			cells = append(cells, l.FullyQualifiedName)
		}
	}
	if !slices.Contains(cells, "自评表!H14") {
		t.Errorf("cells %q", cells)
	}
	titled := output(t, "sarif", sample(), Options{Title: func(code string) string { return "名称" + code }})
	if id := run.Results[0].RuleID; !strings.Contains(titled, `"text": "名称`+id+`"`) {
		t.Error("the rules do not carry the titles that were given")
	}
	if got := output(t, "sarif", &Run{}, Options{}); !strings.Contains(got, `"results": []`) {
		t.Error("results must be an array in an empty run: null means that nothing was looked for")
	}
}

// Names of files come in every script and spelling; a URI is ASCII.
func TestFileURI(t *testing.T) {
	for path, want := range map[string]string{
		"某县/a b%#?.xlsx":        "%E6%9F%90%E5%8E%BF/a%20b%25%23%3F.xlsx",
		"a:b.xlsx":              "./a:b.xlsx",
		"/srv/收件/a.xlsx":        "file:///srv/%E6%94%B6%E4%BB%B6/a.xlsx",
		`D:\绩效\a.xlsx`:          "file:///D:/%E7%BB%A9%E6%95%88/a.xlsx",
		`\\server\share\a.xlsx`: "file://server/share/a.xlsx",
	} {
		if got := fileURI(path); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}

// The page works on a computer without network and cannot be turned against its reader.
func TestHTML(t *testing.T) {
	r := faulty()
	r.Forms[0].Project.Name.Text = `<script>alert(1)</script>`
	r.Forms[0].Findings[0].Message = `<img src=x onerror=alert(1)>`
	got := output(t, "html", &Run{Head: Head{Version: "0.1.0", Rules: "hebei"}, Results: []*audit.Result{r, unreadable()}, Counties: counties()}, Options{})
	if regexp.MustCompile(`(src|href)="?(https?:|//)|<link|@import|url\(`).MatchString(got) {
		t.Error("the page asks for something outside itself")
	}
	if strings.Contains(got, "<script>alert") || strings.Contains(got, "<img") {
		t.Error("text of a form became markup")
	}
	for _, want := range []string{"2 份:通过 0,需修改 1,无法读取 1", "自评表!H14", "L-SCR-02 L-SCR-03", "待人工判定", "元氏县", `<meta charset="utf-8">`} {
		if !strings.Contains(got, want) {
			t.Errorf("missing %s", want)
		}
	}
	if got := output(t, "html", &Run{}, Options{}); !strings.Contains(got, "什么都没有检查") {
		t.Error("an empty run must say so")
	}
}

// Hidden findings are counted in the formats that have a verdict.
func TestHiddenCounted(t *testing.T) {
	for _, format := range []string{"text", "html"} {
		if got := output(t, format, sample(), Options{MinSeverity: finding.Error}); !strings.Contains(got, "另有 3 条") {
			t.Errorf("%s does not count what it hides", format)
		}
	}
	if got := output(t, "sarif", sample(), Options{MinSeverity: finding.Error}); !strings.Contains(got, `"hidden": 3`) {
		t.Error("sarif does not count what it hides")
	}
}
