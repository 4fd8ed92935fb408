package quantity

import (
	"strings"
	"unicode/utf8"
)

// denials are ways to say that something did not happen.
var denials = []string{"未发生", "没有发生", "不发生", "无发生", "零发生", "未出现", "不出现", "没有", "杜绝", "避免", "无", "零"}

// sameDenial reports that both texts deny the same thing: 无安全事故 / 未发生安全事故.
func sameDenial(a, q string) bool {
	x, ok1 := denied(a)
	y, ok2 := denied(q)
	return ok1 && ok2 && x == y
}

func denied(s string) (string, bool) {
	for _, d := range denials {
		if rest, ok := strings.CutPrefix(s, d); ok && rest != "" {
			return strings.TrimSuffix(rest, "发生"), true
		}
	}
	return "", false
}

// asksNone reports a target that asks for nothing of something: 不发生, 零投诉, 无安全事故. 无障碍 and
// 无公害 name a thing.
func asksNone(q string) bool {
	if hasPrefix(q, []string{"无障碍", "无公害", "无害化", "无偿", "无线", "无人"}) {
		return false
	}
	_, ok := denied(q)
	return ok || nothing(q)
}

// nothing reports a bare denial.
func nothing(s string) bool {
	for _, d := range denials {
		if s == d {
			return true
		}
	}
	return s == "不存在" || s == "没有出现"
}

// none reports an answer that says that there was nothing of what name speaks of: 未发生, 零投诉
// beside 投诉次数. 无 alone may say that there are no figures.
func (l *Language) none(a, name string) bool {
	rest, ok := denied(a)
	if !ok {
		return a != "无" && a != "避免" && a != "杜绝" && nothing(a) && l.bad.in(name)
	}
	return rest != "" && strings.Contains(name, rest) && l.bad.in(rest)
}

// denies reports that a denies what q denies: 未发生, 无 or 0起 against 不发生 or 无事故. A narrower
// denial, 无重大事故, does not.
func (l *Language) denies(a, q, name string) bool {
	if !asksNone(q) {
		return false
	}
	if a == "无" || nothing(a) || nothing(q) && l.none(a, name) {
		return true
	}
	if _, n, _ := numberAt(a); n == 0 {
		return false
	}
	var sc scan
	l.scan(a, &sc)
	if len(sc.items) != 1 || sc.items[0].to != len(a) || sc.items[0].from != 0 || !sc.items[0].amount.Number.IsZero() || sc.items[0].interval {
		return false
	}
	m := l.measure(sc.items[0].amount.Unit)
	return m.bare || m.dim == dimCount || m.dim == dimShare
}

// refused reports the target's own wording with a plain no before it: 未建立 against 建立.
func refused(a, q string) bool {
	for _, no := range []string{"未", "未能", "尚未", "没有", "没", "并未", "不"} {
		if rest, ok := strings.CutPrefix(a, no); ok && q != "" && (rest == q || utf8.RuneCountInString(q) >= 2 && strings.HasPrefix(rest, q)) {
			return true
		}
	}
	return false
}

// plainly is wording without the small words that only say that it is done: 维护了, 有效地, 已.
func plainly(s string) string {
	if !strings.ContainsAny(s, "了的地已") {
		return s
	}
	return doneWords.Replace(strings.TrimPrefix(s, "已"))
}

var doneWords = strings.NewReplacer("了解", "了解", "目的", "目的", "的", "", "了", "", "土地", "土地", "地区", "地区", "地方", "地方", "当地", "当地", "本地", "本地", "用地", "用地", "基地", "基地", "地质", "地质", "地", "", ",已", ",")
