// Package mail writes the letters of the folder service and hands them to a mail server. It is
// the only room that knows go-mail.
//
// The way of a letter: the caller makes a Letter from results and cuts it to what mail servers
// take with Plan; each part becomes a row of the outbox of its own (a Letter is plain JSON). When
// its time comes, Compose reads the files and words it, and a Sender hands the Message over. What
// went wrong is an *Error whose Kind says what to do with the row.
package mail

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
)

// Letter is what one mail to one recipient tells, before it is put in words. It is plain data:
// marshal it into the outbox with encoding/json and read it back unchanged.
type Letter struct {
	// Key names what the letter is about and never changes for it: the version of a result, or
	// of a batch. With To and Part it makes the Message-ID.
	Key string `json:"key"`
	// ID is the Message-ID that the outbox keeps for the letter, without angle brackets; "" has
	// one made of Key and To. Later parts add their number.
	ID string `json:"id,omitempty"`
	// To is one address, "a@b" or "名称 <a@b>".
	To string `json:"to"`
	// Department is who the letter is for; "" for the digest that the bureau gets.
	Department string    `json:"department,omitempty"`
	County     string    `json:"county,omitempty"`
	Year       int       `json:"year,omitempty"`
	Created    time.Time `json:"created"`
	Items      []Item    `json:"items"`
	// Summaries are the county summaries that go with the letter.
	Summaries []File `json:"summaries,omitempty"`
	// Uncertain is true when an earlier attempt was cut off and may have arrived; the letter says so.
	Uncertain bool `json:"uncertain,omitempty"`

	// Plan sets the rest: which part this is, how many there are, and the files it carries.
	Part  int `json:"part,omitempty"`
	Parts int `json:"parts,omitempty"`
	// Counts is the verdict in one line, over the items of all parts.
	Counts string `json:"counts,omitempty"`
	// Attach holds the files of this part. Until Plan has run it is empty, and the files to send
	// are Summaries and each Item's Copy.
	Attach []File `json:"attach,omitempty"`
	// Large holds files that no mail can take; the letter names them.
	Large []File `json:"large,omitempty"`
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
	Source     string  `json:"source"`
	Project    string  `json:"project,omitempty"`
	Department string  `json:"department,omitempty"`
	Verdict    Verdict `json:"verdict"`
	Total      string  `json:"total,omitempty"`
	SelfTotal  string  `json:"selfTotal,omitempty"`
	Grade      string  `json:"grade,omitempty"`
	Errors     int     `json:"errors,omitempty"`
	Warnings   int     `json:"warnings,omitempty"`
	Manual     int     `json:"manual,omitempty"`
	Problem    string  `json:"problem,omitempty"`
	Hint       string  `json:"hint,omitempty"`
	// Points are the main findings, the worst first; a letter shows the first few and counts the
	// others by Errors and Warnings.
	Points []Point `json:"points,omitempty"`
	// Copy is the marked copy, nil when none was written.
	Copy *File `json:"copy,omitempty"`
	// Superseded is true when a newer version of the form has come in meanwhile.
	Superseded bool `json:"superseded,omitempty"`
}

// Point is one finding in a letter.
type Point struct {
	Severity string `json:"severity,omitempty"` // the word people read: 错误, 提示, 参考
	Place    string `json:"place,omitempty"`    // 自评表!F12
	Message  string `json:"message"`
	Hint     string `json:"hint,omitempty"`
}

// File is a result file that a letter carries or points to.
type File struct {
	// Path is relative to the workspace with forward slashes; the letter shows it.
	Path string `json:"path"`
	// Name is what the recipient sees; "" means the last part of Path.
	Name string `json:"name,omitempty"`
	Size int64  `json:"size"`
	// SHA256 is the hex digest of what was written. Compose leaves out a file that is no longer
	// what the letter speaks of, and says so; "" is not checked.
	SHA256 string `json:"sha256,omitempty"`
	// Packed files travel in an archive; Plan sets it.
	Packed bool `json:"packed,omitempty"`
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
	// ID is the Message-ID without angle brackets: the same for the same letter, recipient and
	// part, so that a second copy can be recognised as one.
	ID string
	// From and To are the bare addresses of the envelope.
	From, To string
	Subject  string
	// Data is the whole mail as RFC 5322 wants it: ASCII only, CRLF, no line above 998 bytes.
	Data []byte
}

// MessageID returns the Message-ID, without angle brackets, of the letter sent in the name of
// the address from: ID if there is one, else one that depends on Key, recipient and the domain
// of from alone. Each part of a letter has its own.
func (l *Letter) MessageID(from string) string {
	id := l.ID
	if id == "" {
		sum := sha256.Sum256([]byte(l.Key + "\x00" + strings.ToLower(bare(l.To))))
		_, domain, ok := strings.Cut(bare(from), "@")
		if !ok {
			domain = "localhost"
		}
		id = "jixiao." + hex.EncodeToString(sum[:16]) + "@" + domain
	}
	if l.Part > 1 {
		local, domain, _ := strings.Cut(id, "@")
		id = fmt.Sprintf("%s.%d@%s", local, l.Part, domain)
	}
	return id
}
