package score

import (
	"strings"
	"unicode/utf8"

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

// GradeWord is the rule set's word for a grade as people write it: 优秀, 优等 and 优级 are 优, and so is a row of boxes with one
// ticked ("☑优 □良 □中 □差"). It is "" for a text that is none of its grades.
func GradeWord(text string, rs *ruleset.RuleSet) string {
	text = strings.TrimSuffix(fold(ticked(text)), "级")
	for _, g := range rs.Grades {
		if rest, ok := strings.CutPrefix(text, g.Name); ok && (rest == "" || rest == "秀" || rest == "好" || rest == "等") {
			return g.Name
		}
	}
	return ""
}

// Marks of boxes, ticked and not. √ alone is how most people tick.
const tickedBoxes, emptyBoxes = "☑✓✔√■☒", "□☐○"

// ticked is the option whose box is ticked, or the text itself where not exactly one is. The boxes stand all before or
// all behind their options.
func ticked(text string) string {
	boxes := func(r rune) bool { return strings.ContainsRune(tickedBoxes+emptyBoxes, r) }
	i := strings.IndexAny(text, tickedBoxes)
	if i < 0 || strings.LastIndexAny(text, tickedBoxes) != i || !strings.ContainsAny(text, emptyBoxes) {
		return text
	}
	_, n := utf8.DecodeRuneInString(text[i:])
	before, after := text[:i], text[i+n:]
	if first := strings.IndexFunc(text, boxes); strings.TrimSpace(text[:first]) == "" {
		if j := strings.IndexFunc(after, boxes); j >= 0 {
			after = after[:j]
		}
		return after
	}
	if j := strings.LastIndexFunc(before, boxes); j >= 0 {
		_, n := utf8.DecodeRuneInString(before[j:])
		before = before[j+n:]
	}
	return before
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
