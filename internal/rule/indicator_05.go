package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/quantity"
)

var indicator05 = Check{
	Code: "L-IND-05", Severity: finding.Warn, Title: "数量、质量指标方向疑似填反",
	Source: srcFiled + "(S13)", on: plan, run: runIndicator05,
}

// badWords are words of things that should be few, and of limits: ≤ suits them.
var badWords = []string{
	"不良", "投诉", "事故", "差错", "变质", "事件", "案件", "信访", "舆情", "超标", "缺陷", "死亡", "伤亡", "发生", "受害", "成灾", "违规", "违法", "违纪", "逾期",
	"结余", "结转", "负债", "起数", "返工", "误差", "故障", "不合格", "损失", "损耗", "漏", "错", "退", "流失", "缺口", "超支", "病", "患", "污染", "排放", "能耗", "拖欠", "闲置", "重复",
	"最高", "上限", "限额", "控制", "超", "成本", "费", "支出", "造价", "投资", "单价", "价格", "标准", "时间", "时长", "时限", "天数", "周期", "间隔", "工期",
	"降", "减", "压", "变动率", "调整率", "偏差", "偏离",
}

func runIndicator05(p *pass) {
	for i := range p.rows {
		r := &p.rows[i]
		if r.score.Target.Kind != quantity.AtMost || !r.explicit() || !has(r.l2, "数量", "质量") || r.reason == quantity.ReasonConflict || r.name == "" || has(r.name, badWords...) {
			continue
		}
		at := r.Direction
		if r.score.Target.Basis != quantity.BasisDirection || !at.Exists() {
			at = r.Target
		}
		p.report(at, say("%s%s的方向为“≤”,疑似填反", short(r.Level2), r.title()), "数量、质量指标一般用“≥”;按批复的绩效目标核对方向")
	}
}
