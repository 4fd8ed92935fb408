package workbook

import (
	"bytes"
	"hash/crc32"
	"sync"

	"github.com/klauspost/compress/flate"
)

// deflateLevel gives the size of the standard library's default at half its time.
const deflateLevel = 5

// packer deflates; a flate.Writer weighs about a megabyte and is therefore kept.
type packer struct {
	buf bytes.Buffer
	z   *flate.Writer
}

var packers = sync.Pool{New: func() any {
	z, err := flate.NewWriter(nil, deflateLevel)
	if err != nil {
		panic(err) // the level is a constant
	}
	return &packer{z: z}
}}

// pack appends the deflated bytes of b to dst.
func pack(dst, b []byte) []byte {
	if len(b) < smallPart {
		return packSmall(dst, b)
	}
	return packLarge(dst, b)
}

// packLarge deflates with the general encoder. Writing to memory does not fail.
func packLarge(dst, b []byte) []byte {
	p := packers.Get().(*packer)
	defer packers.Put(p)
	p.buf.Reset()
	p.z.Reset(&p.buf)
	_, _ = p.z.Write(b)
	_ = p.z.Close()
	return append(dst, p.buf.Bytes()...)
}

// newPart is a part that the package did not have.
type newPart struct {
	name string
	data []byte
}

// write puts the package together again: entries in their order, those in changed deflated anew (nil
// leaves an entry out), all others copied as they lie in the file with their headers, then the new ones.
func (a *archive) write(changed map[int][]byte, added []newPart) ([]byte, *Error) {
	size := len(a.data) + 4096
	for _, p := range added {
		size += len(p.data)/2 + 256
	}
	out := make([]byte, 0, size)
	directory := make([]byte, 0, len(a.entries)*100+512)
	count := 0
	for i := range a.entries {
		t := &a.entries[i]
		data, touched := changed[i]
		if touched && data == nil || !touched && a.replaced(i, changed) {
			continue
		}
		offset := len(out)
		count++
		if !touched {
			out = append(out, a.data[t.local:t.end]...)
			directory = appendCentral(directory, t, offset)
			continue
		}
		next := *t
		out = appendEntry(out, &next, data)
		directory = appendCentral(directory, &next, offset)
	}
	for _, p := range added {
		t := entry{name: p.name, central: newCentral(a.entries[0].central, p.name)}
		offset := len(out)
		count++
		out = appendEntry(out, &t, p.data)
		directory = appendCentral(directory, &t, offset)
	}
	if len(out)+len(directory) >= 1<<32-1 || count >= 0xFFFF {
		return nil, overLimit("", "", "结果文件过大,超出限制。", "")
	}
	start := len(out)
	out = append(out, directory...)
	var end [sizeEnd]byte
	le.PutUint32(end[0:], sigEnd)
	le.PutUint16(end[8:], uint16(count))
	le.PutUint16(end[10:], uint16(count))
	le.PutUint32(end[12:], uint32(len(directory)))
	le.PutUint32(end[16:], uint32(start))
	return append(out, end[:]...), nil
}

// replaced reports an entry whose twin of the same name is written anew: it would contradict it.
func (a *archive) replaced(i int, changed map[int][]byte) bool {
	for k := range changed {
		if a.entries[k].hash == a.entries[i].hash && sameName(a.entries[k].name, a.entries[i].name) {
			return true
		}
	}
	return false
}

// appendEntry writes a deflated entry and notes its sizes in t.
func appendEntry(out []byte, t *entry, data []byte) []byte {
	at := len(out)
	t.method, t.crc, t.usize = deflated, crc32.ChecksumIEEE(data), len(data)
	t.flags = le.Uint16(t.central[8:]) &^ flagDescriptor
	var h [sizeLocal]byte
	le.PutUint32(h[0:], sigLocal)
	le.PutUint16(h[4:], 20)
	le.PutUint16(h[6:], t.flags)
	le.PutUint16(h[8:], deflated)
	copy(h[10:14], t.central[12:16]) // time and date
	le.PutUint32(h[14:], t.crc)
	le.PutUint32(h[22:], uint32(t.usize))
	le.PutUint16(h[26:], uint16(len(t.name)))
	out = append(out, h[:]...)
	out = append(out, t.name...)
	body := len(out)
	out = pack(out, data)
	t.csize = len(out) - body
	le.PutUint32(out[at+18:], uint32(t.csize))
	return out
}

// appendCentral writes the directory record of t, which starts at offset, keeping what it said else.
// Sizes always fit 32 bits here, so an extra field of zip64 is dropped.
func appendCentral(dst []byte, t *entry, offset int) []byte {
	at := len(dst)
	nameLen, extraLen := int(le.Uint16(t.central[28:])), int(le.Uint16(t.central[30:]))
	extra := t.central[sizeCentry+nameLen : sizeCentry+nameLen+extraLen]
	dst = append(dst, t.central[:sizeCentry+nameLen]...)
	kept := len(dst)
	for len(extra) >= 4 {
		n := min(4+int(le.Uint16(extra[2:])), len(extra))
		if le.Uint16(extra) != zip64Extra {
			dst = append(dst, extra[:n]...)
		}
		extra = extra[n:]
	}
	kept = len(dst) - kept
	dst = append(dst, t.central[sizeCentry+nameLen+extraLen:]...)
	h := dst[at:]
	le.PutUint16(h[8:], t.flags)
	le.PutUint16(h[10:], t.method)
	le.PutUint32(h[16:], t.crc)
	le.PutUint32(h[20:], uint32(t.csize))
	le.PutUint32(h[24:], uint32(t.usize))
	le.PutUint16(h[30:], uint16(kept))
	le.PutUint32(h[42:], uint32(offset))
	return dst
}

// newCentral makes the record of a new part; its time is that of another entry, so that the same input
// gives the same output.
func newCentral(model []byte, name string) []byte {
	h := make([]byte, sizeCentry, sizeCentry+len(name))
	le.PutUint32(h[0:], sigCentral)
	le.PutUint16(h[4:], 20)
	le.PutUint16(h[6:], 20)
	copy(h[12:16], model[12:16])
	le.PutUint16(h[28:], uint16(len(name)))
	return append(h, name...)
}
