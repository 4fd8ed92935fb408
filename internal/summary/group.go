package summary

import (
	"cmp"
	"slices"
	"strings"

	"jixiao/internal/decimal"
)

// groups fills ByDepartment and, for forms of several counties, ByCounty.
func (f *Figures) groups() {
	f.ByDepartment = f.groupBy((*Form).department)
	f.Departments = len(f.ByDepartment)
	if counties := f.groupBy(func(x *Form) string { return x.County }); len(counties) > 1 {
		f.ByCounty = counties
	}
}

// groupBy adds the project forms up by name, the best mean first, groups without a score last.
func (f *Figures) groupBy(name func(*Form) string) []Group {
	type sums struct{ score, weighted mean }
	index := map[string]int{}
	var list []Group
	var totals []sums
	for _, x := range f.projects() {
		key := name(x)
		i, ok := index[key]
		if !ok {
			i = len(list)
			index[key] = i
			list = append(list, Group{Name: key, Grades: make([]int, len(f.Grades))})
			totals = append(totals, sums{})
		}
		list[i].add(x, f.Grades)
		if !x.scored() {
			continue
		}
		totals[i].score.add(x.Score.Decimal, one)
		if x.Money.counted() && x.Money.Budget.Sign() > 0 {
			totals[i].weighted.add(x.Score.Decimal, x.Money.Budget.Decimal)
		}
	}
	for i := range list {
		d := &list[i]
		d.Average, d.Weighted = totals[i].score.value(2), totals[i].weighted.value(2)
		d.Rate = ratio(d.Executed, d.Budget)
	}
	slices.SortStableFunc(list, compareGroups)
	return list
}

func compareGroups(a, b Group) int {
	switch {
	case a.Average.Valid && b.Average.Valid:
		return cmp.Or(b.Average.Cmp(a.Average.Decimal), cmp.Compare(a.Name, b.Name))
	case a.Average.Valid:
		return -1
	case b.Average.Valid:
		return 1
	}
	return cmp.Compare(a.Name, b.Name)
}

func (d *Group) add(x *Form, grades []GradeCount) {
	d.Projects++
	if x.sum.errors > 0 {
		d.Faulty++
	}
	if x.Money.counted() {
		d.Initial = plus(d.Initial, x.Money.Initial)
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
