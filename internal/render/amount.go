package render

import (
	"strings"

	"jixiao/internal/decimal"
	"jixiao/internal/form"
)

var separators = strings.NewReplacer(",", "", ",", "", " ", "", "\u00a0", "", "\u3000", "")

// amount is the plain decimal in a cell of the fund block, null when the cell does not hold one:
// "215,457.6" is 215457.6, "4753.66万元" is 4753.66, "—" is null. The unit of money stays the
// one of the form; nothing is converted.
func amount(v form.Value) *string {
	s := separators.Replace(v.Text)
	for _, unit := range []string{"万元", "亿元", "千元", "元", "分"} {
		if cut, ok := strings.CutSuffix(s, unit); ok {
			s = cut
			break
		}
	}
	d, err := decimal.Parse(s)
	if err != nil {
		return nil
	}
	return text(d.String())
}
