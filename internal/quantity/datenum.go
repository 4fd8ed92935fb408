package quantity

import (
	"strings"
	"time"

	"jixiao/internal/decimal"
)

// numericDate reads 2022-12-31, 2022.12, 2022/12/31, 20221231.
func numericDate(s string, year, n int) (dateItem, int) {
	d := dateItem{date: Date{Year: year}}
	if len(s) >= 8 && (len(s) == 8 || !isDigit(rune(s[8])) && s[8] != '.') && n == 4 {
		if m, ok := digits2(s[4:6]); ok {
			if day, ok := digits2(s[6:8]); ok && valid(Date{year, m, day}) {
				d.date, d.dotted = Date{year, m, day}, true
				return d, 8
			}
		}
	}
	if n >= len(s) || strings.IndexByte(".-/", s[n]) < 0 {
		return dateItem{}, 0
	}
	sep := s[n]
	m, k := smallNumber(s[n+1:])
	if k == 0 || m < 1 || m > 12 {
		return dateItem{}, 0
	}
	i := n + 1 + k
	d.date.Month = m
	if i < len(s) && s[i] == sep {
		if day, k := smallNumber(s[i+1:]); k > 0 && valid(Date{year, m, day}) {
			d.date.Day, i = day, i+1+k
			if strings.HasPrefix(s[i:], "日") {
				i += len("日")
			}
			return d, i + clockTime(s[i:])
		}
		return dateItem{}, 0
	}
	if strings.HasPrefix(s[i:], "月") {
		i += len("月")
	} else {
		d.dotted = true
	}
	return d, i
}

// clockTime returns the length of " 00:00:00", which exported tables put behind a date.
func clockTime(s string) int {
	for _, form := range []string{" 00:00:00", "T00:00:00", " 0:00:00", " 00:00", " 0:00"} {
		if len(s) < len(form) {
			continue
		}
		ok := true
		for k := range form {
			ok = ok && (s[k] == form[k] || form[k] == '0' && isDigit(rune(s[k])))
		}
		if ok {
			return len(form)
		}
	}
	return 0
}

func digits2(s string) (int, bool) {
	v, n := smallNumber(s)
	return v, n == 2
}

// smallNumber reads one or two digits that no third follows.
func smallNumber(s string) (v, n int) {
	for n < len(s) && n < 3 && isDigit(rune(s[n])) {
		v, n = v*10+int(s[n]-'0'), n+1
	}
	if n > 2 {
		return 0, 0
	}
	return v, n
}

// smallAny reads 1–99 in Arabic or Chinese digits.
func smallAny(s string) (int, int) {
	if v, n := smallNumber(s); n > 0 {
		return v, n
	}
	d, n := spelledAt(s)
	if n == 0 || d.Cmp(decimal.FromInt(99)) > 0 || d.Places() > 0 {
		return 0, 0
	}
	v := 0
	for _, c := range d.String() {
		v = v*10 + int(c-'0')
	}
	return v, n
}

// serialDate reads the number under which spreadsheets keep a date: days since 1899-12-30, for
// dates of 2000 to 2049.
func serialDate(n decimal.Decimal) (Date, bool) {
	if n.Places() > 0 || n.Less(firstSerial) || lastSerial.Less(n) {
		return Date{}, false
	}
	days := 0
	for _, c := range n.String() {
		days = days*10 + int(c-'0')
	}
	d := time.Date(1899, 12, 30+days, 0, 0, 0, 0, time.UTC)
	return Date{d.Year(), int(d.Month()), d.Day()}, true
}

var firstSerial, lastSerial = decimal.FromInt(36526), decimal.FromInt(54788)
