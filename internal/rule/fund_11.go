package rule

import "jixiao/internal/finding"

var fund11 = Check{
	Code: "L-FUND-11", Severity: finding.Error, Title: "预算执行率分值与规定不符",
	Source: srcForm, run: runFund11,
}

// runFund11 compares the points of the execution rate with the rule set. Points that the printed
// heading of the form states are the form's own, not the department's doing.
func runFund11(p *pass) {
	f := &p.Score.Funds
	want := p.rules.Exec.Points
	if p.fund == nil || !f.Points.Valid || f.Points.Equal(want) || p.Form.Funds.HeadingPoints != "" || !p.project() {
		return
	}
	if filed(p.fund.Points).Valid {
		p.report(p.fund.Points, say("预算执行率分值应为%s,填报%s", plain(want), plain(f.Points.Decimal)),
			say("按规则 %s 改为%s分;本地另有规定的,用 --rules 指定", p.rules.ID, plain(want)))
	}
}
