package quantity

import (
	"strings"
	"unicode/utf8"

	"jixiao/internal/decimal"
)

// item is a quantity found in a text, with everything the words around it say.
type item struct {
	amount   Amount
	high     decimal.Decimal
	interval bool
	op       Kind // "", AtLeast, AtMost, Equal
	strict   bool
	within   bool // the operator is 控制在, which a word after the number overrides
	clash    bool // the words before and after it disagree
	change   Change
	approx   bool
	over     bool   // 100余人: somewhat more than the number
	negative bool   // 未…, 还差…, 计划…: not the value itself
	bracket  bool   // inside brackets
	spelled  bool   // Chinese numerals
	glued    bool   // stands directly after the number before it
	month    bool   // 2022.12 in a row that is not about time: a number, perhaps
	per      string // what a number without unit is per
	from, to int
}

// scan is one pass over a normalised text.
type scan struct {
	l        *Language
	text     string
	items    []item
	dates    []dateItem
	pend     item   // what stands before the next quantity
	per      string // unit that the next quantity is per
	times    int64  // how often a year, 0 when per is no calendar period
	perBare  bool   // a number without unit is per something: 每亩300
	depth    int
	words    int // bytes of text outside brackets that the grammar does not know
	verb     bool
	long     bool // a number that cannot be kept
	marked   bool // a scoring standard: 扣0.5分
	compared bool // 同比, 较上年: what follows is a change
	currency bool // ¥ stands before the next number
	broken   bool // a blank inside a number: 1 200
	odd      bool // 每月10日前, 5星级: numbers that are no quantity
}

// comparisons mark a number as a change against another year.
var comparisons = lexiconOf([]string{"同比", "环比", "较上年", "比上年", "较去年", "比去年"})

// maxItems bounds the work: no target names more numbers.
const maxItems = 32

func (l *Language) scan(text string, sc *scan) {
	sc.l, sc.text = l, text
	sc.compared = comparisons.in(text)
	for i := 0; i < len(text) && len(sc.items) < maxItems; {
		i += sc.step(i)
	}
	sc.flushOp()
}

// step reads one thing at i and returns its length, at least one.
func (sc *scan) step(i int) int {
	s := sc.text[i:]
	c := s[0]
	switch {
	case c == '(':
		sc.depth++
		return 1
	case c == ')':
		sc.depth = max(0, sc.depth-1)
		return 1
	case isDigit(rune(c)) || c == '-' && len(s) > 1 && isDigit(rune(s[1])) && sc.signHere(i):
		return sc.number(i)
	case (c == 'x' || c == '*') && len(s) > 1 && isDigit(rune(s[1])) && len(sc.items) > 0 && sc.items[len(sc.items)-1].to == i:
		sc.broken = true // 365天x24小时: a product
		return sc.unknown(1)
	case letter(c):
		return sc.latin(i)
	case strings.HasPrefix(s, "±"):
		sc.pend.clash = true // a band around a value that is not said
		return len("±")
	case strings.HasPrefix(s, "¥"):
		sc.currency = true
		return len("¥")
	case strings.HasPrefix(s, "〔"):
		return sc.skipTo(s, "〕")
	case strings.HasPrefix(s, "《"):
		return sc.skipTo(s, "》")
	}
	if n := sc.date(i); n > 0 {
		return n
	}
	id, n := grammar.at(s)
	if n > 0 && id == gSkip {
		return sc.unknown(n)
	}
	if m := sc.spelled(i); m > 0 {
		return m
	}
	if n > 0 {
		if m := sc.grammarWord(id, n, i); m > 0 {
			return m
		}
	}
	if _, m := sc.l.fillers.at(s); m > 0 {
		sc.verb = true
		return m
	}
	r, m := utf8.DecodeRuneInString(s)
	if strings.ContainsRune(",;。、:·!?…\"'", r) {
		sc.pause(r)
		return m
	}
	return sc.unknown(m)
}

func (sc *scan) unknown(n int) int {
	if sc.depth == 0 {
		sc.words += n
	}
	sc.verb = false
	return n
}

func (sc *scan) skipTo(s, end string) int {
	if k := strings.Index(s, end); k > 0 {
		return sc.unknown(k + len(end))
	}
	_, m := utf8.DecodeRuneInString(s)
	return sc.unknown(m)
}

// pause ends what a word before a number can reach.
func (sc *scan) pause(r rune) {
	if r == ',' || r == ';' || r == '。' {
		sc.flushOp()
	}
}

func (sc *scan) flushOp() {
	sc.pend, sc.per, sc.times = item{}, "", 0
}

// signHere tells a minus from a dash: it follows nothing, an operator or a bracket.
func (sc *scan) signHere(i int) bool {
	if i == 0 {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(sc.text[:i])
	return isSign(r) || strings.ContainsRune("(:,;于", r) || sc.pend.op != "" && sc.verb
}

// latin skips a word of Latin letters with its digits (A4, WIFI, 5G).
func (sc *scan) latin(i int) int {
	n := 0
	for i+n < len(sc.text) {
		c := sc.text[i+n]
		if (c == '.' || c == '+' || c == '-') && i+n+1 < len(sc.text) && isDigit(rune(sc.text[i+n+1])) {
			n++ // PM2.5, T+1
			continue
		}
		if !isDigit(rune(c)) && !letter(c) {
			break
		}
		n++
	}
	return sc.unknown(n)
}

func letter(c byte) bool { return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' }

func (sc *scan) date(i int) int {
	d, n := dateAt(sc.text[i:])
	if n == 0 || sc.duration(i, n, d) {
		return 0
	}
	if _, m := sc.l.unitAt(sc.text[i+n:]); m > 0 && d.dotted {
		return 0 // 2022.12万元
	}
	if sc.pend.op != "" && (d.date.Year == 0 || d.date.Month == 0) && d.date.Day == 0 && !hasSuffix(sc.text[:i], []string{"不晚于", "不迟于"}) {
		return 0 // ≥12月 is a length of time
	}
	d.from, d.to = i, i+n
	rest := sc.text[d.to:]
	if id, m := grammar.at(rest); m > 0 && id == gDue {
		d.deadline, n = true, n+m
	} else if strings.HasPrefix(rest, "内") {
		d.deadline, n = true, n+len("内")
	}
	d.op, d.strict, d.clash, d.change = sc.pend.op, sc.pend.strict, sc.pend.clash || sc.pend.negative, sc.pend.change
	sc.flushOp()
	if len(sc.dates) < maxItems {
		sc.dates = append(sc.dates, d)
	}
	return n
}

// duration says that what looks like a date is a length of time or part of a number: 2020年 after
// 每, 一季度一次.
func (sc *scan) duration(i, n int, d dateItem) bool {
	if strings.HasSuffix(sc.text[:i], "每") {
		return true
	}
	if d.date.Year == 0 && d.date.Day == 0 && d.date.Month > 0 && !d.deadline {
		rest := sc.text[i+n:]
		id, m := grammar.at(rest)
		return m > 0 && (id == gOrLess || id == gOrMore) && !strings.HasPrefix(sc.text[i:], "全年")
	}
	return false
}

// number reads a date or a quantity that begins with a digit.
func (sc *scan) number(i int) int {
	if n := sc.date(i); n > 0 {
		return n
	}
	s := sc.text[i:]
	if strings.HasSuffix(sc.text[:i], "第") {
		_, n, _ := numberAt(s)
		sc.odd = true
		return sc.unknown(n)
	}
	if a, n := fractionAt(s); n > 0 {
		return sc.quantity(i, a, n, false)
	}
	d, n, long := numberAt(s)
	if m, k := mixedAt(s, d, n); k > 0 && !long {
		d, n = m, k
	}
	if n < len(s) && letter(s[n]) {
		if _, m := sc.l.unitAt(s[n:]); m == 0 {
			return sc.latin(i) // 5G, 3D: a name, no number
		}
	}
	if n < len(s) && s[n] == ' ' {
		sc.broken = true
	}
	if long {
		sc.long = true
		return n
	}
	return sc.quantity(i, Amount{Number: d}, n, false)
}

// spelled reads a Chinese number where it can only be a quantity: after an operator, 每, a filler
// or at the start, and with a known unit after it.
func (sc *scan) spelled(i int) int {
	s := sc.text[i:]
	r, m := utf8.DecodeRuneInString(s)
	_, power, ok := numeral(r)
	half := r == '半'
	if !ok && !half || sc.words > 0 && !sc.verb && sc.pend.op == "" && sc.per == "" && sc.pend.change == 0 {
		return 0
	}
	if half {
		name, n := sc.l.unitAt(s[m:])
		if n == 0 || sc.l.measure(name).dim != dimCalendar && sc.l.measure(name).dim != dimTime {
			return 0
		}
		return sc.quantity(i, Amount{Number: decimal.New(5, -1)}, m, true)
	}
	if a, n := fractionAt(s); n > 0 {
		return sc.quantity(i, a, n, true)
	}
	if power >= 2 {
		return 0
	}
	d, n := spelledAt(s)
	if n == 0 {
		return 0
	}
	rest := strings.TrimPrefix(strings.TrimPrefix(s[n:], "余"), "多")
	name, k := sc.l.unitAt(rest)
	if k == 0 || sc.l.measure(name).bare {
		return 0
	}
	return sc.quantity(i, Amount{Number: d}, n, true)
}

// grammarWord notes what word id of length n says; 0 means that it says nothing here.
func (sc *scan) grammarWord(id, n, i int) int {
	switch id {
	case gAtLeast, gMore, gAtMost, gLess, gEqual:
		op := operators[id]
		if sc.pend.op != "" && sc.pend.op != op {
			sc.pend.clash = true
		}
		sc.pend.op, sc.pend.strict = op, id == gMore || id == gLess
		sc.pend.within = false
	case gWithin:
		if sc.pend.op == "" {
			sc.pend.op, sc.pend.within = AtMost, true
		}
	case gApprox:
		sc.pend.approx = true
	case gRise, gFall:
		return n + sc.change(id, sc.text[i+n:])
	case gPer:
		return sc.perWord(i, n)
	case gNegative, gRelative:
		sc.pend.negative = true
		return sc.unknown(n)
	case gBetween:
	default:
		return 0
	}
	sc.verb = true
	return n
}

// change notes a rise or a fall; with 到 or 至 after it the number is the level that is reached.
func (sc *scan) change(id int, rest string) (n int) {
	sc.verb = true
	for _, w := range []string{"到", "至"} {
		if !strings.HasPrefix(rest, w) {
			continue
		}
		if sc.pend.op == "" {
			sc.pend.op = map[int]Kind{gRise: AtLeast, gFall: AtMost}[id]
		}
		return len(w)
	}
	sc.pend.change = Rise
	if id == gFall {
		sc.pend.change = Fall
	}
	return 0
}
