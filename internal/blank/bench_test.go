package blank

import (
	"bytes"
	"runtime"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"jixiao/internal/layout"
	"jixiao/internal/recognize"
	"jixiao/internal/workbook"
)

// BenchmarkRecognise opens every filled-in form and recognises it. "%excelize" is what recognition costs of opening
// and reading the workbook with excelize, as every other tool does, "%open" of opening it with our own reader.
func BenchmarkRecognise(b *testing.B) {
	set := layout.Builtin()
	var files [][]byte
	for i, l := range set.Layouts {
		f, data := export(b, l, set)
		files = append(files, withExcelize(b, data, fill(l, f, uint64(i)).cells))
	}
	var opening, recognising, reference time.Duration
	books := make([]*workbook.Book, len(files))
	for b.Loop() {
		// One kind of work after the other: the garbage of one must not be another's to collect.
		opening += timed(func() {
			for i, data := range files {
				book, err := workbook.Open(data, workbook.Limits{})
				if err != nil {
					b.Fatal(err)
				}
				books[i] = book
			}
		})
		recognising += timed(func() {
			for _, book := range books {
				for _, sheet := range book.Sheets() {
					recognize.Sheet(sheet, set)
				}
			}
		})
		reference += timed(func() {
			for _, data := range files {
				readAll(b, data)
			}
		})
	}
	n := float64(b.N * len(files))
	b.ReportMetric(float64(opening.Microseconds())/n, "µs/open")
	b.ReportMetric(float64(recognising.Microseconds())/n, "µs/recognise")
	b.ReportMetric(100*float64(recognising)/float64(opening), "%open")
	b.ReportMetric(100*float64(recognising)/float64(reference), "%excelize")
}

// timed returns how long work takes, without what was garbage before it.
func timed(work func()) time.Duration {
	runtime.GC()
	start := time.Now()
	work()
	return time.Since(start)
}

// readAll opens a workbook with excelize and reads every cell.
func readAll(b *testing.B, data []byte) {
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	for _, sheet := range f.GetSheetList() {
		if _, err := f.GetRows(sheet); err != nil {
			b.Fatal(err)
		}
	}
}
