package rule

import (
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/quantity"
)

var indicator18 = Check{
	Code: "L-IND-18", Severity: finding.Warn, Title: "完成日期存疑",
	Source: "财政部门复核实例(G09)", run: runIndicator18,
}

// runIndicator18 compares dates of completion with the date of filing, where the form has one.
func runIndicator18(p *pass) {
	day, ok := p.filingDate()
	if !ok {
		return
	}
	for i := range p.rows {
		r := &p.rows[i]
		if when := r.score.Actual.When; when.Year > 0 && later(when, day) {
			p.report(r.Actual, say("%s完成日期“%s”晚于填报日期%d年%d月", r.title(), short(r.Actual.Text), day.Year, day.Month), "核对完成日期;未完成的如实填报")
		}
	}
}

// filingDate reads the first note that is a date of filing, as year, month and day.
func (p *pass) filingDate() (quantity.Date, bool) {
	for _, n := range p.Form.Notes {
		if !has(n.Label, "填报日期", "填表日期", "填报时间", "填表时间") {
			continue
		}
		var part [3]int
		at, digits := 0, ""
		for _, r := range squash(n.Text.Text) + "." {
			if r >= '0' && r <= '9' {
				digits += string(r)
				continue
			}
			if digits != "" && at < 3 {
				d, err := decimal.Parse(digits)
				if err != nil || len(digits) > 4 {
					return quantity.Date{}, false
				}
				part[at] = small(d)
				at, digits = at+1, ""
			}
		}
		if part[0] >= 2000 && part[1] >= 1 && part[1] <= 12 {
			return quantity.Date{Year: part[0], Month: part[1], Day: part[2]}, true
		}
	}
	return quantity.Date{}, false
}

// small turns a number of at most four digits into an int.
func small(d decimal.Decimal) int {
	n := 0
	for _, r := range d.String() {
		n = n*10 + int(r-'0')
	}
	return n
}

// later reports a > b at the coarser precision of the two.
func later(a, b quantity.Date) bool {
	if a.Year != b.Year || a.Month == 0 || b.Month == 0 {
		return a.Year > b.Year
	}
	if a.Month != b.Month || a.Day == 0 || b.Day == 0 {
		return a.Month > b.Month
	}
	return a.Day > b.Day
}
