package mail

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"go.uber.org/goleak"

	"jixiao/internal/mail/mailtest"
)

// A service that runs for months must not leave a goroutine or a socket behind each letter.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func reply550(code int, a, b, c int, text string) error {
	return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{a, b, c}, Message: text}
}

// kindOf returns what a Send error means, and fails on anything that is no *Error.
func kindOf(t *testing.T, err error) *Error {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("%v is no *Error", err)
	}
	return e
}

// Both kinds of encryption and both logins of Chinese services must bring the letter over whole.
func TestLettersArrive(t *testing.T) {
	files := workspace()
	m := compose(t, plan(sample(files), Limits{})[0], files)
	for _, security := range []Security{SMTPS, STARTTLS} {
		for _, method := range []string{"PLAIN", "LOGIN"} {
			t.Run(string(security)+" "+method, func(t *testing.T) {
				s := start(t, &mailtest.Server{Methods: []string{method}}, security)
				sender := sender(t, settings(s, security))
				if err := sender.Send(t.Context(), *m); err != nil {
					t.Fatal(err)
				}
				got := s.Taken()
				if len(got) != 1 || got[0].From != m.From || got[0].To != m.To || !bytes.Equal(got[0].Data, m.Data) {
					t.Fatalf("%d letters; the first is not what was sent", len(got))
				}
			})
		}
	}
}

// Services refuse too many logins, and too many letters of one login.
func TestOneLoginForSeveralLetters(t *testing.T) {
	s := start(t, &mailtest.Server{}, SMTPS)
	sender := sender(t, settings(s, SMTPS))
	for i := range perLogin + 1 {
		m := Message{ID: fmt.Sprint(i), From: "a@b.example", To: "c@d.example", Data: []byte("Subject: x\r\n\r\nx\r\n")}
		if err := sender.Send(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	if s.Logins() != 2 || len(s.Taken()) != perLogin+1 {
		t.Errorf("%d logins for %d letters", s.Logins(), len(s.Taken()))
	}
}

var small = Message{ID: "x@b.example", From: "a@b.example", To: "c@d.example", Data: []byte("Subject: x\r\n\r\nx\r\n")}

// What the answer of a server means decides whether a letter waits, waits for a person, or is
// given up: one case for each way that real services refuse.
func TestRefusals(t *testing.T) {
	type refusal struct {
		name string
		set  func(*mailtest.Server)
		want Kind
		step string
		says string // part of the advice
	}
	at := func(step string, err error) func(*mailtest.Server) {
		return func(s *mailtest.Server) {
			switch step {
			case stepFrom:
				s.Mail = func(string) error { return err }
			case stepTo:
				s.Rcpt = func(string) error { return err }
			case stepEnd:
				s.Data = func(*smtp.Conn) error { return err }
			}
		}
	}
	for _, c := range []refusal{
		{"busy", at(stepFrom, reply550(451, 4, 3, 0, "try again later")), Temporary, stepFrom, "再试"},
		{"greylisted", at(stepTo, reply550(450, 4, 2, 0, "Greylisted")), Temporary, stepTo, "再试"},
		{"full for now", at(stepTo, reply550(452, 4, 2, 2, "mailbox full")), Temporary, stepTo, "满"},
		{"full", at(stepTo, reply550(552, 5, 2, 2, "Mailbox is full")), Temporary, stepTo, "满"},
		{"quota", at(stepEnd, reply550(554, 5, 2, 2, "over quota")), Temporary, stepEnd, "满"},
		{"too fast", at(stepTo, reply550(550, 5, 7, 1, "Connection frequency limited")), Temporary, stepTo, "太快"},
		{"nobody", at(stepTo, reply550(550, 5, 1, 1, "user unknown")), Permanent, stepTo, "名册"},
		{"no relay", at(stepTo, reply550(554, 5, 7, 1, "Relay access denied")), Temporary, stepTo, "转发"},
		{"other sender", at(stepFrom, reply550(501, 5, 7, 1, "Mail from address must equal authorized user")), Auth, stepFrom, "一致"},
		{"spam", at(stepEnd, reply550(554, 5, 7, 1, "DT:SPM 163 smtp")), Permanent, stepEnd, "白名单"},
		{"too large", at(stepEnd, reply550(552, 5, 3, 4, "Message size exceeds fixed limit")), Permanent, stepEnd, "上限"},
		{"refused", at(stepEnd, reply550(554, 5, 0, 0, "Transaction failed")), Permanent, stepEnd, "retry"},
		{"too large before", func(s *mailtest.Server) { s.MaxSize = 4 }, Permanent, stepBody, "上限"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &mailtest.Server{}
			c.set(s)
			start(t, s, SMTPS)
			err := sender(t, settings(s, SMTPS)).Send(t.Context(), small)
			e := kindOf(t, err)
			if e.Kind != c.want || e.Step != c.step || !strings.Contains(e.Hint(), c.says) || e.Doubt {
				t.Errorf("%v at %s, advice %q, doubt %v; want %v at %s, %q", e.Kind, e.Step, e.Hint(), e.Doubt, c.want, c.step, c.says)
			}
			if len(s.Taken()) != 0 {
				t.Error("the refused letter was taken")
			}
		})
	}
}

// One wrong password must not bounce the queue: it is kept, and the advice names the 授权码.
func TestWrongPassword(t *testing.T) {
	for _, method := range []string{"PLAIN", "LOGIN"} {
		s := start(t, &mailtest.Server{Methods: []string{method}}, STARTTLS)
		config := settings(s, STARTTLS)
		config.Password = "wrong"
		e := kindOf(t, sender(t, config).Send(t.Context(), small))
		if e.Kind != Auth || e.Step != stepLogin || e.Code != 535 || !strings.Contains(e.Advice, "授权码") {
			t.Errorf("%s: %+v", method, e)
		}
		if strings.Contains(e.Error()+e.Hint(), "wrong") {
			t.Error("the error shows the password")
		}
	}
}

// A login that the server cannot check just now is no wrong password.
func TestLoginTemporarilyRefused(t *testing.T) {
	host, port := script(t, "220 hi", "250-hi\r\n250 AUTH PLAIN", "454 4.7.0 Temporary authentication failure", "221 bye")
	sender := &SMTP{server: Server{On: true, Host: host, Port: port, Security: Plain, User: "u", Password: "p", Timeout: 5 * time.Second}}
	e := kindOf(t, sender.Send(t.Context(), small))
	if e.Kind != Temporary || e.Code != 454 {
		t.Errorf("%+v", e)
	}
}

// A certificate that nobody vouches for means a wrong or a false server: nothing may be sent,
// least of all the password, and nothing may be lost.
func TestUnknownCertificate(t *testing.T) {
	for _, security := range []Security{SMTPS, STARTTLS} {
		s := start(t, &mailtest.Server{}, security)
		config := settings(s, security)
		config.CAFile = ""
		e := kindOf(t, sender(t, config).Send(t.Context(), small))
		if e.Kind != Auth || e.Step != stepTLS || !strings.Contains(e.Advice, "ca_file") || s.Logins() != 0 {
			t.Errorf("%s: %+v, %d logins", security, e, s.Logins())
		}
	}
}

// A server that hides its encryption (or somebody between) must not get the password in the open.
func TestNoPasswordWithoutEncryption(t *testing.T) {
	s := start(t, &mailtest.Server{}, Plain)
	e := kindOf(t, sender(t, settings(s, STARTTLS)).Send(t.Context(), small))
	if e.Kind != Auth || e.Step != stepTLS || s.Logins() != 0 {
		t.Errorf("%+v, %d logins", e, s.Logins())
	}
	config := settings(s, Plain)
	if err := config.Check(); err == nil || !strings.Contains(err.Error(), "密码") {
		t.Errorf("a password over an open link is accepted: %v", err)
	}
}

// The two doors are often mixed up; the advice says which port wants which.
func TestWrongDoor(t *testing.T) {
	s := start(t, &mailtest.Server{}, STARTTLS)
	e := kindOf(t, sender(t, settings(s, SMTPS)).Send(t.Context(), small))
	if e.Kind != Auth || !strings.Contains(e.Advice, "465") {
		t.Errorf("%+v", e)
	}
}

// A relay on the own network wants no login; it works without one.
func TestRelayWithoutLogin(t *testing.T) {
	s := start(t, &mailtest.Server{Methods: []string{"none"}}, Plain)
	config := settings(s, Plain)
	config.User, config.Password, config.CAFile = "", "", ""
	if err := sender(t, config).Send(t.Context(), small); err != nil || len(s.Taken()) != 1 {
		t.Errorf("%v, %d letters", err, len(s.Taken()))
	}
}

// A server that hangs up after the last byte may have delivered: that is told, never hidden.
func TestDroppedAfterTheLetter(t *testing.T) {
	s := &mailtest.Server{Data: func(c *smtp.Conn) error { return c.Conn().Close() }}
	start(t, s, SMTPS)
	sender := sender(t, settings(s, SMTPS))
	e := kindOf(t, sender.Send(t.Context(), small))
	if e.Kind != Temporary || !e.Doubt || !strings.Contains(e.Error(), "可能已经送达") {
		t.Errorf("%+v", e)
	}
	s.Data = nil
	if err := sender.Send(t.Context(), small); err != nil {
		t.Errorf("the sender does not recover: %v", err)
	}
}

// A server that hangs up before the last byte has delivered nothing: no doubt, and no half letter.
func TestDroppedWithinTheLetter(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	got := make(chan string, 1)
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		var all strings.Builder
		buf := make([]byte, 4096)
		for _, line := range []string{"220 hi", "250 hi", "250 ok", "250 ok", "354 go on"} {
			fmt.Fprint(c, line+"\r\n")
			n, _ := c.Read(buf)
			all.Write(buf[:n])
		}
		got <- all.String()
	}()
	a := l.Addr().(*net.TCPAddr)
	sender := &SMTP{server: Server{On: true, Host: "127.0.0.1", Port: a.Port, Security: Plain, Helo: "x", Timeout: 10 * time.Second}, confirm: time.Second}
	large := small
	large.Data = append([]byte("Subject: x\r\n\r\n"), bytes.Repeat([]byte("0123456789abcdef\r\n"), 1<<20)...)
	e := kindOf(t, sender.Send(t.Context(), large))
	if e.Kind != Temporary || e.Doubt || e.Step != stepBody {
		t.Errorf("%+v", e)
	}
	if s := <-got; strings.Contains(s, "\r\n.\r\n") {
		t.Error("an unfinished letter was ended")
	}
}

// A silent server is given up after the time limit, at every step, as a temporary fault.
func TestSilentServer(t *testing.T) {
	lines := []string{"220 hi", "250 hi", "250 ok", "250 ok", "354 go on"}
	const limit = 500 * time.Millisecond
	for i := range len(lines) + 1 {
		t.Run(fmt.Sprintf("after %d lines", i), func(t *testing.T) {
			t.Parallel()
			host, port := script(t, append(append([]string{}, lines[:i]...), "")...)
			sender := &SMTP{server: Server{On: true, Host: host, Port: port, Security: Plain, Helo: "x", Timeout: limit}, confirm: limit}
			e := kindOf(t, sender.Send(t.Context(), small))
			if e.Kind != Temporary || e.Doubt != (i == len(lines)) {
				t.Errorf("%+v", e)
			}
			var timeout net.Error
			if !errors.As(e, &timeout) || !timeout.Timeout() {
				t.Errorf("the cause is %v", e.Err)
			}
		})
	}
}

// Slow is not silent: the limit is for each step, so a letter longer than it still goes through,
// and the confirmation may take its own, longer time.
func TestSlowConfirmation(t *testing.T) {
	s := &mailtest.Server{Data: func(*smtp.Conn) error { time.Sleep(1500 * time.Millisecond); return nil }}
	start(t, s, SMTPS)
	config := settings(s, SMTPS)
	sender := sender(t, config)
	if err := sender.Send(t.Context(), small); err != nil { // logs in without haste
		t.Fatal(err)
	}
	sender.session.link.allow(time.Second)
	if err := sender.Send(t.Context(), small); err != nil {
		t.Error(err)
	}
}

// Ctrl-C ends a wait at once; what was not handed over goes out at the next start.
func TestInterruption(t *testing.T) {
	host, port := script(t, "220 hi", "")
	sender := &SMTP{server: Server{On: true, Host: host, Port: port, Security: Plain, Helo: "x", Timeout: time.Minute}}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	e := kindOf(t, sender.Send(ctx, small))
	if e.Kind != Temporary || !errors.Is(e, context.DeadlineExceeded) || e.Doubt {
		t.Errorf("%+v", e)
	}
}

// A server that hung up between two letters is called again, without losing the second.
func TestServerHungUpBetweenLetters(t *testing.T) {
	s := start(t, &mailtest.Server{}, SMTPS)
	sender := sender(t, settings(s, SMTPS))
	for range 2 {
		if err := sender.Send(t.Context(), small); err != nil {
			t.Fatal(err)
		}
		_ = sender.session.link.Conn.Close()
	}
	if s.Logins() != 2 || len(s.Taken()) != 2 {
		t.Errorf("%d logins, %d letters", s.Logins(), len(s.Taken()))
	}
}

// Nothing leaves before mail is switched on, whatever else the configuration says.
func TestOffMeansOff(t *testing.T) {
	s := start(t, &mailtest.Server{}, SMTPS)
	config := settings(s, SMTPS)
	config.On = false
	sender := sender(t, config)
	if e := kindOf(t, sender.Send(t.Context(), small)); e.Kind != Off || len(s.Taken()) != 0 || s.Logins() != 0 {
		t.Errorf("%+v", e)
	}
	if err := sender.Login(t.Context()); err != nil {
		t.Errorf("the login cannot be tried before mail is on: %v", err)
	}
}

// Settings that cannot work are said before anything is tried.
func TestSettings(t *testing.T) {
	good := Server{On: true, Host: "smtp.example", From: office}
	for name, c := range map[string]struct {
		change func(*Server)
		says   string
	}{
		"host":     {func(s *Server) { s.Host = "" }, "服务器"},
		"security": {func(s *Server) { s.Security = "tls" }, "smtps"},
		"port":     {func(s *Server) { s.Port = 70000 }, "端口"},
		"password": {func(s *Server) { s.User = "u" }, "授权码"},
		"from":     {func(s *Server) { s.From = "绩效股" }, "寄件人"},
		"ca":       {func(s *Server) { s.CAFile = "none.pem" }, "证书"},
	} {
		s := good
		c.change(&s)
		if _, err := NewSMTP(s); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for port, want := range map[int]Security{0: SMTPS, 465: SMTPS, 587: STARTTLS, 25: STARTTLS} {
		s := good
		s.Port = port
		if got, err := s.settled(); err != nil || got.Security != want || got.Port == 0 {
			t.Errorf("port %d: %v %v %v", port, got.Security, got.Port, err)
		}
	}
	if name := machineName(); name == "" {
		t.Error("no name for EHLO")
	}
}
