package rule

import (
	"jixiao/internal/cellref"
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/quantity"
)

var indicator09 = Check{
	Code: "L-IND-09", Severity: finding.Warn, Title: "定性指标过多或数量指标未量化",
	Source: srcReview + "第6条;比例为" + srcOwn, run: runIndicator09,
}

func runIndicator09(p *pass) {
	var soft, all decimal.Decimal
	for _, r := range p.counted {
		all = all.Add(r.points.Decimal)
		if r.score.Target.Kind != quantity.Qualitative {
			continue
		}
		soft = soft.Add(r.points.Decimal)
		if has(r.l2, "数量") {
			p.report(r.Target, say("数量指标%s的指标值“%s”没有量化", r.title(), short(r.Target.Text)), "改为可计数的指标值")
		}
	}
	share, ok := ratio(soft, all)
	if !p.pointed || !ok || share.CmpDecimal(p.rules.Check.QualitativeShare) <= 0 {
		return
	}
	p.reportAt(cellref.Ref{}, "", say("定性指标分值%s,占指标分值%s的%s,超过%s", plain(soft), plain(all), percent(share), percent(decimal.Whole(p.rules.Check.QualitativeShare))),
		"能量化的指标改用数值")
}
