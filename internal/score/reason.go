package score

import (
	"strings"

	"jixiao/internal/quantity"
)

// negativeTarget and unlikeMet are reasons that only scoring finds.
const (
	negativeTarget = "指标值不是正数而未达标,完成比例没有意义,请人工判定"
	unlikeMet      = "是否达标与数字不一致,请人工判定"
)

// explain says in one sentence why only a person can decide.
func explain(r quantity.Reason) string {
	switch r {
	case quantity.ReasonBlankTarget:
		return r.Explain() + ",请补填或人工判定"
	case quantity.ReasonLate:
		return r.Explain()
	}
	if s := r.Explain(); s != "" {
		return s + ",请人工判定"
	}
	return "未能识别,请人工判定"
}

func contains(s, part string) bool { return strings.Contains(s, part) }
