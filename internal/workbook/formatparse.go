package workbook

import "strings"

type partKind uint8

const (
	partText    partKind = iota // shown as it stands
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
	var out [][]formatPart
	for {
		parts, rest, more := cutSection(code)
		out = append(out, parts)
		if !more {
			return out
		}
		code = rest
	}
}

func firstSection(code string) []formatPart {
	parts, _, _ := cutSection(code)
	return parts
}

// cutSection reads the first section; more tells whether another follows in rest.
func cutSection(code string) (parts []formatPart, rest string, more bool) {
	add := func(k partKind, text string) { parts = append(parts, formatPart{k, text}) }
	for i := 0; i < len(code); {
		c := code[i]
		n := 1
		switch {
		case c == ';':
			return parts, code[i+1:], true
		case c == '"':
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				end = len(code) - i - 1
				add(partText, code[i+1:])
			} else {
				add(partText, code[i+1:i+1+end])
			}
			n = end + 2
		case c == '\\' || c == '_' || c == '*':
			n = 1 + runeLength(code[i+1:])
			switch c {
			case '\\':
				add(partText, code[i+1:min(len(code), i+n)])
			case '_':
				add(partText, " ")
			}
		case c == '[':
			n = bracket(code[i:], add)
		case c == '0' || c == '#' || c == '?':
			add(partDigit, code[i:i+1])
		case c == '.':
			add(partPoint, ".")
		case c == ',':
			add(partComma, ",")
		case c == '%':
			add(partPercent, "%")
		case c == '@':
			add(partAt, "@")
		case c == '/':
			add(partSlash, "/")
		case (c == 'E' || c == 'e') && i+1 < len(code) && (code[i+1] == '+' || code[i+1] == '-'):
			add(partExp, code[i:i+2])
			n = 2
		case hasFold(code[i:], "general"):
			add(partGeneral, "")
			n = 7
		case hasFold(code[i:], "am/pm"), hasFold(code[i:], "a/p"), strings.HasPrefix(code[i:], "上午/下午"):
			n = strings.IndexByte(code[i:], '/')
			n += map[bool]int{true: 7, false: n + 1}[c >= 0x80]
			add(partDate, "AM/PM")
		case strings.IndexByte("ymdhsegbaYMDHSEGBA", c) >= 0:
			n = run(code[i:])
			add(partDate, strings.ToLower(code[i:i+n]))
		default:
			n = runeLength(code[i:])
			add(partText, code[i:i+n])
		}
		i += n
	}
	return parts, "", false
}

// bracket reads [..]: a colour, a condition, a currency sign, numerals or elapsed time.
func bracket(code string, add func(partKind, string)) int {
	end := strings.IndexByte(code, ']')
	if end < 0 {
		add(partText, code)
		return len(code)
	}
	inside := code[1:end]
	switch low := strings.ToLower(inside); {
	case inside == "":
	case strings.IndexByte("<>=", inside[0]) >= 0:
		add(partCond, inside)
	case inside[0] == '$':
		sign, _, _ := strings.Cut(inside[1:], "-")
		if sign != "" {
			add(partText, sign)
		}
	case strings.HasPrefix(low, "dbnum"):
		add(partNumeral, low[5:])
	case strings.Trim(low, "h") == "", strings.Trim(low, "m") == "", strings.Trim(low, "s") == "":
		add(partDate, "["+low+"]")
	}
	return end + 1
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
