package annotate_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"jixiao/internal/annotate"
	"jixiao/internal/audit"
	"jixiao/internal/fixture"
	"jixiao/internal/layout"
	"jixiao/internal/quantity"
	"jixiao/internal/ruleset"
	"jixiao/templates"
)

// fidelityBooks are workbooks in the manner of every program that departments use: the rich ones of the
// generator, and the forms of the test data, which other programs' writers made.
func fidelityBooks(t *testing.T) map[string][]byte {
	t.Helper()
	books := fixture.Rich()
	for _, pattern := range []string{"forms/*.xlsx", "yuanshi-2022/*/*/*.xlsx"} {
		files, err := filepath.Glob(filepath.Join("..", "..", "testdata", pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("no workbooks in %s: %v", pattern, err)
		}
		for _, f := range files {
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			books[filepath.Base(f)] = data
		}
	}
	return books
}

func engine(t *testing.T) *audit.Options {
	t.Helper()
	rules, err := ruleset.Builtin(ruleset.Default)
	if err != nil {
		t.Fatal(err)
	}
	language, err := quantity.Load(templates.FS, "words")
	if err != nil {
		t.Fatal(err)
	}
	return &audit.Options{Rules: rules, Layouts: layout.Builtin(), Language: language}
}

// markCopy scores and marks a workbook; it returns the copy and whether a formula gave way in it.
func markCopy(t *testing.T, name string, data []byte, opt *audit.Options) (out []byte, res *audit.Result, replaced bool) {
	t.Helper()
	res = audit.File(t.Context(), name, data, opt)
	if res.Status != audit.StatusScored {
		t.Fatalf("%s: %s %+v", name, res.Status, res.Problem)
	}
	out, notes, err := annotate.Mark(res, annotate.Options{})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for _, n := range notes {
		replaced = replaced || n.Code == annotate.CodeReplaced
	}
	return out, res, replaced
}

// packed is a part as it lies in the file: what it says, and its bytes as packed.
type packed struct{ text, raw string }

func unpack(t *testing.T, data []byte) map[string]packed {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]packed{}
	for _, f := range r.File {
		rc, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(rc)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := f.OpenRaw()
		if err != nil {
			t.Fatal(err)
		}
		deflated, err := io.ReadAll(raw)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = packed{string(text), string(deflated)}
	}
	return parts
}

var (
	anyCell    = regexp.MustCompile(`(?s)<(\w+:)?c(\s[^<>]*)?(/>|>.*?</(\w+:)?c>)`)
	anyRow     = regexp.MustCompile(`<(\w+:)?row(\s[^<>]*)?(/>|>(<cell/>|\s)*</(\w+:)?row>)`)
	dimension  = regexp.MustCompile(`<(\w+:)?dimension [^>]*>(</(\w+:)?dimension>)?`)
	legacy     = regexp.MustCompile(`<(\w+:)?legacyDrawing [^>]*>(</(\w+:)?legacyDrawing>)?`)
	protection = regexp.MustCompile(`<(\w+:)?(sheetProtection|protectedRange|workbookProtection)[ >][^>]*>`)
	counts     = regexp.MustCompile(` count="\d+"`)
	recalc     = regexp.MustCompile(` fullCalcOnLoad="1"|<(\w+:)?(calcPr|definedNames)/>`) // what is filled when it is needed
	cellRef    = regexp.MustCompile(`\sr=["']([A-Z]+\d+)["']`)
)

// outside is a sheet without its rows: what marking must never change.
func outside(sheet string) string {
	sheet = anyRow.ReplaceAllString(anyCell.ReplaceAllString(sheet, "<cell/>"), "")
	return legacy.ReplaceAllString(dimension.ReplaceAllString(sheet, ""), "")
}

// grown reports whether next is old with pieces put in, none of old's tags changed.
func grown(old, next string) bool {
	old, next = recalc.ReplaceAllString(counts.ReplaceAllString(old, ""), ""), recalc.ReplaceAllString(counts.ReplaceAllString(next, ""), "")
	for _, piece := range strings.SplitAfter(old, ">") {
		piece = strings.TrimSpace(piece)
		i := strings.Index(next, piece)
		if i < 0 {
			return false
		}
		next = next[i+len(piece):]
	}
	return true
}

// cells returns the elements of a sheet's cells by reference.
func cells(sheet string) map[string]string {
	all := map[string]string{}
	for _, c := range anyCell.FindAllString(sheet, -1) {
		tag, _, _ := strings.Cut(c, ">")
		if m := cellRef.FindStringSubmatch(tag); m != nil {
			all[m[1]] = c
		}
	}
	return all
}

// The promise of a marked copy, held over whatever programs make: every part that marking has no reason
// to touch is copied as packed; a touched sheet differs in cells alone, its protection to the byte; what
// binds the package together only grows; the strings of the workbook stay as they are.
func TestFidelity(t *testing.T) {
	opt := engine(t)
	for name, data := range fidelityBooks(t) {
		marked, res, replaced := markCopy(t, name, data, opt)
		before, after := unpack(t, data), unpack(t, marked)
		forms := map[string]bool{}
		for i := range res.Forms {
			forms[res.Forms[i].Sheet] = true
		}
		changedSheets := 0
		for part, old := range before {
			next, kept := after[part]
			switch lower := strings.ToLower(part); {
			case next.raw == old.raw:
			case strings.HasSuffix(lower, "calcchain.xml") && !kept && replaced:
			case !kept:
				t.Errorf("%s: %s is gone", name, part)
			case strings.Contains(lower, "worksheets/sheet"):
				changedSheets++
				if outside(old.text) != outside(next.text) {
					t.Errorf("%s: %s differs outside its cells", name, part)
				}
				if p, q := protection.FindAllString(old.text, -1), protection.FindAllString(next.text, -1); !slices.Equal(p, q) {
					t.Errorf("%s: protection %q became %q", name, p, q)
				}
				was, is := cells(old.text), cells(next.text)
				different := 0
				for ref, c := range was {
					if is[ref] != c {
						different++
					}
				}
				if different > 40*len(res.Forms) {
					t.Errorf("%s: %s: %d of %d cells differ", name, part, different, len(was))
				}
			case strings.Contains(lower, "calcchain"):
				t.Errorf("%s: %s was rewritten", name, part)
			case strings.Contains(lower, "comments") && !strings.Contains(lower, "threaded"), strings.Contains(lower, "vmldrawing"),
				strings.HasSuffix(lower, "styles.xml"), strings.HasSuffix(lower, "workbook.xml"), strings.HasSuffix(lower, ".rels"), strings.HasSuffix(lower, "[content_types].xml"):
				if !grown(old.text, next.text) && !replaced {
					t.Errorf("%s: %s lost something", name, part)
				}
			default:
				t.Errorf("%s: %s was written anew", name, part)
			}
		}
		// other sheets may change only where a formula depends on a score
		if changedSheets > len(forms)+1 {
			t.Errorf("%s: %d sheets changed for %d forms", name, changedSheets, len(res.Forms))
		}
	}
}

// tool returns a program that results are looked at with. Where the project is tested as a whole it must
// be there; elsewhere "" and a line of the log.
func tool(t *testing.T, name string, probe ...string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err == nil && len(probe) > 0 {
		err = exec.Command(path, probe...).Run()
	}
	if err == nil {
		return path
	}
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s is not installed; this comparison must run here", name)
	}
	t.Logf("%s is not installed; nothing was compared", name)
	return ""
}

// pages prints a workbook with LibreOffice and returns the pictures of its pages.
func pages(t *testing.T, office, pdftoppm, profile string, data []byte) []string {
	t.Helper()
	dir := t.TempDir()
	in := filepath.Join(dir, "in.xlsx")
	if err := os.WriteFile(in, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), office, "-env:UserInstallation=file://"+filepath.ToSlash(profile), "--headless", "--convert-to", "pdf", "--outdir", dir, in).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if out, err := exec.CommandContext(t.Context(), pdftoppm, "-r", "60", filepath.Join(dir, "in.pdf"), filepath.Join(dir, "p")).CombinedOutput(); err != nil {
		t.Fatalf("LibreOffice did not open the file: %v: %s", err, out)
	}
	files, err := filepath.Glob(filepath.Join(dir, "p-*.ppm"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	slices.Sort(files)
	list := make([]string, len(files))
	for i, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		list[i] = string(data)
	}
	return list
}

// The sheet beside the form must look on paper, dot for dot, as it did; LibreOffice opens every copy.
func TestUnmarkedPagesLookTheSame(t *testing.T) {
	office, pdftoppm := tool(t, "soffice"), tool(t, "pdftoppm", "-v")
	if office == "" || pdftoppm == "" {
		return
	}
	opt, profile := engine(t), t.TempDir()
	books := fixture.Rich()
	books["plain"] = fixture.Small.Office()
	for name, data := range books {
		marked, _, _ := markCopy(t, name, data, opt)
		before, after := pages(t, office, pdftoppm, profile, data), pages(t, office, pdftoppm, profile, marked)
		// the pages of the form come first and may differ; the list is the last page of the original
		last := before[len(before)-1]
		if !slices.Contains(after, last) {
			t.Errorf("%s: the page of the unmarked sheet changed", name)
		}
		if len(after) <= len(before) {
			t.Errorf("%s: %d pages became %d, the sheet of reasons is missing", name, len(before), len(after))
		}
	}
}

// A second reader with its own idea of the format must open every copy and find the marks.
func TestOpenpyxlOpensCopies(t *testing.T) {
	python := tool(t, "/usr/bin/python3", "-c", "import openpyxl")
	if python == "" {
		return
	}
	opt, dir := engine(t), t.TempDir()
	for name, data := range fidelityBooks(t) {
		if name == "strict" {
			continue // openpyxl reads no sheet relations of the strict form, in the original either
		}
		marked, _, _ := markCopy(t, name, data, opt)
		if err := os.WriteFile(filepath.Join(dir, strings.TrimSuffix(name, ".xlsx")+".xlsx"), marked, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const script = `
import sys, glob, warnings, openpyxl
warnings.simplefilter("ignore")
for f in glob.glob(sys.argv[1] + "/*.xlsx"):
    try:
        w = openpyxl.load_workbook(f)
        if not any(s.title.startswith("评分说明") for s in w): print(f, "has no sheet of reasons")
    except Exception as e:
        print(f, repr(e))
`
	out, err := exec.CommandContext(t.Context(), python, "-c", script, dir).CombinedOutput()
	if err != nil || len(bytes.TrimSpace(out)) > 0 {
		t.Errorf("%v\n%s", err, out)
	}
}
