package summary

import (
	"cmp"
	"slices"
	"strings"

	"jixiao/internal/decimal"
	"jixiao/internal/finding"
)

// departments fills ByDepartment, the best mean first, those without a score last.
func (f *Figures) departments() {
	type sums struct{ score, weighted mean }
	index := map[string]int{}
	var totals []sums
	for _, x := range f.projects() {
		name := x.department()
		i, ok := index[name]
		if !ok {
			i = len(f.ByDepartment)
			index[name] = i
			f.ByDepartment = append(f.ByDepartment, Department{Name: name, Grades: make([]int, len(f.Grades))})
			totals = append(totals, sums{})
		}
		d := &f.ByDepartment[i]
		d.add(x, f.Grades)
		if !x.scored() {
			continue
		}
		totals[i].score.add(x.Score.Decimal, one)
		if x.Money.counted() && x.Money.Budget.Sign() > 0 {
			totals[i].weighted.add(x.Score.Decimal, x.Money.Budget.Decimal)
		}
	}
	for i := range f.ByDepartment {
		d := &f.ByDepartment[i]
		d.Average, d.Weighted = totals[i].score.value(2), totals[i].weighted.value(2)
		d.Rate = ratio(d.Executed, d.Budget)
	}
	f.Departments = len(f.ByDepartment)
	slices.SortStableFunc(f.ByDepartment, func(a, b Department) int {
		switch {
		case a.Average.Valid && b.Average.Valid:
			return cmp.Or(b.Average.Cmp(a.Average.Decimal), cmp.Compare(a.Name, b.Name))
		case a.Average.Valid:
			return -1
		case b.Average.Valid:
			return 1
		}
		return cmp.Compare(a.Name, b.Name)
	})
}

func (d *Department) add(x *Form, grades []GradeCount) {
	d.Projects++
	if finding.Count(x.Findings, finding.Error) > 0 {
		d.Faulty++
	}
	if x.Money.counted() {
		d.Budget = d.Budget.Add(x.Money.Budget.Decimal)
		d.Executed = d.Executed.Add(x.Money.Executed.Decimal)
	}
	if !x.scored() {
		return
	}
	d.Scored++
	if i := slices.IndexFunc(grades, func(g GradeCount) bool { return g.Name == x.Grade }); i >= 0 {
		d.Grades[i]++
	}
	if diff := x.difference(); diff.Valid && (!d.Difference.Valid || d.Difference.Abs().Less(diff.Abs())) {
		d.Difference = diff
	}
}

// difference returns the recomputed total minus the filed one.
func (x *Form) difference() decimal.Null {
	if !x.scored() || !x.Self.Valid {
		return decimal.Null{}
	}
	return decimal.Some(x.Score.Sub(x.Self.Decimal))
}

// missing lists the projects of the roster without a form: by code where both sides have one, else
// by the project's name without blanks.
func (f *Figures) missing(roster []Due) {
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
	names, codes := map[string]bool{}, map[string]bool{}
	for _, x := range f.projects() {
		names[squeeze(x.Project)] = true
		codes[squeeze(x.Code)] = true
	}
	for _, d := range roster {
		if code := squeeze(d.Code); code != "" && codes[code] || names[squeeze(d.Project)] {
			continue
		}
		f.Missing = append(f.Missing, d)
	}
}
