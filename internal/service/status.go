package service

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"time"

	"jixiao/internal/config"
	"jixiao/internal/intake"
	"jixiao/internal/ledger"
	"jixiao/internal/safefile"
)

// statusName is the file in which a running instance tells what only it knows.
const statusName = "status.json"

// live is what only the running instance knows.
type live struct {
	PID     int              `json:"pid"`
	Version string           `json:"version"`
	Started time.Time        `json:"started"`
	Updated time.Time        `json:"updated"`
	Ready   int              `json:"ready"` // whole, not taken yet
	Waiting []intake.Waiting `json:"waiting"`
	Others  []string         `json:"others"` // neither workbooks nor archives: they stay in the inbox
	Trouble []string         `json:"trouble"`
}

// Status is how a workspace stands.
type Status struct {
	Running bool
	live
	Counts    ledger.Counts
	Postponed []ledger.File // claimed, and held up for a reason
	Failures  []ledger.File
	Runs      []ledger.Run
	Mails     []MailLine // not sent, though tried
}

// MailLine is a mail with what there is to say of it.
type MailLine struct {
	ledger.Mail
	Word, Story string
}

// shownOthers bounds how many foreign files are listed.
const shownOthers = 100

// showStatus writes what only this instance knows for others to read, when it changed or a while
// passed. The status is no reason to stop: a full disk shows elsewhere.
func (s *Service) showStatus() error {
	now := live{
		PID: os.Getpid(), Version: s.Version, Started: s.started, Ready: len(s.ready),
		Waiting: s.waiting, Others: s.others[:min(len(s.others), shownOthers)],
	}
	for _, sentence := range s.trouble {
		now.Trouble = append(now.Trouble, sentence)
	}
	slices.Sort(now.Trouble)
	data, err := json.Marshal(now)
	if err != nil {
		return err
	}
	if string(data) == string(s.shown) && s.Now().Sub(s.shownAt) < s.Config.Intake.Rescan {
		return nil
	}
	s.shown, s.shownAt = data, s.Now()
	now.Updated = s.Now()
	if data, err = json.MarshalIndent(now, "", " "); err != nil {
		return err
	}
	_ = safefile.Real{Fast: true}.WriteFile(filepath.Join(s.Config.Path(s.Config.Folders.State), statusName), data)
	return nil
}

// Look reads how a workspace stands, whether an instance is running or not.
func Look(cfg *config.Config) (*Status, error) {
	st := &Status{Running: Running(cfg)}
	state := cfg.Path(cfg.Folders.State)
	if data, err := os.ReadFile(filepath.Join(state, statusName)); err == nil {
		_ = json.Unmarshal(data, &st.live) // half a file tells nothing
	}
	l, err := ledger.Read(state)
	if errors.Is(err, ledger.ErrMissing) {
		return st, nil
	}
	if err != nil {
		return nil, err
	}
	return st, errors.Join(st.read(l), l.Close())
}

// listed bounds each list of the status.
const listed = 50

func (st *Status) read(l *ledger.Ledger) (err error) {
	if st.Counts, err = l.Counts(); err != nil {
		return err
	}
	open, err := l.Waiting()
	if err != nil {
		return err
	}
	for _, f := range open {
		if f.Held != "" && len(st.Postponed) < listed {
			st.Postponed = append(st.Postponed, f)
		}
	}
	if st.Failures, err = l.Failures(listed); err != nil {
		return err
	}
	if st.Runs, err = l.Runs(10); err != nil {
		return err
	}
	mails, err := l.Stuck(listed)
	if err != nil {
		return err
	}
	for _, m := range mails {
		story, err := MailStory(l, m)
		if err != nil {
			return err
		}
		st.Mails = append(st.Mails, MailLine{Mail: m, Word: MailWord(m), Story: story})
	}
	return nil
}
