package rule

import (
	"strings"

	"jixiao/internal/cellref"
	"jixiao/internal/finding"
)

var across01 = Check{
	Code: "L-XF-01", Severity: finding.Error, Title: "应自评的项目没有报齐",
	Source: "财政部关于中央部门自评全覆盖的通知(S04)", need: roster,
}

// runMissing names every project of the roster without a form. A roster says departments shortly
// (人社局), a batch with their county (某某县人社局): the longer ends in the shorter.
func runMissing(b *Comparison) {
	filed := map[string][]string{} // project → departments
	for i := range b.filed {
		name := squash(b.filed[i].project)
		filed[name] = append(filed[name], squash(b.filed[i].department))
	}
	due, missing := map[string]int{}, map[string][]string{}
	var order []string
	for _, e := range b.reference.Roster {
		if due[e.Department]++; due[e.Department] == 1 {
			order = append(order, e.Department)
		}
		if !sameDepartment(filed[squash(e.Project)], squash(e.Department)) {
			missing[e.Department] = append(missing[e.Department], short(e.Project))
		}
	}
	for _, d := range order {
		if m := missing[d]; len(m) > 0 {
			b.report(-1, b.department(d), cellref.Ref{}, "", say("%s应自评%d个项目,缺少%d个:%s", d, due[d], len(m), join(m)), "补报,自评应覆盖全部项目")
		}
	}
}

// department is the batch's own name of a department of the roster, the roster's when the batch has
// no form of it.
func (b *Comparison) department(name string) string {
	for i := range b.filed {
		if d := b.filed[i].department; sameDepartment([]string{squash(d)}, squash(name)) {
			return d
		}
	}
	return name
}

func sameDepartment(departments []string, want string) bool {
	for _, d := range departments {
		if strings.HasSuffix(d, want) || strings.HasSuffix(want, d) {
			return true
		}
	}
	return false
}
