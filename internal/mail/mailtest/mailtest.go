// Package mailtest is a mail server for tests: it takes letters, and refuses, stalls or hangs up where a
// test says so.
package mailtest

import (
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
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Certificate makes a certificate that only its own file vouches for, as small offices have.
func Certificate(t testing.TB, dir string, hosts ...string) (certFile, keyFile string) {
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

// User is the account of every Server.
const User = "jixiao@bureau.example"

// Server is a mail server in this process, on loopback. Set its fields before Start, or between
// letters.
type Server struct {
	// Mail, Rcpt and Data, where set, answer the commands; Data is called when the whole letter is
	// read.
	Mail     func(from string) error
	Rcpt     func(to string) error
	Data     func(c *smtp.Conn) error
	Methods  []string // of login, PLAIN and LOGIN by default; "none" wants no login
	Password string
	MaxSize  int64 // 0: no limit

	// Set by Start.
	Address, CertFile string

	mu      sync.Mutex
	letters []Letter
	logins  int
}

// Letter is one that was taken.
type Letter struct {
	From, To string
	Data     []byte
}

// Logins returns how often somebody logged in.
func (s *Server) Logins() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.logins
}

// Taken returns the letters in the order they came.
func (s *Server) Taken() []Letter {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Letter(nil), s.letters...)
}

// Start serves until the test ends; security is smtps, starttls or none.
func (s *Server) Start(t testing.TB, security string) *Server {
	t.Helper()
	var key string
	s.CertFile, key = Certificate(t, t.TempDir(), "127.0.0.1")
	pair, err := tls.LoadX509KeyPair(s.CertFile, key)
	if err != nil {
		t.Fatal(err)
	}
	if s.Methods == nil {
		s.Methods = []string{"PLAIN", "LOGIN"}
	}
	if s.Password == "" {
		s.Password = "授权码 secret"
	}
	srv := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &session{server: s, conn: c}, nil }))
	srv.Domain, srv.EnableSMTPUTF8, srv.MaxMessageBytes, srv.ErrorLog = "127.0.0.1", true, s.MaxSize, log.New(io.Discard, "", 0)
	config := &tls.Config{Certificates: []tls.Certificate{pair}}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.Address = l.Addr().String()
	switch security {
	case "smtps":
		l = tls.NewListener(l, config)
	case "starttls":
		srv.TLSConfig = config
	}
	var wg sync.WaitGroup
	wg.Go(func() { _ = srv.Serve(l) })
	t.Cleanup(func() { _ = srv.Close(); wg.Wait() })
	return s
}

type session struct {
	server   *Server
	conn     *smtp.Conn
	in       bool
	from, to string
}

func (s *session) AuthMechanisms() []string { return s.server.Methods }

func (s *session) Auth(method string) (sasl.Server, error) {
	check := func(user, password string) error {
		if user != User || password != s.server.Password {
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

func (s *session) Mail(from string, o *smtp.MailOptions) error {
	if o != nil && o.UTF8 {
		return errors.New("SMTPUTF8 was asked for without need")
	}
	s.from = from
	if !s.in && len(s.server.Methods) > 0 && s.server.Methods[0] != "none" {
		return smtp.ErrAuthRequired
	}
	if s.server.Mail != nil {
		return s.server.Mail(from)
	}
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	if s.server.Rcpt != nil {
		return s.server.Rcpt(to)
	}
	return nil
}

func (s *session) Data(r io.Reader) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return err // a letter cut off on the way is never one
	}
	if s.server.Data != nil {
		if err := s.server.Data(s.conn); err != nil {
			return err
		}
	}
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	s.server.letters = append(s.server.letters, Letter{s.from, s.to, data})
	return nil
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }
