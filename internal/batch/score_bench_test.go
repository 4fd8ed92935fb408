package batch

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"jixiao/internal/audit"
	"jixiao/internal/fixture"
	"jixiao/internal/safefile"
)

// job is one way to treat a file: full scoring, or a reference that it is held against.
type job struct {
	name string
	do   func(src, out string) error
	ours bool
}

// scoring is the whole way of a file: open, recognise, score, check, mark with comments, shades and the
// sheet of reasons, write.
func scoring(b *testing.B, w safefile.Writer) func(src, out string) error {
	batch := &Batch{Options: *testOptions(b), Mark: true, Writer: w}
	return func(src, out string) error {
		res := batch.File(Source{Path: src, Rel: out})
		if res.Status != audit.StatusScored || res.Output == "" {
			return fmt.Errorf("%s: %s %+v", src, res.Status, res.Problem)
		}
		return nil
	}
}

// excelizeJob opens, reads every cell, writes 15 numbers and 10 texts on each form and saves.
func excelizeJob(src, out string) error {
	f, err := excelize.OpenFile(src)
	if err != nil {
		return err
	}
	defer f.Close()
	for _, sheet := range f.GetSheetList() {
		if _, err := f.GetRows(sheet); err != nil {
			return err
		}
		if !strings.HasPrefix(sheet, "自评表") {
			continue
		}
		for i := range 25 {
			if i < 15 {
				err = f.SetCellValue(sheet, fmt.Sprintf("H%d", 12+i), 5.5)
			} else {
				err = f.SetCellStr(sheet, fmt.Sprintf("I%d", i-3), "复算与填报不符")
			}
			if err != nil {
				return err
			}
		}
	}
	return f.SaveAs(out)
}

// zipJob copies the package raw and deflates one part again: what writing costs at least.
func zipJob(src, out string) error {
	data, err := os.ReadFile(src)
	if err != nil {
		return err
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, f := range r.File {
		if f.Name != "xl/worksheets/sheet1.xml" {
			if err := w.Copy(f); err != nil {
				return err
			}
			continue
		}
		in, err := f.Open()
		if err != nil {
			return err
		}
		to, err := w.Create(f.Name)
		if err == nil {
			_, err = io.Copy(to, in)
		}
		if err != nil {
			return err
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	return os.WriteFile(out, buf.Bytes(), 0o600)
}

// pace runs a job over files with n workers for count files and returns the time for one.
func pace(b *testing.B, files []string, out string, workers, count int, do func(src, out string) error) time.Duration {
	b.Helper()
	var next atomic.Int64
	var group sync.WaitGroup
	start := time.Now()
	for w := range workers {
		group.Go(func() {
			target := filepath.Join(out, fmt.Sprintf("%d.xlsx", w))
			for i := int(next.Add(1)) - 1; i < count; i = int(next.Add(1)) - 1 {
				if err := do(files[i%len(files)], target); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
	return time.Since(start) / time.Duration(max(count, 1))
}

// BenchmarkScore measures full scoring in files per second against the references of the same run:
// x-excelize is how many times as many files, x-excelize-cpu the same by processor time, which a busy machine
// falsifies less, of-zip the share of a raw copy. "durable" waits for the disk.
func BenchmarkScore(b *testing.B) {
	for _, s := range []struct {
		name  string
		shape fixture.Shape
		files int
	}{{"small", fixture.Small, 200}, {"medium", fixture.Medium, 10}, {"large", fixture.Large, 2}} {
		dir := b.TempDir()
		var files []string
		for i := range s.files {
			s.shape.Seed = i
			files = append(files, filepath.Join(dir, fmt.Sprintf("in%d.xlsx", i)))
			if err := os.WriteFile(files[i], s.shape.Office(), 0o600); err != nil {
				b.Fatal(err)
			}
		}
		for _, workers := range []int{1, 2} {
			reference, processor := map[string]time.Duration{}, map[string]time.Duration{}
			for _, j := range []job{
				{"excelize", excelizeJob, false}, {"zip", zipJob, false},
				{"score", scoring(b, safefile.Real{Fast: true}), true}, {"durable", scoring(b, safefile.Real{}), true},
			} {
				b.Run(fmt.Sprintf("%s/%d/%s", s.name, workers, j.name), func(b *testing.B) {
					b.ReportAllocs()
					pace(b, files, dir, workers, min(workers, s.files), j.do)
					if j.ours { // as the program does; the references run as their users run them
						defer TuneMemory()()
					}
					runtime.GC()
					b.ResetTimer()
					before := cpuTime()
					each := pace(b, files, dir, workers, b.N, j.do)
					if used := (cpuTime() - before) / time.Duration(b.N); used > 0 {
						processor[j.name] = used
						b.ReportMetric(float64(used)/float64(time.Millisecond), "cpu-ms")
						b.ReportMetric(float64(processor["excelize"])/float64(used), "x-excelize-cpu")
					}
					reference[j.name] = each
					b.ReportMetric(float64(time.Second)/float64(each), "files/s")
					if excelize := reference["excelize"]; j.name != "excelize" && excelize > 0 {
						b.ReportMetric(float64(excelize)/float64(each), "x-excelize")
					}
					if raw := reference["zip"]; j.name != "zip" && raw > 0 {
						b.ReportMetric(float64(raw)/float64(each), "of-zip")
					}
				})
			}
		}
	}
}
