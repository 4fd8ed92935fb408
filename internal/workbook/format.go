package workbook

import (
	"strconv"
	"strings"

	"jixiao/internal/decimal"
)

// Exact returns the value as exact text, without the rounding of the number format: a number as plain
// decimal text, under a percent format as a percentage (0.895 under "0%" is "89.5%"), under a date format
// as 2006-01-02, 2006-01-02 15:04:05 or 15:04:05; other kinds as Raw.
//
// A number with a fraction and more than 15 significant digits (0.98999999999999999) is what binary
// floating point made of a shorter one: it reads rounded to 15, the precision that Excel keeps and shows.
func (c Cell) Exact() string {
	if c.Kind != Number {
		return c.Raw
	}
	if c.Format != "" {
		switch f := formatKind(c.Format); {
		case f.percent > 0:
			if d, err := decimal.Parse(c.number()); err == nil {
				return d.Shift(int32(2*f.percent)).Plain().String() + strings.Repeat("%", f.percent)
			}
		case f.date || f.time:
			if s, ok := isoDate(c.Raw, c.date1904, f); ok {
				return s
			}
		}
	}
	return c.number()
}

// number returns the value of a Number cell as plain decimal text.
func (c Cell) number() string {
	digits, point, exponent := 0, false, false
	for i := 0; i < len(c.Raw); i++ {
		switch b := c.Raw[i]; {
		case isDigit(b):
			if !exponent && (digits > 0 || b != '0') {
				digits++
			}
		case b == '.':
			point = true
		case b == 'e' || b == 'E':
			exponent = true
		}
	}
	if !exponent && (digits <= 15 || !point) && c.Raw[0] != '+' && c.Raw[0] != '.' && !strings.HasPrefix(c.Raw, "-.") {
		return c.Raw
	}
	text := c.Raw
	if digits > 15 {
		f, err := strconv.ParseFloat(c.Raw, 64)
		if err != nil {
			return c.Raw
		}
		text = strconv.FormatFloat(f, 'g', 15, 64)
	}
	d, err := decimal.Parse(text)
	if err != nil {
		return c.Raw
	}
	return d.Plain().String()
}

// IsPercent reports a number under a percent format.
func (c Cell) IsPercent() bool {
	return c.Kind == Number && strings.IndexByte(c.Format, '%') >= 0 && formatKind(c.Format).percent > 0
}

// IsDate reports a number under a date or time format.
func (c Cell) IsDate() bool {
	if c.Kind != Number || c.Format == "" {
		return false
	}
	f := formatKind(c.Format)
	return f.date || f.time
}

// formatClass is what a number format makes of a number.
type formatClass struct {
	percent    int // how many % signs
	date, time bool
}

// formatKind classifies a number format by its first section.
func formatKind(code string) formatClass {
	var f formatClass
	switch code { // what nearly all cells have
	case "0", "0.00", "0.0", "@", "#,##0", "#,##0.00":
		return f
	case "0%", "0.00%", "0.0%":
		f.percent = 1
		return f
	}
	months := false
	for scan := (formatScanner{code: code}); ; {
		p, ok := scan.next()
		if !ok {
			break
		}
		switch p.kind {
		case partPercent:
			f.percent++
		case partDate:
			switch p.text[0] {
			case 'h', 's', 'A', '[':
				f.time = true
			case 'm':
				months = true
			default:
				f.date = true
			}
		}
	}
	if months && !f.time {
		f.date = true
	}
	if f.date || f.time {
		f.percent = 0
	}
	return f
}
