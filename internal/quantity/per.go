package quantity

import (
	"strings"

	"jixiao/internal/decimal"
)

// rate makes 每季度1次 into 4次/年, and 每亩300 into 300元/亩 where the row is about money.
func (sc *scan) rate(q *item) {
	if sc.per == "" {
		sc.yearly(&q.amount)
		return
	}
	m := sc.l.measure(q.amount.Unit)
	switch {
	case m.dim == dimShare || m.per != "":
	case !sc.l.known(q.amount.Unit):
		q.clash = true
	case sc.times > 0 && m.dim == dimCount:
		q.amount.Number = q.amount.Number.Mul(decimal.FromInt(sc.times))
		q.amount.Unit += "/年"
		if q.interval {
			q.high = q.high.Mul(decimal.FromInt(sc.times))
		}
	case !m.bare:
		q.amount.Unit += "/" + sc.per
	default:
		q.per, sc.perBare = sc.per, sc.perBare || sc.times == 0
	}
}

// perMagnitude reads what stands below the line of a lone magnitude: 620万/月.
func (sc *scan) perMagnitude(q *item, end int) int {
	if end >= len(sc.text) || sc.text[end] != '/' || q.amount.Unit == "" || !sc.l.measure(q.amount.Unit).bare {
		return 0
	}
	pers, n := sc.l.perChain(sc.text[end+1:])
	if n == 0 {
		return 0
	}
	q.per, sc.perBare = strings.Join(pers, "·"), true
	return n + 1
}

// perMoney settles 每亩300 and 620万/月: 300元/亩 where the row is about money, else nobody can say.
func (sc *scan) perMoney(l *Language, ctx Context) {
	if !sc.perBare {
		return
	}
	money := l.aboutMoney(ctx)
	for i := range sc.items {
		switch q := &sc.items[i]; {
		case q.per == "":
		case money:
			q.amount.Unit += "元/" + q.per
		case q.amount.Unit != "":
			q.clash = true // 5万/月 of something
		default:
			sc.odd = true
		}
	}
}

// yearly turns 1次/季度 into 4次/年.
func (sc *scan) yearly(a *Amount) {
	base, per, ok := strings.Cut(a.Unit, "/")
	if !ok || sc.l.measure(base).dim != dimCount {
		return
	}
	times := map[string]int64{"季度": 4, "月": 12}[per]
	if times > 0 {
		a.Number, a.Unit = a.Number.Mul(decimal.FromInt(times)), base+"/年"
	}
}

// perWord reads 每季度, 每人每月, 每亩.
func (sc *scan) perWord(i, n int) int {
	s := sc.text[i+n:]
	for _, p := range perPeriods {
		if strings.HasPrefix(s, p.text) {
			sc.addPer(p.unit, p.times)
			return n + len(p.text)
		}
	}
	if rest, ok := strings.CutPrefix(s, "个"); ok {
		if id, m := sc.l.units.at(rest); m > 0 && sc.l.unitList[id].dim == dimCount {
			sc.addPer(perName(sc.l.unitList[id].name), 0) // 每个乡镇
			return n + len("个") + m
		}
	}
	if id, m := sc.l.units.at(s); m > 0 && sc.l.unitList[id].dim != dimShare {
		sc.addPer(perName(sc.l.unitList[id].name), 0)
		return n + m
	}
	if d, m, _ := anyNumberAt(s); m > 0 {
		return n + sc.everyFew(d, m, s[m:])
	}
	sc.pend.clash = true // per something that is not understood
	return 0
}

// everyAfter reads a period behind the number: 12次每月. A word after it would begin a new phrase.
func (sc *scan) everyAfter(q *item, end int) int {
	rest, ok := strings.CutPrefix(sc.text[end:], "每")
	if !ok || sc.per != "" || sc.l.measure(q.amount.Unit).bare {
		return 0
	}
	for _, p := range perPeriods {
		if after, ok := strings.CutPrefix(rest, p.text); ok {
			if after != "" && !strings.ContainsAny(after[:1], ",;()") && !strings.HasPrefix(after, "。") && !strings.HasPrefix(after, "、") {
				return 0
			}
			sc.addPer(p.unit, p.times)
			return len("每") + len(p.text)
		}
	}
	return 0
}

// everyFew reads the rest of 每2个月, 每两周; what does not divide the year stays unread.
func (sc *scan) everyFew(d decimal.Decimal, n int, rest string) int {
	for _, p := range perPeriods {
		if !strings.HasPrefix(rest, p.text) {
			continue
		}
		if times, ok := decimal.NewRatio(decimal.FromInt(p.times), d); ok && p.times > 0 {
			if t, ok := times.Exact(); ok && t.Places() == 0 {
				for k := int64(1); k <= 12; k++ {
					if t.Equal(decimal.FromInt(k)) {
						sc.addPer(p.unit, k)
						return n + len(p.text)
					}
				}
			}
		}
		n += len(p.text)
		break
	}
	sc.pend.clash = true
	return n
}

func (sc *scan) addPer(unit string, times int64) {
	if sc.per != "" {
		unit, times = sc.per+"·"+unit, 0
	}
	sc.per, sc.times, sc.verb = unit, times, true
}
