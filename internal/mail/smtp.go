package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/textproto"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/wneessen/go-mail/smtp"
)

// idle is how long a login is kept for the next letter; servers themselves wait a few minutes.
const idle = 20 * time.Second

// perLogin is how many letters go through one login: services count both logins and letters of
// one connection, and refuse too many of either.
const perLogin = 10

// SMTP is the Sender over SMTPS or STARTTLS. It keeps the connection for the next letter for a few
// seconds, until Close or until the first fault. Safe for concurrent use; letters go one after another.
type SMTP struct {
	server Server
	tls    *tls.Config

	mu      sync.Mutex
	session *session
	leave   *time.Timer   // closes an idle session
	confirm time.Duration // the wait for the confirmation of a letter
}

var _ Sender = (*SMTP)(nil)

// session is one login.
type session struct {
	client *smtp.Client
	link   *wire
	sent   int
}

// NewSMTP returns a Sender to server; the error says in Chinese what in the settings cannot
// work. Nothing is connected yet. Settings that are not switched on are not looked at.
func NewSMTP(server Server) (*SMTP, error) {
	if !server.On {
		return &SMTP{server: server}, nil
	}
	server, err := server.settled()
	if err != nil {
		return nil, err
	}
	config, err := server.tlsConfig()
	if err != nil {
		return nil, err
	}
	return &SMTP{server: server, tls: config, confirm: afterLetter}, nil
}

// Send implements Sender.
func (s *SMTP) Send(ctx context.Context, m Message) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.server.On {
		return &Error{Kind: Off, Advice: "请在配置里写好邮件服务器,再把 mail 的 on 改为 true"}
	}
	s.stay()
	if s.session != nil && (s.session.sent >= perLogin || !s.session.alive(ctx)) {
		s.quit()
	}
	if s.session == nil {
		var err error
		if s.session, err = s.dial(ctx); err != nil {
			return err
		}
	}
	stop := s.session.link.closeOn(ctx)
	err := s.session.hand(m, s.confirm)
	stop()
	if err != nil {
		s.drop()
		return interrupted(ctx, err)
	}
	s.session.sent++
	s.leave = time.AfterFunc(idle, func() { _ = s.Close() })
	return nil
}

// Login connects, logs in and leaves, sending nothing; it works whether mail is on or not.
func (s *SMTP) Login(ctx context.Context) error {
	on := s.server
	on.On = true
	other, err := NewSMTP(on)
	if err != nil {
		return &Error{Kind: Auth, Step: stepConnect, Advice: "请检查邮件的配置", Err: err}
	}
	if other.session, err = other.dial(ctx); err != nil {
		return err
	}
	return other.Close()
}

// Close leaves the server politely if a connection is open.
func (s *SMTP) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stay()
	if s.session != nil {
		s.quit()
	}
	return nil
}

// stay stops the idle session from being closed. A timer that fired already waits for the lock
// and closes a session too early at worst; the next letter then logs in again.
func (s *SMTP) stay() {
	if s.leave != nil {
		s.leave.Stop()
		s.leave = nil
	}
}

func (s *SMTP) quit() {
	s.session.link.allow(5 * time.Second)
	_ = s.session.client.Quit() // the letters are confirmed; how we part does not matter
	s.drop()
}

// drop cuts the connection. After a fault nothing more may be said on it: any further command
// would end an unfinished letter and deliver half of it.
func (s *SMTP) drop() {
	_ = s.session.link.Conn.Close()
	s.session = nil
}

// alive reports whether the server still listens; services hang up after a few quiet seconds.
func (s *session) alive(ctx context.Context) bool {
	stop := s.link.closeOn(ctx)
	defer stop()
	return s.client.Reset() == nil
}

// dial connects, encrypts and logs in.
func (s *SMTP) dial(ctx context.Context) (*session, error) {
	raw, err := (&net.Dialer{Timeout: s.server.Timeout}).DialContext(ctx, "tcp", net.JoinHostPort(s.server.Host, port(s.server.Port)))
	if err != nil {
		return nil, interrupted(ctx, s.refused(stepConnect, err))
	}
	l := &wire{Conn: raw}
	l.allow(s.server.Timeout)
	stop := l.closeOn(ctx)
	defer stop()
	client, err := s.enter(l)
	if err != nil {
		_ = raw.Close()
		return nil, interrupted(ctx, err)
	}
	return &session{client: client, link: l}, nil
}

// enter does everything between the connection and the first letter.
func (s *SMTP) enter(l *wire) (*smtp.Client, error) {
	var conn net.Conn = l
	if s.server.Security == SMTPS {
		c := tls.Client(l, s.tls)
		if err := c.Handshake(); err != nil {
			return nil, s.refused(stepTLS, err)
		}
		conn = c
	}
	client, err := smtp.NewClient(conn, s.server.Host)
	if err != nil {
		return nil, s.refused(stepConnect, err)
	}
	// Our addresses are ASCII. Asking for SMTPUTF8 all the same would make the next server on
	// the way return the letter if it does not know it.
	client.SkipSMTPUTF8(true)
	if err := client.Hello(s.server.Helo); err != nil {
		return nil, s.refused(stepConnect, err)
	}
	if s.server.Security == STARTTLS {
		if ok, _ := client.Extension("STARTTLS"); !ok {
			return nil, &Error{Kind: Auth, Step: stepTLS, Advice: "服务器在这个端口不支持加密,请改用 smtps 和 465 端口,或问邮箱管理员",
				Err: errors.New("服务器不支持 STARTTLS")}
		}
		if err := client.StartTLS(s.tls); err != nil {
			return nil, s.refused(stepTLS, err)
		}
	}
	return client, s.login(client)
}

// login uses PLAIN where the server offers it, else LOGIN; both only on an encrypted link.
func (s *SMTP) login(client *smtp.Client) error {
	if s.server.User == "" {
		return nil
	}
	_, offered := client.Extension("AUTH")
	methods := strings.Fields(strings.ToUpper(offered))
	var auth smtp.Auth
	switch {
	case slices.Contains(methods, "PLAIN"):
		auth = smtp.PlainAuth("", s.server.User, s.server.Password, s.server.Host, false)
	case slices.Contains(methods, "LOGIN"):
		auth = smtp.LoginAuth(s.server.User, s.server.Password, s.server.Host, false)
	default:
		return &Error{Kind: Auth, Step: stepLogin, Advice: "请问邮箱管理员怎样登录,或换一个邮箱",
			Err: errors.New("服务器没有提供 PLAIN 或 LOGIN 登录")}
	}
	if err := client.Auth(auth); err != nil {
		return s.refused(stepLogin, err)
	}
	return nil
}

// hand gives one letter to the server, step by step, so that an error knows how far it got: up to
// the last byte nothing can have been delivered; after it, without an answer, it is in doubt.
func (s *session) hand(m Message, confirm time.Duration) error {
	if _, limit := s.client.Extension("SIZE"); tooLarge(len(m.Data), limit) {
		return &Error{Kind: Permanent, Step: stepBody, Advice: "请把配置里邮件大小的上限调小,再重发这一封",
			Err: fmt.Errorf("信有 %d 字节,服务器只收 %s 字节以内的", len(m.Data), limit)}
	}
	if err := s.client.Mail("<" + m.From + ">"); err != nil {
		return failed(stepFrom, err)
	}
	if err := s.client.Rcpt("<" + m.To + ">"); err != nil {
		return failed(stepTo, err)
	}
	w, err := s.client.Data()
	if err != nil {
		return failed(stepBody, err)
	}
	if _, err := w.Write(m.Data); err != nil {
		return failed(stepBody, err)
	}
	before := s.link.limit.Load()
	s.link.allow(confirm)
	err = w.Close()
	s.link.allow(time.Duration(before))
	if err != nil {
		return failed(stepEnd, err)
	}
	return nil
}

// tooLarge compares a letter with the limit that the server declares (RFC 1870; 0 means none).
func tooLarge(size int, limit string) bool {
	n, err := strconv.Atoi(limit)
	return err == nil && n > 0 && size > n
}

// failed turns what the library says into an Error: an answer of the server is classified, and
// no answer is temporary.
func failed(step string, err error) *Error {
	var answer *textproto.Error
	if errors.As(err, &answer) {
		return classify(step, answer.Code, answer.Msg)
	}
	return &Error{Kind: Temporary, Step: step, Advice: "网络或服务器中断,会自动再试", Doubt: step == stepEnd, Err: err}
}

// refused is failed for the time before the first letter, where the settings may be at fault.
func (s *SMTP) refused(step string, err error) *Error {
	e := failed(step, err)
	if e.Code != 0 {
		return e
	}
	var authority x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	var record tls.RecordHeaderError
	var dns *net.DNSError
	switch {
	case errors.As(err, &authority):
		e.Kind, e.Advice = Auth, "服务器的证书不是公认机构发的。若是单位自己的服务器,请把它的证书存成文件写进配置(ca_file)"
	case errors.As(err, &host):
		e.Kind, e.Advice = Auth, "服务器的证书不是发给 "+s.server.Host+" 的,请核对服务器名称"
	case errors.As(err, &invalid):
		e.Kind, e.Advice = Auth, "服务器的证书已过期或无效,请先核对本机日期,再问邮箱管理员"
	case errors.As(err, &record):
		e.Kind, e.Advice = Auth, "这个端口不是加密端口:465 端口用 smtps,587 端口用 starttls"
	case errors.As(err, &dns) && dns.IsNotFound:
		e.Advice = "找不到服务器 " + s.server.Host + ",请核对名称,并检查这台机器能否上外网"
	case step == stepConnect:
		e.Advice = "连不上 " + net.JoinHostPort(s.server.Host, port(s.server.Port)) + ",请检查网络、防火墙和端口,会自动再试"
	}
	return e
}

// interrupted marks an error that our own stopping caused, so that it is not held against the
// server; whether the letter is in doubt stays as it was.
func interrupted(ctx context.Context, err error) error {
	var e *Error
	if ctx.Err() != nil && errors.As(err, &e) && e.Code == 0 {
		e.Kind, e.Advice, e.Err = Temporary, "程序停止时中断,下次启动会再发", ctx.Err()
	}
	return err
}
