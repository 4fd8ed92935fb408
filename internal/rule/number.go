package rule

import (
	"strings"

	"jixiao/internal/decimal"
	"jixiao/internal/form"
)

// reading is what a cell that should hold a number holds.
type reading int

const (
	absent reading = iota // the form has no such cell, or nothing is in it
	good
	bad // something that is no number
)

var moneyUnits = [...]struct {
	name  string
	shift int32 // 10^shift 元
}{{"百万元", 6}, {"亿元", 8}, {"万元", 4}, {"千元", 3}, {"元", 0}, {"亿", 8}, {"万", 4}}

// money reads an amount in the money unit of the fund block. A unit typed into the cell is
// converted; a unit alone is a blank form. Amounts of a block without a unit stay as typed.
func (p *pass) money(v form.Value) (decimal.Decimal, reading) {
	if v.Error != "" {
		return decimal.Decimal{}, bad
	}
	text := strings.ReplaceAll(squash(v.Text), ",", "")
	shift, found := int32(0), false
	for _, u := range moneyUnits {
		if rest, ok := strings.CutSuffix(text, u.name); ok {
			text, shift, found = rest, u.shift, true
			break
		}
	}
	if placeholder(text) {
		return decimal.Decimal{}, absent
	}
	d, err := decimal.Parse(text)
	if err != nil {
		return decimal.Decimal{}, bad
	}
	if found {
		for _, u := range moneyUnits {
			if u.name == p.Form.Funds.MoneyUnit {
				d = d.Shift(shift - u.shift)
			}
		}
	}
	return d, good
}

// points reads points or a score: a plain number, "10分", or "10%" of a hundred; a remark in brackets behind it is none of it.
func points(v form.Value) (decimal.Decimal, reading) {
	if v.Error != "" {
		return decimal.Decimal{}, bad
	}
	text := squash(v.Text)
	if placeholder(text) {
		return decimal.Decimal{}, absent
	}
	if i := strings.IndexByte(text, '('); i > 0 {
		text = text[:i]
	}
	d, err := decimal.Parse(strings.TrimSuffix(strings.TrimSuffix(text, "分"), "%"))
	if err != nil {
		return decimal.Decimal{}, bad
	}
	return untail(d), good
}

// stored is how many decimals of a stored number were meant: formulas leave binary tails such as
// 9.7799999999999994 behind them.
const stored = 9

// untail removes a binary tail.
func untail(d decimal.Decimal) decimal.Decimal {
	if d.Places() > stored {
		return d.Round(stored).Plain()
	}
	return d
}

// filed is points as a Null: unknown unless it is a number.
func filed(v form.Value) decimal.Null {
	if d, r := points(v); r == good {
		return decimal.Some(d)
	}
	return decimal.Null{}
}

// far reports |a − b| > tolerance.
func far(a, b, tolerance decimal.Decimal) bool {
	return tolerance.Less(a.Sub(b).Abs())
}

// plain prints a number without trailing zeros.
func plain(d decimal.Decimal) string { return d.Plain().String() }

// percent prints a ratio as per cent with at most two decimals: 0.978261 is "97.83%".
func percent(r decimal.Ratio) string {
	return plain(r.Mul(decimal.FromInt(100)).Round(2)) + "%"
}

// ratio is num ÷ den as a value with ok, for divisions that may have no meaning.
func ratio(num, den decimal.Decimal) (decimal.Ratio, bool) { return decimal.NewRatio(num, den) }
