// Package waiver holds the findings that a bureau has decided to let stand, each with its reason,
// who decided it and until when. A waived finding is not hidden: it becomes a remark that says so.
package waiver

import (
	"fmt"
	"path"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"jixiao/internal/cellref"
	"jixiao/internal/finding"
	"jixiao/internal/position"
	"jixiao/internal/suggest"
)

// CodeExpired is the finding that names a waiver past its date.
const CodeExpired = "W-WAIVER-01"

// Waiver lets a finding stand. Code, Reason and Who are never empty; File, Project and Cell
// narrow it down and may be empty. Until is the last day it holds, zero when it has none.
type Waiver struct {
	Code, File, Project, Cell string
	Reason, Who               string
	Until                     time.Time
}

// List is the waivers of a run, in the order of the file.
type List []Waiver

// fields are the keys of an entry; the first ones must be filled in.
var fields = []string{"code", "reason", "who", "file", "project", "cell", "until"}

const required = 3

// Load reads a waiver file: a YAML list of entries. known are the codes there are; the error names
// file, line and column, and what was expected.
func Load(name string, data []byte, known []string) (List, error) {
	var root yaml.Node
	if err := yaml.Unmarshal(data, &root); err != nil {
		return nil, fmt.Errorf("%s 不是合法的 YAML:%v", name, err)
	}
	if len(root.Content) == 0 {
		return nil, nil
	}
	top := root.Content[0]
	if top.Kind != yaml.SequenceNode {
		return nil, at(name, top, "应为豁免清单,每条以“- code:”开头")
	}
	list := make(List, 0, len(top.Content))
	for _, node := range top.Content {
		w, err := entry(name, node, known)
		if err != nil {
			return nil, err
		}
		list = append(list, w)
	}
	return list, nil
}

func at(name string, n *yaml.Node, format string, args ...any) error {
	return position.Problem{File: name, Line: n.Line, Column: n.Column, Message: fmt.Sprintf(format, args...)}
}

func entry(name string, node *yaml.Node, known []string) (Waiver, error) {
	var w Waiver
	if node.Kind != yaml.MappingNode {
		return w, at(name, node, "每条豁免应写 code、reason、who 等项")
	}
	into := map[string]*string{
		"code": &w.Code, "file": &w.File, "project": &w.Project, "cell": &w.Cell, "reason": &w.Reason, "who": &w.Who,
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		switch dst := into[key.Value]; {
		case value.Kind != yaml.ScalarNode:
			return w, at(name, value, "%s 应为一段文字", key.Value)
		case dst != nil:
			*dst = strings.TrimSpace(value.Value)
		case key.Value == "until":
			day, err := time.Parse("2006-01-02", value.Value)
			if err != nil {
				return w, at(name, value, "until 应写成 2026-12-31 这样的日期,现为“%s”", value.Value)
			}
			w.Until = day
		default:
			return w, at(name, key, "不认识的项“%s”。%s", key.Value, suggest.Question(key.Value, fields))
		}
	}
	for _, f := range fields[:required] {
		if *into[f] == "" {
			return w, at(name, node, "缺少 %s:豁免要写明代码、理由和决定人", f)
		}
	}
	return w, w.check(name, node, known)
}

func (w *Waiver) check(name string, node *yaml.Node, known []string) error {
	w.Code = strings.ToUpper(w.Code)
	found := false
	for _, k := range known {
		found = found || k == w.Code
	}
	if !found {
		return at(name, node, "没有问题代码“%s”。%s", w.Code, suggest.Question(w.Code, known))
	}
	if _, err := path.Match(w.File, ""); err != nil {
		return at(name, node, "file“%s”不是合法的通配写法", w.File)
	}
	if w.Cell == "" {
		return nil
	}
	if _, err := cellref.Parse(w.Cell); err != nil {
		return at(name, node, "cell“%s”不是单元格,应写成 F12 这样", w.Cell)
	}
	w.Cell = strings.ToUpper(w.Cell)
	return nil
}

// covers reports whether the waiver is about this finding.
func (w *Waiver) covers(f *finding.Finding, file, project string) bool {
	return w.Code == f.Code &&
		(w.Project == "" || w.Project == project) &&
		(w.Cell == "" || w.Cell == f.Cell.String()) &&
		(w.File == "" || matches(w.File, file))
}

// matches compares a pattern with a path: whole, by its last parts, or by the file name alone.
func matches(pattern, file string) bool {
	for {
		if ok, _ := path.Match(pattern, file); ok {
			return true
		}
		_, rest, more := strings.Cut(file, "/")
		if !more {
			return false
		}
		file = rest
	}
}

// Apply lets the covered findings of one form or file stand: each becomes a remark that gives the
// reason, who decided and until when. A waiver whose last day is before today does nothing but
// raise CodeExpired once. file is the path with forward slashes. list itself is not changed.
func (l List) Apply(list []finding.Finding, file, project string, today time.Time) []finding.Finding {
	if len(l) == 0 {
		return list
	}
	out := make([]finding.Finding, 0, len(list))
	for _, f := range list {
		var late *Waiver
		for i := range l {
			w := &l[i]
			if !w.covers(&f, file, project) {
				continue
			}
			if !w.Until.IsZero() && w.Until.Before(today) {
				late = w
				continue
			}
			f.Severity, f.Waiver, late = finding.Info, w.text(), nil
			f.Message += "(已豁免:" + f.Waiver + ")"
			break
		}
		out = append(out, f)
		if late != nil {
			out = append(out, finding.Finding{
				Code: CodeExpired, Severity: finding.Warn, Sheet: f.Sheet, Cell: f.Cell,
				Message: fmt.Sprintf("对 %s 的豁免已于%s到期(%s)", late.Code, late.Until.Format("2006年1月2日"), late.Who),
				Hint:    "改正问题,或由决定人重新确认豁免", Source: "约定",
			})
		}
	}
	return out
}

func (w *Waiver) text() string {
	text := w.Reason + "," + w.Who
	if !w.Until.IsZero() {
		text += ",至" + w.Until.Format("2006年1月2日")
	}
	return text
}
