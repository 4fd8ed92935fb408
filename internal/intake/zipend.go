package intake

import (
	"bytes"
	"encoding/binary"
	"io"
)

// The signatures of a zip file (APPNOTE 4.3).
var (
	zipStart = []byte("PK\x03\x04")
	zipEnd   = []byte("PK\x05\x06")
)

const (
	endSize    = 22
	maxComment = 1<<16 - 1
)

// zipComplete reports whether a file that starts as a zip has an end record whose directory and
// comment lie inside the file. A file that does not start as one is complete: what it is will be
// found out when it is opened.
func zipComplete(r io.ReaderAt, size int64) (bool, error) {
	start := make([]byte, len(zipStart))
	if n, err := r.ReadAt(start, 0); err != nil && err != io.EOF {
		return false, err
	} else if n < len(start) {
		return n == 0 || !bytes.HasPrefix(zipStart, start[:n]), nil
	}
	if !bytes.Equal(start, zipStart) {
		return true, nil
	}
	tail := make([]byte, min(size, endSize+maxComment))
	n, err := r.ReadAt(tail, size-int64(len(tail)))
	if err != nil && err != io.EOF {
		return false, err
	}
	tail = tail[:n]
	for at := len(tail); ; {
		at = bytes.LastIndex(tail[:at], zipEnd)
		if at < 0 {
			return false, nil
		}
		if endFits(tail[at:], size-int64(len(tail)-at)) {
			return true, nil
		}
	}
}

// endFits checks an end record that stands at offset at of its file.
func endFits(record []byte, at int64) bool {
	if len(record) < endSize {
		return false
	}
	directory, offset := int64(binary.LittleEndian.Uint32(record[12:])), int64(binary.LittleEndian.Uint32(record[16:]))
	comment := int(binary.LittleEndian.Uint16(record[20:]))
	if len(record) < endSize+comment {
		return false
	}
	const zip64 = 0xFFFFFFFF // the true numbers are in another record
	return offset == zip64 || directory == zip64 || offset+directory <= at
}
