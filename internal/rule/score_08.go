package rule

import (
	"slices"

	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/score"
)

var score08 = Check{
	Code: "L-SCR-08", Severity: finding.Error, Title: "总分与各项得分之和不符",
	Source: srcFiled + ";系统校验规则(G13)", run: runScore08,
}

// runScore08 adds what was filed. Blank scores are L-SCR-18's fault as long as they can explain
// the difference. On forms without points nothing says which scores the total counts, so there
// it only warns.
func runScore08(p *pass) {
	total, how := points(p.Form.Total.Score)
	sum, n, blank, open := p.selfSum()
	if how != good || n == 0 {
		return
	}
	sums := p.sums(sum)
	missing := total.Sub(sums[0])
	switch {
	case slices.ContainsFunc(sums, func(s decimal.Decimal) bool { return !far(total, s, p.rules.Check.ScoreDiff) }):
		return
	case blank > 0 && missing.Sign() > 0 && missing.Cmp(open) <= 0:
		return
	case p.Score.State == score.ScoresOnly:
		p.severity = finding.Warn
	}
	parts := say("指标得分合计%s", plain(sum))
	if f := &p.Score.Funds; f.Self.Valid {
		parts = say("执行率得分%s+指标得分%s=%s", plain(f.Self.Decimal), plain(sum), plain(sums[0]))
	}
	p.report(p.Form.Total.Score, say("总分填报%s,各项得分之和为%s", plain(total), plain(sums[0])), parts+",改正总分或各项得分")
}

// sums are the totals that an honest form may state, the plain one first: with the execution
// score as filed; with the computed one where the form has no cell or no points for it; without it where a
// row among the indicators has it; from converted scores (单项指标折算得分).
func (p *pass) sums(rows decimal.Decimal) []decimal.Decimal {
	f := &p.Score.Funds
	list := []decimal.Decimal{rows.Add(f.Self.Decimal)}
	switch {
	case f.Self.Valid:
	case f.Score.Valid:
		list = append(list, rows.Add(f.Score.Decimal))
	case f.HasRate && !f.Points.Valid: // the form prints no execution points, the total may count them
		list = append(list, rows.Add(p.rules.Round(f.Rate.Min(decimal.One()).Mul(p.rules.Exec.Points))))
	}
	if slices.ContainsFunc(p.rows, func(r row) bool { return r.score.Execution }) {
		list = append(list, rows)
	}
	var converted decimal.Decimal
	n := 0
	for _, r := range p.counted {
		if d, how := points(r.Converted); how == good {
			converted = converted.Add(d)
			n++
		}
	}
	if n > 0 {
		list = append(list, converted, converted.Add(f.Self.Decimal))
	}
	return list
}
