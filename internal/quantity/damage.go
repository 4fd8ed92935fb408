package quantity

import (
	"strings"
	"unicode/utf8"

	"jixiao/internal/decimal"
)

// lookalike reports text that a scanner or a tired hand has damaged: "工5%", "^80%", "M.8",
// "290$", "IO" for 10. It is not repaired (decisions 12a).
func lookalike(s string) bool {
	if s == "" || ordinary(s) || utf8.RuneCountInString(s) > 12 {
		return false
	}
	bare := strings.TrimLeft(s, "≥≤<>=")
	first, n := utf8.DecodeRuneInString(bare)
	rest := bare[n:]
	switch {
	case n == 1 && letter(bare[0]) && len(rest) > 1 && rest[0] == '.' && isDigit(rune(rest[1])):
		return true // M.8班
	case confusable(s):
		return true
	case strings.ContainsAny(s, "^$#@&`|{}\\") && strings.ContainsAny(s, "0123456789"):
		return true
	case strings.Contains(s, "..") && strings.ContainsAny(s, "0123456789") || strings.Contains(s, ".%") || strings.Contains(s, "%%"):
		return true
	case strings.ContainsRune(scanned, first) || first >= 'A' && first <= 'Z' || first >= 'a' && first <= 'z':
		return numberOnly(strings.TrimPrefix(rest, "."))
	}
	return twoPoints(s)
}

// ordinary reports text without anything that damage is made of: no letters, no odd signs, at
// most one point, and a first ideograph that scanners do not put for a sign.
func ordinary(s string) bool {
	points := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '.':
			points++
		case c >= utf8.RuneSelf || isDigit(rune(c)):
		case c == '%' || c == '>' || c == '<' || c == '=':
			if i+1 < len(s) && s[i+1] == '%' || i > 0 && s[i-1] == '.' {
				return false
			}
		default:
			return false
		}
	}
	first, n := utf8.DecodeRuneInString(s)
	return points < 2 && !(strings.ContainsRune(scanned, first) && n < len(s) && isDigit(rune(s[n])))
}

// scanned are ideographs that scanners have put for ≥ and ≤.
const scanned = "工之乏乙玄艺区巨云己三二乞亏"

// confusable reports digits with letters that look like digits, and nothing else.
func confusable(s string) bool {
	letters := 0
	for _, r := range s {
		switch {
		case strings.ContainsRune("IlOoSZBD|", r):
			letters++
		case isDigit(r) || r == '.' || r == '%' || r == '≥' || r == '≤':
		default:
			return false
		}
	}
	return letters > 0 && len(s) <= 8
}

// numberOnly reports a number with at most a per cent sign after it.
func numberOnly(s string) bool {
	_, n, _ := numberAt(s)
	return n > 0 && isDigit(rune(s[0])) && (s[n:] == "%" || s[n:] == "")
}

// twoPoints reports 9.5.1 that is no date.
func twoPoints(s string) bool {
	if strings.Count(s, ".") < 2 {
		return false
	}
	if _, n := dateAt(s); n > 0 {
		return false
	}
	for i := 0; i < len(s); i++ {
		if !isDigit(rune(s[i])) && s[i] != '.' && s[i] != '%' {
			return false
		}
	}
	return true
}

// impossibleTarget reports a share that no plan asks for: 290% where a scanner read ≥ as 2, or
// far above 100% in a rate that cannot pass it.
func impossibleTarget(q item, unit string, ctx Context, l *Language) bool {
	if notAbove(q.amount.Number, unit) || l.measure(unit).dim != dimShare || unit == "倍" || q.change != NoChange || contains(ctx.Name, l.w.ChangeNames) {
		return false
	}
	if l.beyond(q.amount.Number, unit, ctx) {
		return true
	}
	return q.op == "" && unit == "%" && leadingTwo(q.amount.Number)
}

// notAbove reports the common case: a number that is no share above 100%.
func notAbove(n decimal.Decimal, unit string) bool {
	return unit == "" || n.Cmp(hundred) <= 0 && (unit == "%" || unit == "‰")
}

// beyond reports a bounded rate of 150% and more.
func (l *Language) beyond(n decimal.Decimal, unit string, ctx Context) bool {
	if !contains(ctx.Name, l.w.BoundedRates) || contains(ctx.Name, l.w.ChangeNames) {
		return false
	}
	p, ok := l.convert(Amount{n, unit}, "%")
	return ok && !p.Less(decimal.FromInt(150))
}

// leadingTwo reports 2 before a likely share: 290, 2100, 250.
func leadingTwo(n decimal.Decimal) bool {
	s := n.String()
	if len(s) < 3 || s[0] != '2' || n.Less(decimal.FromInt(210)) {
		return false
	}
	rest, err := decimal.Parse(s[1:])
	return err == nil && !rest.Less(decimal.FromInt(10)) && !decimal.FromInt(100).Less(rest)
}

// impossibleValue reports an actual share that cannot be: see impossibleTarget.
func (l *Language) impossibleValue(a Amount, t Target, ctx Context) bool {
	unit := a.Unit
	if unit == "" {
		unit = t.lone().Unit
	}
	if a.Number.Sign() < 0 && unit == "%" && t.Change == NoChange && contains(ctx.Name, l.w.BoundedRates) && !contains(ctx.Name, l.w.ChangeNames) {
		return true // a dash for a minus
	}
	if notAbove(a.Number, unit) || l.measure(unit).dim != dimShare || unit == "倍" || t.Change != NoChange || contains(ctx.Name, l.w.ChangeNames) {
		return false
	}
	bound := t.lone()
	if bound.Unit == "%" && decimal.FromInt(100).Less(bound.Number) {
		return false
	}
	return l.beyond(a.Number, unit, ctx) || unit == "%" && leadingTwo(a.Number)
}
