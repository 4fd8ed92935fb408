package report

import (
	"strings"
	"unicode"

	"jixiao/internal/decimal"
	"jixiao/internal/form"
	"jixiao/internal/quantity"
	"jixiao/internal/score"
)

// sentence joins clauses with a comma and ends them with a full stop; blank clauses are left out.
func sentence(clauses ...string) string {
	var kept []string
	for _, c := range clauses {
		if c != "" {
			kept = append(kept, c)
		}
	}
	if len(kept) == 0 {
		return ""
	}
	return strings.Join(kept, ",") + "。"
}

// Marks that end or join clauses, half and full width.
const (
	joins = ",;\uFF0C\uFF1B\u3001 "
	stops = ".\u3002" + joins
	signs = stops + "/\\-\u2014\u2013_\u2026"
)

// ended is a text without the punctuation at its end, to be continued in a sentence.
func ended(text string) string { return strings.TrimRight(text, stops) }

// full is a text as a sentence of its own.
func full(text string) string {
	t := strings.TrimRight(text, joins)
	for _, stop := range []string{".", "!", "?", "\u3002", "\uFF01", "\uFF1F", "】"} {
		if strings.HasSuffix(t, stop) {
			return t
		}
	}
	if t == "" {
		return ""
	}
	return t + "。"
}

var digitWords = [...]string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}

// ordinal writes 1 to 99 in Chinese: 一, 十, 十二, 二十.
func ordinal(n int) string {
	switch {
	case n <= 0 || n > 99:
		return itoa(n)
	case n < 10:
		return digitWords[n]
	case n < 20:
		return "十" + digitWords[n-10]
	}
	return digitWords[n/10] + "十" + digitWords[n%10]
}

// points of one list, told as official documents do: 一是…。二是…。
func listed(items []string) string {
	if len(items) == 1 {
		return full(items[0])
	}
	var b strings.Builder
	for i, item := range items {
		b.WriteString(ordinal(i+1) + "是" + full(item))
	}
	return b.String()
}

// projectWord is a project's name with the word 项目, once.
func projectWord(name string) string {
	if strings.HasSuffix(name, "项目") || strings.HasSuffix(name, "工程") {
		return name
	}
	return name + "项目"
}

// names lists projects, at most limit of them by name.
func names(list []*Project, limit int) string {
	var b strings.Builder
	for i, p := range list {
		if i == limit {
			b.WriteString("等" + itoa(len(list)) + "个项目")
			break
		}
		if i > 0 {
			b.WriteString("、")
		}
		b.WriteString("“" + p.name() + "”")
	}
	return b.String()
}

// valueText is a filed value as a sentence can quote it: dates in Chinese, a bare number with
// the unit of its column or of the other side.
func valueText(v form.Value, unit string) string {
	text := ended(quote(v.Text, cellLimit, cellCut))
	if v.Date && len(text) == len("2006-01-02") {
		return text[:4] + "年" + strings.TrimPrefix(text[5:7], "0") + "月" + strings.TrimPrefix(text[8:], "0") + "日"
	}
	if bare(text) {
		return text + unit
	}
	return text
}

func bare(text string) bool {
	_, err := decimal.Parse(text)
	return err == nil
}

// targetText is the 年度指标值: as filed, with the operator and unit of their own columns.
func targetText(r *score.Row) string {
	i := r.Indicator
	if bare(clean(i.Target.Text)) && i.Direction.Text != "" && r.Target.Basis == quantity.BasisDirection && r.Understood != "" {
		return strings.ReplaceAll(r.Understood, " ", "")
	}
	return strings.NewReplacer(">=", "≥", "<=", "≤").Replace(valueText(i.Target, clean(i.Unit.Text)))
}

// actualText is the 实际完成值 as filed; "" when nothing is filled in.
func actualText(r *score.Row) string {
	i := r.Indicator
	unit := clean(i.Unit.Text)
	if unit == "" && strings.IndexFunc(r.Compared.Unit, unicode.IsLetter) >= 0 {
		unit = r.Compared.Unit
	}
	if unit == "" && r.Compared.Unit == "%" && strings.Contains(i.Target.Text, "%") {
		unit = "%"
	}
	return valueText(i.Actual, unit)
}

// indicatorName is the level-3 name, or what stands in its place.
func indicatorName(r *score.Row) string {
	for _, t := range []string{r.Indicator.Name, r.Indicator.Level2, r.Indicator.Level1} {
		if t = ended(quote(t, cellLimit, cellCut)); t != "" {
			return t
		}
	}
	return "第" + itoa(r.Indicator.Row) + "行指标"
}

// completion is actual ÷ target for a table, "" where it has no meaning.
func completion(r *score.Row) string {
	if !r.Compared.HasCompletion || r.Target.Kind == quantity.Qualitative || r.Target.Kind == quantity.ByDate {
		return ""
	}
	return percent(r.Compared.Completion)
}

// gap says how far a missed target was missed, "" where that has no plain meaning.
func gap(r *score.Row) string {
	c := &r.Compared
	switch r.Target.Kind {
	case quantity.AtLeast, quantity.Equal:
		if c.HasCompletion {
			return "为指标值的" + percent(c.Completion)
		}
	case quantity.AtMost:
		if over, ok := decimal.NewRatio(c.Actual.Sub(c.Target), c.Target); ok && over.Num.Sign() > 0 && c.Target.Sign() > 0 {
			return "超出指标值" + percent(over)
		}
	case quantity.ByDate:
		if days := c.DaysActual - c.DaysTarget; days > 0 && c.DaysTarget > 0 {
			return "比规定时间晚" + itoa(days) + "天"
		}
	}
	return ""
}

// nothing reports a filed text that says that there is nothing to say.
func nothing(text string) bool {
	switch strings.Trim(strings.ReplaceAll(clean(text), " ", ""), signs) {
	case "", "无", "暂无", "没有", "无偏差", "不存在", "0", "否", "不适用", "无问题", "暂无问题", "无说明", "无原因":
		return true
	}
	return false
}
