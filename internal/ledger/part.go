package ledger

import (
	"database/sql"
	"encoding/json"
	"time"
)

// Part is one mail of those that a Mail travels in: what it carries is decided before it is handed
// over, and stays when it may have arrived.
type Part struct {
	Mail      int64
	Number    int // 1, 2, ...
	MessageID string
	Places    []string // of the files it carries, below the workspace
	State     MailState
	// Uncertain is set when the server may have taken it without our knowing.
	Uncertain bool
	Sent      time.Time
}

// Fixed reports whether the recipient may have the part already: it can then only be repeated as
// it is.
func (p Part) Fixed() bool { return p.Uncertain || p.State != Pending }

// Parts returns the parts of a mail in their order, none before that was decided.
func (l *Ledger) Parts(mail int64) ([]Part, error) {
	scan := func(rows *sql.Rows) (p Part, err error) {
		var places string
		var sent int64
		if err = rows.Scan(&p.Mail, &p.Number, &p.MessageID, &places, &p.State, &p.Uncertain, &sent); err == nil {
			err = json.Unmarshal([]byte(places), &p.Places)
		}
		p.Sent = fromMillis(sent)
		return p, err
	}
	return collect(l.db, scan, `SELECT mail, number, message_id, places, state, uncertain, sent FROM part WHERE mail = ? ORDER BY number`, mail)
}

// Divide records the parts of a mail. Parts that the recipient may have stay as they are recorded,
// whatever parts says of them; the others are replaced.
func (l *Ledger) Divide(mail int64, parts []Part) error {
	return l.write(func(tx *sql.Tx) error {
		if _, err := tx.Exec(`DELETE FROM part WHERE mail = ? AND state = 'pending' AND NOT uncertain`, mail); err != nil {
			return err
		}
		for _, p := range parts {
			places, err := json.Marshal(p.Places)
			if err != nil {
				return err
			}
			// A mail that was cut off before parts were recorded is in doubt as a whole.
			_, err = tx.Exec(`INSERT INTO part (mail, number, message_id, places, state, uncertain)
				SELECT id, ?, ?, ?, 'pending', uncertain FROM mail WHERE id = ? ON CONFLICT (mail, number) DO NOTHING`,
				p.Number, p.MessageID, string(places), mail)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Begin records that a part of a mail is being handed to the server, before it is.
func (l *Ledger) Begin(mail int64, number int) error {
	return l.write(func(tx *sql.Tx) error {
		_, err := tx.Exec(`UPDATE part SET state = 'sending' WHERE mail = ? AND number = ?`, mail, number)
		if err == nil {
			_, err = tx.Exec(`UPDATE mail SET state = 'sending', attempts = attempts + 1 WHERE id = ?`, mail)
		}
		return err
	})
}

// Delivered records that the server took a part. The mail is sent when no other is missing; else
// its attempts are counted anew, for the next part.
func (l *Ledger) Delivered(mail int64, number int, now time.Time) error {
	return l.write(func(tx *sql.Tx) error {
		_, err := tx.Exec(`UPDATE part SET state = 'sent', sent = ? WHERE mail = ? AND number = ?`, millis(now), mail, number)
		if err != nil {
			return err
		}
		missing, err := collect(tx, scanID, `SELECT number FROM part WHERE mail = ? AND state <> 'sent' LIMIT 1`, mail)
		if err != nil {
			return err
		}
		if len(missing) > 0 {
			_, err = tx.Exec(`UPDATE mail SET state = 'pending', attempts = 0, next_try = 0, kind = '', error = '' WHERE id = ?`, mail)
			return err
		}
		_, err = tx.Exec(`UPDATE mail SET state = 'sent', sent = ?, kind = '', error = '' WHERE id = ?`, millis(now), mail)
		return err
	})
}

// Failure is why a part was not taken. With Doubt the server may have taken it all the same.
type Failure struct {
	Kind, Text string
	Doubt      bool
}

// Deferred records a failure that may pass, and when to try the mail again.
func (l *Ledger) Deferred(mail int64, number int, f Failure, next time.Time) error {
	return l.failed(mail, number, f, Pending, next)
}

// Refused records a failure for good.
func (l *Ledger) Refused(mail int64, number int, f Failure) error {
	return l.failed(mail, number, f, MailFailed, time.Time{})
}

func (l *Ledger) failed(mail int64, number int, f Failure, state MailState, next time.Time) error {
	return l.write(func(tx *sql.Tx) error {
		_, err := tx.Exec(`UPDATE part SET state = 'pending', uncertain = uncertain OR ? WHERE mail = ? AND number = ?`, f.Doubt, mail, number)
		if err == nil {
			_, err = tx.Exec(`UPDATE mail SET state = ?, kind = ?, error = ?, next_try = ? WHERE id = ?`, state, f.Kind, f.Text, millis(next), mail)
		}
		return err
	})
}

// resume makes mail that was being sent when the program was killed pending again, and the part
// that was in hand uncertain. Before parts were recorded the whole mail is in doubt.
func (l *Ledger) resume() error {
	return l.write(func(tx *sql.Tx) error {
		_, err := tx.Exec(`UPDATE mail SET state = 'pending', uncertain = uncertain OR NOT EXISTS (SELECT 1 FROM part WHERE part.mail = mail.id)
			WHERE state = 'sending'`)
		if err == nil {
			_, err = tx.Exec(`UPDATE part SET state = 'pending', uncertain = 1 WHERE state = 'sending'`)
		}
		return err
	})
}
