package workbook

import "strings"

type partKind uint8

const (
	partNothing partKind = iota // shows nothing: a colour, a fill character
	partText                    // shown as it stands
	partDigit                   // 0, # or ?
	partPoint                   // the decimal point
	partComma                   // , between digits or behind them
	partPercent                 // %
	partExp                     // E+ or E-
	partAt                      // @, the cell's text
	partGeneral                 // General
	partDate                    // yyyy, m, d, h, s, AM/PM, [h]; text is lower case but for AM/PM
	partCond                    // [>=1]
	partNumeral                 // [DBNum1]
	partSlash                   // / of a fraction or date
)

// formatPart is one piece of a number format section (ECMA-376, 18.8.31).
type formatPart struct {
	kind partKind
	text string
}

// sections splits a number format at the semicolons outside quotes.
func sections(code string) [][]formatPart {
	out := [][]formatPart{nil}
	for f := (formatScanner{code: code}); ; {
		p, ok := f.next()
		switch {
		case ok:
			out[len(out)-1] = append(out[len(out)-1], p)
		case f.pos < len(f.code):
			f.pos++ // the semicolon
			out = append(out, nil)
		default:
			return out
		}
	}
}

// formatScanner cuts a number format into pieces; next is false at a semicolon and at the end.
type formatScanner struct {
	code string
	pos  int
}

func (f *formatScanner) next() (formatPart, bool) {
	for f.pos < len(f.code) && f.code[f.pos] != ';' {
		p, n := cutPart(f.code[f.pos:])
		f.pos = min(f.pos+n, len(f.code))
		if p.kind != partNothing {
			return p, true
		}
	}
	return formatPart{}, false
}

// cutPart reads the piece at the start of code and returns its length.
func cutPart(code string) (p formatPart, n int) {
	c := code[0]
	switch {
	case c == '"':
		end := strings.IndexByte(code[1:], '"')
		if end < 0 {
			return formatPart{partText, code[1:]}, len(code)
		}
		return formatPart{partText, code[1 : 1+end]}, end + 2
	case c == '\\' || c == '_' || c == '*':
		n = 1 + runeLength(code[1:])
		switch c {
		case '\\':
			return formatPart{partText, code[1:n]}, n
		case '_':
			return formatPart{partText, " "}, n
		}
		return formatPart{}, n
	case c == '[':
		return bracket(code)
	case (c == 'E' || c == 'e') && len(code) > 1 && (code[1] == '+' || code[1] == '-'):
		return formatPart{partExp, code[:2]}, 2
	case hasFold(code, "general"):
		return formatPart{partGeneral, ""}, 7
	case hasFold(code, "am/pm"):
		return formatPart{partDate, "AM/PM"}, 5
	case hasFold(code, "a/p"):
		return formatPart{partDate, "AM/PM"}, 3
	case strings.HasPrefix(code, "上午/下午"):
		return formatPart{partDate, "AM/PM"}, len("上午/下午")
	case strings.IndexByte("ymdhsegbaYMDHSEGBA", c) >= 0:
		n = run(code)
		return formatPart{partDate, strings.ToLower(code[:n])}, n
	}
	if kind := singleParts[c]; kind != partNothing {
		return formatPart{kind, code[:1]}, 1
	}
	n = runeLength(code)
	return formatPart{partText, code[:n]}, n
}

// singleParts are the pieces of one character.
var singleParts = [256]partKind{
	'0': partDigit, '#': partDigit, '?': partDigit, '.': partPoint, ',': partComma, '%': partPercent, '@': partAt, '/': partSlash,
}

// bracket reads [..]: a colour, a condition, a currency sign, numerals or elapsed time.
func bracket(code string) (formatPart, int) {
	end := strings.IndexByte(code, ']')
	if end < 0 {
		return formatPart{partText, code}, len(code)
	}
	inside, n := code[1:end], end+1
	switch low := strings.ToLower(inside); {
	case inside == "":
	case strings.IndexByte("<>=", inside[0]) >= 0:
		return formatPart{partCond, inside}, n
	case inside[0] == '$':
		if sign, _, _ := strings.Cut(inside[1:], "-"); sign != "" {
			return formatPart{partText, sign}, n
		}
	case strings.HasPrefix(low, "dbnum"):
		return formatPart{partNumeral, low[5:]}, n
	case strings.Trim(low, "h") == "", strings.Trim(low, "m") == "", strings.Trim(low, "s") == "":
		return formatPart{partDate, "[" + low + "]"}, n
	}
	return formatPart{}, n
}

func runeLength(s string) int {
	for i := range s {
		if i > 0 {
			return i
		}
	}
	return len(s)
}

func hasFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// run returns how often the first letter of s is repeated.
func run(s string) int {
	n := 1
	for n < len(s) && s[n]|0x20 == s[0]|0x20 {
		n++
	}
	return n
}
