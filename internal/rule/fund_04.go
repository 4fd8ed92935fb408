package rule

import (
	"strings"

	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/form"
)

var fund04 = Check{
	Code: "L-FUND-04", Severity: finding.Error, Title: "执行率计算有误",
	Source: src10, run: runFund04,
}

// runFund04 recomputes the filed rate. A rate rounded or cut to the decimals it is written with
// is right; so is 100% for spending above the budget.
func runFund04(p *pass) {
	f := &p.Score.Funds
	if p.fund == nil || !f.HasRate || f.Summed || p.fund.Rate.Blank() {
		return
	}
	if rateFits(p.fund.Rate, f.Rate) || f.Rate.Cmp(decimal.One()) > 0 && rateFits(p.fund.Rate, decimal.One()) {
		return
	}
	p.report(p.fund.Rate, say("执行率应为%s,填报%s", percent(f.Rate), p.fund.Rate.Text),
		say("%s÷%s=%s", plain(f.Executed.Decimal), plain(f.Budget.Decimal), percent(f.Rate)))
}

// rateFits reports whether the cell states the ratio r. A cell without a percent sign is right
// when either reading of it (97.8 or 0.978) is; text that is no number is not judged here.
func rateFits(v form.Value, r decimal.Ratio) bool {
	text := squash(v.Text)
	number, signed := strings.CutSuffix(text, "%")
	filed, err := decimal.Parse(number)
	if err != nil {
		return true
	}
	asPercent := r.Mul(decimal.FromInt(100))
	return written(filed, asPercent) || !signed && written(filed, r)
}

// written reports whether filed is exact rounded half up or cut at its own decimals, or at the
// decimals left when trailing zeros (97.80) came from a number format.
func written(filed decimal.Decimal, exact decimal.Ratio) bool {
	if exact.Round(filed.Places()).Equal(filed) || cut(exact, filed.Places()).Equal(filed) {
		return true
	}
	short := filed.Plain()
	return short.Places() > 0 && exact.Round(short.Places()).Equal(short)
}

// cut truncates a ratio that is not negative.
func cut(r decimal.Ratio, places int32) decimal.Decimal {
	d := r.Round(places)
	if r.CmpDecimal(d) < 0 {
		d = d.Sub(decimal.New(1, -places))
	}
	return d
}
