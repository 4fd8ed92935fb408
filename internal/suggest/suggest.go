// Package suggest finds the known word that a mistyped one was probably meant to be.
package suggest

import "strings"

// maxLength bounds the words that are compared: longer text is no mistyped name.
const maxLength = 64

// Nearest returns the word of known that is nearest to given, at most two slips away and at
// most half of the word; ok is false when none is or when two are equally near.
func Nearest(given string, known []string) (word string, ok bool) {
	limit := 3
	for _, k := range known {
		d := Distance(strings.ToLower(given), strings.ToLower(k))
		switch {
		case d >= limit && !(d == limit && ok), 2*d > len([]rune(k)):
		case d == limit:
			ok = false
		default:
			word, limit, ok = k, d, true
		}
	}
	if !ok {
		return "", false
	}
	return word, true
}

// Question returns "是否想写 X?" for the nearest known word, "" when none is near.
func Question(given string, known []string) string {
	if word, ok := Nearest(given, known); ok {
		return "是否想写 " + word + "?"
	}
	return ""
}

// Distance counts the insertions, deletions, replacements and swaps of neighbours that turn a
// into b; words of more than 64 characters count as far apart.
func Distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	if len(x) > maxLength || len(y) > maxLength {
		return maxLength
	}
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(y)]
}
