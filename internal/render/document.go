package render

import (
	"jixiao/internal/audit"
	"jixiao/internal/cellref"
	"jixiao/internal/county"
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/form"
	"jixiao/internal/quantity"
	"jixiao/internal/score"
)

// The JSON document: field order is key order, and both are the contract with every script that
// reads it. It changes only by adding; schema.json describes it.

type fileDoc struct {
	Path     string       `json:"path"`
	SHA256   *string      `json:"sha256"`
	Status   audit.Status `json:"status"`
	Error    *problemDoc  `json:"error"`
	Output   *string      `json:"output"`
	Forms    []formDoc    `json:"forms"`
	Findings []findingDoc `json:"findings"`
	Hidden   int          `json:"hidden,omitempty"` // findings below --min-severity
}

type problemDoc struct {
	Code    string  `json:"code"`
	Message string  `json:"message"`
	Hint    *string `json:"hint"`
}

type formDoc struct {
	Sheet      string         `json:"sheet"`
	Layout     string         `json:"layout"`
	Rules      *string        `json:"rules"`
	Year       *int           `json:"year"`
	Level      form.Level     `json:"level"`
	County     *countyRefDoc  `json:"county"`
	Project    projectDoc     `json:"project"`
	Goals      goalsDoc       `json:"goals"`
	Funds      []fundDoc      `json:"funds"`
	Indicators []indicatorDoc `json:"indicators"`
	Total      totalDoc       `json:"total"`
	Grade      *string        `json:"grade"`
	SelfGrade  *string        `json:"self_grade"`
	Findings   []findingDoc   `json:"findings"`
}

type countyRefDoc struct {
	Name     string  `json:"name"`
	Code     *string `json:"code"`
	City     *string `json:"city"`
	Province *string `json:"province"`
	From     *string `json:"from"`
}

type projectDoc struct {
	Name       *string `json:"name"`
	Department *string `json:"department"`
	Unit       *string `json:"unit"`
}

type goalsDoc struct {
	Expected *string `json:"expected"`
	Actual   *string `json:"actual"`
}

type fundDoc struct {
	Label     *string      `json:"label"`
	Initial   *string      `json:"initial"`
	Budget    *string      `json:"budget"`
	Executed  *string      `json:"executed"`
	Rate      *string      `json:"rate"`
	Points    *string      `json:"points"`
	SelfScore *string      `json:"self_score"`
	Score     *string      `json:"score"`
	Cells     fundCellsDoc `json:"cells"`
}

type fundCellsDoc struct {
	Budget   *string `json:"budget"`
	Executed *string `json:"executed"`
	Score    *string `json:"score"`
}

type indicatorDoc struct {
	Row        int               `json:"row"`
	Level1     *string           `json:"level1"`
	Level2     *string           `json:"level2"`
	Level3     *string           `json:"level3"`
	Direction  *string           `json:"direction"`
	Unit       *string           `json:"unit"`
	Target     *string           `json:"target"`
	Actual     *string           `json:"actual"`
	Kind       quantity.Kind     `json:"kind"`
	Understood *string           `json:"understood"`
	Met        quantity.Met      `json:"met"`
	Completion *string           `json:"completion"`
	Points     *string           `json:"points"`
	SelfScore  *string           `json:"self_score"`
	Score      *string           `json:"score"`
	Suggested  *string           `json:"suggested,omitempty"`
	Decision   score.Decision    `json:"decision"`
	Formula    *string           `json:"formula"`
	Rule       *string           `json:"rule"`
	Reason     *string           `json:"reason"`
	Cells      indicatorCellsDoc `json:"cells"`
}

type indicatorCellsDoc struct {
	Target *string `json:"target"`
	Actual *string `json:"actual"`
	Points *string `json:"points"`
	Score  *string `json:"score"`
	Reason *string `json:"reason"`
}

type totalDoc struct {
	Points    *string `json:"points"`
	SelfScore *string `json:"self_score"`
	Score     *string `json:"score"`
	Manual    int     `json:"manual"`
	Cell      *string `json:"cell"`
}

type findingDoc struct {
	Code     string  `json:"code"`
	Severity string  `json:"severity"`
	Cell     *string `json:"cell"`
	Value    *string `json:"value"`
	Message  string  `json:"message"`
	Hint     *string `json:"hint"`
	Source   *string `json:"source"`
	Waiver   *string `json:"waiver,omitempty"` // why the fault is let stand
}

// text is null for what is not there or not filled in.
func text(s string) *string { return filled(&s) }

// filled is text for a string that stays where it is: a form has hundreds, and none is copied.
func filled(s *string) *string {
	if *s == "" {
		return nil
	}
	return s
}

func number(n decimal.Null) *string { return text(n.String()) }

// points2 writes a score the way the field does, with two decimals.
func points2(n decimal.Null) *string {
	if !n.Valid {
		return nil
	}
	return text(n.Round(2).String())
}

// completion writes a ratio exactly where it has an end, else with six decimals.
func completion(c *quantity.Comparison) *string {
	if !c.HasCompletion {
		return nil
	}
	if d, ok := c.Completion.Exact(); ok {
		return text(d.String())
	}
	return text(c.Completion.Round(6).String())
}

func cell(r cellref.Ref) *string { return text(r.String()) }

func newFileDoc(r *audit.Result, opt Options) fileDoc {
	doc := fileDoc{
		Path: r.Path, SHA256: filled(&r.SHA256), Status: r.Status, Output: filled(&r.Output),
		Forms: make([]formDoc, 0, len(r.Forms)),
	}
	if p := r.Problem; p != nil {
		doc.Error = &problemDoc{Code: p.Code, Message: p.Message, Hint: filled(&p.Hint)}
	}
	for i := range r.Forms {
		f, hidden := newFormDoc(&r.Forms[i], opt)
		doc.Forms = append(doc.Forms, f)
		doc.Hidden += hidden
	}
	shown, hidden := opt.visible(r.Findings)
	doc.Findings = newFindingDocs(shown)
	doc.Hidden += hidden
	return doc
}

func newFormDoc(f *audit.Form, opt Options) (formDoc, int) {
	shown, hidden := opt.visible(f.Findings)
	doc := formDoc{
		Sheet: f.Sheet, Layout: f.Layout, Level: f.Level, County: newCountyRefDoc(f.County),
		Project: projectDoc{
			Name: filled(&f.Project.Name.Text), Department: filled(&f.Project.Department.Text), Unit: filled(&f.Project.Unit.Text),
		},
		Funds:      make([]fundDoc, 0, len(f.Funds.Rows)),
		Indicators: make([]indicatorDoc, 0, len(f.Indicators)),
		Total:      totalDoc{Cell: cell(f.Total.Score.Cell)},
		SelfGrade:  filled(&f.Total.Grade.Text),
		Findings:   newFindingDocs(shown),
	}
	if f.Year != 0 {
		doc.Year = &f.Year
	}
	if len(f.Goals) > 0 {
		doc.Goals = goalsDoc{Expected: filled(&f.Goals[0].Expected.Text), Actual: filled(&f.Goals[0].Actual.Text)}
	}
	for i := range f.Funds.Rows {
		doc.Funds = append(doc.Funds, newFundDoc(f, i))
	}
	if s := f.Score; s != nil {
		doc.Rules = filled(&s.Rules)
		for i := range s.Rows {
			if !s.Rows[i].Template { // a line of the blank form is no indicator
				doc.Indicators = append(doc.Indicators, newIndicatorDoc(&s.Rows[i]))
			}
		}
		t := s.Total
		doc.Total.Points, doc.Total.SelfScore = number(t.Points), number(t.Self)
		doc.Total.Score, doc.Total.Manual = points2(t.Sum), t.Manual
		doc.Grade = text(t.Grade)
	}
	return doc, hidden
}

func newCountyRefDoc(c county.County) *countyRefDoc {
	if c.Name == "" {
		return nil
	}
	return &countyRefDoc{
		Name: c.Name, Code: text(c.Code), City: text(c.City), Province: text(c.Province), From: text(c.From),
	}
}

func newFundDoc(f *audit.Form, i int) fundDoc {
	row := &f.Funds.Rows[i]
	doc := fundDoc{
		Label:   filled(&row.Label.Text),
		Initial: amount(row.Initial), Budget: amount(row.Budget), Executed: amount(row.Executed),
		Points: amount(row.Points), SelfScore: amount(row.Score),
		Cells: fundCellsDoc{
			Budget: cell(row.Budget.Cell), Executed: cell(row.Executed.Cell), Score: cell(row.Score.Cell),
		},
	}
	if s := f.Score; s != nil && s.Funds.Row == i {
		if s.Funds.HasRate {
			doc.Rate = text(s.Funds.Rate.Round(6).Plain().String())
		}
		doc.Score = points2(s.Funds.Score)
		if s.Funds.Points.Valid { // also where the block's heading states them
			doc.Points = number(s.Funds.Points)
		}
	}
	return doc
}

func newIndicatorDoc(r *score.Row) indicatorDoc {
	in := r.Indicator
	doc := indicatorDoc{
		Row: in.Row, Level1: filled(&in.Level1), Level2: filled(&in.Level2), Level3: filled(&in.Level3.Text),
		Direction: filled(&in.Direction.Text), Unit: filled(&in.Unit.Text),
		Target: text(in.Target.Filed()), Actual: text(in.Actual.Filed()),
		Kind: r.Target.Kind, Understood: filled(&r.Understood), Met: r.Compared.Met,
		Completion: completion(&r.Compared),
		Points:     number(r.Points), SelfScore: number(r.Self), Score: points2(r.Score),
		Decision: r.Decision, Formula: filled(&r.Formula), Rule: filled(&r.Rule), Reason: filled(&r.Why),
		Cells: indicatorCellsDoc{
			Target: cell(in.Target.Cell), Actual: cell(in.Actual.Cell), Points: cell(in.Points.Cell),
			Score: cell(in.Score.Cell), Reason: cell(in.Reason.Cell),
		},
	}
	if r.Decision == score.Manual || r.Decision == score.NoScore {
		doc.Score = nil
		doc.Suggested = points2(r.Suggested)
	}
	if doc.Kind == "" {
		doc.Kind = quantity.None
	}
	if doc.Met == "" {
		doc.Met = quantity.Unknown
	}
	return doc
}

func newFindingDocs(list []finding.Finding) []findingDoc {
	docs := make([]findingDoc, 0, len(list))
	for i := range list {
		f := &list[i]
		docs = append(docs, findingDoc{
			Code: f.Code, Severity: f.Severity.String(), Cell: cell(f.Cell), Value: filled(&f.Value),
			Message: f.Message, Hint: filled(&f.Hint), Source: filled(&f.Source), Waiver: filled(&f.Waiver),
		})
	}
	return docs
}
