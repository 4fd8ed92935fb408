package score

import (
	"fmt"

	"jixiao/internal/decimal"
	"jixiao/internal/quantity"
	"jixiao/internal/ruleset"
)

const ruleDate = "QT-BY-DATE"

// date scores a deadline (scoring.md §5): on time in full; late by the rule set's method, which
// by default leaves it to a person with a suggestion.
func (r *Row) date(rs *ruleset.RuleSet) {
	late := r.Compared.Reason == quantity.ReasonLate
	switch {
	case !late && r.Compared.Reason != quantity.ReasonNone:
		r.leave(explain(r.Compared.Reason))
	case !late && r.Compared.Met == quantity.Yes:
		r.settle(full(onTime(r.Actual.When, r.Target.By), ruleDate), rs)
	case !late && r.Compared.Met != quantity.No:
		r.leave("无法判断是否按时,请人工判定")
	default:
		r.late(rs)
	}
}

func (r *Row) late(rs *ruleset.RuleSet) {
	if rs.Date.Method != ruleset.ByHand {
		if e, ok := overdue(rs.Date.Method, &r.Compared, rs); ok {
			r.settle(e, rs)
			return
		}
	}
	r.leave(explain(quantity.ReasonLate))
	if e, ok := overdue(rs.Date.Suggest, &r.Compared, rs); ok && rs.Date.Method == ruleset.ByHand {
		r.suggest(e, rs)
	}
}

// overdue is what a late date earns; ok is false when the days are not known.
func overdue(m ruleset.Method, c *quantity.Comparison, rs *ruleset.RuleSet) (earned, bool) {
	switch m {
	case ruleset.Zero:
		return earned{share: none, given: "逾期", rule: ruleDate}, true
	case ruleset.Deduct:
		cut := rs.Date.Deduct
		e := portion(decimal.FromInt(1).Sub(cut), decimal.FromInt(1), "(1 − "+plain(cut)+")", ruleDate)
		e.note = "逾期扣 " + cut.Shift(2).Plain().String() + "%"
		return e, true
	case ruleset.DayRatio:
		if c.DaysTarget <= 0 || c.DaysActual < c.DaysTarget {
			return earned{}, false
		}
		t, a := decimal.FromInt(int64(c.DaysTarget)), decimal.FromInt(int64(c.DaysActual))
		e := portion(t, a, plain(t)+" ÷ "+plain(a), ruleDate)
		e.note = "约定:逾期按 1 月 1 日起的天数比例计"
		return e, true
	}
	return earned{}, false
}

// onTime is the statement that a date is kept, at the coarser precision of the two.
func onTime(when, by quantity.Date) string {
	if when.Year == 0 || by.Year == 0 {
		return "按时完成"
	}
	if when.Month == 0 || by.Month == 0 {
		when.Month, by.Month = 0, 0
	}
	if when.Day == 0 || by.Day == 0 || when.Month == 0 {
		when.Day, by.Day = 0, 0
	}
	return dateText(when) + " ≤ " + dateText(by)
}

func dateText(d quantity.Date) string {
	switch {
	case d.Month == 0:
		return fmt.Sprintf("%04d年", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}
