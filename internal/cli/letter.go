package cli

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"jixiao/internal/config"
	"jixiao/internal/ledger"
	"jixiao/internal/mail"
	"jixiao/internal/service"
)

// letter is a message of the folder service as a letter, with where its files lie. It implements
// fs.FS over the paths that the letter shows.
type letter struct {
	mail.Letter
	config *config.Config
	// place and path hold for each shown path the place in the ledger and the path on the disk.
	place, path map[string]string
}

// newLetter makes a letter of a message.
func newLetter(cfg *config.Config, m service.Message) *letter {
	l := &letter{config: cfg, place: map[string]string{}, path: map[string]string{}}
	l.To, l.Created = m.To, latest(m)
	var counties []string
	var years []int
	for _, it := range m.Items {
		l.Items = append(l.Items, l.item(it))
		for _, f := range it.Forms {
			counties, years = append(counties, f.County), append(years, f.Year)
		}
	}
	l.County, l.Year = common(counties), common(years)
	if !toBureau(cfg, m.To) {
		l.Department = department(m)
		return l
	}
	for _, place := range m.Summaries {
		l.Summaries = append(l.Summaries, l.file(place))
	}
	return l
}

// Open implements fs.FS.
func (l *letter) Open(name string) (fs.File, error) {
	path, ok := l.path[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return os.Open(path)
}

// file is a file that the letter brings.
func (l *letter) file(place string) mail.File {
	path := service.Resolve(l.config, place)
	f := mail.File{Path: l.shown(place)}
	l.path[f.Path] = path
	if info, err := os.Stat(path); err == nil {
		f.Size = info.Size()
	}
	return f
}

// shown names a file as a letter shows it: below the folder of the workspace that it lies in,
// wherever that folder is.
func (l *letter) shown(place string) string {
	path := service.Resolve(l.config, place)
	shown := filepath.Base(path)
	for _, folder := range []string{l.config.Folders.Results, l.config.Folders.Summary} {
		root := l.config.Path(folder)
		if rel, err := filepath.Rel(root, path); err == nil && filepath.IsLocal(rel) {
			shown = filepath.ToSlash(filepath.Join(filepath.Base(root), rel))
			break
		}
	}
	l.place[shown] = place
	return shown
}

// volumes are the files at places that were recorded. One that the message no longer brings (a
// newer version has come in, and may stand there) has no path: the letter says that it is missing.
func (l *letter) volumes(recorded [][]string) [][]mail.File {
	known := map[string]mail.File{}
	for _, f := range l.Summaries {
		known[f.Path] = f
	}
	for _, it := range l.Items {
		if it.Copy != nil {
			known[it.Copy.Path] = *it.Copy
		}
	}
	list := make([][]mail.File, len(recorded))
	for i, places := range recorded {
		for _, place := range places {
			shown := l.shown(place)
			f, ok := known[shown]
			if !ok {
				f = mail.File{Path: shown}
			}
			list[i] = append(list[i], f)
		}
	}
	return list
}

// common is the value that all of them have; unknown ones do not count. It is the zero value when
// they differ.
func common[T comparable](values []T) T {
	var none, found T
	for _, v := range values {
		if v != none && found != none && v != found {
			return none
		}
		if v != none {
			found = v
		}
	}
	return found
}

// toBureau reports whether a recipient gets the digest; all others are departments.
func toBureau(cfg *config.Config, to string) bool {
	return slices.ContainsFunc(cfg.Mail.To, func(s string) bool { return strings.EqualFold(s, to) })
}

// department is the one that a message is for: the first that its forms name.
func department(m service.Message) string {
	for _, it := range m.Items {
		for _, f := range it.Forms {
			if f.Department != "" {
				return f.Department
			}
		}
	}
	return "各有关单位"
}

// item is one file of a letter.
func (l *letter) item(it service.Item) mail.Item {
	item := mail.Item{Source: it.Rel, Verdict: mail.Passed, Superseded: it.Superseded != 0}
	for _, f := range it.Forms {
		item.Errors += f.Errors
		item.Warnings += f.Warnings
		item.Manual += f.Manual
	}
	if len(it.Forms) > 0 {
		f := it.Forms[0]
		item.Project, item.Department = f.Project, f.Department
		if n := len(it.Forms); n > 1 {
			item.Project = strings.TrimSpace(fmt.Sprintf("%s 等 %d 张表", f.Project, n))
		} else {
			item.Total, item.Grade = f.Score, f.Grade
		}
	}
	switch {
	case it.State == ledger.Failed:
		item.Verdict, item.Problem, item.Hint = mail.Failed, it.Reason, it.Hint
	case item.Errors > 0:
		item.Verdict = mail.Correct
	case item.Manual > 0:
		item.Verdict = mail.Judge
	}
	for line := range strings.SplitSeq(it.Brief, "\n") {
		if line != "" {
			item.Points = append(item.Points, mail.Point{Message: line})
		}
	}
	if it.Result != "" && !item.Superseded {
		f := l.file(it.Result)
		item.Copy = &f
	}
	return item
}
