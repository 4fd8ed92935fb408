package quantity

import (
	"strings"
	"unicode/utf8"
)

// gradeOf finds the place of a text among the grades of a scale: 良好 is 良.
func (c scale) gradeOf(s string) int {
	for i, g := range c.grades {
		if s == g || len(s) > len(g) && strings.HasPrefix(s, g) && strings.Contains(" 级 等 秀 好 档 ", " "+s[len(g):]+" ") {
			return i
		}
	}
	return -1
}

// sortPair sorts a grade against a target that names one grade of the same scale: 中 against 优,
// 否 against 是. done is false when the two are not grades of one scale (decisions 16).
func (l *Language) sortPair(v *Value, a, q string) (done bool) {
	if utf8.RuneCountInString(q) > 3 || utf8.RuneCountInString(a) > 3 {
		return false
	}
	for _, c := range l.scales {
		want, got := c.gradeOf(q), c.gradeOf(a)
		if want < 0 || got < 0 || want == got {
			continue
		}
		switch {
		case len(c.grades) == 2:
			v.Band = BandMissed
		case c.bands[want] == BandMissed:
			v.Problem = ReasonUnsorted
		case got < want:
			v.Band = BandMet
		default:
			v.Band = c.bands[got]
		}
		return true
	}
	return false
}

// turned reports something in an actual beyond the target's wording that turns it round, limits it
// or puts it off: negating, worsening and pending words, bad events, a share below 100%, a change
// the wrong way, a weak degree for a strong one.
func (l *Language) turned(a, q, name string) bool {
	before, after := a, ""
	if k := strings.Index(a, q); k >= 0 && q != "" {
		before, after = a[:k], a[k+len(q):]
	}
	return strings.HasPrefix(after, "中") || l.unknownWords(before, q+name) || l.unknownWords(after, q+name) || l.spoils(before, q, name) || l.spoils(after, q, name) || l.badEvent(a, q) || l.wrongWay(a, q, name) ||
		contains(q, l.w.Strong) && contains(a, l.w.Weak) || compares(before) || compares(after)
}

// unknownWords reports words that are neither known to be harmless nor the name's own: 前期工作 in
// 完成前期工作, 勉强 in 勉强合格.
func (l *Language) unknownWords(s, name string) bool {
	for i := 0; i < len(s); {
		n := 0
		for _, words := range []*lexicon{l.good, l.verbs, l.harmless, l.claimed, l.doubts, l.bad, l.beside} {
			if _, m := words.at(s[i:]); m > n {
				n = m
			}
		}
		c, m := utf8.DecodeRuneInString(s[i:])
		if n == 0 && c > utf8.RuneSelf && c != '、' && c != '。' && !strings.ContainsRune(name, c) {
			return true
		}
		i += max(n, m)
	}
	return false
}

// spoils reports a doubtful word or a share that is not 100%.
func (l *Language) spoils(s, q, name string) bool {
	for i := 0; i < len(s); {
		id, n := l.doubts.at(s[i:])
		switch {
		case n == 0:
			_, n = utf8.DecodeRuneInString(s[i:])
		case id == 1 && (utf8.RuneCountInString(s[i:i+n]) < 2 || !strings.Contains(name, s[i:i+n]) && !strings.Contains(q, s[i:i+n])):
			return true
		}
		if s[i] == '%' && !strings.HasSuffix(s[:i], "100") {
			return true
		}
		i += n
	}
	return false
}

// badEvent reports something bad in a that is neither denied nor dealt with nor in the target.
func (l *Language) badEvent(a, q string) bool {
	for i := 0; i < len(a); {
		_, n := l.bad.at(a[i:])
		if n == 0 {
			_, n = utf8.DecodeRuneInString(a[i:])
			i += n
			continue
		}
		lo := strings.LastIndexAny(a[:i], ",;") + 1
		rest := a[i+n:]
		if k := strings.IndexAny(rest, ",;"); k >= 0 {
			rest = rest[:k]
		}
		before := a[lo:i]
		if k := strings.Index(q, a[i:i+n]); (k < 0 || contains(q[:k], denials)) && !contains(before, denials) && !l.handled(before) && !l.handled(rest) {
			return true
		}
		i += n
	}
	return false
}

// handled reports that something bad is dealt with or falls.
func (l *Language) handled(s string) bool {
	return contains(s, l.w.HandlingNouns) || contains(s, l.w.Falls)
}

// wrongWay reports a change that the target does not speak of: a fall where the row is about
// nothing bad, a rise where it is.
func (l *Language) wrongWay(a, q, name string) bool {
	if l.changes(q) != 0 {
		return false
	}
	bad := l.bad.in(name) || l.bad.in(q)
	switch l.changes(a) {
	case 1:
		return bad && !l.handled(name) && !l.handled(q)
	case 2:
		return l.falls(a) && !bad && !l.bad.in(a) && !l.falls(name)
	}
	return false
}

// compares reports words that set what follows above or below something: 优于Ⅲ类 is not Ⅲ类.
func compares(s string) bool {
	for i := 0; i < len(s); {
		id, n := grammar.at(s[i:])
		if n > 0 && (id == gMore || id == gLess || id == gOrLess || id == gApprox && n > len("余")) {
			return true
		}
		_, m := utf8.DecodeRuneInString(s[i:])
		i += max(n, m)
	}
	return false
}
