package rule

import "jixiao/internal/finding"

var indicator08 = Check{
	Code: "L-IND-08", Severity: finding.Warn, Title: "三级指标重复",
	Source: srcReview + "第9条", on: plan, run: runIndicator08,
}

// runIndicator08 compares the names of one table; a merged name cell is one indicator.
func runIndicator08(p *pass) {
	type key struct {
		table int
		name  string
	}
	first := map[key]*row{}
	for i := range p.rows {
		r := &p.rows[i]
		k := key{r.Table, r.name}
		before, seen := first[k]
		switch {
		case r.name == "" || r.child || r.SubRow:
		case !seen:
			first[k] = r
		case before.Level3.Cell != r.Level3.Cell:
			p.report(r.Level3, say("%s与第%d行重复设置,复核只计其一", r.title(), before.Row), "合并,或改为能区分的名称")
		}
	}
}
