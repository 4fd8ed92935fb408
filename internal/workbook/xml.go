package workbook

import (
	"bytes"
	"errors"
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
			if len(s.open) == 0 {
				if len(bytes.TrimSpace(bytes.TrimPrefix(s.b[s.start:s.end], bomUTF8))) > 0 {
					return s.fail(errNotXML)
				}
				continue
			}
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
	if to == from || len(s.open) == 0 && s.rooted {
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

// first reports the start tag of the root element.
func (s *scanner) first() bool {
	return len(s.open) == 0 && s.empty || len(s.open) == 1 && !s.empty
}

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
