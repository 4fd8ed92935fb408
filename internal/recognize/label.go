package recognize

import (
	"strings"
	"sync"

	"jixiao/internal/form"
	"jixiao/internal/layout"
)

// meaning is what the text of a cell is known to mean.
type meaning struct {
	key   string        // layout.Key of a short text, "" otherwise
	entry *layout.Entry // nil for what is no known label
	label *layout.Entry // the same, or of what stands before a colon: "主管部门:县财政局"
}

// mean reduces a text and looks it up.
func mean(set *layout.Set, text string) (m meaning) {
	if len(text) <= labelSize {
		m.key = layout.Key(text)
		m.entry = set.Lookup(m.key)
	}
	m.label = m.entry
	if before, after, ok := splitLabel(text); ok && after != "" {
		if e := set.Lookup(layout.Key(before)); e != nil {
			m.label = e
		}
	}
	return m
}

// mostMeanings bounds what is remembered: the headings, units and usual values of all forms of a
// season are far fewer.
const mostMeanings = 8192

// meanings remembers what texts mean: the forms of a season print the same headings. It never holds a
// text of a file itself, which would hold the file, only copies.
type meanings struct {
	sync.RWMutex
	set   *layout.Set
	texts map[string]meaning
}

var known meanings

func (k *meanings) of(set *layout.Set, text string) meaning {
	if len(text) > labelSize {
		return mean(set, text)
	}
	k.RLock()
	m, ok := k.texts[text]
	ok = ok && k.set == set
	k.RUnlock()
	if ok {
		return m
	}
	text = strings.Clone(text)
	m = mean(set, text)
	k.Lock()
	defer k.Unlock()
	if k.set != set { // another set of forms: what was known is of no use
		k.set, k.texts = set, map[string]meaning{}
	}
	if len(k.texts) < mostMeanings {
		k.texts[text] = m
	}
	return m
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
