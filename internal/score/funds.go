package score

import (
	"slices"
	"strings"

	"jixiao/internal/decimal"
	"jixiao/internal/form"
	"jixiao/internal/ruleset"
)

const (
	ruleExec     = "FU-RATE"
	ruleExecBand = "FU-BAND"
	ruleExecZero = "FU-ZERO"
)

// funds reads the fund block and scores the execution rate (scoring.md §2, decisions 21).
func funds(f *form.Form, rs *ruleset.RuleSet) Funds {
	b := &f.Funds
	out := Funds{Row: pointsRow(b), Decision: NoScore}
	out.money(b, rs)
	if out.Row >= 0 {
		row := &b.Rows[out.Row]
		out.Points, out.Self = filed(row.Points), filed(row.Score)
		out.RateCell, out.ScoreCell = row.Rate.Cell, row.Score.Cell
	}
	if !out.Points.Valid {
		out.Points = filedText(b.HeadingPoints)
	}
	if len(b.Rows) == 0 {
		out.Why = "表上没有预算执行情况"
		return out
	}
	if !out.Points.Valid {
		out.say("表上没有预算执行率的分值,不计分")
		return out
	}
	out.rateScore(rs)
	return out
}

// summedNote tells that the money was added up.
const summedNote = "合计行没有数,按明细相加"

// pointsRow is the row that carries the points: the total row if it does, else the first that
// does; without any the row of the filed score, at last the total row.
func pointsRow(b *form.Funds) int {
	best, rank := -1, 0
	for i := range b.Rows {
		r := &b.Rows[i]
		n := 0
		switch {
		case filed(r.Points).Valid && r.Total:
			n = 4
		case filed(r.Points).Valid:
			n = 3
		case filed(r.Score).Valid:
			n = 2
		case r.Total:
			n = 1
		}
		if n > rank {
			best, rank = i, n
		}
	}
	return best
}

func (out *Funds) say(sentence string) { out.Why = join(out.Why, sentence) }

// money finds budget and executed, from the total row or, where it says nothing, summed up.
func (out *Funds) money(b *form.Funds, rs *ruleset.RuleSet) {
	rows := moneyRows(b, rs.Exec.Money)
	budget := func(r *form.Fund) form.Value { return r.Budget }
	executed := func(r *form.Fund) form.Value { return r.Executed }
	if rs.Exec.Denominator == ruleset.Initial {
		if slices.ContainsFunc(rows, func(r form.Fund) bool { return !unused(r.Initial) }) {
			budget = func(r *form.Fund) form.Value { return r.Initial }
		} else if len(rows) > 0 {
			out.say("表上没有年初预算数,按全年预算数计")
		}
	}
	unit := moneyUnit(b, rows, budget, executed)
	var summedA, summedB bool
	out.Budget, summedA = column(rows, unit, budget)
	out.Executed, summedB = column(rows, unit, executed)
	if out.Summed = summedA || summedB; out.Summed {
		out.say(summedNote)
	}
	if out.Budget.Valid && out.Executed.Valid {
		out.Rate, out.HasRate = decimal.NewRatio(out.Executed.Decimal, out.Budget.Decimal)
	}
}

// moneyRows are the rows that count: all, or those of fiscal money, which on some forms is the
// total row itself.
func moneyRows(b *form.Funds, which ruleset.Method) []form.Fund {
	if which != ruleset.FiscalMoney {
		return b.Rows
	}
	if t := b.TotalRow(); t != nil && contains(t.Label.Text, "财政") {
		return b.Rows
	}
	var fiscal []form.Fund
	for _, r := range b.Rows {
		if !r.Total && contains(r.Label.Text, "财政") && !contains(r.Label.Text, "专户") {
			fiscal = append(fiscal, r)
		}
	}
	if len(fiscal) == 0 {
		return b.Rows
	}
	return fiscal
}

// moneyUnit is the unit that bare amounts stand in: the form's, else the one that amounts carry.
func moneyUnit(b *form.Funds, rows []form.Fund, columns ...func(*form.Fund) form.Value) string {
	if b.MoneyUnit != "" {
		return b.MoneyUnit
	}
	for i := range rows {
		for _, c := range columns {
			if _, unit := splitUnit(c(&rows[i])); unit != "" {
				return unit
			}
		}
	}
	return ""
}

// column is the amount of one column: of the total row, or the sum of the details when the total
// is blank or 0 and they are not. Details that are broken down again are not summed: some money
// would count twice.
func column(rows []form.Fund, unit string, get func(*form.Fund) form.Value) (total decimal.Null, summed bool) {
	sum, details, nested := decimal.Decimal{}, 0, 0
	for i := range rows {
		amount := money(get(&rows[i]), unit)
		switch {
		case rows[i].Total && !total.Valid:
			total = amount
		case rows[i].Total:
		case amount.Valid:
			sum = sum.Add(amount.Decimal)
			details++
			fallthrough
		default:
			if contains(rows[i].Label.Text, "其中") {
				nested++
			}
		}
	}
	switch {
	case total.Valid && !total.IsZero() || details == 0 || sum.IsZero() && total.Valid:
		return total, false
	case nested > 1:
		return decimal.Null{}, false
	}
	return decimal.Some(sum), len(rows) > 1
}

// rateScore scores the rate of a block that has points.
func (out *Funds) rateScore(rs *ruleset.RuleSet) {
	out.Decision = Manual
	switch {
	case !out.Budget.Valid && !out.Executed.Valid:
		out.say("没有可读的预算数和执行数,请人工判定")
	case !out.Budget.Valid:
		out.say("没有可读的全年预算数,无法计算执行率,请人工判定")
	case !out.Executed.Valid:
		out.say("没有可读的全年执行数,无法计算执行率,请人工判定")
	case out.Budget.Sign() < 0 || out.Executed.Sign() < 0:
		out.say("金额为负,请核对后判定")
	case out.Points.Sign() < 0:
		out.say("分值为负,请核对后判定")
	case out.Budget.IsZero():
		out.zeroBudget(rs)
	default:
		out.settle(execution(out.Executed.Decimal, out.Budget.Decimal, rs), rs)
	}
}

func (out *Funds) settle(e earned, rs *ruleset.RuleSet) {
	score := rs.Round(e.share.Mul(out.Points.Decimal))
	out.Score, out.Decision, out.Rule = decimal.Some(score), Computed, e.rule
	out.Formula = e.formula(out.Points.Decimal, score)
	out.say(e.note)
}

func (out *Funds) zeroBudget(rs *ruleset.RuleSet) {
	if out.Executed.Sign() > 0 {
		out.settle(earned{share: none, given: plain(out.Executed.Decimal) + " > 0", rule: ruleExecZero, note: "约定:没有预算而有支出,按 0 分计,请核对预算数"}, rs)
		return
	}
	switch rs.Exec.ZeroBudget {
	case ruleset.Zero:
		out.settle(earned{share: none, given: "预算数与执行数均为 0", rule: ruleExecZero}, rs)
	case ruleset.Full:
		out.settle(earned{share: whole, given: "预算数与执行数均为 0", rule: ruleExecZero}, rs)
	default:
		out.Decision, out.NotApplicable = NoScore, true
		out.say("预算数与执行数均为 0,执行率不适用,不计分")
	}
}

// execution is points × rate, capped, or the step that the rate stands on.
func execution(executed, budget decimal.Decimal, rs *ruleset.RuleSet) earned {
	rate := plain(executed) + " ÷ " + plain(budget)
	if rs.Exec.Method == ruleset.Banded {
		return executionBand(executed, budget, rate, rs)
	}
	limit := budget.Mul(rs.Exec.Cap)
	if executed.Cmp(limit) < 0 {
		return portion(executed, budget, rate, ruleExec)
	}
	if rs.Exec.Cap.Equal(decimal.FromInt(1)) {
		return full(plain(executed)+" ≥ "+plain(budget), ruleExec)
	}
	return earned{share: decimal.Whole(rs.Exec.Cap), given: rate + " ≥ " + plain(rs.Exec.Cap), term: plain(rs.Exec.Cap), rule: ruleExec}
}

func executionBand(executed, budget decimal.Decimal, rate string, rs *ruleset.RuleSet) earned {
	for _, s := range rs.Exec.Bands {
		if executed.Cmp(budget.Mul(s.At)) < 0 {
			continue
		}
		e := earned{share: decimal.Whole(s.Share), given: rate + " ≥ " + plain(s.At), term: plain(s.Share), rule: ruleExecBand}
		if s.Share.Less(decimal.FromInt(1)) {
			e.note = "约定:按项目未完成的分档计;已完成且未超预算的应为满分,请核实"
		}
		return e
	}
	return nothing(rate+" < "+plain(rs.Exec.Bands[len(rs.Exec.Bands)-1].At), ruleExecBand)
}

// isExecution reports whether an indicator without a target is the execution rate: its name is
// one of the rule set's.
func isExecution(name string, rs *ruleset.RuleSet) bool {
	return slices.Contains(rs.Exec.Names, bareName(name))
}

// bareName is a name without blanks and without what stands behind it in brackets.
func bareName(name string) string {
	name = fold(name)
	if i := strings.IndexAny(name, "(:"); i > 0 {
		name = name[:i]
	}
	return name
}
