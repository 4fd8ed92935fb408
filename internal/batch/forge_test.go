package batch

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"jixiao/internal/audit"
	"jixiao/internal/layout"
	"jixiao/internal/quantity"
	"jixiao/internal/ruleset"
	"jixiao/internal/summary"
	"jixiao/internal/workbook"
	"jixiao/templates"
)

func testOptions(t testing.TB) *audit.Options {
	t.Helper()
	rules, err := ruleset.Builtin(ruleset.Default)
	if err != nil {
		t.Fatal(err)
	}
	words, err := quantity.LoadWords(templates.FS, "words")
	if err != nil {
		t.Fatal(err)
	}
	language, err := quantity.NewLanguage(words)
	if err != nil {
		t.Fatal(err)
	}
	return &audit.Options{Rules: rules, Layouts: layout.Builtin(), Language: language}
}

// samples are the workbooks of the test data, of many layouts.
func samples(t testing.TB) []string {
	t.Helper()
	var list []string
	for _, pattern := range []string{"yuanshi-2022/*/*/*.xlsx", "forms/*.xlsx"} {
		found, err := filepath.Glob(filepath.Join("..", "..", "testdata", pattern))
		if err != nil || len(found) == 0 {
			t.Fatalf("no samples in %s: %v", pattern, err)
		}
		list = append(list, found...)
	}
	return list
}

// forge writes n workbooks below dir, each the sample of its turn under a project name of its own,
// in folders of six departments, and returns them.
func forge(t testing.TB, dir string, n int) []Source {
	t.Helper()
	opt := testOptions(t)
	type original struct {
		book  *workbook.Book
		edits []workbook.Edit
	}
	var originals []original
	for _, path := range samples(t) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		res := audit.File(t.Context(), path, data, opt)
		o := original{book: res.Book}
		for i := range res.Forms {
			if name := res.Forms[i].Project.Name; !name.Blank() {
				o.edits = append(o.edits, workbook.Edit{Sheet: res.Forms[i].Sheet, Cell: name.Cell, Text: name.Text})
			}
		}
		if len(o.edits) > 0 {
			originals = append(originals, o)
		}
	}
	files := make([]Source, n)
	for i := range files {
		o := originals[i%len(originals)]
		edits := make([]workbook.Edit, len(o.edits))
		for k, e := range o.edits {
			edits[k] = e
			edits[k].Text = fmt.Sprintf("%s第%d期", e.Text, i)
		}
		done, err := o.book.Apply(edits, nil)
		if err != nil {
			t.Fatal(err)
		}
		rel := filepath.Join("元氏县", fmt.Sprintf("部门%d", i%6+1), fmt.Sprintf("%05d.xlsx", i))
		path := filepath.Join(dir, rel)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, done.Data, 0o644); err != nil {
			t.Fatal(err)
		}
		files[i] = Source{Path: path, Name: filepath.ToSlash(rel), Rel: rel}
	}
	return files
}

// pass runs files the way the command line does, all of one year, and returns the summary.
func pass(t testing.TB, files []Source, aside *Aside) []*summary.Input {
	t.Helper()
	return passYear(t, files, aside, 2022)
}

// passYear is pass with the flag --year, 0 for the years that the forms say themselves.
func passYear(t testing.TB, files []Source, aside *Aside, year int) []*summary.Input {
	t.Helper()
	opt := testOptions(t)
	opt.Year = year
	b := &Batch{Options: *opt}
	store := NewStore(opt)
	defer store.Close()
	if err := b.Each(context.Background(), files, store.Add); err != nil {
		t.Fatal(err)
	}
	store.Finish(nil)
	lines := summary.NewCollector("", aside)
	if err := store.Each(lines.Add); err != nil {
		t.Fatal(err)
	}
	counties := lines.Inputs()
	for _, in := range counties {
		Describe(in, opt.Rules)
	}
	return counties
}

// BenchmarkCounty examines and summarises counties of two sizes; heap-KB/form is what is still held
// per form when the summary is about to be written, and must not grow with the number of forms. JIXIAO_LONG=1
// adds a province.
func BenchmarkCounty(b *testing.B) {
	sizes := []int{1000, 10_000}
	if os.Getenv("JIXIAO_LONG") == "1" {
		sizes = append(sizes, 100_000)
	}
	for _, n := range sizes {
		files := forge(b, b.TempDir(), n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			var held uint64
			for b.Loop() {
				aside := &Aside{}
				counties := pass(b, files, aside)
				var m runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&m)
				held = m.HeapAlloc
				for _, in := range counties {
					if _, err := summary.Workbook(in); err != nil && !strings.Contains(err.Error(), "没有") {
						b.Fatal(err)
					}
				}
				aside.Close()
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(n), "µs/form")
			b.ReportMetric(float64(held)/1024/float64(n), "heap-KB/form")
		})
	}
}
