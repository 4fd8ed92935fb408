package audit

import (
	"jixiao/internal/county"
	"jixiao/internal/finding"
	"jixiao/internal/rule"
)

// Across runs the checks that compare the forms of one run (copied texts, a department all of
// whose projects are at 100), county by county, and adds what they find to the forms concerned; a
// finding about a department as a whole goes to the first form of that department.
func Across(results []*Result, opt *Options) {
	var counties []string
	forms := map[string][]home{}
	for _, r := range results {
		if r == nil {
			continue
		}
		for i := range r.Forms {
			place := r.Forms[i].County.FullName()
			if forms[place] == nil {
				counties = append(counties, place)
			}
			forms[place] = append(forms[place], home{r.Path, &r.Forms[i]})
		}
	}
	for _, place := range counties {
		acrossCounty(forms[place], opt)
	}
}

// home is a form with the file it lies in.
type home struct {
	path string
	*Form
}

func acrossCounty(forms []home, opt *Options) {
	items := make([]rule.Item, len(forms))
	first := map[string]int{}
	for i, f := range forms {
		department := county.Department(firstOf(f.Project.Department.Text, f.Project.Unit.Text))
		if _, ok := first[department]; !ok {
			first[department] = i
		}
		items[i] = rule.Item{
			Path: f.path, Department: department,
			Input: rule.Input{Form: f.Form.Form, Score: f.Score, Rules: opt.Rules},
		}
	}
	touched := map[int]bool{}
	for _, a := range rule.Batch(items, nil) {
		at := a.Item
		if at < 0 {
			at = first[a.Department]
		}
		a.Finding.Sheet = forms[at].Sheet
		f := forms[at]
		f.Findings = append(f.Findings, opt.Waivers.Apply([]finding.Finding{a.Finding}, f.path, f.Project.Name.Text, opt.Today)...)
		touched[at] = true
	}
	for at := range touched {
		f := forms[at].Form
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
