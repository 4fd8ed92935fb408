package quantity

import (
	"strings"
	"time"
	"unicode/utf8"
)

// dateItem is a date found in a text.
type dateItem struct {
	date          Date
	next          bool // 次年, 翌年: a year after the budget year
	weak          bool // names only a year or all of it: counts for little beside a number
	dotted        bool // 2022.12, 20221231: a date only where the row is about time
	deadline      bool // 前, 底, 止, 内 stand with it
	monthEnd      bool // 12月底, 12月下旬: the last days of the month
	op            Kind // the operator before it, in case it is a number after all
	strict, clash bool
	change        Change
	from, to      int
}

const minYear, maxYear = 1980, 2079

// dateAt reads the date that s begins with. A range of dates gives its end.
func dateAt(s string) (d dateItem, n int) {
	if !dateLike(s) {
		return dateItem{}, 0
	}
	d, n = oneDate(s)
	if n == 0 {
		return monthRange(s)
	}
	if m := dayRange(&d, s[n:]); m > 0 {
		return d, n + m
	}
	for _, sep := range []string{"-", "~", "至", "到"} {
		rest, ok := strings.CutPrefix(s[n:], sep)
		if !ok {
			continue
		}
		end, m := oneDate(rest)
		if m == 0 {
			break
		}
		if end.date.Year == 0 {
			end.date.Year = d.date.Year
		}
		end.dotted = end.dotted && d.dotted
		return end, n + len(sep) + m
	}
	return d, n
}

// dayRange reads the days of 12月25-30日 and 12月25日-30日 into d and returns their length.
func dayRange(d *dateItem, s string) (n int) {
	if d.date.Month == 0 || d.dotted {
		return 0
	}
	if d.date.Day == 0 {
		_, n = smallNumber(s)
	}
	if d.date.Day == 0 && n == 0 {
		return 0
	}
	for _, sep := range []string{"-", "~", "至", "到"} {
		rest, ok := strings.CutPrefix(s[n:], sep)
		if !ok {
			continue
		}
		day, k := smallNumber(rest)
		if k > 0 && strings.HasPrefix(rest[k:], "日") && valid(Date{d.date.Year, d.date.Month, day}) {
			d.date.Day = day
			return n + len(sep) + k + len("日")
		}
	}
	return 0
}

// dateLike is a quick look: can a date begin here at all?
func dateLike(s string) bool {
	k := 0
	for k < len(s) && isDigit(rune(s[k])) {
		k++
	}
	if k == 8 {
		return true
	}
	if k > 0 {
		r, _ := utf8.DecodeRuneInString(s[k:])
		switch r {
		case '.', '/', '年':
			return k == 4 // only a year stands before these
		case '-', '~', '月', '季', '个', '至', '到':
			return k <= 4
		}
		return false
	}
	r, _ := utf8.DecodeRuneInString(s)
	if _, _, ok := numeral(r); ok {
		return true
	}
	return strings.ContainsRune("上下全年本当次翌第", r)
}

// monthRange reads 1-12月 and 2021-2022年.
func monthRange(s string) (dateItem, int) {
	_, n, _ := numberAt(s)
	if n == 0 || n > 4 || strings.HasPrefix(s, "-") {
		return dateItem{}, 0
	}
	for _, sep := range []string{"-", "~", "至", "到"} {
		if rest, ok := strings.CutPrefix(s[n:], sep); ok {
			d, m := oneDate(rest)
			if m > 0 && !d.dotted && (n <= 2 && d.date.Month > 0 && d.date.Year == 0 || n == 4 && d.date.Year > 0) {
				return d, n + len(sep) + m
			}
		}
	}
	return dateItem{}, 0
}

// firstMonth returns the length of "1-" in 2022年1-12月, whose end counts.
func firstMonth(s string) int {
	m, n := smallNumber(s)
	if n == 0 || m < 1 || m > 12 {
		return 0
	}
	for _, sep := range []string{"-", "~", "至", "到"} {
		rest, ok := strings.CutPrefix(s[n:], sep)
		if !ok {
			continue
		}
		if m, k := smallNumber(rest); k > 0 && m >= 1 && m <= 12 && strings.HasPrefix(rest[k:], "月") {
			return n + len(sep)
		}
	}
	return 0
}

func oneDate(s string) (dateItem, int) {
	if s == "" {
		return dateItem{}, 0
	}
	var d dateItem
	i := 0
	for _, p := range []string{"次年", "翌年", "第二年"} {
		if strings.HasPrefix(s, p) {
			d.next, i = true, len(p)
		}
	}
	if y, n := yearAt(s); n > 0 && !d.next {
		d.date.Year, i = y, n
		switch {
		case strings.HasPrefix(s[i:], "年"):
			i += len("年")
			for _, p := range []string{"度", "的"} {
				if strings.HasPrefix(s[i:], p) {
					i += len(p)
				}
			}
		default:
			return numericDate(s, y, n)
		}
	}
	if d.date.Year > 0 {
		i += firstMonth(s[i:])
	}
	if m := monthDay(&d, s[i:]); m > 0 {
		return d, i + m
	}
	if m := periodWord(&d, s[i:]); m > 0 {
		return d, i + m
	}
	if d.date.Year == 0 {
		return dateItem{}, 0
	}
	d.weak = true
	return d, i
}

// yearAt reads a four-digit year, in Arabic or Chinese digits.
func yearAt(s string) (year, n int) {
	for k := 0; k < 4; k++ {
		if n >= len(s) {
			return 0, 0
		}
		r, m := utf8.DecodeRuneInString(s[n:])
		v, power, ok := numeral(r)
		switch {
		case isDigit(r):
			v = int64(r - '0')
		case !ok || power != 0 || r == '两':
			return 0, 0
		}
		year, n = year*10+int(v), n+m
	}
	if year < minYear || year > maxYear {
		return 0, 0
	}
	return year, n
}

// monthDay reads 12月31日, 12月底, 12月中旬, 12月.
func monthDay(d *dateItem, s string) int {
	m, n := smallAny(s)
	if n == 0 || m < 1 || m > 12 || !strings.HasPrefix(s[n:], "月") {
		return 0
	}
	n += len("月")
	if strings.HasPrefix(s[n:], "份") {
		n += len("份")
	}
	d.date.Month = m
	rest := s[n:]
	for _, w := range []struct {
		text string
		day  int
	}{{"上旬", 10}, {"中旬", 20}, {"下旬", 0}, {"底", 0}, {"末", 0}, {"初", 0}} {
		if strings.HasPrefix(rest, w.text) {
			d.date.Day, d.deadline, d.monthEnd = w.day, true, w.text == "下旬" || w.text == "底" || w.text == "末"
			return n + len(w.text)
		}
	}
	if day, k := smallAny(rest); k > 0 {
		for _, mark := range []string{"日", "号"} {
			if strings.HasPrefix(rest[k:], mark) && valid(Date{d.date.Year, m, day}) {
				d.date.Day = day
				return n + k + len(mark)
			}
		}
	}
	return n
}

var periodWords = []struct {
	text  string
	month int
	weak  bool
}{
	{"上半年", 6, false}, {"下半年", 12, false}, {"全年", 12, true}, {"年底", 12, false}, {"年末", 12, false}, {"年终", 12, false},
	{"本年底", 12, false}, {"本年内", 12, false}, {"本年度内", 12, false}, {"年度内", 12, false}, {"年内", 12, false}, {"当年底", 12, false}, {"当年内", 12, false}, {"当年", 12, true}, {"本年度", 12, true}, {"本年", 12, true},
}

// periodWord reads 年底, 上半年, 第三季度 and, after a year, 底, 内, 全年.
func periodWord(d *dateItem, s string) int {
	if d.date.Year > 0 || d.next {
		for _, w := range []string{"底", "末", "终"} {
			if strings.HasPrefix(s, w) {
				d.date.Month, d.deadline = 12, true
				return len(w)
			}
		}
		if strings.HasPrefix(s, "内") {
			d.deadline = true
			return len("内")
		}
	}
	for _, w := range periodWords {
		if strings.HasPrefix(s, w.text) {
			d.date.Month, d.weak, d.deadline = w.month, w.weak, !w.weak
			return len(w.text)
		}
	}
	i := 0
	if strings.HasPrefix(s, "第") {
		i = len("第")
	}
	q, n := smallAny(s[i:])
	if n == 0 || q < 1 || q > 4 {
		return 0
	}
	rest := s[i+n:]
	for _, w := range []string{"个季度", "季度末", "季度底", "季度", "季末"} {
		if strings.HasPrefix(rest, w) {
			d.date.Month = q * 3
			return i + n + len(w)
		}
	}
	return 0
}

// valid reports a day of the calendar; a year of 0 is taken as a leap year.
func valid(d Date) bool {
	return d.Month >= 1 && d.Month <= 12 && d.Day >= 1 && d.Day <= lastDay(d.Year, d.Month)
}

func lastDay(year, month int) int {
	if year == 0 {
		year = 2000
	}
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// end returns the last day that d can mean.
func (d Date) end() Date {
	if d.Month == 0 {
		d.Month = 12
	}
	if d.Day == 0 {
		d.Day = lastDay(d.Year, d.Month)
	}
	return d
}

// compareDates orders a and b at the coarser precision of the two (decisions 9).
func compareDates(a, b Date) int {
	pairs := [][2]int{{a.Year, b.Year}, {a.Month, b.Month}, {a.Day, b.Day}}
	if a.Year == 0 && b.Year == 0 {
		pairs = pairs[1:] // two dates of one year that the form does not name
	}
	for _, p := range pairs {
		if p[0] == 0 || p[1] == 0 {
			return 0
		}
		if p[0] != p[1] {
			return p[0] - p[1]
		}
	}
	return 0
}

// days counts from 1 January of year to the end of d, both ends counted.
func days(year int, d Date) int {
	e := d.end()
	start := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
	return int(time.Date(e.Year, time.Month(e.Month), e.Day, 0, 0, 0, 0, time.UTC).Sub(start).Hours()/24) + 1
}

// isoDate reads what a date cell gives: "2006-01-02".
func isoDate(s string) (Date, bool) {
	if len(s) < 10 || s[4] != '-' || s[7] != '-' {
		return Date{}, false
	}
	y, n := yearAt(s[:4])
	m, ok1 := digits2(s[5:7])
	day, ok2 := digits2(s[8:10])
	if n == 0 || !ok1 || !ok2 || !valid(Date{y, m, day}) {
		return Date{}, false
	}
	return Date{y, m, day}, true
}
