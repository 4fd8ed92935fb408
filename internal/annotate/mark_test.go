package annotate

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jixiao/internal/audit"
	"jixiao/internal/cellref"
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/layout"
	"jixiao/internal/quantity"
	"jixiao/internal/ruleset"
	"jixiao/internal/score"
	"jixiao/internal/workbook"
	"jixiao/templates"
	"jixiao/templates/layouts"
)

const samples = "../../testdata/yuanshi-2022"

func engine(t testing.TB) *audit.Options {
	t.Helper()
	rules, err := ruleset.Builtin("hebei")
	if err != nil {
		t.Fatal(err)
	}
	set, err := layout.Load(layouts.FS)
	if err != nil {
		t.Fatal(err)
	}
	lang, err := quantity.Load(templates.FS, "words")
	if err != nil {
		t.Fatal(err)
	}
	return &audit.Options{Rules: rules, Layouts: set, Language: lang}
}

func sampleFiles(t testing.TB) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir(samples, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".xlsx" {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(samples, path)
		files[filepath.ToSlash(rel)] = data
		return err
	})
	if err != nil || len(files) < 10 {
		t.Fatalf("%d samples, %v", len(files), err)
	}
	return files
}

func marked(t testing.TB, path string, data []byte, opt *audit.Options) ([]byte, *audit.Result, []finding.Finding) {
	t.Helper()
	res := audit.File(t.Context(), path, data, opt)
	out, notes, err := Mark(res, Options{})
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return out, res, notes
}

// parts unpacks the parts whose name contains part, joined.
func parts(t testing.TB, data []byte, part string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, f := range z.File {
		if strings.Contains(f.Name, part) {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.Copy(&text, r); err != nil {
				t.Fatal(err)
			}
		}
	}
	return text.String()
}

// The copy of every sample holds the recomputed scores, and nothing else of the form has changed.
func TestMarkSamples(t *testing.T) {
	opt := engine(t)
	for path, data := range sampleFiles(t) {
		before := bytes.Clone(data)
		out, res, _ := marked(t, path, data, opt)
		if !bytes.Equal(before, data) {
			t.Errorf("%s: the original was changed", path)
		}
		book, err := workbook.Open(out, workbook.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		reasons := book.SheetNamed(SheetName)
		if reasons == nil || !reasons.Ours() {
			t.Fatalf("%s: no sheet of reasons", path)
		}
		f := &res.Forms[0]
		edited := map[cellref.Ref]bool{}
		for _, e := range plan(res, Options{}) {
			edited[e.Cell] = e.Number != "" || e.Text != ""
		}
		sheet, original := book.SheetNamed(f.Sheet), res.Book.SheetNamed(f.Sheet)
		for at, c := range original.All() {
			if got := sheet.Cell(at); !edited[at] && got.Exact() != c.Exact() {
				t.Errorf("%s %s: %q became %q", path, at, c.Exact(), got.Exact())
			}
		}
		for i := range f.Score.Rows {
			r := &f.Score.Rows[i]
			want := r.Score
			if r.Decision == score.Manual {
				want = r.Self
			}
			if r.Decision == score.NoScore || !want.Valid {
				continue
			}
			// a score filed as the text "10.00" says the right thing and stays
			if got := sheet.Cell(r.Indicator.Score.Cell).Exact(); !same(got, want) {
				t.Errorf("%s row %d: score %q, want %s", path, r.Indicator.Row, got, want)
			}
		}
		if got := sheet.Cell(f.Total.Score.Cell).Exact(); !same(got, f.Score.Total.Sum) {
			t.Errorf("%s: total %q, want %s", path, got, f.Score.Total.Sum)
		}
	}
}

func same(text string, want decimal.Null) bool {
	d, err := decimal.Parse(text)
	return err == nil && d.Equal(want.Decimal)
}

// Every planted fault has a comment at its cell, and so has no cell of a faultless form.
func TestCommentsOnFaults(t *testing.T) {
	opt, files := engine(t), sampleFiles(t)
	list, err := os.ReadFile(filepath.Join(samples, "faults.csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(list)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	comments := map[string]string{}
	faulty := map[string]bool{}
	for path, data := range files {
		out, _, _ := marked(t, path, data, opt)
		comments[path] = parts(t, out, "comments")
	}
	for _, row := range rows[1:] {
		path, cell, code, must := row[0], row[2], row[3], row[5]
		faulty[path] = true
		if must == "yes" && !strings.Contains(comments[path], `ref="`+cell+`"`) {
			t.Errorf("%s: no comment at %s (%s)", path, cell, code)
		}
	}
	for path, text := range comments {
		if !faulty[path] && strings.Contains(text, "<comment ") {
			t.Errorf("%s has nothing wrong but comments", path)
		}
	}
}

// A department returns the marked copy: the same scores again, one sheet of reasons, no more comments.
func TestMarkTwice(t *testing.T) {
	opt := engine(t)
	for path, data := range sampleFiles(t) {
		once, first, _ := marked(t, path, data, opt)
		twice, second, _ := marked(t, path, once, opt)
		if len(second.Forms) != len(first.Forms) || len(first.Book.Sheets())+1 != len(second.Book.Sheets()) {
			t.Fatalf("%s: %d forms became %d", path, len(first.Forms), len(second.Forms))
		}
		a, b := first.Forms[0].Score, second.Forms[0].Score
		if !a.Total.Sum.Equal(b.Total.Sum.Decimal) || a.Total.Grade != b.Total.Grade {
			t.Errorf("%s: total %s %s became %s %s", path, a.Total.Sum, a.Total.Grade, b.Total.Sum, b.Total.Grade)
		}
		for i := range a.Rows {
			if a.Rows[i].Score.String() != b.Rows[i].Score.String() || a.Rows[i].Decision != b.Rows[i].Decision {
				t.Errorf("%s row %d: %s became %s", path, a.Rows[i].Indicator.Row, a.Rows[i].Score, b.Rows[i].Score)
			}
		}
		book, err := workbook.Open(twice, workbook.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if len(book.Sheets()) != len(second.Book.Sheets()) {
			t.Errorf("%s: sheets pile up", path)
		}
		for _, text := range strings.Split(parts(t, twice, "comments"), "<comment ")[1:] {
			if strings.Count(text, "复算 ") > 1 || strings.Count(text, "待人工判定") > 1 {
				t.Errorf("%s: comments pile up: %s", path, text)
			}
		}
	}
}

// rewrite replaces text in one part of a workbook.
func rewrite(t *testing.T, data []byte, from, to string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	found := false
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		found = found || bytes.Contains(text, []byte(from))
		part, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(bytes.ReplaceAll(text, []byte(from), []byte(to))); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil || !found {
		t.Fatalf("%q not replaced, %v", from, err)
	}
	return out.Bytes()
}

// A total that is a formula stays one while it agrees; one that does not gives way and is told of,
// in the findings and on the sheet of reasons.
func TestFormulaTotal(t *testing.T) {
	opt := engine(t)
	const path = "元氏县/工商联/工商联业务经费.xlsx"
	data := sampleFiles(t)[path]
	out, res, notes := marked(t, path, data, opt)
	total := res.Forms[0].Total.Score
	if total.Formula == "" {
		t.Fatal("the sample has no formula any more")
	}
	book, err := workbook.Open(out, workbook.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if got := book.SheetNamed(res.Forms[0].Sheet).Cell(total.Cell).Formula; got != total.Formula || len(notes) != 0 {
		t.Errorf("formula %q became %q, notes %+v", total.Formula, got, notes)
	}

	short := rewrite(t, data, "SUM(H13:H28)", "SUM(H13:H20)")
	out, res, notes = marked(t, path, short, opt)
	if len(notes) != 1 || notes[0].Code != CodeReplaced || notes[0].Cell != total.Cell || !strings.Contains(notes[0].Message, "SUM(H13:H20)") {
		t.Fatalf("notes %+v", notes)
	}
	if book, err = workbook.Open(out, workbook.Limits{}); err != nil {
		t.Fatal(err)
	}
	c := book.SheetNamed(res.Forms[0].Sheet).Cell(total.Cell)
	if c.Formula != "" || c.Exact() != res.Forms[0].Score.Total.Sum.Plain().String() {
		t.Errorf("total cell %+v", c)
	}
	told := false
	for _, c := range book.SheetNamed(SheetName).All() {
		told = told || strings.Contains(c.Raw, "SUM(H13:H20)")
	}
	if !told {
		t.Error("the sheet of reasons does not tell of the formula")
	}
}

// The sheet of reasons names every row with its reason, and links every finding to its cell.
func TestSheetOfReasons(t *testing.T) {
	opt := engine(t)
	for path, data := range sampleFiles(t) {
		res := audit.File(t.Context(), path, data, opt)
		sheet := explain(res, nil)
		names, links, codes := map[string]bool{}, map[string]bool{}, ""
		for _, row := range sheet.Rows {
			if len(row) > len(columns) {
				t.Errorf("%s: a row of %d cells", path, len(row))
			}
			for i, c := range row {
				links[c.Link] = true
				if i == 1 {
					names[c.Text] = true
				}
				if i == 8 {
					codes += " " + c.Text
				}
			}
		}
		f := &res.Forms[0]
		for i := range f.Score.Rows {
			if r := &f.Score.Rows[i]; !r.Template && !names[r.Indicator.Level3.Text] {
				t.Errorf("%s: row %d is missing", path, r.Indicator.Row)
			}
		}
		for _, o := range f.Findings {
			if !strings.Contains(codes, o.Code) || !o.Cell.IsZero() && !links["'"+f.Sheet+"'!"+o.Cell.String()] {
				t.Errorf("%s: finding %s at %s is missing", path, o.Code, o.Cell)
			}
		}
	}
}

// A clerk reads words: every rule that scores a sample row has some.
func TestRuleWords(t *testing.T) {
	opt := engine(t)
	for path, data := range sampleFiles(t) {
		s := audit.File(t.Context(), path, data, opt).Forms[0].Score
		codes := []string{s.Funds.Rule}
		for i := range s.Rows {
			codes = append(codes, s.Rows[i].Rule)
		}
		for _, code := range codes {
			if code != "" && ruleWords[code] == "" {
				t.Errorf("%s: no words for %s", path, code)
			}
		}
	}
	if got := ruleText("XX-NEW"); got != "XX-NEW" {
		t.Errorf("%q", got)
	}
}

// Marking must cost little beside reading: a season is hundreds of thousands of forms.
func BenchmarkMark(b *testing.B) {
	opt := engine(b)
	const path = "元氏县/示例局/农村公益设施管护补助.xlsx"
	data := sampleFiles(b)[path]
	b.Run("audit", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			audit.File(b.Context(), path, data, opt)
		}
	})
	res := audit.File(b.Context(), path, data, opt)
	b.Run("plan", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			plan(res, Options{})
			explain(res, nil)
		}
	})
	b.Run("mark", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, _, err := Mark(res, Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
