//go:build unix

package mail

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"testing"
	"text/template"
	"time"

	"github.com/google/go-cmp/cmp"

	"jixiao/internal/mail/mailtest"
)

// A server in this process speaks what its author understood; Postfix speaks what the world does.
// Letters in every form go over SMTPS and STARTTLS into a maildir, and are read back.
func TestThroughPostfix(t *testing.T) {
	mta := startPostfix(t)
	if mta == nil {
		return
	}
	files := workspace()
	many := sample(files)
	many.ID = "archive@bureau.example"
	cut := sample(files)
	cut.ID = "cut@bureau.example"
	var letters []Letter
	letters = append(letters, plan(sample(files), Limits{})...)
	letters = append(letters, plan(many, Limits{Files: 1})...)
	letters = append(letters, plan(cut, Limits{Bytes: 14 << 10})...)
	long := strings.Repeat("农村饮水安全巩固提升工程", 12) + ".xlsx"
	letters = append(letters, Letter{ID: "long@bureau.example", To: clerk, Department: "县水利局", Created: at,
		Attach: []File{{Path: "汇总/2022年度元氏县绩效自评汇总.xlsx", Name: long}}})
	sent := map[string]*Message{}
	for i, l := range letters {
		m := compose(t, l, files)
		if err := mta.sender(t, []Security{SMTPS, STARTTLS}[i%2]).Send(t.Context(), *m); err != nil {
			t.Fatalf("letter %d: %v", i, err)
		}
		sent[m.ID] = m
	}
	if len(sent) != len(letters) {
		t.Fatalf("%d identities for %d letters", len(sent), len(letters))
	}
	for _, data := range mta.delivered(t, len(sent)) {
		got := parse(t, data)
		m := sent[got.id]
		if m == nil {
			t.Errorf("a letter %q arrived that nobody sent, or twice", got.id)
			continue
		}
		delete(sent, got.id)
		if d := cmp.Diff(parse(t, m.Data), got, cmp.AllowUnexported(received{})); d != "" {
			t.Errorf("%s changed on the way:\n%s", got.id, d)
		}
		for name, content := range got.files {
			for path, f := range files {
				if filepath.Base(path) == name && content != string(f.Data) {
					t.Errorf("%s does not equal its file", name)
				}
			}
		}
	}

	refused := small
	refused.To = "nobody@county.example"
	if e := kindOf(t, mta.sender(t, SMTPS).Send(t.Context(), refused)); e.Kind != Permanent || e.Code != 550 {
		t.Errorf("unknown recipient: %+v", e)
	}
	refused.To = "clerk@elsewhere.example"
	if e := kindOf(t, mta.sender(t, SMTPS).Send(t.Context(), refused)); e.Kind != Temporary || e.Code != 554 {
		t.Errorf("foreign recipient: %+v", e)
	}
	refused.To, refused.Data = "clerk@county.example", bytes.Repeat([]byte("x: y\r\n"), 200<<10)
	if e := kindOf(t, mta.sender(t, STARTTLS).Send(t.Context(), refused)); e.Kind != Permanent || !strings.Contains(e.Advice, "上限") {
		t.Errorf("too large: %+v", e)
	}
}

// postfix is a Postfix of this test alone: own configuration, queue and maildir in a temporary
// folder, listening on loopback.
type postfix struct {
	dir          string
	smtps, start int
}

const postfixMain = `compatibility_level = 3.6
queue_directory = {{.Dir}}/queue
data_directory = {{.Dir}}/data
maillog_file = {{.Dir}}/log
maillog_file_prefixes = {{.Dir}}
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mta.example
mydestination =
mynetworks = 127.0.0.0/8
default_transport = error:no way out
relay_transport = error:no way out
relay_domains =
virtual_mailbox_domains = county.example
virtual_mailbox_maps = inline:{clerk@county.example=clerk/}
virtual_mailbox_base = {{.Dir}}/box
virtual_uid_maps = static:{{.UID}}
virtual_gid_maps = static:{{.GID}}
virtual_minimum_uid = 1
virtual_mailbox_limit = 0
message_size_limit = 1000000
mailbox_size_limit = 0
smtpd_tls_cert_file = {{.Dir}}/conf/cert.pem
smtpd_tls_key_file = {{.Dir}}/conf/key.pem
smtpd_tls_security_level = encrypt
smtpd_relay_restrictions = reject_unauth_destination
alias_maps =
alias_database =
`

const postfixMaster = `127.0.0.1:{{.SMTPS}} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
127.0.0.1:{{.Start}} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
`

// startPostfix returns a running server that ends with the test. Without Postfix, or without the
// rights it needs, it returns nil on a person's machine and fails where all must be tested (CI).
func startPostfix(t *testing.T) *postfix {
	t.Helper()
	owner, err := user.Lookup("postfix")
	if _, lookErr := exec.LookPath("postfix"); lookErr != nil || err != nil || os.Getuid() != 0 {
		if os.Getenv("CI") == "true" {
			t.Fatalf("Postfix cannot be started here (installed: %v, account: %v, user id %d)", lookErr == nil, err == nil, os.Getuid())
		}
		t.Log("no Postfix on this machine, or not root: letters were not sent through it")
		return nil
	}
	dir := t.TempDir()
	// Postfix leaves root behind and must still reach its folders.
	for _, d := range []string{filepath.Dir(dir), dir} {
		if err := os.Chmod(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	p := &postfix{dir: dir, smtps: freePort(t), start: freePort(t)}
	for _, d := range []string{"conf", "queue", "data", "box"} {
		if err := os.Mkdir(filepath.Join(dir, d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, d := range []string{"data", "box"} {
		if err := os.Chown(filepath.Join(dir, d), atoi(t, owner.Uid), atoi(t, owner.Gid)); err != nil {
			t.Fatal(err)
		}
	}
	mailtest.Certificate(t, filepath.Join(dir, "conf"), "127.0.0.1")
	values := map[string]any{"Dir": dir, "UID": owner.Uid, "GID": owner.Gid, "SMTPS": p.smtps, "Start": p.start}
	for name, text := range map[string]string{"main.cf": postfixMain, "master.cf": postfixMaster} {
		var b bytes.Buffer
		if err := template.Must(template.New(name).Parse(text)).Execute(&b, values); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "conf", name), b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	p.command(t, "start")
	t.Cleanup(func() { p.command(t, "stop") })
	p.wait(t, "listens", func() bool {
		c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", p.start))
		if err == nil {
			_ = c.Close()
		}
		return err == nil
	})
	return p
}

func (p *postfix) command(t *testing.T, verb string) {
	t.Helper()
	out, err := exec.Command("postfix", "-c", filepath.Join(p.dir, "conf"), verb).CombinedOutput()
	if err != nil {
		record, _ := os.ReadFile(filepath.Join(p.dir, "log"))
		t.Fatalf("postfix %s: %v\n%s\n%s", verb, err, out, record)
	}
}

func (p *postfix) sender(t *testing.T, security Security) *SMTP {
	port := p.smtps
	if security == STARTTLS {
		port = p.start
	}
	s, err := NewSMTP(Server{On: true, Host: "127.0.0.1", Port: port, Security: security, From: office,
		CAFile: filepath.Join(p.dir, "conf", "cert.pem"), Helo: "localhost", Timeout: 30 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// delivered waits for n letters in the maildir and returns them.
func (p *postfix) delivered(t *testing.T, n int) [][]byte {
	t.Helper()
	var names []string
	p.wait(t, fmt.Sprintf("delivers %d letters", n), func() bool {
		names, _ = filepath.Glob(filepath.Join(p.dir, "box", "clerk", "new", "*"))
		return len(names) >= n
	})
	var letters [][]byte
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		letters = append(letters, data)
	}
	return letters
}

// wait polls until done; a machine under load may take long, but not for ever.
func (p *postfix) wait(t *testing.T, what string, done func() bool) {
	t.Helper()
	for range 600 {
		if done() {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	record, _ := os.ReadFile(filepath.Join(p.dir, "log"))
	t.Fatalf("it never %s:\n%s", what, record)
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func atoi(t *testing.T, s string) int {
	t.Helper()
	var n int
	if _, err := fmt.Sscan(s, &n); err != nil {
		t.Fatal(err)
	}
	return n
}
