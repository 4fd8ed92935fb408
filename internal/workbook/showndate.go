package workbook

import (
	"fmt"
	"strconv"
	"strings"
)

var (
	monthNames = [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
	dayNames   = [...]string{"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"}
	dayLetters = [...]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}
)

// noDate is what Excel shows for a date that cannot be.
const noDate = "########"

func (c Cell) renderDate(parts []formatPart) string {
	m, ok := momentOf(c.Raw, c.date1904)
	if !ok {
		return noDate
	}
	numeral := ""
	half := false // twelve-hour clock
	for _, p := range parts {
		if p.kind == partNumeral {
			numeral = p.text
		}
		half = half || p.text == "AM/PM"
	}
	var b strings.Builder
	for i, p := range parts {
		switch p.kind {
		case partText:
			b.WriteString(p.text)
		case partSlash:
			b.WriteByte('/')
		case partComma:
			b.WriteByte(',')
		case partPoint:
			b.WriteByte('.')
		case partDate:
			b.WriteString(datePart(m, p.text, half, isMinute(parts, i), numeral))
		}
	}
	return b.String()
}

// isMinute reports an m that means minutes: behind an h or in front of an s.
func isMinute(parts []formatPart, at int) bool {
	for i := at - 1; i >= 0; i-- {
		if parts[i].kind == partDate && parts[i].text != "AM/PM" {
			if parts[i].text[0] == 'h' || parts[i].text == "[h]" || parts[i].text == "[hh]" {
				return true
			}
			break
		}
	}
	for _, p := range parts[at+1:] {
		if p.kind == partDate {
			return p.text[0] == 's'
		}
	}
	return false
}

func datePart(m moment, code string, half, minute bool, numeral string) string {
	number := func(v, width int) string {
		if numeral != "" {
			return chineseNumber(v, numeral)
		}
		return fmt.Sprintf("%0*d", width, v)
	}
	n := len(code)
	switch code[0] {
	case 'y', 'e':
		switch {
		case numeral != "":
			return chineseDigits(m.year, numeral)
		case n <= 2 && code[0] == 'y':
			return fmt.Sprintf("%02d", m.year%100)
		}
		return strconv.Itoa(m.year)
	case 'm':
		if minute {
			return number(m.seconds/60%60, min(n, 2))
		}
		return monthPart(m, n, number)
	case 'd':
		switch {
		case n >= 4:
			return dayLetters[m.weekday]
		case n == 3:
			return dayLetters[m.weekday][:3]
		}
		return number(m.day, n)
	case 'a':
		switch {
		case n >= 4:
			return dayNames[m.weekday]
		case n == 3:
			return strings.TrimPrefix(dayNames[m.weekday], "星期")
		}
	}
	return clockPart(m, code, half, number)
}

func monthPart(m moment, n int, number func(v, width int) string) string {
	switch n {
	case 1, 2:
		return number(m.month, n)
	case 3:
		return monthNames[m.month-1][:3]
	case 5:
		return monthNames[m.month-1][:1]
	}
	return monthNames[m.month-1]
}

func clockPart(m moment, code string, half bool, number func(v, width int) string) string {
	hour := m.seconds / 3600
	switch code[0] {
	case 'A':
		if hour < 12 {
			return "上午"
		}
		return "下午"
	case 'h':
		if half {
			hour = (hour+11)%12 + 1
		}
		return number(hour, min(len(code), 2))
	case 's':
		return number(m.seconds%60, min(len(code), 2))
	case '[':
		total := m.days*daySeconds + m.seconds
		switch code[1] {
		case 'h':
			total /= 3600
		case 'm':
			total /= 60
		}
		return fmt.Sprintf("%0*d", len(code)-2, total)
	}
	return ""
}

// The digits of [DBNum1] and [DBNum2].
var numerals = map[string][]string{
	"1": strings.Split("〇一二三四五六七八九十", ""),
	"2": strings.Split("零壹贰叁肆伍陆柒捌玖拾", ""),
}

// chineseDigits writes a year digit by digit: 二〇二三.
func chineseDigits(v int, numeral string) string {
	set, ok := numerals[numeral]
	if !ok {
		return strconv.Itoa(v)
	}
	var b strings.Builder
	for _, c := range strconv.Itoa(v) {
		b.WriteString(set[c-'0'])
	}
	return b.String()
}

// chineseNumber writes a month, day, hour or minute: 十二, 二十一.
func chineseNumber(v int, numeral string) string {
	set, ok := numerals[numeral]
	if !ok || v > 99 {
		return strconv.Itoa(v)
	}
	if v < 10 {
		return set[v]
	}
	text := set[10]
	if v >= 20 || numeral == "2" {
		text = set[v/10] + text
	}
	if v%10 > 0 {
		text += set[v%10]
	}
	return text
}
