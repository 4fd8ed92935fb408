package score

import (
	"strings"

	"jixiao/internal/decimal"
	"jixiao/internal/form"
	"jixiao/internal/quantity"
)

// plainReader knows just enough of the language for the tests of scoring: an operator and a
// number, quality words, blanks. Whether the real language reads well is its own room's matter.
type plainReader struct{}

func (plainReader) Target(t quantity.Text, c quantity.Context) quantity.Target {
	s := t.Text
	switch {
	case s == "" || s == "/":
		return quantity.Target{Kind: quantity.None, Problem: quantity.ReasonBlankTarget}
	case s == "不超预算" && c.Budget.Unit != "":
		return quantity.Target{Kind: quantity.AtMost, Value: c.Budget}
	}
	for sign, kind := range map[string]quantity.Kind{"≥": quantity.AtLeast, "≤": quantity.AtMost, "=": quantity.Equal, "": quantity.AtLeast} {
		if a, ok := plainAmount(s, sign); ok {
			return quantity.Target{Kind: kind, Value: a}
		}
	}
	return quantity.Target{Kind: quantity.Qualitative, Quality: s}
}

func plainAmount(s, sign string) (quantity.Amount, bool) {
	s, ok := strings.CutPrefix(s, sign)
	digits := strings.TrimRightFunc(s, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
	d, err := decimal.Parse(digits)
	return quantity.Amount{Number: d, Unit: s[len(digits):]}, ok && err == nil
}

func (plainReader) Value(t quantity.Text, _ quantity.Target, _ quantity.Context) quantity.Value {
	if t.Text == "" || t.Text == "/" {
		return quantity.Value{Problem: quantity.ReasonBlankActual}
	}
	if a, ok := plainAmount(t.Text, ""); ok {
		return quantity.Value{Amounts: []quantity.Amount{a}}
	}
	bands := map[string]quantity.Band{"达成": quantity.BandMet, "部分达成": quantity.BandPartly, "未达成": quantity.BandMissed}
	return quantity.Value{Quality: t.Text, Band: bands[t.Text]}
}

func (plainReader) Compare(t quantity.Target, v quantity.Value, _ quantity.Context) quantity.Comparison {
	unknown := func(r quantity.Reason) quantity.Comparison {
		return quantity.Comparison{Met: quantity.Unknown, Reason: r}
	}
	switch {
	case t.Kind == quantity.None:
		return unknown(t.Problem)
	case v.Problem != "":
		return unknown(v.Problem)
	case t.Kind == quantity.Qualitative && v.Band == quantity.BandNone:
		return unknown(quantity.ReasonUnsorted)
	case t.Kind == quantity.Qualitative:
		return quantity.Comparison{Met: quantity.Yes, Band: v.Band}
	case len(v.Amounts) == 0:
		return unknown(quantity.ReasonClaim)
	}
	c := compared(t.Kind, v.Amounts[0].Number, t.Value.Number, v.Amounts[0].Unit)
	c.Completion, c.HasCompletion = decimal.NewRatio(c.Actual, c.Target)
	return c
}

// at gives a cell with text, as if it stood on a form.
func at(s string) form.Value { return form.Value{Text: s} }

// line is one row of a test form: name | target | actual | points | score.
func line(s string) form.Indicator {
	p := strings.Split(s, "|")
	for len(p) < 5 {
		p = append(p, "")
	}
	for i := range p {
		p[i] = strings.TrimSpace(p[i])
	}
	return form.Indicator{Level1: "产出指标", Level2: "数量指标", Name: p[0], Level3: at(p[0]), Target: at(p[1]), Actual: at(p[2]), Points: at(p[3]), Score: at(p[4])}
}

// sheetOf is a form with 43.2 of budget, 37.24 executed, 10 points, and the given rows.
func sheetOf(lines ...string) *form.Form {
	f := &form.Form{Year: 2023, Funds: form.Funds{MoneyUnit: "万元", Rows: []form.Fund{{Total: true, Label: at("年度资金总额"),
		Initial: at("43.2"), Budget: at("43.2"), Executed: at("37.24"), Points: at("10"), Score: at("9")}}}}
	for _, l := range lines {
		f.Indicators = append(f.Indicators, line(l))
	}
	return f
}
