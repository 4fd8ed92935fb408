package quantity

import (
	"strings"
	"unicode/utf8"

	"jixiao/internal/decimal"
)

func percent(n int64) Amount { return Amount{decimal.FromInt(n), "%"} }

// Value reads an actual value in the light of its target. It is total: what cannot be read has a
// Problem, and no number is then to be compared.
func (l *Language) Value(t Text, target Target, ctx Context) Value {
	var v Value
	if t.Date {
		if d, ok := isoDate(t.Text); ok {
			v.When = d
			if target.Kind != ByDate && target.Kind != Compound {
				v.Problem = ReasonNotNumber
			}
			return v
		}
	}
	if len(t.Text) > maxText {
		return Value{Problem: ReasonTooLong}
	}
	s := Normalize(t.Text)
	switch {
	case l.blank(s) || l.prompt(s):
		return Value{Problem: ReasonBlankActual}
	case target.Kind == Qualitative:
		l.sortQuality(&v, s, target, ctx.folded())
		return v
	case lookalike(s):
		return Value{Problem: ReasonDamaged}
	}
	if id, n := l.claims.at(s); n > 0 && n == len(strings.TrimRight(s, "。.;")) {
		if Band(id) != bandOpen {
			v.Band = Band(id)
		}
		return v.against(target)
	}
	if ctx = ctx.folded(); (target.Kind == AtMost || target.Kind == Equal && target.Value.Number.IsZero()) && l.none(strings.TrimRight(s, "。.;"), ctx.Name) {
		v.Amounts = []Amount{{Unit: target.Value.Unit}} // 未发生 is 0起
		return v
	}
	l.measured(&v, s, t, target, ctx)
	return v
}

// measured reads what a number or a date answers.
func (l *Language) measured(v *Value, s string, t Text, target Target, ctx Context) {
	var sc scan
	l.scan(s, &sc)
	sc.perMoney(l, ctx)
	switch {
	case sc.long:
		v.Problem = ReasonTooLong
	case sc.broken || planned(s):
		v.Problem = ReasonAmbiguous
	case target.Kind == ByDate:
		l.readDate(v, s, t, &sc, target, ctx)
	case target.Kind == Compound:
		l.readParts(v, s, &sc, target, ctx)
	default:
		l.readNumber(v, s, &sc, target, ctx)
	}
}

// against marks a claim against a target that wants a number or a date (decisions 14).
func (v Value) against(target Target) Value {
	v.Claim = true
	v.Problem = ReasonClaim
	if target.Kind == ByDate {
		v.Problem = ReasonDateClaim
	}
	return v
}

// readDate takes the one date of an actual.
func (l *Language) readDate(v *Value, s string, t Text, sc *scan, target Target, ctx Context) {
	if len(sc.items) == 1 && len(sc.dates) == 0 && sc.items[0].amount.Unit == "" && sc.words == 0 {
		if d, ok := serialDate(sc.items[0].amount.Number); ok {
			v.When = d
			return
		}
	}
	if len(sc.items) == 1 && len(sc.dates) == 0 && sc.words == 0 && sc.items[0].op == "" {
		if d, ok := l.yearNumber(sc.items[0].amount, ctx); ok {
			v.When = d
			return
		}
	}
	if d, _, ok := monthDotText(s); ok {
		v.When = l.dated(dateItem{date: d}, target, ctx)
		return
	}
	if len(sc.items) == 1 && len(sc.dates) == 0 && t.Number && sc.items[0].amount.Unit == "" {
		if d, ok := monthOf(sc.items[0].amount.Number); ok && d.Month != 1 {
			v.When = d
			return
		}
	}
	var found []dateItem
	for _, d := range sc.dates {
		if d.dotted && t.Number && d.date.Day == 0 && d.date.Month == 1 {
			v.Problem = ReasonAmbiguous // 2023.1 stored as a number may be October
			return
		}
		if !d.weak || sc.words == 0 {
			found = append(found, d)
		}
	}
	switch {
	case len(found) == 1 && !sc.spoiled() && !l.remarked(sc, found[0].from, found[0].to, NoChange, dimDate, ctx, ""):
		v.When = l.dated(found[0], target, ctx)
		if found[0].monthEnd && target.By.Day > 0 && v.When.Day == 0 {
			v.When = v.When.end() // 12月下旬 is after the 10th
		}
		v.Copied = found[0].deadline && strings.HasSuffix(s, "前")
	case len(found) > 1 || len(found) == 1:
		v.Problem = ReasonAmbiguous
	default:
		v.Problem, v.Claim = ReasonDateClaim, l.claimOnly(s)
	}
}

// dated gives a date the budget year, but leaves out the year where it may be the next one: 1月
// against a target of December, 5月 against one of next March.
func (l *Language) dated(d dateItem, target Target, ctx Context) Date {
	if d.date.Year == 0 && !d.next && (d.date.Month <= 3 && target.By.Month >= 11 || justAfter(d.date, target.By, ctx.Year)) {
		return d.date
	}
	return complete(d, ctx)
}

// justAfter reports a month without a year less than half a year after a target of next year.
func justAfter(d, by Date, year int) bool {
	return year > 0 && by.Year == year+1 && d.Month > by.Month && d.Month < by.Month+6
}

var plans = lexiconOf([]string{"预计", "拟于", "将于", "争取", "力争", "尚需", "预期完成"})

// planned reports a plan instead of a result: 预计3月完成, 计划12次; not 按计划完成.
func planned(s string) bool {
	if plans.in(s) {
		return true
	}
	for from := 0; ; {
		k := strings.Index(s[from:], "计划")
		if k < 0 {
			return false
		}
		r, _ := utf8.DecodeLastRuneInString(s[:from+k])
		if from += k + len("计划"); !strings.ContainsRune("按照度较比超划出育", r) && !strings.HasPrefix(s[from:], "生育") && !strings.HasPrefix(s[from:], "内") {
			return true
		}
	}
}

// spoiled reports 未…, 计划…, 原… anywhere: a date or number there may not be the value.
func (sc *scan) spoiled() bool {
	for i := 0; i < len(sc.text); {
		id, n := grammar.at(sc.text[i:])
		if n > 0 && id == gNegative {
			return true
		}
		if n == 0 {
			n = 1
		}
		i += n
	}
	return false
}

// readNumber takes the one number that can answer the target.
func (l *Language) readNumber(v *Value, s string, sc *scan, target Target, ctx Context) {
	items := l.outside(sc.items)
	for _, q := range items {
		v.Amounts = append(v.Amounts, q.amount)
	}
	if len(items) == 0 {
		if q, ok := l.monthOfYear(sc, target, ctx); ok {
			l.accept(v, q, target, ctx)
			return
		}
		if q, ok := spelledOnly(s); ok && len(sc.dates) == 0 {
			l.accept(v, q, target, ctx)
			return
		}
		v.Problem = ReasonNotNumber
		if len(sc.dates) > 0 && len(sc.dates) == 1 && sc.dates[0].dotted {
			l.undate(sc, sc.dates[0])
			items = sc.items
			v.Amounts, v.Problem = nil, ReasonNone
		} else if l.claimOnly(s) {
			*v = v.against(target)
		}
		if len(items) == 0 {
			return
		}
		v.Amounts = []Amount{items[0].amount}
	}
	if len(items) == 2 {
		if q, ok := l.periodic(items[0], items[1]); ok {
			if l.overYear(items[0].amount) {
				v.Problem = ReasonAmbiguous // 三年12次: in three years, or every three years?
				return
			}
			items = []item{q} // 半年1次
		}
	}
	q, ok := l.pick(items, target)
	bound := q.bounded(target.Kind)
	switch {
	case !ok, q.negative, q.approx, q.clash, q.interval, q.strict && q.op == AtMost && target.Kind == AtLeast:
		v.Problem = ReasonAmbiguous
	case q.amount.Unit == "" && sc.words > 0 && len(items) == 1 && q.op == "", l.otherCount(q.amount.Unit, target.lone().Unit) && (sc.words > 0 || sc.label(q) != ""):
		v.Problem = ReasonAmbiguous
	case q.amount.Unit == "个百分点" && target.Change == NoChange && target.lone().Unit != q.amount.Unit && !contains(ctx.Name, l.w.ChangeNames):
		v.Problem = ReasonAmbiguous // a difference, no level
	case l.level(q, target, ctx.Name):
		v.Problem = ReasonAmbiguous
	case strings.HasPrefix(sc.text, "+") && (target.Change == Fall || l.falls(ctx.Name)):
		v.Problem = ReasonAmbiguous
	case q.op == AtMost && (target.Kind == AtLeast || target.Kind == Equal), q.op == AtLeast && target.Kind == AtMost:
		v.Problem = ReasonAmbiguous
	case l.progressClaim(s, q, target, ctx):
		*v = v.against(target)
	case l.impossibleValue(q.amount, target, ctx):
		v.Problem = ReasonDamaged
	case l.remarked(sc, q.from, q.to, q.change, l.measure(q.amount.Unit).dim, ctx, target.Label):
		v.Problem = ReasonRemark
	case sc.partOfYear(q, ctx.Name, target.Label):
		if target.Kind != AtLeast || l.measure(q.amount.Unit).dim == dimShare || target.lone().Unit == "%" {
			v.Problem = ReasonRemark
			return
		}
		l.accept(v, q, target, ctx)
		v.Bound = true
	default:
		l.accept(v, q, target, ctx)
		v.Bound = v.Bound || bound
	}
}

// bounded makes of 95%-98% and 100余人 the end that a target has to be held against, and reports
// that it did so: the end answers only a target that it meets.
func (q *item) bounded(kind Kind) bool {
	switch {
	case q.over && !q.interval && q.op == "" && kind == AtLeast:
	case q.interval && q.op == "" && kind == AtLeast && !q.high.Less(q.amount.Number):
		q.interval = false
	case q.interval && q.op == "" && kind == AtMost && !q.high.Less(q.amount.Number):
		q.amount.Number, q.interval = q.high, false
	default:
		q.approx = q.approx || q.over
		return false
	}
	return true
}

// level reports an actual that says where a number stands, while the target asks how much it has
// changed: 98% against 较上年提高5%.
func (l *Language) level(q item, target Target, name string) bool {
	if target.Change == NoChange || q.change != NoChange || contains(name, l.w.ChangeNames) {
		return false
	}
	return contains(name, l.w.BoundedRates) || target.Value.Number.Mul(decimal.FromInt(10)).Less(q.amount.Number)
}

// monthOfYear lets 12月 answer the 12 of a row 完成时间 whose unit column says 月: the month itself.
func (l *Language) monthOfYear(sc *scan, target Target, ctx Context) (item, bool) {
	if len(sc.dates) != 1 || sc.words > 0 || target.Kind != AtMost || !contains(ctx.Name, l.w.DateNames) {
		return item{}, false
	}
	d := sc.dates[0]
	if unit := Normalize(ctx.Unit); unit != "月" && unit != "月份" || d.next || d.date.Month == 0 || d.date.Year != 0 && d.date.Year != ctx.Year {
		return item{}, false
	}
	return item{amount: Amount{decimal.FromInt(int64(d.date.Month)), target.Value.Unit}, from: d.from, to: d.to}, true
}

// otherCount reports a story that counts people where the target counts things, or the other way
// round: 培训360人 against 12次. In a cell of its own a counting word is only a word.
func (l *Language) otherCount(unit, target string) bool {
	if l.measure(unit).dim != dimCount || l.measure(target).dim != dimCount {
		return false
	}
	unit, target = aboveLine(unit), aboveLine(target)
	return l.people[unit] != l.people[target] && unit != "个" && target != "个" && !strings.Contains(unit, target) && !strings.Contains(target, unit)
}

// accept makes q the one amount of v, with the sign of a change.
func (l *Language) accept(v *Value, q item, target Target, ctx Context) {
	n := q.amount
	switch {
	case q.change == NoChange && n.Number.Sign() < 0 && target.Change == Fall:
		n.Number = n.Number.Neg() // a fall of 5% answered by -6%
	case q.change == NoChange && n.Number.Sign() < 0 && target.Value.Number.Sign() > 0 && target.Kind != AtMost && l.falls(ctx.Name):
		v.Problem = ReasonAmbiguous
	case q.change == NoChange || q.change == target.Change:
	case target.Change != NoChange:
		n.Number = n.Number.Neg()
	case !contains(ctx.Name, l.w.ChangeNames):
		v.Problem = ReasonAmbiguous
	case l.falls(ctx.Name) != (q.change == Fall):
		n.Number = n.Number.Neg()
	}
	v.Copied, v.Bound = q.op != "", q.op == AtLeast || q.op == AtMost
	if l.measure(n.Unit).bare && n.Unit != "" {
		n.Unit = l.withMagnitude(n.Unit, target.lone().Unit, ctx)
	}
	if len(v.Amounts) == 0 {
		v.Amounts = []Amount{n}
	}
	v.Amounts = v.Amounts[:1]
	v.Amounts[0] = n
}

// falls reports a name that speaks of a decrease.
func (l *Language) falls(name string) bool { return contains(name, grammarWords[gFall]) }

// pick finds the number that pairs with the target's unit: by the unit itself, by its dimension,
// or because it is the only one (targets, group inside a sentence).
func (l *Language) pick(items []item, target Target) (item, bool) {
	if len(items) == 1 {
		return items[0], true
	}
	unit := target.lone().Unit
	if unit == "" {
		return item{}, false
	}
	var found item
	count := 0
	for _, q := range items {
		if q.amount.Unit == unit {
			found, count = q, count+1
		}
	}
	if count > 0 {
		return found, count == 1
	}
	want := l.measure(unit)
	for _, q := range items {
		if m := l.measure(q.amount.Unit); m.dim == want.dim {
			found, count = q, count+1
		}
	}
	return found, count == 1
}

// progressClaim reports 已完成100% where the indicator is no completion rate (decisions 14).
func (l *Language) progressClaim(s string, q item, target Target, ctx Context) bool {
	if q.amount.Unit != "%" || !strings.Contains(s, "完成") {
		return false
	}
	if l.measure(target.lone().Unit).dim == dimShare || target.lone().Unit == "" {
		return !contains(ctx.Name, l.w.CompletionNames)
	}
	return true
}
