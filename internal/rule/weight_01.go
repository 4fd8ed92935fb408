package rule

import (
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
)

var weight01 = Check{
	Code: "L-WGT-01", Severity: finding.Error, Title: "分值合计不是100",
	Source: srcForm + ";" + srcFiled + "(S09)", run: runWeight01,
}

var hundred = decimal.FromInt(100)

// runWeight01 adds the points of all rows and of the execution rate. A form that prints no
// execution points may leave them out of its hundred; an execution row among the indicators may
// repeat the points of the fund block; of several indicator tables each may have its own hundred.
func runWeight01(p *pass) {
	if !p.pointed {
		return
	}
	var sum decimal.Decimal
	tables := map[int]decimal.Decimal{}
	repeated := false
	for _, r := range p.counted {
		if r.points.Valid && !r.PointsShared {
			sum = sum.Add(r.points.Decimal)
			tables[r.Table] = tables[r.Table].Add(r.points.Decimal)
		}
		repeated = repeated || r.score.Execution && r.points.Valid
	}
	funds := p.Score.Funds.Points
	total := sum.Add(funds.Decimal)
	whole := func(points decimal.Decimal) bool {
		return p.near(points.Add(funds.Decimal), hundred) || repeated && p.near(points, hundred) ||
			!funds.Valid && p.near(points.Add(p.rules.Exec.Points), hundred)
	}
	each := len(tables) > 1
	for _, points := range tables {
		each = each && whole(points)
	}
	if whole(sum) || each {
		return
	}
	at := p.Form.Total.Points
	if !at.Exists() {
		at = p.firstPoints()
	}
	text := say("各项分值合计%s,应为100", plain(total))
	if funds.Valid {
		text = say("分值合计%s(执行率%s+指标%s),应为100", plain(total), plain(funds.Decimal), plain(sum))
	}
	p.report(at, text, gap(total))
}

func (p *pass) near(a, b decimal.Decimal) bool { return !far(a, b, p.rules.Check.PointsDiff) }

func gap(total decimal.Decimal) string {
	if hundred.Less(total) {
		return say("多出%s分,逐项核对后调减", plain(total.Sub(hundred)))
	}
	return say("缺少%s分,逐项核对有无漏填、漏行", plain(hundred.Sub(total)))
}
