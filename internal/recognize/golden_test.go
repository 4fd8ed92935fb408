package recognize

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jixiao/internal/layout"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// readText describes everything that is read from a drawn sheet.
func readText(name, text string, cells bool) string {
	res := Sheet(draw(name, text), layout.Builtin())
	var b strings.Builder
	for _, f := range res.Forms {
		b.WriteString(describe(f, cells))
	}
	for _, f := range res.Findings {
		b.WriteString("finding " + f.Code + " " + f.Cell.String() + " " + f.Message + "\n")
	}
	if len(res.Forms) == 0 {
		b.WriteString("no form\n")
	}
	return b.String()
}

// Each drawing is a form as some region prints it; the golden file is what a person reads there.
func TestGolden(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txt")
	if len(files) == 0 {
		t.Fatal("no drawings")
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := readText(name, string(text), true)
			golden := strings.TrimSuffix(file, ".txt") + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
