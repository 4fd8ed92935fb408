package report

import (
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// Each golden file is a report that a person has read: a sentence that goes wrong for one kind of
// department shows here and nowhere else.
func TestGolden(t *testing.T) {
	for _, d := range departments() {
		t.Run(d.name, func(t *testing.T) {
			doc, findings := d.build(t)
			var b strings.Builder
			b.WriteString(doc.Markdown() + "\n<!-- findings\n")
			for _, f := range findings {
				b.WriteString(f.Code + " " + f.Severity.String() + " " + f.Message + " | " + f.Hint + "\n")
			}
			b.WriteString("-->\n")
			file := "testdata/" + d.name + ".md"
			if *update {
				if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), b.String()); diff != "" {
				t.Errorf("-golden +got\n%s", diff)
			}
		})
	}
}

var (
	halfWidth = regexp.MustCompile(`\p{Han}[,;:!?()]|[,;:!?()]\p{Han}`)
	doubled   = regexp.MustCompile(`[。\x{FF0C}\x{FF1B}\x{FF1A}、]{2}|项目项目|指标指标|的的|个个| 。|\x{FF0C}。|\x{FF1A}。|有0`)
)

// A doubled stop, a half-width comma or "有0项" makes an official document look careless.
func TestLanguage(t *testing.T) {
	for _, d := range departments() {
		doc, _ := d.build(t)
		doc.each(func(text string) {
			plain := blankMark.ReplaceAllString(text, "某")
			if m := halfWidth.FindString(plain); m != "" {
				t.Errorf("%s: half-width mark %q in %s", d.name, m, text)
			}
			if m := doubled.FindString(plain); m != "" {
				t.Errorf("%s: %q in %s", d.name, m, text)
			}
		})
	}
}
