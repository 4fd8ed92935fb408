package service

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jixiao/internal/ledger"
)

// mailFolder is where the test's mail server keeps what it took: a file for each attempt.
const mailFolder = "邮件"

// recorder is a mail server that writes down what it takes. One mail takes a few files only, so
// that most messages go in parts.
type recorder struct {
	folder string
	per    func() int       // how many files one mail takes; nil: 2
	fail   func(Part) error // nil: takes everything
}

// taken is one mail as the recorder keeps it.
type taken struct {
	ID, To    string
	Uncertain bool
	Number    int
	Items     []int64 // files whose results it tells; the first part tells all
	Places    []string
}

func (r recorder) Divide(m Message, recorded [][]string, fixed int) [][]string {
	per := 2
	if r.per != nil {
		per = r.per()
	}
	var rest []string
	for _, item := range m.Items {
		if item.Result != "" {
			rest = append(rest, item.Result)
		}
	}
	rest = append(rest, m.Summaries...)
	if recorded != nil {
		rest = slices.Concat(recorded[fixed:]...)
	}
	parts := slices.Clone(recorded[:fixed])
	for places := range slices.Chunk(rest, per) {
		parts = append(parts, places)
	}
	if len(parts) == 0 {
		parts = append(parts, nil)
	}
	return parts
}

func (r recorder) Send(_ context.Context, m Message, p Part) error {
	var refused error
	if r.fail != nil {
		// In doubt the mail arrives all the same.
		if refused = r.fail(p); refused != nil && !doubtful(refused) {
			return refused
		}
	}
	t := taken{ID: p.ID, To: m.To, Uncertain: p.Uncertain, Number: p.Number, Places: p.Divided[p.Number-1]}
	if p.Number == 1 {
		for _, item := range m.Items {
			t.Items = append(t.Items, item.ID)
		}
	}
	if err := os.MkdirAll(r.folder, 0o777); err != nil {
		return err
	}
	data, err := json.Marshal(t)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(r.folder, "*")
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return refused
}

func doubtful(err error) bool {
	e, ok := err.(*SendError)
	return ok && e.Doubt
}

// taken reads what the recorder took.
func (o *office) taken() (list []taken) {
	o.t.Helper()
	if !exists(filepath.Join(o.base, mailFolder)) {
		return nil
	}
	for _, name := range o.files(mailFolder) {
		data, err := os.ReadFile(filepath.Join(o.base, mailFolder, name))
		if err != nil {
			o.t.Fatal(err)
		}
		var t taken
		if err := json.Unmarshal(data, &t); err != nil {
			o.t.Fatal(err)
		}
		list = append(list, t)
	}
	return list
}

// failer is what a test of package testing and one of rapid have in common.
type failer interface {
	Helper()
	Errorf(format string, args ...any)
	Fatal(args ...any)
}

var _ failer = testing.TB(nil)

// checkMail checks, once all mail is sent, that every part of every message arrived once, or that
// the second time says so; that a second copy brings what the first did; that the parts together
// tell of every result that is owed to their recipient and bring its file; and that nothing
// else arrived.
func checkMail(t failer, o *office) {
	t.Helper()
	byID := map[string][]taken{}
	for _, m := range o.taken() {
		byID[m.ID] = append(byID[m.ID], m)
	}
	owed := map[int64][]ledger.Entry{}
	entries, err := o.service.ledger.OutboxEntries()
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) == 0 {
		t.Errorf("nothing is owed to anybody")
	}
	for _, e := range entries {
		owed[e.Mail] = append(owed[e.Mail], e)
	}
	mails, err := o.service.ledger.Mails(1 << 30)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range mails {
		told := checkParts(t, o, m, byID)
		for _, e := range owed[m.ID] {
			f, err := o.service.ledger.Get(e.File)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Contains(told.Items, e.File) || told.To != e.Recipient || f.Result != "" && !slices.Contains(told.Places, f.Result) {
				t.Errorf("%s was not told of %s, or lacks its file", e.Recipient, f.Rel)
			}
		}
		if len(told.Items) != len(owed[m.ID]) {
			t.Errorf("%s was told of %d results, %d are owed", m.Recipient, len(told.Items), len(owed[m.ID]))
		}
		delete(owed, m.ID)
	}
	for mail, list := range owed {
		t.Errorf("mail %d, which carries %d results, was never made", mail, len(list))
	}
	for id := range byID {
		t.Errorf("%s arrived and is in no ledger", id)
	}
}

// checkParts checks the parts of one message and returns what they bring together.
func checkParts(t failer, o *office, m ledger.Mail, arrived map[string][]taken) (all taken) {
	t.Helper()
	parts, err := o.service.ledger.Parts(m.ID)
	if err != nil {
		t.Fatal(err)
	}
	if m.State != ledger.Sent || len(parts) == 0 || m.Parts != len(parts) || m.PartsSent != len(parts) {
		t.Errorf("mail %+v is not sent", m)
	}
	all.To = m.Recipient
	for i, p := range parts {
		copies := arrived[p.MessageID]
		delete(arrived, p.MessageID)
		plain := 0
		for _, c := range copies {
			if !c.Uncertain {
				plain++
			}
			if d := cmp.Diff(p.Places, c.Places); d != "" || c.To != m.Recipient || c.Number != i+1 {
				t.Errorf("a copy of part %d to %s is another: %+v %s", i+1, m.Recipient, c, d)
			}
		}
		if len(copies) == 0 || plain > 1 || p.State != ledger.Sent {
			t.Errorf("part %d of %s to %s: arrived %d times, %d of them without saying that it may be a second; %s", i+1, m.MessageID, m.Recipient, len(copies), plain, p.State)
			continue
		}
		all.Items = append(all.Items, copies[0].Items...)
		all.Places = append(all.Places, p.Places...)
	}
	return all
}
