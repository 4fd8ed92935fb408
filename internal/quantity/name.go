package quantity

import (
	"strings"
	"unicode/utf8"

	"jixiao/internal/decimal"
)

// SplitName parts the marks that stand before an indicator's name from the name itself:
// "指标1:完成数量" gives "指标1:" and "完成数量", "★★1.满意度" gives "★★1." and "满意度"
// (decisions 17). Both are normalised.
func (l *Language) SplitName(text string) (mark, name string) {
	s := Normalize(text)
	i := 0
	for i < len(s) {
		n := l.markAt(s[i:], i == 0)
		if n == 0 {
			break
		}
		i += n
	}
	return s[:i], s[i:]
}

func (l *Language) markAt(s string, first bool) int {
	if _, n := l.nameMarks.at(s); n > 0 && !strings.HasPrefix(s, "**") {
		return n
	}
	if r, n := utf8.DecodeRuneInString(s); r >= 0x2460 && r <= 0x24FF || r >= 0x2776 && r <= 0x2793 || r >= 0x3220 && r <= 0x3229 {
		return n
	}
	if rest, ok := strings.CutPrefix(s, "指标"); ok && first {
		_, n := smallAny(rest)
		if n == 0 {
			return 0
		}
		i := len("指标") + n
		if i < len(s) && strings.IndexByte(":.,", s[i]) >= 0 {
			i++
		} else if strings.HasPrefix(s[i:], "、") {
			i += len("、")
		}
		return i
	}
	i := 0
	if strings.HasPrefix(s, "(") {
		i = 1
	}
	_, n := smallAny(s[i:])
	if n == 0 {
		return 0
	}
	i += n
	for _, end := range []string{"、", ":", ")", "."} {
		if strings.HasPrefix(s[i:], end) && (end != "." || i+1 < len(s) && !isDigit(rune(s[i+1]))) && (s[0] == '(') == (end == ")") {
			return i + len(end)
		}
	}
	return 0
}

// IsSubRow reports a name that is part of the row above (其中:…).
func (l *Language) IsSubRow(text string) bool {
	_, name := l.SplitName(text)
	for _, w := range l.w.SubRows {
		if strings.HasPrefix(name, w) {
			return true
		}
	}
	return false
}

// HeadingPoints reads the points of a level heading: "产出指标(50分)" gives "产出指标" and 50,
// "(50分)" gives "" and 50, "产出 指标 40 分" gives "产出指标" and 40, "产出指标(50)" too.
func HeadingPoints(text string) (name string, points decimal.Decimal, ok bool) {
	s := Normalize(text)
	name = s
	body, bracket := strings.CutSuffix(s, ")")
	body, marked := strings.CutSuffix(body, "分")
	if !bracket && !marked {
		return name, decimal.Decimal{}, false
	}
	end := len(body)
	for end > 0 && (isDigit(rune(body[end-1])) || body[end-1] == '.') {
		end--
	}
	d, n, long := numberAt(body[end:])
	if n == 0 || long || n != len(body)-end {
		return name, decimal.Decimal{}, false
	}
	head := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(body[:end], "分值"), "权重"), ":")
	if h, cut := strings.CutSuffix(head, "("); cut {
		head = h
	} else if !marked {
		return name, decimal.Decimal{}, false
	}
	return head, d, true
}

// nameHint is what an indicator's name gives to its target (decisions 6).
type nameHint struct {
	op     Kind
	strict bool
	unit   string
	item   item // a number in the name with an operator before it
	number bool
}

// nameHint reads "(≥**平方米)", "(万元)", "≥**人", "减少≤", "(≥98%)".
func (l *Language) nameHint(name string) nameHint {
	var h nameHint
	for i := 0; i < len(name); {
		r, n := utf8.DecodeRuneInString(name[i:])
		if isSign(r) && r != '《' && r != '》' {
			if l.signHint(&h, name[i:]) {
				return h
			}
		}
		i += n
	}
	for rest := name; ; {
		open := strings.LastIndexByte(rest, '(')
		if open < 0 {
			return h
		}
		inner := rest[open+1:]
		if end := strings.IndexByte(inner, ')'); end >= 0 {
			inner = inner[:end]
		}
		if u := l.unitOf(inner); u != "" && l.known(u) {
			h.unit = u
			return h
		}
		rest = rest[:open]
	}
}

// known reports a unit of the word lists.
func (l *Language) known(unit string) bool {
	return !strings.HasPrefix(l.measure(unit).dim, dimUnknown)
}

// signHint reads what stands at an operator sign in a name; false when it is about something else.
func (l *Language) signHint(h *nameHint, s string) bool {
	id, n := grammar.at(s)
	if n == 0 {
		return false
	}
	op := operators[id]
	rest := s[n:]
	if rest != "" && isDigit(rune(rest[0])) {
		var sc scan
		clause := s
		if end := strings.IndexAny(s, "),;"); end >= 0 {
			clause = s[:end]
		}
		l.scan(clause, &sc)
		if len(sc.items) == 1 && sc.words == 0 {
			h.item, h.number = sc.items[0], true
		}
		return h.number
	}
	rest = strings.TrimLeft(rest, "*xX_")
	h.op, h.strict = op, id == gMore || id == gLess
	if name, m := l.unitAt(rest); m > 0 {
		h.unit = name
	}
	return true
}

// bareName is the name without marks and without what stands in brackets at its end.
func (l *Language) bareName(text string) string {
	if len(text) > maxName {
		return ""
	}
	_, s := l.SplitName(text)
	return withoutBrackets(s)
}

func withoutBrackets(s string) string {
	for strings.HasSuffix(s, ")") {
		open := strings.LastIndexByte(s, '(')
		if open <= 0 {
			break
		}
		s = s[:open]
	}
	return s
}
