package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/quantity"
)

var indicator29 = Check{
	Code: "L-IND-29", Severity: finding.Warn, Title: "偏离指标值,可人工改分",
	Source: "预算绩效管理系统的天津要求(G02)", run: runIndicator29,
}

// runIndicator29 marks what some rule sets (Tianjin) want marked: an "=" that is not equal, a
// ceiling that is exceeded.
func runIndicator29(p *pass) {
	for i := range p.rows {
		r := &p.rows[i]
		c, t := &r.score.Compared, &r.score.Target
		known := c.Met == quantity.Yes || c.Met == quantity.No
		switch {
		case p.rules.Equal.FlagIfNotEqual && t.Kind == quantity.Equal && known && !c.Actual.Equal(c.Target):
			p.report(r.Actual, say("%s完成值“%s”与指标值“%s”不相等", r.title(), short(r.Actual.Text), r.goal()), "核实后可人工调整得分")
		case p.rules.Inverse.FlagIfOver && t.Kind == quantity.AtMost && c.Met == quantity.No:
			p.report(r.Actual, say("%s完成值“%s”超出上限“%s”", r.title(), short(r.Actual.Text), r.goal()), "核实后可人工调整得分")
		}
	}
}
