package ruleset

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"jixiao/internal/decimal"
)

// params lists every parameter in the order in which a rule set is explained.
var params = []param{
	weights("weights", "一级指标分值", "100", "$ % 分", func(r *RuleSet) *[]Weight { return &r.Weights }),
	weights("weights_no_satisfaction", "不设满意度时的分值", "100", "$ % 分", func(r *RuleSet) *[]Weight { return &r.WeightsNoSatisfaction }),

	number("exec.points", "预算执行率分值", "0", "100", "% 分", func(r *RuleSet) *decimal.Decimal { return &r.Exec.Points }),
	choose("exec.method", "预算执行率得分", func(r *RuleSet) *Method { return &r.Exec.Method },
		choice{Proportional, "分值 × 执行率"}, choice{Banded, "按档给分"}),
	when(execBands, steps("exec.bands", "执行率分档", "", func(r *RuleSet) *[]Step { return &r.Exec.Bands })),
	choose("exec.denominator", "执行率分母", func(r *RuleSet) *Method { return &r.Exec.Denominator },
		choice{Adjusted, "全年(调整后)预算数"}, choice{Initial, "年初预算数"}),
	choose("exec.money", "计算执行率的资金", func(r *RuleSet) *Method { return &r.Exec.Money },
		choice{AllMoney, "全部资金(年度资金总额)"}, choice{FiscalMoney, "仅财政资金"}),
	asShare(number("exec.cap", "执行率封顶", "0", "1", "计分时执行率最高按 % 计", func(r *RuleSet) *decimal.Decimal { return &r.Exec.Cap })),
	choose("exec.zero_budget", "预算和执行均为 0", func(r *RuleSet) *Method { return &r.Exec.ZeroBudget },
		choice{NotCounted, "不适用,不计分"}, choice{Zero, "记 0 分"}, choice{Full, "记满分"}),
	asShare(optionalNumber("exec.reason_below", "须说明原因的执行率", "0", "1", "低于 % 须说明原因", "不要求", func(r *RuleSet) *decimal.Null { return &r.Exec.ReasonBelow })),
	texts("exec.names", "视作执行率的指标名称", 0, func(r *RuleSet) *[]string { return &r.Exec.Names }),

	choose("forward.method", "正向指标(≥、>)未达标", func(r *RuleSet) *Method { return &r.Forward.Method },
		choice{Proportional, "分值 × 完成值 ÷ 指标值"}, choice{Floored, "低于起点不得分,其上按比例"}, choice{AllOrNothing, "不得分"}),
	when(forwardFloor, asShare(number("forward.floor", "正向指标起点", "0", "0.99", "完成比例低于 % 不得分", func(r *RuleSet) *decimal.Decimal { return &r.Forward.Floor }))),
	choose("inverse.method", "反向指标(≤、<)超出", func(r *RuleSet) *Method { return &r.Inverse.Method },
		choice{Linear, "分值 × (1 − 超出部分 ÷ 指标值),超出一倍为 0"}, choice{TargetShare, "分值 × 指标值 ÷ 完成值"}, choice{Zero, "不得分"}),
	flag("inverse.flag_if_over", "反向指标超出时提示", "标出,可人工改分", "不另提示", func(r *RuleSet) *bool { return &r.Inverse.FlagIfOver }),
	choose("equal.method", "“=”指标", func(r *RuleSet) *Method { return &r.Equal.Method },
		choice{AsAtLeast, "按“不低于”计"}, choice{Strict, "不相等即 0 分"}, choice{TwoSided, "按偏离比例两侧扣分"}),
	flag("equal.flag_if_not_equal", "“=”不相等时提示", "标出,可人工改分", "不另提示", func(r *RuleSet) *bool { return &r.Equal.FlagIfNotEqual }),
	choose("interval.method", "区间指标", func(r *RuleSet) *Method { return &r.Interval.Method },
		choice{InsideFull, "区间内满分,低于下限按比例,高于上限按反向指标"}),
	choose("date.method", "时效逾期", func(r *RuleSet) *Method { return &r.Date.Method },
		choice{ByHand, "由人工判定"}, choice{DayRatio, "分值 × 年初至计划日天数 ÷ 年初至实际日天数"}, choice{Zero, "不得分"}, choice{Deduct, "扣减固定比例"}),
	when(dateSuggest, choose("date.suggest", "时效逾期的建议分", func(r *RuleSet) *Method { return &r.Date.Suggest },
		choice{DayRatio, "按天数比例"}, choice{Zero, "0 分"}, choice{Deduct, "扣减固定比例"})),
	when(dateDeduct, asShare(number("date.deduct", "时效逾期扣减", "0", "1", "分值的 %", func(r *RuleSet) *decimal.Decimal { return &r.Date.Deduct }))),

	choose("satisfaction.method", "满意度未达标", func(r *RuleSet) *Method { return &r.Satisfaction.Method },
		choice{Proportional, "同正向指标"}, choice{Banded, "按档给分"}, choice{FloorSixty, "低于起点不得分,其上按比例"}),
	when(satisfactionBands, steps("satisfaction.bands", "满意度分档", "%", func(r *RuleSet) *[]Step { return &r.Satisfaction.Bands })),
	when(satisfactionFloor, number("satisfaction.floor", "满意度起点", "0", "99", "%(百分数)", func(r *RuleSet) *decimal.Decimal { return &r.Satisfaction.Floor })),

	texts("qualitative.labels", "定性指标三档", 3, func(r *RuleSet) *[]string { return &r.Qualitative.Labels }),
	shares("qualitative.cut", "前两档的下限(含)", 2, func(r *RuleSet) *[]decimal.Decimal { return &r.Qualitative.Cut }),
	shares("qualitative.prefill", "没有自评分时三档的预填", 3, func(r *RuleSet) *[]decimal.Decimal { return &r.Qualitative.Prefill }),
	flag("qualitative.auto_score", "定性指标由系统给分", "按档次给预填分", "自评分在档次内即认可", func(r *RuleSet) *bool { return &r.Qualitative.Auto }),

	number("over.flag_ratio", "完成值明显偏高", "1", "1000", "达到指标值的 % 倍即标出", func(r *RuleSet) *decimal.Decimal { return &r.Over.FlagRatio }),
	choose("over.action", "明显偏高时的得分", func(r *RuleSet) *Method { return &r.Over.Action },
		choice{Flag, "不扣分,只标出"}, choice{NeedReason, "不扣分,必须写明原因"}, choice{Zero, "超过即不得分"}, choice{Linear, "按超出部分扣减"}),
	when(overLinear, number("over.rate", "偏高扣减的斜率", "0", "10", "%", func(r *RuleSet) *decimal.Decimal { return &r.Over.Rate })),
	when(overLinear, asShare(number("over.floor", "偏高扣减的下限", "0", "1", "分值的 %", func(r *RuleSet) *decimal.Decimal { return &r.Over.Floor }))),
	flag("over.reason_required", "偏高须写原因", "是", "否", func(r *RuleSet) *bool { return &r.Over.ReasonRequired }),
	flag("over.manual_review", "偏高可人工调减", "可以", "不另设", func(r *RuleSet) *bool { return &r.Over.ManualReview }),
	number("over.extreme", "疑似串行或填错", "1", "100000", "超过指标值的 % 倍", func(r *RuleSet) *decimal.Decimal { return &r.Over.Extreme }),

	choose("na.method", "不适用的指标", func(r *RuleSet) *Method { return &r.NA.Method },
		choice{LeaveOut, "不计,其余不折算"}, choice{Rescale, "不计,其余折算为百分制"}),
	{key: "rounding.places", label: "得分小数位", read: readPlaces, say: func(r *RuleSet) string { return string(rune('0'+r.Rounding.Places)) + " 位" }},
	choose("rounding.mode", "得分取舍", func(r *RuleSet) *Method { return &r.Rounding.Mode },
		choice{HalfUp, "四舍五入"}, choice{CutOff, "舍去"}),
	flag("rounding.rows_first", "总分", "各行先取舍再相加", "先相加再取舍", func(r *RuleSet) *bool { return &r.Rounding.RowsFirst }),
	{key: "grades", label: "等级", read: readGrades, say: sayGrades},
	choose("grade_on", "定级依据", func(r *RuleSet) *Method { return &r.GradeOn },
		choice{OnRounded, "取舍后的总分"}, choice{OnRaw, "未取舍的总分"}),

	number("check.score", "得分允许误差", "0", "10", "% 分", func(r *RuleSet) *decimal.Decimal { return &r.Check.ScoreDiff }),
	number("check.rounding", "视作取整的误差", "0", "10", "% 分以内", func(r *RuleSet) *decimal.Decimal { return &r.Check.RoundingDiff }),
	number("check.points", "分值合计允许误差", "0", "10", "% 分", func(r *RuleSet) *decimal.Decimal { return &r.Check.PointsDiff }),
	number("check.money", "金额允许误差", "0", "1000", "%", func(r *RuleSet) *decimal.Decimal { return &r.Check.MoneyDiff }),
	asShare(number("check.budget_change", "须说明的预算调整率", "0", "10", "超过 %", func(r *RuleSet) *decimal.Decimal { return &r.Check.BudgetChange })),
	asShare(number("check.idle_rate", "执行率过低而数量满分", "0", "1", "执行率低于 %", func(r *RuleSet) *decimal.Decimal { return &r.Check.IdleRate })),
	number("check.big_row", "单项分值过大", "0", "100", "% 分起", func(r *RuleSet) *decimal.Decimal { return &r.Check.BigRow }),
	asShare(number("check.qualitative_share", "定性指标过多", "0", "1", "分值占比超过 %", func(r *RuleSet) *decimal.Decimal { return &r.Check.QualitativeShare })),
	number("check.big_money", "万元表中疑似按元填写", "0", "1000000000", "% 起", func(r *RuleSet) *decimal.Decimal { return &r.Check.BigMoney }),
	number("check.short_reason", "偏差原因空泛", "0", "1000", "少于 % 字", func(r *RuleSet) *decimal.Decimal { return &r.Check.ShortReason }),
	asShare(number("check.loose_limit", "上限可能偏松", "0", "1", "完成值低于上限的 %", func(r *RuleSet) *decimal.Decimal { return &r.Check.LooseLimit })),
	number("check.near_grade", "贴近等级线", "0", "10", "差 % 分以内", func(r *RuleSet) *decimal.Decimal { return &r.Check.NearGrade }),
	asShare(number("check.warn_gap", "红灯:指标得分率高出执行率得分率", "0", "1", "超过 %", func(r *RuleSet) *decimal.Decimal { return &r.Check.WarnGap })),
	asShare(number("check.warn_idle", "黄灯:未执行的预算", "0", "1", "超过 %", func(r *RuleSet) *decimal.Decimal { return &r.Check.WarnIdle })),

	opt(asShare(optionalNumber("recheck.no_evidence", "复核:没有佐证", "0", "1", "保留自评分的 %", "不规定", func(r *RuleSet) *decimal.Null { return &r.Recheck.NoEvidence }))),
	opt(asShare(optionalNumber("recheck.irrelevant", "复核:与项目无关", "0", "1", "保留自评分的 %", "不规定", func(r *RuleSet) *decimal.Null { return &r.Recheck.Irrelevant }))),
	opt(asShare(optionalNumber("recheck.satisfaction_without_survey", "复核:满意度未作调查", "0", "1", "保留自评分的 %", "不规定", func(r *RuleSet) *decimal.Null { return &r.Recheck.NoSurvey }))),
	opt(asShare(optionalNumber("recheck.level_mismatch", "复核:三级与二级不符", "0", "1", "保留自评分的 %", "不规定", func(r *RuleSet) *decimal.Null { return &r.Recheck.LevelMismatch }))),
	opt(weights("recheck.unverifiable", "复核:不可考核", "1", "$保留 % 倍", func(r *RuleSet) *[]Weight { return &r.Recheck.Unverifiable })),
	opt(flag("recheck.one_of_twice", "复核:重复设置", "只计其一", "不规定", func(r *RuleSet) *bool { return &r.Recheck.OneOfTwice })),
	opt(param{key: "dept", label: "部门整体共性指标", read: readDept, say: sayDept}),
	opt(optionalNumber("cost_cap", "未设成本指标时成本指标分值", "0", "100", "最多 % 分", "不规定", func(r *RuleSet) *decimal.Null { return &r.CostCap })),
	opt(flag("deduction_column", "人工扣分列", "有", "没有", func(r *RuleSet) *bool { return &r.DeductionColumn })),
	opt(text("factor_column", "得分系数列", "没有", func(r *RuleSet) *string { return &r.FactorColumn })),
	opt(param{key: "words", label: "补充词语", read: readWords, say: sayWords}),
}

// Some parameters matter only under one method.
func execBands(r *RuleSet) bool    { return r.Exec.Method == Banded }
func forwardFloor(r *RuleSet) bool { return r.Forward.Method == Floored }
func dateSuggest(r *RuleSet) bool  { return r.Date.Method == ByHand }
func dateDeduct(r *RuleSet) bool {
	return r.Date.Method == Deduct || dateSuggest(r) && r.Date.Suggest == Deduct
}
func satisfactionBands(r *RuleSet) bool { return r.Satisfaction.Method == Banded }
func satisfactionFloor(r *RuleSet) bool { return r.Satisfaction.Method == FloorSixty }
func overLinear(r *RuleSet) bool        { return r.Over.Action == Linear }

func readPlaces(in *reader, _ *param, n *yaml.Node) {
	if len(n.Value) != 1 || n.Value[0] < '0' || n.Value[0] > '4' {
		in.fail(n, "小数位应为 0 到 4")
		return
	}
	in.set.Rounding.Places = int32(n.Value[0] - '0')
}

func readGrades(in *reader, _ *param, n *yaml.Node) {
	if list, ok := in.grades(n); ok {
		in.set.Grades = list
	}
}

func sayGrades(r *RuleSet) string {
	words := make([]string, len(r.Grades))
	for i, g := range r.Grades {
		words[i] = g.Name + " ≥" + g.From.Plain().String()
		if i == len(r.Grades)-1 && i > 0 {
			words[i] = g.Name + " <" + r.Grades[i-1].From.Plain().String()
		}
	}
	return strings.Join(words, "、")
}

func readDept(in *reader, _ *param, n *yaml.Node) {
	if list, ok := in.depts(n); ok {
		in.set.Dept = list
	}
}

func sayDept(r *RuleSet) string {
	if len(r.Dept) == 0 {
		return "没有专门规则,按指标方向计"
	}
	words := make([]string, len(r.Dept))
	for i, d := range r.Dept {
		words[i] = d.Name + "(" + d.Points.Plain().String() + " 分):" + d.say()
	}
	return strings.Join(words, ";")
}

// say returns the rule in plain Chinese.
func (d Dept) say() string {
	standard, per := d.Standard.Plain().String(), d.PerPoint.Plain().String()
	side := "超过"
	if d.AtLeast {
		side = "低于"
	}
	switch d.Method {
	case WholeSteps:
		return "每" + side + " " + standard + "% 满一个百分点扣 " + per + " 分,扣完为止"
	case Linear:
		return "每" + side + " " + standard + "% 一个百分点扣 " + per + " 分,不足一个百分点按比例,扣完为止"
	case Slope:
		return "分值 × (1 − " + d.Factor.Plain().String() + " × 比率),比率大于 " + d.ZeroAbove.Plain().String() + " 不得分"
	case AllOrNothing:
		return "分值 × 达到预期的指标数 ÷ 全部指标数"
	}
	sign := "≥"
	if d.Below {
		sign = "≤"
	}
	words := make([]string, len(d.Bands))
	for i, b := range d.Bands {
		words[i] = sign + b.At.Plain().String() + "% 得 " + b.Share.Plain().String() + " 分"
	}
	return strings.Join(words, ",") + ",其余 " + d.Otherwise.Plain().String() + " 分"
}

func readWords(in *reader, _ *param, n *yaml.Node) {
	if list, ok := in.words(n); ok {
		in.set.Words = append(in.set.Words, list)
	}
}

func sayWords(r *RuleSet) string {
	if len(r.Words) == 0 {
		return "没有"
	}
	var names []string
	for _, w := range r.Words {
		names = append(names, w.Names...)
	}
	return "补充词表 " + strings.Join(names, "、")
}
