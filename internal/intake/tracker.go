package intake

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"jixiao/internal/safefile"
)

// Waiting is a file that is not taken yet, and why.
type Waiting struct {
	Rel    string    `json:"path"`
	Reason string    `json:"reason"`
	Since  time.Time `json:"since"`
	// Young is true when nothing but time is missing: the file is new or not whole yet.
	Young bool `json:"young,omitempty"`
}

// Tracker decides when a file is whole: nothing about it changed for a while, no owner file lies
// beside it, and a zip file has its end. The times are those of the caller's clock, never those
// of the files: the clock of a share may be wrong. It is not safe for concurrent use.
type Tracker struct {
	Root string
	// Quiet is how long size and time must stay the same.
	Quiet time.Duration
	// Patience is how long a zip without its end may stay the same before it is taken as it is,
	// to be refused with the reason: it will not get better by itself.
	Patience time.Duration
	// MaxSize bounds what is taken, 0 for no bound: a film dropped by mistake is not copied.
	MaxSize int64

	seen map[string]*sight
}

type sight struct {
	size     int64
	modified time.Time
	since    time.Time // first seen
	changed  time.Time // last change
	whole    bool      // its end was checked, for this size and time
}

// Update takes what a walk found and returns the files that are ready, in the order of their
// paths, and those that wait. It must be called with complete walks: a file that is missing is
// forgotten.
func (t *Tracker) Update(now time.Time, files []Entry) (ready []Entry, waiting []Waiting) {
	next := make(map[string]*sight, len(files))
	for _, e := range files {
		s := t.seen[e.Rel]
		switch {
		case s == nil:
			s = &sight{size: e.Size, modified: e.Modified, since: now, changed: now}
		case s.size != e.Size || !s.modified.Equal(e.Modified):
			*s = sight{size: e.Size, modified: e.Modified, since: s.since, changed: now}
		}
		next[e.Rel] = s
		if reason := t.reason(now, e, s); reason != "" {
			young := reason == reasonFresh || reason == reasonHalf
			waiting = append(waiting, Waiting{Rel: e.Rel, Reason: reason, Since: s.since, Young: young})
		} else {
			ready = append(ready, e)
		}
	}
	t.seen = next
	slices.SortFunc(ready, func(a, b Entry) int { return cmp.Compare(a.Rel, b.Rel) })
	slices.SortFunc(waiting, func(a, b Waiting) int { return cmp.Compare(a.Rel, b.Rel) })
	return ready, waiting
}

const (
	reasonFresh = "刚放入或仍在写入,稍后处理"
	reasonHalf  = "文件不完整,等待其余部分写入"
)

// reason says why a file is not ready, "" when it is.
func (t *Tracker) reason(now time.Time, e Entry, s *sight) string {
	still := now.Sub(s.changed)
	switch {
	case t.MaxSize > 0 && e.Size > t.MaxSize:
		return fmt.Sprintf("文件有 %d MB,超过 %d MB 的上限,不处理;请检查是否放错了文件,把它移出收件文件夹", e.Size>>20, t.MaxSize>>20)
	case still < t.Quiet:
		return reasonFresh
	case e.Held != "":
		return fmt.Sprintf("正在被打开编辑(旁边有 %s);关闭后自动处理,若无人打开请删除该临时文件", e.Held)
	case s.whole:
		return ""
	}
	path := filepath.Join(t.Root, filepath.FromSlash(e.Rel))
	whole, err := complete(path, e.Size)
	switch {
	case err != nil:
		return Reason(err, path)
	case !whole && still < t.Patience:
		return reasonHalf
	}
	s.whole = true
	return ""
}

// Again makes the tracker look at a file anew: it changed or could not be read while it was taken.
func (t *Tracker) Again(rel string, now time.Time) {
	if s := t.seen[rel]; s != nil {
		s.changed, s.whole = now, false
	}
}

// Reason says in a sentence why a file of the inbox cannot be read now.
func Reason(err error, path string) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "文件刚被移走或改名"
	case safefile.IsBusy(err, path):
		return "正被其他程序独占打开,或者还在复制;放开后自动处理"
	case errors.Is(err, fs.ErrPermission):
		return "没有权限读取;开通后自动处理"
	}
	return fmt.Sprintf("暂时无法读取(%v);恢复后自动处理", cause(err))
}

// cause leaves the path out of an error of package os.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// complete reports whether a file has its end: for files that are zip files inside, the end
// record with the directory before it; for others, that they can be opened.
func complete(path string, size int64) (bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer func() { _ = f.Close() }()
	if !slices.Contains(zippedEnds, strings.ToLower(filepath.Ext(path))) {
		return true, nil
	}
	return zipComplete(f, size)
}
