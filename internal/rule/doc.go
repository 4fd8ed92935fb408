package rule

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"

	"jixiao/internal/finding"
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
}

// text is one entry of templates/checks.
type text struct {
	What string `yaml:"what"`
	Why  string `yaml:"why"`
	Bad  string `yaml:"bad"`
	Good string `yaml:"good"`
	Mend string `yaml:"mend"`
	// Title, Severity and Source belong to codes that no check of this room has.
	Title    string `yaml:"title"`
	Severity string `yaml:"severity"`
	Source   string `yaml:"source"`
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

// Explain returns what a code means, of a check or of another room; ok is false for an unknown one.
func Explain(code string) (doc Doc, ok bool) {
	all, err := texts()
	if err != nil {
		return Doc{}, false // embedded data: the tests load it
	}
	t, ok := all[code]
	if !ok {
		return Doc{}, false
	}
	c, ok := Lookup(code)
	if !ok {
		severity, err := finding.ParseSeverity(t.Severity)
		if err != nil {
			return Doc{}, false
		}
		c = Check{Severity: severity, Title: t.Title, Source: t.Source}
	}
	return Doc{
		Code: code, Severity: c.Severity.String(), Title: c.Title, What: t.What, Why: t.Why, Source: c.Source,
		Needs: c.need.String(), Bad: t.Bad, Good: t.Good, Mend: t.Mend,
	}, true
}

// Codes returns every code that Explain knows: the checks in the order of their list, then those
// of other rooms by name.
func Codes() []string {
	codes := make([]string, 0, len(list))
	for i := range list {
		codes = append(codes, list[i].Code)
	}
	all, err := texts()
	if err != nil {
		return codes
	}
	own := len(codes)
	for code := range all {
		if !slices.Contains(codes[:own], code) {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes[own:])
	return codes
}

// Manual returns all entries as one Markdown document.
func Manual() string {
	var b strings.Builder
	b.WriteString("# 检查说明\n\n每条检查的代码、含义、依据和例子。例子的每一行改动一张没有问题的自评表的一处;错例会报这条,正例什么也不报,都由测试运行。\n" +
		"依据中的 S 是公开的自评表,G 是预算绩效系统和复核的做法,GK 的文件没有与印本核对,约定由本程序决定。\n")
	for _, code := range Codes() {
		if d, ok := Explain(code); ok {
			b.WriteString(d.markdown())
		}
	}
	return b.String()
}

func (d Doc) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n## %s %s\n\n%s · %s\n\n%s\n%s\n\n", d.Code, d.Title, d.severity(), d.Source, d.What, d.Why)
	if d.Needs != "" {
		b.WriteString("需要" + d.Needs + ",没有时列为未核对。\n\n")
	}
	if d.Bad != "" {
		fmt.Fprintf(&b, "错例\n\n```\n%s```\n\n正例\n\n```\n%s```\n\n", d.Bad, d.Good)
	}
	b.WriteString("改法:" + d.Mend + "\n")
	return b.String()
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
	b.WriteString(d.Code + "  " + d.Title + "  [" + d.severity() + "]\n")
	line("含义", d.What)
	line("原因", d.Why)
	line("依据", d.Source)
	line("需要", d.Needs)
	example("错例", d.Bad)
	example("正例", d.Good)
	line("改法", d.Mend)
	return strings.TrimRight(b.String(), "\n")
}

// severity is the word that all outputs use.
func (d Doc) severity() string {
	s, err := finding.ParseSeverity(d.Severity)
	if err != nil {
		return ""
	}
	return s.Word()
}
