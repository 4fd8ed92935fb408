package form

import "testing"

// What counts as filled in decides whether a department is told that it reported nothing.
func TestUntouched(t *testing.T) {
	text := func(s string) Value { return Value{Text: s} }
	for name, c := range map[string]struct {
		form Form
		want bool
	}{
		"nothing at all":     {Form{}, true},
		"printed names only": {Form{Indicators: []Indicator{{Level1: "产出指标", Points: text("10")}}}, true},
		"a project":          {Form{Project: Project{Name: text("甲")}}, false},
		"an actual value":    {Form{Indicators: []Indicator{{Actual: text("4个")}}}, false},
		"an error value":     {Form{Indicators: []Indicator{{Score: Value{Error: "#REF!"}}}}, false},
	} {
		if got := c.form.Untouched(); got != c.want {
			t.Errorf("%s: untouched %v, want %v", name, got, c.want)
		}
	}
}

// JSON shows a date as the department wrote it, everything else exactly as stored.
func TestFiled(t *testing.T) {
	if got := (Value{Text: "2022-12-31", Shown: "2022年12月31日", Date: true}).Filed(); got != "2022年12月31日" {
		t.Errorf("a date is filed as %q", got)
	}
	if got := (Value{Text: "89.5%", Shown: "90%", Percent: true}).Filed(); got != "89.5%" {
		t.Errorf("a share is filed as %q, not as stored", got)
	}
}

// The execution rate is taken from the row of all sources and no other.
func TestTotalRow(t *testing.T) {
	f := Funds{Rows: []Fund{{Row: 7}, {Row: 8, Total: true}}}
	if got := f.TotalRow(); got == nil || got.Row != 8 {
		t.Errorf("total row %+v", got)
	}
	if got := (&Funds{}).TotalRow(); got != nil {
		t.Errorf("an empty block has the total row %+v", got)
	}
}
