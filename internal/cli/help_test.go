package cli

import (
	"bytes"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"
	"github.com/urfave/cli/v2"
)

// A help page is read in a console of 80 columns, where a longer line breaks in the middle of a word.
func TestHelpFitsTheScreen(t *testing.T) {
	var pages [][]string
	var walk func(prefix []string, list []*cli.Command)
	walk = func(prefix []string, list []*cli.Command) {
		for _, c := range list {
			if c.Hidden || c.Name == "help" {
				continue
			}
			line := append(append([]string(nil), prefix...), c.Name)
			pages = append(pages, line)
			walk(line, c.Subcommands)
		}
	}
	walk([]string{"jixiao"}, newApp(Streams{}).Commands)
	if len(pages) < 12 {
		t.Fatalf("only %d commands found", len(pages))
	}
	for _, page := range append(pages, []string{"jixiao"}) {
		var out bytes.Buffer
		Main(t.Context(), append(page, "--help"), Streams{Out: &out, Err: &out})
		if !strings.Contains(out.String(), "退出码") {
			t.Errorf("%v: no help: %s", page, out.String())
		}
		for line := range strings.Lines(out.String()) {
			if w := runewidth.StringWidth(strings.TrimRight(line, "\n")); w > helpColumns {
				t.Errorf("%v: %d columns: %s", page, w, line)
			}
		}
	}
}
