// Package render turns results into what people and programs read: text, JSON, JSON lines, CSV,
// SARIF, HTML. Every format takes one file after the other, so that a run over a province need
// not be held in memory by the formats that can do without (json, jsonl, csv).
package render

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"jixiao/internal/audit"
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
)

// Head is what is known before the first file.
type Head struct {
	Version string // of the program: "0.1.0"
	Rules   string // id of the rule set
	// Unchecked lists the checks that did not run for want of reference data; it is said once a run.
	Unchecked []Unchecked
}

// Unchecked is one check that did not run, and the data it lacks.
type Unchecked struct {
	Code, Title, Needs string
}

// UncheckedLines says for people what was not checked: a line for each kind of data that is missing,
// with the codes that need it.
func UncheckedLines(list []Unchecked) []string {
	var lines []string
	for i := 0; i < len(list); {
		needs := list[i].Needs
		if slices.ContainsFunc(list[:i], func(u Unchecked) bool { return u.Needs == needs }) {
			i++
			continue
		}
		var codes []string
		for _, u := range list[i:] {
			if u.Needs == needs {
				codes = append(codes, u.Code)
			}
		}
		lines = append(lines, "没有提供"+needs+"("+strings.Join(codes, "、")+")")
		i++
	}
	return lines
}

// County is one line of the summary that ends a run.
type County struct {
	Name                  string
	Departments, Projects int
	Average               decimal.Null // mean of the totals, rounded by who computed it
	Unequal               int          // projects left out of the mean and the grades: their points do not add to 100
	Grades                []GradeCount // best first
	Budget, Executed      decimal.Null // 万元
	Rate                  decimal.Null
	Missing               []string // projects of the roster without a form
	// Confirm says which forms and departments are perhaps those of the roster: a person must say so.
	Confirm []string
}

// GradeCount says how many projects have a grade.
type GradeCount struct {
	Name  string
	Count int
}

// Run is a whole run, for callers that have one.
type Run struct {
	Head
	Results  []*audit.Result
	Counties []County
}

// Options are the user's choices of how to show results.
type Options struct {
	// MinSeverity hides lesser findings; they are counted. 0 shows all.
	MinSeverity finding.Severity
	// Color lets the text format use terminal colours.
	Color bool
	// Summary, when set, writes the data of the summary as a JSON value; the json format holds it.
	Summary func(io.Writer) error
	// Title, when set, names the fault that a code stands for; sarif describes its rules with it.
	Title func(code string) string
	// Width is the width of the text in columns; 0 means 80.
	Width int
}

// shows reports whether a finding is shown.
func (o Options) shows(f finding.Finding) bool { return f.Severity >= o.MinSeverity }

// visible splits list into the findings to show and the number of hidden ones.
func (o Options) visible(list []finding.Finding) (shown []finding.Finding, hidden int) {
	for _, f := range list {
		if o.shows(f) {
			shown = append(shown, f)
		}
	}
	return shown, len(list) - len(shown)
}

// Renderer writes one output format. File takes the results in the order they are to appear and
// keeps nothing of them beyond the call; Close ends the output. An error is the output
// stream's, or a result that the format cannot hold.
type Renderer interface {
	File(*audit.Result) error
	Close([]County) error
}

// Format is one output format.
type Format struct {
	Name, Title string
	open        func(io.Writer, Head, Options) Renderer
}

var formats = []Format{
	{"text", "终端上阅读的文字", newText},
	{"json", "一个 JSON 文档", newJSON},
	{"jsonl", "每行一个文件的 JSON", newLines},
	{"csv", "每行一条问题的表格,Excel 和 WPS 可直接打开", newCSV},
	{"sarif", "SARIF 2.1.0,供代码和质量平台导入", newSARIF},
	{"html", "一个可打印、可排序的网页文件", newHTML},
}

// Formats lists all formats in the order of the help text.
func Formats() []Format { return slices.Clone(formats) }

// Names returns the format names for messages: "text、json、…".
func Names() string {
	var names []string
	for _, f := range formats {
		names = append(names, f.Name)
	}
	return strings.Join(names, "、")
}

// New starts an output of the named format on w.
func New(format string, w io.Writer, head Head, opt Options) (Renderer, error) {
	for _, f := range formats {
		if f.Name == format {
			return f.open(w, head, opt), nil
		}
	}
	return nil, fmt.Errorf("输出格式 %q 不认识,可用 %s", format, Names())
}

// Write writes a whole run.
func Write(format string, w io.Writer, run *Run, opt Options) error {
	r, err := New(format, w, run.Head, opt)
	if err != nil {
		return err
	}
	for _, res := range run.Results {
		if err := r.File(res); err != nil {
			return err
		}
	}
	return r.Close(run.Counties)
}
