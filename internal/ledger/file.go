package ledger

import (
	"database/sql"
	"path"
	"strings"
	"time"
)

// State is how far a file got.
type State string

const (
	Claimed   State = "claimed"   // its bytes are safe in the store; nothing is decided
	Done      State = "done"      // processed: scored, or an archive unpacked
	Failed    State = "failed"    // cannot be processed; Reason says why
	Duplicate State = "duplicate" // the same bytes as a file that counts already
)

// Kind is what a file is treated as.
type Kind string

const (
	Workbook Kind = "workbook"
	Archive  Kind = "archive" // a .zip of workbooks
)

// File is one version of one file that came in. Paths have forward slashes; Dest and Result are
// relative to the workspace, Rel to the inbox.
type File struct {
	ID       int64
	Rel      string
	SHA256   string
	Size     int64
	Modified time.Time
	Kind     Kind
	Parent   int64 // the archive it came in, 0 for a file of the inbox
	Depth    int   // how many archives it was inside of
	State    State
	// Superseded is the newer version, DuplicateOf the file with the same bytes; 0 when none.
	Superseded, DuplicateOf int64
	// Begun is how often work on a claimed file began and never ended: the program was killed.
	Begun    int
	Attempts int // how often it was postponed
	NextTry  time.Time
	// Code, Reason and Hint say why a file failed; Held and HeldHint why one that is postponed
	// cannot go on now.
	Code, Reason, Hint  string
	Held, HeldHint      string
	Brief               string // main findings, one a line
	Dest                string
	Placed              bool // the original is at Dest
	Result              string
	Received, Processed time.Time
}

// Form is one recognised form of a file.
type Form struct {
	Sheet, County, Department, Project string
	Year                               int
	Level, Score, Grade                string
	Manual, Errors, Warnings           int
}

// keyed reports whether the form says whose it is, so that a later one can be known for its
// newer version. A department's own form has no project.
func (f Form) keyed() bool {
	return f.Department != "" && f.Year != 0 && (f.Project != "" || f.Level == "department")
}

const fileColumns = `id, rel, sha256, size, modified, kind, coalesce(parent, 0), depth, state, coalesce(superseded, 0), coalesce(duplicate_of, 0),
	begun, attempts, next_try, code, reason, hint, held, held_hint, brief, dest, placed, result, received, processed`

func scanFile(rows *sql.Rows) (File, error) {
	var f File
	var modified, next, received, processed int64
	err := rows.Scan(&f.ID, &f.Rel, &f.SHA256, &f.Size, &modified, &f.Kind, &f.Parent, &f.Depth, &f.State, &f.Superseded, &f.DuplicateOf,
		&f.Begun, &f.Attempts, &next, &f.Code, &f.Reason, &f.Hint, &f.Held, &f.HeldHint, &f.Brief, &f.Dest, &f.Placed, &f.Result, &received, &processed)
	f.Modified = time.Unix(0, modified)
	f.NextTry, f.Received, f.Processed = fromMillis(next), fromMillis(received), fromMillis(processed)
	return f, err
}

func (l *Ledger) files(where string, args ...any) ([]File, error) {
	return collect(l.db, scanFile, `SELECT `+fileColumns+` FROM file `+where, args...)
}

// Claim records files whose bytes are safe in the store, all or none.
func (l *Ledger) Claim(files []File) error {
	if len(files) == 0 {
		return nil
	}
	return l.write(func(tx *sql.Tx) error { return insertFiles(tx, files) })
}

func insertFiles(tx *sql.Tx, files []File) error {
	insert, err := tx.Prepare(`INSERT INTO file (rel, folder, sha256, size, modified, kind, parent, depth, state, received)
		VALUES (?, ?, ?, ?, ?, ?, nullif(?, 0), ?, 'claimed', ?)`)
	if err != nil {
		return err
	}
	defer func() { _ = insert.Close() }()
	for _, f := range files {
		if _, err := insert.Exec(f.Rel, path.Dir(f.Rel), f.SHA256, f.Size, f.Modified.UnixNano(), f.Kind, f.Parent, f.Depth, millis(f.Received)); err != nil {
			return err
		}
	}
	return nil
}

// Open returns at most limit files with something left to do and whose time has come, the oldest
// first: claimed ones, and processed ones whose original is not put away. Of claimed files with
// one path or the same bytes only the oldest is returned: what becomes of it decides the others.
func (l *Ledger) Open(now time.Time, limit int) ([]File, error) {
	const older = `EXISTS (SELECT 1 FROM file o WHERE o.placed = 0 AND o.state = 'claimed' AND o.id < f.id AND `
	return l.files(`f WHERE placed = 0 AND next_try <= ? AND (state <> 'claimed' OR NOT `+older+`o.rel = f.rel) AND NOT `+older+`o.sha256 = f.sha256))
		ORDER BY id LIMIT ?`, millis(now), limit)
}

// Waiting returns all files with something left to do, the oldest first.
func (l *Ledger) Waiting() ([]File, error) { return l.files(`WHERE placed = 0 ORDER BY id`) }

// OpenPaths returns the paths of the inbox that a file with something left to do came from: they
// are not claimed again before it is through.
func (l *Ledger) OpenPaths() (map[string]bool, error) {
	list, err := collect(l.db, scanText, `SELECT rel FROM file WHERE placed = 0 AND parent IS NULL`)
	paths := make(map[string]bool, len(list))
	for _, p := range list {
		paths[p] = true
	}
	return paths, err
}

// All returns every file that ever came in, the oldest first.
func (l *Ledger) All() ([]File, error) { return l.files(`ORDER BY id`) }

// Known reports whether a file with these bytes ever came in.
func (l *Ledger) Known(sha string) (bool, error) {
	list, err := collect(l.db, scanText, `SELECT sha256 FROM file WHERE sha256 = ? LIMIT 1`, sha)
	return len(list) > 0, err
}

// Get returns one file.
func (l *Ledger) Get(id int64) (File, error) {
	list, err := l.files(`WHERE id = ?`, id)
	if err == nil && len(list) == 0 {
		err = broken(sql.ErrNoRows)
	}
	if err != nil {
		return File{}, err
	}
	return list[0], nil
}

// Counted returns the file with these bytes that counts at present, other than except; ok is
// false when there is none. A superseded version does not count: its bytes coming again are a
// new version.
func (l *Ledger) Counted(sha string, except int64) (f File, ok bool, err error) {
	list, err := l.files(`WHERE sha256 = ? AND state = 'done' AND superseded IS NULL AND id <> ? LIMIT 1`, sha, except)
	if err != nil || len(list) == 0 {
		return File{}, false, err
	}
	return list[0], true, nil
}

// Postpone records why a file cannot be finished now and when to try again.
func (l *Ledger) Postpone(id int64, reason, hint string, next time.Time) error {
	return l.write(func(tx *sql.Tx) error {
		_, err := tx.Exec(`UPDATE file SET begun = 0, attempts = attempts + 1, held = ?, held_hint = ?, next_try = ? WHERE id = ?`,
			reason, hint, millis(next), id)
		return err
	})
}

// BeginFiles records that work on claimed files begins.
func (l *Ledger) BeginFiles(files []File) error {
	return l.write(func(tx *sql.Tx) error {
		for _, f := range files {
			if _, err := tx.Exec(`UPDATE file SET begun = begun + 1 WHERE id = ?`, f.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// RetryNow makes all postponed files due: a cause may be gone after a start or a full rescan.
func (l *Ledger) RetryNow() error {
	return l.write(func(tx *sql.Tx) error {
		_, err := tx.Exec(`UPDATE file SET next_try = 0 WHERE placed = 0 AND next_try > 0`)
		return err
	})
}

// DestTaken reports whether a file was given this place already; case does not tell names apart,
// as on Windows.
func (l *Ledger) DestTaken(dest string) (bool, error) {
	list, err := collect(l.db, scanText, `SELECT dest FROM file WHERE dest = ? COLLATE NOCASE LIMIT 1`, dest)
	return len(list) > 0, err
}

// SetDest changes where the original of a file goes.
func (l *Ledger) SetDest(id int64, dest string) error {
	return l.write(func(tx *sql.Tx) error {
		_, err := tx.Exec(`UPDATE file SET dest = ? WHERE id = ?`, dest, id)
		return err
	})
}

// Place records that the originals are where they belong.
func (l *Ledger) Place(ids []int64) error {
	return l.write(func(tx *sql.Tx) error {
		for _, id := range ids {
			if _, err := tx.Exec(`UPDATE file SET placed = 1, next_try = 0, held = '', held_hint = '' WHERE id = ?`, id); err != nil {
				return err
			}
		}
		return nil
	})
}

// Leftovers returns versions that were superseded and whose results are not yet put away. Result
// is "" when a later file wrote its own marked copy to the same place.
func (l *Ledger) Leftovers() ([]File, error) {
	list, err := l.files(`WHERE superseded IS NOT NULL AND tidied = 0 AND placed = 1 ORDER BY id`)
	if err != nil {
		return nil, err
	}
	for i, f := range list {
		later, err := collect(l.db, scanID, `SELECT id FROM file WHERE result = ? COLLATE NOCASE AND id > ? LIMIT 1`, f.Result, f.ID)
		if err != nil {
			return nil, err
		}
		if len(later) > 0 {
			list[i].Result = ""
		}
	}
	return list, nil
}

// Tidied records that a superseded version's results are put away.
func (l *Ledger) Tidied(id int64) error {
	return l.write(func(tx *sql.Tx) error {
		_, err := tx.Exec(`UPDATE file SET tidied = 1 WHERE id = ?`, id)
		return err
	})
}

// Kept returns the hashes whose bytes the store must keep: of files with something left to do
// and of all that count.
func (l *Ledger) Kept() (map[string]bool, error) {
	list, err := collect(l.db, scanText, `SELECT DISTINCT sha256 FROM file
		WHERE placed = 0 OR kind = 'workbook' AND state IN ('done', 'failed') AND superseded IS NULL`)
	kept := make(map[string]bool, len(list))
	for _, s := range list {
		kept[s] = true
	}
	return kept, err
}

// Forms returns the forms of a file.
func (l *Ledger) Forms(id int64) ([]Form, error) { return forms(l.db, id) }

func forms(q queryer, id int64) ([]Form, error) {
	scan := func(rows *sql.Rows) (f Form, err error) {
		err = rows.Scan(&f.Sheet, &f.County, &f.Department, &f.Project, &f.Year, &f.Level, &f.Score, &f.Grade, &f.Manual, &f.Errors, &f.Warnings)
		return f, err
	}
	return collect(q, scan, `SELECT sheet, county, department, project, year, level, score, grade, manual, errors, warnings FROM form WHERE file = ? ORDER BY rowid`, id)
}

// squeeze is how names are compared: without blanks.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }
