package rule

import "jixiao/internal/finding"

var score15 = Check{
	Code: "L-SCR-15", Severity: finding.Info, Title: "总分贴近等级线",
	Source: srcOwn, run: runScore15,
}

// runScore15 needs points that add to a hundred: otherwise the line is not the line.
func runScore15(p *pass) {
	total := p.Score.Total.Sum
	if !total.Valid {
		total = filed(p.Form.Total.Score)
	}
	if !total.Valid || !p.pointed || !p.near(p.Score.Total.Points.Decimal, hundred) {
		return
	}
	for _, g := range p.rules.Grades {
		rest := g.From.Sub(total.Decimal)
		if g.From.IsZero() || rest.Sign() < 0 || p.rules.Check.NearGrade.Less(rest) {
			continue
		}
		text := say("总分%s恰在“%s”的等级线上", plain(total.Decimal), g.Name)
		if rest.Sign() > 0 {
			text = say("总分%s距“%s”的等级线%s差%s分", plain(total.Decimal), g.Name, plain(g.From), plain(rest))
		}
		p.report(p.Form.Total.Score, text, "建议复核各项得分")
		return
	}
}
