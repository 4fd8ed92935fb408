package quantity

import (
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"

	"jixiao/internal/decimal"
)

// Dimensions that the rules treat in a special way; all others only decide what converts.
const (
	dimMoney    = "money"
	dimShare    = "share"
	dimCount    = "count"
	dimCalendar = "calendar"
	dimTime     = "time"
	dimWorking  = "working day"
	dimMark     = "mark"
	dimAge      = "age"
	dimDate     = "date"
	dimUnknown  = "?"
)

// unitDef is one unit of the word lists.
type unitDef struct {
	name, dim string
	factor    decimal.Ratio
	scale     bool
}

// maxUnit bounds a unit column: no unit is longer.
const maxUnit = 96

// magnitudes may stand between a number and its unit (1.2万亩), or alone (5万).
var magnitudes = []struct {
	text  string
	shift int32
}{{"万亿", 12}, {"千亿", 11}, {"百亿", 10}, {"亿", 8}, {"千万", 7}, {"百万", 6}, {"十万", 5}, {"万", 4}, {"千", 3}, {"百", 2}}

// measure is a unit text understood: its dimension, what it is per, and its size in base units.
type measure struct {
	dim, per string
	factor   decimal.Ratio
	bare     bool // no unit at all, or a magnitude alone
}

// same reports that numbers in m and o may be compared after conversion.
func (m measure) same(o measure) bool { return m.dim == o.dim && m.per == o.per }

func (l *Language) addUnits(w Words) error {
	for _, u := range w.Units {
		factor, err := parseFactor(u.Factor)
		if err != nil || u.Name == "" || u.Dimension == "" {
			return fmt.Errorf("单位“%s”要写明 name 和 dimension,factor 应大于 0", u.Name)
		}
		l.addUnit(unitDef{Normalize(u.Name), u.Dimension, factor, u.Scale}, u.Aliases)
	}
	for _, list := range [][]string{w.Counts, w.MoreCounts} {
		for _, name := range list {
			l.addUnit(unitDef{Normalize(name), dimCount, decimal.One(), true}, nil)
		}
	}
	l.units.done()
	return nil
}

func (l *Language) addUnit(u unitDef, aliases []string) {
	id := len(l.unitList)
	l.unitList = append(l.unitList, u)
	l.units.add(u.name, id)
	for _, a := range aliases {
		l.units.add(Normalize(a), id)
	}
	l.measures[u.name] = measure{dim: u.dim, factor: u.factor}
	l.measures[perName(u.name)] = l.measures[u.name]
	if u.scale {
		for _, m := range magnitudes {
			if _, taken := l.measures[m.text+u.name]; !taken {
				l.measures[m.text+u.name] = measure{dim: u.dim, factor: u.factor.Mul(decimal.New(1, m.shift))}
			}
		}
	}
}

func parseFactor(s string) (decimal.Ratio, error) {
	if s == "" {
		return decimal.One(), nil
	}
	num, den, fraction := strings.Cut(s, "/")
	n, err := decimal.Parse(num)
	if err != nil || n.Sign() <= 0 {
		return decimal.Ratio{}, fmt.Errorf("factor %q", s)
	}
	if !fraction {
		return decimal.Whole(n), nil
	}
	d, err := decimal.Parse(den)
	if err != nil {
		return decimal.Ratio{}, err
	}
	r, ok := decimal.NewRatio(n, d)
	if !ok {
		return decimal.Ratio{}, fmt.Errorf("factor %q", s)
	}
	return r, nil
}

// unitAt reads the unit that s begins with, in canonical spelling: "百分比" gives "%", "元/人*月"
// gives "元/人·月". n is 0 when s begins with no known unit.
func (l *Language) unitAt(s string) (name string, n int) {
	name, n = l.plainUnit(s)
	if n == 0 || n >= len(s) || s[n] != '/' || l.measure(name).bare {
		return name, n
	}
	pers, m := l.perChain(s[n+1:])
	if m == 0 {
		return name, n
	}
	return name + "/" + strings.Join(pers, "·"), n + 1 + m
}

func (l *Language) plainUnit(s string) (string, int) {
	if id, n := l.units.at(s); n > 0 {
		if letter(s[n-1]) && n < len(s) && letter(s[n]) {
			return "", 0 // the start of a Latin word
		}
		return l.unitList[id].name, n
	}
	for _, m := range magnitudes {
		if !strings.HasPrefix(s, m.text) {
			continue
		}
		if id, n := l.units.at(s[len(m.text):]); n > 0 && l.unitList[id].scale {
			name := m.text + l.unitList[id].name
			if _, known := l.measures[name]; known {
				return name, len(m.text) + n
			}
		}
		return m.text, len(m.text)
	}
	return "", 0
}

// perName is how a unit is written below the line: 元/人·月, not 元/人·个月.
func perName(name string) string { return strings.TrimPrefix(name, "个") }

// perChain reads what stands after a slash: "人·月", "人、天", "(人*月)".
func (l *Language) perChain(s string) (pers []string, n int) {
	bracket := strings.HasPrefix(s, "(")
	i := 0
	if bracket {
		i = 1
	}
	for len(pers) < 4 {
		name, m := l.perUnit(s[i:], len(pers) == 0)
		if m == 0 {
			break
		}
		pers = append(pers, name)
		n, i = i+m, i+m
		sep := separatorLen(s[i:])
		if sep == 0 {
			break
		}
		i += sep
	}
	if bracket && n > 0 {
		if !strings.HasPrefix(s[n:], ")") {
			return nil, 0
		}
		n++
	}
	return pers, n
}

// perUnit reads one unit below the line: a known one, or one or two ideographs outside the lists
// (元/生, 元/校) that are no word of the grammar, and only directly after the line.
func (l *Language) perUnit(s string, first bool) (name string, n int) {
	if id, n := l.units.at(s); n > 0 {
		if l.unitList[id].dim == dimShare {
			return "", 0
		}
		return perName(l.unitList[id].name), n
	}
	if !first {
		return "", 0
	}
	for k, r := range s {
		if _, m := grammar.at(s[k:]); m > 0 || r < 0x4E00 || r > 0x9FFF {
			break
		}
		if n = k + utf8.RuneLen(r); k > utf8.RuneLen(r) {
			return "", 0
		}
	}
	return s[:n], n
}

func separatorLen(s string) int {
	for _, sep := range []string{"·", "*", ".", "/", "x", "、"} {
		if strings.HasPrefix(s, sep) {
			return len(sep)
		}
	}
	return 0
}

var noUnit = measure{bare: true, factor: decimal.One()}

// measure understands a canonical unit. A unit outside the lists is a dimension of its own.
func (l *Language) measure(unit string) measure {
	if unit == "" {
		return noUnit
	}
	if m, ok := l.measures[unit]; ok {
		return m
	}
	for _, m := range magnitudes {
		if unit == m.text {
			return measure{bare: true, factor: decimal.Whole(decimal.New(1, m.shift))}
		}
	}
	if den, ok := strings.CutPrefix(unit, "1/"); ok {
		if d, err := decimal.Parse(den); err == nil && d.Sign() > 0 {
			return measure{dim: dimShare, factor: decimal.Ratio{Num: decimal.FromInt(1), Den: d}}
		}
	}
	base, per, slash := strings.Cut(unit, "/")
	m, ok := l.measures[base]
	if !slash || !ok {
		return measure{dim: dimUnknown + unit, factor: decimal.One()}
	}
	return l.perMeasure(m, per)
}

// perMeasure folds calendar time under the line into years: 1元/月 is 12元/年.
func (l *Language) perMeasure(m measure, per string) measure {
	parts := strings.Split(per, "·")
	for i, p := range parts {
		d, ok := l.measures[p]
		if !ok || d.dim != dimCalendar {
			continue
		}
		year := decimal.Ratio{Num: decimal.FromInt(12).Mul(d.factor.Den), Den: d.factor.Num}
		m.factor = decimal.Ratio{Num: m.factor.Num.Mul(year.Num), Den: m.factor.Den.Mul(year.Den)}
		parts[i] = "年"
	}
	sort.Strings(parts)
	m.per = strings.Join(parts, "·")
	return m
}

// unitOf reads a unit column or the inside of brackets: "%(百分比)", "万元", "单位:个".
// An unknown short word is a unit of its own; "" when the text names none.
func (l *Language) unitOf(text string) string {
	if len(text) > maxUnit {
		return ""
	}
	s := Normalize(text)
	s = strings.TrimPrefix(strings.TrimPrefix(s, "单位"), ":")
	if s == "" || l.blanks.has(s) {
		return ""
	}
	if name, n := l.unitAt(s); n > 0 && (n == len(s) || s[n] == '(') {
		return name
	}
	if inner, ok := strings.CutPrefix(s, "("); ok && strings.HasSuffix(inner, ")") {
		if name, n := l.unitAt(inner); n == len(inner)-1 {
			return name
		}
	}
	if unknownUnit(s) == len(s) && l.direction(s) == dirNone {
		return s
	}
	return ""
}

// unknownUnit returns the length of a short word at the start of s that may be a unit outside
// the lists: one to three ideographs.
func unknownUnit(s string) int {
	n, runes := 0, 0
	for _, r := range s {
		if r < 0x4E00 || r > 0x9FFF || runes == 4 {
			break
		}
		n += len(string(r))
		runes++
	}
	if runes > 3 {
		return 0
	}
	return n
}
