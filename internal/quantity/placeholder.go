package quantity

import "strings"

// IsPlaceholder reports text that fills a cell without saying anything: /, -, —, 一, ……,
// "指标2:", "(100字以内)", "-年-月-日" (decisions 17; targets, group prompts).
func (l *Language) IsPlaceholder(text string) bool {
	s := Normalize(text)
	return l.blank(s) || l.prompt(s)
}

// blank reports an empty cell or a mark for nothing.
func (l *Language) blank(s string) bool {
	if s == "" || l.blanks.has(s) {
		return true
	}
	for i := range len(s) {
		if isDigit(rune(s[i])) {
			return false
		}
	}
	if strings.Trim(s, "…./-_\\|*,、。") == "" {
		return true
	}
	return strings.Trim(s, "-/_xX*.年月日 ") == ""
}

// prompt reports what a form was printed with: "指标1:", "(100字以内)", "(文字描述)".
func (l *Language) prompt(s string) bool {
	if l.prompts.in(s) {
		return true
	}
	rest, ok := strings.CutPrefix(s, "指标")
	if !ok {
		return false
	}
	_, n := smallAny(rest)
	return l.blank(strings.TrimLeft(rest[n:], ":.、"))
}
