package rule

import (
	"jixiao/internal/cellref"
	"jixiao/internal/finding"
)

var form03 = Check{
	Code: "L-FORM-03", Severity: finding.Error, Title: "没有绩效指标",
	Source: "财政部门复核脚本(G08)", on: always, run: runForm03,
}

func runForm03(p *pass) {
	for i := range p.Form.Goals {
		if g := p.Form.Goals[i].Expected; has(squash(g.Text), "未编制绩效目标", "未设置绩效目标", "未设绩效目标") {
			p.report(g, say("年度总体目标写明“%s”", short(g.Text)), "先编报绩效目标和指标,再开展自评")
			return
		}
	}
	if len(p.rows) == 0 {
		at := p.Form.Title.Cell
		if at.IsZero() {
			at = cellref.Ref{Row: p.Form.Area.From.Row, Col: p.Form.Area.From.Col}
		}
		p.reportAt(at, "", "没有任何三级指标", "按批复的绩效目标填写三级指标")
	}
}
