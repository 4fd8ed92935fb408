package workbook

import (
	"bytes"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// Of two versions of a form the one saved later counts: the moment must be the file's own, and a
// file that does not say must not seem to be of any time.
func TestModified(t *testing.T) {
	for text, want := range map[string]time.Time{
		"2023-03-05T08:09:10Z": time.Date(2023, 3, 5, 8, 9, 10, 0, time.UTC),
		"":                     {},
		"yesterday":            {},
	} {
		f := excelize.NewFile()
		if err := f.SetDocProps(&excelize.DocProperties{Creator: "a", Modified: text}); err != nil {
			t.Fatal(err)
		}
		if text == "" {
			f.Pkg.Delete("docProps/core.xml")
		}
		var buf bytes.Buffer
		if err := f.Write(&buf); err != nil {
			t.Fatal(err)
		}
		book, err := Open(buf.Bytes(), Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if got := book.Modified(); !got.Equal(want) {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
