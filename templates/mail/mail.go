// Package mail embeds the words of the letters: one text and one HTML page, the subjects, and
// what the replies of mail servers mean.
package mail

import "embed"

// FS holds letter.txt, letter.html, words.yaml and replies.yaml at its top.
//
//go:embed letter.txt letter.html words.yaml replies.yaml
var FS embed.FS
