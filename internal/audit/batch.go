package audit

import (
	"jixiao/internal/county"
	"jixiao/internal/finding"
	"jixiao/internal/rule"
	"jixiao/internal/ruleset"
)

// Across runs the checks that compare the forms of one run (copied texts, a department all of
// whose projects are at 100) and adds what they find to the forms concerned; a finding about a
// department as a whole goes to the first form of that department.
func Across(results []*Result, rules *ruleset.RuleSet) {
	var items []rule.Item
	var homes []*Form
	first := map[string]int{}
	for _, r := range results {
		if r == nil {
			continue
		}
		for i := range r.Forms {
			f := &r.Forms[i]
			department := f.County.FullName() + county.Department(firstOf(f.Project.Department.Text, f.Project.Unit.Text))
			if _, ok := first[department]; !ok {
				first[department] = len(items)
			}
			items = append(items, rule.Item{
				Path: r.Path, Department: department,
				Input: rule.Input{Form: f.Form, Score: f.Score, Rules: rules},
			})
			homes = append(homes, f)
		}
	}
	touched := map[*Form]bool{}
	for _, a := range rule.Batch(items, nil) {
		at := a.Item
		if at < 0 {
			at = first[a.Department]
		}
		homes[at].Findings = append(homes[at].Findings, a.Finding)
		touched[homes[at]] = true
	}
	for f := range touched {
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
