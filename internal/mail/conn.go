package mail

import (
	"context"
	"net"
	"strconv"
	"sync/atomic"
	"time"
)

// wire is a connection whose every read and write has a time limit of its own, so that a letter
// of 20 MB on a slow line goes through and a silent server is noticed all the same. Deadlines
// set from outside are ignored: the library sets one for a whole letter.
type wire struct {
	net.Conn
	limit atomic.Int64 // a time.Duration
}

func (l *wire) allow(d time.Duration) { l.limit.Store(int64(d)) }

func (l *wire) deadline() time.Time { return time.Now().Add(time.Duration(l.limit.Load())) }

func (l *wire) Read(p []byte) (int, error) {
	if err := l.Conn.SetReadDeadline(l.deadline()); err != nil {
		return 0, err
	}
	return l.Conn.Read(p)
}

// Write sends in pieces: the time limit is for each piece.
func (l *wire) Write(p []byte) (n int, err error) {
	const piece = 64 << 10
	for n < len(p) && err == nil {
		if err = l.Conn.SetWriteDeadline(l.deadline()); err != nil {
			return n, err
		}
		var k int
		k, err = l.Conn.Write(p[n:min(n+piece, len(p))])
		n += k
	}
	return n, err
}

func (l *wire) SetDeadline(time.Time) error      { return nil }
func (l *wire) SetReadDeadline(time.Time) error  { return nil }
func (l *wire) SetWriteDeadline(time.Time) error { return nil }

// closeOn closes the connection when ctx ends; stop ends the watch.
func (l *wire) closeOn(ctx context.Context) (stop func()) {
	end := context.AfterFunc(ctx, func() { _ = l.Conn.Close() })
	return func() { end() }
}

func port(n int) string { return strconv.Itoa(n) }
