package score

import (
	"jixiao/internal/decimal"
	"jixiao/internal/form"
	"jixiao/internal/quantity"
	"jixiao/internal/ruleset"
)

// Case is one indicator by itself: what Indicator needs to score it.
type Case struct {
	Target       quantity.Target
	Actual       quantity.Value
	Compared     quantity.Comparison
	Points, Self decimal.Null
	// Satisfaction is true for a 满意度 indicator, which some rule sets score apart.
	Satisfaction bool
}

// Indicator scores one indicator that stands alone, by the rule set. The row has no Indicator.
// Without points nothing is scored: Decision is NoScore.
func Indicator(c Case, rs *ruleset.RuleSet) Row {
	r := Row{Target: c.Target, Actual: c.Actual, Compared: c.Compared, Points: c.Points, Self: c.Self, Parent: -1}
	r.Understood = understood(c.Target)
	if !c.Points.Valid {
		r.skip("本行没有分值,不计分")
		return r
	}
	r.Over = flagged(&r, rs)
	r.score(c.Satisfaction, rs)
	return r
}

// flagged reports whether a row is done so far above its target that it must be looked at.
func flagged(r *Row, rs *ruleset.RuleSet) bool {
	return r.Target.Kind == quantity.AtLeast && r.Compared.Met == quantity.Yes && over(r.Compared.Actual, r.Compared.Target, rs)
}

// score decides a row that has points, a target and an actual of its own.
func (r *Row) score(satisfaction bool, rs *ruleset.RuleSet) {
	r.note()
	switch {
	case r.Target.Kind == quantity.None && r.byStandard():
		r.leave("本行按表内的评价标准打分,没有指标值,请人工判定")
	case r.Target.Kind == quantity.None:
		r.leave(explain(r.Target.Problem))
	case r.Actual.Problem == quantity.ReasonBlankActual || r.Compared.Reason == quantity.ReasonBlankActual:
		r.settle(earned{share: none, given: "未填实际完成值", rule: ruleBlank, note: "约定:未填实际完成值,暂计 0 分"}, rs)
	case r.Target.Kind == quantity.ByDate:
		r.date(rs)
	case r.Target.Kind == quantity.Qualitative:
		r.qualitative(rs)
	case r.Compared.Reason != quantity.ReasonNone:
		r.leave(explain(r.Compared.Reason))
	default:
		r.count(satisfaction, rs)
	}
}

// byStandard reports that the row's table asks for no target and no actual value, but states how points are given.
func (r *Row) byStandard() bool {
	i := r.Indicator
	return i != nil && !i.Target.Exists() && !i.Actual.Exists() && !i.Describe.Blank()
}

// count scores numbers and compounds of numbers.
func (r *Row) count(satisfaction bool, rs *ruleset.RuleSet) {
	r.unequal(rs)
	e, why := part(&r.Target, &r.Compared, satisfaction, rs)
	if why != "" {
		r.leave(why)
		return
	}
	r.settle(e, rs)
}

// unequal corrects the answer for rule sets that do not read "=" as "at least".
func (r *Row) unequal(rs *ruleset.RuleSet) {
	if r.Target.Kind == quantity.Equal && rs.Equal.Method != ruleset.AsAtLeast && !r.Compared.Actual.Equal(r.Compared.Target) {
		r.Compared.Met = quantity.No
	}
}

// part is the share that one target earns: of a row, of a part of a compound, of a group's child.
func part(t *quantity.Target, c *quantity.Comparison, satisfaction bool, rs *ruleset.RuleSet) (earned, string) {
	switch {
	case c.Reason != quantity.ReasonNone:
		return earned{}, explain(c.Reason)
	case c.Met != quantity.Yes && c.Met != quantity.No && c.Met != quantity.Partly:
		return earned{}, "无法判断是否达标,请人工判定"
	}
	switch t.Kind {
	case quantity.Compound:
		return compound(t, c, rs)
	case quantity.ByDate:
		if c.Met == quantity.Yes {
			return full("按时完成", ruleDate), ""
		}
		return earned{}, explain(quantity.ReasonLate)
	case quantity.AtLeast, quantity.AtMost, quantity.Equal, quantity.Interval:
	default:
		return earned{}, "定性内容不能按比例计分,请人工判定"
	}
	e, why := number(t, c, satisfaction, rs)
	if why == "" && contradicts(t, c, &e, rs) {
		return earned{}, unlikeMet
	}
	return e, why
}

// contradicts guards against a confident wrong score: numbers that earn everything although the
// comparison says missed, or the other way round. Bands score by the actual alone, equality may
// be read as ≥, and an excess may cost points: there the two can differ.
func contradicts(t *quantity.Target, c *quantity.Comparison, e *earned, rs *ruleset.RuleSet) bool {
	if e.rule == ruleSatisfaction || e.rule == ruleOver || t.Kind == quantity.Equal || t.Strict {
		return false
	}
	return (c.Met == quantity.Yes) != (e.share.CmpDecimal(decimal.FromInt(1)) == 0)
}

// ruleCompound is decisions 11: the mean of the parts.
const ruleCompound = "QT-MEAN"

func compound(t *quantity.Target, c *quantity.Comparison, rs *ruleset.RuleSet) (earned, string) {
	if len(c.Parts) == 0 || len(c.Parts) != len(t.Parts) {
		return earned{}, explain(quantity.ReasonParts)
	}
	list := make([]earned, len(c.Parts))
	for i := range c.Parts {
		e, why := part(&t.Parts[i], &c.Parts[i], false, rs)
		if why != "" {
			return earned{}, "其中一项无法计分:" + why
		}
		list[i] = e
	}
	e := mean(list, ruleCompound)
	e.note = "约定:多个目标按各项完成比例的平均数计分"
	return e, ""
}

// note carries over what the language assumed.
func (r *Row) note() {
	for _, n := range r.Target.Notes {
		r.say(n)
	}
	for _, n := range r.Actual.Notes {
		r.say(n)
	}
	for _, n := range r.Compared.Notes {
		r.say(n)
	}
}

// isSatisfaction reports whether an indicator stands under 满意度.
func isSatisfaction(ind *form.Indicator) bool {
	return contains(ind.Level1, "满意") || contains(ind.Level2, "满意") || contains(ind.Name, "满意度")
}
