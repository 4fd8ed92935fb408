package quantity

import (
	"strings"

	"jixiao/internal/decimal"
)

// sameUnit brings the two sides into one unit (decisions 7, 8), or says why it cannot.
func (l *Language) sameUnit(t Target, a Amount, ctx Context) (pair, Reason) {
	low := t.lone()
	high := t.High
	if t.Kind != Interval {
		high = low
	}
	p := pair{target: low.Number, high: high.Number, actual: a.Number, unit: low.Unit}
	switch tm, am := l.measure(low.Unit), l.measure(a.Unit); {
	case low.Unit == a.Unit:
		return p, l.guardSame(&p, tm, t, ctx)
	case a.Unit == "" && tm.dim == dimShare:
		return p, l.guardBare(&p, t, ctx)
	case low.Unit == "" && am.dim == dimShare:
		p.unit = a.Unit
		return p, l.guardTarget(&p, ctx)
	case a.Unit == "":
		return l.bareActual(p, low, high, a, ctx)
	case low.Unit == "":
		p.unit = a.Unit
		if am.dim != dimMoney && !p.near() || p.far() {
			return l.bareTarget(p, a)
		}
		return p, l.guardMoney(&p, am)
	case tm.bare || am.bare:
		return l.bareMagnitude(p, low, high, a)
	case l.otherKind(low.Unit, a.Unit):
		return p, ReasonDimension
	}
	p, reason := l.convertPair(p, low, high, a)
	if reason == ReasonNone && (p.slip(t, low, a) || t.Kind == AtMost && perPeriod(a.Unit) && low.Unit == aboveLine(low.Unit)) {
		reason = ReasonAmbiguous
	}
	return p, reason
}

// slip reports two sides whose written numbers are alike and whose units are not: 1000亩 against
// 1000平方米. One of the units may be a slip of the pen, unless a ceiling is kept anyway.
func (p *pair) slip(t Target, low, a Amount) bool {
	alike := low.Number.Sign() > 0 && a.Number.Sign() > 0 && low.Number.Cmp(a.Number.Mul(two)) <= 0 && a.Number.Cmp(low.Number.Mul(two)) <= 0
	if !alike || t.Kind == AtMost && p.actual.Cmp(p.target) <= 0 {
		return false
	}
	eight := decimal.FromInt(8)
	if p.actual.Mul(eight).Less(p.target) || p.high.Mul(eight).Less(p.actual) {
		p.notes = append(p.notes, "两侧数值相近而计量单位不同,疑似填错单位")
		return true
	}
	return false
}

// perPeriod reports an amount that is paid again within the year: 20万元/月.
func perPeriod(unit string) bool {
	_, per, ok := strings.Cut(unit, "/")
	return ok && hasSuffix(per, []string{"月", "季度", "周", "天", "日", "半年"})
}

// otherKind reports counts of clearly different things: people against events, households against
// villages. Neutral counting words (个, 项, 处) answer all of them (decisions 7).
func (l *Language) otherKind(a, b string) bool {
	x, y := l.kindOf(a), l.kindOf(b)
	return x != 0 && y != 0 && x != y
}

// kindOf is the list of counting words in which a unit stands, 0 for none.
func (l *Language) kindOf(unit string) int {
	unit = aboveLine(unit)
	for _, m := range magnitudes {
		unit = strings.TrimPrefix(unit, m.text)
	}
	return l.kinds[unit]
}

// bareActual gives a number without unit that of the unit column, else that of the target. More
// than ten times the target it may be meant without the 万, or in metres: a person decides.
func (l *Language) bareActual(p pair, low, high, a Amount, ctx Context) (pair, Reason) {
	tm := l.measure(low.Unit)
	if column := l.unitOf(ctx.Unit); column != "" && column != low.Unit {
		if cm := l.measure(column); cm.same(tm) && !cm.bare {
			q, reason := l.convertPair(p, low, high, Amount{a.Number, column})
			if reason == ReasonNone && q.far() {
				reason = ReasonAmbiguous
			}
			return q, reason
		}
	}
	if l.scaled(low.Unit, tm) && p.far() {
		return p, ReasonAmbiguous
	}
	return p, l.guardMoney(&p, tm)
}

// bareTarget compares 5000 with 1.2万人: read in the unit of the actual the two are far apart, so that
// the target will have been written without the 万. Apart in both readings, a person decides.
func (l *Language) bareTarget(p pair, a Amount) (pair, Reason) {
	for _, m := range magnitudes {
		base, ok := strings.CutPrefix(a.Unit, m.text)
		if !ok {
			continue
		}
		q := p
		q.actual, q.unit = a.Number.Shift(m.shift), base
		if q.near() {
			q.notes = append(q.notes, "指标值未写计量单位,按不带“"+m.text+"”比较(约定)")
			return q, ReasonNone
		}
		return p, ReasonAmbiguous
	}
	if p.far() {
		return p, ReasonAmbiguous
	}
	return p, l.guardMoney(&p, l.measure(a.Unit))
}

// near reports two numbers within three times of each other.
func (p pair) near() bool {
	three := decimal.FromInt(3)
	return p.target.Cmp(p.actual.Mul(three)) <= 0 && p.actual.Cmp(p.target.Mul(three)) <= 0
}

// scaled reports a unit beside which a larger or smaller one is usual: 万户, 公里, 吨.
func (l *Language) scaled(unit string, m measure) bool {
	return m.bare || m.dim != dimCount && m.dim != dimMark && m.dim != dimShare && m.dim != dimMoney || m.factor.Cmp(decimal.One()) != 0 && m.dim != dimMoney
}

// far reports two numbers that differ by more than ten times upwards or a hundred times downwards.
func (p pair) far() bool {
	if p.target.Sign() <= 0 || p.actual.Sign() <= 0 {
		return false
	}
	return p.high.Mul(decimal.FromInt(10)).Less(p.actual) || p.actual.Mul(hundred).Less(p.target)
}

// convertPair converts exactly, in whichever direction gives finite numbers.
func (l *Language) convertPair(p pair, low, high, a Amount) (pair, Reason) {
	tm, am := l.measure(low.Unit), l.measure(a.Unit)
	half := tm.per != am.per && (tm.per == "" || am.per == "") && tm.dim == am.dim
	if half {
		// 583元 against 530元/人·月: one side leaves out what both are per.
		tm, am = l.measure(aboveLine(low.Unit)), l.measure(aboveLine(a.Unit))
	}
	if !tm.same(am) {
		return p, ReasonDimension
	}
	if n, ok := rescale(a.Number, am, tm); ok {
		p.actual = n
	} else {
		n, ok1 := rescale(low.Number, tm, am)
		h, ok2 := rescale(high.Number, tm, am)
		if !ok1 || !ok2 {
			return p, ReasonTooLong
		}
		p.target, p.high, p.unit = n, h, a.Unit
	}
	if half {
		if tm.dim == dimCount && p.allYear(low.Unit, a.Unit) {
			return p, ReasonNone
		}
		if tm.dim == dimCount && !yearly(low.Unit) && !yearly(a.Unit) && (!p.actual.Equal(p.target) || a.Unit != aboveLine(a.Unit)) {
			return p, ReasonAmbiguous // 每个乡镇1个 against 9个
		}
		return p, p.guardPer(low.Unit, a.Unit)
	}
	return p, ReasonNone
}

// allYear lets the count of a year answer 每周1次 and 每天1次 where it is enough for every week or day.
// With less nobody can say: holidays may not count.
func (p *pair) allYear(target, actual string) bool {
	base, per, _ := strings.Cut(target, "/")
	times := map[string]int64{"周": 52, "天": 365}[per]
	if times == 0 || actual != aboveLine(actual) && !yearly(actual) || p.actual.Less(p.target.Mul(decimal.FromInt(times))) {
		return false
	}
	p.target, p.unit = p.target.Mul(decimal.FromInt(times)), base+"/年"
	p.high = p.high.Mul(decimal.FromInt(times))
	p.notes = append(p.notes, "“每"+per+"”按全年 "+decimal.FromInt(times).String()+" 次比较(约定)")
	return true
}

// yearly reports a unit that is per year.
func yearly(unit string) bool { return strings.HasSuffix(unit, "/年") }

// aboveLine is a unit without what it is per.
func aboveLine(unit string) string {
	base, _, _ := strings.Cut(unit, "/")
	return base
}

// guardPer lets 4次 answer 4次/年, but not 1次 answer 12次/年: it may be meant per month.
func (p *pair) guardPer(target, actual string) Reason {
	_, per, _ := strings.Cut(target, "/")
	if per == "" {
		_, per, _ = strings.Cut(actual, "/")
	}
	p.notes = append(p.notes, "一侧未写“每"+strings.ReplaceAll(per, "·", "每")+"”,按同一口径比较(约定)")
	three := decimal.FromInt(3)
	if p.actual.Mul(three).Less(p.target) && p.actual.Sign() > 0 || per != "年" && p.high.Mul(three).Less(p.actual) {
		return ReasonAmbiguous
	}
	return ReasonNone
}

func rescale(n decimal.Decimal, from, to measure) (decimal.Decimal, bool) {
	r, ok := decimal.NewRatio(n.Mul(from.factor.Num).Mul(to.factor.Den), from.factor.Den.Mul(to.factor.Num))
	if !ok {
		return decimal.Decimal{}, false
	}
	return r.Exact()
}

// bareMagnitude compares 5万 with 60000个: only the magnitude of one side is known.
func (l *Language) bareMagnitude(p pair, low, high, a Amount) (pair, Reason) {
	tm, am := l.measure(low.Unit), l.measure(a.Unit)
	if tm.dim == dimShare || am.dim == dimShare {
		return p, ReasonDimension
	}
	tm.dim, am.dim, tm.per, am.per = "", "", "", ""
	n, ok := rescale(a.Number, am, tm)
	if !ok {
		return p, ReasonTooLong
	}
	p.actual = n
	return p, ReasonNone
}

var two, fifty, hundred, fiveHundred = decimal.FromInt(2), decimal.FromInt(50), decimal.FromInt(100), decimal.FromInt(500)

// fractional reports a bare number that may be a share of 1: 0.95, 1.
func fractional(n decimal.Decimal) bool { return n.Sign() > 0 && n.Cmp(decimal.FromInt(1)) <= 0 }

// guardSame looks at two numbers of the same unit; only bare ones in a rate row are doubtful.
func (l *Language) guardSame(p *pair, m measure, t Target, ctx Context) Reason {
	if p.unit == "%" && fractional(p.actual) && t.Kind != AtMost && p.target.Cmp(fifty) >= 0 {
		return l.twoReadings(p, p.actual) // 0.96% against 95%
	}
	if m.bare && p.far() && (p.actual.Places() > 0 && p.target.Places() == 0 || l.aboutMoney(ctx.folded())) {
		p.notes = append(p.notes, "两侧都未写计量单位且相差悬殊,疑似单位不同")
		return ReasonAmbiguous // 5.2 against 50000: in 万
	}
	if !m.bare || p.unit != "" || !hasSuffix(l.bareName(ctx.Name), l.w.RateLike) {
		return ReasonNone
	}
	if fractional(p.actual) != fractional(p.target) && p.actual.Sign() > 0 && p.target.Sign() > 0 && two.Less(p.actual.Max(p.target)) {
		return l.twoReadings(p, p.actual.Min(p.target))
	}
	return ReasonNone
}

// guardBare takes a bare actual as per cent of a share target: 95 is 95%, 0.95 is ambiguous
// (decisions 8).
func (l *Language) guardBare(p *pair, t Target, ctx Context) Reason {
	switch {
	case fractional(p.actual) && ctx.Fractions && p.unit == "%":
		p.actual = p.actual.Shift(2)
		p.notes = append(p.notes, "同列数值均为小数,按百分比读取")
		return ReasonNone
	case fractional(p.actual) && fractional(p.target) && l.measure(l.unitOf(ctx.Unit)).dim == dimShare:
		return ReasonNone // both bare under one unit column
	case fractional(p.actual):
		return l.twoReadings(p, p.actual)
	case p.actual.Cmp(decimal.FromInt(200)) > 0 && p.target.Cmp(hundred) <= 0:
		return ReasonAmbiguous
	case p.unit == "%" && p.actual.Cmp(decimal.FromInt(10)) <= 0 && p.actual.Sign() > 0 && p.target.Cmp(fifty) >= 0 && contains(ctx.Name, l.w.BoundedRates):
		return ReasonAmbiguous // 9.2 of ten, or of a hundred?
	case hasSuffix(l.bareName(ctx.Name), l.w.CountLike) && !p.actual.Equal(hundred) && p.actual.Sign() > 0:
		return ReasonAmbiguous
	}
	return ReasonNone
}

// guardTarget takes a bare target as a share because the actual is one.
func (l *Language) guardTarget(p *pair, ctx Context) Reason {
	ctx = ctx.folded()
	name := l.bareName(ctx.Name)
	switch {
	case fractional(p.target) && ctx.Fractions && p.unit == "%":
		p.target, p.high = p.target.Shift(2), p.high.Shift(2)
		return ReasonNone
	case fractional(p.target):
		return l.twoReadings(p, p.target)
	case hasSuffix(name, l.w.CountLike), strings.Contains(ctx.Level2, "数量") && !hasSuffix(name, l.w.RateLike), p.target.Cmp(decimal.FromInt(200)) > 0:
		return ReasonAmbiguous
	}
	return ReasonNone
}

// guardMoney refuses a bare amount that is only possible in another unit: 900000 against 90万元.
func (l *Language) guardMoney(p *pair, m measure) Reason {
	if m.dim != dimMoney || p.target.Sign() <= 0 || p.actual.Sign() <= 0 {
		return ReasonNone
	}
	if p.target.Mul(fiveHundred).Less(p.actual) || p.actual.Mul(fiveHundred).Less(p.target) {
		p.notes = append(p.notes, "金额单位疑似填错(元/万元)")
		return ReasonAmbiguous
	}
	return ReasonNone
}

func (l *Language) twoReadings(p *pair, n decimal.Decimal) Reason {
	p.notes = append(p.notes, n.String()+"可读作"+n.Shift(2).Plain().String()+"%,也可读作"+n.String()+"%")
	return ReasonPercent
}
