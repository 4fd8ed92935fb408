package finding

import (
	"slices"
	"testing"

	"jixiao/internal/cellref"
)

// One fault must be told once: two codes of one score cell are one line, other cells stay apart.
func TestFaults(t *testing.T) {
	at := func(code string, sev Severity, cell string) Finding {
		ref, _ := cellref.ParseBytes([]byte(cell))
		return Finding{Code: code, Severity: sev, Sheet: "表", Cell: ref, Message: code}
	}
	got := Faults([]Finding{
		at("L-FORM-03", Error, ""),
		at("L-SCR-02", Error, ""), // about no cell: nothing to join by
		at("L-SCR-03", Error, "H9"),
		at("L-SCR-02", Warn, "H10"), at("L-SCR-03", Error, "H10"), at("L-SCR-06", Error, "H10"),
		at("L-SCR-04", Warn, "H11"), at("L-SCR-02", Error, "H11"),
		at("L-FUND-05", Error, "H12"), at("L-SCR-02", Error, "H12"), at("L-SCR-03", Error, "H12"),
	})
	var text []string
	for _, f := range got {
		text = append(text, f.Severity.String()+" "+f.Cell.String()+" "+f.Message)
	}
	want := []string{
		"error  L-FORM-03", "error  L-SCR-02", "error H9 L-SCR-03",
		"error H10 L-SCR-02", "error H10 L-SCR-06", "error H11 L-SCR-02", "error H12 L-FUND-05",
	}
	if !slices.Equal(text, want) {
		t.Errorf("got %q", text)
	}
	if codes := got[3].Codes; !slices.Equal(codes, []string{"L-SCR-02", "L-SCR-03"}) || len(got[3].More) != 1 {
		t.Errorf("codes %q", codes)
	}
	if codes := got[5].Codes; !slices.Equal(codes, []string{"L-SCR-02", "L-SCR-04"}) {
		t.Errorf("codes %q", codes)
	}
}
