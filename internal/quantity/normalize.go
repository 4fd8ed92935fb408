package quantity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Normalize folds a cell's text for comparing, never for showing: full-width and compatibility
// forms (NFKC for signs and digits), look-alike signs (≧ ═ ﹦ 》= ‹= => \geq), dashes and tildes;
// white space, line breaks, control and direction marks are removed. One blank is kept between
// two digits, where removing it would make a number that nobody wrote. Normalize is idempotent.
func Normalize(s string) string {
	if plain(s) {
		return s
	}
	return foldSigns(foldRunes(s))
}

// plain reports that Normalize would change nothing, for the common case without allocation.
func plain(s string) bool {
	sign := false
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			switch {
			case c <= ' ' || c == 0x7f || c == '\\':
				return false
			case c == '<' || c == '>' || c == '=':
				if sign {
					return false
				}
				sign = true
			default:
				sign = false
			}
			i++
			continue
		}
		if c >= 0xE5 && c <= 0xE9 && i+2 < len(s) && s[i+1]&0xC0 == 0x80 && s[i+2]&0xC0 == 0x80 {
			sign = false // an ideograph, without decoding it
			i += 3
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '≥' || r == '≤':
			if sign {
				return false
			}
			sign = true
		case r >= 0x4E00 && r <= 0x9FFF || r == '、' || r == '。' || r == '…' || r == '‰':
			sign = false
		default:
			return false
		}
		i += n
	}
	return true
}

// runeFolds are the look-alikes that NFKC leaves alone. An empty string removes the rune.
var runeFolds = map[rune]string{
	'≧': "≥", '⩾': "≥", '≦': "≤", '⩽': "≤", '≫': ">", '≪': "<", '═': "=", '〓': "=", '﹦': "=",
	'‹': "<", '›': ">", '〈': "<", '〉': ">", '﹤': "<", '﹥': ">", '≯': "≤", '≮': "≥",
	'–': "-", '—': "-", '−': "-", '‐': "-", '‑': "-", '―': "-", '─': "-", '－': "-", '﹣': "-",
	'～': "~", '〜': "~", '∼': "~", '∽': "~", '﹪': "%", '％': "%", '٪': "%",
	'・': "·", '•': "·", '‧': "·", '∙': "·", '⋅': "·", '˙': "·", '﹒': ".", '．': ".", '×': "x", '✕': "x",
	'“': "\"", '”': "\"", '‘': "'", '’': "'", '﹐': ",", '，': ",", '；': ";", '：': ":", '（': "(", '）': ")",
	'【': "(", '】': ")", '〔': "〔", '〕': "〕", '。': "。", '、': "、", '…': "…", '²': "2", '³': "3", '∕': "/", '⁄': "/",
	'〇': "〇", '○': "○",
}

// keep says which compatibility runes must not be taken apart: ① is a mark, not a 1.
func keep(r rune) bool {
	return r >= 0x2460 && r <= 0x24FF || r >= 0x2776 && r <= 0x2793 || r >= 0x3220 && r <= 0x3247 || r >= 0x3280 && r <= 0x32B0
}

func foldRunes(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	last, gap := rune(0), false
	put := func(r rune) {
		if gap && isDigit(last) && isDigit(r) {
			b.WriteByte(' ')
		}
		gap = false
		b.WriteRune(r)
		last = r
	}
	for _, r := range s {
		if unicode.IsSpace(r) {
			gap = true
			continue
		}
		if r == utf8.RuneError || unicode.Is(unicode.C, r) || r >= 0xFE00 && r <= 0xFE0F {
			continue
		}
		if t, ok := runeFolds[r]; ok {
			for _, f := range t {
				put(f)
			}
			continue
		}
		if r < utf8.RuneSelf || r >= 0x4E00 && r <= 0x9FFF || keep(r) {
			put(r)
			continue
		}
		for _, f := range norm.NFKC.String(string(r)) {
			if t, ok := runeFolds[f]; ok && utf8.RuneCountInString(t) == 1 {
				f, _ = utf8.DecodeRuneInString(t)
			}
			if !unicode.IsSpace(f) {
				put(f)
			}
		}
	}
	return b.String()
}

// latex are the signs as formula editors write them.
var latex = []struct{ from, to string }{
	{`\geqslant`, "≥"}, {`\leqslant`, "≤"}, {`\geq`, "≥"}, {`\leq`, "≤"}, {`\ge`, "≥"}, {`\le`, "≤"}, {`\%`, "%"}, {`\sim`, "~"}, {`\gt`, ">"}, {`\lt`, "<"},
}

func isSign(r rune) bool {
	switch r {
	case '<', '>', '=', '≥', '≤', '《', '》':
		return true
	}
	return false
}

// foldSigns turns each run of operator signs into one sign: ">=", "=>" and "》=" are "≥". A run
// with both directions stays as it is; nobody can say what it means.
func foldSigns(s string) string {
	if strings.IndexByte(s, '\\') >= 0 {
		s = strings.ReplaceAll(s, "$", "") // $\geq 90\%$
		for {
			before := s
			for _, l := range latex {
				s = strings.ReplaceAll(s, l.from, l.to)
			}
			if s == before {
				break
			}
		}
	}
	if !strings.ContainsAny(s, "<>=≥≤《》") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	open := 0 // unclosed 《 of a title
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !isSign(r) {
			b.WriteString(s[i : i+n])
			i += n
			continue
		}
		j := i
		for j < len(s) {
			q, m := utf8.DecodeRuneInString(s[j:])
			if !isSign(q) {
				break
			}
			j += m
		}
		run := s[i:j]
		b.WriteString(foldRun(run, s[j:], &open))
		i = j
	}
	return b.String()
}

func foldRun(run, rest string, open *int) string {
	var less, more, equal bool
	titles := 0
	for _, r := range run {
		switch r {
		case '<':
			less = true
		case '>':
			more = true
		case '=':
			equal = true
		case '≥':
			more, equal = true, true
		case '≤':
			less, equal = true, true
		case '《', '》':
			titles++
		}
	}
	if titles > 0 {
		// 《》 are title marks unless a sign follows or a number that no title encloses.
		sign := equal || (titles == utf8.RuneCountInString(run) && titles == 1 && rest != "" && isDigit(rune(rest[0])))
		isOpen := strings.HasPrefix(run, "《")
		if isOpen && strings.Contains(rest, "》") || !isOpen && *open > 0 || !sign || less || more {
			*open += strings.Count(run, "《") - strings.Count(run, "》")
			*open = max(*open, 0)
			return run
		}
		less, more = isOpen, !isOpen
	}
	switch {
	case less && more:
		return run
	case more && equal:
		return "≥"
	case less && equal:
		return "≤"
	case more:
		return ">"
	case less:
		return "<"
	}
	return "="
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }
