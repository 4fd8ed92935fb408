package rule

import "jixiao/internal/finding"

var indicator02 = Check{
	Code: "L-IND-02", Severity: finding.Error, Title: "指标与批复不一致",
	Source: src10, need: approved, run: runIndicator02,
}

// runIndicator02 compares the rows with the approved indicators of the same project, and lists
// approved indicators that the form has left out.
func runIndicator02(p *pass) {
	seen := map[string]bool{}
	for i := range p.rows {
		r := &p.rows[i]
		seen[r.name] = true
		if a, ok := p.approvedFor(r); ok && squash(a.Target) != r.target() {
			p.report(r.Target, say("%s指标值“%s”,批复为“%s”", r.title(), short(r.Target.Text), short(a.Target)), "自评指标应为批复的指标,按批复改正或附调整批准文件")
		}
	}
	project := squash(p.Form.Project.Name.Text)
	for _, a := range p.Reference.Approved {
		if squash(a.Project) == project && project != "" && !seen[squash(a.Name)] {
			p.report(p.Form.Project.Name, say("批复的指标“%s”(%s)未自评", short(a.Name), short(a.Target)), "补列该指标;名称有改动的按批复改正")
		}
	}
}
