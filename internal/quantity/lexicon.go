package quantity

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// lexicon finds the longest known word at a place of a text.
type lexicon struct {
	first map[rune][]word
	seen  [32]uint64 // a bit for each first rune modulo 2048: rejects most runes without a look-up
}

func (l *lexicon) mayStart(r rune) bool { return l.seen[r>>6&31]&(1<<(r&63)) != 0 }

type word struct {
	text string
	id   int
}

func newLexicon() *lexicon { return &lexicon{first: map[rune][]word{}} }

// add enters a word; the first entry of a text wins.
func (l *lexicon) add(text string, id int) {
	if text == "" {
		return
	}
	r, _ := utf8.DecodeRuneInString(text)
	for _, w := range l.first[r] {
		if w.text == text {
			return
		}
	}
	l.seen[r>>6&31] |= 1 << (r & 63)
	l.first[r] = append(l.first[r], word{text, id})
}

// done sorts the words so that the longest is tried first.
func (l *lexicon) done() *lexicon {
	for _, ws := range l.first {
		sort.SliceStable(ws, func(i, j int) bool { return len(ws[i].text) > len(ws[j].text) })
	}
	return l
}

// at returns the longest word that s begins with; n is its length in bytes, 0 when there is none.
func (l *lexicon) at(s string) (id, n int) {
	if s == "" {
		return 0, 0
	}
	r, _ := utf8.DecodeRuneInString(s)
	if !l.mayStart(r) {
		return 0, 0
	}
	for _, w := range l.first[r] {
		if strings.HasPrefix(s, w.text) {
			return w.id, len(w.text)
		}
	}
	return 0, 0
}

// has reports whether the whole of s is a word.
func (l *lexicon) has(s string) bool {
	_, n := l.at(s)
	return n > 0 && n == len(s)
}

// find returns the place of the first word anywhere in s, -1 when there is none.
func (l *lexicon) find(s string) (from, n int) {
	for i := 0; i < len(s); {
		if _, n := l.at(s[i:]); n > 0 {
			return i, n
		}
		_, m := utf8.DecodeRuneInString(s[i:])
		i += m
	}
	return -1, 0
}

// in reports whether any word stands in s.
func (l *lexicon) in(s string) bool {
	from, _ := l.find(s)
	return from >= 0
}

func lexiconOf(lists ...[]string) *lexicon {
	l := newLexicon()
	for id, list := range lists {
		for _, w := range list {
			l.add(Normalize(w), id+1)
		}
	}
	return l.done()
}

// hasSuffix reports whether s ends in one of words.
func hasSuffix(s string, words []string) bool {
	for _, w := range words {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

// hasPrefix reports whether s begins with one of words.
func hasPrefix(s string, words []string) bool {
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// contains reports whether one of words stands in s.
func contains(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
