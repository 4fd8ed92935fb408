package workbook

import (
	"bytes"
	"testing"

	"jixiao/internal/cellref"
)

var fuzzLimits = Limits{Bytes: 8 << 20, Cells: 50_000, Merges: 1000}

// Whatever the bytes are: no panic, and an error is always an *Error with code and sentence.
func FuzzOpen(f *testing.F) {
	f.Add(official().zip(f))
	f.Add(minimal(calcRows).zip(f))
	f.Add(ole("EncryptedPackage"))
	f.Add([]byte("a,b\n1,2"))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := Open(data, fuzzLimits)
		if err != nil {
			if e, ok := err.(*Error); !ok || e.Code == "" || e.Message == "" || e.Hint == "" {
				t.Fatalf("error without code, sentence or hint: %#v", err)
			}
			return
		}
		for _, s := range b.Sheets() {
			for r, c := range s.All() {
				_, _ = c.Exact(), c.Shown()
				if s.Cell(r) != c {
					t.Fatalf("%s is %+v in passing and %+v when asked for", r, c, s.Cell(r))
				}
			}
		}
	})
}

// Fuzzing the parts behind the zip: a sheet, strings and styles that somebody wrote by hand. What Open
// accepts, Apply must be able to mark: the edited cell reads back and no other plain cell changes.
func FuzzApply(f *testing.F) {
	form := official()
	f.Add(form.get(sheet1), form.get("xl/sharedStrings.xml"), form.get("xl/styles.xml"), uint16(3), uint8(7))
	f.Add(minimal(calcRows).get(sheet1), "<sst/>", "<styleSheet/>", uint16(1), uint8(2))
	f.Add(`<x:worksheet><x:sheetData/></x:worksheet>`, "<sst><si/></sst>", "<styleSheet><cellXfs><xf/></cellXfs></styleSheet>", uint16(9), uint8(9))
	f.Add(`<worksheet><sheetData><row><c><v>1</v></c><c><f>A1</f></c></row><row/></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>`, "<sst/>", "", uint16(2), uint8(2))
	f.Add("x:worksheet><x:sheetData/>", "<sst/>", "<styleSheet/>", uint16(105), uint8(140)) // text before the root, another root
	f.Fuzz(func(t *testing.T, sheet, strings, styles string, row uint16, col uint8) {
		p := official().with(sheet1, sheet).with("xl/sharedStrings.xml", strings).with("xl/styles.xml", styles)
		b, err := Open(p.zip(t), fuzzLimits)
		if err != nil {
			return
		}
		cell := cellref.Ref{Row: int(row) + 1, Col: int(col) + 1}
		out, err := b.Apply([]Edit{{Sheet: "自评表", Cell: cell, Number: "8.62", Comment: "应得 8.62", Shade: "FFEB9C"}}, markSheet())
		if err != nil {
			if _, ok := err.(*Error); !ok {
				t.Fatalf("%v", err)
			}
			return
		}
		again, err := Open(out.Data, Limits{})
		if err != nil {
			t.Fatalf("the marked copy cannot be read: %v", err)
		}
		s, old := again.Sheets()[0], b.Sheets()[0]
		if m, ok := old.Merge(cell); ok {
			cell = m.From
		}
		if got := s.Cell(cell); got.number8() != "8.62" {
			t.Fatalf("%s is %+v", cell, got)
		}
		for r, c := range old.All() {
			if got := s.Cell(r); r != cell && c.Formula == "" && (got.Raw != c.Raw || got.Kind != c.Kind || got.Format != c.Format) && !insideArray(old, r) {
				t.Fatalf("%s was %+v and is %+v", r, c, got)
			}
		}
		twice, err := again.Apply([]Edit{{Sheet: "自评表", Cell: cell, Number: "8.62", Comment: "应得 8.62", Shade: "FFEB9C"}}, markSheet())
		if err != nil {
			t.Fatal(err)
		}
		if len(twice.Written) > 0 && !old.book.hasFormulas || !bytes.Equal(twice.Data, out.Data) && !old.book.hasFormulas && len(styles) == 0 {
			t.Fatalf("marking twice changed %v", twice.Written)
		}
	})
}

// number8 is the cell's number, whether it is stored as one or as text.
func (c Cell) number8() string {
	if c.Kind == Text {
		if n, ok := textNumber(c.Raw); ok {
			return n.String()
		}
	}
	if c.Kind == Number {
		return c.number()
	}
	return c.Raw
}

func insideArray(s *Sheet, r cellref.Ref) bool {
	for i := range s.formulas {
		if s.formulas[i].area.Contains(r) {
			return true
		}
	}
	return false
}
