package workbook

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

type token uint8

const (
	tokenEnd   token = iota // the document is over
	tokenOpen               // a start tag; Empty tells of <x/>, which has no closing token
	tokenClose              // an end tag
	tokenText               // character data, entities not yet resolved
	tokenCData              // the inside of a CDATA section
	tokenBad                // not well-formed; err says why
)

// maxDepth is far above the nesting of any real spreadsheet part.
const maxDepth = 256

var (
	errNotXML  = errors.New("内容不是完整的 XML")
	errCut     = errors.New("内容在中途断开")
	errDoctype = errors.New("含有 DOCTYPE 或实体声明,已拒绝读取")
	errDeep    = errors.New("嵌套层次过深")
	errEntity  = errors.New("含有无法识别的实体")
)

type span struct{ from, to int }

// scanner reads XML without copying or allocating: every token is a range of the part's bytes,
// which is what splicing needs later. It checks that tags match and that the document ends.
type scanner struct {
	b          []byte
	pos        int
	start, end int    // range of the token
	name       []byte // local name of a tag
	prefix     []byte
	attrs      []byte // raw attributes of a start tag
	empty      bool
	rooted     bool
	open       []span // names of open elements
	room       [12]span
	err        error
}

func newScanner(b []byte) scanner { return scanner{b: b} }

func (s *scanner) fail(err error) token {
	s.err = err
	return tokenBad
}

func (s *scanner) next() token {
	for {
		if s.pos >= len(s.b) {
			if len(s.open) > 0 || !s.rooted {
				return s.fail(errCut)
			}
			return tokenEnd
		}
		if s.b[s.pos] != '<' {
			s.start = s.pos
			i := bytes.IndexByte(s.b[s.pos:], '<')
			if i < 0 {
				i = len(s.b) - s.pos
			}
			s.pos += i
			s.end = s.pos
			return tokenText
		}
		if s.pos+1 >= len(s.b) {
			return s.fail(errCut)
		}
		s.start = s.pos
		switch s.b[s.pos+1] {
		case '/':
			return s.closeTag()
		case '?':
			if !s.skipTo("?>") {
				return s.fail(errCut)
			}
		case '!':
			if t := s.declaration(); t != tokenEnd {
				return t
			}
		default:
			return s.openTag()
		}
	}
}

func (s *scanner) skipTo(mark string) bool {
	i := bytes.Index(s.b[s.pos:], []byte(mark))
	if i < 0 {
		return false
	}
	s.pos += i + len(mark)
	return true
}

// declaration skips a comment (tokenEnd: go on), returns CDATA and refuses everything else.
func (s *scanner) declaration() token {
	rest := s.b[s.pos:]
	switch {
	case bytes.HasPrefix(rest, []byte("<!--")):
		s.pos += 4
		if !s.skipTo("-->") {
			return s.fail(errCut)
		}
		return tokenEnd
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		s.start = s.pos + 9
		if !s.skipTo("]]>") {
			return s.fail(errCut)
		}
		s.end = s.pos - 3
		return tokenCData
	}
	return s.fail(errDoctype)
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

func (s *scanner) openTag() token {
	b, p := s.b, s.pos+1
	from := p
	colon := -1
	for ; p < len(b) && !isSpace(b[p]) && b[p] != '>' && b[p] != '/'; p++ {
		if b[p] == ':' {
			colon = p
		} else if b[p] == '<' {
			return s.fail(errNotXML)
		}
	}
	to := p
	for p < len(b) && b[p] != '>' {
		switch b[p] {
		case '"', '\'':
			i := bytes.IndexByte(b[p+1:], b[p])
			if i < 0 {
				return s.fail(errCut)
			}
			p += i + 2
		case '<':
			return s.fail(errNotXML)
		default:
			p++
		}
	}
	if p >= len(b) {
		return s.fail(errCut)
	}
	if to == from {
		return s.fail(errNotXML)
	}
	s.setName(from, to, colon)
	s.empty = b[p-1] == '/' && p-1 >= to
	s.attrs = b[to:p]
	if s.empty {
		s.attrs = b[to : p-1]
	} else {
		if len(s.open) == maxDepth {
			return s.fail(errDeep)
		}
		if s.open == nil {
			s.open = s.room[:0]
		}
		s.open = append(s.open, span{from, to})
	}
	s.rooted = true
	s.pos = p + 1
	s.end = s.pos
	return tokenOpen
}

func (s *scanner) setName(from, to, colon int) {
	s.prefix, s.name = nil, s.b[from:to]
	if colon >= 0 {
		s.prefix, s.name = s.b[from:colon], s.b[colon+1:to]
	}
}

func (s *scanner) closeTag() token {
	if len(s.open) == 0 {
		return s.fail(errNotXML)
	}
	o := s.open[len(s.open)-1]
	n := o.to - o.from
	p := s.pos + 2
	if p+n >= len(s.b) {
		return s.fail(errCut)
	}
	if !bytes.Equal(s.b[p:p+n], s.b[o.from:o.to]) {
		return s.fail(errNotXML)
	}
	from, to := p, p+n
	for p = to; p < len(s.b) && isSpace(s.b[p]); p++ {
	}
	if p >= len(s.b) || s.b[p] != '>' {
		return s.fail(errNotXML)
	}
	colon := bytes.IndexByte(s.b[from:to], ':')
	if colon >= 0 {
		colon += from
	}
	s.setName(from, to, colon)
	s.open = s.open[:len(s.open)-1]
	s.pos = p + 1
	s.end = s.pos
	return tokenClose
}

// depth is the number of open elements.
func (s *scanner) depth() int { return len(s.open) }

// skip passes over the element whose start tag was just read.
func (s *scanner) skip() bool {
	if s.empty {
		return true
	}
	for d := s.depth() - 1; s.depth() > d; {
		if t := s.next(); t == tokenBad || t == tokenEnd {
			return false
		}
	}
	return true
}

// attr is one attribute of a start tag.
type attr struct {
	prefix, name, value []byte
}

// nextAttr cuts the first attribute off *rest; false at the end or at something malformed.
func nextAttr(rest *[]byte) (a attr, ok bool) {
	b := *rest
	i := 0
	for i < len(b) && isSpace(b[i]) {
		i++
	}
	from := i
	for i < len(b) && b[i] != '=' && !isSpace(b[i]) {
		if b[i] == ':' {
			a.prefix = b[from:i]
			from = i + 1
		}
		i++
	}
	a.name = b[from:i]
	for i < len(b) && isSpace(b[i]) {
		i++
	}
	if i >= len(b) || b[i] != '=' {
		return a, false
	}
	for i++; i < len(b) && isSpace(b[i]); i++ {
	}
	if i >= len(b) || (b[i] != '"' && b[i] != '\'') {
		return a, false
	}
	n := bytes.IndexByte(b[i+1:], b[i])
	if n < 0 {
		return a, false
	}
	a.value = b[i+1 : i+1+n]
	*rest = b[i+n+2:]
	return a, true
}

// attribute returns the raw value of the attribute with this local name, nil when absent.
func attribute(attrs []byte, name string) []byte {
	for {
		a, ok := nextAttr(&attrs)
		if !ok {
			return nil
		}
		if string(a.name) == name {
			return a.value
		}
	}
}

// isTrue reads an xsd:boolean.
func isTrue(v []byte) bool { return string(v) == "1" || string(v) == "true" || string(v) == "on" }

// decimalInt reads a non-negative integer; -1 for anything else or larger than an int32.
func decimalInt(v []byte) int {
	if len(v) == 0 || len(v) > 10 {
		return -1
	}
	n := 0
	for _, c := range v {
		if c < '0' || c > '9' {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	if n > 1<<31-1 {
		return -1
	}
	return n
}

// appendText appends character data with entities resolved and line ends as XML reads them.
func appendText(dst, raw []byte) ([]byte, error) {
	for i := 0; i < len(raw); {
		switch c := raw[i]; c {
		case '&':
			n := bytes.IndexByte(raw[i:], ';')
			if n < 0 {
				return dst, errEntity
			}
			var ok bool
			if dst, ok = appendEntity(dst, raw[i+1:i+n]); !ok {
				return dst, errEntity
			}
			i += n + 1
		case '\r':
			dst = append(dst, '\n')
			if i++; i < len(raw) && raw[i] == '\n' {
				i++
			}
		default:
			dst = append(dst, c)
			i++
		}
	}
	return dst, nil
}

func appendEntity(dst, name []byte) ([]byte, bool) {
	switch string(name) {
	case "lt":
		return append(dst, '<'), true
	case "gt":
		return append(dst, '>'), true
	case "amp":
		return append(dst, '&'), true
	case "quot":
		return append(dst, '"'), true
	case "apos":
		return append(dst, '\''), true
	}
	if len(name) < 2 || name[0] != '#' || len(name) > 12 {
		return dst, false
	}
	digits, base := name[1:], rune(10)
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	r := rune(0)
	for _, c := range digits {
		v := hexValue(c)
		if v < 0 || v >= base || r > utf8.MaxRune {
			return dst, false
		}
		r = r*base + v
	}
	if len(digits) == 0 || !legalXML(r) {
		return dst, false
	}
	return utf8.AppendRune(dst, r), true
}

func hexValue(c byte) rune {
	switch {
	case c >= '0' && c <= '9':
		return rune(c - '0')
	case c >= 'a' && c <= 'f':
		return rune(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return rune(c-'A') + 10
	}
	return -1
}

// legalXML reports the characters that XML 1.0 can hold.
func legalXML(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= utf8.MaxRune
}

// plain reports text that reads as it stands: no entity, no "\r", no _xHHHH_ escape.
func plain(raw []byte) bool {
	return bytes.IndexByte(raw, '&') < 0 && bytes.IndexByte(raw, '\r') < 0 && !bytes.Contains(raw, []byte("_x"))
}

// unescapeX resolves the _xHHHH_ escapes of ST_Xstring (ECMA-376, 22.9.2.19), in place.
func unescapeX(b []byte) []byte {
	if !bytes.Contains(b, []byte("_x")) {
		return b
	}
	out := b[:0]
	var pair rune // the first half of a surrogate pair
	for i := 0; i < len(b); {
		r, ok := escapeAt(b[i:])
		if !ok {
			out = append(out, b[i])
			i, pair = i+1, 0
			continue
		}
		i += 7
		switch {
		case r >= 0xD800 && r < 0xDC00:
			pair = r
			continue
		case r >= 0xDC00 && r < 0xE000 && pair != 0:
			r = 0x10000 + (pair-0xD800)<<10 + (r - 0xDC00)
		case r >= 0xDC00 && r < 0xE000:
			r = utf8.RuneError
		}
		pair = 0
		out = utf8.AppendRune(out, r)
	}
	return out
}

func escapeAt(b []byte) (rune, bool) {
	if len(b) < 7 || b[0] != '_' || b[1] != 'x' || b[6] != '_' {
		return 0, false
	}
	r := rune(0)
	for _, c := range b[2:6] {
		v := hexValue(c)
		if v < 0 {
			return 0, false
		}
		r = r<<4 | v
	}
	return r, true
}

// toUTF8 returns a part as UTF-8. A part in another encoding comes back converted, with its XML
// declaration saying so, because it may be written again.
func toUTF8(b []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(b, bomUTF16LE), bytes.HasPrefix(b, []byte{'<', 0}):
		return redeclared(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(withBOM(b, bomUTF16LE)))
	case bytes.HasPrefix(b, bomUTF16BE), bytes.HasPrefix(b, []byte{0, '<'}):
		return redeclared(unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder().Bytes(withBOM(b, bomUTF16BE)))
	}
	switch declaredEncoding(b) {
	case "", "utf-8", "utf8", "us-ascii", "ascii":
	case "gbk", "gb2312", "gb18030":
		return redeclared(simplifiedchinese.GB18030.NewDecoder().Bytes(b))
	default:
		return nil, errors.New("用了不支持的文字编码")
	}
	if !utf8.Valid(b) {
		return nil, errors.New("含有无法识别的文字编码")
	}
	return b, nil
}

func withBOM(b, bom []byte) []byte {
	if bytes.HasPrefix(b, bom) {
		return b
	}
	return append(bytes.Clone(bom), b...)
}

func declaredEncoding(b []byte) string {
	b = bytes.TrimPrefix(b, bomUTF8)
	if !bytes.HasPrefix(b, []byte("<?xml")) {
		return ""
	}
	i := bytes.Index(b, []byte("?>"))
	if i < 0 {
		return ""
	}
	return strings.ToLower(string(attribute(b[5:i], "encoding")))
}

func redeclared(b []byte, err error) ([]byte, error) {
	if err != nil {
		return nil, errors.New("文字编码转换失败")
	}
	if !utf8.Valid(b) || bytes.ContainsRune(b, utf8.RuneError) {
		return nil, errors.New("含有无法识别的文字编码")
	}
	b = bytes.TrimPrefix(b, bomUTF8)
	if bytes.HasPrefix(b, []byte("<?xml")) {
		if i := bytes.Index(b, []byte("?>")); i >= 0 {
			b = b[i+2:]
		}
	}
	return append([]byte(xmlHeader), b...), nil
}

const xmlHeader = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
