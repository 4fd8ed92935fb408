package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"
)

// Security is how the link to the server is protected.
type Security string

const (
	// SMTPS speaks TLS from the first byte, port 465.
	SMTPS Security = "smtps"
	// STARTTLS begins in the open and must be allowed to switch to TLS, port 587.
	STARTTLS Security = "starttls"
	// Plain is for a relay on the own network that wants no login. A password never travels so.
	Plain Security = "none"
)

// Server is the mail server and how to enter it. The zero values of Port, Security, Timeout and
// Helo mean the usual ones: Security follows the port, the port follows Security.
type Server struct {
	// On is the switch of the configuration: while it is false nothing leaves this machine.
	On       bool
	Host     string
	Port     int
	Security Security
	User     string
	Password string
	From     string // "县财政局绩效股 <a@b>"
	// CAFile is a PEM file with the certificate of a server that no public authority vouches for.
	CAFile string
	// Timeout bounds each single step, not the whole letter; 0 means a minute. After the last
	// byte of a letter the server gets ten minutes, as RFC 5321 (4.5.3.2.6) asks: a shorter wait
	// sends letters twice.
	Timeout time.Duration
	// Helo is the name we introduce ourselves with; "" takes the machine's, if it is plain ASCII.
	Helo string
}

// Sender hands one letter to a mail server. A nil error means the server has taken it; every
// other answer is an *Error. Close ends what Send may have kept open; a later Send starts anew.
type Sender interface {
	Send(ctx context.Context, m Message) error
	Close() error
}

const (
	defaultTimeout = time.Minute
	// afterLetter is how long the server may take to confirm a whole letter.
	afterLetter = 10 * time.Minute
)

// settled returns s with the zero values filled in, or what is wrong with it as one Chinese
// sentence.
func (s Server) settled() (Server, error) {
	if s.Host == "" {
		return s, errors.New("没有写邮件服务器(host)")
	}
	switch {
	case s.Security == "" && s.Port == 465:
		s.Security = SMTPS
	case s.Security == "" && s.Port == 0, s.Security == SMTPS && s.Port == 0:
		s.Security, s.Port = SMTPS, 465
	case s.Security == "":
		s.Security = STARTTLS
	case s.Security == STARTTLS && s.Port == 0:
		s.Port = 587
	case s.Security == Plain && s.Port == 0:
		s.Port = 25
	}
	switch s.Security {
	case SMTPS, STARTTLS, Plain:
	default:
		return s, fmt.Errorf("加密方式 %q 不认识,可用 smtps(465 端口)、starttls(587 端口)、none(内网转发,不登录)", s.Security)
	}
	if s.Port < 1 || s.Port > 65535 {
		return s, fmt.Errorf("端口 %d 不对,常用 465 或 587", s.Port)
	}
	if s.Security == Plain && (s.User != "" || s.Password != "") {
		return s, errors.New("不加密的连接上不能发送密码:请把加密方式改为 smtps 或 starttls,或去掉用户名和密码")
	}
	if s.User != "" && s.Password == "" {
		return s, fmt.Errorf("用户 %s 没有密码(或授权码)", s.User)
	}
	if _, err := parseAddress("寄件人", s.From); err != nil {
		return s, err
	}
	if s.Timeout <= 0 {
		s.Timeout = defaultTimeout
	}
	if s.Helo == "" {
		s.Helo = machineName()
	}
	return s, nil
}

// machineName is the name for EHLO. Windows machines are often named in Chinese, which servers
// refuse; any name will do then.
func machineName() string {
	name, err := os.Hostname()
	if err != nil || name == "" || strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.") != "" {
		return "localhost"
	}
	return name
}

// Check reports as one Chinese sentence what in the settings cannot work, without connecting.
func (s Server) Check() error {
	_, err := s.settled()
	return err
}

// tlsConfig trusts what the system trusts, and the certificates of CAFile.
func (s Server) tlsConfig() (*tls.Config, error) {
	config := &tls.Config{ServerName: s.Host, MinVersion: tls.VersionTLS12}
	if s.CAFile == "" {
		return config, nil
	}
	pem, err := os.ReadFile(s.CAFile)
	if err != nil {
		return nil, fmt.Errorf("读不到证书文件:%w", err)
	}
	config.RootCAs, err = x509.SystemCertPool()
	if err != nil {
		config.RootCAs = x509.NewCertPool()
	}
	if !config.RootCAs.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("证书文件 %s 里没有 PEM 格式的证书", s.CAFile)
	}
	return config, nil
}
