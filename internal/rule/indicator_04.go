package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/quantity"
)

var indicator04 = Check{
	Code: "L-IND-04", Severity: finding.Warn, Title: "成本指标方向为≥",
	Source: srcPractice, on: plan, run: runIndicator04,
}

// rates are names for which more is better even among cost indicators (decisions 4).
var rates = []string{"执行率", "支出率", "支付率", "发放率", "拨付率", "到位率", "达标率", "完成率", "合格率", "及时率", "覆盖率", "节约率", "降低率", "下降率"}

func runIndicator04(p *pass) {
	for i := range p.rows {
		r := &p.rows[i]
		if r.score.Target.Kind != quantity.AtLeast || !r.explicit() || !r.isCost() {
			continue
		}
		at := r.Direction
		if r.score.Target.Basis != quantity.BasisDirection || !at.Exists() {
			at = r.Target
		}
		if r.score.Target.Basis == quantity.BasisName {
			at = r.Level3
		}
		p.report(at, say("成本指标%s方向为“≥”,与控制成本相悖", r.title()), "成本指标一般用“≤”;按批复的绩效目标核对方向")
	}
}

// isCost reports a row that caps spending: not a rate of doing, a saving or a standard.
func (r *row) isCost() bool {
	name := head(r.name)
	if ends(name, rates...) || has(name, "标准", "节约", "节省", "降低", "减少", "压减", "收益", "收入", "产值") {
		return false
	}
	return has(r.l2, "成本") || has(r.l1, "成本") || class(r.l1) != "效益" && ends(name, "成本", "费用", "经费")
}
