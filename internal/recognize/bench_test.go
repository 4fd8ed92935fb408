package recognize

import (
	"iter"
	"os"
	"testing"

	"jixiao/internal/cellref"
	"jixiao/internal/layout"
	"jixiao/internal/workbook"
)

// cachedGrid is a drawn sheet whose cells come without the cost of drawing, as a workbook's do.
type cachedGrid struct {
	*textGrid
	list []cellref.Ref
	area cellref.Range
}

func (g *cachedGrid) Area() cellref.Range { return g.area }
func (g *cachedGrid) All() iter.Seq2[cellref.Ref, workbook.Cell] {
	return func(yield func(cellref.Ref, workbook.Cell) bool) {
		for _, r := range g.list {
			if !yield(r, g.cells[r]) {
				return
			}
		}
	}
}

func BenchmarkSheet(b *testing.B) {
	text, err := os.ReadFile("testdata/hebei-groups.txt")
	if err != nil {
		b.Fatal(err)
	}
	g := draw("表", string(text))
	cached := &cachedGrid{g, g.refs(), g.Area()}
	set := layout.Builtin()
	b.ReportAllocs()
	for b.Loop() {
		Sheet(cached, set)
	}
}
