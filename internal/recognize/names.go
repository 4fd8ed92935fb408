package recognize

import (
	"strings"
	"unicode/utf8"
)

// indicatorName takes the marks off an indicator's name: "指标1:", "★", "1.", "(2)". Marks are
// numbering, never part of a number: "1.5万元补助" and "指标12021年完成" keep their figures.
func indicatorName(text string) string {
	s := strings.TrimSpace(text)
	for {
		rest := strings.TrimLeft(s, "★☆▲△●◆■*· \t\n\u3000")
		rest = cutOrdinal(rest)
		if rest == s {
			return strings.TrimSpace(s)
		}
		s = rest
	}
}

// cutOrdinal removes one "指标1:", "1、", "(1)" or "①" from the front.
func cutOrdinal(s string) string {
	if r, n := utf8.DecodeRuneInString(s); r >= '①' && r <= '⑳' {
		return s[n:]
	}
	if rest, ok := strings.CutPrefix(s, "指标"); ok {
		return cutIndicatorMark(s, rest)
	}
	body, open := s, false
	for _, b := range []string{"(", "（"} {
		if rest, ok := strings.CutPrefix(s, b); ok {
			body, open = rest, true
		}
	}
	n := digits(body)
	if n == 0 || n > 2 {
		return s
	}
	r, size := utf8.DecodeRuneInString(body[n:])
	rest := body[n+size:]
	switch {
	case open && (r == ')' || r == '）'):
		return rest
	case open:
		return s
	case r == '、' || r == ')' || r == '）' || r == '．':
		return rest
	case (r == '.' || r == ',') && digits(rest) == 0:
		return rest
	}
	return s
}

// cutIndicatorMark removes the number of "指标1:…" or "指标1…". In "指标12021年…" the number is 1 and the
// year belongs to the name.
func cutIndicatorMark(s, rest string) string {
	rest = strings.TrimLeft(rest, " \u3000")
	n := digits(rest)
	if n == 0 {
		for _, numeral := range []string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"} {
			if after, ok := strings.CutPrefix(rest, numeral); ok {
				if cut := trimSeparator(after); cut != after || after == "" {
					return cut
				}
			}
		}
		if cut := trimSeparator(rest); cut != rest {
			return cut
		}
		return s
	}
	if after := trimSeparator(rest[n:]); after != rest[n:] || after == "" {
		return after
	}
	if n >= 5 && rest[n-4:n-2] == "20" && strings.HasPrefix(rest[n:], "年") {
		return rest[n-4:]
	}
	if n <= 2 && !strings.HasPrefix(rest[n:], "%") && !strings.HasPrefix(rest[n:], "％") {
		return rest[n:]
	}
	return s
}

func trimSeparator(s string) string {
	return strings.TrimLeft(s, " :：.．、,，-\u3000")
}

func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// empty reports whether a text says nothing: blank, or only dashes, dots and strokes.
func empty(text string) bool {
	return strings.Trim(text, " \t\r\n\u3000-—–－_/／\\…⋯.。·*") == ""
}
