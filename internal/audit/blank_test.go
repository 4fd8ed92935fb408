package audit

import (
	"testing"

	"jixiao/internal/form"
)

// A blank copy of the form beside the filled one is no project that was not reported; a file
// with nothing but a blank one is.
func TestWithoutBlanks(t *testing.T) {
	blank := Form{Form: &form.Form{Indicators: []form.Indicator{{Level1: "产出指标"}}}}
	filled := Form{Form: &form.Form{Project: form.Project{Name: form.Value{Text: "甲项目"}}}}
	scored := Form{Form: &form.Form{Indicators: []form.Indicator{{Actual: form.Value{Text: "4个"}}}}}
	if got := withoutBlanks([]Form{filled, blank, scored}); len(got) != 2 || got[0].Form != filled.Form || got[1].Form != scored.Form {
		t.Errorf("kept %d forms, want the two that were filled in", len(got))
	}
	if got := withoutBlanks([]Form{blank}); len(got) != 1 {
		t.Error("an unfilled workbook lost its only form")
	}
}
