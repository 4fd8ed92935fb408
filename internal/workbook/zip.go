package workbook

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"io"
	"sync"
	"unsafe"

	"github.com/klauspost/compress/flate"
)

const (
	sigLocal   = 0x04034b50
	sigCentral = 0x02014b50
	sigEnd     = 0x06054b50
	sigEnd64   = 0x06064b50
	sizeLocal  = 30
	sizeCentry = 46
	sizeEnd    = 22

	// No deflate stream expands more (RFC 1951: 258 bytes from two bits).
	maxDeflateRatio = 1032
	flagEncrypted   = 1
	flagDescriptor  = 8
	stored0         = 0
	deflated        = 8
	zip64Extra      = 1
)

var le = binary.LittleEndian

// entry is one part of the package as the central directory tells it.
type entry struct {
	name    string // as stored
	hash    uint32 // of the folded name, see foldedHash
	crc     uint32
	csize   int
	usize   int
	local   int    // where its local header starts
	body    int    // where its bytes start
	end     int    // behind its bytes and data descriptor
	central []byte // its record in the central directory
	method  uint16
	flags   uint16
}

// archive is a zip file in memory; nothing of it is inflated before it is asked for.
type archive struct {
	data    []byte
	entries []entry
	meter   *meter
}

// apart returns the same archive with a meter of its own, for whoever inflates parts of an opened book.
func (a *archive) apart() archive {
	own := *a
	own.meter = &meter{}
	*own.meter = *a.meter
	return own
}

func truncated() *Error {
	return &Error{Code: CodeTruncated, Message: "文件不完整:工作簿的后半部分缺失。", Hint: hintResend}
}

// openArchive reads the central directory.
func openArchive(data []byte, limits Limits) (*archive, *Error) {
	a := &archive{data: data, meter: &meter{limits: limits}}
	end, count, offset, e := findDirectory(data)
	if e != nil {
		return nil, e
	}
	if count > limits.Entries {
		return nil, overLimit("", "", "文件内的部件过多,超出限制。", LimitEntries)
	}
	a.entries = make([]entry, 0, count)
	base := end.base
	total := 0
	p := offset
	for i := 0; i < count; i++ {
		var t entry
		n, ok := t.read(data, p, base)
		if !ok {
			return nil, damaged("", "", "文件的目录已损坏。")
		}
		if total += t.csize; total > len(data) {
			return nil, damaged(t.name, "", "文件的目录前后矛盾:各部件互相重叠。")
		}
		a.entries = append(a.entries, t)
		p += n
	}
	return a, nil
}

type directoryEnd struct{ base int }

// findDirectory finds the end record: its entry count and where the directory starts. Bytes in front of
// the archive are allowed only when the file does not itself start as one: otherwise the end record of an
// embedded workbook in a cut-off file would pass for the file's own.
func findDirectory(data []byte) (end directoryEnd, count, offset int, e *Error) {
	at := -1
	for p := len(data) - sizeEnd; p >= 0 && p >= len(data)-sizeEnd-0xFFFF-1024; p-- {
		if data[p] == 'P' && le.Uint32(data[p:]) == sigEnd {
			at = p
			break
		}
	}
	if at < 0 {
		return end, 0, 0, truncated()
	}
	count, size, offset := int(le.Uint16(data[at+10:])), int(le.Uint32(data[at+12:])), int(le.Uint32(data[at+16:]))
	stop := at
	if count == 0xFFFF || size == 0xFFFFFFFF || offset == 0xFFFFFFFF {
		if p := at - 20; p >= 0 && le.Uint32(data[p:]) == 0x07064b50 {
			if q := p - 56; q >= 0 && le.Uint32(data[q:]) == sigEnd64 {
				count, size, offset, stop = int(le.Uint64(data[q+32:])), int(le.Uint64(data[q+40:])), int(le.Uint64(data[q+48:])), q
			}
		}
	}
	if size < 0 || offset < 0 || size > stop || offset > stop || count < 0 || count > size/sizeCentry {
		return end, 0, 0, truncated()
	}
	end.base = stop - size - offset
	if end.base < 0 || (end.base > 0 && bytes.HasPrefix(data, magicZip)) {
		return end, 0, 0, truncated()
	}
	return end, count, end.base + offset, nil
}

// read fills t from the record at p and returns the record's length.
func (t *entry) read(data []byte, p, base int) (int, bool) {
	if p+sizeCentry > len(data) || le.Uint32(data[p:]) != sigCentral {
		return 0, false
	}
	h := data[p:]
	nameLen, extraLen, noteLen := int(le.Uint16(h[28:])), int(le.Uint16(h[30:])), int(le.Uint16(h[32:]))
	n := sizeCentry + nameLen + extraLen + noteLen
	if n > len(h) {
		return 0, false
	}
	t.central = h[:n]
	t.flags, t.method, t.crc = le.Uint16(h[8:]), le.Uint16(h[10:]), le.Uint32(h[16:])
	t.name = view(h[sizeCentry : sizeCentry+nameLen])
	t.hash = foldedHash(t.name)
	sizes := [3]uint64{uint64(le.Uint32(h[24:])), uint64(le.Uint32(h[20:])), uint64(le.Uint32(h[42:]))}
	readZip64(h[sizeCentry+nameLen:sizeCentry+nameLen+extraLen], &sizes)
	for _, v := range sizes {
		if v >= 1<<32-1 {
			return 0, false
		}
	}
	t.usize, t.csize, t.local = int(sizes[0]), int(sizes[1]), int(sizes[2])+base
	return n, t.readLocal(data)
}

// readZip64 replaces the sizes that do not fit 32 bits: inflated, deflated, offset.
func readZip64(extra []byte, sizes *[3]uint64) {
	for len(extra) >= 4 {
		id, n := le.Uint16(extra), int(le.Uint16(extra[2:]))
		if n+4 > len(extra) {
			return
		}
		if id == zip64Extra {
			field := extra[4 : 4+n]
			for i := range sizes {
				if sizes[i] == 0xFFFFFFFF && len(field) >= 8 {
					sizes[i], field = le.Uint64(field), field[8:]
				}
			}
			return
		}
		extra = extra[4+n:]
	}
}

func (t *entry) readLocal(data []byte) bool {
	if t.local < 0 || t.local+sizeLocal > len(data) || le.Uint32(data[t.local:]) != sigLocal {
		return false
	}
	h := data[t.local:]
	t.body = t.local + sizeLocal + int(le.Uint16(h[26:])) + int(le.Uint16(h[28:]))
	t.end = t.body + t.csize
	if t.end > len(data) || int(le.Uint16(h[26:])) != len(t.name) || view(h[sizeLocal:sizeLocal+len(t.name)]) != t.name {
		return false
	}
	if t.flags&flagDescriptor != 0 {
		n := 12
		if t.end+4 <= len(data) && le.Uint32(data[t.end:]) == 0x08074b50 {
			n = 16
		}
		t.end = min(t.end+n, len(data))
	}
	return true
}

// part returns the index of the part with this name, -1 when there is none. Names are compared
// without case and with "\" for "/", as some writers have it.
func (a *archive) part(name string) int {
	h := foldedHash(name)
	for i := range a.entries {
		if a.entries[i].hash == h && sameName(a.entries[i].name, name) {
			return i
		}
	}
	return -1
}

// foldedByte returns the byte of name that counts for comparing.
func foldedByte(c byte) byte {
	switch {
	case c >= 'A' && c <= 'Z':
		return c + 'a' - 'A'
	case c == '\\':
		return '/'
	}
	return c
}

func foldedHash(name string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(name); i++ {
		if c := foldedByte(name[i]); i > 0 || c != '/' {
			h = (h ^ uint32(c)) * 16777619
		}
	}
	return h
}

func sameName(a, b string) bool {
	if a != "" && foldedByte(a[0]) == '/' {
		a = a[1:]
	}
	if b != "" && foldedByte(b[0]) == '/' {
		b = b[1:]
	}
	if len(a) != len(b) {
		return false
	}
	for i := 0; i < len(a); i++ {
		if foldedByte(a[i]) != foldedByte(b[i]) {
			return false
		}
	}
	return true
}

var inflaters sync.Pool

// bytes inflates a part and checks size and CRC. The limits count the bytes that really come out.
func (a *archive) bytes(i int) ([]byte, *Error) {
	t := &a.entries[i]
	if e := a.admit(t, i); e != nil {
		return nil, e
	}
	src := a.data[t.body : t.body+t.csize]
	out := src
	if t.method == deflated {
		out = make([]byte, t.usize)
		if !inflate(out, src) {
			return nil, damaged(t.name, "", "部件的压缩数据已损坏。")
		}
	}
	if len(out) != t.usize || crc32.ChecksumIEEE(out) != t.crc {
		return nil, damaged(t.name, "", "部件的校验码不符,内容已损坏。")
	}
	return out, nil
}

// text inflates a part and returns it as UTF-8.
func (a *archive) text(i int) ([]byte, *Error) {
	raw, e := a.bytes(i)
	if e != nil {
		return nil, e
	}
	text, err := toUTF8(raw)
	if err != nil {
		return nil, damaged(a.entries[i].name, "", "部件损坏:"+err.Error()+"。")
	}
	return text, nil
}

// admit refuses what must not be inflated.
func (a *archive) admit(t *entry, i int) *Error {
	switch {
	case t.flags&flagEncrypted != 0:
		return &Error{Code: CodeEncrypted, Part: t.name, Message: "文件是加密的压缩包,无法读取。", Hint: hintPassword}
	case t.method != deflated && t.method != stored0:
		return damaged(t.name, "", "部件用了不支持的压缩方式。")
	case t.usize > maxDeflateRatio*t.csize+64:
		return damaged(t.name, "", "部件的大小记录有误。")
	case t.usize > 1<<20 && int64(t.usize) > a.meter.limits.Ratio*int64(t.csize):
		return overLimit(t.name, "", "部件解压后膨胀过大,疑似恶意文件。", LimitRatio)
	}
	if e := a.meter.inflate(t.usize); e != nil {
		return e.in(t.name, "")
	}
	if e := a.meter.check(); e != nil {
		return e.in(t.name, "")
	}
	for j := range a.entries {
		o := &a.entries[j]
		if j != i && o.hash == t.hash && sameName(o.name, t.name) && (o.crc != t.crc || o.usize != t.usize) {
			return damaged(t.name, "", "文件内有两个同名而内容不同的部件。")
		}
	}
	return nil
}

// inflate fills dst exactly; false when src is broken, too short or too long.
func inflate(dst, src []byte) bool {
	type job struct {
		in  bytes.Reader
		z   io.ReadCloser
		one [1]byte
	}
	j, _ := inflaters.Get().(*job)
	if j == nil {
		j = &job{}
		j.z = flate.NewReader(&j.in)
	}
	defer inflaters.Put(j)
	j.in.Reset(src)
	if err := j.z.(flate.Resetter).Reset(&j.in, nil); err != nil {
		return false
	}
	if _, err := io.ReadFull(j.z, dst); err != nil {
		return false
	}
	n, err := j.z.Read(j.one[:])
	return n == 0 && err == io.EOF
}

// view returns b as a string without copying it; b must not change afterwards.
func view(b []byte) string {
	return unsafe.String(unsafe.SliceData(b), len(b))
}
