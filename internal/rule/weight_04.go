package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/form"
)

var weight04 = Check{
	Code: "L-WGT-04", Severity: finding.Error, Title: "三级指标没有分值",
	Source: srcSystem, run: runWeight04,
}

// runWeight04 wants points above zero on every indicator of a form that gives points.
func runWeight04(p *pass) {
	if !p.pointed || !p.Form.Has[form.Points] {
		return
	}
	for i := range p.rows {
		r := &p.rows[i]
		if !r.own() || r.name == "" && !r.self.Valid || r.points.Valid && r.points.Sign() > 0 {
			continue
		}
		state := "未填写"
		if !r.Points.Blank() {
			state = "填报为“" + short(r.Points.Text) + "”"
		}
		at := r.Points
		if !at.Exists() {
			at = r.Level3
		}
		p.report(at, say("第%d行%s的分值%s,应大于0", r.Row, named(r), state), "按批复的绩效目标补填分值;不适用的指标整行填“/”")
	}
}

// firstPoints returns the points cell of the first row that has points.
func (p *pass) firstPoints() form.Value {
	for i := range p.rows {
		if p.rows[i].points.Valid {
			return p.rows[i].Points
		}
	}
	return form.Value{}
}
