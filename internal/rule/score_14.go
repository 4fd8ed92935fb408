package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/form"
)

var score14 = Check{
	Code: "L-SCR-14", Severity: finding.Info, Title: "得分小数超过两位",
	Source: "预算绩效管理系统的取数规则(G01、G03)", run: runScore14,
}

// runScore14 reports the first such score and how many there are.
func runScore14(p *pass) {
	var first form.Value
	n := 0
	look := func(v form.Value) {
		if d, how := points(v); how == good && d.Plain().Places() > 2 {
			if n++; n == 1 {
				first = v
			}
		}
	}
	for i := range p.rows {
		look(p.rows[i].Score)
	}
	look(p.Form.Total.Score)
	if n > 0 {
		p.report(first, say("得分%s超过两位小数,共%d处", first.Text, n), "得分四舍五入保留两位小数")
	}
}
