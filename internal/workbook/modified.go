package workbook

import (
	"bytes"
	"time"
)

// Modified returns when the workbook was last saved, as its core properties say; the zero time when
// they do not say, or not in a way that can be read.
func (b *Book) Modified() time.Time {
	i := b.zip.part("docProps/core.xml")
	if i < 0 {
		return time.Time{}
	}
	a := b.zip.apart()
	text, e := a.text(i)
	if e != nil {
		return time.Time{}
	}
	_, after, found := bytes.Cut(text, []byte(":modified"))
	if !found {
		return time.Time{}
	}
	_, after, found = bytes.Cut(after, []byte(">"))
	value, _, closed := bytes.Cut(after, []byte("<"))
	saved, err := time.Parse(time.RFC3339, string(bytes.TrimSpace(value)))
	if !found || !closed || err != nil {
		return time.Time{}
	}
	return saved.UTC()
}
