package ledger

import (
	"database/sql"
	"time"
)

// FirstReceived tells, for every file that counts, when the first version of it that could be processed came
// in: who sends a corrected form has reported on the day of the first one.
func (l *Ledger) FirstReceived() (map[int64]time.Time, error) {
	type first struct {
		id       int64
		received time.Time
	}
	list, err := collect(l.db, func(rows *sql.Rows) (first, error) {
		var f first
		var at int64
		err := rows.Scan(&f.id, &at)
		f.received = fromMillis(at)
		return f, err
	}, `WITH RECURSIVE line(root, id, received) AS (
			SELECT id, id, received FROM file WHERE state = 'done' AND superseded IS NULL
			UNION ALL
			SELECT line.root, f.id, f.received FROM file f JOIN line ON f.superseded = line.id WHERE f.state = 'done')
		SELECT root, min(received) FROM line GROUP BY root`)
	days := make(map[int64]time.Time, len(list))
	for _, f := range list {
		days[f.id] = f.received
	}
	return days, err
}
