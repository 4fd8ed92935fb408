package mail

import (
	"fmt"
	"path"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// maxName is how many characters the name of an attachment may have: with both encodings of a
// Chinese name every header line then stays far below the 998 bytes of RFC 5322.
const maxName = 60

// cleanName makes a name that every system shows and saves as it is: composed characters, no
// separators, no control or invisible characters (they can make .exe look like .xlsx), at most
// maxName characters with the ending kept.
func cleanName(name string) string {
	name = norm.NFC.String(strings.ToValidUTF8(name, "_"))
	name = strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`"/\:*?<>|`, r):
			return '_'
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r):
			return -1
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, name)
	name = strings.TrimRight(strings.TrimSpace(name), ". ")
	if name == "" || name == path.Ext(name) {
		name = "附件" + name
	}
	ext := path.Ext(name)
	stem := []rune(strings.TrimSuffix(name, ext))
	if room := maxName - len([]rune(ext)); len(stem) > room {
		if room < 8 {
			return string([]rune(name)[:maxName])
		}
		head := (room - 1) / 2
		stem = append(append(append([]rune{}, stem[:head]...), '…'), stem[len(stem)-(room-1-head):]...)
	}
	return string(stem) + ext
}

// names gives each file a clean name of its own: departments call their forms alike, so a name
// that occurs twice gets its folder before it, and if that does not help, a number.
func names(files []File) []string {
	count := map[string]int{}
	for _, f := range files {
		count[strings.ToLower(cleanName(f.name()))]++
	}
	taken := map[string]bool{}
	list := make([]string, len(files))
	for i, f := range files {
		name := cleanName(f.name())
		if folder := path.Base(path.Dir(f.Path)); count[strings.ToLower(name)] > 1 && folder != "." && folder != "/" {
			name = cleanName(folder + "-" + f.name())
		}
		list[i] = unused(name, taken)
	}
	return list
}

func unused(name string, taken map[string]bool) string {
	ext := path.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	for n := 2; taken[strings.ToLower(name)]; n++ {
		mark := fmt.Sprintf("(%d)", n)
		short := []rune(stem)
		short = short[:min(len(short), maxName-len([]rune(ext))-len(mark))]
		name = string(short) + mark + ext
	}
	taken[strings.ToLower(name)] = true
	return name
}

var mediaTypes = map[string]string{
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".zip":  "application/zip",
	".txt":  "text/plain; charset=utf-8",
	".md":   "text/plain; charset=utf-8",
}

// fileHeaders returns Content-Type and Content-Disposition for an attachment. No single encoding
// of a Chinese name is read by all: QQ Mail needs RFC 2047 words in the name of the type, Outlook
// and parsers by the book need RFC 2231 in the disposition; with both every one of them shows it.
// Lines are folded already, at no place inside a character.
func fileHeaders(name string) (contentType, disposition string) {
	kind, ok := mediaTypes[strings.ToLower(path.Ext(name))]
	if !ok {
		kind = "application/octet-stream"
	}
	if isASCII(name) {
		return fmt.Sprintf("%s;\r\n name=%q", kind, name), fmt.Sprintf("attachment;\r\n filename=%q", name)
	}
	return fmt.Sprintf("%s;\r\n name=\"%s\"", kind, words2047(name)),
		"attachment;\r\n filename*=utf-8''" + percent(name)
}
