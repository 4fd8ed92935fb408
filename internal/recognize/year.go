package recognize

import (
	"strings"

	"jixiao/internal/cellref"
)

// chineseDigits maps the digits of a written year (二〇二二年).
var chineseDigits = map[rune]byte{'〇': '0', '○': '0', '零': '0', '一': '1', '二': '2', '三': '3', '四': '4', '五': '5', '六': '6', '七': '7', '八': '8', '九': '9'}

// yearIn finds a budget year 2000–2099 in a key: "2022年度", "(2022年)", "二〇二二年". The year must
// be followed by 年 unless alone says that the text is nothing but the year.
func yearIn(key string, alone bool) int {
	best := 0
	for i := 0; i+4 <= len(key); i++ {
		if digits(key[i:]) != 4 || i > 0 && digits(key[i-1:]) > 0 || key[i] != '2' || key[i+1] != '0' {
			continue
		}
		rest := key[i+4:]
		y := int(key[i]-'0')*1000 + int(key[i+1]-'0')*100 + int(key[i+2]-'0')*10 + int(key[i+3]-'0')
		switch {
		case strings.HasPrefix(rest, "年度"):
			return y
		case best == 0 && (strings.HasPrefix(rest, "年") || alone):
			best = y
		}
	}
	if best == 0 {
		return writtenYear(key)
	}
	return best
}

func writtenYear(key string) int {
	var buf []byte
	for _, r := range key {
		if d, ok := chineseDigits[r]; ok {
			buf = append(buf, d)
			continue
		}
		if r == '年' && len(buf) == 4 && buf[0] == '2' && buf[1] == '0' {
			return int(buf[0]-'0')*1000 + int(buf[1]-'0')*100 + int(buf[2]-'0')*10 + int(buf[3]-'0')
		}
		buf = buf[:0]
	}
	return 0
}

// yearLine reports whether a text is nothing but a year: "(2022年度)", "2022年".
func yearLine(key string) bool {
	key = strings.Trim(key, "()")
	key = strings.TrimPrefix(key, "预算年度:")
	key = strings.TrimPrefix(key, "年度:")
	rest := strings.TrimLeft(key, "0123456789〇○零一二三四五六七八九")
	return rest != key && (rest == "年度" || rest == "年")
}

// under is the cell right below a merged or single cell.
func under(c *cell) cellref.Ref { return cellref.Ref{Row: c.span.To.Row + 1, Col: c.at.Col} }
