package summary

import (
	"fmt"
	"strings"

	"jixiao/internal/decimal"
)

// paragraph is one part of the notice.
type paragraph struct{ title, text string }

// Notice returns the text that a bureau publishes about the self-evaluations, as Markdown: what
// came in, money, scores, commonest faults, lowest projects. Every number is one of f.
func Notice(in *Input, f *Figures) string {
	var s strings.Builder
	fmt.Fprintf(&s, "# %s情况通报(草稿)\n", strings.TrimSuffix(in.Title(), "汇总"))
	for i, p := range f.paragraphs() {
		fmt.Fprintf(&s, "\n## %s、%s\n\n%s\n", []string{"一", "二", "三", "四", "五"}[i], p.title, p.text)
	}
	return s.String()
}

func (f *Figures) paragraphs() []paragraph {
	return []paragraph{
		{"报送情况", f.received()}, {"资金执行", f.spent()}, {"评分结果", f.rated()}, {"主要问题", f.common()}, {"得分较低的项目", f.low()},
	}
}

func (f *Figures) received() string {
	text := fmt.Sprintf("共收到 %d 个部门的项目支出绩效自评表 %d 份", f.Departments, f.Projects)
	if f.Wholes > 0 {
		text += fmt.Sprintf("、部门整体支出绩效自评表 %d 份", f.Wholes)
	}
	if f.HasRoster {
		text += fmt.Sprintf(";应报项目 %d 个,报送率 %s,未报 %d 个", f.Due, percent(part(f.Filed, f.Due)), len(f.Missing))
		if f.Confirm > 0 {
			text += fmt.Sprintf("、待确认 %d 个", f.Confirm)
		}
		if f.DueAmount.Valid {
			text += fmt.Sprintf(";应报金额 %s 万元,已报 %s 万元,占 %s", f.DueAmount.Plain(), f.FiledAmount.Plain(), percent(ratio(f.FiledAmount.Decimal, f.DueAmount.Decimal)))
		}
		if f.Late > 0 {
			text += fmt.Sprintf(";迟报 %d 个", f.Late)
		}
	}
	if n := f.States[NotFilled]; n > 0 {
		text += fmt.Sprintf(";%d 份没有填报完成情况", n)
	}
	if n := f.States[Unrecognised] + f.States[Unreadable]; n > 0 {
		text += fmt.Sprintf(";%d 个文件未识别或无法读取,需重新报送", n)
	}
	return text + "。"
}

func (f *Figures) spent() string {
	if f.Counted == 0 {
		return "没有可以合计的金额。"
	}
	text := fmt.Sprintf("全年预算 %s 万元,执行 %s 万元,执行率 %s。按执行率分,", f.Budget.Plain(), f.Executed.Plain(), percent(f.Rate))
	var bands []string
	for _, b := range f.Bands {
		if b.Count > 0 && b.Name != bandUnknown {
			bands = append(bands, fmt.Sprintf("%s的 %d 个", b.Name, b.Count))
		}
	}
	text += strings.Join(bands, "、")
	if f.Uncounted > 0 {
		text += fmt.Sprintf(";另有 %d 个项目金额存疑或不全,未计入", f.Uncounted)
	}
	return text + "。"
}

func (f *Figures) rated() string {
	if f.Scored == 0 {
		return "没有可以评分的项目。"
	}
	text := fmt.Sprintf("已评分项目 %d 个,复算平均 %s 分", f.Scored, f.Average)
	if f.Self.Valid {
		text += fmt.Sprintf("(自评平均 %s 分)", f.Self)
	}
	var grades []string
	for _, g := range f.Grades {
		grades = append(grades, fmt.Sprintf("“%s”%d 个,占 %s", g.Name, g.Score, percent(part(g.Score, f.Scored))))
	}
	text += ":" + strings.Join(grades, ";")
	if f.Provisional > 0 {
		text += fmt.Sprintf("。其中 %d 个项目含待人工判定的指标,分数为暂定", f.Provisional)
	}
	if f.Unequal > 0 {
		text += fmt.Sprintf("。另有 %d 个项目分值合计不是100,需更正后重新评分,未计入以上数字", f.Unequal)
	}
	return text + "。"
}

func (f *Figures) common() string {
	if len(f.Codes) == 0 {
		return "没有发现问题。"
	}
	var list []string
	for _, c := range f.Codes[:min(5, len(f.Codes))] {
		list = append(list, fmt.Sprintf("%s %d 处(涉及 %d 份)", c.Title, c.Count, c.Forms))
	}
	return fmt.Sprintf("共发现错误 %d 处、提示 %d 处。较多的是:%s。", f.Errors, f.Warns, strings.Join(list, ";"))
}

func (f *Figures) low() string {
	if len(f.Lowest) == 0 {
		return "没有低于100分的项目。"
	}
	var list []string
	for _, x := range f.Lowest {
		list = append(list, fmt.Sprintf("%s“%s”%s 分", x.department(), x.name(), x.Score.Round(max(2, x.Score.Places()))))
	}
	return strings.Join(list, ";") + "。"
}

// percent is a ratio as people read it, to two places.
func percent(r decimal.Null) string {
	if !r.Valid {
		return "—"
	}
	return r.Shift(2).Round(2).String() + "%"
}
