package rule

import (
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/score"
)

var score08 = Check{
	Code: "L-SCR-08", Severity: finding.Error, Title: "总分与各项得分之和不符",
	Source: srcFiled + ";系统校验规则(G13)", run: runScore08,
}

// runScore08 adds what was filed. Blank scores are L-SCR-18's fault as long as they can explain
// the difference; an execution score that the form has no cell for may be in the total. On forms
// without points nothing says which scores the total counts, so there it only warns.
func runScore08(p *pass) {
	total, how := points(p.Form.Total.Score)
	sum, n, blank, open := p.selfSum()
	if how != good || n == 0 {
		return
	}
	f := &p.Score.Funds
	whole := sum
	if f.Self.Valid {
		whole = sum.Add(f.Self.Decimal)
	}
	if !far(total, whole, p.rules.Check.ScoreDiff) || !f.Self.Valid && p.hiddenExecution(total.Sub(sum)) {
		return
	}
	if missing := total.Sub(whole); blank > 0 && missing.Sign() > 0 && missing.Cmp(open) <= 0 {
		return
	}
	if p.convertedSum(total) {
		return
	}
	if p.rowExecution() && !far(total, sum, p.rules.Check.ScoreDiff) {
		return
	}
	parts := say("指标得分合计%s", plain(sum))
	if f.Self.Valid {
		parts = say("执行率得分%s+指标得分%s=%s", plain(f.Self.Decimal), plain(sum), plain(whole))
	}
	if p.Score.State == score.ScoresOnly {
		p.severity = finding.Warn
	}
	p.report(p.Form.Total.Score, say("总分填报%s,各项得分之和为%s", plain(total), plain(whole)), parts+",改正总分或各项得分")
}

// convertedSum reports a total made of converted scores (单项指标折算得分).
func (p *pass) convertedSum(total decimal.Decimal) bool {
	var sum decimal.Decimal
	n := 0
	for _, r := range p.counted {
		if d, how := points(r.Converted); how == good {
			sum = sum.Add(d)
			n++
		}
	}
	f := &p.Score.Funds
	return n > 0 && (!far(total, sum, p.rules.Check.ScoreDiff) || f.Self.Valid && !far(total, sum.Add(f.Self.Decimal), p.rules.Check.ScoreDiff))
}

// hiddenExecution reports that rest can be the execution score of a form without a cell for it.
func (p *pass) hiddenExecution(rest decimal.Decimal) bool {
	f := &p.Score.Funds
	if f.Score.Valid {
		return !far(rest, f.Score.Decimal, p.rules.Check.ScoreDiff)
	}
	return f.ScoreCell.IsZero() && rest.Sign() > 0 && rest.Cmp(p.rules.Exec.Points) <= 0
}

// rowExecution reports an execution-rate row among the indicators.
func (p *pass) rowExecution() bool {
	for i := range p.rows {
		if p.rows[i].score.Execution {
			return true
		}
	}
	return false
}
