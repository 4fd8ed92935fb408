package rule

import "jixiao/internal/finding"

var fund09 = Check{
	Code: "L-FUND-09", Severity: finding.Error, Title: "金额无效",
	Source: srcOwn, run: runFund09,
}

// runFund09 wants every amount to be a number that is not negative.
func runFund09(p *pass) {
	for i := range p.Form.Funds.Rows {
		f := &p.Form.Funds.Rows[i]
		for _, col := range fundColumns {
			v := col.cell(f)
			d, r := p.money(v)
			switch {
			case v.Error != "":
				p.reportAt(v.Cell, v.Error, say("%s的%s是公式错误 %s", fundLabel(f.Label.Text), col.word, v.Error), "改正公式或直接填写金额")
			case r == bad:
				p.report(v, say("%s的%s“%s”不是有效金额", fundLabel(f.Label.Text), col.word, short(v.Text)), "填写阿拉伯数字,文字说明写入备注")
			case r == good && d.Sign() < 0:
				p.report(v, say("%s的%s为负数 %s", fundLabel(f.Label.Text), col.word, plain(d)), "金额不应为负,核对后改正")
			}
		}
	}
}

func fundLabel(label string) string {
	if s := short(label); s != "" {
		return "“" + s + "”"
	}
	return "资金行"
}
