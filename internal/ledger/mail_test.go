package ledger

import (
	"database/sql"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A mail that was being sent when the program died is tried again and says that it may be a
// second; one that was sent stays so. Its name and content never change.
func TestMailSurvives(t *testing.T) {
	dir := t.TempDir()
	l := open(t, dir)
	for i := range 3 {
		l.done(t, claim(t, l, fmt.Sprint(i), fmt.Sprint(i)), formOf(fmt.Sprint(i)))
	}
	name := func(to string, entry int64) string { return fmt.Sprint(to, entry) }
	must(t, l.Gather(noon, 2, name))
	must(t, l.Gather(noon, 2, name)) // nothing is owed any more
	due, err := l.DueMail(noon, noon.Add(time.Hour), 10)
	must(t, err)
	if len(due) != 4 { // two recipients, three results, two in a mail
		t.Fatalf("due %+v", due)
	}
	for _, m := range due {
		must(t, l.Divide(m.ID, []Part{{Number: 1, MessageID: m.MessageID, Places: []string{"results/x.xlsx"}}}))
		must(t, l.Begin(m.ID, 1))
	}
	must(t, l.Delivered(due[0].ID, 1, noon))
	must(t, l.Refused(due[2].ID, 1, Failure{Kind: "permanent", Text: "550"}))
	must(t, l.Deferred(due[3].ID, 1, Failure{Kind: "temporary", Text: "451", Doubt: true}, noon.Add(time.Minute)))
	carried, err := l.Carried(due[1].ID)
	must(t, err)
	must(t, l.Close())

	l = open(t, dir)
	defer func() { must(t, l.Close()) }()
	again, err := l.DueMail(noon, noon.Add(time.Hour), 10)
	must(t, err)
	if len(again) != 1 || again[0].MessageID != due[1].MessageID || !again[0].Uncertain || again[0].Attempts != 1 {
		t.Errorf("due again %+v", again)
	}
	if same, err := l.Carried(due[1].ID); err != nil || len(same) != len(carried) {
		t.Errorf("carried %v, %v", same, err)
	}
	later, err := l.DueMail(noon.Add(time.Minute), noon.Add(time.Hour), 10)
	must(t, err)
	if len(later) != 2 || !later[1].Uncertain {
		t.Errorf("later %+v", later)
	}
	wrongClock, err := l.DueMail(noon.Add(-999*time.Hour), noon.Add(-900*time.Hour), 10)
	must(t, err)
	if len(wrongClock) != 2 {
		t.Errorf("a clock set back holds mail up: %+v", wrongClock)
	}
	must(t, l.Again(due[2].ID))
	must(t, l.Again(due[0].ID))
	c, err := l.Counts()
	must(t, err)
	if c.MailSent != 1 || c.MailFailed != 0 || c.MailQueued != 3 || c.Owed != 0 {
		t.Errorf("counts %+v", c)
	}
}

// Of a letter in parts, those that may have arrived are not changed any more, and only the one that
// was in hand when the program died is in doubt.
func TestPartsSurvive(t *testing.T) {
	dir := t.TempDir()
	l := open(t, dir)
	l.done(t, claim(t, l, "a", "1"), formOf("a"))
	must(t, l.Gather(noon, 9, func(to string, entry int64) string { return fmt.Sprint(to, entry) }))
	due, err := l.DueMail(noon, noon.Add(time.Hour), 1)
	must(t, err)
	mail := due[0].ID
	part := func(n int, place string) Part {
		return Part{Number: n, MessageID: fmt.Sprint(n), Places: []string{place}, State: Pending}
	}
	must(t, l.Divide(mail, []Part{part(1, "x"), part(2, "y"), part(3, "z")}))
	must(t, l.Divide(mail, []Part{part(1, "a"), part(2, "b"), part(3, "c")})) // nothing has left yet
	must(t, l.Begin(mail, 1))
	must(t, l.Delivered(mail, 1, noon))
	must(t, l.Begin(mail, 2))
	must(t, l.Close())

	l = open(t, dir)
	defer func() { must(t, l.Close()) }()
	must(t, l.Divide(mail, []Part{part(1, "p"), part(2, "q"), part(3, "r"), part(4, "s")}))
	states := func() (list []string) {
		t.Helper()
		parts, err := l.Parts(mail)
		must(t, err)
		for _, p := range parts {
			list = append(list, fmt.Sprintln(p.Number, p.MessageID, p.Places, p.State, p.Uncertain, p.Fixed()))
		}
		return list
	}
	want := []string{"1 1 [a] sent false true\n", "2 2 [b] pending true true\n", "3 3 [r] pending false false\n", "4 4 [s] pending false false\n"}
	if d := cmp.Diff(want, states()); d != "" {
		t.Error(d)
	}
	for n := 2; n <= 4; n++ {
		list, err := l.DueMail(noon, noon.Add(time.Hour), 1)
		must(t, err)
		if m := list[0]; m.ID != mail || m.State != Pending || m.Parts != 4 || m.PartsSent != n-1 || !m.Uncertain {
			t.Errorf("before part %d: %+v", n, m)
		}
		must(t, l.Begin(mail, n))
		must(t, l.Delivered(mail, n, noon))
	}
	all, err := l.Mails(9)
	must(t, err)
	if m := all[len(all)-1]; m.State != Sent || m.PartsSent != 4 || m.Sent.IsZero() {
		t.Errorf("at the end %+v", m)
	}
}

// A ledger of the first version, in which all parts of a letter had one state, goes on: what was
// sent stays sent, and of what was in doubt every part is.
func TestLedgerOfTheFirstVersion(t *testing.T) {
	dir := t.TempDir()
	old, err := connect(dir, "rwc")
	must(t, err)
	must(t, old.write(func(tx *sql.Tx) error {
		_, err := tx.Exec(migrations[0] + `; PRAGMA user_version = 1;
			INSERT INTO mail (recipient, message_id, state, created) VALUES ('a', 'm1', 'sent', 1), ('a', 'm2', 'sending', 1), ('a', 'm3', 'pending', 1), ('a', 'm4', 'failed', 1);
			UPDATE mail SET uncertain = 1 WHERE message_id = 'm4'`)
		return err
	}))
	must(t, old.Close())
	if _, err := Read(dir); err == nil {
		t.Error("an old ledger is read as if it were a new one")
	}
	l := open(t, dir)
	defer func() { must(t, l.Close()) }()
	mails, err := l.Mails(9)
	must(t, err)
	var got []string
	for _, m := range mails {
		if m.State != Sent {
			must(t, l.Divide(m.ID, []Part{{Number: 1, MessageID: m.MessageID}, {Number: 2, MessageID: m.MessageID + ".2"}}))
		}
		parts, err := l.Parts(m.ID)
		must(t, err)
		for _, p := range parts {
			got = append(got, fmt.Sprintln(p.MessageID, p.Uncertain))
		}
		got = append(got, fmt.Sprintln(m.MessageID, m.State))
	}
	want := []string{"m4 true\n", "m4.2 true\n", "m4 failed\n", "m3 false\n", "m3.2 false\n", "m3 pending\n", "m2 true\n", "m2.2 true\n", "m2 pending\n", "m1 sent\n"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
