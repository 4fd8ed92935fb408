package rule

import (
	"unicode/utf8"

	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/quantity"
)

var score13 = Check{
	Code: "L-SCR-13", Severity: finding.Warn, Title: "偏差原因空泛",
	Source: "预算绩效管理系统的填报要求(G14)", run: runScore13,
}

// runScore13 reads the reasons that are due: below full points, target missed, or far above it.
func runScore13(p *pass) {
	for i := range p.rows {
		r := &p.rows[i]
		text := squash(r.Reason.Text)
		if empty(text) || !r.below() && r.score.Compared.Met != quantity.No && !p.over(r) || r.child {
			continue
		}
		if decimal.FromInt(int64(utf8.RuneCountInString(text))).Less(p.rules.Check.ShortReason) || vague(text) {
			p.report(r.Reason, say("%s偏差原因“%s”过于空泛", r.title(), short(r.Reason.Text)), "写明具体原因和改进措施")
		}
	}
}

func vague(text string) bool {
	switch text {
	case "客观原因", "主观原因", "疫情影响", "受疫情影响", "疫情原因", "因疫情影响", "政策影响", "政策原因", "政策调整", "工作需要", "资金不足", "按实际情况", "正常", "正常偏差", "合理偏差", "实际情况", "根据实际情况":
		return true
	}
	return false
}
