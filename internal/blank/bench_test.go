package blank

import (
	"testing"
	"time"

	"jixiao/internal/layout"
	"jixiao/internal/recognize"
	"jixiao/internal/workbook"
)

// BenchmarkRecognise opens every filled-in form and recognises it; "%open" is what recognition costs
// of opening.
func BenchmarkRecognise(b *testing.B) {
	set := layout.Builtin()
	var files [][]byte
	for i, l := range set.Layouts {
		f, data := export(b, l, set)
		files = append(files, withExcelize(b, data, fill(l, f, uint64(i)).cells))
	}
	var opening, recognising time.Duration
	for b.Loop() {
		for _, data := range files {
			start := time.Now()
			book, err := workbook.Open(data, workbook.Limits{})
			if err != nil {
				b.Fatal(err)
			}
			opened := time.Now()
			for _, sheet := range book.Sheets() {
				recognize.Sheet(sheet, set)
			}
			opening += opened.Sub(start)
			recognising += time.Since(opened)
		}
	}
	n := float64(b.N * len(files))
	b.ReportMetric(float64(opening.Microseconds())/n, "µs/open")
	b.ReportMetric(float64(recognising.Microseconds())/n, "µs/recognise")
	b.ReportMetric(100*float64(recognising)/float64(opening), "%open")
}
