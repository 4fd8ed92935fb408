package render

import (
	_ "embed"
	"html/template"
	"io"
	"strconv"
	"strings"

	"jixiao/internal/audit"
	"jixiao/internal/finding"
	"jixiao/internal/score"
)

//go:embed page.html
var pageSource string

var page = template.Must(template.New("page").Parse(pageSource))

// htmlRenderer writes one self-contained page: no file, font or address beside it is needed, and
// its content policy forbids any.
type htmlRenderer struct {
	w    io.Writer
	opt  Options
	sum  tally
	view htmlPage
}

type htmlPage struct {
	Verdict  []string
	Lacking  []string // what was not checked
	Bad      bool
	Tool     string
	Rules    string
	Files    []htmlFile
	Forms    []htmlForm
	Findings []htmlFinding
	Counties []countyDoc
}

// htmlFile is a file that could not be read or was not recognised.
type htmlFile struct {
	Path, Status, Message, Hint, Code string
}

type htmlForm struct {
	ID, Path, Sheet, Project, Department string
	Self, Sum, Grade, Outcome            string
	Errors, Warns, Manual                int
	Funds                                string // the execution rate's formula
	Rows                                 []htmlRow
}

type htmlRow struct {
	Name, Level, Target, Understood, Actual, Points, Self, Score string
	Decision, Formula, Why                                       string
	Class                                                        string
}

type htmlFinding struct {
	Form, Path, Sheet, Cell, Severity, Class, Codes, Message, Hint, Source string
}

func newHTML(w io.Writer, head Head, opt Options) Renderer {
	return &htmlRenderer{w: w, opt: opt, view: htmlPage{Tool: "jixiao " + head.Version, Rules: head.Rules, Lacking: UncheckedLines(head.Unchecked)}}
}

func (r *htmlRenderer) File(res *audit.Result) error {
	r.sum.add(res)
	if p := res.Problem; p != nil {
		status := "无法读取"
		if res.Status == audit.StatusUnrecognised {
			status = "未识别"
		}
		r.view.Files = append(r.view.Files, htmlFile{clean(res.Path), status, p.Message, p.Hint, p.Code})
	}
	r.findings(res.Path, "", res.Findings)
	for i := range res.Forms {
		f := &res.Forms[i]
		id := "f" + strconv.Itoa(len(r.view.Forms)+1)
		r.view.Forms = append(r.view.Forms, newHTMLForm(id, res.Path, f))
		r.findings(res.Path, id, f.Findings)
	}
	return nil
}

func (r *htmlRenderer) findings(path, id string, list []finding.Finding) {
	shown, hidden := r.opt.visible(list)
	r.sum.hidden += hidden
	for _, f := range finding.Faults(shown) {
		r.sum.count(f.Severity)
		r.view.Findings = append(r.view.Findings, htmlFinding{
			Form: id, Path: clean(path), Sheet: f.Sheet, Cell: f.Cell.String(), Severity: f.Severity.Word(), Class: f.Severity.String(),
			Codes: strings.Join(f.Codes, " "), Message: clean(f.Message), Hint: clean(hintOf(f)), Source: clean(f.Source),
		})
	}
}

func newHTMLForm(id, path string, f *audit.Form) htmlForm {
	v := htmlForm{
		ID: id, Path: clean(path), Sheet: f.Sheet, Project: clean(f.Project.Name.Text), Department: clean(f.Project.Department.Text),
		Outcome: outcome(f.Score), Errors: finding.Count(f.Findings, finding.Error), Warns: finding.Count(f.Findings, finding.Warn),
	}
	s := f.Score
	if s == nil {
		return v
	}
	v.Self, v.Manual, v.Funds = s.Total.Self.String(), s.Total.Manual, s.Funds.Formula
	if s.Total.Sum.Valid {
		v.Sum = s.Total.Sum.Round(2).String()
		v.Grade = strings.TrimPrefix(gradeWords(s.Total), ",")
	}
	for i := range s.Rows {
		if !s.Rows[i].Template {
			v.Rows = append(v.Rows, newHTMLRow(&s.Rows[i], s.Total.Rounding))
		}
	}
	return v
}

// decisionWords are the words of every output for people.
var decisionWords = map[score.Decision]string{
	score.Computed: "计算得出", score.Accepted: "自评在档次内", score.Manual: "待人工判定", score.NoScore: "不计分",
}

func newHTMLRow(r *score.Row, rounding int32) htmlRow {
	in := r.Indicator
	v := htmlRow{
		Name: clean(in.Level3.Text), Level: strings.Trim(clean(in.Level1)+" / "+clean(in.Level2), " /"), Target: clean(in.Target.Filed()),
		Understood: r.Understood, Actual: clean(in.Actual.Filed()), Points: r.Points.String(), Self: r.Self.String(),
		Decision: decisionWords[r.Decision], Formula: r.Formula, Why: clean(r.Why),
	}
	switch {
	case r.Decision == score.Manual:
		v.Class = "warn"
		if r.Suggested.Valid {
			v.Score = "建议 " + r.Suggested.Round(2).String()
		}
	case r.Score.Valid:
		v.Score = r.Score.Round(2).String()
		rounded := !r.Exact.Den.IsZero() && r.Exact.Round(rounding).Equal(r.Self.Decimal) // decisions 23
		if r.Self.Valid && !r.Self.Equal(r.Score.Decimal) && !rounded {
			v.Class = "error"
		}
	}
	return v
}

func (r *htmlRenderer) Close(counties []County) error {
	for i := range counties {
		r.view.Counties = append(r.view.Counties, newCountyDoc(&counties[i]))
	}
	r.view.Verdict, r.view.Bad = r.sum.verdict(), r.sum.bad()
	return page.Execute(r.w, &r.view)
}
