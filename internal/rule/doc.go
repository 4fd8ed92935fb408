package rule

import (
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"

	"jixiao/templates"
)

// Doc says what a code means, for "jixiao explain CODE" and the manual. Bad and Good are small
// examples, each line a change to a sound form; they are blank for checks that never run here.
type Doc struct {
	Code     string `json:"code"`
	Severity string `json:"severity"`
	Title    string `json:"title"`
	What     string `json:"what"`
	Why      string `json:"why"`
	Source   string `json:"source"`
	Needs    string `json:"needs"` // reference data the check looks at, "" when the form is enough
	Bad      string `json:"bad"`
	Good     string `json:"good"`
	Mend     string `json:"mend"`

	word string // Severity for people
}

// text is one entry of templates/checks.
type text struct {
	What string `yaml:"what"`
	Why  string `yaml:"why"`
	Bad  string `yaml:"bad"`
	Good string `yaml:"good"`
	Mend string `yaml:"mend"`
}

// texts reads all entries once. The error names the file and line of a fault.
var texts = sync.OnceValues(func() (map[string]text, error) {
	return readTexts(templates.Checks, "checks")
})

func readTexts(src fs.FS, dir string) (map[string]text, error) {
	files, err := fs.Glob(src, dir+"/*.yaml")
	if err != nil {
		return nil, err
	}
	all := map[string]text{}
	for _, name := range files {
		data, err := fs.ReadFile(src, name)
		if err != nil {
			return nil, err
		}
		var entries map[string]text
		if err := yaml.Load(data, &entries, yaml.WithKnownFields()); err != nil {
			return nil, fmt.Errorf("检查说明 %s 有误:%w", name, err)
		}
		for code, t := range entries {
			switch _, twice := all[code]; {
			case twice:
				return nil, fmt.Errorf("检查说明 %s:%s 重复", name, code)
			case t.What == "" || t.Why == "" || t.Mend == "":
				return nil, fmt.Errorf("检查说明 %s:%s 缺少 what、why 或 mend", name, code)
			}
			all[code] = t
		}
	}
	return all, nil
}

// Explain returns what a code means; ok is false for an unknown one.
func Explain(code string) (doc Doc, ok bool) {
	c, ok := Lookup(code)
	if !ok {
		return Doc{}, false
	}
	all, err := texts()
	if err != nil {
		return Doc{}, false // embedded data: the tests load it
	}
	t := all[code]
	return Doc{
		Code: c.Code, Severity: c.Severity.String(), Title: c.Title, What: t.What, Why: t.Why, Source: c.Source,
		Needs: c.need.String(), Bad: t.Bad, Good: t.Good, Mend: t.Mend, word: c.Severity.Word(),
	}, true
}

// Text returns the entry as plain lines for a terminal.
func (d Doc) Text() string {
	var b strings.Builder
	line := func(label, s string) {
		if s != "" {
			b.WriteString(label + ":" + s + "\n")
		}
	}
	example := func(label, s string) {
		if s == "" {
			return
		}
		b.WriteString(label + ":\n")
		for _, l := range strings.Split(strings.TrimSpace(s), "\n") {
			b.WriteString("    " + l + "\n")
		}
	}
	b.WriteString(d.Code + "  " + d.Title + "  [" + d.word + "]\n")
	line("含义", d.What)
	line("原因", d.Why)
	line("依据", d.Source)
	line("需要", d.Needs)
	example("错例", d.Bad)
	example("正例", d.Good)
	line("改法", d.Mend)
	return strings.TrimRight(b.String(), "\n")
}
