package intake

import (
	"os"
	"path"
	"path/filepath"
	"time"

	"jixiao/internal/ledger"
)

// Entry is one file of the inbox as a walk saw it.
type Entry struct {
	Rel      string // below the inbox, forward slashes
	Kind     ledger.Kind
	Size     int64
	Modified time.Time
	// Held names the owner file beside it, "" when there is none.
	Held string
}

// Listing is what a walk over the inbox found.
type Listing struct {
	Files []Entry
	// Folders are all folders, the inbox itself first, as paths of the system.
	Folders []string
	// Others are files that are neither workbooks nor archives; they stay where they are.
	Others []string
	// Unread are folders that could not be listed, with the reason; the rest was.
	Unread map[string]error
}

// maxDepth bounds how deep folders are walked: a link back upwards must not go on for ever.
const maxDepth = 32

// Scan walks the inbox. Links are not followed. An error means that the inbox itself cannot be
// listed (a share that is gone); folders below it that cannot be are in Unread.
func Scan(root string, ignore []string) (Listing, error) {
	l := Listing{Unread: map[string]error{}}
	if err := l.folder(root, "", ignore, 0); err != nil {
		return l, err
	}
	return l, nil
}

func (l *Listing) folder(dir, rel string, ignore []string, depth int) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	l.Folders = append(l.Folders, dir)
	var owners []string
	for _, e := range entries {
		if ownerOf(e.Name()) != "" {
			owners = append(owners, e.Name())
		}
	}
	for _, e := range entries {
		name := e.Name()
		if Ignored(name, ignore) {
			continue
		}
		at := path.Join(rel, name)
		if e.IsDir() {
			if depth == maxDepth {
				continue
			}
			if err := l.folder(filepath.Join(dir, name), at, ignore, depth+1); err != nil {
				l.Unread[at] = err
			}
			continue
		}
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() {
			continue // gone since, or a link
		}
		kind, ours := kindOf(name)
		if !ours {
			l.Others = append(l.Others, at)
			continue
		}
		l.Files = append(l.Files, Entry{Rel: at, Kind: kind, Size: info.Size(), Modified: info.ModTime(), Held: holder(name, owners)})
	}
	return nil
}
