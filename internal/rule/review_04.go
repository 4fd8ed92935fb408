package rule

import "jixiao/internal/finding"

var review04 = Check{
	Code: "R-CHK-04", Severity: finding.Warn, Title: "复核得分高于自评得分",
	Source: "财政部门复核实例(G09)", run: runReview04,
}

func runReview04(p *pass) {
	for _, v := range p.reviews() {
		if v.self.Less(v.score) {
			p.report(v.ReviewScore, say("%s自评%s分,复核%s分,高于自评", v.title(), plain(v.self.Decimal), plain(v.score)), "核实后改正,或在备注说明")
		}
	}
}
