package score

import (
	"jixiao/internal/decimal"
	"jixiao/internal/quantity"
	"jixiao/internal/ruleset"
)

const ruleDept = "DP-RULE"

// Department scores one department-level indicator by its rule (scoring.md §11): points lost per
// percentage point, bands, a slope, or the share of indicators achieved. Points are those of the
// form; the rule's serve when they are unknown.
//
// a is the actual in per cent for steps and bands, the ratio itself for a slope. For the share of
// indicators achieved a of b count; b is not used otherwise.
func Department(d *ruleset.Dept, a, b decimal.Decimal, points decimal.Null, rs *ruleset.RuleSet) Row {
	r := Row{Parent: -1, Points: points}
	if !r.Points.Valid {
		r.Points = decimal.Some(d.Points)
	}
	switch d.Method {
	case ruleset.WholeSteps, ruleset.Linear:
		r.steps(d, a, rs)
	case ruleset.Banded:
		r.deptBand(d, a, rs)
	case ruleset.Slope:
		r.slope(d, a, rs)
	default:
		if b.Sign() <= 0 || a.Sign() < 0 || b.Less(a) {
			r.leave("达到的指标数与全部指标数不符,请人工判定")
			break
		}
		r.settle(portion(a, b, plain(a)+" ÷ "+plain(b), ruleDept), rs)
	}
	return r
}

// steps takes PerPoint for every percentage point beyond the standard, whole ones or parts of
// them, until nothing is left.
func (r *Row) steps(d *ruleset.Dept, a decimal.Decimal, rs *ruleset.RuleSet) {
	high, low, sign := a, d.Standard, " ≤ "
	if d.AtLeast {
		high, low, sign = d.Standard, a, " ≥ "
	}
	beyond := high.Sub(low)
	if beyond.Sign() <= 0 {
		r.settle(full(plain(a)+sign+plain(d.Standard), ruleDept), rs)
		return
	}
	note := ""
	if whole := beyond.Trunc(0); d.Method == ruleset.WholeSteps && !whole.Equal(beyond) {
		beyond, note = whole, "约定:不足一个百分点的不扣"
	}
	r.take(beyond, d.PerPoint, ruleDept, rs)
	r.say(note)
}

// take subtracts cost for every step from the points, until nothing is left.
func (r *Row) take(steps, cost decimal.Decimal, rule string, rs *ruleset.RuleSet) {
	lost := plain(steps) + " × " + plain(cost)
	exact := r.Points.Sub(steps.Mul(cost))
	r.Decision, r.Rule = Computed, rule
	if exact.Sign() <= 0 {
		r.Exact, r.Score = none, decimal.Some(rs.Round(none))
		r.Formula = lost + " ≥ " + plain(r.Points.Decimal) + " → " + r.Score.String()
		r.say("扣完为止")
		return
	}
	r.Exact = decimal.Whole(exact)
	r.Score = decimal.Some(rs.Round(r.Exact))
	r.Formula = plain(r.Points.Decimal) + " − " + lost + " = " + r.Score.String()
}

// deptBand gives the points of the band, in proportion when the form gives other points.
func (r *Row) deptBand(d *ruleset.Dept, a decimal.Decimal, rs *ruleset.RuleSet) {
	got, given := d.Otherwise, plain(a)
	found := false
	for _, s := range d.Bands {
		if d.Below && a.Cmp(s.At) <= 0 {
			got, given, found = s.Share, plain(a)+" ≤ "+plain(s.At), true
		} else if !d.Below && a.Cmp(s.At) >= 0 {
			got, given, found = s.Share, plain(a)+" ≥ "+plain(s.At), true
		}
		if found {
			break
		}
	}
	if n := len(d.Bands); !found && n > 0 {
		sign := " < "
		if d.Below {
			sign = " > "
		}
		given += sign + plain(d.Bands[n-1].At)
	}
	if d.Points.Sign() <= 0 {
		r.leave("规则没有给出分值")
		return
	}
	e := portion(got, d.Points, plain(got)+" ÷ "+plain(d.Points), ruleDept)
	e.given = given
	r.settle(e, rs)
}

// slope is (1 − factor × a) × points, nothing above the bound.
func (r *Row) slope(d *ruleset.Dept, a decimal.Decimal, rs *ruleset.RuleSet) {
	cut := d.Factor.Mul(a)
	switch {
	case a.Sign() < 0:
		r.leave("比率为负,请人工判定")
	case d.ZeroAbove.Less(a):
		r.settle(nothing(plain(a)+" > "+plain(d.ZeroAbove), ruleDept), rs)
	case cut.Cmp(decimal.FromInt(1)) >= 0:
		r.settle(nothing(plain(d.Factor)+" × "+plain(a)+" ≥ 1", ruleDept), rs)
	default:
		r.settle(portion(decimal.FromInt(1).Sub(cut), decimal.FromInt(1), "(1 − "+plain(d.Factor)+" × "+plain(a)+")", ruleDept), rs)
	}
}

// department scores a row of a department form whose name has a rule. Only a number in per cent
// can be held against steps and bands; anything else goes to a person.
func (r *Row) department(d *ruleset.Dept, rs *ruleset.RuleSet) {
	r.note()
	if r.Actual.Problem != quantity.ReasonNone || len(r.Actual.Amounts) != 1 {
		if r.blank() {
			r.settle(earned{share: none, given: "未填实际完成值", rule: ruleBlank, note: "约定:未填实际完成值,暂计 0 分"}, rs)
			return
		}
		r.leave(explain(r.Actual.Problem))
		return
	}
	a := r.Actual.Amounts[0]
	if (d.Method != ruleset.WholeSteps && d.Method != ruleset.Linear && d.Method != ruleset.Banded) || a.Unit != "%" && a.Unit != "" {
		r.leave("本指标按“" + d.Name + "”的规则计分,完成值不是百分数,请人工判定")
		return
	}
	got := Department(d, a.Number, decimal.Decimal{}, r.Points, rs)
	r.Exact, r.Score, r.Decision, r.Formula, r.Rule = got.Exact, got.Score, got.Decision, got.Formula, got.Rule
	r.say(got.Why)
}

// Issue is what a re-check found wrong with an indicator (scoring.md §12).
type Issue string

// The issues by name; an indicator that cannot be examined has its degree instead.
const (
	NoEvidence    Issue = "no_evidence"
	Irrelevant    Issue = "irrelevant"
	NoSurvey      Issue = "satisfaction_without_survey"
	LevelMismatch Issue = "level_mismatch"
)

// Recheck is what a re-check leaves of a self-score: by the issue, or for an indicator that cannot
// be examined by its degree (严重, 中等, 轻微). Unknown when the rule set says nothing of it.
func Recheck(issue Issue, self decimal.Decimal, rs *ruleset.RuleSet) decimal.Null {
	share := map[Issue]decimal.Null{NoEvidence: rs.Recheck.NoEvidence, Irrelevant: rs.Recheck.Irrelevant,
		NoSurvey: rs.Recheck.NoSurvey, LevelMismatch: rs.Recheck.LevelMismatch}[issue]
	for _, w := range rs.Recheck.Unverifiable {
		if w.Name == string(issue) {
			share = decimal.Some(w.Points)
		}
	}
	if !share.Valid {
		return decimal.Null{}
	}
	return decimal.Some(rs.Round(decimal.Whole(self.Mul(share.Decimal))))
}
