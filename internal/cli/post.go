package cli

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"jixiao/internal/config"
	"jixiao/internal/mail"
	"jixiao/internal/service"
)

// tooOld is when a letter is no longer news: a ledger that was restored from a copy, or a PC that
// stood still for weeks, must not send a season's letters again unasked.
const tooOld = 7 * 24 * time.Hour

// post is the folder service's way to the mail server: it makes letters of what the service has
// to tell and hands them over.
type post struct {
	config *config.Config
	sender mail.Sender
	now    func() time.Time
	// stale lets letters go that are too old to go unasked.
	stale bool

	mu sync.Mutex
	// refused is the last fault of the server itself; until then every letter meets it unasked.
	refused *mail.Error
	until   time.Time
}

// How long a server that refuses is left alone: services lock accounts that try a wrong password
// again and again, one letter after the other.
const (
	loginPause   = 30 * time.Minute
	generalPause = time.Minute
)

var _ service.Sender = (*post)(nil)

// newPost returns the way to the mail server of a configuration; the error says in Chinese what
// in it cannot work. Close it at the end.
func newPost(cfg *config.Config) (*post, error) {
	password, _, err := cfg.Password()
	if err != nil && cfg.Mail.Enabled {
		return nil, err
	}
	sender, err := mail.NewSMTP(mail.Server{
		On: cfg.Mail.Enabled, Host: cfg.Mail.Server, Port: cfg.Mail.Port, Security: mail.Security(cfg.Mail.Security),
		User: cfg.Mail.User, Password: password, From: cfg.Mail.From,
		CAFile: cfg.Path(cfg.Mail.CAFile),
	})
	if err != nil {
		return nil, fmt.Errorf("邮件的配置不能用:%w", err)
	}
	return &post{config: cfg, sender: sender, now: time.Now}, nil
}

// tryLogin connects to the mail server of a configuration and logs in, sending nothing.
func tryLogin(ctx context.Context, cfg *config.Config) error {
	p, err := newPost(cfg)
	if err != nil {
		return err
	}
	if s, ok := p.sender.(*mail.SMTP); ok {
		err = s.Login(ctx)
	}
	var e *mail.Error
	if errors.As(err, &e) && e.Hint() != "" {
		return fmt.Errorf("%w。%s", err, e.Hint())
	}
	return err
}

// Close leaves the mail server.
func (p *post) Close() error { return p.sender.Close() }

// Divide implements service.Sender.
func (p *post) Divide(m service.Message, recorded [][]string, fixed int) [][]string {
	l := newLetter(p.config, m)
	var volumes [][]mail.File
	if recorded == nil {
		volumes = mail.Divide(&l.Letter, p.limits())
	} else {
		volumes = mail.Again(l.volumes(recorded), fixed, p.limits())
	}
	parts := make([][]string, len(volumes))
	for i, v := range volumes {
		for _, f := range v {
			parts[i] = append(parts[i], l.place[f.Path])
		}
	}
	return parts
}

// Send implements service.Sender.
func (p *post) Send(ctx context.Context, m service.Message, part service.Part) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if age := p.age(m); age > tooOld && !p.stale {
		return &service.SendError{Kind: service.Temporary, Err: fmt.Errorf("这封信的结果已有 %d 天,怕是重复或过时,没有发;要发请运行 jixiao mail send --stale", int(age.Hours()/24))}
	}
	if p.refused != nil && p.now().Before(p.until) {
		return failure(p.refused)
	}
	p.refused = nil
	message, err := p.compose(m, part)
	if err == nil {
		err = p.sender.Send(ctx, *message)
	}
	if err != nil {
		p.remember(err)
		return failure(err)
	}
	return nil
}

// age is how long ago the newest result of a message was made.
func (p *post) age(m service.Message) time.Duration {
	latest := latest(m)
	if latest.IsZero() {
		return 0
	}
	return p.now().Sub(latest)
}

func latest(m service.Message) (t time.Time) {
	for _, it := range m.Items {
		if it.Processed.After(t) {
			t = it.Processed
		}
	}
	return t
}

// remember notes a fault of the server, which the next letters need not try for themselves.
func (p *post) remember(err error) {
	var e *mail.Error
	if !errors.As(err, &e) || !e.General() || errors.Is(err, context.Canceled) {
		return
	}
	p.refused, p.until = e, p.now().Add(generalPause)
	if e.Kind == mail.Auth {
		p.until = p.now().Add(loginPause)
	}
}

// failure says what the error means to the outbox.
func failure(err error) error {
	var e *mail.Error
	if !errors.As(err, &e) {
		return &service.SendError{Kind: service.Temporary, Err: err}
	}
	kind := service.Temporary
	switch e.Kind {
	case mail.Auth:
		kind = service.Auth
	case mail.Permanent:
		kind = service.Permanent
	}
	if hint := e.Hint(); hint != "" {
		err = fmt.Errorf("%w。%s", err, hint)
	}
	return &service.SendError{Kind: kind, Doubt: e.Doubt, Err: err}
}

func (p *post) limits() mail.Limits {
	return mail.Limits{Bytes: int64(p.config.Mail.SizeLimitMB) << 20}
}

// compose words one part of a message and encodes it with its files.
func (p *post) compose(m service.Message, part service.Part) (*mail.Message, error) {
	l := newLetter(p.config, m)
	l.ID, l.Uncertain = part.ID, part.Uncertain
	one := mail.Part(l.Letter, l.volumes(part.Divided), part.Number-1, p.limits())
	return mail.Compose(&one, mail.Options{From: p.config.Mail.From, LinkBase: p.config.Mail.Links, Files: l, Now: p.now()})
}
