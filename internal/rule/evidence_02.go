package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/form"
)

var evidence02 = Check{
	Code: "L-EVD-02", Severity: finding.Warn, Title: "指标没有佐证材料",
	Source: srcReview + "第1条", run: runEvidence02,
}

// runEvidence02 reads the form's own column of evidence. A column that nobody used is not
// held against every row.
func runEvidence02(p *pass) {
	if !p.Form.Has[form.Evidence] {
		return
	}
	used := false
	for i := range p.rows {
		used = used || !placeholder(p.rows[i].Evidence.Text)
	}
	if !used {
		return
	}
	for i := range p.rows {
		r := &p.rows[i]
		if r.Evidence.Exists() && placeholder(r.Evidence.Text) && r.self.Valid && r.self.Sign() > 0 {
			p.report(r.Evidence, say("%s得%s分,没有佐证材料,复核可计0分", r.title(), plain(r.self.Decimal)), "补充佐证材料的名称或附件")
		}
	}
}
