package quantity

import "strings"

// dirKind is what a direction column says.
type dirKind int

const (
	dirNone dirKind = iota
	dirMore
	dirAtLeast
	dirEqual
	dirLess
	dirAtMost
	dirQualitative
	dirText    // 文字描述 of Hebei's system: what is neither compared as a number nor has a unit, dates among it
	dirForward // 正向: a polarity; yields to a sign in the target
	dirInverse // 反向
)

// directions are the tokens of direction columns: signs, words, and the codes 1–6 of budget
// systems (decisions 5).
var directions = map[string]dirKind{
	"1": dirMore, "2": dirAtLeast, "3": dirEqual, "4": dirLess, "5": dirAtMost, "6": dirQualitative,
	">": dirMore, "≥": dirAtLeast, "=": dirEqual, "<": dirLess, "≤": dirAtMost,
	"大于": dirMore, "大于等于": dirAtLeast, "大于或等于": dirAtLeast, "不小于": dirAtLeast, "不低于": dirAtLeast, "不少于": dirAtLeast, "等于": dirEqual,
	"小于": dirLess, "小于等于": dirAtMost, "小于或等于": dirAtMost, "不大于": dirAtMost, "不高于": dirAtMost, "不超过": dirAtMost, "超过": dirMore, "高于": dirMore, "低于": dirLess,
	"定性": dirQualitative, "定性指标": dirQualitative, "定性描述": dirQualitative, "文字描述": dirText, "文本描述": dirText, "文字": dirText, "文本": dirText,
	"正向": dirForward, "正向指标": dirForward, "正": dirForward, "反向": dirInverse, "反向指标": dirInverse, "逆向": dirInverse, "负向": dirInverse, "反": dirInverse,
}

// IsDirection reports whether a cell holds nothing but a direction: a sign or its words, no code and no polarity.
func IsDirection(text string) bool {
	s := Normalize(text)
	d := directions[s]
	return d != dirNone && !d.polarity() && (s < "1" || s > "6")
}

// direction reads a direction column; dirNone when it says nothing that is known.
func (l *Language) direction(text string) dirKind {
	if text == "" || len(text) > maxUnit {
		return dirNone
	}
	s := Normalize(text)
	if d, ok := directions[s]; ok {
		return d
	}
	// "≥ (大于等于)", "(>=)", "正向(≥)"
	outer, inner, _ := strings.Cut(strings.TrimSuffix(s, ")"), "(")
	if d, ok := directions[inner]; ok && d != dirForward && d != dirInverse {
		return d
	}
	return directions[outer]
}

// operator gives the kind that a direction asks for; "" for none and qualitative.
func (d dirKind) operator() (op Kind, strict bool) {
	switch d {
	case dirMore:
		return AtLeast, true
	case dirAtLeast, dirForward:
		return AtLeast, false
	case dirEqual:
		return Equal, false
	case dirLess:
		return AtMost, true
	case dirAtMost, dirInverse:
		return AtMost, false
	}
	return "", false
}

// polarity reports 正向 and 反向, which give way to a sign.
func (d dirKind) polarity() bool { return d == dirForward || d == dirInverse }
