package mail

import (
	"bufio"
	"context"
	"io"
	"net"
	"strconv"
	"sync"
	"testing"
	"time"

	"jixiao/internal/mail/mailtest"
)

// start runs a server of this process.
func start(t testing.TB, s *mailtest.Server, security Security) *mailtest.Server {
	t.Helper()
	return s.Start(t, string(security))
}

// settings are those of a configuration that works with the server.
func settings(s *mailtest.Server, security Security) Server {
	host, port, _ := net.SplitHostPort(s.Address)
	n, _ := strconv.Atoi(port)
	return Server{
		On: true, Host: host, Port: n, Security: security, User: mailtest.User, Password: s.Password,
		From: office, CAFile: s.CertFile, Timeout: 10 * time.Second, Helo: "localhost",
	}
}

// sender returns a Sender to the server that is closed with the test.
func sender(t testing.TB, settings Server) *SMTP {
	t.Helper()
	s, err := NewSMTP(settings)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

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
