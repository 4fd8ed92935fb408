// Package service is the folder that works by itself: what is dropped into the inbox is scored,
// marked, summarised and put away, and the mail that is owed is handed on. What was done stands
// in the ledger before anything is moved, so that the program may be killed at any moment.
package service

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"time"

	"jixiao/internal/audit"
	"jixiao/internal/config"
	"jixiao/internal/intake"
	"jixiao/internal/ledger"
	"jixiao/internal/roster"
	"jixiao/internal/safefile"
)

// Options is what a service is made of. Config and Audit are needed, the rest has defaults.
type Options struct {
	Config *config.Config
	Audit  audit.Options
	Roster *roster.Roster
	// Unchecked says for people which checks do not run for want of lists.
	Unchecked []string
	Sender    Sender // nil: mail is gathered and waits
	Log       *slog.Logger
	// Told, when set, is called after each file with what became of it.
	Told func(f ledger.File)
	// Warned, when set, is called with a sentence when something gets in the way of the work, and
	// with "" when nothing is any more.
	Warned func(sentence string)
	// Now is the clock, time.Now by default.
	Now func() time.Time
	// Step, when set, is called with the name of each step before it is taken, from any
	// goroutine; tests end the program there. See the Step constants.
	Step func(name string)
	// Version of the program, for the status.
	Version string
}

// The steps that a file goes through. What was done before each of them is safe.
const (
	StepTake      = "take"      // copy and hash into the store
	StepClaim     = "claim"     // commit that the bytes are safe
	StepProcess   = "process"   // score, write the marked copy
	StepFinish    = "finish"    // commit the result and the mail owed
	StepMove      = "move"      // put the original away
	StepNote      = "note"      // write why a file cannot be processed
	StepPlaced    = "placed"    // commit that it is put away
	StepTidy      = "tidy"      // put superseded results away
	StepSummary   = "summary"   // write a summary
	StepShown     = "shown"     // commit that it is written
	StepGather    = "gather"    // commit which results go into one mail
	StepDivide    = "divide"    // commit which parts a mail goes in
	StepSend      = "send"      // hand a part of a mail to the server
	StepDelivered = "delivered" // commit that the server took it
)

// Steps lists all steps in their order.
var Steps = []string{StepTake, StepClaim, StepProcess, StepFinish, StepMove, StepNote, StepPlaced, StepTidy, StepSummary, StepShown, StepGather, StepDivide, StepSend, StepDelivered}

// maxSize bounds what is taken in; archives of a whole county are below it.
const maxSize = 1 << 30

// perRound bounds how many files are worked on between two looks at the clock and the context.
const perRound = 32

// Service is one folder at work. Pass and Run are not safe for concurrent use with each other;
// Deliver may run beside them.
type Service struct {
	Options
	ledger  *ledger.Ledger
	store   intake.Store
	tracker intake.Tracker
	locks   locks
	mailers map[string]string // department → address

	ready    []intake.Entry
	waiting  []intake.Waiting
	others   []string
	trouble  map[string]string // what is wrong with a folder → the sentence
	scanned  time.Time
	rescan   time.Time
	started  time.Time
	finished time.Time // last file that was finished
	run      *ledger.Run
	// mailPause is until when the server is left alone; only Deliver uses it.
	mailPause time.Time
	shown     []byte // the status as last written
	shownAt   time.Time
}

// Open makes the workspace's folders, takes its lock, opens the ledger and cleans up after a
// crash. *Locked when another instance works on the folder.
func Open(opt Options) (*Service, error) {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	if opt.Step == nil {
		opt.Step = func(string) {}
	}
	cfg := opt.Config
	s := &Service{
		Options: opt, trouble: map[string]string{}, mailers: map[string]string{}, started: opt.Now(),
		store:   intake.Store{Dir: filepath.Join(cfg.Path(cfg.Folders.State), "store")},
		tracker: intake.Tracker{Root: cfg.Path(cfg.Folders.Inbox), Quiet: cfg.Intake.Quiet, Patience: cfg.Intake.Patience, MaxSize: maxSize},
	}
	if opt.Roster != nil {
		for _, e := range opt.Roster.Entries {
			if e.Email != "" {
				s.mailers[roster.Name(e.Department)] = e.Email
			}
		}
	}
	// The ledger first: it refuses a state folder on a share, where locks mean nothing.
	if kind := ledger.Remote(cfg.Path(cfg.Folders.State)); kind == "" {
		if err := s.locks.take(cfg); err != nil {
			return nil, err
		}
	}
	var err error
	if s.ledger, err = ledger.Open(cfg.Path(cfg.Folders.State)); err != nil {
		return nil, errors.Join(err, s.locks.release())
	}
	if err := s.recover(); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// recover makes ready after a stop or a crash: postponed files are due again and half copies go.
func (s *Service) recover() error {
	if err := s.ledger.RetryNow(); err != nil {
		return err
	}
	for _, f := range s.Config.All()[1:] {
		dropHalves(f.Path)
	}
	return s.sweep()
}

// dropHalves removes files of ours that a crash left half written below a folder. What cannot
// be reached now is left for the next start: such files are hidden and harm nobody.
func dropHalves(folder string) {
	_ = filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && (safefile.IsTemp(d.Name()) || intake.IsHalf(d.Name())) {
			_ = os.Remove(path)
		}
		return nil
	})
}

// sweep removes copies that nothing needs any more.
func (s *Service) sweep() error {
	kept, err := s.ledger.Kept()
	if err != nil {
		return err
	}
	return s.store.Sweep(kept)
}

// Close closes the ledger and gives the lock back.
func (s *Service) Close() error { return errors.Join(s.ledger.Close(), s.locks.release()) }

// MakeFolders makes the folders of a workspace that are missing. One that cannot be made (a share
// that is not there) is an error; the others are made.
func MakeFolders(cfg *config.Config) error {
	var failed []error
	for _, f := range cfg.All() {
		if err := os.MkdirAll(f.Path, 0o777); err != nil {
			failed = append(failed, fmt.Errorf("无法建立“%s”文件夹 %s:%w", f.Name, f.Path, err))
		}
	}
	return errors.Join(failed...)
}

// Pass does what there is to do now and reports whether anything was done: a caller goes on until
// nothing is. When ctx ends, the files in hand are finished and no others are begun. An error
// is of the ledger or the local disk; the next Pass goes on where this one stopped.
func (s *Service) Pass(ctx context.Context) (worked bool, err error) {
	if err := s.ledger.Present(); err != nil {
		return false, err // no status either: its folder would be made again, in the way of the old one
	}
	defer func() { err = errors.Join(err, s.showStatus()) }()
	if err := s.look(); err != nil {
		return false, err
	}
	claimed, err := s.claim(ctx)
	if err != nil {
		return false, err
	}
	handled, err := s.round(ctx)
	if err != nil {
		return false, err
	}
	worked = claimed+handled > 0
	if ctx.Err() != nil {
		return worked, s.endRun()
	}
	if worked {
		// With a stream of files the summary must still come out: see Summary.AtMost.
		return true, s.summaries(ctx)
	}
	return false, s.quiet(ctx)
}

// quiet is what is done when no file is: put old results away, summaries, mail.
func (s *Service) quiet(ctx context.Context) error {
	for _, do := range []func() error{s.endRun, s.tidy, func() error { return s.summaries(ctx) }, s.gather} {
		if err := do(); err != nil {
			return err
		}
	}
	return nil
}

// look walks the inbox when it is time to.
func (s *Service) look() error {
	now := s.Now()
	if len(s.ready) > 0 || !s.scanned.IsZero() && now.Sub(s.scanned) < s.every() {
		return nil
	}
	return s.scan(now)
}

// every is how often the inbox is walked: a file that just came is looked at again as soon as it
// may be whole.
func (s *Service) every() time.Duration {
	soon := max(s.Config.Intake.Quiet/2, 50*time.Millisecond)
	if poll := s.Config.Intake.Poll; soon > poll || !slices.ContainsFunc(s.waiting, func(w intake.Waiting) bool { return w.Young }) {
		return poll
	}
	return soon
}

// scan walks the inbox. An inbox that is away (a share) is told in the status and tried again.
func (s *Service) scan(now time.Time) error {
	s.scanned = now
	if s.rescan.IsZero() || now.Sub(s.rescan) >= s.Config.Intake.Rescan {
		s.rescan = now
		if err := errors.Join(s.ledger.RetryNow(), s.sweep()); err != nil {
			return err
		}
	}
	list, err := intake.Scan(s.tracker.Root, s.Config.Intake.Ignore)
	if err != nil {
		why := err.Error()
		if errors.Is(err, fs.ErrNotExist) {
			why = "不存在:可能被改名、移走,或者网络共享断开了"
		}
		s.complain("收件", fmt.Sprintf("“收件”文件夹 %s 打不开(%s);恢复后自动继续", s.tracker.Root, why))
		s.ready, s.waiting = nil, nil
		return nil
	}
	s.relieve("收件")
	s.others = list.Others
	s.locks.follow(list.Folders)
	open, err := s.ledger.OpenPaths()
	if err != nil {
		return err
	}
	ready, waiting := s.tracker.Update(now, list.Files)
	s.waiting, s.ready = waiting, s.ready[:0]
	for _, e := range ready {
		if !open[e.Rel] {
			s.ready = append(s.ready, e)
		}
	}
	for rel, err := range list.Unread {
		s.waiting = append(s.waiting, intake.Waiting{Rel: rel, Reason: fmt.Sprintf("文件夹打不开(%v);恢复后自动处理", err), Since: now})
	}
	return nil
}

// Look makes the next Pass walk the inbox, after the files that are ready already; all drops what
// is believed of it and retries what was postponed.
func (s *Service) Look(all bool) {
	s.scanned = time.Time{}
	if all {
		s.ready, s.rescan = nil, time.Time{}
	}
}

func (s *Service) complain(about, sentence string) {
	if s.trouble[about] != sentence {
		s.Log.Warn("trouble", "about", about, "text", sentence)
		if s.Warned != nil {
			s.Warned(sentence)
		}
	}
	s.trouble[about] = sentence
}

func (s *Service) relieve(about string) {
	if _, ok := s.trouble[about]; ok {
		s.Log.Info("trouble is over", "about", about)
		if delete(s.trouble, about); len(s.trouble) == 0 && s.Warned != nil {
			s.Warned("")
		}
	}
}

// options are what files are scored by today, waivers end on a day; the limits are those of the
// configuration.
func (s *Service) options() audit.Options {
	o := s.Audit
	o.Today, o.Limits = s.Now(), s.Config.Limits.Limits
	return o
}

// writer is the way to the disk for all results: originals are never among its targets, since
// those lie in other folders.
func (s *Service) writer() safefile.Writer { return safefile.Real{Unattended: true} }
