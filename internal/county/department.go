package county

import "strings"

// Department returns the short name of a department or unit as a summary shows it: without code
// prefix ("219001-", "[155]"), province, city and county, and without 本级, 机关, (盖章) at the end.
// It returns the text itself, trimmed, when nothing else would be left. Two spellings of one
// department (工商联, 工商业联合会) stay two: joining them is a person's decision.
func Department(text string) string {
	name := dropCode(strings.Join(strings.Fields(text), ""))
	runes := []rune(name)
	cut := 0
	for _, k := range table().scan(name) {
		if k.from != cut {
			break
		}
		cut = k.to
	}
	short := string(runes[cut:])
	for again := true; again; {
		again = false
		for _, tail := range []string{"(盖章)", "(盖章)", "(本级)", "(本级)", "本级", "(机关)", "(机关)", "机关"} {
			if rest, ok := strings.CutSuffix(short, tail); ok && rest != "" {
				short, again = rest, true
			}
		}
	}
	if short == "" {
		return name
	}
	return short
}

// dropCode removes a budget code in front of a name: "219001-", "[155]", "203_".
func dropCode(s string) string {
	rest := s
	if strings.HasPrefix(rest, "[") {
		if i := strings.IndexByte(rest, ']'); i > 0 && allDigits(rest[1:i]) {
			rest = rest[i+1:]
		}
	}
	n := 0
	for n < len(rest) && digit(rest[n]) {
		n++
	}
	if n > 0 && n < len(rest) && strings.ContainsRune("-_ .", rune(rest[n])) {
		rest = rest[n+1:]
	} else if after, ok := strings.CutPrefix(rest[n:], "—"); n > 0 && ok {
		rest = after
	}
	if rest == "" {
		return s
	}
	return rest
}

func allDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
