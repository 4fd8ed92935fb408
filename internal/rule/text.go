package rule

import (
	"strings"
	"unicode"
)

// squash removes white space and folds full-width ASCII, for comparing only.
func squash(s string) string {
	if plainASCII(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff':
			return -1
		case r >= 0xFF01 && r <= 0xFF5E:
			return r - 0xFEE0
		}
		return r
	}, s)
}

func plainASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] <= ' ' || s[i] >= 0x7F {
			return false
		}
	}
	return true
}

// placeholder reports text that stands for nothing: blank, strokes, dots, slashes.
func placeholder(s string) bool {
	return strings.Trim(squash(s), "/\\-—–―─_…·.。、一") == ""
}

// empty reports text that says that there is nothing to say: placeholders, 无, 暂无, 0.
func empty(s string) bool {
	if placeholder(s) {
		return true
	}
	switch strings.TrimRight(squash(s), "。.;\uff1b") {
	case "无", "暂无", "没有", "无偏差", "不存在", "0", "否", "无原因", "无问题", "暂无问题", "无改进措施", "暂无改进措施", "不适用", "无说明", "none", "None", "NA", "N/A":
		return true
	}
	return false
}

// has reports whether s contains any of words.
func has(s string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// ends reports whether s ends in any of words.
func ends(s string, words ...string) bool {
	for _, w := range words {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

// head returns a squashed name up to its first bracket: "满意度(%)" is "满意度".
func head(name string) string {
	if i := strings.IndexAny(name, "([【〔"); i > 0 {
		return name[:i]
	}
	return name
}

// oneLine joins the lines of a cell: a blank stays only between Latin letters and digits.
func oneLine(s string) string {
	if strings.IndexFunc(s, unicode.IsSpace) < 0 {
		return s
	}
	words := strings.Fields(s)
	if len(words) < 2 {
		return strings.TrimSpace(s)
	}
	out := words[0]
	for _, w := range words[1:] {
		if last, first := out[len(out)-1], w[0]; last < 0x80 && first < 0x80 {
			out += " "
		}
		out += w
	}
	return out
}

// short cuts text for a message.
func short(s string) string {
	r := []rune(oneLine(s))
	if len(r) > 24 {
		return string(r[:23]) + "…"
	}
	return string(r)
}
