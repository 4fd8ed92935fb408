package recognize

import (
	"strings"

	"jixiao/internal/form"
	"jixiao/internal/layout"
)

// labelEntry is what a cell's text is known to mean as a label: the whole of it ("主管部门"), or what
// stands before a colon when label and value share the cell ("主管部门:县财政局").
func labelEntry(set *layout.Set, c *cell) *layout.Entry {
	if before, after, ok := splitLabel(c.raw.Raw); ok && after != "" {
		if e := set.Lookup(layout.Key(before)); e != nil {
			return e
		}
	}
	return c.entry
}

// splitLabel divides "label:value" at the first colon; ok is false for text without a short label.
func splitLabel(text string) (label, value string, ok bool) {
	i, n := -1, 1
	for j, r := range text {
		if j > 90 {
			return "", "", false
		}
		if r == ':' || r == '：' || r == '∶' || r == '﹕' {
			i, n = j, len(string(r))
			break
		}
	}
	if i <= 0 {
		return "", "", false
	}
	return text[:i], strings.TrimSpace(text[i+n:]), true
}

// inCell returns the value of a cell that holds "label:value".
func inCell(c *cell) (form.Value, bool) {
	_, after, ok := splitLabel(c.raw.Raw)
	if !ok || after == "" {
		return form.Value{}, false
	}
	if empty(after) { // a line to write on
		return form.Value{Cell: c.at}, true
	}
	return form.Value{Cell: c.at, Text: after, Shown: after}, true
}

// noteMark reports whether a cell begins a note under the table: "注:…", "注1.…", "备注:…".
func noteMark(c *cell) bool {
	s := strings.TrimLeft(c.raw.Raw, " \t\r\n\u3000*※")
	for _, w := range []string{"备注", "附注", "注", "说明", "填表说明", "填报说明"} {
		rest, ok := strings.CutPrefix(s, w)
		if ok && rest != "" && strings.ContainsRune(":：1１、.．∶[【(（", firstRune(rest)) {
			return true
		}
	}
	return false
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}
