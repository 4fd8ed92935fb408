package cellref

import (
	"testing"

	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	for in, want := range map[string]Ref{
		"A1": {1, 1}, "z9": {9, 26}, "$AA$10": {10, 27}, "XFD1048576": {MaxRow, MaxCol},
	} {
		if got, err := Parse(in); err != nil || got != want {
			t.Errorf("Parse(%q) = %v, %v; want %v", in, got, err, want)
		}
	}
	for _, in := range []string{"", "A", "1", "A0", "XFE1", "A1048577", "A1B", "A-1", "甲1"} {
		if got, err := Parse(in); err == nil {
			t.Errorf("Parse(%q) = %v, want an error", in, got)
		}
	}
}

// A finding's cell must lead back to the same cell, or every link we print is wrong.
func TestPrintParse(t *testing.T) {
	ref := rapid.Custom(func(t *rapid.T) Ref {
		return Ref{Row: rapid.IntRange(1, MaxRow).Draw(t, "row"), Col: rapid.IntRange(1, MaxCol).Draw(t, "col")}
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := ref.Draw(t, "a"), ref.Draw(t, "b")
		if got, err := Parse(a.String()); err != nil || got != a {
			t.Fatalf("%v prints %q, reads %v (%v)", a, a.String(), got, err)
		}
		r := Range{From: a, To: a}.Include(b)
		if got, err := ParseRange(r.String()); err != nil || got != r {
			t.Fatalf("%v prints %q, reads %v (%v)", r, r.String(), got, err)
		}
		if !r.Contains(a) || !r.Contains(b) || !r.Overlaps(Range{From: b, To: b}) {
			t.Fatalf("%v does not hold its corners %v, %v", r, a, b)
		}
	})
}
