package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Key reduces the text of a label to what different writers of it have in common: all white
// space and line breaks go, full-width letters, digits and signs become ASCII, brackets of all
// shapes become ( and ), letters become small. Keys are compared, never shown.
func Key(s string) string {
	if isKey(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if r = fold(r); r != 0 {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isKey reports whether s is its own key, so that most headings cost no allocation.
func isKey(s string) bool {
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if c <= ' ' || c >= 'A' && c <= 'Z' || c == '[' || c == ']' || c == '{' || c == '}' {
				return false
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if (r < 0x4e00 || r > 0x9fff) && fold(r) != r {
			return false
		}
		i += n
	}
	return true
}

// fold maps one rune to its form in a key, 0 when it is dropped.
func fold(r rune) rune {
	if r >= 0x4e00 && r <= 0x9fff {
		return r
	}
	if r >= 0xff01 && r <= 0xff5e {
		r -= 0xfee0
	}
	switch r {
	case '〔', '【', '[', '{', '〖', '﹙', '❨':
		return '('
	case '〕', '】', ']', '}', '〗', '﹚', '❩':
		return ')'
	case '∶', '﹕', '︰', 'ː':
		return ':'
	case '∕', '⁄':
		return '/'
	case '×', '✕', '✖', '﹡', '∗':
		return '*'
	case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u3000':
		return 0
	case utf8.RuneError:
		return 0
	}
	if unicode.IsSpace(r) || unicode.IsControl(r) {
		return 0
	}
	if r >= 'A' && r <= 'Z' {
		return r + 'a' - 'A'
	}
	return r
}

// bare removes what one writer sets and another leaves out: brackets, not what stands in them, a
// trailing colon, and the particle 的; 和 and 与 become 及, and words that say the same become one. "全年(调整)预算数"
// and "全年调整预算数" are one heading, as are "未完成的原因和整改措施" and "未完成原因及改进措施".
func bare(key string) string {
	key = strings.TrimRight(key, ":;.,。")
	for _, r := range key {
		switch r {
		case '(', ')', '的', '和', '与', '整', '离':
			return particles.Replace(key)
		}
	}
	return key
}

var particles = strings.NewReplacer("(", "", ")", "", "的", "", "和", "及", "与", "及", "整改", "改进", "偏离", "偏差")

// closes reports whether a bracket is the end of its heading: "部门(单位)整体绩效自评表" does not end with it and is no 部门.
func closes(tail string) bool {
	i := strings.LastIndexByte(tail, ')')
	return i < 0 || i+1 == len(tail) || decoration(tail[i+1:]) || tail[i+1] == ':'
}

// outside is a key without what stands in brackets inside it: "全年(程)目标值" is 全年目标值. It is "" where
// nothing does.
func outside(key string) string {
	i := strings.IndexByte(key, '(')
	if i < 0 {
		return ""
	}
	var b strings.Builder
	for i >= 0 {
		j := strings.IndexByte(key[i:], ')')
		if j < 0 {
			return ""
		}
		b.WriteString(key[:i])
		key = key[i+j+1:]
		i = strings.IndexByte(key, '(')
	}
	b.WriteString(key)
	return b.String()
}

// Unnumbered removes the numbering and marks before a label: "一、", "(二)", "1.", "2、", "★", "*".
func Unnumbered(key string) string {
	if r, _ := utf8.DecodeRuneInString(key); r >= 0x4e00 && r <= 0x9fff && !strings.ContainsRune(numerals, r) {
		return key
	}
	for {
		rest := strings.TrimLeft(key, "★☆▲△●◆■*·")
		rest = cutNumber(rest)
		if rest == key || rest == "" {
			return key
		}
		key = rest
	}
}

const numerals = "一二三四五六七八九十0123456789"

// cutNumber removes one leading "一、", "1." or "(1)"; a number that belongs to a word stays.
func cutNumber(key string) string {
	body, open := strings.CutPrefix(key, "(")
	i := 0
	for i < len(body) {
		r, n := utf8.DecodeRuneInString(body[i:])
		if !strings.ContainsRune(numerals, r) {
			break
		}
		i += n
	}
	if i == 0 || i == len(body) || i > 9 {
		return key
	}
	r, n := utf8.DecodeRuneInString(body[i:])
	rest := body[i+n:]
	switch {
	case open && r == ')', !open && r == ')':
		return rest
	case !open && (r == '、' || r == '.' || r == ','):
		if rest != "" && rest[0] >= '0' && rest[0] <= '9' {
			return key // 1.5 is a number
		}
		return rest
	}
	return key
}

// variants calls try with each spelling under which a heading may be known, the fullest first,
// until it says yes. Decorations of a heading are what stands in brackets, behind it or inside, lost brackets
// included ("执行数B)"), formulas and units after it ("执行率(B/A)"), the name of a group before a
// colon ("自评得分:单项指标得分"), and a year in front ("2022年预算数").
func variants(key string, try func(string) bool) bool {
	key = Unnumbered(key)
	full := bare(key)
	if full == "" {
		return false
	}
	if try(full) {
		return true
	}
	if i := strings.LastIndexByte(key, '('); i > 0 && closes(key[i:]) {
		if try(bare(key[:i])) {
			return true
		}
		if j := strings.IndexByte(key, '('); j > 0 && j < i && try(bare(key[:j])) {
			return true
		}
	}
	if rest := outside(key); rest != "" && try(bare(rest)) {
		return true
	}
	if i := firstASCII(key); i > 0 && decoration(key[i:]) && try(key[:i]) {
		return true
	}
	if i := strings.LastIndexByte(key, ':'); i > 0 && i+1 < len(key) {
		return variants(key[i+1:], try)
	}
	if rest := afterYear(key); rest != "" {
		return variants(rest, try)
	}
	return false
}

// afterYear is what follows the year of a heading such as "2022年预算数", "" when there is none.
func afterYear(key string) string {
	if len(key) < 8 || key[0] != '2' || key[1] != '0' {
		return ""
	}
	rest, ok := strings.CutPrefix(key[4:], "年")
	if !ok {
		return ""
	}
	return strings.TrimPrefix(rest, "度")
}

// afterCutoff is what follows a date up to which figures are given: "截至2023年12月底完成值".
func afterCutoff(key string) (string, bool) {
	rest, ok := strings.CutPrefix(key, "截至")
	if !ok {
		rest, ok = strings.CutPrefix(key, "截止")
	}
	if !ok {
		return "", false
	}
	cut := -1
	for _, end := range []string{"底", "末", "日", "月", "年", "目前"} {
		if i := strings.LastIndex(rest, end); i >= 0 {
			cut = max(cut, i+len(end))
		}
	}
	if cut < 0 || cut >= len(rest) {
		return "", false
	}
	return strings.TrimPrefix(rest[cut:], "止"), true
}

func firstASCII(key string) int {
	for i := 0; i < len(key); i++ {
		if key[i] < utf8.RuneSelf {
			return i
		}
	}
	return -1
}

// decoration reports whether a key's tail only adds a letter, a formula, points or a unit.
func decoration(tail string) bool {
	for _, r := range tail {
		if r >= utf8.RuneSelf && !strings.ContainsRune("分元万千亿执行率制", r) || r == ':' {
			return false
		}
	}
	return true
}
