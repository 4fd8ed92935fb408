package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/form"
)

var form01 = Check{
	Code: "L-FORM-01", Severity: finding.Error, Title: "表头未填写完整",
	Source: srcForm, run: runForm01,
}

// runForm01 wants the head filled in as far as the form has cells for it.
func runForm01(p *pass) {
	head := &p.Form.Project
	for _, field := range [...]struct {
		v    form.Value
		word string
	}{{head.Name, "项目名称"}, {head.Department, "主管部门"}, {head.Unit, "实施单位"}} {
		if field.v.Exists() && placeholder(field.v.Text) {
			p.report(field.v, say("“%s”未填写", field.word), say("填写%s", field.word))
		}
	}
	if at := p.Form.YearAt; at.Exists() && p.Form.Year == 0 {
		p.report(at, "“年度”未填写", "在标题或表头填写评价年度,例如 2022 年度")
	}
}
