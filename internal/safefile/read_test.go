package safefile

import (
	"errors"
	"io/fs"
	"testing"
	"time"
)

// A file that Excel is just saving must be read when it is free; one that stays locked must be said to be
// in use, and one that is not there must not be waited for.
func TestReadFileInUse(t *testing.T) {
	busy := &fs.PathError{Op: "open", Path: "a.xlsx", Err: errBusy}
	for name, c := range map[string]struct {
		fails int
		with  error
		tries int
		busy  bool
	}{"let go": {3, busy, 4, false}, "held": {99, busy, renameTries, true}, "gone": {99, fs.ErrNotExist, 1, false}} {
		tries, waited := 0, time.Duration(0)
		_, err := readFile("a.xlsx", func(string) ([]byte, error) {
			if tries++; tries <= c.fails {
				return nil, c.with
			}
			return []byte("x"), nil
		}, func(d time.Duration) { waited += d })
		if tries != c.tries || (c.fails > tries) != (err != nil) || IsBusy(err, "a.xlsx") != c.busy || waited > time.Second {
			t.Errorf("%s: %d tries, waited %v, %v", name, tries, waited, err)
		}
		if err != nil && !errors.Is(err, c.with) {
			t.Errorf("%s: the error became %v", name, err)
		}
	}
}
