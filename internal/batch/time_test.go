package batch

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"jixiao/internal/audit"
	"jixiao/internal/safefile"
	"jixiao/internal/workbook"
)

// A file that takes too long ends as one sentence with a way out, whether it notices the end of its time
// itself or hangs; nothing of it is written, and the files beside it are done as ever.
func TestFileOutOfTime(t *testing.T) {
	good := samples(t)[0]
	data, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	slow := filepath.Join(dir, "慢.xlsx")
	if err := os.WriteFile(slow, append(data, "x"...), 0o600); err != nil {
		t.Fatal(err)
	}
	release := make(chan struct{})
	defer close(release)
	for name, hook := range map[string]func(context.Context){
		"notices": func(ctx context.Context) { <-ctx.Done() },
		"hangs":   func(context.Context) { <-release },
	} {
		out := filepath.Join(dir, name)
		b := &Batch{Options: *testOptions(t), Mark: true, Out: out, Writer: safefile.Real{}, Time: 50 * time.Millisecond, hook: hook}
		res := b.File(Source{Path: slow, Rel: "慢.xlsx"})
		if res.Status != audit.StatusUnreadable || res.Problem == nil || res.Problem.Code != workbook.CodeTime || !strings.Contains(res.Problem.Hint, "--limit time=") {
			t.Errorf("%s: %s %+v", name, res.Status, res.Problem)
		}
		if left, _ := os.ReadDir(out); len(left) > 0 {
			t.Errorf("%s: %v was written", name, left)
		}
		next := &Batch{Options: *testOptions(t), Mark: true, Out: out, Writer: safefile.Real{}}
		if res := next.File(Source{Path: good, Rel: "好.xlsx"}); res.Status != audit.StatusScored || res.Output == "" {
			t.Errorf("%s: the next file: %s %+v", name, res.Status, res.Problem)
		}
	}
}
