package audit_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"jixiao/internal/audit"
)

// A sheet that is too large for a form is passed over, and that must be said: "not recognised" alone would
// send the clerk looking for a fault in the headings.
func TestSheetTooLargeIsSaid(t *testing.T) {
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	row := make([]any, 40)
	for i := range row {
		row[i] = i
	}
	for i := range 8000 {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := w.SetRow(cell, row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	res := audit.File(t.Context(), "大表.xlsx", out.Bytes(), options(t))
	if res.Status != audit.StatusUnrecognised || len(res.Findings) != 1 || !strings.Contains(res.Findings[0].Message, "超过 300000 个单元格") {
		t.Errorf("%s %+v", res.Status, res.Findings)
	}
}
