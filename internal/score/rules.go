package score

import "jixiao/internal/ruleset"

// RuleText says what a rule id in a result stands for.
type RuleText struct {
	ID    string
	Title string // plain Chinese
	// Parameter is the rule set parameter whose source is the rule's, "" for a 约定 of jixiao's own.
	Parameter string
}

// Rules lists every rule id that Row.Rule and Funds.Rule can have.
var Rules = []RuleText{
	{ruleExec, "预算执行率得分", "exec.method"},
	{ruleExecBand, "预算执行率按档给分", "exec.bands"},
	{ruleExecZero, "预算数为 0", "exec.zero_budget"},
	{ruleAtLeast, "正向指标(≥、>)", "forward.method"},
	{ruleAtMost, "反向指标(≤、<)", "inverse.method"},
	{ruleEqual, "“=”指标", "equal.method"},
	{ruleInterval, "区间指标", "interval.method"},
	{ruleDate, "时效指标", "date.method"},
	{ruleSatisfaction, "满意度按档给分", "satisfaction.method"},
	{ruleOver, "完成值明显偏高", "over.action"},
	{ruleBlank, "未填实际完成值", ""},
	{ruleCompound, "一格多个目标", ""},
	{ruleBand, "定性指标三档", "qualitative.cut"},
	{ruleGroup, "一个分值对应几行", ""},
	{ruleSum, "几行合并的得分", ""},
	{ruleDept, "部门整体共性指标", "dept"},
	{ruleOwn, "表上自带的扣分标准", ""},
}

// Source says what a rule id rests on under a rule set; "约定" where no document was found, "" for
// an unknown id.
func Source(id string, rs *ruleset.RuleSet) string {
	for _, r := range Rules {
		if r.ID != id {
			continue
		}
		switch {
		case id == ruleOwn:
			return "本表的评分标准"
		case r.Parameter == "":
			return "约定"
		}
		return rs.Source(r.Parameter)
	}
	return ""
}
