package service

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"jixiao/internal/audit"
	"jixiao/internal/batch"
	"jixiao/internal/ledger"
	"jixiao/internal/summary"
)

// summaries writes the summaries that are out of date and due: when nothing changed for a while,
// or at the latest some time after the first change, so that a stream of files does not starve them.
func (s *Service) summaries(ctx context.Context) error {
	stale, err := s.ledger.Stale()
	if err != nil {
		return err
	}
	now, when := s.Now(), s.Config.Summary
	for _, c := range stale {
		if ctx.Err() != nil {
			return nil
		}
		if !passed(now, c.Last, when.Quiet) && !passed(now, c.Since, when.AtMost) {
			continue
		}
		s.Step(StepSummary)
		at, trouble, err := s.summarise(ctx, c)
		if err != nil {
			return err
		}
		about := "汇总 " + c.Name
		if trouble != nil {
			s.complain(about, trouble.Message+"。"+trouble.Hint+";会自动重试")
			continue
		}
		s.relieve(about)
		s.Step(StepShown)
		if err := s.ledger.Summarised(c, at); err != nil {
			return err
		}
		s.Log.Info("summary", "county", c.Name, "path", at)
	}
	return nil
}

// passed reports whether it is at least wait since then. A time of the ledger that lies in the
// future (the clock was wrong, then or now) must not hold anything up until it comes.
func passed(now, then time.Time, wait time.Duration) bool {
	return now.Before(then) || now.Sub(then) >= wait
}

// summarise writes the summary of one county from everything that counts, read again from the
// copies in the store: what it shows never depends on an earlier version of the program or the
// rules. It returns where it stands, "" when there is nothing to show.
func (s *Service) summarise(ctx context.Context, c ledger.County) (string, *audit.Problem, error) {
	files, err := s.ledger.Current(c.Name)
	if err != nil {
		return "", nil, err
	}
	sources := make([]batch.Source, len(files))
	for i, f := range files {
		sources[i] = batch.Source{Path: s.store.Path(f.SHA256), Name: f.Rel}
	}
	folder := s.Config.Path(s.Config.Folders.Summary)
	aside := &batch.Aside{}
	defer aside.Close()
	counties, err := s.collect(ctx, files, sources, summary.NewCollector(folder, aside))
	if err != nil {
		return "", nil, err
	}
	for _, book := range batch.BooksOf(counties, folder) {
		if book.County.FullName() != c.Name {
			continue
		}
		at, err := s.summaryPlace(c, book.Input)
		if err != nil {
			return "", nil, err
		}
		book.Path = s.path(at)
		written, trouble := batch.Write([]batch.Book{book}, s.Config.Summary.Notice, s.writer())
		if len(trouble) > 0 {
			return "", trouble[0], nil
		}
		if len(written) > 0 {
			return at, nil, s.dropOld(c, at)
		}
	}
	return "", nil, s.dropOld(c, "")
}

// collect reads the files again, compares them with each other and with the roster, and sums
// them up, as the command line does.
func (s *Service) collect(ctx context.Context, files []ledger.File, sources []batch.Source, lines *summary.Collector) ([]*summary.Input, error) {
	options := s.options()
	b := batch.Batch{Options: options, Jobs: s.Config.Jobs, Time: s.Config.Limits.Time}
	store := batch.NewStore(&options)
	defer store.Close()
	first, err := s.ledger.FirstReceived()
	if err != nil {
		return nil, err
	}
	next := 0
	err = b.Each(context.WithoutCancel(ctx), sources, func(r *audit.Result) {
		f := files[next]
		if f.Result != "" {
			r.Output = filepath.ToSlash(s.path(f.Result))
		}
		r.Received = first[f.ID]
		next++
		store.Add(r)
	})
	if err != nil {
		return nil, err
	}
	due := batch.NewDue(s.Roster, store.Counties())
	if due == nil {
		store.Finish(nil)
	} else {
		store.Finish(due.Expected)
	}
	if err := store.Each(lines.Add); err != nil {
		return nil, err
	}
	if due != nil {
		due.Tell(lines)
	}
	counties := lines.Inputs()
	for _, in := range counties {
		batch.Describe(in, s.Audit.Rules)
		in.Unchecked = s.Unchecked
	}
	return counties, nil
}

// summaryPlace is where the summary of a county goes; counties of one name are told apart.
func (s *Service) summaryPlace(c ledger.County, in *summary.Input) (string, error) {
	at := atSummary + in.FileName()
	taken, err := s.ledger.SummaryAt(at)
	if err == nil && taken.Path != "" && taken.Name != c.Name {
		at = atSummary + in.County.Province + in.County.City + in.FileName()
	}
	return at, err
}

// dropOld removes the summary that a county had under another name (of other years).
func (s *Service) dropOld(c ledger.County, at string) error {
	if c.Path == "" || c.Path == at {
		return nil
	}
	old := s.path(c.Path)
	err := os.Remove(old)
	if s.Config.Summary.Notice {
		_ = os.Remove(strings.TrimSuffix(old, filepath.Ext(old)) + ".md")
	}
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		s.complain("汇总 "+c.Name, "旧的汇总表删不掉,可能正被打开:"+old)
	}
	return nil
}
