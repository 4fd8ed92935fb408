package quantity

import (
	"strconv"
	"strings"
)

// printed is room for most of what is printed.
const printed = 24

// Understood prints the target in words that a clerk can check and that Target reads back as the
// same target: "≥ 4 名", "2022年12月31日前", "介于 80% 与 90% 之间".
func (t Target) Understood() string {
	var b strings.Builder
	b.Grow(printed)
	t.print(&b)
	return b.String()
}

func (t Target) print(b *strings.Builder) {
	switch t.Change {
	case Rise:
		if !strings.ContainsAny(t.lone().Unit, "%‰‱点倍") {
			b.WriteString("同比") // without it 增加20个 is 20, not a rise by 20
		}
		b.WriteString("增长 ")
	case Fall:
		b.WriteString("下降 ")
	}
	switch t.Kind {
	case AtLeast:
		b.WriteString(pickSign(t.Strict, "> ", "≥ "))
		printAmount(b, t.Value)
	case AtMost:
		b.WriteString(pickSign(t.Strict, "< ", "≤ "))
		printAmount(b, t.Value)
	case Equal:
		b.WriteString("= ")
		printAmount(b, t.Value)
	case Interval:
		b.WriteString("介于 ")
		printAmount(b, t.Low)
		b.WriteString(" 与 ")
		printAmount(b, t.High)
		b.WriteString(" 之间")
	case ByDate:
		b.WriteString(t.By.deadline())
	case Qualitative:
		b.WriteString(qualityMark)
		b.WriteString(t.Quality)
	case Compound:
		for i, p := range t.Parts {
			if i > 0 {
				b.WriteString(";")
			}
			p.print(b)
		}
	default:
		b.WriteString("未能识别")
	}
}

func pickSign(strict bool, yes, no string) string {
	if strict {
		return yes
	}
	return no
}

// String prints the amount as Understood does: "90%", "4 名", "三分之二".
func (a Amount) String() string {
	var b strings.Builder
	b.Grow(printed)
	printAmount(&b, a)
	return b.String()
}

func printAmount(b *strings.Builder, a Amount) {
	n := a.Number.String()
	if den, ok := strings.CutPrefix(a.Unit, "1/"); ok {
		if d, err := strconv.ParseInt(den, 10, 32); err == nil && d < 1e8 {
			den = spell(d)
		}
		if v, err := strconv.ParseInt(n, 10, 32); err == nil && v >= 0 && v < 1e8 {
			n = spell(v)
		}
		b.WriteString(den + "分之" + n)
		return
	}
	b.WriteString(n)
	switch a.Unit {
	case "":
	case "%", "‰", "‱":
		b.WriteString(a.Unit)
	default:
		b.WriteByte(' ')
		b.WriteString(a.Unit)
	}
}

// deadline prints the date as a limit, at its own precision.
func (d Date) deadline() string {
	year := ""
	if d.Year > 0 {
		year = strconv.Itoa(d.Year) + "年"
	}
	switch {
	case d.Month == 0:
		return year + "内"
	case d.Day == 0:
		return year + strconv.Itoa(d.Month) + "月底前"
	}
	return year + strconv.Itoa(d.Month) + "月" + strconv.Itoa(d.Day) + "日前"
}

// String prints the date as it was known: "2022年12月31日", "2022年12月", "2022年".
func (d Date) String() string {
	s := ""
	if d.Year > 0 {
		s = strconv.Itoa(d.Year) + "年"
	}
	if d.Month > 0 {
		s += strconv.Itoa(d.Month) + "月"
	}
	if d.Day > 0 {
		s += strconv.Itoa(d.Day) + "日"
	}
	return s
}
