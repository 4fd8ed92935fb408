package mail

import (
	"context"
	"time"
)

// Security is how the link to the server is protected.
type Security string

const (
	// SMTPS speaks TLS from the first byte, port 465.
	SMTPS Security = "ssl"
	// STARTTLS begins in the open and must be allowed to switch to TLS, port 587.
	STARTTLS Security = "starttls"
	// Plain is for a relay on the own network that wants no login. A password never travels so.
	Plain Security = "none"
)

// Server is the mail server and how to enter it. The zero values of Port, Security, Timeout and
// Helo mean the usual ones.
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
	// Timeout bounds each single step, not the whole letter. After the last byte of a letter the
	// server gets ten minutes, as RFC 5321 asks: a shorter wait sends letters twice.
	Timeout time.Duration
	// Helo is the name we introduce ourselves with; "" takes the machine's, if it is plain ASCII.
	Helo string
}

// Sender hands one letter to a mail server. A nil error means the server has taken it; every
// other answer is an *Error. Close ends what Send may have kept open and is safe to repeat.
type Sender interface {
	Send(ctx context.Context, m Message) error
	Close() error
}
