package quantity

import (
	"strings"
	"unicode/utf8"
)

// readParts pairs the numbers and dates of an actual with the parts of a compound target.
func (l *Language) readParts(v *Value, s string, sc *scan, target Target, ctx Context) {
	items := l.outside(sc.items)
	for _, q := range items {
		v.Amounts = append(v.Amounts, q.amount)
	}
	if len(items)+len(sc.dates) == 0 && l.claimOnly(s) {
		*v = v.against(target)
		return
	}
	if l.doubtful(s, ctx.Name) {
		v.Problem = ReasonRemark
		return
	}
	used := make([]bool, len(items))
	parts := make([]Value, len(target.Parts))
	dates := sc.dates
	for i, p := range target.Parts {
		if p.Kind == ByDate {
			if len(dates) == 0 {
				v.Problem = ReasonParts
				return
			}
			parts[i].When = complete(dates[0], ctx)
			dates = dates[1:]
			continue
		}
		k := l.partner(sc, items, used, target.Parts, i)
		if k < 0 || items[k].negative || items[k].approx || items[k].clash || items[k].interval || items[k].over {
			v.Problem = ReasonParts
			return
		}
		used[k] = true
		l.accept(&parts[i], items[k], p, ctx)
		if l.impossibleValue(items[k].amount, p, ctx) {
			v.Problem = ReasonDamaged
		}
		v.Copied = v.Copied || parts[i].Copied
	}
	v.Parts = parts
}

// partner finds the number for part i: the unused one with its unit, or with its dimension when the
// actual has more or fewer numbers than the target has parts. Of several the words beside them
// decide, and where nothing has words, the order. It is -1 when nobody can say.
func (l *Language) partner(sc *scan, items []item, used []bool, parts []Target, i int) int {
	unit := parts[i].lone().Unit
	var found []int
	for k, q := range items {
		if !used[k] && len(items) == len(parts) && aboveLine(q.amount.Unit) == aboveLine(unit) {
			found = append(found, k)
		}
	}
	if len(found) == 0 {
		want := l.measure(unit)
		for k, q := range items {
			if m := l.measure(q.amount.Unit); !used[k] && m.dim == want.dim && !m.bare {
				found = append(found, k)
			}
		}
		if len(found) > 1 && len(items) != len(parts) {
			return sc.labelled(items, found, parts[i].Label)
		}
	}
	switch {
	case len(found) == 0:
		return -1
	case len(found) == 1:
		return found[0]
	}
	if k := sc.labelled(items, found, parts[i].Label); k >= 0 {
		return k
	}
	for _, k := range found {
		for j, p := range parts {
			if j != i && alike(sc.label(items[k]), p.Label) > 0 || alike(sc.label(items[k]), parts[i].Label) > 0 {
				return -1 // the words tell the parts apart, but not this one
			}
		}
	}
	return found[0]
}

// labelled returns the one of found whose words are most like label; -1 when none or several are.
func (sc *scan) labelled(items []item, found []int, label string) int {
	best, most := -1, 0
	for _, k := range found {
		switch n := alike(sc.label(items[k]), label); {
		case n > most:
			best, most = k, n
		case n == most:
			best = -1
		}
	}
	return best
}

// alike measures what two labels share: pairs of ideographs, one ideograph that is all of a label.
func alike(a, b string) (n int) {
	if a == "" || b == "" || len(a) > 256 || len(b) > 256 {
		return 0
	}
	if a == b {
		return len(a) + 1
	}
	if len(a) == 3 && strings.Contains(b, a) || len(b) == 3 && strings.Contains(a, b) {
		return 1
	}
	for i := range a {
		_, k := utf8.DecodeRuneInString(a[i:])
		_, m := utf8.DecodeRuneInString(a[i+k:])
		if k == 3 && m == 3 && strings.Contains(b, a[i:i+k+m]) {
			n++
		}
	}
	return n
}
