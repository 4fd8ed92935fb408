package service

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"jixiao/internal/ledger"
)

// FailureKind says what a failed attempt to send means for the next one.
type FailureKind string

const (
	Temporary FailureKind = "temporary" // try again: connection, 4xx, time-out
	Auth      FailureKind = "auth"      // password or login refused: all mail waits, none is lost
	Permanent FailureKind = "permanent" // this message will never be taken: 5xx
)

// SendError is how a Sender reports a failure; any other error counts as temporary.
type SendError struct {
	Kind FailureKind
	// Doubt is true when the server may have taken the message all the same: the next attempt is
	// marked Uncertain.
	Doubt bool
	Err   error
}

// Error is what the server or the network said.
func (e *SendError) Error() string { return e.Err.Error() }

// Unwrap returns it.
func (e *SendError) Unwrap() error { return e.Err }

// Sender hands messages to a mail server, one part at a time.
type Sender interface {
	// Divide says in how many parts a message goes, at least one, and which places (of its items
	// and summaries) each carries. Of recorded, an earlier answer, the first fixed parts may have
	// arrived: they come back unchanged, and each place of the others is carried again.
	Divide(m Message, recorded [][]string, fixed int) [][]string
	// Send returns nil only when the server took the part. It is called again for the same part
	// after a failure or a kill: the part is then the same, with the same ID.
	Send(ctx context.Context, m Message, p Part) error
}

// Part is one of the mails that a message travels in; most messages have one.
type Part struct {
	// ID is the Message-ID without the angle brackets.
	ID     string
	Number int // 1, 2, ...
	// Divided is what all parts carry; this one carries Divided[Number-1].
	Divided [][]string
	// Uncertain is set when an earlier attempt was cut off: the recipient may have the part
	// already, and it should say so.
	Uncertain bool
}

// Message is what is to be told to one recipient. Items are the results that it carries, in the
// order they were done; Summaries are the places of the workbooks as they stand now (Resolve makes
// a path of a place).
type Message struct {
	To        string
	Items     []Item
	Summaries []string
}

// Item is the result of one file; the place of its marked copy is Result, "" when there is none.
type Item struct {
	ledger.File
	Forms []ledger.Form
}

// perMail bounds how many results one mail tells of.
const perMail = 100

// gather makes mails of the results that are owed when it is time: after each batch, when nothing
// is left to do; or at the time of day that the configuration says.
func (s *Service) gather() error {
	if !s.Config.Mail.Enabled {
		return nil
	}
	owed, err := s.ledger.Owed()
	if err != nil || owed == 0 {
		return err
	}
	due, err := s.mailDue()
	if err != nil || !due {
		return err
	}
	s.Step(StepGather)
	return s.ledger.Gather(s.Now(), perMail, func(to string, entry int64) string { return s.messageID(to, entry) })
}

func (s *Service) mailDue() (bool, error) {
	now := s.Now()
	if at, err := time.Parse("15:04", s.Config.Mail.When); err == nil {
		today := time.Date(now.Year(), now.Month(), now.Day(), at.Hour(), at.Minute(), 0, 0, now.Location())
		last, err := s.ledger.LastMail()
		return !now.Before(today) && (last.Before(today) || now.Before(last)), err
	}
	stale, err := s.ledger.Stale()
	return len(stale) == 0 && len(s.ready) == 0 && now.Sub(s.finished) >= s.Config.Summary.Quiet, err
}

// messageID names a message from the workspace, the recipient and its first result: the same
// whenever it is made again, another for every other message.
func (s *Service) messageID(to string, entry int64) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%d\x00%s", s.Config.Base, to, entry, s.ledger.Identity()))
	_, domain, ok := strings.Cut(s.Config.Mail.From, "@")
	if !ok {
		domain = "jixiao.invalid"
	}
	return hex.EncodeToString(sum[:16]) + "@" + domain
}

// Waits between attempts to send.
const (
	firstMailWait = time.Minute
	mostMailWait  = 6 * time.Hour
	authWait      = 30 * time.Minute
)

// Deliver hands the mail that is due to the sender, one part after the other. At a refused login
// all mail waits: the next message would be refused too, and accounts get locked. Failures are
// recorded with the mail; an error is of the ledger.
func (s *Service) Deliver(ctx context.Context) error {
	if s.Sender == nil || !s.Config.Mail.Enabled || s.Now().Before(s.mailPause) {
		return nil
	}
	if err := s.ledger.Present(); err != nil {
		return err
	}
	due, err := s.ledger.DueMail(s.Now(), s.Now().Add(2*mostMailWait), perRound)
	if err != nil {
		return err
	}
	for _, m := range due {
		failed, err := s.deliver(ctx, m)
		if err != nil || ctx.Err() != nil {
			return err
		}
		if failed == Auth {
			s.mailPause = s.Now().Add(authWait)
			return nil
		}
	}
	return nil
}

// deliver hands over the parts of one mail that the server has not taken, until one fails. What
// may have arrived is recorded before and after each.
func (s *Service) deliver(ctx context.Context, m ledger.Mail) (FailureKind, error) {
	message, err := Compose(s.ledger, m)
	if err != nil {
		return "", err
	}
	parts, err := Divide(s.ledger, m, message, s.Sender)
	if err != nil {
		return "", err
	}
	s.Step(StepDivide)
	if err := s.ledger.Divide(m.ID, parts); err != nil {
		return "", err
	}
	// Read back: parts of a mail that is in doubt as a whole are in doubt.
	if parts, err = s.ledger.Parts(m.ID); err != nil {
		return "", err
	}
	for _, p := range parts {
		if p.State == ledger.Sent {
			continue
		}
		if ctx.Err() != nil {
			return "", nil
		}
		if err := s.ledger.Begin(m.ID, p.Number); err != nil {
			return "", err
		}
		s.Step(StepSend)
		sent := s.Sender.Send(ctx, message, PartOf(parts, p.Number))
		s.Step(StepDelivered)
		if sent != nil {
			return s.failed(m, p, sent)
		}
		s.Log.Info("mail sent", "to", m.Recipient, "id", p.MessageID, "part", p.Number, "of", len(parts))
		if err := s.ledger.Delivered(m.ID, p.Number, s.Now()); err != nil {
			return "", err
		}
		m.Attempts = 0
	}
	return "", nil
}

// failed records why the server did not take a part.
func (s *Service) failed(m ledger.Mail, p ledger.Part, sent error) (FailureKind, error) {
	kind, doubt := Temporary, false
	var e *SendError
	if errors.As(sent, &e) {
		kind, doubt = e.Kind, e.Doubt
	}
	s.Log.Warn("mail failed", "to", m.Recipient, "id", p.MessageID, "kind", kind, "error", sent)
	f := ledger.Failure{Kind: string(kind), Text: sent.Error(), Doubt: doubt}
	wait := authWait
	switch kind {
	case Permanent:
		return kind, s.ledger.Refused(m.ID, p.Number, f)
	case Temporary:
		wait = backoff(m.Attempts, firstMailWait, mostMailWait)
	}
	return kind, s.ledger.Deferred(m.ID, p.Number, f, s.Now().Add(wait))
}

// Divide says in which parts a mail goes: as recorded where it may have arrived, as the sender
// divides it now elsewhere. Nothing is recorded.
func Divide(l *ledger.Ledger, m ledger.Mail, message Message, by Sender) ([]ledger.Part, error) {
	recorded, err := l.Parts(m.ID)
	if err != nil {
		return nil, err
	}
	fixed := 0
	places := make([][]string, len(recorded))
	for i, p := range recorded {
		if places[i] = p.Places; p.Fixed() {
			fixed = i + 1
		}
	}
	if fixed == 0 {
		places = nil
	}
	divided := by.Divide(message, places, fixed)
	parts := recorded[:fixed:fixed]
	for i := fixed; i < len(divided); i++ {
		parts = append(parts, ledger.Part{Mail: m.ID, Number: i + 1, MessageID: partID(m.MessageID, i+1), Places: divided[i], State: ledger.Pending})
	}
	return parts, nil
}

// PartOf is the part with a number as a sender wants it.
func PartOf(parts []ledger.Part, number int) Part {
	p := Part{ID: parts[number-1].MessageID, Number: number, Uncertain: parts[number-1].Uncertain}
	for _, q := range parts {
		p.Divided = append(p.Divided, q.Places)
	}
	return p
}

// partID names a part of a message; the first has the name of the whole.
func partID(id string, number int) string {
	if number == 1 {
		return id
	}
	local, domain, _ := strings.Cut(id, "@")
	return fmt.Sprintf("%s.%d@%s", local, number, domain)
}

// Compose puts together what a mail tells, from the ledger; the mail commands show it too.
func Compose(l *ledger.Ledger, m ledger.Mail) (Message, error) {
	message := Message{To: m.Recipient}
	files, err := l.Carried(m.ID)
	if err != nil {
		return message, err
	}
	for _, f := range files {
		item := Item{File: f}
		if item.Forms, err = l.Forms(f.ID); err != nil {
			return message, err
		}
		message.Items = append(message.Items, item)
	}
	message.Summaries, err = l.Summaries()
	return message, err
}
