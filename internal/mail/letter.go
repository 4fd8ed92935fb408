// Package mail writes the letters of the folder service and hands them to a mail server. It is
// the only room that knows go-mail.
//
// The way of a letter: the caller makes a Letter from results and has its files divided into what
// mail servers take (Divide); which part carries what is the outbox's to remember. When its time
// comes, Part makes the letter of one part, Compose reads its files and words it, and a Sender
// hands the Message over. What went wrong is an *Error whose Kind says what to do with the part.
package mail

import (
	"strings"
	"time"
)

// Letter is what is told to one recipient, before it is put in words.
type Letter struct {
	// ID is the Message-ID without angle brackets: the same for the same letter, recipient and
	// part, so that a second copy can be recognised as one.
	ID string
	// To is one address, "a@b" or "名称 <a@b>".
	To string
	// Department is who the letter is for; "" for the digest that the bureau gets.
	Department string
	County     string
	Year       int
	Created    time.Time
	Items      []Item
	// Summaries are the county summaries that go with the letter.
	Summaries []File
	// Uncertain is true when an earlier attempt was cut off and may have arrived; the letter says so.
	Uncertain bool

	// Part sets the rest: which part this is, how many there are, and the files it carries.
	Part, Parts int
	// Counts is the verdict in one line, over the items of all parts.
	Counts string
	Attach []File
	// Large holds files that no mail can take; the letter names them.
	Large []File
}

// Verdict is what was decided about one file.
type Verdict string

const (
	// Passed: nothing to correct.
	Passed Verdict = "passed"
	// Correct: at least one error to correct.
	Correct Verdict = "correct"
	// Judge: no error, but rows that only a person can decide.
	Judge Verdict = "judge"
	// Failed: the file could not be processed; Item.Problem and Item.Hint say why.
	Failed Verdict = "failed"
)

// Item is one received file in a letter. Numbers are exact decimals in words, "" where unknown.
type Item struct {
	// Source is the file as it was dropped, relative to the inbox, with forward slashes.
	Source     string
	Project    string
	Department string
	Verdict    Verdict
	Total      string
	SelfTotal  string
	Grade      string
	Errors     int
	Warnings   int
	Manual     int
	Problem    string
	Hint       string
	// Points are the main findings, the worst first; a letter shows the first few and counts the
	// others by Errors and Warnings.
	Points []Point
	// Copy is the marked copy, nil when none was written.
	Copy *File
	// Superseded is true when a newer version of the form has come in meanwhile.
	Superseded bool
}

// Point is one finding in a letter.
type Point struct {
	Severity string // the word people read: 错误, 提示, 参考
	Place    string // 自评表!F12
	Message  string
	Hint     string
}

// File is a result file that a letter carries or points to.
type File struct {
	// Path is relative to the workspace with forward slashes; the letter shows it.
	Path string
	// Name is what the recipient sees; "" means the last part of Path.
	Name string
	Size int64
	// SHA256 is the hex digest of what was written. Compose leaves out a file that is no longer
	// what the letter speaks of, and says so; "" is not checked.
	SHA256 string
	// Packed files travel in an archive; Part sets it.
	Packed bool
}

// name is what the recipient sees.
func (f File) name() string {
	if f.Name != "" {
		return f.Name
	}
	return f.Path[strings.LastIndexByte(f.Path, '/')+1:]
}

// Message is one mail ready to go: worded, encoded, with its files.
type Message struct {
	ID string // Message-ID without angle brackets
	// From and To are the bare addresses of the envelope.
	From, To string
	Subject  string
	// Data is the whole mail as RFC 5322 wants it: ASCII only, CRLF, no line above 998 bytes.
	Data []byte
}
