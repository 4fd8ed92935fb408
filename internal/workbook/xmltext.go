package workbook

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

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
