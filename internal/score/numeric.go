package score

import (
	"jixiao/internal/decimal"
	"jixiao/internal/quantity"
	"jixiao/internal/ruleset"
)

// The rules of numbers. Each takes actual and target in one unit and says what share of the
// points is earned; a text instead of a share says why only a person can decide.

const (
	ruleAtLeast      = "QT-AT-LEAST"
	ruleAtMost       = "QT-AT-MOST"
	ruleEqual        = "QT-EQUAL"
	ruleInterval     = "QT-INTERVAL"
	ruleOver         = "QT-OVER"
	ruleSatisfaction = "QT-SATISFACTION"
	ruleBlank        = "QT-BLANK"
)

// atLeast is scoring.md §3: met in full, else by the forward method; above the rule set's
// multiple by the over-completion action (§7).
func atLeast(a, t decimal.Decimal, rs *ruleset.RuleSet) (earned, string) {
	if a.Cmp(t) >= 0 {
		return beyond(a, t, rs), ""
	}
	return shortfall(a, t, ruleAtLeast, rs)
}

// shortfall is a target missed from below.
func shortfall(a, t decimal.Decimal, rule string, rs *ruleset.RuleSet) (earned, string) {
	if t.Sign() <= 0 {
		return earned{}, negativeTarget
	}
	if rs.Forward.Method == ruleset.AllOrNothing {
		return nothing(plain(a)+" < "+plain(t), rule), ""
	}
	note := ""
	if a.Sign() < 0 {
		a, note = decimal.Decimal{}, "实际完成值为负,按 0 计"
	}
	e := portion(a, t, plain(a)+" ÷ "+plain(t), rule)
	if rs.Forward.Method == ruleset.Floored {
		e = floored(a, t, rs.Forward.Floor, rule)
	}
	e.note = note
	return e, ""
}

// floored is (q − floor) ÷ (1 − floor) with q = a ÷ t, nothing below the floor.
func floored(a, t, floor decimal.Decimal, rule string) earned {
	base := t.Mul(floor)
	if a.Less(base) {
		return nothing(plain(a)+" ÷ "+plain(t)+" < "+plain(floor), rule)
	}
	rest := decimal.FromInt(1).Sub(floor)
	return portion(a.Sub(base), t.Mul(rest), "("+plain(a)+" ÷ "+plain(t)+" − "+plain(floor)+") ÷ "+plain(rest), rule)
}

// beyond is a target met: full, unless the rule set cuts what is far above it.
func beyond(a, t decimal.Decimal, rs *ruleset.RuleSet) earned {
	limit := t.Mul(rs.Over.FlagRatio)
	if t.Sign() > 0 && limit.Less(a) {
		given := plain(a) + " > " + plain(rs.Over.FlagRatio) + " × " + plain(t)
		switch rs.Over.Action {
		case ruleset.Zero:
			return nothing(given, ruleOver)
		case ruleset.Linear:
			return overCut(a, t, given, rs)
		}
	}
	return full(plain(a)+" ≥ "+plain(t), ruleAtLeast)
}

// overCut is max(floor, 1 − (a ÷ t − flag) × rate).
func overCut(a, t decimal.Decimal, given string, rs *ruleset.RuleSet) earned {
	o := rs.Over
	num := t.Sub(a.Sub(t.Mul(o.FlagRatio)).Mul(o.Rate))
	if num.Less(t.Mul(o.Floor)) {
		return earned{share: decimal.Whole(o.Floor), given: given, term: plain(o.Floor), rule: ruleOver, note: "约定:超额过多按下限计"}
	}
	e := portion(num, t, "(1 − ("+plain(a)+" ÷ "+plain(t)+" − "+plain(o.FlagRatio)+") × "+plain(o.Rate)+")", ruleOver)
	e.note = "约定:超额部分按比例扣减"
	return e
}

// over reports whether a reaches the rule set's multiple of t.
func over(a, t decimal.Decimal, rs *ruleset.RuleSet) bool {
	return t.Sign() > 0 && a.Cmp(t.Mul(rs.Over.FlagRatio)) >= 0
}

// atMost is scoring.md §4: within the limit in full, else by the inverse method.
func atMost(a, t decimal.Decimal, rule string, rs *ruleset.RuleSet) (earned, string) {
	if a.Cmp(t) <= 0 {
		return full(plain(a)+" ≤ "+plain(t), rule), ""
	}
	if t.Sign() < 0 {
		return earned{}, negativeTarget
	}
	if t.IsZero() || rs.Inverse.Method == ruleset.Zero {
		return nothing(plain(a)+" > "+plain(t), rule), ""
	}
	if rs.Inverse.Method == ruleset.TargetShare {
		return portion(t, a, plain(t)+" ÷ "+plain(a), rule), ""
	}
	two := decimal.FromInt(2)
	if a.Cmp(t.Mul(two)) >= 0 {
		return nothing(plain(a)+" ≥ 2 × "+plain(t), rule), ""
	}
	return portion(t.Mul(two).Sub(a), t, "(1 − ("+plain(a)+" − "+plain(t)+") ÷ "+plain(t)+")", rule), ""
}

// equal is scoring.md §5.
func equal(a, t decimal.Decimal, rs *ruleset.RuleSet) (earned, string) {
	if a.Equal(t) {
		return full(plain(a)+" = "+plain(t), ruleEqual), ""
	}
	switch {
	case rs.Equal.Method == ruleset.Strict:
		return nothing(plain(a)+" ≠ "+plain(t), ruleEqual), ""
	case rs.Equal.Method == ruleset.TwoSided:
		return twoSided(a, t), ""
	case t.IsZero() && a.Sign() < 0:
		return full(plain(a)+" ≤ 0", ruleEqual), ""
	case t.IsZero():
		return nothing(plain(a)+" > 0", ruleEqual), ""
	case t.Sign() > 0 && t.Less(a):
		return full(plain(a)+" ≥ "+plain(t), ruleEqual), ""
	}
	return shortfall(a, t, ruleEqual, rs)
}

// twoSided is max(0, 1 − |a − t| ÷ |t|).
func twoSided(a, t decimal.Decimal) earned {
	gap, size := a.Sub(t).Abs(), t.Abs()
	if gap.Cmp(size) >= 0 {
		return nothing(plain(gap)+" ≥ "+plain(size), ruleEqual)
	}
	low, high := a.Min(t), a.Max(t)
	return portion(size.Sub(gap), size, "(1 − ("+plain(high)+" − "+plain(low)+") ÷ "+plain(size)+")", ruleEqual)
}

// interval is scoring.md §5, 约定: inside in full, below by a ÷ low, above as a limit missed. The
// comparison's target is the bound that counts: the one missed, or the upper one.
func interval(t *quantity.Target, c *quantity.Comparison, rs *ruleset.RuleSet) (earned, string) {
	a, bound := c.Actual, c.Target
	switch {
	case c.Met == quantity.Yes && (t.Low.Unit == c.Unit || t.Low.Unit == ""):
		return full(plain(t.Low.Number)+" ≤ "+plain(a)+" ≤ "+plain(bound), ruleInterval), ""
	case c.Met == quantity.Yes:
		return full(plain(a)+" ≤ "+plain(bound), ruleInterval), ""
	case a.Less(bound):
		e, why := shortfall(a, bound, ruleInterval, rs)
		e.note = join(e.note, "约定:低于区间按下限计")
		return e, why
	}
	e, why := atMost(a, bound, ruleInterval, rs)
	e.note = "约定:高于区间按上限计"
	return e, why
}

// satisfaction is scoring.md §6 for the rule sets that score it apart; a and t are per cent.
func satisfaction(a, t decimal.Decimal, unit string, rs *ruleset.RuleSet) (earned, string) {
	if unit != "" && unit != "%" {
		return earned{}, "满意度不是百分数,不能按本规则计分"
	}
	if rs.Satisfaction.Method == ruleset.Banded {
		share, given := band(a, rs.Satisfaction.Bands, "")
		return earned{share: decimal.Whole(share), given: given, term: plain(share), rule: ruleSatisfaction}, ""
	}
	floor := rs.Satisfaction.Floor
	switch {
	case a.Cmp(t) >= 0:
		return full(plain(a)+" ≥ "+plain(t), ruleSatisfaction), ""
	case a.Less(floor) || t.Cmp(floor) <= 0:
		return nothing(plain(a)+" < "+plain(floor), ruleSatisfaction), ""
	}
	f := plain(floor)
	return portion(a.Sub(floor), t.Sub(floor), "("+plain(a)+" − "+f+") ÷ ("+plain(t)+" − "+f+")", ruleSatisfaction), ""
}

// band finds the step that a stands on, with the statement that puts it there.
func band(a decimal.Decimal, steps []ruleset.Step, mark string) (decimal.Decimal, string) {
	for _, s := range steps {
		if a.Cmp(s.At) >= 0 {
			return s.Share, plain(a) + mark + " ≥ " + plain(s.At) + mark
		}
	}
	if len(steps) == 0 {
		return decimal.Decimal{}, ""
	}
	return decimal.Decimal{}, plain(a) + mark + " < " + plain(steps[len(steps)-1].At) + mark
}

// number scores the kinds of targets that hold numbers.
func number(t *quantity.Target, c *quantity.Comparison, satisfied bool, rs *ruleset.RuleSet) (earned, string) {
	switch t.Kind {
	case quantity.AtLeast:
		if satisfied && rs.Satisfaction.Method != ruleset.Proportional {
			return satisfaction(c.Actual, c.Target, c.Unit, rs)
		}
		return atLeast(c.Actual, c.Target, rs)
	case quantity.AtMost:
		return atMost(c.Actual, c.Target, ruleAtMost, rs)
	case quantity.Equal:
		return equal(c.Actual, c.Target, rs)
	}
	return interval(t, c, rs)
}
