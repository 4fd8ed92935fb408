package mail

import (
	"fmt"
	"html/template"
	"net/url"
	"strconv"
	"strings"
)

// How much a letter tells before it points to the marked copies and the summary.
const (
	maxPoints   = 5   // findings of one file
	maxDetailed = 40  // files whose findings are shown
	maxListed   = 300 // files of one verdict that are named
)

// page is what the templates see.
type page struct {
	Subject, Greeting, Lead, Counts string
	Place, Department               string
	Part, Parts                     int
	Continued                       bool
	Sections                        []section
	Uncertain                       bool
	Summaries                       []summaryView
	Attached                        []string
	Left                            []left
}

type section struct {
	Title, Color  string
	Total, Hidden int
	Items         []itemView
}

type itemView struct {
	Number                         int
	Heading, Result, Problem, Hint string
	Points                         []Point
	More                           int
	Copy                           string
	Link                           template.URL
}

type summaryView struct {
	Path string
	Link template.URL
}

// left is a file that the letter speaks of and does not carry.
type left struct{ Path, Why string }

var colors = map[Verdict]string{Failed: "#b00020", Correct: "#d9730d", Judge: "#b58900", Passed: "#2e7d32"}

// newPage lays out a letter; what it carries is added by the caller.
func newPage(l *Letter, linkBase string, w *words) page {
	p := page{
		Department: l.Department, Part: l.Part, Parts: l.Parts, Continued: l.Part > 1, Counts: l.Counts, Uncertain: l.Uncertain,
	}
	year := ""
	if l.Year > 0 {
		year = fmt.Sprintf("%d年度", l.Year)
	}
	p.Place = strings.TrimSpace(l.County + " " + year)
	p.Lead = p.Place + "绩效自评复核结果:" + p.Counts + "。"
	if l.Department != "" {
		p.Greeting = l.Department + ":"
		p.Lead = "你单位报送的" + year + "绩效自评表已复核," + p.Counts + "。"
	}
	detailed := 0
	for _, v := range w.Verdicts {
		s := section{Title: v.Title, Color: colors[v.Verdict]}
		for i := range l.Items {
			it := &l.Items[i]
			if it.Verdict != v.Verdict {
				continue
			}
			s.Total++
			if s.Total > maxListed {
				s.Hidden++
				continue
			}
			view := newItem(it, s.Total, l.Department == "", linkBase)
			if len(view.Points) > 0 {
				if detailed++; detailed > maxDetailed {
					view.Points, view.More = nil, 0
				}
			}
			s.Items = append(s.Items, view)
		}
		if s.Total > 0 {
			p.Sections = append(p.Sections, s)
		}
	}
	for _, f := range l.Summaries {
		p.Summaries = append(p.Summaries, summaryView{f.Path, link(linkBase, f.Path)})
	}
	return p
}

// counts is "共 5 份,通过 2,需修改 1,…", the verdict in one line.
func counts(items []Item, w *words) string {
	var list []string
	for i := len(w.Verdicts) - 1; i >= 0; i-- {
		n := 0
		for _, it := range items {
			if it.Verdict == w.Verdicts[i].Verdict {
				n++
			}
		}
		if n > 0 || w.Verdicts[i].Verdict == Passed {
			list = append(list, w.Verdicts[i].Count+" "+strconv.Itoa(n))
		}
	}
	return fmt.Sprintf("共 %d 份,%s", len(items), strings.Join(list, ","))
}

func newItem(it *Item, number int, withDepartment bool, linkBase string) itemView {
	v := itemView{Number: number, Heading: it.Project, Problem: it.Problem, Hint: it.Hint}
	if v.Heading == "" {
		v.Heading = it.Source
	}
	if withDepartment && it.Department != "" && it.Project != "" {
		v.Heading += "(" + it.Department + ")"
	}
	if it.Superseded {
		v.Heading += "[已有更新的版本,以后报的为准]"
	}
	v.Result = result(it)
	v.Points = it.Points[:min(len(it.Points), maxPoints)]
	if more := it.Errors + it.Warnings - len(v.Points); more > 0 && len(v.Points) > 0 {
		v.More = more
	}
	// A department that cannot reach the bureau's folder has the copy as an attachment.
	if it.Copy != nil && (withDepartment || linkBase != "") {
		v.Copy, v.Link = it.Copy.Path, link(linkBase, it.Copy.Path)
	}
	return v
}

// result is one line of figures: points, grade, how many findings.
func result(it *Item) string {
	var list []string
	if it.Total != "" {
		var notes []string
		if it.Manual > 0 {
			notes = append(notes, "暂定")
		}
		if it.SelfTotal != "" {
			notes = append(notes, "自评 "+it.SelfTotal)
		}
		s := "复核得分 " + it.Total
		if len(notes) > 0 {
			s += "(" + strings.Join(notes, ";") + ")"
		}
		list = append(list, s)
	}
	if it.Grade != "" {
		grade := "等级 " + it.Grade
		if it.Manual > 0 {
			grade += "(暂定)"
		}
		list = append(list, grade)
	}
	for _, n := range []struct {
		count int
		word  string
	}{{it.Errors, "错误"}, {it.Warnings, "提示"}, {it.Manual, "待人工判定"}} {
		if n.count > 0 {
			list = append(list, fmt.Sprintf("%s %d 处", n.word, n.count))
		}
	}
	return strings.Join(list, ",")
}

// link is where a path of the workspace opens from the recipient's machine: below base, a web
// address or a shared folder (\\server\share). A mail has no place of its own, so without a base
// there is no link. Only these schemes come out, so the page may take the address as it is.
func link(base, path string) template.URL {
	switch {
	case strings.HasPrefix(base, `\\`):
		base = "file:" + strings.ReplaceAll(base, `\`, "/")
	case strings.HasPrefix(base, "https://"), strings.HasPrefix(base, "http://"):
	default:
		return ""
	}
	segments := strings.Split(path, "/")
	for i, s := range segments {
		segments[i] = url.PathEscape(s)
	}
	return template.URL(strings.TrimSuffix(base, "/") + "/" + strings.Join(segments, "/"))
}
