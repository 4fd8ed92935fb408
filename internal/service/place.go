package service

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"jixiao/internal/config"
	"jixiao/internal/intake"
	"jixiao/internal/ledger"
)

// Places in the ledger start with the folder's name in the configuration, so that a folder may be
// moved: "archive/局/表.xlsx".
const (
	atArchive    = "archive/"
	atFailed     = "failed/"
	atDuplicates = "duplicates/"
	atResults    = "results/"
	atSummary    = "summary/"
)

// Resolve turns a place of the ledger into a path.
func Resolve(cfg *config.Config, place string) string {
	f := cfg.Folders
	for prefix, folder := range map[string]string{
		atArchive: f.Archive, atFailed: f.Failed, atDuplicates: f.Duplicates, atResults: f.Results, atSummary: f.Summary,
	} {
		if rest, ok := strings.CutPrefix(place, prefix); ok {
			return filepath.Join(cfg.Path(folder), filepath.FromSlash(rest))
		}
	}
	return ""
}

func (s *Service) path(place string) string { return Resolve(s.Config, place) }

func (s *Service) inbox(rel string) string {
	return filepath.Join(s.tracker.Root, filepath.FromSlash(rel))
}

// free returns a place below prefix that no original was given and where nothing stands; more
// are places given in this round. The note beside a failed file must be free too.
func (s *Service) free(prefix, rel string, more map[string]bool) (string, error) {
	want := prefix + intake.Fit(rel)
	place := want
	for n := 2; ; n++ {
		taken, err := s.ledger.DestTaken(place)
		if err != nil {
			return "", err
		}
		if key := strings.ToLower(place); !taken && !more[key] && !exists(s.path(place)) && (prefix != atFailed || !exists(s.path(place)+noteEnd)) {
			more[key] = true
			return place, nil
		}
		place = intake.Numbered(want, fmt.Sprint(n))
	}
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// place puts originals of finished files away. A file whose place cannot be reached is postponed.
func (s *Service) place(files []ledger.File) error {
	var placed []int64
	for _, f := range files {
		err := s.placeOne(f)
		if errors.Is(err, intake.ErrTaken) {
			dest, ferr := s.free(f.Dest[:strings.IndexByte(f.Dest, '/')+1], f.Rel, map[string]bool{})
			if ferr == nil {
				ferr = s.ledger.SetDest(f.ID, dest)
			}
			if ferr != nil {
				return ferr
			}
			f.Dest = dest
			err = s.placeOne(f)
		}
		if err != nil {
			if err := s.postpone(f, "E-MOVE", fmt.Sprintf("结果已写好,但原件移不到“%s”(%v)", filepath.Dir(s.path(f.Dest)), err), "请关闭正在使用它的程序,检查磁盘空间和权限;会自动重试"); err != nil {
				return err
			}
			continue
		}
		placed = append(placed, f.ID)
	}
	if len(placed) == 0 {
		return nil
	}
	s.Step(StepPlaced)
	return s.ledger.Place(placed)
}

func (s *Service) placeOne(f ledger.File) error {
	from := ""
	if f.Parent == 0 {
		from = s.inbox(f.Rel)
	}
	s.Step(StepMove)
	if err := s.store.Place(f, from, s.path(f.Dest)); err != nil {
		return err
	}
	if f.State != ledger.Failed {
		return nil
	}
	s.Step(StepNote)
	return s.writer().WriteFile(s.path(f.Dest)+noteEnd, note(f))
}

// noteEnd is appended to the name of a file for the note that lies beside it.
const noteEnd = ".说明.txt"

// note says why a file cannot be processed and what to do; with a byte order mark and CRLF, so
// that every Notepad shows it right.
func note(f ledger.File) []byte {
	var b strings.Builder
	b.WriteString("\ufeff")
	for _, line := range []string{
		"文件:" + f.Rel, "收到:" + f.Received.Format("2006-01-02 15:04"), "",
		"为什么不能处理:", "  " + f.Reason, "", "怎么办:", "  " + f.Hint, "",
		"改好后重新放入“收件”文件夹即可;这里的原件没有被改动。",
	} {
		b.WriteString(line + "\r\n")
	}
	return []byte(b.String())
}

// postpone records why a file cannot go on now, and tries again later, for ever.
func (s *Service) postpone(f ledger.File, code, reason, hint string) error {
	next := s.Now().Add(backoff(f.Attempts, 5*time.Second, s.Config.Intake.Rescan))
	s.Log.Warn("postponed", "file", f.Rel, "code", code, "reason", reason, "attempts", f.Attempts+1, "next", next)
	return s.ledger.Postpone(f.ID, reason, hint, next)
}

// backoff doubles the wait from first up to most.
func backoff(attempts int, first, most time.Duration) time.Duration {
	wait := first
	for range min(attempts, 20) {
		if wait *= 2; wait >= most {
			return most
		}
	}
	return min(wait, most)
}

// oldResults is where results of superseded versions go, below the archive.
const oldResults = "旧版结果/"

// tidy puts the results of superseded versions away: nothing in 结果 or 无法处理 is out of date,
// and nothing is deleted but our own notes.
func (s *Service) tidy() error {
	left, err := s.ledger.Leftovers()
	if err != nil {
		return err
	}
	for _, v := range left {
		s.Step(StepTidy)
		if err := s.putAway(v); err != nil {
			s.complain("旧版", fmt.Sprintf("旧版本“%s”的结果移不走(%v);会自动重试", v.Rel, err))
			continue
		}
		s.relieve("旧版")
		if err := s.ledger.Tidied(v.ID); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) putAway(v ledger.File) error {
	from, below := "", oldResults
	switch {
	case v.Result != "":
		from = v.Result
	case v.State == ledger.Failed && v.Dest != "":
		from, below = v.Dest, "" // an original, at last through
		if err := os.Remove(s.path(from) + noteEnd); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	if from == "" || !exists(s.path(from)) {
		return nil
	}
	to, err := s.free(atArchive, below+from[strings.IndexByte(from, '/')+1:], map[string]bool{})
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(s.path(to)), 0o777); err != nil {
		return err
	}
	if err := os.Rename(s.path(from), s.path(to)); err != nil || v.State != ledger.Failed {
		return err
	}
	return s.ledger.SetDest(v.ID, to)
}
