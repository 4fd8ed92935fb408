package annotate

import "jixiao/internal/score"

// decisionWords say who decided.
var decisionWords = map[score.Decision]string{
	score.Computed: "计算得出", score.Accepted: "自评在档次内", score.Manual: "待人工判定", score.NoScore: "不计分",
}

// ruleWords say in a few words what a scoring rule does; the rule set fixes its numbers.
var ruleWords = map[string]string{
	"FU-RATE":         "分值×执行率,最多为分值",
	"FU-BAND":         "按执行率所在档次计分",
	"FU-ZERO":         "全年预算数为0,按规则集计分",
	"QT-AT-LEAST":     "达到指标值得满分,未达到按规则集折算",
	"QT-AT-MOST":      "不超过指标值得满分,超过的按规则集折算",
	"QT-EQUAL":        "与指标值一致得满分,不一致按规则集折算",
	"QT-INTERVAL":     "在指标值区间内得满分,区间外按规则集折算",
	"QT-OVER":         "超出指标值过多,按规则集扣分",
	"QT-SATISFACTION": "满意度按规则集计分",
	"QT-BLANK":        "未填实际完成值,暂计0分(约定)",
	"QT-MEAN":         "各分项完成比例的平均数×分值(约定)",
	"QT-BY-DATE":      "按期完成得满分",
	"QL-BAND":         "定性指标按达成、部分达成、未达成三档的得分区间",
	"GR-MEAN":         "所含各行完成比例的平均数×分值(约定)",
	"GR-SUM":          "所含各分项得分之和",
	"DP-RULE":         "按表内所写的评分标准计分",
}

// ruleText is a rule for a comment: its words with its code, or the code alone.
func ruleText(code string) string {
	if w := ruleWords[code]; w != "" {
		return w + "(" + code + ")"
	}
	return code
}
