package rule

import (
	"slices"

	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/form"
)

var weight02 = Check{
	Code: "L-WGT-02", Severity: finding.Error, Title: "标注分值与下级分值之和不符",
	Source: srcSystem + ";" + srcFiled + "(S09)", run: runWeight02,
}

// runWeight02 compares the points a heading states ("产出指标(50分)") with its rows. Headings over
// rows without points of their own carry the points themselves and are not compared.
func runWeight02(p *pass) {
	for i := range p.Form.Sections {
		s := &p.Form.Sections[i]
		want, err := decimal.Parse(s.Points)
		if err != nil {
			continue
		}
		sum, n := p.sectionSum(s)
		if n == 0 || p.near(sum, want) {
			continue
		}
		p.report(s.At, say("“%s”标注%s分,下级指标分值合计%s分", short(s.Name), plain(want), plain(sum)),
			say("相差%s分,改正标注或下级分值", plain(want.Sub(sum).Abs())))
	}
}

func (p *pass) sectionSum(s *form.Section) (sum decimal.Decimal, n int) {
	for _, at := range s.Rows {
		i, ok := slices.BinarySearchFunc(p.rows, at, func(r row, at int) int { return r.at - at })
		if !ok {
			continue
		}
		if r := &p.rows[i]; r.points.Valid && !r.score.FromHeading && !r.child && !r.PointsShared {
			sum = sum.Add(r.points.Decimal)
			n++
		}
	}
	return sum, n
}
