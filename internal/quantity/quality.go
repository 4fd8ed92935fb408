package quantity

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// qualitative makes a qualitative target of normalised wording.
func (l *Language) qualitative(s string) Target {
	t := Target{Kind: Qualitative, Quality: s, Basis: BasisWording, Budget: contains(s, l.w.BudgetLimits)}
	if c, ok := l.scaleOf(s); ok {
		t.Scale = c.grades
	}
	return t
}

// wording reads a target without numbers: quality words, 是否…, 不超预算.
func (l *Language) wording(s string, ctx Context) Target {
	if !strings.ContainsFunc(s, unicode.IsLetter) {
		return Target{Kind: None, Problem: ReasonUnreadable}
	}
	t := l.qualitative(s)
	if !t.Budget {
		return t
	}
	// 不超预算 is a number as soon as the actual is one (decisions 12).
	var sc scan
	if l.scan(Normalize(ctx.Actual.Text), &sc); len(sc.items) != 1 || sc.words > 0 {
		return t
	}
	switch m := l.measure(sc.items[0].amount.Unit); {
	case m.dim == dimShare:
		t = Target{Kind: AtMost, Value: percent(100), Basis: BasisWording, Budget: true}
	case m.dim == dimMoney && ctx.Budget.Number.Sign() > 0:
		t = Target{Kind: AtMost, Value: ctx.Budget, Basis: BasisWording, Budget: true}
	}
	t.Notes = append(t.Notes, "不超预算:按全年预算数(100%)为上限")
	return t
}

var scaleMarks = strings.NewReplacer("、", "", "/", "", ",", "", ";", "", "-", "", "或", "", "和", "", "(", "", ")", "", "|", "")

// scaleOf finds the scale that s writes out: 优良中低差, 优/良/中/差.
func (l *Language) scaleOf(s string) (scale, bool) {
	first, _ := utf8.DecodeRuneInString(s)
	if len(s) > 64 || !l.firsts[first] && first != '(' {
		return scale{}, false
	}
	if strings.ContainsAny(s, "/,;-|()") || strings.Contains(s, "、") || strings.Contains(s, "或") || strings.Contains(s, "和") {
		s = scaleMarks.Replace(s)
	}
	for _, c := range l.scales {
		if c.text == s {
			return c, true
		}
	}
	return scale{}, false
}

func (l *Language) isScale(s string) bool {
	_, ok := l.scaleOf(s)
	return ok
}

// sortQuality puts an actual into its band (decisions 16).
func (l *Language) sortQuality(v *Value, a string, t Target, ctx Context) {
	a = strings.TrimRight(a, "。;.!,")
	v.Quality = a
	if c, ok := l.scaleOf(t.Quality); ok && t.Scale != nil {
		l.sortGrade(v, a, c)
		return
	}
	question := strings.TrimPrefix(strings.TrimRight(t.Quality, "。;.!,?"), "是否")
	if a == question || a == strings.TrimRight(t.Quality, "。;.!,") {
		v.Band = BandMet
		return
	}
	if l.sortPair(v, a, question) {
		return
	}
	if id, n := l.claims.at(a); n == len(a) && n > 0 {
		l.claim(v, Band(id))
		return
	}
	if t.Budget && contains(a, l.w.BudgetLimits) && !l.turned(a, budgetWord(a, l.w.BudgetLimits), ctx.Name) || sameDenial(a, question) || l.denies(a, question, ctx.Name) || plainly(a) == plainly(question) {
		v.Band = BandMet
		return
	}
	if refused(a, question) {
		v.Band = BandMissed
		return
	}
	if l.numberOnText(v, a, t, ctx) {
		return
	}
	turned := l.turned(a, question, ctx.Name)
	switch {
	case l.claimOnly(a):
		l.claim(v, BandMet)
	case !turned && l.repeats(a, question):
		v.Band = BandMet
	case l.partly.in(a) && len(a) <= 2*shortPhrase && !l.badEvent(a, question):
		v.Band = BandPartly
	case turned || l.negated(a) || l.opposed(a, question) || l.negated(question):
		v.Problem = ReasonUnsorted
	case asksNone(question):
		v.Problem = ReasonUnsorted // 有, 是, 良好 do not answer 无事故
	case l.sounds(a, question) || l.sharesVerb(a, question) || question == "是" && strings.HasPrefix(a, "是") && !strings.HasPrefix(a, "是否"):
		v.Band = BandMet
	default:
		v.Problem = ReasonUnsorted
	}
}

// budgetWord is the wording of a limit that s uses.
func budgetWord(s string, words []string) string {
	for _, w := range words {
		if strings.Contains(s, w) {
			return w
		}
	}
	return ""
}

// claim sets the band of a claim; one of no band goes to a person.
func (l *Language) claim(v *Value, band Band) {
	v.Claim = true
	if band == bandOpen {
		v.Problem = ReasonUnsorted
		return
	}
	v.Band = band
}

// sortGrade reads a grade of a scale.
func (l *Language) sortGrade(v *Value, a string, c scale) {
	if other, ok := l.scaleOf(a); ok && other.text == c.text {
		v.Problem = ReasonScale
		return
	}
	for i, g := range c.grades {
		if a == g || a == g+"级" || a == g+"等" || a == g+"秀" || a == g+"好" || a == g+"档" {
			v.Band = c.bands[i]
			return
		}
	}
	if a == "优良" && c.grades[0] == "优" {
		v.Band = BandMet
		return
	}
	if id, n := l.claims.at(a); n > 0 && n == len(a) {
		l.claim(v, Band(id))
		return
	}
	if a == "100%" {
		v.Band = BandMet
		v.Notes = append(v.Notes, "定性指标填报100%,按达成处理")
		return
	}
	v.Problem = ReasonUnsorted
	if _, n, _ := numberAt(a); n > 0 {
		v.Problem = ReasonNumberOnText
	}
}

// numberOnText handles a plain number against a qualitative target: only 100% says something.
func (l *Language) numberOnText(v *Value, a string, t Target, ctx Context) bool {
	if len(a) > 64 {
		return false
	}
	var sc scan
	l.scan(a, &sc)
	if len(sc.items) != 1 || sc.words > 0 || sc.items[0].spelled {
		return false
	}
	if whole(sc.items[0]) || a == "已完成100%" {
		v.Band = BandMet
		v.Claim = !whole(sc.items[0]) || a != "100%"
		v.Notes = append(v.Notes, "定性指标填报100%,按达成处理")
		return true
	}
	q := sc.items[0]
	v.Amounts = []Amount{q.amount}
	if t.Budget && l.measure(q.amount.Unit).dim == dimShare {
		if n, ok := l.convert(q.amount, "%"); ok && !percent(100).Number.Less(n) {
			v.Band = BandMet
			return true
		}
	}
	v.Problem = ReasonNumberOnText
	return true
}

// claimOnly reports text made of claims and the words that may stand beside them.
func (l *Language) claimOnly(a string) bool {
	claim := false
	for i := 0; i < len(a); {
		if _, n := l.claimed.at(a[i:]); n > 0 {
			claim = claim || strings.Contains(a[i:i+n], "完成") || strings.Contains(a[i:i+n], "达") || strings.Contains(a[i:i+n], "实现")
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(a[i:])
		if !strings.ContainsRune(",;、。:", r) {
			return false
		}
		i += n
	}
	return claim
}

// repeats reports that an actual says the target's wording or the other way round, with nothing
// negative outside the shared words.
func (l *Language) repeats(a, q string) bool {
	if q == "" || a == "" {
		return false
	}
	if k := strings.Index(a, q); k >= 0 && utf8.RuneCountInString(q) >= 2 && wholeWord(a, k, len(q)) {
		return !l.negated(a[:k]) && !l.negated(a[k+len(q):]) && !l.partly.in(a[:k]) && !l.partly.in(a[k+len(q):])
	}
	if k := strings.Index(q, a); k >= 0 && utf8.RuneCountInString(a) >= 2 && wholeWord(q, k, len(a)) {
		if r, _ := utf8.DecodeLastRuneInString(q[:k]); strings.ContainsRune("未不无尚没非零负", r) {
			return false
		}
		if compares(q[:k]) || compares(q[k+len(a):]) {
			return false
		}
		return 2*len(a) >= len(q) || l.good.in(a) || l.verbs.in(a)
	}
	return false
}

// wholeWord reports that the n bytes of s at k do not cut a number or a Latin word: II类 is not in
// III类, 三级 not in 十三级.
func wholeWord(s string, k, n int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:k])
	first, _ := utf8.DecodeRuneInString(s[k:])
	last, _ := utf8.DecodeLastRuneInString(s[:k+n])
	after, _ := utf8.DecodeRuneInString(s[k+n:])
	return !(countable(before) && countable(first)) && !(countable(last) && countable(after))
}

// countable reports a rune of a number or of a Latin word.
func countable(r rune) bool {
	_, _, ok := numeral(r)
	return ok || isDigit(r) || r == '.' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
}

// sounds reports good words that are the whole of a, end it, or stand in a short phrase. A long
// story with a good word somewhere proves nothing.
func (l *Language) sounds(a, q string) bool {
	for i, r := range a {
		id, n := l.good.at(a[i:])
		switch {
		case n == 0, n == utf8.RuneLen(r) && n < len(a), id == 2 && !strings.Contains(q, a[i:i+n]):
		case i+n == len(a) || len(a) <= shortPhrase:
			return true
		}
	}
	return false
}

// shortPhrase is the length in bytes up to which a good word anywhere speaks for all: 8 ideographs.
const shortPhrase = 24

// negated reports a word that takes certainty away, unless it is part of a neutral one.
func (l *Language) negated(s string) bool {
	for i := 0; i < len(s); {
		id, n := l.negation.at(s[i:])
		switch {
		case n > 0 && id == 1:
			return true
		case n > 0:
			i += n
		default:
			_, m := utf8.DecodeRuneInString(s[i:])
			i += m
		}
	}
	return false
}

// changes collects the directions of change that s speaks of: bit 1 a rise, bit 2 a fall.
func (l *Language) changes(s string) (bits int) {
	for i := range s {
		if id, n := l.verbs.at(s[i:]); n > 0 {
			bits |= id
		}
	}
	return bits
}

// sharesVerb reports that both texts speak of the same improvement: 有所提升 / 养老服务提升.
func (l *Language) sharesVerb(a, q string) bool {
	return len(a) <= 2*shortPhrase && l.changes(a)&l.changes(q) != 0
}

// opposed reports that one text speaks of a rise alone and the other of a fall alone.
func (l *Language) opposed(a, q string) bool {
	return l.changes(a)|l.changes(q) == 3 && l.changes(a)&l.changes(q) == 0 && l.changes(a) != 0
}
