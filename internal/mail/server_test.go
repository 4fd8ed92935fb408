package mail

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"io"
	"log"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// certificate makes a certificate that only its own file vouches for, as small offices have.
func certificate(t testing.TB, dir string, hosts ...string) (certFile, keyFile string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "mail"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	for _, h := range hosts {
		if ip := net.ParseIP(h); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, h)
		}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	write := func(name, kind string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: data}), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	return write("cert.pem", "CERTIFICATE", der), write("key.pem", "PRIVATE KEY", secret)
}

// office is a mail server in this process: it takes letters, and refuses, stalls or hangs up
// where a test says so.
type mailServer struct {
	mu       sync.Mutex
	letters  []letterTaken
	logins   int
	mail     func(from string) error
	rcpt     func(to string) error
	data     func(c *smtp.Conn) error // called when the whole letter is read
	methods  []string
	password string
	maxSize  int64

	address  string
	certFile string
}

type letterTaken struct {
	from, to string
	data     []byte
}

func (s *mailServer) taken() []letterTaken {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]letterTaken(nil), s.letters...)
}

// start serves on loopback until the test ends.
func (s *mailServer) start(t testing.TB, security Security) *mailServer {
	t.Helper()
	var key string
	s.certFile, key = certificate(t, t.TempDir(), "127.0.0.1")
	pair, err := tls.LoadX509KeyPair(s.certFile, key)
	if err != nil {
		t.Fatal(err)
	}
	if s.methods == nil {
		s.methods = []string{"PLAIN", "LOGIN"}
	}
	if s.password == "" {
		s.password = "授权码 secret"
	}
	srv := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &serverSession{server: s, conn: c}, nil }))
	srv.Domain, srv.EnableSMTPUTF8, srv.MaxMessageBytes, srv.ErrorLog = "127.0.0.1", true, s.maxSize, log.New(io.Discard, "", 0)
	config := &tls.Config{Certificates: []tls.Certificate{pair}}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.address = l.Addr().String()
	switch security {
	case SMTPS:
		l = tls.NewListener(l, config)
	case STARTTLS:
		srv.TLSConfig = config
	}
	var wg sync.WaitGroup
	wg.Go(func() { _ = srv.Serve(l) })
	t.Cleanup(func() { _ = srv.Close(); wg.Wait() })
	return s
}

// settings are those of a configuration that works with the server.
func (s *mailServer) settings(security Security) Server {
	host, port, _ := net.SplitHostPort(s.address)
	n, _ := strconv.Atoi(port)
	return Server{
		On: true, Host: host, Port: n, Security: security, User: "jixiao@bureau.example", Password: s.password,
		From: office, CAFile: s.certFile, Timeout: 10 * time.Second, Helo: "localhost",
	}
}

// sender returns a Sender to the server that is closed with the test.
func (s *mailServer) sender(t testing.TB, settings Server) *SMTP {
	t.Helper()
	sender, err := NewSMTP(settings)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sender.Close() })
	return sender
}

type serverSession struct {
	server   *mailServer
	conn     *smtp.Conn
	in       bool
	from, to string
}

func (s *serverSession) AuthMechanisms() []string { return s.server.methods }

func (s *serverSession) Auth(method string) (sasl.Server, error) {
	check := func(user, password string) error {
		if user != "jixiao@bureau.example" || password != s.server.password {
			return &smtp.SMTPError{Code: 535, EnhancedCode: smtp.EnhancedCode{5, 7, 8}, Message: "Error: authentication failed"}
		}
		s.in = true
		s.server.mu.Lock()
		s.server.logins++
		s.server.mu.Unlock()
		return nil
	}
	if method == "PLAIN" {
		return sasl.NewPlainServer(func(_, user, password string) error { return check(user, password) }), nil
	}
	return &loginServer{check: check}, nil
}

// loginServer speaks AUTH LOGIN as Chinese services do: two questions, two answers.
type loginServer struct {
	check func(user, password string) error
	user  string
	step  int
}

func (l *loginServer) Next(response []byte) ([]byte, bool, error) {
	l.step++
	switch {
	case l.step == 1 && response == nil:
		return []byte("Username:"), false, nil
	case l.step <= 2 && l.user == "":
		l.user = string(response)
		return []byte("Password:"), false, nil
	}
	return nil, true, l.check(l.user, string(response))
}

func (s *serverSession) Mail(from string, o *smtp.MailOptions) error {
	if o != nil && o.UTF8 {
		return errors.New("SMTPUTF8 was asked for without need")
	}
	s.from = from
	if !s.in && len(s.server.methods) > 0 && s.server.methods[0] != "none" {
		return smtp.ErrAuthRequired
	}
	if s.server.mail != nil {
		return s.server.mail(from)
	}
	return nil
}

func (s *serverSession) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	if s.server.rcpt != nil {
		return s.server.rcpt(to)
	}
	return nil
}

func (s *serverSession) Data(r io.Reader) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return err // a letter cut off on the way is never one
	}
	if s.server.data != nil {
		if err := s.server.data(s.conn); err != nil {
			return err
		}
	}
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	s.server.letters = append(s.server.letters, letterTaken{s.from, s.to, data})
	return nil
}

func (s *serverSession) Reset()        {}
func (s *serverSession) Logout() error { return nil }

// script is a server of a few lines: it says the greeting, then for each command the next line,
// and hangs up at the end. "" is said as silence. It returns its address.
func script(t testing.TB, lines ...string) (host string, port int) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			wg.Go(func() { speak(ctx, c, lines) })
		}
	})
	t.Cleanup(func() { cancel(); _ = l.Close(); wg.Wait() })
	a := l.Addr().(*net.TCPAddr)
	return "127.0.0.1", a.Port
}

func speak(ctx context.Context, c net.Conn, lines []string) {
	stop := context.AfterFunc(ctx, func() { _ = c.Close() })
	defer stop()
	defer c.Close()
	in := bufio.NewReader(c)
	for i, line := range lines {
		if i > 0 {
			if _, err := in.ReadString('\n'); err != nil {
				return
			}
		}
		if line == "" {
			<-ctx.Done()
			return
		}
		if _, err := io.WriteString(c, line+"\r\n"); err != nil {
			return
		}
	}
}
