package workbook

import (
	"strconv"
	"strings"

	"jixiao/internal/decimal"
)

// Shown returns what Excel shows for the cell, as far as the column's width allows: the number
// rounded by its format, dates in the format's words, text through the format's text section. Fill
// characters are left out. A fraction format (# ?/?) shows the number in General.
func (c Cell) Shown() string {
	switch c.Kind {
	case Text:
		return c.shownText()
	case Number:
		return c.shownNumber()
	}
	return c.Raw
}

func (c Cell) shownText() string {
	if strings.IndexByte(c.Format, '@') < 0 || c.Format == "@" {
		return c.Raw
	}
	all := sections(c.Format)
	parts := all[len(all)-1]
	var b strings.Builder
	found := false
	for _, p := range parts {
		switch p.kind {
		case partAt:
			found = true
			b.WriteString(c.Raw)
		case partText:
			b.WriteString(p.text)
		}
	}
	if !found {
		return c.Raw
	}
	return b.String()
}

func (c Cell) shownNumber() string {
	v, err := decimal.Parse(c.number())
	if err != nil {
		return c.Raw
	}
	if c.Format == "" || c.Format == "@" {
		return general(v)
	}
	parts, negative := chooseSection(sections(c.Format), v)
	if parts == nil {
		return ""
	}
	if !negative && v.Sign() < 0 {
		if c.IsDate() {
			return noDate
		}
		return "-" + c.render(parts, v.Abs())
	}
	return c.render(parts, v.Abs())
}

// chooseSection picks the section for v. negative tells that the section is there for negative
// numbers and shows them without their sign.
func chooseSection(all [][]formatPart, v decimal.Decimal) (parts []formatPart, negative bool) {
	conditional := false
	for i, s := range all {
		for _, p := range s {
			if p.kind == partCond {
				conditional = true
				if meets(v, p.text) {
					return s, i > 0 && v.Sign() < 0
				}
			}
		}
	}
	if conditional {
		for _, s := range all {
			if !hasCondition(s) {
				return s, false
			}
		}
		return all[len(all)-1], false
	}
	n := len(all)
	if n > 1 && onlyText(all[n-1]) && n < 4 {
		n-- // a text section does not stand for numbers
	}
	switch {
	case v.Sign() < 0 && n >= 2:
		return all[1], true
	case v.Sign() == 0 && n >= 3:
		return all[2], false
	}
	return all[0], false
}

func hasCondition(s []formatPart) bool {
	for _, p := range s {
		if p.kind == partCond {
			return true
		}
	}
	return false
}

func onlyText(s []formatPart) bool {
	for _, p := range s {
		if p.kind == partAt {
			return true
		}
	}
	return false
}

// meets tests a condition such as ">=100".
func meets(v decimal.Decimal, cond string) bool {
	op := strings.TrimRight(cond, "0123456789.-+Ee ")
	limit, err := decimal.Parse(strings.TrimSpace(cond[len(op):]))
	if err != nil {
		return false
	}
	c := v.Cmp(limit)
	switch op {
	case ">":
		return c > 0
	case ">=":
		return c >= 0
	case "<":
		return c < 0
	case "<=":
		return c <= 0
	case "<>":
		return c != 0
	}
	return c == 0
}

// render shows a number that is not negative through one section.
func (c Cell) render(parts []formatPart, v decimal.Decimal) string {
	digits := false
	for _, p := range parts {
		switch p.kind {
		case partDate:
			return c.renderDate(parts)
		case partDigit:
			digits = true
		case partExp:
			return renderScientific(parts, v)
		}
	}
	if digits {
		return renderDigits(parts, v)
	}
	var b strings.Builder
	for _, p := range parts {
		switch p.kind {
		case partText, partPercent:
			b.WriteString(p.text)
		case partGeneral, partAt:
			b.WriteString(general(v))
		}
	}
	return b.String()
}

// general is the number format General: eleven characters at most, as Excel has it.
func general(v decimal.Decimal) string {
	sign := ""
	if v.Sign() < 0 {
		sign, v = "-", v.Abs()
	}
	text := v.Plain().String()
	whole, fraction, _ := strings.Cut(text, ".")
	tiny := whole == "0" && len(fraction)-len(strings.TrimLeft(fraction, "0")) >= 4 && len(fraction) > 9
	if len(whole) > 11 || tiny {
		return sign + scientific(v, 5, true)
	}
	if len(text) > 11 {
		text = v.Round(int32(max(0, 10-len(whole)))).Plain().String()
	}
	return sign + text
}

// scientific writes v as d.dddE+xx.
func scientific(v decimal.Decimal, places int, trim bool) string {
	f, _ := strconv.ParseFloat(v.String(), 64)
	text := strconv.FormatFloat(f, 'E', places, 64)
	mantissa, exponent, _ := strings.Cut(text, "E")
	if trim && strings.Contains(mantissa, ".") {
		mantissa = strings.TrimRight(strings.TrimRight(mantissa, "0"), ".")
	}
	return mantissa + "E" + exponent
}

func renderScientific(parts []formatPart, v decimal.Decimal) string {
	places, point := 0, false
	var b strings.Builder
	done := false
	for _, p := range parts {
		switch {
		case p.kind == partPoint:
			point = true
		case p.kind == partDigit && point && !done:
			places++
		case p.kind == partExp:
			b.WriteString(scientific(v, places, false))
			done = true
		case p.kind == partText:
			b.WriteString(p.text)
		}
	}
	return b.String()
}

// digitLayout is what a section says about the digits of a number.
type digitLayout struct {
	whole, places     int // placeholders before and behind the point
	percent, scale    int // % signs; commas behind the last digit
	grouped, fraction bool
}

func layoutOf(parts []formatPart) digitLayout {
	var l digitLayout
	point := false
	commas := 0
	for _, p := range parts {
		switch p.kind {
		case partDigit:
			if commas > 0 && !point {
				l.grouped = true
			}
			commas = 0
			if point {
				l.places++
			} else {
				l.whole++
			}
		case partPoint:
			l.scale += commas
			commas, point = 0, true
		case partComma:
			if l.whole+l.places > 0 {
				commas++
			}
		case partPercent:
			l.percent++
		case partSlash:
			l.fraction = l.whole > 0
		}
	}
	l.scale += commas
	return l
}

func renderDigits(parts []formatPart, v decimal.Decimal) string {
	l := layoutOf(parts)
	if l.fraction {
		return general(v)
	}
	v = v.Shift(int32(2*l.percent - 3*l.scale)).Round(int32(l.places))
	whole, fraction, _ := strings.Cut(v.String(), ".")
	if whole == "0" {
		whole = ""
	}
	return string(fill(parts, l, whole, fraction))
}

// fill puts the digits into their placeholders: the whole part from the right, the first placeholder
// taking all that is left over, the fraction from the left.
func fill(parts []formatPart, l digitLayout, whole, fraction string) []byte {
	var out []byte
	left := l.whole // placeholders still to come
	point := false
	used := 0
	for _, p := range parts {
		switch p.kind {
		case partText, partPercent:
			out = append(out, p.text...)
		case partSlash:
			out = append(out, '/')
		case partPoint:
			if !point {
				if l.whole == 0 {
					out = append(out, whole...)
				}
				point = true
				out = append(out, '.') // Excel shows it even when no digit follows
			}
		case partDigit:
			if point {
				out = fractionDigit(out, p.text, fraction, used)
				used++
				continue
			}
			out = wholeDigits(out, p.text, whole, left, l)
			left--
		}
	}
	return out
}

func fractionDigit(out []byte, holder, fraction string, used int) []byte {
	if strings.Trim(fraction[used:], "0") != "" || holder == "0" {
		return append(out, fraction[used])
	}
	if holder == "?" {
		return append(out, ' ')
	}
	return out
}

// wholeDigits writes the digits of one placeholder, of which left are still to come.
func wholeDigits(out []byte, holder, whole string, left int, l digitLayout) []byte {
	put := func(c byte, place int) { // place counts from the right, 0 is the ones
		out = append(out, c)
		if l.grouped && place > 0 && place%3 == 0 {
			out = append(out, ',')
		}
	}
	if left == l.whole {
		for i := 0; i < len(whole)-left; i++ {
			put(whole[i], len(whole)-1-i)
		}
	}
	switch at := len(whole) - left; {
	case at >= 0:
		put(whole[at], left-1)
	case holder == "0":
		put('0', left-1)
	case holder == "?":
		out = append(out, ' ')
	}
	return out
}
