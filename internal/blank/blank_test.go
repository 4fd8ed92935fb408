package blank

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"

	"jixiao/internal/layout"
	"jixiao/internal/recognize"
	"jixiao/internal/workbook"
)

// export makes the blank form of a layout.
func export(t testing.TB, l *layout.Layout, set *layout.Set) (*Form, []byte) {
	t.Helper()
	f := New(l, set)
	data, err := f.Workbook()
	if err != nil {
		t.Fatal(err)
	}
	return f, data
}

// A county exports a form, fills it in and sends it: every value must come back as typed, whatever was
// typed and whichever rows were left blank.
func TestFilledFormsAreReadBack(t *testing.T) {
	set := layout.Builtin()
	for _, l := range set.Layouts {
		t.Run(l.Name, func(t *testing.T) {
			f, data := export(t, l, set)
			for seed := range uint64(6) {
				filled := fill(l, f, seed)
				if diff := filled.want.differences(read(t, withExcelize(t, data, filled.cells), set)); diff != "" {
					t.Errorf("seed %d:\n%s", seed, diff)
				}
			}
		})
	}
}

// What the fixed seeds do not try.
func FuzzFilledForm(f *testing.F) {
	set := layout.Builtin()
	f.Add(uint8(0), uint64(99))
	f.Fuzz(func(t *testing.T, n uint8, seed uint64) {
		l := set.Layouts[int(n)%len(set.Layouts)]
		form, data := export(t, l, set)
		filled := fill(l, form, seed)
		if diff := filled.want.differences(read(t, withExcelize(t, data, filled.cells), set)); diff != "" {
			t.Errorf("%s:\n%s", l.Name, diff)
		}
	})
}

// A form that nobody has filled in yet is that form, without rows and without reproach for its template.
func TestBlankFormsAreRecognised(t *testing.T) {
	set := layout.Builtin()
	for _, l := range set.Layouts {
		_, data := export(t, l, set)
		book, err := workbook.Open(data, workbook.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		for i, sheet := range book.Sheets() {
			res := recognize.Sheet(sheet, set)
			switch {
			case i == 0 && (len(res.Forms) != 1 || res.Forms[0].Layout != l.Name || len(res.Forms[0].Indicators) != 0):
				t.Errorf("%s: %d forms: %v", l.Name, len(res.Forms), res.Forms)
			case i > 0 && len(res.Forms) != 0:
				t.Errorf("%s: the notes on sheet %s are read as a form", l.Name, sheet.Name())
			}
			for _, x := range res.Findings {
				t.Errorf("%s: %s %s", l.Name, x.Code, x.Message)
			}
		}
	}
}

// Two counties that export the same form get the same file.
func TestSameBytes(t *testing.T) {
	set := layout.Builtin()
	_, one := export(t, set.Layouts[0], set)
	_, two := export(t, set.Layouts[0], set)
	if !bytes.Equal(one, two) {
		t.Error("two exports differ")
	}
}

// A form that does not print on A4 or lets text into money cells is of no use to an office.
func TestPrintAndChecks(t *testing.T) {
	set := layout.Builtin()
	for _, l := range set.Layouts {
		_, data := export(t, l, set)
		f, err := excelize.OpenReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		page, err := f.GetPageLayout(FormSheet)
		if err != nil || page.Size == nil || *page.Size != paperA4 || page.FitToWidth == nil || *page.FitToWidth != 1 {
			t.Errorf("%s: page %+v %v", l.Name, page, err)
		}
		checks, err := f.GetDataValidations(FormSheet)
		if err != nil || len(checks) == 0 {
			t.Errorf("%s: %d validations %v", l.Name, len(checks), err)
		}
		if merged, err := f.GetMergeCells(FormSheet); err != nil || len(merged) == 0 {
			t.Errorf("%s: no merged cells %v", l.Name, err)
		}
		if notes, err := f.GetRows(NotesSheet); err != nil || len(notes) < 5 {
			t.Errorf("%s: %d notes %v", l.Name, len(notes), err)
		}
	}
}
