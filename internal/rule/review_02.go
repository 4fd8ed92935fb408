package rule

import (
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
)

var review02 = Check{
	Code: "R-CHK-02", Severity: finding.Error, Title: "备注扣分比例与实际不一致",
	Source: srcReview + "第14条", run: runReview02,
}

// reviewGap is how many percentage points remark and deduction may differ (G06).
var reviewGap = decimal.FromInt(15)

func runReview02(p *pass) {
	for _, v := range p.reviews() {
		want, said := saidCut(v.remark)
		share, ok := v.cut()
		if !said || !ok {
			continue
		}
		got := share.Mul(hundred)
		if diff := got.Sub(decimal.Whole(want)); diff.CmpDecimal(reviewGap) > 0 || diff.CmpDecimal(reviewGap.Neg()) < 0 {
			p.report(v.remarkCell(), say("%s备注扣%s%%,实际由%s分改为%s分,扣%s", v.title(), plain(want), plain(v.self.Decimal), plain(v.score), percent(share)),
				say("扣%s%%应为%s分", plain(want), plain(v.self.Mul(hundred.Sub(want)).Shift(-2).Round(2))))
		}
	}
}
