package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/form"
)

var form11 = Check{
	Code: "L-FORM-11", Severity: finding.Error, Title: "单元格公式出错",
	Source: srcOwn, run: runForm11,
}

// runForm11 names cells that show an error value; those of points, scores and amounts are
// L-SCR-20's and L-FUND-09's.
func runForm11(p *pass) {
	look := func(v form.Value, r *row, word string) {
		if v.Error != "" {
			if r != nil {
				word = r.title() + word
			}
			p.reportAt(v.Cell, v.Error, say("%s显示公式错误 %s", word, v.Error), "改正公式或直接填写")
		}
	}
	for i := range p.rows {
		r := &p.rows[i]
		look(r.Target, r, "指标值")
		look(r.Actual, r, "完成值")
		look(r.Completion, r, "完成率")
	}
	if p.fund != nil {
		look(p.fund.Rate, nil, "执行率")
	}
	look(p.Form.Total.Grade, nil, "评价等级")
}
