package rule

import "jixiao/internal/form"

// runAllFull doubts a department whose projects, three or more, all file 100.
func runAllFull(b *Comparison) {
	names, forms := b.departments(form.LevelProject)
	for _, name := range names {
		list := forms[name]
		all := len(list) >= 3
		for _, i := range list {
			all = all && b.filed[i].full
		}
		if all {
			b.report(-1, name, b.filed[list[0]].total, "", say("%s的%d个项目自评全部100分", name, len(list)), "对照完成情况重新自评,不能自评全部满分了事")
		}
	}
}
