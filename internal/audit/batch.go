package audit

import (
	"strings"

	"jixiao/internal/county"
	"jixiao/internal/finding"
	"jixiao/internal/form"
	"jixiao/internal/rule"
)

// Across runs the checks that compare the forms of one run (copied texts, a department all of
// whose projects are at 100), county by county, and adds what they find to the forms concerned.
func Across(results []*Result, opt *Options) {
	c := NewCrossing(opt)
	for _, r := range results {
		c.Add(r)
	}
	c.Finish(nil)
	for i, r := range results {
		c.Apply(i, r)
	}
}

// Crossing does what Across does for a run that is not held in memory: every file is added in
// order and may then be dropped; after Finish the findings are applied to the files when they
// come by again.
type Crossing struct {
	opt    *Options
	places []*crossedCounty
	byName map[string]*crossedCounty
	files  int
	found  map[int][]placed // by file
}

// crossedCounty is the forms of one county.
type crossedCounty struct {
	county.County
	compared rule.Comparison
	homes    []Home
}

// Home is where a form lies, and the words by which a roster knows it.
type Home struct {
	File, Form                      int
	Department, Unit, Project, Code string // as filed; Department in short (county.Department)
	Whole                           bool
}

// placed is a finding of one form of a file.
type placed struct {
	form int
	finding.Finding
}

// NewCrossing returns a Crossing without any file.
func NewCrossing(opt *Options) *Crossing {
	return &Crossing{opt: opt, byName: map[string]*crossedCounty{}, found: map[int][]placed{}}
}

// Add takes the next file; nil, a file that was not processed, counts as one without forms.
func (c *Crossing) Add(r *Result) {
	file := c.files
	c.files++
	if r == nil {
		return
	}
	for i := range r.Forms {
		f := &r.Forms[i]
		name := f.County.FullName()
		place := c.byName[name]
		if place == nil {
			place = &crossedCounty{County: f.County}
			c.byName[name] = place
			c.places = append(c.places, place)
		}
		department := county.Department(firstOf(f.Project.Department.Text, f.Project.Unit.Text))
		place.compared.Add(&rule.Item{
			Path: r.Path, Department: department,
			Input: rule.Input{Form: f.Form, Score: f.Score, Rules: c.opt.Rules},
		})
		place.homes = append(place.homes, Home{
			File: file, Form: i, Department: strings.Clone(department), Unit: strings.Clone(f.Project.Unit.Text),
			Project: strings.Clone(f.Project.Name.Text), Code: strings.Clone(f.Project.Code.Text), Whole: f.Level == form.LevelDepartment,
		})
	}
}

// Finish compares what was added; it is called once. expected, which may be nil, tells which projects of a county owe
// a form, in the departments' names as its forms have them where they have one.
func (c *Crossing) Finish(expected func(county.County, []Home) []rule.Expected) {
	for _, place := range c.places {
		var reference *rule.Reference
		if expected != nil {
			reference = &rule.Reference{Roster: expected(place.County, place.homes)}
		}
		first := map[string]int{}
		for i := len(place.homes) - 1; i >= 0; i-- {
			first[place.homes[i].Department] = i
		}
		for _, a := range place.compared.Findings(reference) {
			at, ok := a.Item, true
			if at < 0 {
				at, ok = first[a.Department]
			}
			if ok { // a department without any form has no place for a finding: it is in the list of the missing
				h := place.homes[at]
				c.found[h.File] = append(c.found[h.File], placed{h.Form, a.Finding})
			}
		}
		place.compared, place.homes = rule.Comparison{}, nil // they have said what they had to
	}
}

// Apply adds to r, the file of that index, what the comparison found about its forms; a finding
// about a department as a whole goes to the first form of that department.
func (c *Crossing) Apply(file int, r *Result) {
	if r == nil {
		return
	}
	for _, p := range c.found[file] {
		f := &r.Forms[p.form]
		p.Finding.Sheet = f.Sheet
		f.Findings = append(f.Findings, c.opt.Waivers.Apply([]finding.Finding{p.Finding}, r.Path, f.Project.Name.Text, c.opt.Today)...)
		finding.Sort(f.Findings, []string{f.Sheet})
		f.Findings = finding.Compact(f.Findings)
	}
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// Counties returns the counties of the forms added, in the order of their first form; the unknown
// one among them is zero.
func (c *Crossing) Counties() []county.County {
	list := make([]county.County, len(c.places))
	for i, p := range c.places {
		list[i] = p.County
	}
	return list
}
