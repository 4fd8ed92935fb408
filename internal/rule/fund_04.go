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

// runFund04 recomputes the filed rate of each row. A rate rounded or cut to the decimals it is written with
// is right; so is 100% for spending above the budget.
func runFund04(p *pass) {
	for i := range p.Form.Funds.Rows {
		f := &p.Form.Funds.Rows[i]
		budget, r1 := p.money(f.Budget)
		executed, r2 := p.money(f.Executed)
		rate, ok := ratio(executed, budget)
		if f.Rate.Blank() || r1 != good || r2 != good || !ok || rateFits(f.Rate, rate) || f == p.fund && p.otherRate(f.Rate) {
			continue
		}
		if rate.Cmp(decimal.One()) > 0 && rateFits(f.Rate, decimal.One()) {
			continue
		}
		p.report(f.Rate, say("执行率应为%s,填报%s", percent(rate), f.Rate.Text),
			say("%s÷%s=%s", plain(executed), plain(budget), percent(rate)))
	}
}

// otherRate reports that the cell states the rate that the rule set scores: of fiscal money only,
// or of the initial budget.
func (p *pass) otherRate(v form.Value) bool {
	return p.Score.Funds.HasRate && rateFits(v, p.Score.Funds.Rate)
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
	filed = untail(filed)
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
