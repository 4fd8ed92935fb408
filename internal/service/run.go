package service

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
	"time"

	"jixiao/internal/intake"
	"jixiao/internal/ledger"
)

// Run works until ctx ends, then finishes the files in hand and returns. Errors of the disk or
// the ledger do not end it: it says so in log and status, and tries again.
func (s *Service) Run(ctx context.Context) error {
	watcher, err := intake.NewWatcher()
	if err != nil {
		s.Log.Warn("no notifications, the inbox is looked at regularly", "error", err)
	} else {
		s.locks.watcher = watcher
		defer func() {
			s.locks.watcher = nil
			_ = watcher.Close()
		}()
	}
	var others sync.WaitGroup
	defer others.Wait()
	inner, stop := context.WithCancel(ctx)
	defer stop()
	if s.Config.Listen != "" {
		listener, err := net.Listen("tcp", s.Config.Listen)
		if err != nil {
			s.complain("状态网页", "状态网页打不开:"+err.Error())
		} else {
			s.Log.Info("status page", "address", listener.Addr().String())
			others.Go(func() { serve(inner, listener, Page(s.Config)) })
		}
	}
	others.Go(func() { s.deliverAlways(inner) })
	s.Log.Info("started", "folder", s.Config.Base, "version", s.Version)
	s.loop(ctx)
	s.Log.Info("stopped")
	return nil
}

// settle is how long events are gathered before the inbox is walked: a copy of a thousand files
// is one walk.
const settle = 300 * time.Millisecond

// loop passes until ctx ends.
func (s *Service) loop(ctx context.Context) {
	wait := time.NewTimer(0)
	defer wait.Stop()
	pending := time.Duration(0) // what the timer is set to
	for {
		var wake, lost <-chan struct{}
		if w := s.locks.watcher; w != nil {
			wake, lost = w.Wake(), w.Lost()
		}
		select {
		case <-ctx.Done():
			return
		case <-wake:
			// Only brought forward, never put off: a stream of events must not starve the work.
			if s.Look(false); pending > settle {
				pending = settle
				wait.Reset(settle)
			}
			continue
		case <-lost:
			s.Log.Warn("events were lost, looking at everything again")
			s.locks.watcher.Forget()
			s.Look(true)
		case <-wait.C:
		}
		pending = s.step(ctx)
		wait.Reset(pending)
	}
}

// step passes once and returns how long to wait before the next.
func (s *Service) step(ctx context.Context) time.Duration {
	worked, err := s.Pass(ctx)
	if err != nil {
		s.complain("服务", troubleText(err))
		s.Log.Error("pass", "error", err)
		return s.Config.Intake.Poll
	}
	s.relieve("服务")
	if worked {
		return 0
	}
	return min(s.every(), max(s.Config.Summary.Quiet/2, 50*time.Millisecond))
}

// troubleText says what stopped a pass, and what to do where that is known.
func troubleText(err error) string {
	var e *ledger.Error
	if errors.As(err, &e) && e.Hint != "" {
		return e.Error() + "。" + e.Hint
	}
	return err.Error() + ";会自动重试"
}

// deliverAlways hands mail on until ctx ends.
func (s *Service) deliverAlways(ctx context.Context) {
	tick := time.NewTicker(s.Config.Intake.Poll)
	defer tick.Stop()
	for {
		if err := s.Deliver(ctx); err != nil {
			s.Log.Error("deliver", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// serve serves the status page until ctx ends.
func serve(ctx context.Context, listener net.Listener, page http.Handler) {
	server := &http.Server{Handler: page, ReadHeaderTimeout: 5 * time.Second, WriteTimeout: 30 * time.Second}
	done := make(chan struct{})
	go func() {
		defer close(done)
		<-ctx.Done()
		_ = server.Close()
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		_ = listener.Close()
	}
	<-done
}

// Settle works until every file that is there now is dealt with or waits for something that only
// others can do, and no summary is out of date.
func (s *Service) Settle(ctx context.Context) error {
	s.Look(true)
	for ctx.Err() == nil {
		worked, err := s.Pass(ctx)
		if err != nil {
			return err
		}
		if worked {
			continue
		}
		rest, err := s.atRest()
		if err != nil || rest {
			return err
		}
		select {
		case <-ctx.Done():
		case <-time.After(max(s.Config.Intake.Quiet/4, 10*time.Millisecond)):
		}
		s.Look(false)
	}
	return nil
}

// atRest reports whether only time or other people can change anything: files that are held up
// or open elsewhere do not count, files that came just now do.
func (s *Service) atRest() (bool, error) {
	now := s.Now()
	for _, w := range s.waiting {
		if w.Young && now.Sub(w.Since) < 2*s.Config.Intake.Patience {
			return false, nil
		}
	}
	stale, err := s.ledger.Stale()
	if err != nil || len(s.ready) > 0 {
		return false, err
	}
	for _, c := range stale {
		if _, held := s.trouble["汇总 "+c.Name]; !held {
			return false, nil
		}
	}
	return true, nil
}
