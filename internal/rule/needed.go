package rule

import "jixiao/internal/finding"

// Checks that need documents this tool does not read. They stand in the list so that their codes
// are known and they are reported as 未核对.

var indicator11 = Check{
	Code: "L-IND-11", Severity: finding.Warn, Title: "指标疑似照搬其他项目", Source: srcPractice, need: evidence,
}

var across04 = Check{
	Code: "L-XF-04", Severity: finding.Warn, Title: "汇总报告与明细表不一致", Source: "绩效评价报告质量要求(S23);" + srcReview + "第11条", need: evidence,
}

var across05 = Check{
	Code: "L-XF-05", Severity: finding.Warn, Title: "监控预警的指标自评满分", Source: "预算绩效管理系统(G18);" + src10, need: monitoring, run: runAcross05,
}

// runAcross05 holds the red lights of the monitoring against full scores.
func runAcross05(p *pass) {
	project := squash(p.Form.Project.Name.Text)
	for i := range p.rows {
		r := &p.rows[i]
		for _, a := range p.Reference.Red {
			if r.full() && r.name != "" && squash(a.Name) == r.name && squash(a.Project) == project {
				p.report(r.Score, say("%s在绩效监控中为红灯,自评满分%s", r.title(), plain(r.self.Decimal)), "说明监控后整改完成的情况")
			}
		}
	}
}
