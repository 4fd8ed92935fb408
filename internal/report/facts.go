package report

import (
	"io/fs"
	"strings"

	"jixiao/internal/county"
	"jixiao/internal/decimal"
	"jixiao/templates/report"
)

// Facts is what only the department knows. Every field may be missing; amounts without a word
// are in 万元. The keys are those of FactsTemplate.
type Facts struct {
	Department string       `yaml:"department"` // as the forms name it
	Name       string       `yaml:"name"`       // as the title names it
	Year       *int         `yaml:"year"`
	Basis      Basis        `yaml:"basis"`
	Duties     string       `yaml:"duties"`
	Units      []Unit       `yaml:"units"`
	Staff      Staff        `yaml:"staff"`
	Assets     Assets       `yaml:"assets"`
	Accounts   Accounts     `yaml:"accounts"`
	Goal       string       `yaml:"goal"`
	Work       Work         `yaml:"work"`
	Key        Key          `yaml:"key"`
	Projects   []NamedMoney `yaml:"projects"`
	Conclusion Claim        `yaml:"conclusion"`
	Previous   Previous     `yaml:"previous"`
	Problems   []string     `yaml:"problems"`
	Measures   []string     `yaml:"measures"`
	Members    []Member     `yaml:"members"`

	file  string
	lines map[string]int // path of a key ("accounts.percent") → its line
}

// Basis is the document that asks for the evaluation.
type Basis struct {
	Authority string `yaml:"authority"`
	Document  string `yaml:"document"`
	Number    string `yaml:"number"`
}

// Unit is one line of 机构设置.
type Unit struct {
	Name    string `yaml:"name"`
	Nature  string `yaml:"nature"`
	Rank    string `yaml:"rank"`
	Funding string `yaml:"funding"`
}

// Staff is the head count at the end of the year.
type Staff struct {
	Serving *int `yaml:"serving"`
	Retired *int `yaml:"retired"`
}

// Assets is the value of fixed assets; Unit is 元 or 万元.
type Assets struct {
	Amount decimal.Null `yaml:"amount"`
	Unit   string       `yaml:"unit"`
	AsOf   string       `yaml:"as_of"`
}

// Accounts is the total of the accounts and its change; Percent is in per cent.
type Accounts struct {
	Total    decimal.Null `yaml:"total"`
	Previous decimal.Null `yaml:"previous"`
	Change   decimal.Null `yaml:"change"`
	Percent  decimal.Null `yaml:"percent"`
	Reason   string       `yaml:"reason"`
}

// Work is how the self-evaluation was organised.
type Work struct {
	Preparation []string `yaml:"preparation"`
	Steps       []string `yaml:"steps"`
	Method      string   `yaml:"method"`
}

// Key is 重点评价: how many projects, for how much, which.
type Key struct {
	Count    *int         `yaml:"count"`
	Amount   decimal.Null `yaml:"amount"`
	Projects []string     `yaml:"projects"`
}

// NamedMoney is a project's amount as the department's books have it.
type NamedMoney struct {
	Name   string       `yaml:"name"`
	Amount decimal.Null `yaml:"amount"`
}

// Claim is the conclusion that the department means to draw; it is checked, never printed
// instead of the computed one.
type Claim struct {
	Projects *int         `yaml:"projects"`
	Score    decimal.Null `yaml:"score"`
	Grade    string       `yaml:"grade"`
}

// Previous is the year before.
type Previous struct {
	Projects *int         `yaml:"projects"`
	Score    decimal.Null `yaml:"score"`
	Grade    string       `yaml:"grade"`
	Budget   decimal.Null `yaml:"budget"`
	Executed decimal.Null `yaml:"executed"`
}

// Member is one of the evaluation group.
type Member struct {
	Name string `yaml:"name"`
	Duty string `yaml:"duty"`
	Role string `yaml:"role"`
}

// FactsTemplate returns a facts file in which nothing is filled in, with comments.
func FactsTemplate() []byte {
	data, err := fs.ReadFile(report.FS, "facts.yaml")
	if err != nil {
		return nil // embedded: the tests read it
	}
	return data
}

// Matches reports whether the facts are those of in's department: they name it, by any of its
// spellings, or name none.
func (f *Facts) Matches(in *Input) bool {
	if f == nil || f.Department == "" && f.Name == "" {
		return true
	}
	want := map[string]bool{}
	for _, name := range []string{f.Department, f.Name} {
		if name != "" {
			want[county.Department(clean(name))] = true
		}
	}
	for _, list := range [][]Project{in.Projects, in.Wholes} {
		for _, p := range list {
			if want[county.Department(clean(p.Project.Department.Text))] || want[county.Department(clean(p.Project.Unit.Text))] {
				return true
			}
		}
	}
	return want[in.Short]
}

// line says where a key of the facts file stands, for findings.
func (f *Facts) line(key string) string {
	name := "事实文件"
	if f.file != "" {
		name += " " + f.file + " "
	}
	if n := f.lines[key]; n > 0 {
		return name + "第" + itoa(n) + "行"
	}
	return name
}

// texts returns every free text with its key, for the checks of what it claims.
func (f *Facts) texts() []keyText {
	list := []keyText{
		{"duties", f.Duties}, {"accounts.reason", f.Accounts.Reason}, {"goal", f.Goal}, {"work.method", f.Work.Method},
	}
	add := func(key string, texts []string) {
		for i, t := range texts {
			list = append(list, keyText{key + "[" + itoa(i) + "]", t})
		}
	}
	add("work.preparation", f.Work.Preparation)
	add("work.steps", f.Work.Steps)
	add("problems", f.Problems)
	add("measures", f.Measures)
	kept := list[:0]
	for _, t := range list {
		if strings.TrimSpace(t.text) != "" {
			kept = append(kept, t)
		}
	}
	return kept
}

type keyText struct{ key, text string }
