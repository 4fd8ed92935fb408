package quantity

import (
	"strings"
	"unicode/utf8"
)

// quantity completes the number of length n at i with its unit, range, and words after it.
func (sc *scan) quantity(i int, a Amount, n int, spelled bool) int {
	q := sc.pend
	q.amount, q.spelled, q.from, q.bracket = a, spelled, i, sc.depth > 0
	q.glued = len(sc.items) > 0 && sc.items[len(sc.items)-1].to == i
	if q.glued {
		last := &sc.items[len(sc.items)-1]
		q.clash = q.clash || last.amount.Unit != "" && sc.l.measure(last.amount.Unit).bare // 1万5千元
	}
	end := i + n
	if a.Unit == "" {
		end += sc.over(&q, end)
		end += sc.unit(&q.amount, end)
		end += sc.over(&q, end)
	}
	if sc.currency && sc.l.measure(q.amount.Unit).bare {
		q.amount.Unit += "元"
	}
	sc.currency = false
	if q.amount.Unit == "期" && hasPrefix(sc.text[end:], phases) {
		return sc.unknown(end - i) // 一期工程 is a name
	}
	end += sc.perMagnitude(&q, end)
	if m := sc.upper(&q, end); m > 0 {
		end += m
	}
	if sc.ordinalUnit(end) {
		sc.odd = true
		return sc.unknown(end - i)
	}
	end += sc.everyAfter(&q, end)
	sc.rate(&q)
	end += sc.after(&q, end)
	q.to = end
	if q.change == Rise && sc.l.measure(q.amount.Unit).dim != dimShare && !sc.compared {
		q.change = NoChange // 增加岗位20个 is 20, not a rise by 20
	}
	sc.markedPoints(q, i)
	sc.items = append(sc.items, q)
	sc.flushOp()
	sc.verb = true
	return end - i
}

// phases follow the number of a phase: 二期工程.
var phases = []string{"工程", "项目", "建设", "改造", "施工", "标段", "地块", "厂房"}

// over reads 余 and 多 between a number or its magnitude and the unit: 100余人, 1.1万多人.
func (sc *scan) over(q *item, end int) int {
	rest, ok := strings.CutPrefix(sc.text[end:], "余")
	if !ok {
		rest, ok = strings.CutPrefix(sc.text[end:], "多")
	}
	if !ok || q.over {
		return 0
	}
	name, n := sc.l.unitAt(rest)
	if n == 0 {
		return 0
	}
	if q.amount.Unit == "" {
		q.over = true
		return len("余")
	}
	whole := q.amount.Unit + name
	if _, known := sc.l.measures[whole]; !known || !sc.l.measure(q.amount.Unit).bare {
		return 0
	}
	q.over, q.amount.Unit = true, whole
	return len("余") + n
}

// unit reads the unit at end into a; an unknown short word at the end of a clause is a unit, too.
func (sc *scan) unit(a *Amount, end int) int {
	s := sc.text[end:]
	if name, n := sc.l.unitAt(s); n > 0 {
		a.Unit = name
		return n
	}
	if sc.ordinalUnit(end) {
		return 0
	}
	n := unknownUnit(s)
	if n == 0 || n > len(s) {
		return 0
	}
	rest := s[n:]
	if _, m := sc.l.fillers.at(s); m > 0 {
		return 0
	}
	if id, m := grammar.at(s); m > 0 && id != gSkip {
		return 0
	}
	if rest != "" && !strings.ContainsAny(rest[:1], ",;") && !strings.HasPrefix(rest, "、") && !strings.HasPrefix(rest, "。") {
		return 0
	}
	for k := range s[:n] {
		if _, m := grammar.at(s[k:n]); m > 0 {
			return 0
		}
	}
	a.Unit = s[:n]
	return n
}

// ordinalUnit: a grade, a class or a document number is no amount.
func (sc *scan) ordinalUnit(end int) bool {
	s := sc.text[end:]
	for _, w := range []string{"一遇", "级", "类", "等", "星", "号", "楼", "届", "A", "年级"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// upper reads the end of a range after a number: -90%, 至5天, 与90%之间.
func (sc *scan) upper(q *item, end int) int {
	s := sc.text[end:]
	seps := []string{"-", "~", "至", "到"}
	if sc.pend.within || strings.HasSuffix(sc.text[:q.from], "介于") || strings.HasSuffix(sc.text[:q.from], "在") {
		seps = append(seps, "与", "和")
	}
	for _, sep := range seps {
		rest, ok := strings.CutPrefix(s, sep)
		if !ok {
			continue
		}
		var b Amount
		var m int
		if b, m = fractionAt(rest); m == 0 {
			d, k, long := anyNumberAt(rest)
			if k == 0 || long {
				sc.long = sc.long || long
				return 0
			}
			b, m = Amount{Number: d}, k
		}
		n := len(sep) + m
		if b.Unit == "" {
			n += sc.unit(&b, end+n)
		}
		if !sc.joinRange(q, b) {
			return 0
		}
		for _, w := range []string{"之间", "区间"} {
			if strings.HasPrefix(sc.text[end+n:], w) {
				n += len(w)
			}
		}
		return n
	}
	return 0
}

// joinRange sets b as the upper end of q, in one unit; it refuses what is no range.
func (sc *scan) joinRange(q *item, b Amount) bool {
	if q.amount.Unit == "" {
		q.amount.Unit = b.Unit
	}
	if b.Unit == "" {
		b.Unit = q.amount.Unit
	}
	if !sc.l.known(b.Unit) {
		return false
	}
	if b.Unit != q.amount.Unit {
		low, ok := sc.l.convert(q.amount, b.Unit)
		if !ok {
			return false
		}
		q.amount = Amount{low, b.Unit}
	}
	q.high, q.interval = b.Number, true
	return true
}

// after reads 以上, 以内, 内, 左右, 余 behind a quantity.
func (sc *scan) after(q *item, end int) (n int) {
	for k := 0; k < 3; k++ {
		s := sc.text[end+n:]
		id, m := grammar.at(s)
		if strings.HasPrefix(s, "(含)") {
			id, m = gNone, len("(含)")
		}
		switch {
		case m == 0:
			return n
		case id == gNone:
		case id == gOrMore:
			sc.suffix(q, AtLeast)
		case id == gOrLess, id == gInside && sc.l.isTime(q.amount.Unit):
			sc.suffix(q, AtMost)
		case id == gApprox:
			q.approx = true
		case id == gDue && sc.l.isTime(q.amount.Unit):
			sc.odd = true
		default:
			return n
		}
		n += m
	}
	return n
}

func (sc *scan) suffix(q *item, op Kind) {
	if q.op != "" && q.op != op && !q.within {
		q.clash = true
	}
	if q.op == "" || q.within {
		q.op, q.within = op, false
	}
}

// markedPoints notices 扣0.5分, 计8分, 得满分.
func (sc *scan) markedPoints(q item, i int) {
	if q.amount.Unit != "分" {
		return
	}
	r, _ := utf8.DecodeLastRuneInString(sc.text[:i])
	if strings.ContainsRune("扣得计加记减", r) {
		sc.marked = true
	}
}
