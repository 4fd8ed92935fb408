// Package arch holds no code: its test keeps the rooms of the house apart.
package arch

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// leaves import no own room and may be used by every room.
var leaves = []string{"cellref", "decimal", "position", "suggest"}

// mayImport is the plan of the house: which own rooms each room may import besides the leaves.
var mayImport = map[string][]string{
	"templates":          {},
	"templates/layouts":  {},
	"templates/report":   {},
	"cmd/jixiao":         {"cli"},
	"internal/cellref":   {},
	"internal/decimal":   {},
	"internal/suggest":   {},
	"internal/position":  {},
	"internal/quantity":  {},
	"internal/finding":   {},
	"internal/form":      {},
	"internal/layout":    {"templates/layouts", "form"},
	"internal/ruleset":   {"templates"},
	"internal/blank":     {"layout", "form"},
	"internal/workbook":  {},
	"internal/recognize": {"workbook", "layout", "form", "finding", "quantity"},
	"internal/score":     {"form", "quantity", "ruleset"},
	"internal/rule":      {"templates", "form", "score", "quantity", "ruleset", "finding"},
	"internal/county":    {"form"},
	"internal/audit":     {"workbook", "recognize", "layout", "form", "finding", "quantity", "ruleset", "score", "rule", "county", "waiver"},
	"internal/annotate":  {"workbook", "audit", "form", "finding", "score", "quantity"},
	"internal/summary":   {"audit", "county", "form", "finding", "roster", "score", "quantity"},
	"internal/render":    {"audit", "county", "form", "finding", "score", "quantity"},
	"internal/report":    {"audit", "county", "form", "finding", "score", "quantity", "ruleset", "templates/report"},
	"internal/batch":     {"annotate", "audit", "county", "finding", "form", "roster", "rule", "ruleset", "safefile", "score", "summary", "workbook"},
	"internal/convert":   {},
	"internal/roster":    {"county", "form", "rule", "workbook"},
	"templates/config":   {},
	"internal/config":    {"templates/config", "workbook"},
	"internal/ledger":    {},
	"internal/intake":    {"ledger", "safefile"},
	"internal/service":   {"audit", "batch", "config", "county", "finding", "form", "intake", "ledger", "mail", "roster", "rule", "safefile", "score", "summary"},
	"internal/safefile":  {},
	"internal/dist":      {},
	"internal/mail":      {"templates/mail"},
	"templates/mail":     {},
	"internal/fixture":   {},
	"internal/arch":      {},
	"internal/waiver":    {"finding"},

	// What several rooms test with.
	"internal/mail/mailtest": {},
}

// owner says which rooms alone may import a library, with the reason.
var owner = map[string]struct {
	rooms  []string
	reason string
}{
	"github.com/xuri/excelize/v2": {[]string{"internal/blank", "internal/summary", "internal/fixture", "internal/workbook"}, "excelize makes our own workbooks; other people's are opened by workbook's own reader"},
	"github.com/urfave/cli/v2":    {[]string{"internal/cli"}, "a change of the flag library must stay one room's work"},
	"github.com/wneessen/go-mail": {[]string{"internal/mail"}, "mail leaves through one door"},
	"database/sql":                {[]string{"internal/ledger"}, "one journal, one writer"},
}

// pure rooms decide from what they are given; they may not reach for the world.
var pure = []string{"cellref", "decimal", "quantity", "finding", "form", "score", "rule", "county", "audit", "recognize", "layout", "ruleset", "waiver"}

var worldly = []string{"os", "net", "net/http", "log", "log/slog", "os/exec"}

type goPackage struct {
	ImportPath string
	Imports    []string
}

func packages(t *testing.T) []goPackage {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "jixiao/...")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var list []goPackage
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
}

func room(path string) string { return strings.TrimPrefix(path, "jixiao/") }

// Data flows one way through the rooms; an import against the stream would let a renderer
// change a score. This is the map, checked.
func TestRoomsImportOnlyWhatTheyMay(t *testing.T) {
	for _, p := range packages(t) {
		name := room(p.ImportPath)
		allowed, planned := mayImport[name]
		if !planned && name != "internal/cli" {
			t.Errorf("%s has no place in the plan: add it to mayImport with what it may import", name)
		}
		for _, imp := range p.Imports {
			if o, ok := owner[imp]; ok && !slices.Contains(o.rooms, name) {
				t.Errorf("%s imports %s: %s", name, imp, o.reason)
			}
			if !strings.HasPrefix(imp, "jixiao/") || name == "internal/cli" {
				continue
			}
			short := strings.TrimPrefix(room(imp), "internal/")
			if slices.Contains(leaves, short) || slices.Contains(allowed, short) {
				continue
			}
			t.Errorf("%s may not import %s", name, short)
		}
	}
}

// A score must depend on the form and the rules alone, never on the machine it was made on.
func TestPureRoomsDoNotTouchTheWorld(t *testing.T) {
	for _, p := range packages(t) {
		short := strings.TrimPrefix(room(p.ImportPath), "internal/")
		if !slices.Contains(pure, short) {
			continue
		}
		for _, imp := range p.Imports {
			if slices.Contains(worldly, imp) {
				t.Errorf("%s imports %s, but must decide from its arguments alone", short, imp)
			}
		}
	}
}

// The same form scored tomorrow must score the same.
func TestPureRoomsDoNotAskTheClock(t *testing.T) {
	for _, name := range pure {
		files, err := filepath.Glob(filepath.Join("..", name, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no files in %s: %v", name, err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(tree, func(n ast.Node) bool {
				if sel, ok := n.(*ast.SelectorExpr); ok && sel.Sel.Name == "Now" {
					if x, ok := sel.X.(*ast.Ident); ok && x.Name == "time" {
						t.Errorf("%s asks for the time of day", file)
					}
				}
				return true
			})
		}
	}
}

// A file that one head cannot hold hides its second job; generated tables are data.
func TestFilesStayReadable(t *testing.T) {
	const limit = 450
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		set := token.NewFileSet()
		if _, err := parser.ParseFile(set, path, nil, 0); err != nil {
			return err
		}
		set.Iterate(func(f *token.File) bool {
			if f.LineCount() > limit {
				t.Errorf("%s has %d lines, more than %d: split it by its jobs", path, f.LineCount(), limit)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
