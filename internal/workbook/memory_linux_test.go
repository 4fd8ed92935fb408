package workbook

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Bounds of what opening one file may take at its peak, the program itself included. mostMemory holds for
// every file whatever is in it, with the usual Limits.
const (
	mostMemory      = 450 << 20
	emptyRowsMemory = 250 << 20
)

// hostileFiles are what is known to take other readers down.
func hostileFiles(t *testing.T) map[string][]byte {
	t.Helper()
	rows := func(n int, row func(i int) string) []byte {
		var b bytes.Buffer
		for i := 1; i <= n; i++ {
			b.WriteString(row(i))
		}
		return minimal(b.String()).zip(t)
	}
	form := official()
	sheets := func(n int) []byte {
		var list, rels strings.Builder
		p := minimal("")
		for i := 1; i <= n; i++ {
			fmt.Fprintf(&list, `<sheet name="表%d" sheetId="%[1]d" r:id="rId%[1]d"/>`, i)
			fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet1.xml"/>`, i, relationBase)
		}
		p = p.with("xl/workbook.xml", head+`<workbook `+nsMain+` `+nsRel+`><sheets>`+list.String()+`</sheets></workbook>`)
		return p.with("xl/_rels/workbook.xml.rels", head+`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`+rels.String()+`</Relationships>`).zip(t)
	}
	var merges strings.Builder
	for i := 1; i <= 90_000; i++ {
		fmt.Fprintf(&merges, `<mergeCell ref="A%d:C%d"/>`, i, i+3)
	}
	return map[string][]byte{
		"spaces":  form.with(sheet1, head+"<worksheet "+nsMain+"><sheetData>"+strings.Repeat(" ", 200<<20)+"</sheetData></worksheet>").zip(t),
		"strings": form.with("xl/sharedStrings.xml", head+`<sst `+nsMain+`>`+strings.Repeat("<si><t>a</t></si>", 6<<20)+`</sst>`).zip(t),
		"rows":    rows(2_000_000, func(int) string { return "<row><c><v>1</v></c></row>" }),
		"cells":   rows(100_000, func(int) string { return "<row>" + strings.Repeat("<c><v>1</v></c>", 60) + "</row>" }),
		"empty rows": rows(1_000_000, func(i int) string {
			return `<row r="` + itoa(i) + `" spans="1:9" s="3" customFormat="1" ht="24" customHeight="1"/>`
		}),
		"empty cells": rows(400_000, func(i int) string {
			n := itoa(i)
			return `<row r="` + n + `"><c r="A` + n + `" s="3"/><c r="B` + n + `" s="3"/><c r="C` + n + `" s="3"/><c r="D` + n + `" s="3"/><c r="E` + n + `" s="3"/><c r="F` + n + `" s="3"/><c r="G` + n + `" s="3"/><c r="H` + n + `" s="3"/><c r="I` + n + `" s="3"/></row>`
		}),
		"merges": minimal("<row/>", `<mergeCells>`+merges.String()+`</mergeCells>`).zip(t),
		"sheets": sheets(500),
		"long text": rows(1, func(int) string {
			return `<row><c t="inlineStr"><is><t>` + strings.Repeat("长", 40<<20/3) + `</t></is></c></row>`
		}),
		"depth":  form.replace(t, sheet1, "</sheetData>", "</sheetData>"+strings.Repeat("<a>", 4<<20)).zip(t),
		"styles": form.with("xl/styles.xml", head+`<styleSheet `+nsMain+`><cellXfs count="2000000000">`+strings.Repeat(`<xf numFmtId="9"/>`, 3<<20)+`</cellXfs></styleSheet>`).zip(t),
	}
}

// No file may take the machine down, however it is made: each is opened in a process of its own, whose
// peak the system tells, with the collector as the program sets it.
func TestHostileMemory(t *testing.T) {
	if path := os.Getenv("JIXIAO_HOSTILE"); path != "" {
		openOne(t, path)
		return
	}
	if raced {
		t.Log("measured by the run without the race detector, whose own memory is several times the program's")
		return
	}
	for name, data := range hostileFiles(t) {
		peak(t, name, data, "")
		peak(t, name, data, "any")
	}
}

// peak opens a file in a process of its own and holds its peak against the bound.
func peak(t *testing.T, name string, data []byte, ratio string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "in")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestHostileMemory$", "-test.v")
	cmd.Env = append(os.Environ(), "JIXIAO_HOSTILE="+path, "GOGC=400", "GOMEMLIMIT=256MiB", "JIXIAO_RATIO="+ratio)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	_, rest, _ := bytes.Cut(out, []byte("peak "))
	digits, outcome, _ := bytes.Cut(rest, []byte(" kB, "))
	kb, err := strconv.Atoi(string(digits))
	if err != nil {
		t.Fatalf("%s: no peak in %s", name, out)
	}
	outcome, _, _ = bytes.Cut(outcome, []byte("\n"))
	t.Logf("%-12s %4d MB in %d kB: %s", name, kb>>10, len(data)>>10, outcome)
	bound := mostMemory
	if name == "empty rows" {
		bound = emptyRowsMemory
	}
	if kb<<10 > bound {
		t.Errorf("%s: a peak of %d MB, the bound is %d", name, kb>>10, bound>>20)
	}
}

// openOne is the child: it opens a file and tells its peak.
func openOne(t *testing.T, path string) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	outcome := "opened"
	limits := Limits{} // with the ratio aside the other limits have to hold
	if os.Getenv("JIXIAO_RATIO") == "any" {
		limits.Ratio = 1 << 30
	}
	if _, err := Open(data, limits); err != nil {
		outcome = err.Error()
	}
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := bytes.Cut(status, []byte("VmHWM:"))
	line, _, _ := bytes.Cut(rest, []byte("\n"))
	fmt.Printf("peak %s kB, %s\n", strings.Fields(string(line))[0], outcome)
}
