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

// Sender hands one message to a mail server. It returns nil only when the server took it. It is
// called for one message at a time, and again for the same message after a failure or a kill:
// the message is then the same, with the same ID.
type Sender interface {
	Send(ctx context.Context, m Message) error
}

// Message is what is to be told to one recipient. ID is its Message-ID without the angle
// brackets; Items are the results that it carries, in the order they were done.
type Message struct {
	ID, To string
	Items  []Item
	// Summaries are paths of the workbooks as they stand now.
	Summaries []string
	// Uncertain is set when an earlier attempt was cut off: the recipient may have it already,
	// and the message should say so.
	Uncertain bool
}

// Item is the result of one file.
type Item struct {
	ledger.File
	Forms []ledger.Form
	// Marked is the path of the marked copy, "" when there is none.
	Marked string
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

// Deliver hands the mail that is due to the sender, one message after the other. At a refused
// login all mail waits: the next message would be refused too, and accounts get locked. Failures are recorded with the mail; an
// error is of the ledger.
func (s *Service) Deliver(ctx context.Context) error {
	if s.Sender == nil || !s.Config.Mail.Enabled || s.Now().Before(s.mailPause) {
		return nil
	}
	due, err := s.ledger.DueMail(s.Now(), s.Now().Add(2*mostMailWait), perRound)
	if err != nil {
		return err
	}
	for _, m := range due {
		if ctx.Err() != nil {
			return nil
		}
		message, err := s.message(m)
		if err != nil {
			return err
		}
		if err := s.ledger.Begin(m.ID); err != nil {
			return err
		}
		s.Step(StepSend)
		sent := s.Sender.Send(ctx, message)
		s.Step(StepDelivered)
		if err := s.settle(m, sent); err != nil {
			return err
		}
		var e *SendError
		if errors.As(sent, &e) && e.Kind == Auth {
			s.mailPause = s.Now().Add(authWait)
			return nil
		}
	}
	return nil
}

// settle records what became of an attempt.
func (s *Service) settle(m ledger.Mail, sent error) error {
	if sent == nil {
		s.Log.Info("mail sent", "to", m.Recipient, "id", m.MessageID)
		return s.ledger.Delivered(m.ID, s.Now())
	}
	kind, doubt := Temporary, false
	var e *SendError
	if errors.As(sent, &e) {
		kind, doubt = e.Kind, e.Doubt
	}
	s.Log.Warn("mail failed", "to", m.Recipient, "id", m.MessageID, "kind", kind, "error", sent)
	switch kind {
	case Permanent:
		return s.ledger.Refused(m.ID, string(kind), sent.Error())
	case Auth:
		return s.ledger.Deferred(m.ID, string(kind), sent.Error(), doubt, s.Now().Add(authWait))
	}
	return s.ledger.Deferred(m.ID, string(kind), sent.Error(), doubt, s.Now().Add(backoff(m.Attempts, firstMailWait, mostMailWait)))
}

func (s *Service) message(m ledger.Mail) (Message, error) { return Compose(s.Options, s.ledger, m) }

// Compose puts together what a mail tells, from the ledger; the mail commands show it too.
func Compose(opt Options, l *ledger.Ledger, m ledger.Mail) (Message, error) {
	message := Message{ID: m.MessageID, To: m.Recipient, Uncertain: m.Uncertain}
	files, err := l.Carried(m.ID)
	if err != nil {
		return message, err
	}
	for _, f := range files {
		item := Item{File: f}
		if item.Forms, err = l.Forms(f.ID); err != nil {
			return message, err
		}
		if f.Result != "" {
			item.Marked = resolve(opt.Config, f.Result)
		}
		message.Items = append(message.Items, item)
	}
	places, err := l.Summaries()
	for _, p := range places {
		message.Summaries = append(message.Summaries, resolve(opt.Config, p))
	}
	return message, err
}
