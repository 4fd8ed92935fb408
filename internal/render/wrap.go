package render

import (
	"strings"
	"unicode"

	"github.com/mattn/go-runewidth"
)

// screen measures text as a Chinese terminal shows it. Signs of ambiguous width (≥ ÷ × … “”) take
// two columns there; counting two everywhere never makes a line too long, and the output
// does not depend on the locale of who runs it.
var screen = &runewidth.Condition{EastAsianWidth: true, StrictEmojiNeutral: true}

func width(s string) int { return screen.StringWidth(s) }

// clean makes text of a file safe to print on one line: control characters (a terminal would
// obey them) and marks that turn the writing direction become blanks, runs of blanks become one.
func clean(s string) string {
	plain := strings.IndexFunc(s, func(r rune) bool { return hidden(r) || unicode.IsSpace(r) }) < 0
	if plain {
		return s
	}
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return hidden(r) || unicode.IsSpace(r) }), " ")
}

// hidden reports characters that are not to reach a terminal or a reader unseen.
func hidden(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029'
}

// Wrap breaks s into lines of at most limit columns. Chinese text breaks between any two
// characters but never before closing or after opening punctuation; words, numbers and codes in
// Latin letters stay whole unless longer than a line.
func Wrap(s string, limit int) []string {
	var lines []string
	var line strings.Builder
	used := 0
	for _, piece := range pieces(s) {
		w := width(piece)
		if used > 0 && used+width(strings.TrimRight(piece, " ")) > limit {
			lines = append(lines, strings.TrimRight(line.String(), " "))
			line.Reset()
			used = 0
		}
		for w > limit && used == 0 { // longer than a line by itself: cut it
			head := cut(piece, limit)
			lines = append(lines, head)
			piece = piece[len(head):]
			w = width(piece)
		}
		line.WriteString(piece)
		used += w
	}
	if used > 0 || len(lines) == 0 {
		lines = append(lines, strings.TrimRight(line.String(), " "))
	}
	return lines
}

// cut returns the longest beginning of s that fits, at least one character.
func cut(s string, limit int) string {
	used := 0
	for i, r := range s {
		used += screen.RuneWidth(r)
		if used > limit && i > 0 {
			return s[:i]
		}
	}
	return s
}

const (
	noBreakBefore = ",。;:、!?)》」』】〕”’%‰℃…,.;:!?)]}"
	noBreakAfter  = "(《「『【〔“‘([{¥#"
)

// pieces splits s where a line may break.
func pieces(s string) []string {
	var list []string
	start := 0
	last := rune(0)
	for i, r := range s {
		if i > 0 && mayBreak(last, r) {
			list = append(list, s[start:i])
			start = i
		}
		last = r
	}
	return append(list, s[start:])
}

func mayBreak(a, b rune) bool {
	switch {
	case b == ' ' || strings.ContainsRune(noBreakBefore, b) || strings.ContainsRune(noBreakAfter, a):
		return false
	case a == ' ':
		return true
	}
	return wide(a) || wide(b)
}

// wide reports characters of running Chinese text; signs of arithmetic between numbers are not.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || (r >= 0x3000 && r <= 0x30ff) || (r >= 0xff00 && r <= 0xffef)
}
