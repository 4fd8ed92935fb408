package county

import "strings"

// year answers which budget year a form is of.
func year(in Input) (int, string) {
	if in.FlagYear != 0 {
		return in.FlagYear, "flag"
	}
	if in.RosterYear != 0 {
		return in.RosterYear, "roster"
	}
	for _, dir := range folders(in.Path) {
		if y := yearIn(dir); y != 0 {
			return y, "folder"
		}
	}
	if in.Form != nil && in.Form.Year != 0 {
		return in.Form.Year, "form"
	}
	if y := yearIn(stem(in.Path)); y != 0 {
		return y, "file"
	}
	return 0, ""
}

// yearIn returns the one year that a name states: "2022年度绩效", "yuanshi-2022". A year that
// belongs to a date ("2023年3月15日", "2023-03-15", "20230315") is none; of several, those followed
// by 年度 count, and two different ones give 0.
func yearIn(name string) int {
	plain, budget := 0, 0
	several, severalBudget := false, false
	for i := 0; i+4 <= len(name); i++ {
		y, ok := fourDigits(name, i)
		if !ok {
			continue
		}
		rest := name[i+4:]
		if strings.HasPrefix(rest, "年度") {
			severalBudget = severalBudget || budget != 0 && budget != y
			budget = y
		}
		if !datePart(strings.TrimPrefix(rest, "年")) {
			several = several || plain != 0 && plain != y
			plain = y
		}
	}
	switch {
	case budget != 0 && !severalBudget:
		return budget
	case budget == 0 && !several:
		return plain
	}
	return 0
}

// fourDigits reads a year from 2000 to 2099 that stands by itself at name[i:].
func fourDigits(name string, i int) (int, bool) {
	if name[i] != '2' || name[i+1] != '0' || i > 0 && digit(name[i-1]) {
		return 0, false
	}
	if !digit(name[i+2]) || !digit(name[i+3]) || i+4 < len(name) && digit(name[i+4]) {
		return 0, false
	}
	return 2000 + int(name[i+2]-'0')*10 + int(name[i+3]-'0'), true
}

// datePart reports whether what follows a year makes it part of a date: a month's number.
func datePart(rest string) bool {
	rest = strings.TrimLeft(rest, ".-_/")
	n := 0
	for n < len(rest) && digit(rest[n]) {
		n++
	}
	return n == 1 || n == 2
}

func digit(c byte) bool { return c >= '0' && c <= '9' }
