package batch

import (
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"jixiao/internal/safefile"
)

// openSave opens a workbook and saves it unchanged: the least that a general library does to a file.
func openSave(src, out string) error {
	f, err := excelize.OpenFile(src)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.SaveAs(out)
}

// BenchmarkSamples reads, scores and writes back the samples of the test data with one worker; x-excelize is how
// many files it does while excelize opens and saves one of them in the same run.
func BenchmarkSamples(b *testing.B) {
	dir, files := b.TempDir(), samples(b)
	var plain time.Duration
	for _, j := range []job{{name: "open-save", do: openSave}, {name: "score", do: scoring(b, safefile.Real{Fast: true})}} {
		b.Run(j.name, func(b *testing.B) {
			b.ReportAllocs()
			pace(b, files, dir, 1, len(files), j.do) // every file once, so that caches are as in a long run
			b.ResetTimer()
			each := pace(b, files, dir, 1, b.N, j.do)
			b.ReportMetric(float64(time.Second)/float64(each), "files/s")
			if j.name == "open-save" {
				plain = each
			} else if plain > 0 {
				b.ReportMetric(float64(plain)/float64(each), "x-excelize")
			}
		})
	}
}
