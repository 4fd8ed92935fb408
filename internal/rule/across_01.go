package rule

import (
	"jixiao/internal/cellref"
	"jixiao/internal/finding"
	"jixiao/internal/form"
)

var across01 = Check{
	Code: "L-XF-01", Severity: finding.Error, Title: "应自评的项目没有报齐",
	Source: "财政部关于中央部门自评全覆盖的通知(S04)", need: roster,
}

// runMissing names every project of the roster without a form.
func runMissing(b *batch) {
	_, forms := b.departments(form.LevelProject)
	filed := map[[2]string]bool{}
	for d, list := range forms {
		for _, i := range list {
			filed[[2]string{squash(d), squash(b.items[i].Form.Project.Name.Text)}] = true
		}
	}
	due, missing := map[string]int{}, map[string][]string{}
	var order []string
	for _, e := range b.reference.Roster {
		if due[e.Department]++; due[e.Department] == 1 {
			order = append(order, e.Department)
		}
		if !filed[[2]string{squash(e.Department), squash(e.Project)}] {
			missing[e.Department] = append(missing[e.Department], short(e.Project))
		}
	}
	for _, d := range order {
		if m := missing[d]; len(m) > 0 {
			b.report(-1, d, cellref.Ref{}, "", say("%s应自评%d个项目,缺少%d个:%s", d, due[d], len(m), join(m)), "补报,自评应覆盖全部项目")
		}
	}
}
