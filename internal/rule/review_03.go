package rule

import "jixiao/internal/finding"

var review03 = Check{
	Code: "R-CHK-03", Severity: finding.Error, Title: "应按口径计0分",
	Source: srcReview + "第1、2、4条", run: runReview03,
}

// runReview03 holds the first three grounds to the practice that they leave nothing.
func runReview03(p *pass) {
	for _, v := range p.reviews() {
		if g := ground(v.remark); g >= 0 && g < 3 && v.score.Sign() > 0 {
			p.report(v.ReviewScore, say("%s备注为“%s”,复核得分%s,按口径应计0分", v.title(), short(v.Remark.Text), plain(v.score)), "复核得分改为0,或补充佐证后改写备注")
		}
	}
}
