package ledger

import (
	"database/sql"
	"time"
)

// Counts is how many files stand where.
type Counts struct {
	Queued     int // claimed, or not put away yet
	Done       int // scored workbooks that count
	Failed     int // that count
	Duplicates int
	Superseded int
	Owed       int // results no mail was made for
	MailQueued int
	MailSent   int
	MailFailed int
}

// Counts counts.
func (l *Ledger) Counts() (c Counts, err error) {
	err = broken(l.db.QueryRow(`SELECT
		(SELECT count(*) FROM file WHERE placed = 0),
		(SELECT count(*) FROM file WHERE kind = 'workbook' AND state = 'done' AND superseded IS NULL),
		(SELECT count(*) FROM file WHERE state = 'failed' AND superseded IS NULL),
		(SELECT count(*) FROM file WHERE state = 'duplicate'),
		(SELECT count(*) FROM file WHERE superseded IS NOT NULL),
		(SELECT count(*) FROM outbox WHERE mail IS NULL),
		(SELECT count(*) FROM mail WHERE state IN ('pending', 'sending')),
		(SELECT count(*) FROM mail WHERE state = 'sent'),
		(SELECT count(*) FROM mail WHERE state = 'failed')`).
		Scan(&c.Queued, &c.Done, &c.Failed, &c.Duplicates, &c.Superseded, &c.Owed, &c.MailQueued, &c.MailSent, &c.MailFailed))
	return c, err
}

// Failures returns the latest files that cannot be processed, newest first.
func (l *Ledger) Failures(limit int) ([]File, error) {
	return l.files(`WHERE state = 'failed' AND superseded IS NULL ORDER BY id DESC LIMIT ?`, limit)
}

// Run is one stretch of work without a pause.
type Run struct {
	Started, Ended           time.Time
	Done, Failed, Duplicates int
}

// keptRuns bounds how many runs are remembered.
const keptRuns = 200

// AddRun remembers a run.
func (l *Ledger) AddRun(r Run) error {
	return l.write(func(tx *sql.Tx) error {
		_, err := tx.Exec(`INSERT INTO run (started, ended, done, failed, duplicates) VALUES (?, ?, ?, ?, ?)`,
			millis(r.Started), millis(r.Ended), r.Done, r.Failed, r.Duplicates)
		if err == nil {
			_, err = tx.Exec(`DELETE FROM run WHERE id <= (SELECT max(id) FROM run) - ?`, keptRuns)
		}
		return err
	})
}

// Runs returns the latest runs, newest first.
func (l *Ledger) Runs(limit int) ([]Run, error) {
	scan := func(rows *sql.Rows) (r Run, err error) {
		var started, ended int64
		err = rows.Scan(&started, &ended, &r.Done, &r.Failed, &r.Duplicates)
		r.Started, r.Ended = fromMillis(started), fromMillis(ended)
		return r, err
	}
	return collect(l.db, scan, `SELECT started, ended, done, failed, duplicates FROM run ORDER BY id DESC LIMIT ?`, limit)
}
