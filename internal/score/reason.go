package score

import (
	"strings"

	"jixiao/internal/quantity"
)

// reasons says in one sentence why only a person can decide.
var reasons = map[quantity.Reason]string{
	quantity.ReasonBlankTarget:  "未填年度指标值,无法计分,请补填或人工评定",
	quantity.ReasonBlankActual:  "未填实际完成值",
	quantity.ReasonPrompt:       "指标值是模板提示或别的栏目名,未能识别",
	quantity.ReasonStandard:     "指标值栏填的是评分标准,不是指标值,请人工评定",
	quantity.ReasonDamaged:      "疑似识别错误,请核对原表后评定",
	quantity.ReasonUnreadable:   "未能识别,请人工评定",
	quantity.ReasonClaim:        "定量指标的完成值是文字,不是数字,请填实际数或人工评定",
	quantity.ReasonDateClaim:    "未填完成日期,请人工评定",
	quantity.ReasonNotNumber:    "实际完成值不是数字,请人工评定",
	quantity.ReasonDimension:    "指标值与实际完成值的单位不同,不能比较,请人工评定",
	quantity.ReasonPercent:      "不清楚完成值是百分数还是小数,请人工评定",
	quantity.ReasonAmbiguous:    "有几个数字,分不清哪一个是完成值,请人工评定",
	quantity.ReasonParts:        "指标值有几项,与实际完成值对不上,请人工评定",
	quantity.ReasonLate:         "逾期完成,扣多少分由人工评定",
	quantity.ReasonNegative:     negativeTarget,
	quantity.ReasonUnsorted:     "看不出属于达成、部分达成还是未达成,请人工评定",
	quantity.ReasonNumberOnText: "定性指标的完成值是数字,请人工评定",
	quantity.ReasonScale:        "完成值照抄了全部档次,看不出是哪一档,请人工评定",
	quantity.ReasonTooLong:      "数字或文字过长,未能识别,请人工评定",
	quantity.ReasonConflict:     "指标方向与指标值里的符号相反,请核对后评定",
}

// explain returns the sentence for a reason; a reason without one is still said.
func explain(r quantity.Reason) string {
	if s, ok := reasons[r]; ok {
		return s
	}
	return "未能识别(" + string(r) + "),请人工评定"
}

// noTarget is the reason of a target that is none: without a better one it is unreadable.
func noTarget(r quantity.Reason) quantity.Reason {
	if r == quantity.ReasonNone {
		return quantity.ReasonUnreadable
	}
	return r
}

func contains(s, part string) bool { return strings.Contains(s, part) }
