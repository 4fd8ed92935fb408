package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/form"
)

var score20 = Check{
	Code: "L-SCR-20", Severity: finding.Error, Title: "分值或得分不是有效数字",
	Source: srcOwn, run: runScore20,
}

func runScore20(p *pass) {
	look := func(v form.Value, word, name string) {
		if _, how := points(v); how != bad {
			return
		}
		shown := v.Text
		if v.Error != "" {
			shown = v.Error
		}
		p.reportAt(v.Cell, shown, say("%s%s“%s”不是有效数字", name, word, short(shown)), "改填阿拉伯数字")
	}
	for i := range p.rows {
		r := &p.rows[i]
		look(r.Points, "分值", r.title())
		look(r.Score, "得分", r.title())
	}
	if p.fund != nil {
		look(p.fund.Points, "分值", "预算执行率")
		look(p.fund.Score, "得分", "预算执行率")
	}
	look(p.Form.Total.Score, "", "总分")
}
