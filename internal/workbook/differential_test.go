package workbook

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"jixiao/internal/cellref"
)

// sameAsExcelize compares a book with what another library reads: sheets, values, merged ranges, number formats.
// Differences that are on purpose are taken out by plainCase.
func sameAsExcelize(data []byte) error {
	b, err := Open(data, Limits{})
	if err != nil {
		return err
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	for _, s := range b.Sheets() {
		rows, err := f.GetRows(s.Name(), excelize.Options{RawCellValue: true})
		if err != nil {
			return err
		}
		for i, row := range rows {
			for j, theirs := range row {
				r := cellref.Ref{Row: i + 1, Col: j + 1}
				if ours := plainCase(s.Cell(r)); ours != theirs && !covered(s, r) {
					return fmt.Errorf("%s!%s is %q here and %q there", s.Name(), r, ours, theirs)
				}
			}
		}
		for r, c := range s.All() {
			if r.Row > len(rows) || r.Col > len(rows[r.Row-1]) {
				if plainCase(c) != "" {
					return fmt.Errorf("%s!%s is %q here and missing there", s.Name(), r, c.Raw)
				}
			}
		}
		if err := sameMerges(f, s); err != nil {
			return err
		}
		if err := sameFormats(f, s); err != nil {
			return err
		}
	}
	return nil
}

// sameFormats compares the number formats of number cells. The other library names built-in formats by
// number alone; those are held against LibreOffice in TestShownAgainstLibreOffice.
func sameFormats(f *excelize.File, s *Sheet) error {
	for r, c := range s.All() {
		id, err := f.GetCellStyle(s.Name(), r.String())
		if err != nil || c.Kind != Number {
			continue
		}
		style, err := f.GetStyle(id)
		if err != nil || style == nil {
			continue
		}
		// SheetJS writes its own codes under numbers below 164, where the other library looks for none.
		if _, builtin := builtinFormats[style.NumFmt]; style.CustomNumFmt == nil && style.NumFmt != 0 && !builtin {
			continue
		}
		theirs := builtinFormats[style.NumFmt]
		if style.CustomNumFmt != nil {
			theirs = *style.CustomNumFmt
		}
		if theirs == "General" {
			theirs = ""
		}
		if c.Format != theirs {
			return fmt.Errorf("%s!%s has the format %q here and %q there", s.Name(), r, c.Format, theirs)
		}
	}
	return nil
}

func covered(s *Sheet, r cellref.Ref) bool {
	m, ok := s.Merge(r)
	return ok && m.From != r
}

// plainCase writes a cell the way the other library does: logical values as stored.
func plainCase(c Cell) string {
	if c.Kind == Bool {
		return map[string]string{"TRUE": "1", "FALSE": "0"}[c.Raw]
	}
	return c.Raw
}

func sameMerges(f *excelize.File, s *Sheet) error {
	merges, err := f.GetMergeCells(s.Name())
	if err != nil {
		return err
	}
	var theirs, ours []string
	for _, m := range merges {
		theirs = append(theirs, m.GetStartAxis()+":"+m.GetEndAxis())
	}
	for _, m := range s.Merges() {
		ours = append(ours, m.String())
	}
	slices.Sort(theirs)
	slices.Sort(ours)
	if !slices.Equal(ours, theirs) {
		return fmt.Errorf("%s: merged %v here and %v there", s.Name(), ours, theirs)
	}
	return nil
}

// A second, independent reader guards the first: over the project's workbooks and the fixtures here.
func TestAgainstExcelize(t *testing.T) {
	books := map[string][]byte{"official": official().zip(t), "ordinary": ordinary(t), "marked": applied(t, opened(t, official().zip(t)), markEdits(), markSheet()).Data}
	root := filepath.Join("..", "..", "testdata")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".xlsx") {
			return err
		}
		data, err := os.ReadFile(path)
		books[path] = data
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range books {
		_, err := Open(data, Limits{})
		if _, hostile := err.(*Error); hostile && name != "official" {
			continue // a fixture that is meant to be refused
		}
		if err := sameAsExcelize(data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Generated workbooks: what another library wrote must read the same here, and marking one cell must
// change that cell alone.
func TestGeneratedWorkbooks(t *testing.T) {
	text := rapid.StringOfN(rapid.RuneFrom([]rune("绩效自评≥90% <>&\"'_x0041_\n\t元,. 1")), 1, 12, -1)
	rapid.Check(t, func(t *rapid.T) {
		f := excelize.NewFile()
		for range rapid.IntRange(0, 25).Draw(t, "cells") {
			ref := cellref.Ref{Row: rapid.IntRange(1, 40).Draw(t, "row"), Col: rapid.IntRange(1, 12).Draw(t, "col")}.String()
			var err error
			switch rapid.IntRange(0, 3).Draw(t, "kind") {
			case 0:
				err = f.SetCellValue("Sheet1", ref, rapid.Float64Range(-1e6, 1e6).Draw(t, "number"))
			case 1:
				err = f.SetCellValue("Sheet1", ref, rapid.Int64Range(-1e9, 1e9).Draw(t, "whole"))
			case 2:
				err = f.SetCellStr("Sheet1", ref, text.Draw(t, "text"))
			case 3:
				err = f.SetCellBool("Sheet1", ref, rapid.Bool().Draw(t, "bool"))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		var out bytes.Buffer
		if err := f.Write(&out); err != nil {
			t.Fatal(err)
		}
		if err := sameAsExcelize(out.Bytes()); err != nil {
			t.Fatal(err)
		}
		markOne(t, out.Bytes())
	})
}

func markOne(t *rapid.T, data []byte) {
	b, err := Open(data, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	at := cellref.Ref{Row: rapid.IntRange(1, 50).Draw(t, "marked row"), Col: rapid.IntRange(1, 14).Draw(t, "marked col")}
	want := map[cellref.Ref]string{}
	for r, c := range b.Sheets()[0].All() {
		want[r] = c.Raw
	}
	want[at] = "8.62"
	out, err := b.Apply([]Edit{{Sheet: "Sheet1", Cell: at, Number: "8.62", Comment: "说明", Shade: "C6EFCE"}}, markSheet())
	if err != nil {
		t.Fatal(err)
	}
	if err := sameAsExcelize(out.Data); err != nil {
		t.Fatal(err)
	}
	again, err := Open(out.Data, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[cellref.Ref]string{}
	for r, c := range again.Sheets()[0].All() {
		got[r] = c.Raw
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Fatalf("cells are %v, want %v", got, want)
	}
}
