package batch

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jixiao/internal/audit"
	"jixiao/internal/finding"
	"jixiao/internal/safefile"
)

// An old workbook is read through the converter when there is one, says so, keeps the digest of the file
// that was sent in, and its copy takes no other's place; a conversion that fails is told, never a blank.
func TestOldWorkbook(t *testing.T) {
	dir := t.TempDir()
	old := filepath.Join(dir, "表.xls")
	if err := os.WriteFile(old, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"+strings.Repeat("\x00", 512)+"W\x00o\x00r\x00k\x00b\x00o\x00o\x00k\x00"), 0o600); err != nil {
		t.Fatal(err)
	}
	modern, err := os.ReadFile(samples(t)[0])
	if err != nil {
		t.Fatal(err)
	}
	src := Source{Path: old, Rel: "表.xls"}
	b := &Batch{Options: *testOptions(t), Mark: true, Out: dir, Writer: safefile.Real{}}
	plain := b.File(src)
	if plain.Problem == nil || plain.Problem.Code != "E-XLS" || !strings.Contains(plain.Problem.Hint, "--convert") {
		t.Errorf("without a converter: %+v", plain.Problem)
	}
	b.Convert = func([]byte) ([]byte, error) { return modern, nil }
	res := b.File(src)
	told := slices.ContainsFunc(res.Findings, func(f finding.Finding) bool { return f.Code == CodeConverted })
	if res.Status != audit.StatusScored || !told || res.SHA256 != plain.SHA256 || !strings.HasSuffix(res.Output, "/表.xls.xlsx") {
		t.Errorf("converted: %s, told %v, digest kept %v, copy %q", res.Status, told, res.SHA256 == plain.SHA256, res.Output)
	}
	b.Convert = func([]byte) ([]byte, error) { return nil, errors.New("转换超时") }
	if res := b.File(src); res.Status != audit.StatusUnreadable || !strings.Contains(res.Problem.Message, "转换超时") {
		t.Errorf("failed: %s %+v", res.Status, res.Problem)
	}
}
