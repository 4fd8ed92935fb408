package audit_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"jixiao/internal/audit"
)

// openpyxl and its like store formulas without their values. A total or a rate left so is filled
// in all the same, and must not be called blank.
func TestFormulasWithoutValues(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(samplesDir, "元氏县", "示例局", "农村公益设施管护补助.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	plain := audit.File(t.Context(), "a.xlsx", data, options(t)).Forms[0]
	total := plain.Total.Score.Cell
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	first, last := plain.Indicators[0].Score.Cell, plain.Indicators[len(plain.Indicators)-1].Score.Cell
	fund := plain.Funds.Rows[0].Score.Cell
	formula := "SUM(" + first.String() + ":" + last.String() + ")+" + fund.String()
	if err := f.SetCellFormula(plain.Sheet, total.String(), formula); err != nil {
		t.Fatal(err)
	}
	if err := f.UpdateLinkedValue(); err != nil { // drops every stored value
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	got := audit.File(t.Context(), "a.xlsx", out.Bytes(), options(t)).Forms[0]
	if got.Total.Score.Formula == "" || got.Total.Score.Text != plain.Total.Score.Text {
		t.Errorf("total %+v, want the value %s of its formula", got.Total.Score, plain.Total.Score.Text)
	}
	if !got.Score.Total.Self.Equal(plain.Score.Total.Self.Decimal) {
		t.Errorf("filed total %s, want %s", got.Score.Total.Self, plain.Score.Total.Self)
	}
}
