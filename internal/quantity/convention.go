package quantity

import (
	"strings"
	"unicode/utf8"
)

// convention chooses the direction of a number that nothing gives one (decisions 4).
func (l *Language) convention(a Amount, name string, ctx Context) (Kind, Basis) {
	if a.Number.IsZero() {
		return AtMost, BasisZero
	}
	m := l.measure(a.Unit)
	rate := hasSuffix(name, l.w.RateTails)
	switch {
	case l.isTime(a.Unit) && (ctx.after || contains(name, l.w.DurationNames) || strings.Contains(ctx.Level2, "时效")) && !contains(name, l.w.DurationGood):
		return AtMost, BasisDuration
	case m.bare && hasSuffix(name, l.w.DurationHeads):
		return AtMost, BasisDuration
	case !rate && (m.dim == dimMoney || m.bare) && l.standard(name, m):
		return Equal, BasisStandard
	}
	if !rate {
		if kind, ok := l.ratio(name); ok {
			return kind, BasisRatio
		}
		if l.ceiling(name, m, ctx) {
			return AtMost, BasisCost
		}
	}
	switch l.headed(name) {
	case headBad:
		return AtMost, BasisBadHead
	case headUnsure:
		return AtLeast, BasisUnsure
	}
	return AtLeast, BasisBare
}

// standard reports a subsidy standard: 补助标准, or a subsidy per head.
func (l *Language) standard(name string, m measure) bool {
	return contains(name, l.w.StandardNames) || m.per != "" && contains(name, l.w.StandardHeads)
}

// ratio looks the name's end up among the department ratios.
func (l *Language) ratio(name string) (Kind, bool) {
	if !strings.HasSuffix(name, "率") {
		return "", false
	}
	for _, w := range l.w.Ratios.AtMost {
		if strings.HasSuffix(name, w) {
			return AtMost, true
		}
	}
	for _, w := range l.w.Ratios.AtLeast {
		if strings.HasSuffix(name, w) {
			return AtLeast, true
		}
	}
	return "", false
}

// ceiling reports a money amount or a cost share that must not be passed.
func (l *Language) ceiling(name string, m measure, ctx Context) bool {
	cost := l.costRow(ctx)
	if !cost && m.dim != dimMoney || contains(name, l.w.SavingNames) {
		return false
	}
	switch {
	case !cost:
		return hasSuffix(name, l.w.CostMoneyNames)
	case m.dim == dimMoney:
		return true
	case m.bare:
		return !hasSuffix(name, l.w.CountLike) || contains(name, l.w.CostNames)
	case m.dim == dimShare:
		return contains(name, l.w.CostNames)
	}
	return false
}

// turnedRound reports that what stands before a bad head makes it good: 无事故, 零投诉, 救助伤亡. A
// rate is turned only by its fall: 抽检不合格率 says where the bad was found, 降低差错率 what is done.
func (l *Language) turnedRound(before string, rate bool) bool {
	return hasSuffix(before, denials) || hasSuffix(before, l.w.Falls) || !rate && hasSuffix(before, l.w.HandlingNouns)
}

// What the head of a name counts: see headed.
const (
	headPlain  = iota
	headBad    // 投诉数, 事故发生率
	headUnsure // may be wanted high or low: 用水量, 警情数
)

// shareEnds end the names of shares; 浓度 and 满意度 are none here.
var shareEnds = []string{"率", "比例", "占比", "比重", "百分比"}

// headed says what the head of a name counts: its last words of the lists, when nothing but tails
// follows them and no handling noun makes it the handling that is counted (decisions 4). A head at
// the start may itself begin like such a noun: 登记失业率.
func (l *Language) headed(name string) int {
	rate := hasSuffix(name, shareEnds)
	if _, n := l.handling.at(name); n > 0 && (!rate || contains(name[:n], l.w.Falls)) {
		if _, m := l.heads.at(name); m == 0 {
			return headPlain
		}
	}
	head, start, found := -1, 0, headPlain
	for i := 0; i < len(name); {
		if id, n := l.heads.at(name[i:]); n > 0 {
			if head != i {
				start = i
			}
			head, i, found = i+n, i+n, id
			continue
		}
		_, n := utf8.DecodeRuneInString(name[i:])
		i += n
	}
	if head < 0 || l.turnedRound(name[:start], rate) {
		return headPlain
	}
	tail := name[head:]
	for tail != "" {
		_, n := l.tails.at(tail)
		if n == 0 {
			return headPlain
		}
		tail = tail[n:]
	}
	return found
}
