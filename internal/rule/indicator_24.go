package rule

import "jixiao/internal/finding"

var indicator24 = Check{
	Code: "L-IND-24", Severity: finding.Warn, Title: "时效逾期须说明",
	Source: srcOwn + "(未见逾期计分的统一规定)", run: runIndicator24,
}

func runIndicator24(p *pass) {
	for i := range p.rows {
		r := &p.rows[i]
		if !r.late() {
			continue
		}
		hint := "说明逾期原因,由人工判定得分"
		if s := r.score.Suggested; s.Valid {
			hint = say("说明逾期原因,由人工判定得分,按天数比例建议%s分(约定)", s)
		}
		text := say("%s应于“%s”完成,实际“%s”,已逾期", r.title(), r.goal(), short(r.Actual.Text))
		if r.full() {
			text += say(",却得满分%s", plain(r.self.Decimal))
		}
		p.report(r.Actual, text, hint)
	}
}
