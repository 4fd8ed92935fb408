package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/quantity"
)

var indicator14 = Check{
	Code: "L-IND-14", Severity: finding.Warn, Title: "指标值与完成值计量单位不一致",
	Source: srcFiled, run: runIndicator14,
}

func runIndicator14(p *pass) {
	for i := range p.rows {
		r := &p.rows[i]
		switch r.reason {
		case quantity.ReasonDimension:
			p.report(r.Actual, say("%s指标值“%s”与完成值“%s”计量单位不一致,无法比较", r.title(), r.goal(), short(r.Actual.Text)),
				"两处用同一计量单位填写")
		case quantity.ReasonPercent:
			p.report(r.Actual, say("%s指标值“%s”是百分数,完成值“%s”没有百分号,可作%s%%或%s%%两种理解", r.title(), r.goal(), short(r.Actual.Text), timesHundred(r), short(r.Actual.Text)),
				"按百分数填写完成值,例如 95%")
		}
	}
}

// timesHundred prints the bare actual as per cent.
func timesHundred(r *row) string {
	if d, how := points(r.Actual); how == good {
		return plain(d.Shift(2))
	}
	return short(r.Actual.Text)
}
