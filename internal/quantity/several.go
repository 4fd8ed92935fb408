package quantity

import (
	"strings"
	"unicode/utf8"

	"jixiao/internal/decimal"
)

// outside drops what stands in brackets beside a quantity in the open, "5个(其中A2个)", and ages,
// which say who is counted: "60岁以上500人".
func (l *Language) outside(items []item) []item {
	if len(items) < 2 {
		return items
	}
	aside := func(q item) bool { return q.bracket || l.measure(q.amount.Unit).dim == dimAge }
	open := 0
	for _, q := range items {
		if !aside(q) {
			open++
		}
	}
	if open == 0 || open == len(items) {
		return items
	}
	kept := make([]item, 0, open)
	for _, q := range items {
		if !aside(q) {
			kept = append(kept, q)
		}
	}
	return kept
}

// whole reports a plain 100%, which adds nothing to a date.
func whole(q item) bool {
	return q.op == "" && !q.interval && q.amount.Unit == "%" && q.amount.Number.Equal(decimal.FromInt(100))
}

// several reads a text with more than one quantity or date: an interval or a compound.
func (l *Language) several(sc *scan, items []item, dates []dateItem, ctx Context) Target {
	if len(items)+len(dates) > 16 {
		return Target{Kind: None, Problem: ReasonAmbiguous}
	}
	if len(items) == 2 && len(dates) == 0 {
		if q, ok := sameTwice(items[0], items[1]); ok {
			return l.single(q, Text{}, &scan{}, ctx)
		}
		if q, ok := l.periodic(items[0], items[1]); ok {
			return l.single(q, Text{}, &scan{}, ctx)
		}
	}
	t := Target{Kind: Compound, Basis: BasisWording}
	bare := false
	for len(items)+len(dates) > 0 {
		if len(items) == 0 || len(dates) > 0 && dates[0].from < items[0].from {
			t.Parts = append(t.Parts, Target{Kind: ByDate, By: complete(dates[0], ctx), Basis: BasisWording})
			dates = dates[1:]
			continue
		}
		part := l.single(items[0], Text{}, &scan{}, ctx)
		if part.Kind == None {
			return part
		}
		part.Label = sc.label(items[0])
		bare = bare || part.lone().Unit == ""
		t.Parts, items = append(t.Parts, part), items[1:]
	}
	if both, ok := l.twoBounds(t.Parts); ok {
		return both
	}
	if bare {
		return Target{Kind: None, Problem: ReasonAmbiguous}
	}
	return t
}

// before is the text up to a quantity.
func (sc *scan) before(q item) string {
	if q.from > len(sc.text) {
		return ""
	}
	return sc.text[:q.from]
}

// label is what stands around a number up to the next separator or digit: what it counts.
func (sc *scan) label(q item) string {
	const stops = "0123456789,;、。(%"
	from, to := q.from, q.to
	for from > 0 && q.from-from < 60 {
		r, n := utf8.DecodeLastRuneInString(sc.text[:from])
		if strings.ContainsRune(stops, r) {
			break
		}
		from -= n
	}
	for to < len(sc.text) && to-q.to < 60 {
		r, n := utf8.DecodeRuneInString(sc.text[to:])
		if strings.ContainsRune(stops, r) {
			break
		}
		to += n
	}
	return sc.text[from:q.from] + sc.text[q.to:to]
}

// sameTwice reads 3次及3次以上: one amount, said twice.
func sameTwice(a, b item) (item, bool) {
	if a.interval || b.interval || a.op != "" || b.op == "" || a.amount.Unit != b.amount.Unit || !a.amount.Number.Equal(b.amount.Number) {
		return item{}, false
	}
	return b, true
}

// periodic reads 半年1次 and 两个月一次: a count directly after a length of calendar time.
func (l *Language) periodic(period, q item) (item, bool) {
	m := l.measure(period.amount.Unit)
	if !q.glued || period.op != "" || period.interval || m.dim != dimCalendar || l.measure(q.amount.Unit).dim != dimCount || q.interval {
		return item{}, false
	}
	q.from = period.from
	months := period.amount.Number.Mul(m.factor.Num)
	r, ok := decimal.NewRatio(q.amount.Number.Mul(decimal.FromInt(12)), months)
	if !ok {
		return item{}, false
	}
	n, ok := r.Exact()
	q.amount = Amount{n, q.amount.Unit + "/年"}
	return q, ok && l.measure(q.amount.Unit).per == "年"
}

// overYear reports a length of calendar time of more than a year.
func (l *Language) overYear(a Amount) bool {
	m := l.measure(a.Unit)
	return m.dim == dimCalendar && decimal.FromInt(12).Less(a.Number.Mul(m.factor.Num))
}

// twoBounds reads "≥80%且≤90%" as an interval.
func (l *Language) twoBounds(parts []Target) (Target, bool) {
	if len(parts) != 2 || parts[0].Strict || parts[1].Strict || parts[0].Change != parts[1].Change {
		return Target{}, false
	}
	low, high := parts[0], parts[1]
	if low.Kind == AtMost {
		low, high = high, low
	}
	if low.Kind != AtLeast || high.Kind != AtMost {
		return Target{}, false
	}
	unit := high.Value.Unit
	if unit == "" {
		unit = low.Value.Unit
	}
	if !l.known(unit) {
		return Target{}, false
	}
	if low.Value.Unit == "" {
		low.Value.Unit = unit
	}
	n, ok := l.convert(low.Value, unit)
	if !ok || high.Value.Number.Less(n) {
		return Target{}, false
	}
	return Target{Kind: Interval, Low: Amount{n, unit}, High: Amount{high.Value.Number, unit}, Basis: BasisSign, Change: low.Change}, true
}
