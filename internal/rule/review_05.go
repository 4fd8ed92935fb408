package rule

import "jixiao/internal/finding"

var review05 = Check{
	Code: "R-CHK-05", Severity: finding.Warn, Title: "同类问题扣分尺度不一",
	Source: "财政部门复核实例(G09)", run: runReview05,
}

// runReview05 compares the deductions for the same ground within a form.
func runReview05(p *pass) {
	first := map[int]review{}
	for _, v := range p.reviews() {
		g := ground(v.remark)
		share, ok := v.cut()
		if g < 0 || !ok {
			continue
		}
		before, seen := first[g]
		if !seen {
			first[g] = v
			continue
		}
		other, _ := before.cut()
		diff := share.Sub(other).Mul(hundred)
		if diff.CmpDecimal(reviewGap) > 0 || diff.CmpDecimal(reviewGap.Neg()) < 0 {
			p.report(v.ReviewScore, say("%s因%s扣%s,第%d行同类问题扣%s", v.title(), grounds[g].what, percent(share), before.Row, percent(other)), "同类问题按同一比例扣分")
		}
	}
}
