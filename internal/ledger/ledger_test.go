package ledger

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.Local)

func open(t *testing.T, dir string) *Ledger {
	t.Helper()
	l, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// claim records a file and returns its number.
func claim(t *testing.T, l *Ledger, rel, sha string) int64 {
	t.Helper()
	must(t, l.Claim([]File{{Rel: rel, SHA256: sha, Size: 1, Modified: noon, Kind: Workbook, Received: noon}}))
	all, err := l.All()
	must(t, err)
	return all[len(all)-1].ID
}

func formOf(project string) Form {
	return Form{Sheet: "自评表", County: "元氏县", Department: "示例局", Project: project, Year: 2025, Level: "project", Score: "90"}
}

func (l *Ledger) done(t *testing.T, id int64, forms ...Form) {
	t.Helper()
	must(t, l.Finish([]Outcome{{File: id, State: Done, Forms: forms, Dest: fmt.Sprintf("archive/%d", id), Result: fmt.Sprintf("results/%d", id),
		Recipients: []string{"a@example.gov.cn", "b@example.gov.cn", "a@example.gov.cn"}, Now: noon}}))
}

// A result is owed once to each recipient, however often it is recorded and the ledger opened.
func TestOwedOnce(t *testing.T) {
	dir := t.TempDir()
	l := open(t, dir)
	id := claim(t, l, "a.xlsx", "1")
	l.done(t, id, formOf("甲"))
	l.done(t, id, formOf("甲")) // after a crash the same outcome comes again
	must(t, l.Close())
	l = open(t, dir)
	defer func() { must(t, l.Close()) }()
	owed, err := l.OutboxEntries()
	must(t, err)
	if len(owed) != 2 {
		t.Errorf("owed %+v", owed)
	}
	if forms, err := l.Forms(id); err != nil || len(forms) != 1 {
		t.Errorf("forms %+v, %v", forms, err)
	}
}

// What takes the place of what, and what does not.
func TestSupersede(t *testing.T) {
	type drop struct {
		rel   string
		forms []string // "" for a form that does not say whose it is
	}
	for _, c := range []struct {
		name  string
		drops []drop
		want  string // for each drop, c counts or s superseded
	}{
		{"same path", []drop{{"a", []string{"甲"}}, {"a", []string{"乙"}}}, "sc"},
		{"same project", []drop{{"a", []string{"甲"}}, {"b", []string{"甲"}}}, "sc"},
		{"other project", []drop{{"a", []string{"甲"}}, {"b", []string{"乙"}}}, "cc"},
		{"one of two", []drop{{"a", []string{"甲", "乙"}}, {"b", []string{"甲"}}}, "cc"},
		{"both of two", []drop{{"a", []string{"甲", "乙"}}, {"b", []string{"乙", "丙", "甲"}}}, "sc"},
		{"two by one", []drop{{"a", []string{"甲"}}, {"b", []string{"乙"}}, {"c", []string{"甲", "乙"}}}, "ssc"},
		{"no name", []drop{{"a", []string{""}}, {"b", []string{""}}}, "cc"},
		{"part without name", []drop{{"a", []string{"甲", ""}}, {"b", []string{"甲", ""}}}, "cc"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := open(t, t.TempDir())
			defer func() { must(t, l.Close()) }()
			for i, d := range c.drops {
				var forms []Form
				for _, p := range d.forms {
					forms = append(forms, formOf(p))
				}
				l.done(t, claim(t, l, d.rel, fmt.Sprint(i)), forms...)
			}
			all, err := l.All()
			must(t, err)
			got := ""
			for _, f := range all {
				got += map[bool]string{true: "s", false: "c"}[f.Superseded != 0]
			}
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// A version that was held up until a newer one was through does not come back to life.
func TestLateVersion(t *testing.T) {
	l := open(t, t.TempDir())
	defer func() { must(t, l.Close()) }()
	older, newer := claim(t, l, "a", "1"), claim(t, l, "b", "2")
	l.done(t, newer, formOf("甲"))
	l.done(t, older, formOf("甲"))
	if f, err := l.Get(older); err != nil || f.Superseded != newer {
		t.Errorf("%+v, %v", f, err)
	}
	if f, err := l.Get(newer); err != nil || f.Superseded != 0 {
		t.Errorf("%+v, %v", f, err)
	}
}

// Files of one path or the same bytes are worked on one after the other.
func TestOneAfterTheOther(t *testing.T) {
	l := open(t, t.TempDir())
	defer func() { must(t, l.Close()) }()
	first := claim(t, l, "a", "1")
	claim(t, l, "a", "2")
	claim(t, l, "b", "1")
	other := claim(t, l, "c", "3")
	list, err := l.Open(noon, 10)
	must(t, err)
	if len(list) != 2 || list[0].ID != first || list[1].ID != other {
		t.Errorf("open %+v", list)
	}
	must(t, l.Postpone(first, "r", "h", noon.Add(time.Hour)))
	if list, err = l.Open(noon, 10); err != nil || len(list) != 1 {
		t.Errorf("a newer version overtakes one that is held up: %+v, %v", list, err)
	}
	must(t, l.RetryNow())
	if list, err = l.Open(noon, 10); err != nil || len(list) != 2 || list[0].Attempts != 1 || list[0].Held != "r" || list[0].Reason != "" {
		t.Errorf("open %+v, %v", list, err)
	}
}

// The summary of a county shows what counts, with the files of its folders that hold no form.
func TestCurrent(t *testing.T) {
	l := open(t, t.TempDir())
	defer func() { must(t, l.Close()) }()
	l.done(t, claim(t, l, "局/a.xlsx", "1"), formOf("甲"))
	bad := claim(t, l, "局/bad.xlsx", "2")
	must(t, l.Finish([]Outcome{{File: bad, State: Failed, Dest: "failed/bad", Now: noon}}))
	lone := claim(t, l, "别处/bad.xlsx", "3")
	must(t, l.Finish([]Outcome{{File: lone, State: Failed, Dest: "failed/bad2", Now: noon}}))
	for county, want := range map[string]int{"元氏县": 2, "": 1, "别的县": 0} {
		if list, err := l.Current(county); err != nil || len(list) != want {
			t.Errorf("%q: %+v, %v", county, list, err)
		}
	}
	stale, err := l.Stale()
	must(t, err)
	if len(stale) != 2 {
		t.Fatalf("stale %+v", stale)
	}
	must(t, l.Summarised(stale[1], "summary/x.xlsx"))
	l.done(t, claim(t, l, "局/b.xlsx", "4"), formOf("乙"))
	stale, err = l.Stale()
	must(t, err)
	if len(stale) != 2 || stale[1].Path != "summary/x.xlsx" {
		t.Errorf("stale again %+v", stale)
	}
}

// A ledger of a newer program, and a file that is none, are refused with the way out; nothing is
// done to them.
func TestForeignLedgers(t *testing.T) {
	dir := t.TempDir()
	l := open(t, dir)
	must(t, l.Check())
	identity := l.Identity()
	if err := l.write(func(tx *sql.Tx) error { _, err := tx.Exec(`PRAGMA user_version = 99`); return err }); err != nil {
		t.Fatal(err)
	}
	must(t, l.Close())
	for _, try := range []func(string) (*Ledger, error){Open, Read} {
		var e *Error
		if _, err := try(dir); !errors.As(err, &e) || !strings.Contains(e.Message, "更新版本") || e.Hint == "" {
			t.Errorf("newer: %v", err)
		}
	}
	other := t.TempDir()
	must(t, os.WriteFile(filepath.Join(other, Name), []byte(strings.Repeat("no database ", 100)), 0o666))
	if _, err := Open(other); err == nil || !strings.Contains(err.Error(), "已损坏") {
		t.Errorf("no database: %v", err)
	}
	if _, err := Read(t.TempDir()); !errors.Is(err, ErrMissing) {
		t.Errorf("missing: %v", err)
	}
	second := open(t, t.TempDir())
	if identity == "" || second.Identity() == identity {
		t.Error("ledgers are not told apart")
	}
	must(t, second.Close())
}

// What is asked for every file must not read the whole ledger: a season has tens of thousands.
func TestNoFullScans(t *testing.T) {
	l := open(t, t.TempDir())
	defer func() { must(t, l.Close()) }()
	for _, query := range []string{
		`SELECT dest FROM file WHERE dest = ? COLLATE NOCASE LIMIT 1`,
		`SELECT id FROM file WHERE result = ? COLLATE NOCASE AND id > 1 LIMIT 1`,
		`SELECT id FROM file WHERE sha256 = ? AND state = 'done' AND superseded IS NULL AND id <> 1 LIMIT 1`,
		`SELECT id FROM file WHERE placed = 0 AND next_try <= ? ORDER BY id LIMIT 10`,
		`SELECT id FROM file WHERE superseded IS NOT NULL AND tidied = 0 AND placed = 1 AND id > ? ORDER BY id`,
		`SELECT count(*) FROM outbox WHERE mail IS NULL AND id > ?`,
		`SELECT id FROM mail WHERE state = 'pending' AND next_try <= ?`,
	} {
		plan, err := collect(l.db, func(rows *sql.Rows) (s string, err error) {
			var a, b, c int
			err = rows.Scan(&a, &b, &c, &s)
			return s, err
		}, `EXPLAIN QUERY PLAN `+query, 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, step := range plan {
			if strings.HasPrefix(step, "SCAN") && !strings.Contains(step, "INDEX") {
				t.Errorf("%s\nreads everything: %s", query, step)
			}
		}
	}
}

// What a commit costs: it bounds how many files a second are taken in.
func BenchmarkFinish(b *testing.B) {
	l, err := Open(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	n := 0
	for b.Loop() {
		n++
		rel := fmt.Sprintf("局/%d.xlsx", n)
		if err := l.Claim([]File{{Rel: rel, SHA256: rel, Kind: Workbook, Modified: noon, Received: noon}}); err != nil {
			b.Fatal(err)
		}
		if err := l.Finish([]Outcome{{File: int64(n), State: Done, Dest: "archive/" + rel, Forms: []Form{formOf(rel)}, Now: noon}}); err != nil {
			b.Fatal(err)
		}
	}
}
