package rule

import (
	"strings"

	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/quantity"
)

var indicator15 = Check{
	Code: "L-IND-15", Severity: finding.Warn, Title: "比率超过100%",
	Source: srcOwn, run: runIndicator15,
}

// capped are rates of a whole: no part can exceed it.
var capped = []string{"合格率", "覆盖率", "及时率", "满意度", "满意率", "达标率", "知晓率", "普及率", "通过率", "到位率", "准确率", "优良率", "完好率", "完整率", "完备率", "成活率", "处置率", "办结率", "治愈率", "合规率", "整改率", "入学率", "参保率"}

func runIndicator15(p *pass) {
	for i := range p.rows {
		r := &p.rows[i]
		number, percentage := strings.CutSuffix(squash(r.Actual.Text), "%")
		d, err := decimal.Parse(number)
		if err != nil || !percentage || !ends(head(r.name), capped...) || d.Cmp(hundred) <= 0 || r.reason == quantity.ReasonDamaged {
			continue
		}
		p.report(r.Actual, say("%s完成值%s超过100%%", r.title(), r.Actual.Text), "核对分子、分母后改正")
	}
}
