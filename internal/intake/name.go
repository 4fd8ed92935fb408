// Package intake brings files in from a folder that other people write to: it finds them, waits
// until they are whole, takes a safe copy, and puts the original away. It never changes or
// deletes what it did not make.
package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"jixiao/internal/ledger"
)

// workbookEnds are the endings by which a file counts as a workbook. Old and foreign formats are
// taken too: they are refused with the way out instead of lying unnoticed.
var workbookEnds = []string{".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlt", ".et", ".ett", ".xlsb", ".ods"}

// archiveEnds are the archives that are not unpacked here; they are refused the same way.
var archiveEnds = []string{".rar", ".7z", ".tar", ".gz", ".tgz"}

// Workbook reports whether a file of this name counts as a workbook, readable or not.
func Workbook(name string) bool {
	return slices.Contains(workbookEnds, strings.ToLower(path.Ext(name)))
}

// Packed reports whether a file of this name is an archive that is not unpacked here.
func Packed(name string) bool { return slices.Contains(archiveEnds, strings.ToLower(path.Ext(name))) }

// zippedEnds are the workbooks that are zip files inside and have an end record.
var zippedEnds = []string{".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".ods", ".zip"}

// kindOf says what a file is treated as; ok is false for files that are none of our business.
func kindOf(name string) (kind ledger.Kind, ok bool) {
	ext := strings.ToLower(path.Ext(name))
	if ext == ".zip" {
		return ledger.Archive, true
	}
	return ledger.Workbook, Workbook(name) || Packed(name)
}

// passing are names of files that are not there to stay: owner files of Excel (~$x.xlsx) and WPS
// (.~x.xlsx), locks of LibreOffice (.~lock.x#), halves of downloads and saves, and what systems
// leave in folders. Everything hidden (a leading dot) is passed over too.
var passing = []string{
	"~$*", "~WRL*", "*.tmp", "*.temp", "*.part", "*.partial", "*.crdownload", "*.download", "*.filepart", "*.!ut",
	"Thumbs.db", "desktop.ini", "@eaDir", "@Recycle", "#recycle", "$RECYCLE.BIN", "System Volume Information", "__MACOSX",
}

// Ignored reports whether a file or folder of this base name is passed over; more are patterns
// as in path.Match, case does not matter.
func Ignored(name string, more []string) bool {
	if strings.HasPrefix(name, ".") {
		return true
	}
	lower := strings.ToLower(name)
	match := func(pattern string) bool {
		ok, err := path.Match(strings.ToLower(pattern), lower)
		return ok && err == nil
	}
	return slices.ContainsFunc(passing, match) || slices.ContainsFunc(more, match)
}

// ownerOf returns the name, or its end, of the file that an owner file stands for: Excel writes
// "~$" and the name, WPS ".~" and the name without its first one or two characters, LibreOffice
// ".~lock.name#". "" when name is no owner file.
func ownerOf(name string) string {
	if rest, ok := strings.CutPrefix(name, ".~lock."); ok {
		return strings.TrimSuffix(rest, "#")
	}
	for _, prefix := range []string{"~$", ".~"} {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			return rest
		}
	}
	return ""
}

// holder returns the owner file among owners that says that name is open in an office program.
func holder(name string, owners []string) string {
	for _, owner := range owners {
		rest := ownerOf(owner)
		if rest == "" || !strings.HasSuffix(strings.ToLower(name), strings.ToLower(rest)) {
			continue
		}
		dropped := utf8.RuneCountInString(name) - utf8.RuneCountInString(rest)
		// The dropped characters must leave a name to tell files apart by.
		if dropped == 0 || dropped <= 2 && len(rest) > len(path.Ext(rest)) {
			return owner
		}
	}
	return ""
}

// maxName is the longest base name, in bytes, that every usual file system can hold beside a
// ".txt" and a number.
const maxName = 230

// Fit makes each part of a path one that every usual file system takes, that of Windows included,
// keeping its ending: shorter where it is too long, without the signs and names that Windows
// keeps for itself. A piece of hash keeps different names apart. Parts that fit are not changed.
func Fit(rel string) string {
	parts := strings.Split(rel, "/")
	for i, p := range parts {
		parts[i] = fitName(p)
	}
	return strings.Join(parts, "/")
}

func fitName(name string) string {
	safe := strings.TrimRight(strings.Map(plainSign, name), " .")
	if safe == name && len(name) <= maxName && !reserved(name) {
		return name
	}
	sum := sha256.Sum256([]byte(name))
	ext := path.Ext(safe)
	if len(ext) > 20 {
		ext = ""
	}
	tail := "~" + hex.EncodeToString(sum[:4]) + ext
	head := strings.TrimSuffix(safe, ext)
	if reserved(safe) {
		head = "_" + head
	}
	for len(head)+len(tail) > maxName || !utf8.ValidString(head) && len(head) > 0 {
		head = head[:len(head)-1]
	}
	return head + tail
}

// plainSign gives for a sign that Windows allows in no name the full-width one that looks like it.
func plainSign(r rune) rune {
	switch {
	case r < ' ':
		return '_'
	case strings.ContainsRune(`<>:"|?*\`, r):
		return r + '！' - '!'
	}
	return r
}

// reserved reports the names that stand for devices on Windows, whatever their ending.
func reserved(name string) bool {
	base, _, _ := strings.Cut(strings.ToUpper(name), ".")
	base = strings.TrimRight(base, " ")
	if n := strings.TrimRight(base, "0123456789¹²³"); utf8.RuneCountInString(base) == utf8.RuneCountInString(n)+1 && (n == "COM" || n == "LPT") {
		return true
	}
	return slices.Contains([]string{"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}, base)
}

// Numbered returns the path with a number before its ending: "a(2).xlsx".
func Numbered(rel, number string) string {
	ext := path.Ext(rel)
	return strings.TrimSuffix(rel, ext) + "(" + number + ")" + ext
}
