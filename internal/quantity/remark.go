package quantity

import (
	"strings"
	"unicode/utf8"
)

// remarks judges the words of an actual beside its number or date. A number is taken only when
// everything around it is explained: what nobody listed may say that the number is planned, not
// accepted, a difference, or a share of something else (decisions 2: never guess).
type remarks struct {
	l        *Language
	sc       *scan
	name     string
	year     int
	from, to int    // the number or date that is to be taken
	change   Change // what its words of rise and fall have been used for
	dim      string // its dimension, dimDate for a date
}

// unexplained reports words beside the chosen quantity that cast doubt on it. In its own clause
// every word must be known to be harmless; elsewhere no word may be doubtful.
func (r *remarks) unexplained() bool {
	s := strings.TrimRight(r.sc.text, "。.;!")
	if r.from == 0 && r.to >= len(s) {
		return false
	}
	if r.otherYear(s) || r.otherNumber() {
		return true
	}
	lo, hi := r.clause(s)
	if r.doubtful(s[:lo]) || r.doubtful(s[hi:]) {
		return true
	}
	if r.dim == dimDate && r.otherEvent(s[lo:hi]) {
		return true
	}
	return r.strange(lo, min(r.from, hi), s) || r.strange(min(r.to, hi), hi, s)
}

// otherYear reports a date in another year than the budget year: 截至2022年累计12个.
func (r *remarks) otherYear(s string) bool {
	for _, d := range r.sc.dates {
		if d.from == r.from {
			continue
		}
		first, n := yearAt(s[min(d.from, len(s)):]) // a range gives its end, and may begin earlier
		if d.next || d.date.Year > 0 && d.date.Year != r.year || n > 0 && first != r.year {
			return true
		}
	}
	return false
}

// otherNumber reports a second number without a unit, which may be the value: 100人(实际80). The
// two of a fraction, 95%(95/100), only say where the share comes from.
func (r *remarks) otherNumber() bool {
	s := r.sc.text
	for _, q := range r.sc.items {
		if q.from == r.from || q.interval || !r.l.measure(q.amount.Unit).bare {
			continue
		}
		if q.from > 0 && s[q.from-1] == '/' || q.to < len(s) && s[q.to] == '/' {
			continue
		}
		return true
	}
	return false
}

// partOfYear reports a date beside a number that covers only some months of the year: 上半年100人,
// 截至6月100人, 1-9月100人. What is reached in a part may be more in the whole.
func (sc *scan) partOfYear(q item, name, label string) bool {
	for _, d := range sc.dates {
		if d.from == q.from || d.weak || d.date.Day > 0 {
			continue
		}
		text := sc.text[d.from:d.to]
		if strings.Contains(name, text) || strings.Contains(label, text) {
			continue
		}
		if strings.Contains(text, "半年") || strings.Contains(text, "季") || d.to == q.from && d.date.Month > 0 && !strings.Contains(text, "年底") && !strings.Contains(text, "年末") && d.date.Month != 12 {
			return true
		}
		if d.date.Month < 12 && (hasSuffix(sc.text[:d.from], upTo) || strings.Contains(text, "1-")) {
			return true
		}
	}
	return false
}

// upTo are the words before the end of what has been counted so far.
var upTo = []string{"截至", "截止", "截止到", "截至到", "至", "到"}

// clause returns the bounds of the clause in which the quantity stands; commas in brackets do not
// end it.
func (r *remarks) clause(s string) (lo, hi int) {
	depth := 0
	hi = len(s)
	for i, c := range s {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth = max(0, depth-1)
		case depth > 0 || !strings.ContainsRune(",;。", c):
		case i < r.from:
			lo = i + utf8.RuneLen(c)
		case i >= r.to:
			return lo, i
		}
	}
	return lo, hi
}

// strange reports a word in s[i:end] that is not known to be harmless beside a number.
func (r *remarks) strange(i, end int, s string) bool {
	for i < end {
		n := r.harmless(s[i:end], i)
		if n == 0 {
			return true
		}
		i += n
	}
	return false
}

// harmless returns the length of what s begins with, at place at of the text, when it changes
// nothing about the number; 0 when it may.
func (r *remarks) harmless(s string, at int) int {
	if s[0] == '(' {
		inner := s[1:]
		if k := strings.IndexByte(inner, ')'); k >= 0 {
			inner = inner[:k]
		}
		if r.doubtful(inner) || r.rescales(inner) || corrects(inner) {
			return 0
		}
		return min(len(s), len(inner)+2)
	}
	for _, d := range r.sc.dates {
		if d.from == at {
			return min(len(s), d.to-d.from)
		}
	}
	for _, q := range r.sc.items {
		if q.from == at {
			return r.beside(q, s)
		}
	}
	_, plain := r.l.harmless.at(s)
	if id, n := r.l.foreign.at(s); n > 0 && id == 1 && !strings.Contains(r.name, s[:n]) {
		return 0
	}
	if id, n := r.l.doubts.at(s); n > 0 && n >= plain && id == 1 && !strings.Contains(r.name, s[:n]) {
		return 0
	}
	if plain > 0 {
		return plain
	}
	if n := r.grammar(s); n > 0 {
		return n
	}
	c, n := utf8.DecodeRuneInString(s)
	if strings.ContainsRune("、:·\"')!", c) || strings.ContainsRune(r.name, c) && c > utf8.RuneSelf {
		return n
	}
	return 0
}

// beside allows another number in the clause: an age, a count beside a count (12期600人次), 100%
// beside a date.
func (r *remarks) beside(q item, s string) int {
	dim := r.l.measure(q.amount.Unit).dim
	if q.bracket || dim == dimAge || dim == dimCount && r.dim == dimCount || r.dim == dimDate && whole(q) {
		return min(len(s), q.to-q.from)
	}
	return 0
}

// grammar allows the words that the scan has already turned into an operator, a period or a change.
func (r *remarks) grammar(s string) int {
	id, n := grammar.at(s)
	if n == 0 {
		return 0
	}
	switch id {
	case gAtLeast, gAtMost, gMore, gLess, gEqual, gWithin, gBetween, gDue, gOrLess, gOrMore, gInside:
		return n
	case gRise, gFall:
		if r.change != NoChange {
			return n
		}
	case gPer:
		for _, p := range perPeriods {
			if strings.HasPrefix(s[n:], p.text) {
				return n + len(p.text)
			}
		}
		_, m := r.l.units.at(s[n:])
		return n + m
	}
	return 0
}

// otherEvent reports that a date is that of another step than the one asked for: 3月下达资金 is no
// completion of a project.
func (r *remarks) otherEvent(clause string) bool {
	if contains(clause, r.l.w.DateDone) {
		return false
	}
	for _, w := range r.l.w.DateEvents {
		if strings.Contains(clause, w) && !strings.Contains(r.name, w) {
			return true
		}
	}
	return false
}

// corrects reports a remark that gives the actual value itself: 20次(实际18次).
func corrects(inner string) bool {
	return strings.ContainsAny(inner, "0123456789") && contains(inner, []string{"实际", "实为", "实收", "实到", "实有", "实施", "仅"})
}

// rescales reports a remark that makes another number of the one before it: (每月), (三年).
func (r *remarks) rescales(inner string) bool {
	if rest, ok := strings.CutPrefix(inner, "每"); ok {
		return !strings.HasPrefix(rest, "年")
	}
	rest, half := strings.CutPrefix(inner, "半")
	if !half {
		_, n, _ := anyNumberAt(inner)
		if rest = inner[n:]; n == 0 {
			return false
		}
	}
	id, n := r.l.units.at(rest)
	return n > 0 && n == len(rest) && r.l.unitList[id].dim == dimCalendar && r.dim != dimCalendar
}

func (r *remarks) doubtful(s string) bool {
	return r.l.doubtful(s, r.name) || r.l.says(r.l.foreign, s, r.name)
}

// doubtful reports a word that takes certainty away from what stands beside it, unless the
// indicator's name has the same word.
func (l *Language) doubtful(s, name string) bool { return l.says(l.doubts, s, name) }

// says reports a word of id 1 in s that is not in the indicator's name.
func (l *Language) says(words *lexicon, s, name string) bool {
	for i := 0; i < len(s); {
		id, n := words.at(s[i:])
		switch {
		case n == 0:
			_, n = utf8.DecodeRuneInString(s[i:])
		case id == 1 && !strings.Contains(name, s[i:i+n]):
			return true
		}
		i += n
	}
	return false
}

// remarked reports that the words around the number or date at from..to of an actual do not let
// it be taken for the value; label is what the target says around its own number.
func (l *Language) remarked(sc *scan, from, to int, change Change, dim string, ctx Context, label string) bool {
	if from == 0 && to == len(sc.text) {
		return false
	}
	r := remarks{l: l, sc: sc, name: ctx.Name + label, year: ctx.Year, from: from, to: to, change: change, dim: dim}
	return r.unexplained()
}
