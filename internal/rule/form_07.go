package rule

import (
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
)

var form07 = Check{
	Code: "L-FORM-07", Severity: finding.Warn, Title: "未得满分却写没有问题",
	Source: srcFiled + "(S27)", run: runForm07,
}

var ninety = decimal.New(9, -1)

func runForm07(p *pass) {
	why := ""
	f := &p.Score.Funds
	if total, how := points(p.Form.Total.Score); how == good && total.Less(hundred) {
		why = say("自评总分%s", plain(total))
	} else if f.HasRate && f.Rate.CmpDecimal(ninety) < 0 {
		why = say("执行率%s", percent(f.Rate))
	}
	if why == "" {
		return
	}
	for i := range p.Form.Notes {
		n := &p.Form.Notes[i]
		if text := squash(n.Text.Text); text != "" && empty(text) && has(n.Label, "问题", "措施", "改进") {
			p.report(n.Text, say("%s,“%s”却填“%s”", why, short(n.Label), short(n.Text.Text)), "写明没有达到的原因、存在的问题和改进措施")
		}
	}
}
