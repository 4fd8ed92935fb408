package score

import (
	"jixiao/internal/decimal"
	"jixiao/internal/ruleset"
)

// Grade is the grade of a total: by the rounded or by the exact sum, as the rule set says.
func Grade(sum decimal.Decimal, exact decimal.Ratio, rs *ruleset.RuleSet) string {
	for _, g := range rs.Grades {
		if rs.GradeOn == ruleset.OnRaw && exact.CmpDecimal(g.From) >= 0 || rs.GradeOn != ruleset.OnRaw && sum.Cmp(g.From) >= 0 {
			return g.Name
		}
	}
	if n := len(rs.Grades); n > 0 {
		return rs.Grades[n-1].Name
	}
	return ""
}

// GradeOf rounds a total by the rule set and grades it.
func GradeOf(total decimal.Decimal, rs *ruleset.RuleSet) string {
	exact := decimal.Whole(total)
	return Grade(rs.Round(exact), exact, rs)
}

// Near is how far a total is below the next higher grade, unknown when farther than the rule
// set's bound or when there is no higher one.
func Near(sum decimal.Decimal, rs *ruleset.RuleSet) decimal.Null {
	for i := len(rs.Grades) - 1; i >= 0; i-- {
		gap := rs.Grades[i].From.Sub(sum)
		if gap.Sign() > 0 {
			return decimal.Null{Decimal: gap, Valid: gap.Cmp(rs.Check.NearGrade) <= 0}
		}
	}
	return decimal.Null{}
}

// Light is the warning light of a budget-performance system (scoring.md §12, G03).
type Light string

// The lights of the system.
const (
	NoLight Light = "none"
	Yellow  Light = "yellow" // much of the budget is unspent
	Red     Light = "red"    // indicators score much better than the money was spent
)

// Warn compares the indicators' score rate with the execution's: red when the gap is above the
// rule set's bound, yellow when more of the budget is unspent than it allows.
func Warn(score, points, execScore, execPoints decimal.Decimal, rate decimal.Ratio, rs *ruleset.RuleSet) Light {
	s, ok1 := decimal.NewRatio(score, points)
	e, ok2 := decimal.NewRatio(execScore, execPoints)
	if ok1 && ok2 && s.Num.Sign() > 0 && s.Sub(e).Cmp(s.Mul(rs.Check.WarnGap)) > 0 {
		return Red
	}
	if !rate.Den.IsZero() && decimal.One().Sub(rate).CmpDecimal(rs.Check.WarnIdle) > 0 {
		return Yellow
	}
	return NoLight
}
