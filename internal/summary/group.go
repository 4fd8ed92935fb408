package summary

import (
	"cmp"
	"slices"

	"jixiao/internal/decimal"
	"jixiao/internal/roster"
)

// groups fills ByDepartment and, for forms of several counties, ByCounty.
func (f *Figures) groups() {
	f.ByDepartment = f.groupBy((*Form).department)
	filed := map[string]bool{} // also those of which only the form of the whole department came
	for _, x := range f.forms {
		if x.State.recognised() {
			filed[x.department()] = true
		}
	}
	f.Departments = len(filed)
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
	at := func(key string) int {
		i, ok := index[key]
		if !ok {
			i = len(list)
			index[key] = i
			list = append(list, Group{Name: key, Grades: make([]int, len(f.Grades))})
			totals = append(totals, sums{})
		}
		return i
	}
	for _, x := range f.projects() {
		i := at(name(x))
		list[i].add(x, f.Grades)
		if !x.ranked() {
			continue
		}
		totals[i].score.add(x.Score.Decimal, one)
		if x.Money.counted() && x.Money.Budget.Sign() > 0 {
			totals[i].weighted.add(x.Score.Decimal, x.Money.Budget.Decimal)
		}
	}
	for _, p := range f.held {
		for k, m := range p.Matches {
			x := &Form{County: p.county, Department: p.entries[k].Department}
			if m.Filing >= 0 {
				x = p.forms[m.Filing]
			}
			i := at(name(x))
			list[i].Due++
			if m.State == roster.Filed {
				list[i].Filed++
			}
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
	if !x.ranked() {
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
