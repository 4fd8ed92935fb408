package rule

import (
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
)

var weight06 = Check{
	Code: "L-WGT-06", Severity: finding.Warn, Title: "分值与批复不一致",
	Source: src101, need: approved, run: runWeight06,
}

func runWeight06(p *pass) {
	for i := range p.rows {
		r := &p.rows[i]
		a, ok := p.approvedFor(r)
		if !ok || a.Points == "" || !r.points.Valid {
			continue
		}
		if want, err := decimal.Parse(a.Points); err == nil && !want.Equal(r.points.Decimal) {
			p.report(r.Points, say("%s分值%s,批复为%s", r.title(), plain(r.points.Decimal), plain(want)), "分值原则上不得调整,按批复改正或说明依据")
		}
	}
}

// approvedFor finds the approved indicator of the form's project with the row's name.
func (p *pass) approvedFor(r *row) (Approved, bool) {
	project := squash(p.Form.Project.Name.Text)
	for _, a := range p.Reference.Approved {
		if r.name != "" && squash(a.Name) == r.name && squash(a.Project) == project {
			return a, true
		}
	}
	return Approved{}, false
}
