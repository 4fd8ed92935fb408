package service

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"jixiao/internal/audit"
	"jixiao/internal/config"
	"jixiao/internal/ledger"
)

// waitFor waits for what must happen sooner or later; the test's own time limit ends it.
func waitFor(t *testing.T, happened func() bool) {
	t.Helper()
	for !happened() {
		time.Sleep(5 * time.Millisecond)
	}
}

// The real loop, with real events and a real clock: files that come in while it runs are done,
// and when it is told to stop it finishes and leaves nothing behind (TestMain looks for leaks).
func TestRun(t *testing.T) {
	o := newOffice(t, t.TempDir())
	o.config.Intake.Quiet, o.config.Intake.Poll = 30*time.Millisecond, 200*time.Millisecond
	o.config.Summary.Quiet = 50 * time.Millisecond
	o.config.Listen = "127.0.0.1:0"
	var log lockedBuffer
	s, err := Open(Options{Config: o.config, Audit: auditOptions(), Log: slog.New(slog.NewJSONHandler(&log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- s.Run(ctx) }()
	o.drop("元氏县/党建.xlsx", samples()["党建活动经费"])
	summary := filepath.Join(o.base, "汇总", "2022年度元氏县绩效自评汇总.xlsx")
	waitFor(t, func() bool { return exists(summary) })
	outside := filepath.Join(t.TempDir(), "整个文件夹", "局")
	if err := os.MkdirAll(outside, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(outside, "道路.xlsx"), samples()["乡村道路养护工程"], 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Dir(outside), filepath.Join(o.base, "收件", "移入")); err != nil {
		t.Fatal(err)
	}
	moved := filepath.Join(o.base, "存档", "移入", "局", "道路.xlsx")
	waitFor(t, func() bool { return exists(moved) })
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	for _, want := range []string{`"msg":"status page"`, `"msg":"file"`, `"msg":"summary"`, `"msg":"stopped"`} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log lacks %s", want)
		}
	}
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// A stop in the middle of a drop finishes the files in hand and begins no others; the next start
// does the rest.
func TestStopInTheMiddle(t *testing.T) {
	o := newOffice(t, t.TempDir())
	for i := range 3 * perRound {
		o.drop(fmt.Sprintf("%03d.xlsx", i), variant(samples()["党建活动经费"], i))
	}
	ctx, stop := context.WithCancel(context.Background())
	o.step = func(step string) {
		if step == StepProcess {
			stop()
		}
	}
	o.start()
	for range 4 {
		o.now = o.now.Add(6 * time.Second)
		if _, err := o.service.Pass(ctx); err != nil {
			t.Fatal(err)
		}
	}
	c, err := o.service.ledger.Counts()
	if err != nil || c.Done+c.Superseded == 0 || c.Done+c.Superseded > o.config.Jobs {
		t.Errorf("finished %+v, %v", c, err)
	}
	o.stop()
	o.step = nil
	o.start()
	o.drain()
	if got := len(o.files("存档")); got != 3*perRound+3*perRound-1 { // originals and the results they took turns in
		t.Errorf("%d files in the archive", got)
	}
	o.want("收件")
	o.stop()
}

// The server's answers decide what happens to a mail: wait and go on, wait and hold all, give up.
func TestDeliver(t *testing.T) {
	o := mailOffice(t, t.TempDir())
	var answer error
	o.sender = recorder{folder: filepath.Join(o.base, mailFolder), fail: func(Part) error { return answer }}
	o.start()
	defer o.stop()
	o.drop("党建.xlsx", samples()["党建活动经费"])
	states := func() string {
		t.Helper()
		mails, err := o.service.ledger.Mails(10)
		if err != nil {
			t.Fatal(err)
		}
		var list []string
		for _, m := range mails {
			list = append(list, fmt.Sprintf("%s/%s/%d/%v", m.State, m.Kind, m.Attempts, m.Uncertain))
		}
		return strings.Join(list, " ")
	}
	step := func(err error, after time.Duration, want string) {
		t.Helper()
		answer = err
		o.now = o.now.Add(after)
		if err := o.service.Deliver(context.Background()); err != nil {
			t.Fatal(err)
		}
		if got := states(); got != want {
			t.Errorf("mails are %s, want %s", got, want)
		}
	}
	answer = &SendError{Kind: Auth, Err: errors.New("535")}
	o.drain()
	step(nil, 0, "pending//0/false pending/auth/1/false") // newest first; both wait for the login
	step(errors.New("network"), authWait, "pending/temporary/1/false pending/temporary/2/false")
	step(&SendError{Kind: Temporary, Doubt: true, Err: errors.New("dropped")}, 10*time.Minute, "pending/temporary/2/true pending/temporary/3/true")
	step(nil, time.Second, "pending/temporary/2/true pending/temporary/3/true") // not due yet
	step(&SendError{Kind: Permanent, Err: errors.New("550")}, time.Hour, "failed/permanent/3/true failed/permanent/4/true")
	step(nil, 24*time.Hour, "failed/permanent/3/true failed/permanent/4/true")
}

// Nothing leaves before mail is switched on, and what was done before is not sent afterwards.
func TestMailIsOff(t *testing.T) {
	o := mailOffice(t, t.TempDir())
	o.config.Mail.Enabled = false
	o.start()
	o.drop("党建.xlsx", samples()["党建活动经费"])
	o.drain()
	o.stop()
	o.config.Mail.Enabled = true
	o.start()
	defer o.stop()
	o.drain()
	if exists(filepath.Join(o.base, mailFolder)) {
		t.Error("mail was sent")
	}
}

// At a time of day one mail tells of everything since.
func TestDailyMail(t *testing.T) {
	o := mailOffice(t, t.TempDir())
	o.config.Mail.When, o.config.Mail.To = "17:30", []string{"a@example.gov.cn"}
	o.start()
	defer o.stop()
	for _, name := range []string{"党建活动经费", "应急物资储备"} {
		o.drop(name+".xlsx", samples()[name])
		o.drain()
	}
	if exists(filepath.Join(o.base, mailFolder)) {
		t.Error("mail before its time")
	}
	for day := range 2 {
		o.now = time.Date(2026, 3, 2+day, 17, 31, 0, 0, time.Local)
		o.drain()
		told := 0
		for _, m := range o.taken() {
			told += len(m.Items)
		}
		if told != 2 {
			t.Errorf("day %d: told of %d results", day, told)
		}
	}
}

// The page answers this machine alone, also when a name from elsewhere points here.
func TestPage(t *testing.T) {
	o := newOffice(t, t.TempDir())
	o.start()
	defer o.stop()
	o.drop("<b>坏</b>.xlsx", []byte("<html>"))
	o.drop("说明.doc", []byte("x"))
	o.drain()
	page := Page(o.config)
	for _, c := range []struct {
		host, path string
		code       int
	}{{"127.0.0.1:8765", "/", 200}, {"localhost:8765", "/", 200}, {"[::1]:8765", "/", 200}, {"evil.example:8765", "/", 403}, {"127.0.0.1", "/x", 404}} {
		r := httptest.NewRequest(http.MethodGet, c.path, nil)
		r.Host = c.host
		w := httptest.NewRecorder()
		page.ServeHTTP(w, r)
		if w.Code != c.code {
			t.Errorf("%s%s: %d", c.host, c.path, w.Code)
		}
		if body, _ := io.ReadAll(w.Body); c.code == 200 {
			for _, want := range []string{"正在运行", "无法处理 1 份", "&lt;b&gt;坏&lt;/b&gt;.xlsx", "说明.doc"} {
				if !strings.Contains(string(body), want) {
					t.Errorf("the page lacks %s", want)
				}
			}
		}
	}
}

// A log that grows for months must stay within its bounds and lose no line that it still holds.
func TestRotating(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log", "a.log")
	r := &Rotating{Path: path, Max: 100, Keep: 2}
	for i := range 50 {
		if _, err := fmt.Fprintf(r, "line %02d ..........\n", i); err != nil {
			t.Fatal(err)
		}
		if i == 25 {
			if err := r.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	all := ""
	for _, name := range []string{path + ".2", path + ".1", path} {
		data, err := os.ReadFile(name)
		if err != nil || len(data) > 100 {
			t.Errorf("%s: %d bytes, %v", name, len(data), err)
		}
		all += string(data)
	}
	if !strings.HasSuffix(all, "line 48 ..........\nline 49 ..........\n") || strings.Count(all, "\n") < 11 || exists(path+".3") {
		t.Errorf("the log holds %q", all)
	}
}

// Each thing that can be wrong is found, named, and has a way out.
func TestExamine(t *testing.T) {
	healthy := func() (*config.Config, Examination) {
		o := newOffice(t, t.TempDir())
		options := auditOptions()
		return o.config, Examination{Config: o.config, Now: time.Now, Load: func() (*audit.Options, error) { return &options, nil }}
	}
	for _, c := range []struct {
		name  string
		spoil func(cfg *config.Config, e *Examination)
		bad   string // name of the check that finds it
	}{
		{"healthy", func(*config.Config, *Examination) {}, ""},
		{"no folder", func(cfg *config.Config, _ *Examination) { cfg.Folders.Results = "别处" }, "文件夹 结果"},
		{"a file instead", func(cfg *config.Config, _ *Examination) {
			_ = os.WriteFile(cfg.Path("x"), nil, 0o666)
			cfg.Folders.Inbox = "x"
		}, "文件夹 收件"},
		{"ledger", func(cfg *config.Config, _ *Examination) {
			_ = os.WriteFile(filepath.Join(cfg.Path(cfg.Folders.State), ledger.Name), []byte(strings.Repeat("x", 4096)), 0o666)
		}, "台账"},
		{"clock", func(_ *config.Config, e *Examination) { e.Now = func() time.Time { return time.Unix(0, 0) } }, "时钟"},
		{"rules", func(_ *config.Config, e *Examination) {
			e.Load = func() (*audit.Options, error) { return nil, errors.New("规则") }
		}, "表式、规则和名单"},
		{"password", func(cfg *config.Config, _ *Examination) {
			cfg.Mail = config.Mail{Enabled: true, User: "jx", PasswordEnv: "JIXIAO_TEST_NOT_SET"}
		}, "邮件"},
		{"login", func(cfg *config.Config, e *Examination) {
			cfg.Mail.Enabled = true
			e.Mail = func() error { return errors.New("535") }
		}, "邮件"},
	} {
		t.Run(c.name, func(t *testing.T) {
			cfg, e := healthy()
			c.spoil(cfg, &e)
			bad := ""
			for _, check := range Examine(e) {
				if check.Grade == Bad {
					bad += check.Name
				}
				if check.Grade != Good && check.Way == "" || check.Text == "" {
					t.Errorf("no way out: %+v", check)
				}
			}
			if bad != c.bad {
				t.Errorf("found %q, want %q", bad, c.bad)
			}
		})
	}
}

// Services of two workspaces on one machine must not take each other's place.
func TestDaemonNames(t *testing.T) {
	a, b := daemonConfig(config.Default("/a")), daemonConfig(config.Default("/b"))
	if a.Name == b.Name || !strings.HasPrefix(a.Name, "jixiao-") || a.Arguments[0] != "watch" || a.Arguments[1] != "/a" {
		t.Errorf("%+v %+v", a, b)
	}
}
