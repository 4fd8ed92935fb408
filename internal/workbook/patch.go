package workbook

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"
	"unsafe"
)

// patch replaces the bytes [from, to) of a part.
type patch struct {
	from, to int
	text     []byte
}

// splice applies patches, which must not overlap; insertions at one place keep their order.
func splice(src []byte, patches []patch) []byte {
	if len(patches) == 0 {
		return src
	}
	slices.SortStableFunc(patches, func(a, b patch) int { return cmp.Compare(a.from, b.from) })
	size := len(src)
	for _, p := range patches {
		size += len(p.text) - (p.to - p.from)
	}
	out := make([]byte, 0, size)
	done := 0
	for _, p := range patches {
		out = append(out, src[done:p.from]...)
		out = append(out, p.text...)
		done = p.to
	}
	return append(out, src[done:]...)
}

// appendEscaped writes text as XML character data or attribute value. Characters that XML cannot hold
// are left out.
func appendEscaped(dst []byte, s string) []byte {
	for _, r := range s {
		switch {
		case r == '&':
			dst = append(dst, "&amp;"...)
		case r == '<':
			dst = append(dst, "&lt;"...)
		case r == '>':
			dst = append(dst, "&gt;"...)
		case r == '"':
			dst = append(dst, "&quot;"...)
		case r == '\r' || !legalXML(r):
		default:
			dst = utf8.AppendRune(dst, r)
		}
	}
	return dst
}

// appendCellText is appendEscaped for text that spreadsheets read with _xHHHH_ escapes: a stray one is
// written so that it stays what it is, and a character that XML cannot hold or would change becomes one.
func appendCellText(dst []byte, s string) []byte {
	done := 0
	for i, r := range s {
		switch {
		case r == '_':
			if _, ok := escapeAt([]byte(s[i:min(i+7, len(s))])); !ok {
				continue
			}
		case r != '\r' && (legalXML(r) || r == utf8.RuneError):
			continue
		}
		dst = appendEscaped(dst, s[done:i])
		dst = fmt.Appendf(dst, "_x%04X_", r)
		done = i + utf8.RuneLen(r)
	}
	return appendEscaped(dst, s[done:])
}

// withPrefix puts a namespace prefix ("x:") before the names of all elements of an XML fragment. The result
// is only to be read or appended to.
func withPrefix(prefix, xml string) []byte {
	if prefix == "" {
		return unsafe.Slice(unsafe.StringData(xml), len(xml))
	}
	return appendPrefixed(make([]byte, 0, len(xml)+len(xml)/8), prefix, xml)
}

// appendPrefixed is withPrefix behind what dst holds.
func appendPrefixed(out []byte, prefix, xml string) []byte {
	if prefix == "" {
		return append(out, xml...)
	}
	for i := 0; i < len(xml); i++ {
		out = append(out, xml[i])
		if xml[i] != '<' {
			continue
		}
		if xml[i+1] == '/' {
			i++
			out = append(out, '/')
		}
		out = append(out, prefix...)
	}
	return out
}

// setAttr returns a start tag with an attribute set: in its place when it is there, else behind the name.
func setAttr(tag []byte, name, value string) []byte {
	end := 1
	for end < len(tag) && !isSpace(tag[end]) && tag[end] != '>' && tag[end] != '/' {
		end++
	}
	stop := bytes.LastIndexByte(tag, '>')
	if tag[stop-1] == '/' {
		stop--
	}
	from, to := end, end
	text := " " + name + `="` + value + `"`
	for rest := tag[end:stop]; ; {
		a, ok := nextAttr(&rest)
		if !ok {
			break
		}
		if a.prefix == nil && string(a.name) == name {
			to = stop - len(rest) - 1
			from = to - len(a.value)
			text = value
		}
	}
	out := make([]byte, 0, len(tag)+len(text))
	out = append(out, tag[:from]...)
	out = append(out, text...)
	return append(out, tag[to:]...)
}

// element is one element of a part.
type element struct {
	tag  span // its start tag
	all  span // with content and end tag
	from int  // where its content starts; all.to for an empty element
	to   int  // where its end tag starts
}

// prefixOf returns the namespace prefix of a document's root element, with its colon.
func prefixOf(b []byte) string {
	s := newScanner(b)
	for {
		switch s.next() {
		case tokenOpen:
			if s.prefix != nil {
				return string(s.prefix) + ":"
			}
			return ""
		case tokenBad, tokenEnd:
			return ""
		}
	}
}

// rootOf returns the root element of a document that was read before.
func rootOf(b []byte) element {
	s := newScanner(b)
	var e element
	for {
		switch s.next() {
		case tokenOpen:
			if s.depth() == 1 && e.tag.to == 0 || s.depth() == 0 {
				e.tag = span{s.start, s.end}
				e.from, e.to, e.all = s.end, s.end, e.tag
			}
		case tokenClose:
			if s.depth() == 0 {
				e.to, e.all = s.start, span{e.tag.from, s.end}
			}
		case tokenBad, tokenEnd:
			return e
		}
	}
}

// namespaceOf returns the namespace that a prefix (with its colon, or "") is bound to in a start tag.
func namespaceOf(tag []byte, prefix string) string {
	rest := attrsOf(tag)
	for {
		a, ok := nextAttr(&rest)
		if !ok {
			return ""
		}
		if prefix == "" && a.prefix == nil && string(a.name) == "xmlns" ||
			prefix != "" && string(a.prefix) == "xmlns" && string(a.name) == prefix[:len(prefix)-1] {
			return string(a.value)
		}
	}
}

// boundPrefix returns the prefix (with its colon) bound to a namespace ending in suffix.
func boundPrefix(tag []byte, suffix string) (prefix string, ok bool) {
	rest := attrsOf(tag)
	for {
		a, more := nextAttr(&rest)
		if !more {
			return "", false
		}
		if string(a.prefix) == "xmlns" && bytes.HasSuffix(a.value, []byte(suffix)) {
			return string(a.name) + ":", true
		}
	}
}

func attrsOf(tag []byte) []byte {
	i := 1
	for i < len(tag) && !isSpace(tag[i]) && tag[i] != '>' && tag[i] != '/' {
		i++
	}
	return tag[i:]
}

func itoa(n int) string { return strconv.Itoa(n) }
