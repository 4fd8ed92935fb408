package quantity

import (
	"strings"

	"jixiao/internal/decimal"
)

// trueDates are the dates that set a limit: not a year in passing, not 2022.12 where the row is
// about something else.
func (l *Language) trueDates(sc *scan, ctx Context) []dateItem {
	var out []dateItem
	for _, d := range sc.dates {
		switch {
		case d.dotted && !l.aboutTime(ctx) && !d.deadline:
			if len(sc.dates) == 1 {
				l.undate(sc, d)
			}
			continue
		case d.weak && (len(sc.items) > 0 || sc.words > 0):
			continue
		case d.date.Month == 0 && !d.weak && !d.deadline:
			continue
		case sc.words > 0 && !d.deadline && d.date.Day == 0:
			continue
		}
		out = append(out, d)
	}
	return out
}

// undate takes a dotted date back as the number that it also is.
func (l *Language) undate(sc *scan, d dateItem) {
	n, k, long := numberAt(sc.text[d.from:])
	if !long && k == d.to-d.from {
		q := item{amount: Amount{Number: n}, op: d.op, strict: d.strict, clash: d.clash, change: d.change, month: d.op == "", from: d.from, to: d.to}
		sc.items = append(sc.items, q)
	}
}

// aboutTime reports a row where 2023.12 is a month (decisions 9).
func (l *Language) aboutTime(ctx Context) bool {
	return contains(ctx.Level2, l.w.DateLevels) || contains(ctx.Name, l.w.DateNames)
}

// complete gives a date without a year the budget year.
func complete(d dateItem, ctx Context) Date {
	date := d.date
	if date.Year == 0 && ctx.Year > 0 {
		date.Year = ctx.Year
		if d.next {
			date.Year++
		}
	}
	return date
}

// monthNumber reads 2023.12 stored as a number in a row about time. 2023.1 may be October.
func (l *Language) monthNumber(q item, t Text, ctx Context) (Target, bool) {
	if d, ok := serialDate(q.amount.Number); ok && q.amount.Unit == "" && q.op == "" && contains(ctx.Name, l.w.DateNames) {
		return Target{Kind: ByDate, By: d, Basis: BasisWording, Notes: []string{"数值按日期序列值读取(约定)"}}, true
	}
	if !t.Number || q.amount.Unit != "" || q.op != "" || !l.aboutTime(ctx) {
		return Target{}, false
	}
	d, ok := monthOf(q.amount.Number)
	if !ok {
		return Target{}, false
	}
	if d.Month == 1 {
		return Target{Kind: None, Problem: ReasonAmbiguous}, true
	}
	return Target{Kind: ByDate, By: d, Basis: BasisWording}, true
}

var firstYear = decimal.FromInt(minYear)

// yearNumber reads 2023 and 202312, the numbers of a year and a month, in a row about a date.
func (l *Language) yearNumber(a Amount, ctx Context) (Date, bool) {
	if a.Unit != "" && a.Unit != "年" && a.Unit != "年月" || a.Number.Less(firstYear) || a.Number.Places() > 0 || !contains(ctx.Name, l.w.DateNames) {
		return Date{}, false
	}
	s := a.Number.String()
	year, n := yearAt(s)
	switch {
	case n == len(s) && n == 4:
		return Date{Year: year}, true
	case n == 4 && len(s) == 6:
		month, ok := digits2(s[4:])
		return Date{Year: year, Month: month}, ok && month >= 1 && month <= 12
	}
	return Date{}, false
}

func monthOf(n decimal.Decimal) (Date, bool) {
	d, k := dateAt(n.String())
	return d.date, k > 0 && d.date.Month > 0
}

// dayNumber reads 12.31 in a row about time, where the unit column is blank, as 31 December. With
// one digit after the point, or as a stored number that may have lost a 0, nobody can say.
func (l *Language) dayNumber(q item, t Text, ctx Context) (Target, bool) {
	if q.amount.Unit != "" || q.amount.Number.Places() == 0 || q.op != "" || q.interval || !l.aboutTime(ctx) || l.unitOf(ctx.Unit) != "" {
		return Target{}, false
	}
	d, sure, ok := monthDot(q.amount.Number)
	if !ok {
		return Target{}, false
	}
	if _, plain, dotted := monthDotText(Normalize(ctx.Actual.Text)); ctx.Actual.Text != "" && plain && !dotted || !sure {
		return Target{Kind: None, Problem: ReasonAmbiguous}, true
	}
	return Target{Kind: ByDate, By: complete(dateItem{date: d}, ctx), Basis: BasisWording, Notes: []string{"按月.日读取(约定)"}}, true
}

// monthDot reads a number as month and day; sure means that both digits of the day are there.
func monthDot(n decimal.Decimal) (d Date, sure, ok bool) {
	month, day, dot := strings.Cut(n.String(), ".")
	if !dot || len(month) > 2 || len(day) > 2 || strings.HasPrefix(month, "-") {
		return Date{}, false, false
	}
	m, k := smallNumber(month)
	e, j := smallNumber(day)
	d = Date{Month: m, Day: e}
	return d, len(day) == 2, k == len(month) && j == len(day) && m > 0 && e > 0 && valid(d)
}

// monthDotText reads a text that is only a number; dotted says that it is month and day.
func monthDotText(s string) (d Date, plain, dotted bool) {
	n, k, long := numberAt(s)
	if k == 0 || k != len(s) || long {
		return Date{}, false, false
	}
	d, sure, ok := monthDot(n)
	return d, true, ok && sure
}
