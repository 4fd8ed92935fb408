package rule

import (
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/form"
)

var score20 = Check{
	Code: "L-SCR-20", Severity: finding.Error, Title: "分值或得分不是有效数字",
	Source: srcOwn, run: runScore20,
}

// runScore20 names what neither the score engine nor plain reading takes for a number.
func runScore20(p *pass) {
	look := func(v form.Value, read decimal.Null, r *row, word string) {
		if _, how := points(v); how != bad || read.Valid {
			return
		}
		if r != nil {
			word = r.title() + word
		}
		shown := v.Text
		if v.Error != "" {
			shown = v.Error
		}
		p.reportAt(v.Cell, shown, say("%s“%s”不是有效数字", word, short(shown)), "改填阿拉伯数字")
	}
	for i := range p.rows {
		r := &p.rows[i]
		look(r.Points, r.points, r, "分值")
		look(r.Score, r.self, r, "得分")
	}
	if p.fund != nil {
		look(p.fund.Points, p.Score.Funds.Points, nil, "预算执行率分值")
		look(p.fund.Score, p.Score.Funds.Self, nil, "预算执行率得分")
	}
	look(p.Form.Total.Score, p.Score.Total.Self, nil, "总分")
}
