package rule

import "jixiao/internal/finding"

var indicator19 = Check{
	Code: "L-IND-19", Severity: finding.Warn, Title: "项目未验收而数量满分",
	Source: "财政部门复核实例(G09)", run: runIndicator19,
}

func runIndicator19(p *pass) {
	var quantityRow *row
	for i := range p.rows {
		if r := &p.rows[i]; has(r.l2, "数量") && r.full() {
			quantityRow = r
			break
		}
	}
	if quantityRow == nil {
		return
	}
	for i := range p.rows {
		r := &p.rows[i]
		if !has(r.name, "验收", "合格") {
			continue
		}
		switch text := squash(r.Actual.Text); {
		case has(text, "未验收", "尚未验收", "未组织验收", "待验收"), text == "无", text == "0", text == "0%":
			p.report(r.Actual, say("%s完成值“%s”,而数量指标%s得满分,口径矛盾", r.title(), short(r.Actual.Text), quantityRow.title()), "未验收的不计完成数,或补充验收资料")
		}
	}
}
