package convert

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"jixiao/internal/workbook"
)

// office returns LibreOffice; where the project is tested as a whole it must be there.
func office(t *testing.T) *Converter {
	t.Helper()
	c, err := New(0)
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("LibreOffice is not installed; this test must run here")
		}
		return nil
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

const sample = "../../testdata/yuanshi-2022/元氏县/示例局/农村公益设施管护补助.xlsx"

// older has the sample written in an old format, by LibreOffice itself.
func older(t *testing.T, c *Converter, ext string) []byte {
	t.Helper()
	dir := t.TempDir()
	data, err := os.ReadFile(sample)
	if err != nil {
		t.Fatal(err)
	}
	in := filepath.Join(dir, "form.xlsx")
	if err := os.WriteFile(in, data, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), c.program, "-env:UserInstallation=file://"+filepath.ToSlash(dir)+"/profile", "--headless", "--convert-to", ext, "--outdir", dir, in)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	old, err := os.ReadFile(filepath.Join(dir, "form."+ext))
	if err != nil {
		t.Fatal(err)
	}
	return old
}

func grid(t *testing.T, data []byte) map[string]string {
	t.Helper()
	b, err := workbook.Open(data, workbook.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	cells := map[string]string{}
	for r, c := range b.Sheets()[0].All() {
		cells[r.String()] = c.Exact()
	}
	return cells
}

// The old formats that counties still send must come out with every cell as it was; the second of them
// uses the profile of the first, and nothing may be left behind.
func TestOldFormats(t *testing.T) {
	c := office(t)
	if c == nil {
		t.Log("LibreOffice is not installed; nothing was converted")
		return
	}
	data, err := os.ReadFile(sample)
	if err != nil {
		t.Fatal(err)
	}
	want := grid(t, data)
	for _, ext := range []string{"xls", "ods"} {
		old := older(t, c, ext)
		var e *workbook.Error
		if _, err := workbook.Open(old, workbook.Limits{}); !errors.As(err, &e) || e.Code != workbook.CodeXLS || !strings.Contains(e.Hint, "--convert") {
			t.Fatalf("%s is refused with %+v", ext, err)
		}
		out, err := c.Convert(t.Context(), old)
		if err != nil {
			t.Fatalf("%s: %v", ext, err)
		}
		for ref, v := range grid(t, out) {
			if want[ref] != v {
				t.Errorf("%s: %s is %q, was %q", ext, ref, v, want[ref])
			}
		}
	}
	dir := c.dir
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Error("the profile is left behind")
	}
}

// What is no workbook must be an error, whatever LibreOffice makes of it.
func TestNoWorkbook(t *testing.T) {
	c := office(t)
	if c == nil {
		t.Log("LibreOffice is not installed; nothing was converted")
		return
	}
	if _, err := c.Convert(t.Context(), []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 broken")); err == nil {
		t.Error("a broken file was converted")
	}
}

// stub is a program in LibreOffice's place.
func stub(t *testing.T, script string) *Converter {
	t.Helper()
	path := filepath.Join(t.TempDir(), "soffice")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script), 0o700); err != nil {
		t.Fatal(err)
	}
	c := newConverter(path, 300*time.Millisecond)
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// A LibreOffice that never ends, fails, or ends well without a file must each be told, and end with
// everything that it started.
func TestMisbehaviour(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Log("the stub is a shell script")
		return
	}
	for name, c := range map[string]struct {
		script string
		want   error
	}{
		"hangs":   {"sleep 600 & sleep 600", ErrTime},
		"fails":   {"echo 'no such filter' >&2; exit 1", ErrFailed},
		"nothing": {"exit 0", ErrFailed},
	} {
		begin := time.Now()
		_, err := stub(t, c.script).Convert(t.Context(), []byte("x"))
		if !errors.Is(err, c.want) || time.Since(begin) > 30*time.Second {
			t.Errorf("%s: %v", name, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := stub(t, "sleep 600").Convert(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
}

// Where there is no LibreOffice the search must say so and not guess a path.
func TestAbsent(t *testing.T) {
	none := func(string) (string, error) { return "", exec.ErrNotFound }
	if got := find(none, places()); got != "" {
		t.Errorf("found %q", got)
	}
}
