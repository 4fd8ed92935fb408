package rule

import "jixiao/internal/finding"

var indicator07 = Check{
	Code: "L-IND-07", Severity: finding.Warn, Title: "指标放错类别",
	Source: srcReview + "第10条;" + srcFiled + "(S19)", on: plan, run: runIndicator07,
}

// places says which level-2 heading the end of a name belongs under; only names that leave no
// doubt are listed.
var places = []struct {
	ends []string
	want string
}{
	{[]string{"合格率", "优良率", "返修率", "验收通过率"}, "质量"},
	{[]string{"及时率", "按时完成率", "完成时间", "完工时间", "完成时限", "竣工时间"}, "时效"},
}

func runIndicator07(p *pass) {
	for i := range p.rows {
		r := &p.rows[i]
		name := head(r.name)
		if ends(name, "满意度", "满意率", "满意程度") && !has(r.l1, "满意") && !has(r.l2, "满意") && r.l1+r.l2 != "" {
			p.report(r.Level3, say("%s放在“%s”下,应列入满意度指标", r.title(), short(r.heading())), "移到满意度指标")
			continue
		}
		for _, place := range places {
			if ends(name, place.ends...) && has(r.l2, "数量", "质量", "时效", "成本") && !has(r.l2, place.want) {
				p.report(r.Level3, say("%s放在“%s”下,应列入%s指标", r.title(), short(r.Level2), place.want), say("移到%s指标", place.want))
			}
		}
	}
}

// heading is the level the row stands under, the lower one if it has both.
func (r *row) heading() string {
	if r.l2 != "" {
		return r.Level2
	}
	return r.Level1
}
