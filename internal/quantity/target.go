package quantity

import (
	"strings"
)

// maxText bounds the text that is read as a target or a value. A cell holds 32767 characters at
// most; a longer story than this states no single target.
const maxText = 4096

// maxName bounds the name that is searched for operators and units.
const maxName = 1024

// qualityMark is how Understood prints a qualitative target, so that it reads back as one.
const qualityMark = "定性:"

// Target reads a target cell. It is total: what it cannot read has Kind None and a Problem.
func (l *Language) Target(t Text, ctx Context) Target {
	if t.Date {
		if d, ok := isoDate(t.Text); ok {
			return Target{Kind: ByDate, By: d, Basis: BasisWording}
		}
	}
	if len(t.Text) > maxText {
		return Target{Kind: None, Problem: ReasonTooLong}
	}
	s := Normalize(t.Text)
	if q, ok := strings.CutPrefix(s, qualityMark); ok && q != "" {
		return l.qualitative(q)
	}
	switch {
	case l.blank(s):
		return l.targetInName(ctx.folded())
	case l.prompt(s):
		return Target{Kind: None, Problem: ReasonPrompt}
	case lookalike(s):
		return Target{Kind: None, Problem: ReasonDamaged}
	}
	ctx = ctx.folded()
	dir := l.direction(ctx.Direction)
	if dir == dirQualitative || l.isScale(s) {
		return l.qualitative(s)
	}
	var sc scan
	l.scan(s, &sc)
	sc.perMoney(l, ctx)
	switch {
	case dir == dirText && (sc.long || sc.broken || sc.marked || l.marks.in(s)):
		return l.qualitative(s)
	case sc.long:
		return Target{Kind: None, Problem: ReasonTooLong}
	case sc.broken:
		return Target{Kind: None, Problem: ReasonAmbiguous}
	case sc.marked || l.marks.in(s):
		return Target{Kind: None, Problem: ReasonStandard}
	}
	target := l.decide(s, t, &sc, ctx)
	if dir == dirText && target.Kind != ByDate {
		return l.qualitative(s)
	}
	if len(sc.items) == 1 && target.Label == "" {
		target.Label = sc.label(sc.items[0])
	}
	return l.direct(target, dir, ctx)
}

// folded is the context with its names normalised: "成\n本指标" is 成本指标.
func (c Context) folded() Context {
	c.Name, c.Level1, c.Level2 = unquoted(Normalize(c.Name)), Normalize(c.Level1), Normalize(c.Level2)
	return c
}

// unquoted drops quotation marks: “三公经费”控制率 is 三公经费控制率.
func unquoted(s string) string {
	if strings.IndexByte(s, '"') < 0 {
		return s
	}
	return strings.ReplaceAll(s, "\"", "")
}

// decide chooses what the quantities and dates of a text make together.
func (l *Language) decide(s string, t Text, sc *scan, ctx Context) Target {
	dates := l.trueDates(sc, ctx)
	items := l.outside(sc.items)
	if len(dates) == 1 && len(items) == 1 && whole(items[0]) {
		items = nil // 11月底完成100%
	}
	switch {
	case sc.odd && len(dates) == 0:
		return l.qualitative(s)
	case len(dates) == 1 && len(items) == 0 && dates[0].op == AtLeast:
		return Target{Kind: None, Problem: ReasonAmbiguous} // 不早于3月
	case len(dates) == 1 && len(items) == 0:
		return Target{Kind: ByDate, By: complete(dates[0], ctx), Basis: BasisWording}
	case len(dates)+len(items) > 1:
		return l.several(sc, items, dates, ctx)
	case len(items) == 1:
		return l.single(items[0], t, sc, ctx)
	}
	if q, ok := spelledOnly(s); ok {
		if _, n, _ := anyNumberAt(Normalize(ctx.Actual.Text)); n > 0 {
			return l.single(q, t, &scan{}, ctx) // 十二 against 12
		}
	}
	if l.isLabel(s) && !contains(s, l.w.BudgetLimits) {
		return Target{Kind: None, Problem: ReasonPrompt}
	}
	return l.wording(s, ctx)
}

// aboutMoney reports a row where a bare 万 is 万元.
func (l *Language) aboutMoney(ctx Context) bool {
	return l.costRow(ctx) || contains(ctx.Name, l.w.MoneyNames)
}

func (l *Language) costRow(ctx Context) bool {
	return contains(ctx.Level1, l.w.CostLevels) || contains(ctx.Level2, l.w.CostLevels)
}

// single reads the one quantity of a text.
func (l *Language) single(q item, t Text, sc *scan, ctx Context) Target {
	if q.clash || q.approx || q.over || q.negative || q.amount.Unit == "" && sc.words > 0 && q.op == "" {
		return Target{Kind: None, Problem: ReasonAmbiguous}
	}
	if d, ok := l.monthNumber(q, t, ctx); ok {
		return d
	}
	if d, ok := l.dayNumber(q, t, ctx); ok {
		return d
	}
	if d, ok := l.yearNumber(q.amount, ctx); ok && q.op != AtLeast && !q.interval {
		return Target{Kind: ByDate, By: d, Basis: BasisWording}
	}
	var h nameHint
	name, hinted := "", false
	if q.amount.Unit == "" || q.op == "" {
		name = l.nameOf(ctx)
		h, hinted = l.nameHint(name), true
	}
	unit := l.settleUnit(q.amount.Unit, h, ctx)
	if q.month && unit == "" {
		return Target{Kind: None, Problem: ReasonAmbiguous}
	}
	target := Target{Value: Amount{q.amount.Number, unit}, Strict: q.strict, Change: q.change}
	if impossibleTarget(q, unit, ctx, l) {
		return Target{Kind: None, Problem: ReasonDamaged}
	}
	if q.interval {
		if q.high.Less(q.amount.Number) {
			return Target{Kind: None, Problem: ReasonAmbiguous}
		}
		return Target{Kind: Interval, Low: target.Value, High: Amount{q.high, unit}, Basis: BasisWording, Change: q.change}
	}
	if q.op != "" {
		target.Kind, target.Basis = q.op, BasisSign
		return target
	}
	if hinted && h.op != "" {
		target.Kind, target.Strict, target.Basis = h.op, h.strict, BasisName
		return target
	}
	if q.change != NoChange {
		target.Kind, target.Basis = AtLeast, BasisWording
		return target
	}
	ctx.after = strings.HasSuffix(sc.before(q), "后")
	target.Kind, target.Basis = l.convention(target.Value, withoutBrackets(name), ctx)
	if target.Basis == BasisUnsure || target.Basis == BasisBare && l.isTime(unit) && !contains(name, l.w.DurationGood) {
		// A length of time that nothing names: a limit, or a service that lasts. Or 用水量.
		target.Problem, target.Opposite = ReasonAmbiguous, AtMost
	}
	return target
}

func (l *Language) nameOf(ctx Context) string {
	if len(ctx.Name) > maxName {
		return ""
	}
	_, name := l.SplitName(ctx.Name)
	return name
}

// settleUnit gives a bare number the unit of the unit column or of the name, and 万 its base.
func (l *Language) settleUnit(own string, h nameHint, ctx Context) string {
	if own != "" && !l.measure(own).bare {
		return own
	}
	other := l.unitOf(ctx.Unit)
	if other == "" {
		other = h.unit
	}
	if own == "" {
		return other
	}
	return l.withMagnitude(own, other, ctx)
}

// withMagnitude puts the base of unit after a lone magnitude: 5万 beside 元 is 5万元.
func (l *Language) withMagnitude(own, unit string, ctx Context) string {
	for _, m := range magnitudes {
		unit = strings.TrimPrefix(unit, m.text)
	}
	if _, ok := l.measures[own+unit]; ok && unit != "" {
		return own + unit
	}
	if unit == "" && l.aboutMoney(ctx) {
		return own + "元"
	}
	return own
}

// direct applies the direction column, which beats an operator in the target (decisions 5).
func (l *Language) direct(t Target, dir dirKind, ctx Context) Target {
	op, strict := dir.operator()
	if op == "" {
		return t
	}
	switch t.Kind {
	case AtLeast, AtMost, Equal:
	default:
		return t
	}
	signed := t.Basis == BasisSign || t.Basis == BasisName
	if signed && t.Kind != op && t.Kind != Equal && op != Equal {
		t.Problem, t.Opposite = ReasonConflict, t.Kind
		t.Notes = append(t.Notes, "指标方向与年度指标值中的符号相反")
	}
	if dir.polarity() && t.Basis == BasisBadHead && t.Kind != op {
		t.Problem, t.Opposite = ReasonConflict, t.Kind // 正向 beside 差错率
		t.Notes = append(t.Notes, "指标方向与指标名称的含义相反")
	}
	if dir.polarity() && signed {
		if t.Problem == ReasonConflict {
			t.Opposite = op
		}
		return t
	}
	t.Kind, t.Strict, t.Basis = op, strict, BasisDirection
	return t
}

// lone returns the amount that says the target's unit: the bound, or the low end of an interval.
func (t Target) lone() Amount {
	if t.Kind == Interval {
		return t.Low
	}
	return t.Value
}

// targetInName lets a number in the name serve for a blank target, once the actual is filled in
// (decisions 6).
func (l *Language) targetInName(ctx Context) Target {
	none := Target{Kind: None, Problem: ReasonBlankTarget}
	if l.IsPlaceholder(ctx.Actual.Text) {
		return none
	}
	h := l.nameHint(l.nameOf(ctx))
	if !h.number || h.item.interval || h.item.clash || h.item.approx || h.item.op == "" {
		return none
	}
	unit := l.settleUnit(h.item.amount.Unit, h, ctx)
	return Target{
		Kind: h.item.op, Strict: h.item.strict, Basis: BasisName, Value: Amount{h.item.amount.Number, unit},
		Notes: []string{"年度指标值为空,按指标名称中的数值读取"},
	}
}

// isLabel reports another column's label typed as the target: 发放时间达标率.
func (l *Language) isLabel(s string) bool {
	s = strings.TrimRight(s, "。.;")
	if !hasSuffix(s, l.w.LabelTails) || hasSuffix(s, l.w.LabelExceptions) {
		return false
	}
	return !l.verbs.in(s)
}
