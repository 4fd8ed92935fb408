package rule

import "jixiao/internal/finding"

var indicator06 = Check{
	Code: "L-IND-06", Severity: finding.Warn, Title: "数量指标填成资金指标",
	Source: srcReview + ";" + srcFiled + "(S10)", on: plan, run: runIndicator06,
}

func runIndicator06(p *pass) {
	for i := range p.rows {
		r := &p.rows[i]
		name := head(r.name)
		if !has(r.l2, "数量") || r.score.Execution || !has(name, "资金", "金额", "支付", "拨付", "预算执行") ||
			ends(name, "人数", "户数", "个数", "次数", "人次", "数量", "项目数", "家数", "笔数", "批次", "面积", "里程", "单位数", "企业数", "件数") {
			continue
		}
		p.report(r.Level3, say("数量指标%s填成资金指标,没有反映产品或服务的数量", r.title()), "改设产出的数量;资金支出情况由预算执行率反映")
	}
}
