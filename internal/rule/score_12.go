package rule

import (
	"jixiao/internal/finding"
	"jixiao/internal/quantity"
)

var score12 = Check{
	Code: "L-SCR-12", Severity: finding.Warn, Title: "偏差原因与得分矛盾",
	Source: "预算绩效管理系统的填报要求(G14)", run: runScore12,
}

// shortfall are words of a reason that admits a deviation.
var shortfall = []string{"未完成", "未达", "未能", "未实施", "未开展", "滞后", "延迟", "延期", "推迟", "不足", "不到位", "偏低", "下降", "取消", "受疫情", "尚未", "欠缺"}

func runScore12(p *pass) {
	for i := range p.rows {
		r := &p.rows[i]
		switch {
		case r.full() && r.score.Compared.Met != quantity.No && !p.over(r) && has(r.Reason.Text, shortfall...):
			p.report(r.Reason, say("%s得满分%s,却填有偏差原因“%s”", r.title(), plain(r.self.Decimal), short(r.Reason.Text)), "确有偏差的扣减得分;没有偏差的删去原因")
		case r.below() && !r.child && !placeholder(r.Reason.Text) && empty(r.Reason.Text) && empty(r.Remark.Text):
			p.report(r.Reason, say("%s分值%s,得分%s,偏差原因只填“%s”", r.title(), plain(r.points.Decimal), plain(r.self.Decimal), short(r.Reason.Text)), "写明扣分的原因和改进措施")
		}
	}
}
