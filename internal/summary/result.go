package summary

import (
	"path/filepath"
	"slices"
	"strings"
	"time"

	"jixiao/internal/audit"
	"jixiao/internal/county"
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/form"
	"jixiao/internal/quantity"
	"jixiao/internal/score"
)

const (
	// moneyDoubt is the check that says an amount is probably in another unit.
	moneyDoubt = "L-FUND-08"
	// pointsOff is the check that says the points do not add to 100.
	pointsOff = "L-WGT-01"
)

// Collect sorts the results of a run by county; see Collector. base is the folder that the
// summaries are written to: links to the marked copies are relative to it.
func Collect(results []*audit.Result, base string) []*Input {
	c := NewCollector(base, nil)
	for _, r := range results {
		_ = c.Add(r) // without a store nothing can fail
	}
	return c.Inputs()
}

// Collector sorts forms by county as they come, results of this run and lines of earlier summaries
// alike. With a store the rows of each form are set aside, and about two kilobytes of it stay.
type Collector struct {
	base     string
	store    Store
	byName   map[string]*Input
	order    []string
	folders  map[string]county.County
	homeless []Form // files without a form
}

// NewCollector returns an empty Collector; store may be nil. Links to the marked copies are
// relative to base.
func NewCollector(base string, store Store) *Collector {
	return &Collector{base: base, store: store, byName: map[string]*Input{}, folders: map[string]county.County{}}
}

// Add takes the next result; nil is passed over.
func (c *Collector) Add(r *audit.Result) error {
	switch {
	case r == nil:
		return nil
	case len(r.Forms) == 0:
		c.homeless = append(c.homeless, noForm(r))
		return nil
	}
	for i := range r.Forms {
		f := &r.Forms[i]
		line := newForm(r, f, c.base)
		if i == 0 {
			line.Findings = append(line.Findings, r.Findings...)
		}
		c.folders[folder(r.Path)] = f.County
		if err := c.AddForm(f.County, line); err != nil {
			return err
		}
	}
	return nil
}

// AddForm takes one line of a county.
func (c *Collector) AddForm(place county.County, f Form) error {
	in := c.Input(place)
	if c.store != nil {
		if err := f.setAside(c.store); err != nil {
			return err
		}
	}
	in.Forms = append(in.Forms, f)
	return nil
}

// Input returns the input of a county, an empty one when no form of it has come.
func (c *Collector) Input(place county.County) *Input {
	key := place.FullName()
	in := c.byName[key]
	if in == nil {
		in = &Input{County: place, Store: c.store}
		c.byName[key] = in
		c.order = append(c.order, key)
	}
	return in
}

// Inputs returns the counties in the order of their names; forms of no known county come last. A
// file without a form joins the county of the folder it lies in when another file of that folder
// has one, else those of no county.
func (c *Collector) Inputs() []*Input {
	for _, f := range c.homeless {
		in := c.Input(c.folders[folder(f.Path)])
		in.Forms = append(in.Forms, f)
	}
	c.homeless = nil
	slices.SortStableFunc(c.order, func(a, b string) int {
		if (a == "") != (b == "") {
			return strings.Compare(b, a)
		}
		return strings.Compare(a, b)
	})
	list := make([]*Input, len(c.order))
	for i, key := range c.order {
		list[i] = c.byName[key]
	}
	return list
}

func folder(path string) string {
	i := strings.LastIndexByte(path, '/')
	return path[:max(i, 0)]
}

// noForm is a file that could not be read or holds no known form.
func noForm(r *audit.Result) Form {
	f := Form{Path: r.Path, SHA256: r.SHA256, State: Unreadable, Findings: r.Findings}
	if r.Status == audit.StatusUnrecognised {
		f.State = Unrecognised
	}
	if r.Problem != nil {
		f.Message = r.Problem.Message
	}
	return f
}

func newForm(r *audit.Result, f *audit.Form, base string) Form {
	s := f.Score
	out := Form{
		Path: r.Path, Output: relative(base, r.Output), SHA256: r.SHA256, Sheet: f.Sheet, Modified: r.Modified,
		Department: f.Project.Department.Text, Unit: f.Project.Unit.Text, Project: f.Project.Name.Text, Code: f.Project.Code.Text,
		Layout: f.LayoutTitle, Whole: f.Level == form.LevelDepartment, Year: f.Year,
		Money: money(f), Self: s.Total.Self, Score: s.Total.Sum, Manual: s.Total.Manual,
		SelfGrade: s.Total.SelfGrade, Grade: s.Total.Grade,
		Findings: slices.Clip(f.Findings), State: state(s.State), Unequal: unequal(f),
	}
	if !r.Received.IsZero() {
		out.Received = dayOf(r.Received)
	}
	if d, err := decimal.Parse(strings.TrimSpace(f.Total.ReviewScore.Text)); err == nil {
		out.Review = decimal.Some(d)
	}
	if f.County.Name == "" {
		out.Places = strings.Join(f.County.Ambiguous, "、")
	}
	if s.Funds.HasRate {
		out.Rate = decimal.Some(s.Funds.Rate.Round(6).Plain())
	}
	if i := s.Funds.Row; i >= 0 && i < len(f.Funds.Rows) {
		out.RateFiled = f.Funds.Rows[i].Rate.Text
	}
	for i := range s.Rows {
		if row := &s.Rows[i]; row.Indicator != nil {
			out.Indicators = append(out.Indicators, indicator(row))
		}
	}
	return out
}

// unequal reports a total on a scale of its own: the points that count do not add to 100, and nobody with the
// right to has let that stand.
func unequal(f *audit.Form) bool {
	waived := func(x finding.Finding) bool { return x.Code == pointsOff && x.Waiver != "" }
	return f.Score.Total.Doubt != "" && !slices.ContainsFunc(f.Findings, waived)
}

// china is the one time zone of those who file, in which a day begins and ends.
var china = time.FixedZone("CST", 8*60*60)

func dayOf(t time.Time) string { return t.In(china).Format(time.DateOnly) }

func state(s score.State) State {
	switch s {
	case score.NotFilled:
		return NotFilled
	case score.NoPoints:
		return NoPoints
	case score.ScoresOnly:
		return ScoresOnly
	}
	return Scored
}

// money is the fund block in 万元; an amount whose unit the form does not say, or which a check
// doubts, is not summed.
func money(f *audit.Form) Money {
	m := Money{Budget: f.Score.Funds.Budget, Executed: f.Score.Funds.Executed}
	if t := f.Funds.TotalRow(); t != nil {
		if d, err := decimal.Parse(strings.ReplaceAll(t.Initial.Text, ",", "")); err == nil {
			m.Initial = decimal.Some(d)
		}
	}
	for _, n := range []*decimal.Null{&m.Initial, &m.Budget, &m.Executed} {
		if !n.Valid {
			continue
		}
		wan, ok := form.Wan(n.Decimal, f.Funds.MoneyUnit)
		if !ok {
			m.Doubt = "表内没有写明金额单位"
			continue
		}
		n.Decimal = wan
	}
	if m.Doubt == "" && slices.ContainsFunc(f.Findings, func(x finding.Finding) bool { return x.Code == moneyDoubt }) {
		m.Doubt = "金额单位疑似填错"
	}
	return m
}

func indicator(row *score.Row) Indicator {
	ind := row.Indicator
	out := Indicator{
		Level1: ind.Level1, Level2: ind.Level2, Level3: ind.Name,
		Target: ind.Target.Text, Actual: ind.Actual.Text, Understood: row.Understood,
		Kind: string(row.Target.Kind), Met: string(row.Compared.Met),
		Points: row.Points, Self: row.Self, Score: row.Score,
		Decision: string(row.Decision), Formula: row.Formula, Reason: row.Why, Cell: ind.Score.Cell.String(),
	}
	if row.Compared.HasCompletion && row.Target.Kind != quantity.Qualitative {
		out.Completion = decimal.Some(row.Compared.Completion.Round(6).Plain())
	}
	return out
}

// relative is the path of a marked copy as a link from the summary beside it.
func relative(base, output string) string {
	if output == "" {
		return ""
	}
	rel, err := filepath.Rel(filepath.FromSlash(base), filepath.FromSlash(output))
	if err != nil {
		return ""
	}
	return filepath.ToSlash(rel)
}
