package workbook

import (
	"strings"
	"testing"
)

// colours returns the plain fills of the cells of a column, "" for another look.
func colours(t *testing.T, b *Book, sheet, col string, rows ...int) []string {
	t.Helper()
	w := &writer{b: b, sheets: make([]sheetPlan, len(b.sheets))}
	e := w.styleSheet()
	i := b.sheetIndex(sheet)
	var out []string
	for _, r := range rows {
		style := w.sheets[i].styleAt(b.sheets[i], at(t, col+itoa(r)))
		found := ""
		for _, c := range []string{"FFEB9C", "FFC7CE"} {
			if e.has(style, c) {
				found = c
			}
		}
		out = append(out, found)
	}
	return out
}

// A department corrects its form and sends the marked copy back: what is right now must lose its red, by
// whatever program the copy was saved in between, and what a person coloured since must stay.
func TestShadesAreTakenBack(t *testing.T) {
	first := applied(t, opened(t, official().zip(t)), markEdits(), markSheet()).Data
	want := unzip(t, official().zip(t))[sheet1]
	copies := map[string][]byte{"as written": first}
	if program := soffice(t); program != "" {
		copies["saved by LibreOffice"] = convert(t, program, first, "xlsx")
	}
	for name, data := range copies {
		b := opened(t, data)
		if got := strings.Join(colours(t, b, "自评表", "G", 3, 4, 9), ","); got != "FFEB9C,,FFEB9C" {
			t.Fatalf("%s: marked %s", name, got)
		}
		// row 3 is right now, row 9 is worse
		next := applied(t, b, []Edit{{Sheet: "自评表", Cell: at(t, "G9"), Shade: "FFC7CE"}}, markSheet()).Data
		if got := strings.Join(colours(t, opened(t, next), "自评表", "G", 3, 4, 9), ","); got != ",,FFC7CE" {
			t.Errorf("%s: marked again %s", name, got)
		}
		last := applied(t, opened(t, next), nil, markSheet()).Data
		if got := strings.Join(colours(t, opened(t, last), "自评表", "G", 3, 4, 9), ","); got != ",," {
			t.Errorf("%s: nothing to mark, but %s", name, got)
		}
		if name == "as written" && strings.Count(unzip(t, last)[sheet1], ` s="2"`) != strings.Count(want, ` s="2"`) {
			t.Errorf("cells did not get back the very style they had")
		}
	}
	repainted := opened(t, parts(nil).fromZip(t, first).with("xl/styles.xml", strings.Replace(unzip(t, first)["xl/styles.xml"], `rgb="FFFFEB9C"/>`, `rgb="FF00B0F0"/>`, 1)).zip(t))
	again := applied(t, repainted, nil, markSheet())
	if !strings.Contains(unzip(t, again.Data)["xl/styles.xml"], "FF00B0F0") || len(opened(t, again.Data).shadeMarks()) != 0 {
		t.Error("somebody's own colour was not left alone")
	}
}

// fromZip returns the parts of a package.
func (parts) fromZip(t *testing.T, data []byte) parts {
	t.Helper()
	var p parts
	a, e := openArchive(data, Limits{}.withDefaults())
	if e != nil {
		t.Fatal(e)
	}
	for i := range a.entries {
		text, e := a.bytes(i)
		if e != nil {
			t.Fatal(e)
		}
		p = append(p, [2]string{a.entries[i].name, string(text)})
	}
	return p
}

// A sheet's name may hold whatever a formula quotes; its marks must find it again.
func TestShadeMarkText(t *testing.T) {
	for _, sheet := range []string{"自评表", "1月", "a'b", "x!y 2", "'"} {
		m := shadeMark{sheet: sheet, cell: at(t, "XFD12"), colour: "FFC7CE"}
		if got, ok := readShadeMark(m.text()); !ok || got != m {
			t.Errorf("%q came back as %+v", m.text(), got)
		}
	}
	for _, text := range []string{"", "FFC7CE", "FFC7CE G3", "red 自评表!G3", "FFC7CE 自评表!3G"} {
		if _, ok := readShadeMark(text); ok {
			t.Errorf("%q was taken for a mark", text)
		}
	}
}

// Reporting programs write a style sheet without anything in it; marks are to be seen there too.
func TestShadeWithoutLists(t *testing.T) {
	for _, styles := range []string{`<styleSheet ` + nsMain + `/>`, `<styleSheet ` + nsMain + ` xml:space="preserve"> </styleSheet>`, `<x:styleSheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"></x:styleSheet>`} {
		p := minimal(`<row r="1"><c r="A1"><v>1</v></c></row>`).with("xl/styles.xml", head+styles)
		out := applied(t, opened(t, p.zip(t)), []Edit{{Sheet: "自评表", Cell: at(t, "A1"), Number: "2", Shade: "FFEB9C"}}, markSheet())
		if got := strings.Join(colours(t, opened(t, out.Data), "自评表", "A", 1), ","); got != "FFEB9C" {
			t.Errorf("%s: the cell has the colour %q", styles, got)
		}
		again := applied(t, opened(t, out.Data), []Edit{{Sheet: "自评表", Cell: at(t, "A1"), Number: "2", Shade: "FFEB9C"}}, markSheet())
		if a, b := unzip(t, out.Data)["xl/styles.xml"], unzip(t, again.Data)["xl/styles.xml"]; a != b || !strings.HasPrefix(a, head) {
			t.Errorf("%s: %s\nbecame %s", styles, a, b)
		}
	}
}
