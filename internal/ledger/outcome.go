package ledger

import (
	"database/sql"
	"slices"
	"time"
)

// Outcome is what became of one file.
type Outcome struct {
	File  int64
	State State // Done, Failed or Duplicate
	// Code, Reason and Hint say why a file failed, for people.
	Code, Reason, Hint string
	DuplicateOf        int64
	Brief              string
	Dest, Result       string
	Forms              []Form
	// Members are the files unpacked from an archive, claimed with it.
	Members []File
	// Recipients get the result by mail, each once whatever happens.
	Recipients []string
	Now        time.Time
}

// Finish records outcomes, all or none: the state of each file, its forms, which versions it
// supersedes, the mail that is owed, and which summaries no longer show everything. A file that
// is no longer claimed is passed over: its outcome stands already.
func (l *Ledger) Finish(outcomes []Outcome) error {
	if len(outcomes) == 0 {
		return nil
	}
	return l.write(func(tx *sql.Tx) error {
		for i := range outcomes {
			if err := finish(tx, &outcomes[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

func finish(tx *sql.Tx, o *Outcome) error {
	now := millis(o.Now)
	done, err := tx.Exec(`UPDATE file SET state = ?, duplicate_of = nullif(?, 0), code = ?, reason = ?, hint = ?, brief = ?, dest = ?, result = ?,
		processed = ?, attempts = 0, next_try = 0, held = '', held_hint = '', placed = (parent IS NOT NULL AND ? = '') WHERE id = ? AND state = 'claimed'`,
		o.State, o.DuplicateOf, o.Code, o.Reason, o.Hint, o.Brief, o.Dest, o.Result, now, o.Dest, o.File)
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return err
	}
	for _, f := range o.Forms {
		_, err := tx.Exec(`INSERT INTO form (file, sheet, county, department, project, year, level, score, grade, manual, errors, warnings)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, o.File, f.Sheet, f.County, squeeze(f.Department), squeeze(f.Project),
			f.Year, f.Level, f.Score, f.Grade, f.Manual, f.Errors, f.Warnings)
		if err != nil {
			return err
		}
	}
	if err := insertFiles(tx, o.Members); err != nil {
		return err
	}
	if err := supersede(tx, o, now); err != nil {
		return err
	}
	if o.State != Duplicate {
		if err := touch(tx, o.File, now); err != nil {
			return err
		}
	}
	for _, r := range o.Recipients {
		// OR IGNORE: (file, recipient) is unique, and the same result is never owed twice.
		if _, err := tx.Exec(`INSERT OR IGNORE INTO outbox (file, recipient, created) VALUES (?, ?, ?)`, o.File, r, now); err != nil {
			return err
		}
	}
	return nil
}

// supersede marks the versions that the file takes the place of: files of the same path, and
// files all of whose forms it holds anew (same county, department, project and year).
func supersede(tx *sql.Tx, o *Outcome, now int64) error {
	if o.State == Duplicate {
		return nil
	}
	ids, err := collect(tx, scanID, `SELECT o.id FROM file n JOIN file o ON o.rel = n.rel AND o.kind = n.kind
		WHERE n.id = ? AND o.id < n.id AND o.superseded IS NULL AND o.state IN ('done', 'failed')`, o.File)
	if err != nil {
		return err
	}
	for _, f := range o.Forms {
		if !f.keyed() {
			continue
		}
		same, err := collect(tx, scanID, `SELECT DISTINCT f.file FROM form f JOIN file o ON o.id = f.file WHERE f.county = ? AND f.department = ?
			AND f.project = ? AND f.year = ? AND f.level = ? AND o.id < ? AND o.superseded IS NULL AND o.state = 'done'`,
			f.County, squeeze(f.Department), squeeze(f.Project), f.Year, f.Level, o.File)
		if err != nil {
			return err
		}
		for _, id := range same {
			covered, err := covers(tx, o.Forms, id)
			if err != nil {
				return err
			}
			if covered && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	if err := late(tx, o); err != nil {
		return err
	}
	for _, id := range ids {
		if err := touch(tx, id, now); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE file SET superseded = ? WHERE id = ?`, o.File, id); err != nil {
			return err
		}
	}
	return nil
}

// late marks a file that was held up until a newer version of all its forms was through.
func late(tx *sql.Tx, o *Outcome) error {
	if len(o.Forms) == 0 || !o.Forms[0].keyed() {
		return nil
	}
	f := o.Forms[0]
	newer, err := collect(tx, scanID, `SELECT DISTINCT f.file FROM form f JOIN file o ON o.id = f.file WHERE f.county = ? AND f.department = ?
		AND f.project = ? AND f.year = ? AND f.level = ? AND o.id > ? AND o.superseded IS NULL AND o.state = 'done'`,
		f.County, squeeze(f.Department), squeeze(f.Project), f.Year, f.Level, o.File)
	if err != nil {
		return err
	}
	for _, id := range newer {
		list, err := forms(tx, id)
		if err != nil {
			return err
		}
		if covered, err := covers(tx, list, o.File); err != nil || covered {
			if err == nil {
				_, err = tx.Exec(`UPDATE file SET superseded = ? WHERE id = ?`, id, o.File)
			}
			return err
		}
	}
	return nil
}

// covers reports whether every form of the older file is among the newer ones.
func covers(tx *sql.Tx, newer []Form, id int64) (bool, error) {
	older, err := forms(tx, id)
	if err != nil {
		return false, err
	}
	for _, o := range older {
		if !o.keyed() || !slices.ContainsFunc(newer, func(n Form) bool {
			return n.County == o.County && squeeze(n.Department) == o.Department && squeeze(n.Project) == o.Project && n.Year == o.Year && n.Level == o.Level
		}) {
			return false, nil
		}
	}
	return true, nil
}

// touch notes that the summaries of a file's counties no longer show everything. A file without
// a form counts with the county of its folder, as in summary.Collect.
func touch(tx *sql.Tx, id int64, now int64) error {
	names, err := collect(tx, scanText, `SELECT DISTINCT county FROM form WHERE file = ?`, id)
	if err != nil {
		return err
	}
	if len(names) == 0 {
		names, err = collect(tx, scanText, `SELECT DISTINCT form.county FROM file me JOIN file o ON o.folder = me.folder AND o.superseded IS NULL
			JOIN form ON form.file = o.id WHERE me.id = ?`, id)
		if err != nil {
			return err
		}
	}
	if len(names) == 0 {
		names = []string{""}
	}
	for _, name := range names {
		_, err := tx.Exec(`INSERT INTO county (name, changed, since, last) VALUES (?, 1, ?, ?)
			ON CONFLICT (name) DO UPDATE SET since = iif(written = changed, excluded.since, since), changed = changed + 1, last = excluded.last`, name, now, now)
		if err != nil {
			return err
		}
	}
	return nil
}

func scanID(rows *sql.Rows) (id int64, err error) {
	err = rows.Scan(&id)
	return id, err
}

// County is one summary.
type County struct {
	Name    string // full name, "" for forms of no known county
	Changed int64  // counts changes
	Since   time.Time
	Last    time.Time
	Path    string // of the workbook, below the workspace; "" before the first
}

// Stale returns the counties whose summary does not show everything.
func (l *Ledger) Stale() ([]County, error) {
	return collect(l.db, scanCounty, `SELECT name, changed, since, last, path FROM county WHERE written < changed ORDER BY name`)
}

func scanCounty(rows *sql.Rows) (c County, err error) {
	var since, last int64
	err = rows.Scan(&c.Name, &c.Changed, &since, &last, &c.Path)
	c.Since, c.Last = fromMillis(since), fromMillis(last)
	return c, err
}

// SummaryAt returns the county whose summary stands at a path, the zero County when none does.
func (l *Ledger) SummaryAt(at string) (County, error) {
	list, err := collect(l.db, scanCounty, `SELECT name, changed, since, last, path FROM county WHERE path = ? LIMIT 1`, at)
	if err != nil || len(list) == 0 {
		return County{}, err
	}
	return list[0], nil
}

// Summaries returns the workbooks that stand, below the workspace.
func (l *Ledger) Summaries() ([]string, error) {
	return collect(l.db, scanText, `SELECT path FROM county WHERE path <> '' ORDER BY name`)
}

// Summarised records that the summary of c shows everything up to c.Changed, and stands at path.
func (l *Ledger) Summarised(c County, at string) error {
	return l.write(func(tx *sql.Tx) error {
		_, err := tx.Exec(`UPDATE county SET written = ?, path = ?, since = last WHERE name = ?`, c.Changed, at, c.Name)
		return err
	})
}

// Current returns the files that count for a county: those with a form of it, and files without
// a form in the same folders. For "" the files without a form are those of folders without any.
func (l *Ledger) Current(county string) ([]File, error) {
	const counts = `f.kind = 'workbook' AND f.superseded IS NULL AND f.state IN ('done', 'failed')`
	const noForm = `NOT EXISTS (SELECT 1 FROM form WHERE form.file = f.id)`
	formsOf := `SELECT o.folder FROM file o JOIN form ON form.file = o.id WHERE o.superseded IS NULL`
	near := `f.folder IN (` + formsOf + ` AND form.county = ?)`
	args := []any{county, county}
	if county == "" {
		near = `f.folder NOT IN (` + formsOf + `)`
		args = args[:1]
	}
	return l.files(`f WHERE `+counts+` AND (EXISTS (SELECT 1 FROM form WHERE form.file = f.id AND form.county = ?) OR `+noForm+` AND `+near+`) ORDER BY f.rel, f.id`, args...)
}
