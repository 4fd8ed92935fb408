package service

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"

	"jixiao/internal/audit"
	"jixiao/internal/batch"
	"jixiao/internal/finding"
	"jixiao/internal/intake"
	"jixiao/internal/ledger"
	"jixiao/internal/roster"
)

// claim takes safe copies of files that are ready and records them; it returns how many.
func (s *Service) claim(ctx context.Context) (int, error) {
	n := min(len(s.ready), perRound)
	if n == 0 || ctx.Err() != nil {
		return 0, nil
	}
	next := s.ready[:n]
	s.ready = s.ready[n:]
	hashes, failures := make([]string, n), make([]error, n)
	s.parallel(ctx, n, func(i int) {
		s.Step(StepTake)
		hashes[i], failures[i] = s.store.Take(s.inbox(next[i].Rel), next[i])
	})
	now := s.Now()
	var files []ledger.File
	for i, e := range next {
		switch {
		case errors.Is(failures[i], intake.ErrChanged):
			s.tracker.Again(e.Rel, now)
		case failures[i] != nil:
			s.tracker.Again(e.Rel, now)
			s.waiting = append(s.waiting, intake.Waiting{Rel: e.Rel, Reason: intake.Reason(failures[i], s.inbox(e.Rel)), Since: now})
		case hashes[i] != "":
			files = append(files, ledger.File{Rel: e.Rel, SHA256: hashes[i], Size: e.Size, Modified: e.Modified, Kind: e.Kind, Received: now})
		}
	}
	s.Step(StepClaim)
	return len(files), s.ledger.Claim(files)
}

// parallel runs do for each index, as many at once as the configuration allows; what was begun
// is finished when ctx ends.
func (s *Service) parallel(ctx context.Context, n int, do func(i int)) {
	var group errgroup.Group
	jobs := s.Config.Jobs
	if jobs < 1 {
		jobs = runtime.GOMAXPROCS(0)
	}
	group.SetLimit(jobs)
	for i := range n {
		if ctx.Err() != nil {
			break
		}
		group.Go(func() error {
			if ctx.Err() == nil { // it may have ended while this one waited for its turn
				do(i)
			}
			return nil
		})
	}
	_ = group.Wait()
}

// round takes the files that have something left to do one step on: claimed ones are processed
// and their outcome committed, all at once; finished ones are put away. It returns how many it
// took in hand.
func (s *Service) round(ctx context.Context) (int, error) {
	open, err := s.ledger.Open(s.Now(), perRound)
	if err != nil || len(open) == 0 || ctx.Err() != nil {
		return 0, err
	}
	s.beginRun()
	var claimed, finished []ledger.File
	for _, f := range open {
		if f.State == ledger.Claimed {
			claimed = append(claimed, f)
		} else {
			finished = append(finished, f)
		}
	}
	claimed = alone(claimed)
	if err := s.ledger.BeginFiles(claimed); err != nil {
		return 0, err
	}
	outcomes, err := s.process(ctx, claimed)
	if err != nil {
		return 0, err
	}
	s.Step(StepFinish)
	if err := s.ledger.Finish(outcomes); err != nil {
		return 0, err
	}
	s.finished = s.Now()
	for _, o := range outcomes {
		f, err := s.ledger.Get(o.File)
		if err != nil {
			return 0, err
		}
		s.count(f, o)
		if !f.Placed {
			finished = append(finished, f)
		}
	}
	return len(claimed) + len(finished), s.place(finished)
}

// mostBegun is how often work on a file may begin without an end before it is given up: a file
// that brings the program down must not do so for ever.
const mostBegun = 5

// alone leaves only one file when work on it was cut off before: when the program dies again, it
// is known which file it was.
func alone(files []ledger.File) []ledger.File {
	for i := range files {
		if files[i].Begun > 0 {
			return files[i : i+1]
		}
	}
	return files
}

// process decides what becomes of claimed files. A file that cannot be decided now is postponed
// and has no outcome.
func (s *Service) process(ctx context.Context, files []ledger.File) ([]ledger.Outcome, error) {
	taken := map[string]bool{}
	outcomes := make([]*ledger.Outcome, len(files))
	var work []int
	for i, f := range files {
		same, known, err := s.ledger.Counted(f.SHA256, f.ID)
		if err != nil {
			return nil, err
		}
		if !known {
			work = append(work, i)
			continue
		}
		o := &ledger.Outcome{File: f.ID, State: ledger.Duplicate, DuplicateOf: same.ID, Reason: "与已收的“" + same.Rel + "”内容完全相同", Now: s.Now()}
		if outcomes[i] = o; f.Parent == 0 {
			if o.Dest, err = s.free(atDuplicates, f.Rel, taken); err != nil {
				return nil, err
			}
		}
	}
	later := make([]*audit.Problem, len(files))
	s.parallel(ctx, len(work), func(k int) {
		i := work[k]
		s.Step(StepProcess)
		outcomes[i], later[i] = s.decide(files[i])
	})
	var list []ledger.Outcome
	for i, o := range outcomes {
		f := files[i]
		switch {
		case later[i] != nil:
			if err := s.postpone(f, later[i].Code, later[i].Message, later[i].Hint); err != nil {
				return nil, err
			}
		case o != nil:
			if err := s.destination(o, f, taken); err != nil {
				return nil, err
			}
			list = append(list, *o)
		}
	}
	return list, nil
}

// destination gives the original of a decided file its place. Members of an archive stay in it,
// but those that cannot be processed are put where people look.
func (s *Service) destination(o *ledger.Outcome, f ledger.File, taken map[string]bool) (err error) {
	switch {
	case o.Dest != "" || o.State == ledger.Duplicate:
	case o.State == ledger.Failed:
		o.Dest, err = s.free(atFailed, f.Rel, taken)
	case f.Parent == 0:
		o.Dest, err = s.free(atArchive, f.Rel, taken)
	}
	return err
}

// decide processes one file from its copy in the store. A problem is one that may pass.
func (s *Service) decide(f ledger.File) (*ledger.Outcome, *audit.Problem) {
	o := &ledger.Outcome{File: f.ID, State: ledger.Done, Now: s.Now()}
	if f.Begun >= mostBegun {
		o.State, o.Code = ledger.Failed, "E-CRASH"
		o.Reason = fmt.Sprintf("处理它时程序 %d 次异常中断,不再尝试,以免影响其他文件", f.Begun)
		o.Hint = "请用 WPS 或 Excel 打开后另存再放入;仍不行请把文件发给维护人员"
		return o, nil
	}
	if f.Kind == ledger.Archive {
		members, err := s.store.Unpack(f, intake.DefaultLimits, s.Now())
		var refused *intake.Refusal
		switch {
		case errors.As(err, &refused):
			o.State, o.Code, o.Reason, o.Hint = ledger.Failed, refused.Code, refused.Message, refused.Hint
		case err != nil:
			return nil, &audit.Problem{Code: "E-DISK", Message: fmt.Sprintf("压缩包解不开:本机磁盘出错(%v)", err), Hint: "请检查磁盘空间;会自动重试"}
		}
		o.Members = members
		return o, nil
	}
	rel := intake.Fit(f.Rel)
	b := batch.Batch{
		Options: s.options(), Mark: true, Plain: s.Config.Plain, Out: s.Config.Path(s.Config.Folders.Results), Writer: s.writer(), Time: s.Config.Limits.Time,
	}
	res := b.File(batch.Source{Path: s.store.Path(f.SHA256), Name: f.Rel, Rel: filepath.FromSlash(rel)})
	if p := res.Problem; p != nil {
		if p.Code == "E-WRITE" || p.Code == "E-READ" {
			return nil, p
		}
		o.State, o.Code, o.Reason, o.Hint = ledger.Failed, p.Code, p.Message, p.Hint
		if intake.Packed(f.Rel) {
			o.Hint = "这种压缩包不能自动解压:请解压后把里面的自评表(.xlsx)放入收件文件夹,或改用 .zip 压缩"
		}
	}
	if res.Output != "" {
		o.Result = atResults + rel
	}
	if o.State == ledger.Done {
		o.Forms, o.Brief = forms(res), brief(res)
	}
	o.Recipients = s.recipients(o)
	return o, nil
}

// forms is what the ledger keeps of a result.
func forms(res *audit.Result) []ledger.Form {
	var list []ledger.Form
	for i := range res.Forms {
		f := &res.Forms[i]
		list = append(list, ledger.Form{
			Sheet: f.Sheet, County: f.County.FullName(), Department: f.Project.Department.Text, Project: f.Project.Name.Text,
			Year: f.Year, Level: string(f.Level), Score: f.Score.Total.Sum.String(), Grade: f.Score.Total.Grade, Manual: f.Score.Total.Manual,
			Errors: finding.Count(f.Findings, finding.Error), Warnings: finding.Count(f.Findings, finding.Warn),
		})
	}
	return list
}

// maxBrief bounds the findings that are kept of a file for its mail.
const maxBrief = 8

// brief is the main findings, one a line: errors first.
func brief(res *audit.Result) string {
	var lines []string
	for _, severity := range []finding.Severity{finding.Error, finding.Warn} {
		for _, f := range res.All() {
			if f.Severity == severity && len(lines) < maxBrief {
				at := ""
				if !f.Cell.IsZero() {
					at = f.Sheet + "!" + f.Cell.String() + " "
				}
				lines = append(lines, at+strings.ReplaceAll(f.Message, "\n", " "))
			}
		}
	}
	return strings.Join(lines, "\n")
}

// recipients are those who get a result by mail; nobody before mail is switched on.
func (s *Service) recipients(o *ledger.Outcome) []string {
	m := &s.Config.Mail
	if !m.Enabled {
		return nil
	}
	list := append([]string(nil), m.To...)
	if m.PerDepartment {
		for _, f := range o.Forms {
			if to := s.mailers[roster.Name(f.Department)]; to != "" {
				list = append(list, to)
			}
		}
	}
	return list
}

// beginRun starts a stretch of work.
func (s *Service) beginRun() {
	if s.run == nil {
		s.run = &ledger.Run{Started: s.Now()}
	}
}

// count adds an outcome to the stretch of work and logs it.
func (s *Service) count(f ledger.File, o ledger.Outcome) {
	switch o.State {
	case ledger.Done:
		if f.Kind == ledger.Workbook {
			s.run.Done++
		}
	case ledger.Failed:
		s.run.Failed++
	case ledger.Duplicate:
		s.run.Duplicates++
	}
	if s.Told != nil {
		s.Told(f)
	}
	s.Log.Info("file", "path", f.Rel, "state", f.State, "sha256", f.SHA256, "forms", len(o.Forms), "members", len(o.Members), "code", o.Code, "reason", o.Reason)
}

// endRun remembers a stretch of work when there is nothing more to do.
func (s *Service) endRun() error {
	run := s.run
	if s.run = nil; run == nil || run.Done+run.Failed+run.Duplicates == 0 {
		return nil
	}
	run.Ended = s.Now()
	s.Log.Info("run", "done", run.Done, "failed", run.Failed, "duplicates", run.Duplicates)
	return s.ledger.AddRun(*run)
}
