package score

import (
	"strings"
	"unicode"

	"jixiao/internal/decimal"
	"jixiao/internal/form"
	"jixiao/internal/quantity"
)

// filed reads the points or the score that a cell holds: "10", "10分", "(10分)", "10%", "9.5分(扣0.5分)". A mark
// such as "/" or "—" and anything else that is no number is unknown, a number beyond all points too.
func filed(v form.Value) decimal.Null { return filedText(v.Text) }

// mostPoints is beyond any points or score of a form; a larger number is damage.
var mostPoints = decimal.FromInt(100_000)

func filedText(s string) decimal.Null {
	if s == "" {
		return decimal.Null{}
	}
	d, err := decimal.Parse(s)
	if err != nil {
		s = fold(s)
		if i := strings.IndexByte(s, '('); i > 0 {
			s = s[:i] // a remark: "4.6分(因人数减少)"
		}
		s = strings.TrimFunc(s, func(r rune) bool { return r == '(' || r == ')' || r == '分' || r == '%' })
		d, err = decimal.Parse(s)
	}
	if err != nil || mostPoints.Less(d.Abs()) {
		return decimal.Null{}
	}
	return decimal.Some(d)
}

// fold makes a cell's text plain as the language does, and drops thousands commas.
func fold(s string) string { return strings.ReplaceAll(quantity.Normalize(s), ",", "") }

// marked reports whether a cell says nothing: it is empty or holds only strokes and dots.
func marked(s string) bool {
	for _, r := range s {
		if !strings.ContainsRune(strokes, r) && !unicode.IsSpace(r) {
			return false
		}
	}
	return true
}

// strokes are the marks that stand for nothing, plain and full-width.
const strokes = "/\\-—–―─_.。…·一\uff0f\uff0d\uff3f\uff0e\u2212"

// unused reports whether a text is empty or nothing but a mark.
func unused(v form.Value) bool { return v.Error == "" && marked(v.Text) }

// moneyUnits are the money units, longer names first, with their size in 元 as a power of ten.
var moneyUnits = []struct {
	name string
	zero int32
}{{"百万元", 6}, {"亿元", 8}, {"万元", 4}, {"千元", 3}, {"元", 0}, {"亿", 8}, {"万", 4}}

func moneySize(unit string) (int32, bool) {
	for _, u := range moneyUnits {
		if u.name == unit {
			return u.zero, true
		}
	}
	return 0, false
}

// money reads an amount and brings it to unit; an amount with its own unit is converted, a bare
// one stands in unit. Anything that is no amount is unknown, an own unit without unit as well.
func money(v form.Value, unit string) decimal.Null {
	s, own := splitUnit(v)
	d, err := decimal.Parse(s)
	if err != nil {
		return decimal.Null{}
	}
	if own == "" || own == unit {
		return decimal.Some(d)
	}
	from, _ := moneySize(own)
	to, known := moneySize(unit)
	if !known {
		return decimal.Null{}
	}
	return decimal.Some(d.Shift(from - to).Plain())
}

// splitUnit parts an amount from the money unit that stands with it in the cell.
func splitUnit(v form.Value) (number, unit string) {
	s := v.Text
	if _, err := decimal.Parse(s); err == nil {
		return s, ""
	}
	s = fold(s)
	for _, u := range moneyUnits {
		if rest, found := strings.CutSuffix(s, u.name); found {
			return rest, u.name
		}
	}
	return s, ""
}

// cellText is a cell as the language reads it; an error value is text that it cannot read.
func cellText(v form.Value) quantity.Text {
	t := quantity.Text{Text: v.Text, Number: v.Number, Percent: v.Percent, Date: v.Date}
	if v.Error != "" {
		t = quantity.Text{Text: v.Error}
	}
	return t
}
