package ledger

import (
	"database/sql"
	"time"
)

// MailState is how far one mail got.
type MailState string

const (
	Pending    MailState = "pending"
	Sending    MailState = "sending" // handed to the server; its answer is not recorded yet
	Sent       MailState = "sent"
	MailFailed MailState = "failed" // refused for good; a person must look
)

// Mail is what is to be told to one recipient: the results that were gathered for it never change,
// so that it is the same message, with the same identifier, however often it is tried. What one
// mail cannot carry travels in parts, each with a state of its own: see Part. A mail is Sent when
// all its parts are.
type Mail struct {
	ID        int64
	Recipient string
	MessageID string
	State     MailState
	Attempts  int
	NextTry   time.Time
	// Kind and Error tell of the last attempt: temporary, auth or permanent.
	Kind, Error string
	// Uncertain is set when an attempt was cut off: the recipient may get it, or a part, twice.
	Uncertain     bool
	Created, Sent time.Time
	// Parts is in how many parts it goes, 0 before that was decided; PartsSent were taken.
	Parts, PartsSent int
}

const mailColumns = `id, recipient, message_id, state, attempts, next_try, kind, error,
	uncertain OR EXISTS (SELECT 1 FROM part WHERE part.mail = mail.id AND part.uncertain), created, sent,
	(SELECT count(*) FROM part WHERE part.mail = mail.id), (SELECT count(*) FROM part WHERE part.mail = mail.id AND part.state = 'sent')`

func scanMail(rows *sql.Rows) (m Mail, err error) {
	var next, created, sent int64
	err = rows.Scan(&m.ID, &m.Recipient, &m.MessageID, &m.State, &m.Attempts, &next, &m.Kind, &m.Error, &m.Uncertain, &created, &sent, &m.Parts, &m.PartsSent)
	m.NextTry, m.Created, m.Sent = fromMillis(next), fromMillis(created), fromMillis(sent)
	return m, err
}

// Owed returns how many results no mail was made for yet.
func (l *Ledger) Owed() (n int, err error) {
	err = broken(l.db.QueryRow(`SELECT count(*) FROM outbox WHERE mail IS NULL`).Scan(&n))
	return n, err
}

// Entry is one result owed to one recipient.
type Entry struct {
	File      int64
	Recipient string
	Mail      int64 // 0 before it was gathered
}

// OutboxEntries returns everything that was ever owed.
func (l *Ledger) OutboxEntries() ([]Entry, error) {
	scan := func(rows *sql.Rows) (e Entry, err error) {
		err = rows.Scan(&e.File, &e.Recipient, &e.Mail)
		return e, err
	}
	return collect(l.db, scan, `SELECT file, recipient, coalesce(mail, 0) FROM outbox ORDER BY id`)
}

// Gather makes one mail for each recipient from the results that are owed, at most limit in
// each; messageID names a message from its recipient and its first outbox entry, so that the
// name is unique and does not depend on when it was made.
func (l *Ledger) Gather(now time.Time, limit int, messageID func(recipient string, entry int64) string) error {
	type entry struct {
		id int64
		to string
	}
	scan := func(rows *sql.Rows) (e entry, err error) {
		err = rows.Scan(&e.id, &e.to)
		return e, err
	}
	return l.write(func(tx *sql.Tx) error {
		owed, err := collect(tx, scan, `SELECT id, recipient FROM outbox WHERE mail IS NULL ORDER BY recipient, id`)
		if err != nil {
			return err
		}
		var mail int64
		for i, n := 0, 0; i < len(owed); i++ {
			if i == 0 || owed[i].to != owed[i-1].to || n == limit {
				made, err := tx.Exec(`INSERT INTO mail (recipient, message_id, state, created) VALUES (?, ?, 'pending', ?)`,
					owed[i].to, messageID(owed[i].to, owed[i].id), millis(now))
				if err != nil {
					return err
				}
				if mail, err = made.LastInsertId(); err != nil {
					return err
				}
				n = 0
			}
			n++
			if _, err := tx.Exec(`UPDATE outbox SET mail = ? WHERE id = ?`, mail, owed[i].id); err != nil {
				return err
			}
		}
		return nil
	})
}

// LastMail returns when the latest mail was made, zero when none was.
func (l *Ledger) LastMail() (time.Time, error) {
	var n sql.NullInt64
	err := l.db.QueryRow(`SELECT max(created) FROM mail`).Scan(&n)
	return fromMillis(n.Int64), broken(err)
}

// DueMail returns the mails that are to be tried now, the oldest first. No honest clock puts a
// mail off beyond absurd: one that is was recorded with a wrong clock, and is due.
func (l *Ledger) DueMail(now, absurd time.Time, limit int) ([]Mail, error) {
	return collect(l.db, scanMail, `SELECT `+mailColumns+` FROM mail WHERE state = 'pending' AND (next_try <= ? OR next_try > ?) ORDER BY id LIMIT ?`,
		millis(now), millis(absurd), limit)
}

// Mails returns the latest mails, newest first.
func (l *Ledger) Mails(limit int) ([]Mail, error) {
	return collect(l.db, scanMail, `SELECT `+mailColumns+` FROM mail ORDER BY id DESC LIMIT ?`, limit)
}

// Stuck returns the mails that were tried and are not sent, or only in part, oldest first.
func (l *Ledger) Stuck(limit int) ([]Mail, error) {
	return collect(l.db, scanMail, `SELECT `+mailColumns+` FROM mail WHERE state = 'failed'
		OR state = 'pending' AND (attempts > 0 OR kind <> '' OR EXISTS (SELECT 1 FROM part WHERE part.mail = mail.id AND part.state = 'sent'))
		ORDER BY id LIMIT ?`, limit)
}

// Carried returns the files whose results a mail carries, in the order they were done.
func (l *Ledger) Carried(mail int64) ([]File, error) {
	return l.files(`WHERE id IN (SELECT file FROM outbox WHERE mail = ?) ORDER BY id`, mail)
}

// Again makes a mail that failed or waits due at once; sent mail stays sent.
func (l *Ledger) Again(mail int64) error {
	return l.write(func(tx *sql.Tx) error {
		_, err := tx.Exec(`UPDATE mail SET state = 'pending', next_try = 0 WHERE id = ? AND state <> 'sent'`, mail)
		return err
	})
}
