package workbook

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"
)

// Reading and marking one small official form: the work that a season repeats a hundred thousand times.
func BenchmarkOpen(b *testing.B) {
	data := official().zip(b)
	b.ReportAllocs()
	for b.Loop() {
		opened(b, data)
	}
}

func BenchmarkOpenReadApply(b *testing.B) {
	data := official().zip(b)
	edits, add := markEdits(), markSheet()
	b.ReportAllocs()
	for b.Loop() {
		book := opened(b, data)
		n := 0
		for _, s := range book.Sheets() {
			for _, c := range s.All() {
				n += len(c.Exact())
			}
		}
		if _, err := book.Apply(edits, add); err != nil || n == 0 {
			b.Fatal(err)
		}
	}
}

// The same work with a general library, as the yardstick of one run: no comments, no appended sheet.
func BenchmarkExcelize(b *testing.B) {
	data := official().zip(b)
	edits := markEdits()
	b.ReportAllocs()
	for b.Loop() {
		f, err := excelize.OpenReader(bytes.NewReader(data))
		if err != nil {
			b.Fatal(err)
		}
		for _, s := range f.GetSheetList() {
			if _, err := f.GetRows(s); err != nil {
				b.Fatal(err)
			}
		}
		for _, e := range edits {
			if err := f.SetCellValue(e.Sheet, e.Cell.String(), 3.57); err != nil {
				b.Fatal(err)
			}
		}
		var out bytes.Buffer
		if err := f.Write(&out); err != nil {
			b.Fatal(err)
		}
	}
}
