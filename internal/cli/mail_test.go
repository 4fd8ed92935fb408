package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-message/mail"
	"github.com/emersion/go-smtp"

	"jixiao/internal/config"
	"jixiao/internal/mail/mailtest"
	"jixiao/internal/service"
)

// mailroom is a workspace whose results wait to be mailed to a server of this process.
type mailroom struct {
	t      *testing.T
	dir    string
	server *mailtest.Server
}

// newMailroom drops forms of two departments into a workspace and lets the service work until
// their mails are made: one digest for the bureau and one mail for a department.
func newMailroom(t *testing.T) *mailroom {
	t.Helper()
	r := &mailroom{t: t, dir: t.TempDir(), server: (&mailtest.Server{}).Start(t, "smtps")}
	_, port, err := net.SplitHostPort(r.server.Address)
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("JIXIAO_TEST_PASSWORD", r.server.Password)
	r.write("jixiao.yaml", fmt.Sprintf(`roster: 名册.csv
mail:
  enabled: true
  server: 127.0.0.1
  port: %s
  ca_file: '%s'
  user: %s
  password_env: JIXIAO_TEST_PASSWORD
  from: %[3]s
  to: [office@county.example]
  per_department: true
`, port, r.server.CertFile, mailtest.User))
	r.write("名册.csv", "主管部门,邮箱\n元氏县工商业联合会,gsl@county.example\n")
	r.write("收件/说明.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"+strings.Repeat("\x00", 600))
	samples := filepath.Join("..", "..", "testdata", "yuanshi-2022", "元氏县")
	if err := os.CopyFS(filepath.Join(r.dir, "收件", "元氏县"), os.DirFS(samples)); err != nil {
		t.Fatal(err)
	}
	r.serve()
	return r
}

func (r *mailroom) write(name, text string) {
	r.t.Helper()
	path := filepath.Join(r.dir, filepath.FromSlash(name))
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o777), os.WriteFile(path, []byte(text), 0o666)); err != nil {
		r.t.Fatal(err)
	}
}

// serve runs the folder service, without a mail server, until nothing is left to do.
func (r *mailroom) serve() {
	r.t.Helper()
	cfg, err := config.Open(r.dir)
	if err != nil {
		r.t.Fatal(err)
	}
	options, lists, err := workspaceOptions(cfg)
	if err != nil {
		r.t.Fatal(err)
	}
	now := time.Now()
	s, err := service.Open(service.Options{
		Config: cfg, Roster: lists.roster, Audit: *options, Now: func() time.Time { return now },
	})
	if err != nil {
		r.t.Fatal(err)
	}
	for idle := 0; idle < 5; idle++ {
		now = now.Add(6 * time.Second)
		worked, err := s.Pass(context.Background())
		if err != nil {
			r.t.Fatal(err)
		}
		if worked {
			idle = 0
		}
	}
	if err := s.Close(); err != nil {
		r.t.Fatal(err)
	}
}

// jixiao runs a mail command in the workspace and returns what it said.
func (r *mailroom) jixiao(want int, args ...string) string {
	r.t.Helper()
	var out bytes.Buffer
	line := append([]string{"jixiao", "mail", args[0], "-w", r.dir}, args[1:]...)
	if code := Main(r.t.Context(), line, Streams{In: strings.NewReader(""), Out: &out, Err: &out}); code != want {
		r.t.Fatalf("%q ended with %d, want %d:\n%s", line, code, want, out.String())
	}
	return out.String()
}

func (r *mailroom) says(text string, words ...string) {
	r.t.Helper()
	for _, w := range words {
		if !strings.Contains(text, w) {
			r.t.Errorf("no %q in:\n%s", w, text)
		}
	}
}

// arrived is one letter as its recipient sees it.
type arrived struct {
	id, to, subject, text string
	files                 map[string]string
}

func (r *mailroom) arrived() (list []arrived) {
	r.t.Helper()
	for _, l := range r.server.Taken() {
		m, err := mail.CreateReader(bytes.NewReader(l.Data))
		if err != nil {
			r.t.Fatal(err)
		}
		a := arrived{to: l.To, files: map[string]string{}}
		a.subject, _ = m.Header.Subject()
		a.id, _ = m.Header.MessageID()
		for {
			p, err := m.NextPart()
			if err != nil {
				break
			}
			var body bytes.Buffer
			if _, err := body.ReadFrom(p.Body); err != nil {
				r.t.Fatal(err)
			}
			switch h := p.Header.(type) {
			case *mail.AttachmentHeader:
				name, _ := h.Filename()
				a.files[name] = body.String()
			case *mail.InlineHeader:
				if kind, _, _ := h.ContentType(); kind == "text/plain" {
					a.text = body.String()
				}
			}
		}
		list = append(list, a)
	}
	return list
}

// From the inbox to the mailbox: the bureau gets everything with the summary, a department its own
// forms alone, each file equal to that on the disk, and nobody gets anything twice.
func TestResultsReachTheirReaders(t *testing.T) {
	r := newMailroom(t)
	r.says(r.jixiao(ExitClean, "list"), "待发", "office@county.example", "gsl@county.example")
	r.says(r.jixiao(ExitClean, "send"), "发出 2 封,没有发出 0 封")
	letters := r.arrived()
	if len(letters) != 2 {
		t.Fatalf("%d letters", len(letters))
	}
	for _, l := range letters {
		r.onDisk(l)
		switch l.to {
		case "office@county.example":
			r.says(l.subject, "绩效自评复核结果", "元氏县", "无法处理 1")
			r.says(l.text, "说明.xls", "原因:", "办法:", "复核得分", "汇总表:", "评分副本:结果/")
		case "gsl@county.example":
			r.says(l.text, "你单位报送的2022年度绩效自评表已复核")
			if strings.Contains(l.text, "说明.xls") || strings.Contains(l.text, "汇总表:") {
				t.Errorf("the department reads what is not its own:\n%s", l.text)
			}
		default:
			t.Errorf("a letter to %s", l.to)
		}
	}
	r.says(r.jixiao(ExitClean, "list"), "已发", "发出")
	r.says(r.jixiao(ExitClean, "send"), "发出 0 封")
	r.says(r.jixiao(ExitClean, "retry", "1"), "不会重发")
	if n := len(r.server.Taken()); n != 2 {
		t.Errorf("%d letters after the second send", n)
	}
}

// onDisk holds every attachment against the files of the workspace.
func (r *mailroom) onDisk(l arrived) {
	r.t.Helper()
	if len(l.files) == 0 {
		r.t.Errorf("nothing attached for %s", l.to)
	}
	var disk []string
	for _, folder := range []string{"结果", "汇总"} {
		_ = filepath.WalkDir(filepath.Join(r.dir, folder), func(path string, _ os.DirEntry, _ error) error {
			if data, err := os.ReadFile(path); err == nil {
				disk = append(disk, string(data))
			}
			return nil
		})
	}
	for name, data := range l.files {
		if !strings.HasSuffix(name, ".zip") && !slices.Contains(disk, data) {
			r.t.Errorf("%s is not the file on the disk", name)
		}
	}
}

// A preview is what would travel, and sends nothing.
func TestPreview(t *testing.T) {
	r := newMailroom(t)
	out := filepath.Join(r.dir, "预览")
	r.says(r.jixiao(ExitUsage, "preview"), "-o")
	r.says(r.jixiao(ExitClean, "preview", "-o", out), ".eml", "绩效自评复核结果")
	list, err := filepath.Glob(filepath.Join(out, "*.eml"))
	if err != nil || len(list) != 2 || len(r.server.Taken()) != 0 {
		t.Fatalf("%q, %d letters sent", list, len(r.server.Taken()))
	}
	for _, path := range list {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := mail.CreateReader(bytes.NewReader(data)); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
	r.says(r.jixiao(ExitUsage, "preview", "-o", out, "99"), "99")
}

// One recipient's trouble is that recipient's alone: the state is kept for each, a letter refused
// for good waits for a person, and retry sends it.
func TestStatePerRecipient(t *testing.T) {
	r := newMailroom(t)
	r.server.Rcpt = func(to string) error {
		if to == "gsl@county.example" {
			return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "user unknown"}
		}
		return nil
	}
	r.says(r.jixiao(ExitUnprocessed, "send"), "发出 1 封,没有发出 1 封", "gsl@county.example", "名册")
	r.says(r.jixiao(ExitClean, "list"), "失败", "550", "已发")
	r.says(r.jixiao(ExitClean, "send"), "发出 0 封")
	r.server.Rcpt = nil
	r.says(r.jixiao(ExitClean, "retry"), "1 封已重新排队")
	r.says(r.jixiao(ExitClean, "send"), "发出 1 封,没有发出 0 封")
	if letters := r.arrived(); len(letters) != 2 || letters[1].to != "gsl@county.example" {
		t.Errorf("%d letters", len(letters))
	}
}

// A wrong password keeps every letter, is tried once and not once for each, and is told.
func TestWrongPasswordKeepsTheOutbox(t *testing.T) {
	r := newMailroom(t)
	t.Setenv("JIXIAO_TEST_PASSWORD", "wrong")
	r.says(r.jixiao(ExitUnprocessed, "send"), "发出 0 封,没有发出 2 封", "授权码")
	r.says(r.jixiao(ExitClean, "list"), "等登录", "535")
	t.Setenv("JIXIAO_TEST_PASSWORD", r.server.Password)
	r.says(r.jixiao(ExitClean, "send"), "发出 2 封,没有发出 0 封")
}

// A server that hangs up after the letter leaves a doubt; the second letter says so.
func TestDoubtIsTold(t *testing.T) {
	r := newMailroom(t)
	cfg, err := config.Open(r.dir)
	if err != nil {
		t.Fatal(err)
	}
	p, err := newPost(cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	m := service.Message{To: "office@county.example", Items: []service.Item{{}}}
	part := service.Part{ID: "x@bureau.example", Number: 1, Divided: [][]string{nil}}
	r.server.Data = func(c *smtp.Conn) error { return c.Conn().Close() }
	err = p.Send(t.Context(), m, part)
	var e *service.SendError
	if !errors.As(err, &e) || !e.Doubt || !strings.Contains(err.Error(), "可能已经送达") {
		t.Fatalf("%v", err)
	}
	r.server.Data = nil
	part.Uncertain = true // as the ledger has it from now on
	if err := p.Send(t.Context(), m, part); err != nil {
		t.Fatal(err)
	}
	letters := r.arrived()
	r.says(letters[len(letters)-1].text, "你可能已收到同样的一封")
}

// Letters of a restored ledger or of a PC that stood still are no news: they ask before they go.
func TestStaleLettersAsk(t *testing.T) {
	r := newMailroom(t)
	cfg, err := config.Open(r.dir)
	if err != nil {
		t.Fatal(err)
	}
	p, err := newPost(cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	m := service.Message{To: "office@county.example", Items: []service.Item{{}}}
	part := service.Part{ID: "old@bureau.example", Number: 1, Divided: [][]string{nil}}
	m.Items[0].Processed = time.Now().Add(-9 * 24 * time.Hour)
	if err := p.Send(t.Context(), m, part); err == nil || !strings.Contains(err.Error(), "--stale") || len(r.server.Taken()) != 0 {
		t.Fatalf("%v, %d letters", err, len(r.server.Taken()))
	}
	p.stale = true
	if err := p.Send(t.Context(), m, part); err != nil {
		t.Error(err)
	}
}

// Nothing leaves while mail is off, whatever waits in the outbox.
func TestMailOff(t *testing.T) {
	r := newMailroom(t)
	text, err := os.ReadFile(filepath.Join(r.dir, "jixiao.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	r.write("jixiao.yaml", strings.Replace(string(text), "enabled: true", "enabled: false", 1))
	r.says(r.jixiao(ExitUsage, "send"), "没有打开")
	r.says(r.jixiao(ExitClean, "list"), "没有打开")
	if len(r.server.Taken()) != 0 {
		t.Error("a letter left")
	}
}

// While the folder service runs it alone sends: two senders would mail twice.
func TestSendBesideTheService(t *testing.T) {
	r := newMailroom(t)
	cfg, err := config.Open(r.dir)
	if err != nil {
		t.Fatal(err)
	}
	s, err := service.Open(service.Options{Config: cfg})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	r.says(r.jixiao(ExitUnprocessed, "send"), "正在运行")
	if len(r.server.Taken()) != 0 {
		t.Error("a letter left")
	}
}

// A folder that is no workspace, and one where nothing was done yet, are told apart.
func TestMailWithoutWorkspace(t *testing.T) {
	r := &mailroom{t: t, dir: t.TempDir()}
	r.says(r.jixiao(ExitUsage, "list"), "jixiao init")
	r.write("jixiao.yaml", "county: 元氏县\n")
	r.says(r.jixiao(ExitUsage, "list"), "jixiao watch")
}

// The doctor tries the login that the letters will use, and sends nothing.
func TestDoctorTriesTheLogin(t *testing.T) {
	r := newMailroom(t)
	doctor := func() string {
		var out bytes.Buffer
		Main(t.Context(), []string{"jixiao", "doctor", r.dir}, Streams{In: strings.NewReader(""), Out: &out, Err: &out})
		return out.String()
	}
	r.says(doctor(), "登录成功")
	t.Setenv("JIXIAO_TEST_PASSWORD", "wrong")
	r.says(doctor(), "535", "授权码")
	if len(r.server.Taken()) != 0 {
		t.Error("a letter was sent")
	}
}

// The folder service itself sends what it has made: one run, from dropped files to letters.
func TestWatchSends(t *testing.T) {
	r := newMailroom(t)
	var out bytes.Buffer
	code := Main(t.Context(), []string{"jixiao", "watch", "--once", r.dir}, Streams{In: strings.NewReader(""), Out: &out, Err: &out})
	if code != ExitClean || len(r.server.Taken()) != 2 {
		t.Errorf("exit code %d, %d letters\n%s", code, len(r.server.Taken()), out.String())
	}
}
