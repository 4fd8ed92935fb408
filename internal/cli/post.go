package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"jixiao/internal/config"
	"jixiao/internal/ledger"
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
	// taken holds the parts that the server took of letters whose later parts failed, doubtful
	// the letters that it may have taken; both are forgotten with the program.
	taken, doubtful map[string]bool
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
	return &post{config: cfg, sender: sender, now: time.Now, taken: map[string]bool{}, doubtful: map[string]bool{}}, nil
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

// Send implements service.Sender. A message that is too large for one mail goes in parts; when a
// later part fails, those that were taken are not sent again while the program runs.
func (p *post) Send(ctx context.Context, m service.Message) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if age := p.age(m); age > tooOld && !p.stale {
		return &service.SendError{Kind: service.Temporary, Err: fmt.Errorf("这封信的结果已有 %d 天,怕是重复或过时,没有发;要发请运行 jixiao mail send --stale", int(age.Hours()/24))}
	}
	if p.refused != nil && p.now().Before(p.until) {
		return p.failure(m.ID, p.refused)
	}
	p.refused = nil
	m.Uncertain = m.Uncertain || p.doubtful[m.ID]
	parts, files := p.letters(m)
	for i := range parts {
		id := parts[i].MessageID(p.config.Mail.From)
		if p.taken[id] {
			continue
		}
		message, err := mail.Compose(&parts[i], p.options(files))
		if err == nil {
			err = p.sender.Send(ctx, *message)
		}
		if err != nil {
			p.remember(err)
			return p.failure(m.ID, err)
		}
		p.taken[id] = true
	}
	for i := range parts {
		delete(p.taken, parts[i].MessageID(p.config.Mail.From))
	}
	delete(p.doubtful, m.ID)
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
func (p *post) failure(id string, err error) error {
	var e *mail.Error
	if !errors.As(err, &e) {
		return &service.SendError{Kind: service.Temporary, Err: err}
	}
	if e.Doubt {
		p.doubtful[id] = true
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
	return &service.SendError{Kind: kind, Err: err}
}

func (p *post) options(files places) mail.Options {
	return mail.Options{From: p.config.Mail.From, LinkBase: p.config.Mail.Links, Files: files, Now: p.now()}
}

// places is where the files of a letter lie, by the path that the letter shows.
type places map[string]string

// Open implements fs.FS.
func (p places) Open(name string) (fs.File, error) {
	path, ok := p[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return os.Open(path)
}

// letters makes the parts of a message and says where their files lie.
func (p *post) letters(m service.Message) ([]mail.Letter, places) {
	files := places{}
	l := mail.Letter{Key: m.ID, ID: m.ID, To: m.To, Created: latest(m), Uncertain: m.Uncertain}
	var counties []string
	var years []int
	for _, it := range m.Items {
		l.Items = append(l.Items, p.item(it, files))
		for _, f := range it.Forms {
			counties, years = append(counties, f.County), append(years, f.Year)
		}
	}
	l.County, l.Year = common(counties), common(years)
	if p.toBureau(m.To) {
		for _, path := range m.Summaries {
			l.Summaries = append(l.Summaries, p.file(path, files))
		}
	} else {
		l.Department = department(m)
	}
	return mail.Plan(l, mail.Limits{Bytes: int64(p.config.Mail.SizeLimitMB) << 20}), files
}

// common is the value that all of them have; unknown ones do not count. It is the zero value when
// they differ.
func common[T comparable](values []T) T {
	var none, found T
	for _, v := range values {
		if v != none && found != none && v != found {
			return none
		}
		if v != none {
			found = v
		}
	}
	return found
}

// toBureau reports whether a recipient gets the digest; all others are departments.
func (p *post) toBureau(to string) bool {
	return slices.ContainsFunc(p.config.Mail.To, func(s string) bool { return strings.EqualFold(s, to) })
}

// department is the one that a message is for: the first that its forms name.
func department(m service.Message) string {
	for _, it := range m.Items {
		for _, f := range it.Forms {
			if f.Department != "" {
				return f.Department
			}
		}
	}
	return "各有关单位"
}

// item is one file of a letter.
func (p *post) item(it service.Item, files places) mail.Item {
	item := mail.Item{Source: it.Rel, Verdict: mail.Passed, Superseded: it.Superseded != 0}
	for _, f := range it.Forms {
		item.Errors += f.Errors
		item.Warnings += f.Warnings
		item.Manual += f.Manual
	}
	if len(it.Forms) > 0 {
		f := it.Forms[0]
		item.Project, item.Department = f.Project, f.Department
		if n := len(it.Forms); n > 1 {
			item.Project = strings.TrimSpace(fmt.Sprintf("%s 等 %d 张表", f.Project, n))
		} else {
			item.Total, item.Grade = f.Score, f.Grade
		}
	}
	switch {
	case it.State == ledger.Failed:
		item.Verdict, item.Problem, item.Hint = mail.Failed, it.Reason, it.Hint
	case item.Errors > 0:
		item.Verdict = mail.Correct
	case item.Manual > 0:
		item.Verdict = mail.Judge
	}
	for line := range strings.SplitSeq(it.Brief, "\n") {
		if line != "" {
			item.Points = append(item.Points, mail.Point{Message: line})
		}
	}
	if it.Marked != "" && !item.Superseded {
		f := p.file(it.Marked, files)
		item.Copy = &f
	}
	return item
}

// file names a file as a letter shows it: below the folder of the workspace that it lies in,
// wherever that folder is.
func (p *post) file(path string, files places) mail.File {
	shown := filepath.Base(path)
	for _, folder := range []string{p.config.Folders.Results, p.config.Folders.Summary} {
		root := p.config.Path(folder)
		if rel, err := filepath.Rel(root, path); err == nil && filepath.IsLocal(rel) {
			shown = filepath.ToSlash(filepath.Join(filepath.Base(root), rel))
			break
		}
	}
	files[shown] = path
	f := mail.File{Path: shown}
	if info, err := os.Stat(path); err == nil {
		f.Size = info.Size()
	}
	return f
}
