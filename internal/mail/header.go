package mail

import (
	"encoding/base64"
	"fmt"
	netmail "net/mail"
	"strings"
	"unicode/utf8"
)

// perWord is how many bytes of text one encoded word carries: with "Content-Type: " or " name="
// before it the line stays below the 76 characters of RFC 2047.
const perWord = 36

// maxASCII is how long a plain value may be on its one line.
const maxASCII = 200

// words2047 encodes a header value as folded words of RFC 2047, base64, never divided inside a
// character; plain ASCII stays as it is. The library's own encoding begins long values on an
// empty line, which some filters take for a broken header.
func words2047(s string) string {
	if isASCII(s) && len(s) <= maxASCII && !strings.Contains(s, "=?") {
		return s
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	var words []string
	for s != "" {
		n := min(perWord, len(s))
		for n < len(s) && n > 0 && !utf8.RuneStart(s[n]) {
			n--
		}
		words = append(words, "=?utf-8?B?"+base64.StdEncoding.EncodeToString([]byte(s[:n]))+"?=")
		s = s[n:]
	}
	return strings.Join(words, "\r\n ")
}

// mailbox writes an address with its name for From and To.
func mailbox(a *netmail.Address) string {
	if a.Name == "" || isASCII(a.Name) {
		return a.String()
	}
	return words2047(a.Name) + "\r\n <" + a.Address + ">"
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// percent encodes a name as the extended value of RFC 2231 wants it.
func percent(name string) string {
	var b strings.Builder
	for i := 0; i < len(name); i++ {
		c := name[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '_' {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
