package rule

import (
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/score"
)

var fund05 = Check{
	Code: "L-FUND-05", Severity: finding.Error, Title: "执行率得分计算有误",
	Source: src10 + ";" + srcFiled + "(S10)", run: runFund05,
}

// runFund05 compares the filed execution score with the computed one, in the fund block and in
// execution-rate rows among the indicators.
func runFund05(p *pass) {
	f := &p.Score.Funds
	if f.Decision == score.Computed && f.Self.Valid && f.Score.Valid && p.differs(f.Self.Decimal, f.Score.Decimal, f.Points) {
		p.reportAt(f.ScoreCell, plain(f.Self.Decimal), say("执行率得分应为%s,填报%s", f.Score, plain(f.Self.Decimal)), formula(f.Formula))
	}
	for i := range p.rows {
		r := &p.rows[i]
		s := r.score
		if s.Execution && s.Decision == score.Computed && r.self.Valid && !r.spread && s.Score.Valid && p.differs(r.self.Decimal, s.Score.Decimal, r.points) {
			p.report(r.Score, say("%s执行率得分应为%s,填报%s", r.title(), s.Score, plain(r.self.Decimal)), formula(s.Formula))
		}
	}
}

// differs reports a difference that rounding does not excuse: full points for less than full
// execution are never a rounding (decisions 23).
func (p *pass) differs(filed, computed decimal.Decimal, points decimal.Null) bool {
	if !far(filed, computed, p.rules.Check.ScoreDiff) {
		return false
	}
	if points.Valid && filed.Cmp(points.Decimal) >= 0 {
		return true
	}
	return !p.rounded(filed, decimal.Whole(computed))
}

// rounded reports that filed is exact rounded or cut at the decimals it is written with, and
// not farther from it than the rule set leaves open.
func (p *pass) rounded(filed decimal.Decimal, exact decimal.Ratio) bool {
	gap := decimal.Whole(filed).Sub(exact)
	if gap.Num.Sign() < 0 {
		gap.Num = gap.Num.Neg()
	}
	if gap.CmpDecimal(p.rules.Check.RoundingDiff) > 0 {
		return false
	}
	places := max(filed.Plain().Places(), p.Score.Total.Rounding)
	return exact.Round(places).Equal(filed) || cut(exact, places).Equal(filed)
}

// formula turns the formula of a score into a hint.
func formula(text string) string {
	if text == "" {
		return ""
	}
	return "按 " + text + " 计"
}
