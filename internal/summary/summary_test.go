package summary

import (
	"bytes"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"jixiao/internal/county"
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
)

func mustCompute(t *testing.T, in *Input) *Figures {
	t.Helper()
	f, err := Compute(in)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func mustOpen(t testing.TB, in *Input) *excelize.File {
	t.Helper()
	data, err := Workbook(in)
	if err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() })
	return book
}

func rat(d decimal.Decimal) *big.Rat { r, _ := new(big.Rat).SetString(d.String()); return r }

// near reports whether got is want rounded to places.
func near(got decimal.Null, want *big.Rat, places int) bool {
	if !got.Valid {
		return want == nil
	}
	return want != nil && rat(got.Decimal).Cmp(mustRat(want.FloatString(places))) == 0
}

func mustRat(s string) *big.Rat { r, _ := new(big.Rat).SetString(s); return r }

// Every figure a bureau publishes is recomputed here in another way, in rationals straight from
// the forms: a form counted twice, or an unscored one averaged in, would show.
func TestFiguresIndependently(t *testing.T) {
	in := countyInput()
	f := mustCompute(t, in)
	sum, weighted, weights, budget, executed := new(big.Rat), new(big.Rat), new(big.Rat), new(big.Rat), new(big.Rat)
	scored, projects, provisional := int64(0), 0, 0
	seen := map[string]bool{}
	for _, x := range in.Forms {
		if x.Whole || x.State == Unreadable || x.State == Unrecognised || seen[x.SHA256] {
			continue
		}
		seen[x.SHA256] = true
		projects++
		counted := x.Money.Doubt == "" && x.Money.Budget.Valid && x.Money.Executed.Valid
		if counted {
			budget.Add(budget, rat(x.Money.Budget.Decimal))
			executed.Add(executed, rat(x.Money.Executed.Decimal))
		}
		if x.State != Scored {
			continue
		}
		scored++
		sum.Add(sum, rat(x.Score.Decimal))
		if x.Manual > 0 {
			provisional++
		}
		if counted {
			weighted.Add(weighted, new(big.Rat).Mul(rat(x.Score.Decimal), rat(x.Money.Budget.Decimal)))
			weights.Add(weights, rat(x.Money.Budget.Decimal))
		}
	}
	if f.Projects != projects || int64(f.Scored) != scored || f.Provisional != provisional || f.Departments != 6 || f.Wholes != 1 || f.Copies != 1 || f.Files != 44 {
		t.Errorf("counts: %d projects, %d scored, %d provisional, %d departments, %d wholes, %d copies, %d files", f.Projects, f.Scored, f.Provisional, f.Departments, f.Wholes, f.Copies, f.Files)
	}
	if !near(f.Average, new(big.Rat).Quo(sum, big.NewRat(scored, 1)), 2) {
		t.Errorf("mean %s, want %s", f.Average, new(big.Rat).Quo(sum, big.NewRat(scored, 1)).FloatString(4))
	}
	if !near(f.Weighted, new(big.Rat).Quo(weighted, weights), 2) {
		t.Errorf("weighted mean %s", f.Weighted)
	}
	if rat(f.Budget).Cmp(budget) != 0 || rat(f.Executed).Cmp(executed) != 0 || !near(f.Rate, new(big.Rat).Quo(executed, budget), 6) {
		t.Errorf("money %s of %s, rate %s", f.Executed, f.Budget, f.Rate)
	}
	graded, banded := 0, 0
	for _, g := range f.Grades {
		graded += g.Score
	}
	for _, b := range f.Bands {
		banded += b.Count
	}
	if int64(graded) != scored || banded != projects || f.Counted+f.Uncounted != projects {
		t.Errorf("%d graded of %d, %d in bands and %d+%d with money of %d", graded, scored, banded, f.Counted, f.Uncounted, projects)
	}
}

// Departments are parts of the county: their sums must be the county's, to the last decimal.
func TestDepartmentsAddUp(t *testing.T) {
	f := mustCompute(t, countyInput())
	var budget, executed decimal.Decimal
	projects, scored := 0, 0
	for i, d := range f.ByDepartment {
		budget, executed = budget.Add(d.Budget), executed.Add(d.Executed)
		projects += d.Projects
		scored += d.Scored
		if i > 0 && f.ByDepartment[i-1].Average.Less(d.Average.Decimal) {
			t.Errorf("%s ranks above %s with a lower mean", f.ByDepartment[i-1].Name, d.Name)
		}
	}
	if !budget.Equal(f.Budget) || !executed.Equal(f.Executed) || projects != f.Projects || scored != f.Scored {
		t.Errorf("departments: %s, %s, %d, %d; county: %s, %s, %d, %d", budget, executed, projects, scored, f.Budget, f.Executed, f.Projects, f.Scored)
	}
}

// A total on paper must be the sum of the rows above it, as stored, as calculated, and on 总览.
func TestVisibleSums(t *testing.T) {
	in := countyInput()
	book, f := mustOpen(t, in), mustCompute(t, in)
	rows, err := book.GetRows(sheetProjects, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	last := len(rows)
	if rows[last-1][0] != "合计" {
		t.Fatalf("last row is %v", rows[last-1])
	}
	for col, want := range map[int]decimal.Decimal{8: f.Initial.Decimal, 9: f.Budget, 10: f.Executed} {
		sum := decimal.Decimal{}
		for _, r := range rows[2 : last-1] {
			if len(r) >= col && r[col-1] != "" {
				sum = sum.Add(decimal.MustParse(r[col-1]))
			}
		}
		stored := decimal.MustParse(rows[last-1][col-1])
		calculated, err := book.CalcCellValue(sheetProjects, at(col, last), excelize.Options{RawCellValue: true})
		if err != nil || !sum.Equal(want) || !stored.Equal(want) || !decimal.MustParse(calculated).Round(6).Equal(want) {
			t.Errorf("column %d: rows add to %s, total stores %s and calculates %s, figures say %s (%v)", col, sum, stored, calculated, want, err)
		}
	}
	for row := 1; row < 20; row++ {
		for _, x := range []struct {
			label string
			want  decimal.Decimal
		}{{"年初预算", f.Initial.Decimal}, {"全年预算", f.Budget}, {"全年执行", f.Executed}} {
			if label, _ := book.GetCellValue(sheetOverview, at(5, row)); label != x.label {
				continue
			}
			formula, _ := book.GetCellFormula(sheetOverview, at(7, row))
			stored, _ := book.GetCellValue(sheetOverview, at(7, row), excelize.Options{RawCellValue: true})
			if !strings.HasPrefix(formula, "'项目明细'!") || !decimal.MustParse(stored).Equal(x.want) {
				t.Errorf("%s stores %s by =%s, want %s", x.label, stored, formula, x.want)
			}
		}
	}
}

// Numbers must be stored as typed: binary rounding residue in a bureau's table looks like an error.
func TestNumbersExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := decimal.New(rapid.Int64Range(-1e15, 1e15).Draw(t, "coeff"), rapid.Int32Range(-6, 2).Draw(t, "exp"))
		switch v := number(decimal.Some(d)).(type) {
		case float64:
			if text := strconv.FormatFloat(v, 'f', -1, 64); !decimal.MustParse(text).Equal(d) {
				t.Fatalf("%s is stored as %s", d, text)
			}
		case string:
			if v != d.Plain().String() {
				t.Fatalf("%s is written as %q", d, v)
			}
		}
	})
	for _, s := range []string{"0.3", "12.345678", "3277.705678", "999999999999.99"} {
		if _, ok := number(num(s)).(float64); !ok {
			t.Errorf("%s is not stored as a number", s)
		}
	}
	if number(decimal.Null{}) != nil {
		t.Error("an unknown number is stored")
	}
}

// A re-check is held against what was filed: its mean, and how many totals it changed.
func TestReview(t *testing.T) {
	in := countyInput()
	in.GradeOf = func(decimal.Decimal) string { return "良" }
	in.Forms[0].Review, in.Forms[1].Review = num("100"), num("85")
	f := mustCompute(t, in)
	if f.Reviewed != 2 || f.Changed != 1 || f.Review.String() != "92.50" {
		t.Errorf("%d reviewed, %d changed, mean %s", f.Reviewed, f.Changed, f.Review)
	}
	rows, err := mustOpen(t, in).GetRows(sheetProjects, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	if i := slices.IndexFunc(rows, func(r []string) bool { return len(r) > 26 && r[25] == "85" && r[26] == "良" }); i < 0 {
		t.Error("the re-checked total is not on its form's line")
	}
}

// Nothing to summarise must not look like a county without faults.
func TestEmpty(t *testing.T) {
	for _, forms := range [][]Form{nil, {{Path: "a.xlsx", State: Unreadable}, {Path: "b.xlsx", State: Unrecognised}}} {
		if data, err := Workbook(&Input{Forms: forms}); !errors.Is(err, ErrEmpty) || data != nil {
			t.Errorf("%d forms: %d bytes, %v", len(forms), len(data), err)
		}
	}
	in := &Input{County: county.County{Name: "元氏县"}, Forms: []Form{{Path: "a.xlsx", State: NotFilled, Project: "甲", Department: "元氏县示例局"}}}
	f := mustCompute(t, in)
	if f.Scored != 0 || f.Average.Valid || f.Weighted.Valid || f.Rate.Valid || !strings.Contains(f.Verdict(), "没有可以评分的项目") {
		t.Errorf("an unfilled form gives %s", f.Verdict())
	}
	mustOpen(t, in)
}

// The result may not depend on the order in which files were read.
func TestOrderOfForms(t *testing.T) {
	want := mustCompute(t, countyInput())
	rapid.Check(t, func(t *rapid.T) {
		in := countyInput()
		in.Forms = rapid.Permutation(in.Forms).Draw(t, "forms")
		got, err := Compute(in)
		if err != nil || got.Verdict() != want.Verdict() {
			t.Fatalf("%v\n%s\n%s", err, got.Verdict(), want.Verdict())
		}
	})
}

// The name tells a bureau what the file is: the year of most of its forms, which alone count.
func TestFileName(t *testing.T) {
	form := func(y int) Form { return Form{Year: y, State: Scored} }
	for _, c := range []struct {
		name  string
		forms []Form
		want  string
	}{
		{"元氏县", []Form{form(2022), form(2022), form(0)}, "2022年度元氏县绩效自评汇总.xlsx"},
		{"元氏县", []Form{form(2023), form(2022), form(2022)}, "2022年度元氏县绩效自评汇总.xlsx"},
		{"元氏县", []Form{form(2023), form(2022)}, "2023年度元氏县绩效自评汇总.xlsx"},
		{"元氏县", []Form{form(0)}, "元氏县绩效自评汇总.xlsx"},
		{"", []Form{form(2022), {Year: 2020, State: Unreadable}}, "2022年度未识别县区绩效自评汇总.xlsx"},
		{"a/b:c", nil, "a_b_c绩效自评汇总.xlsx"},
	} {
		in := Input{County: county.County{Name: c.name}, Forms: c.forms}
		if got := in.FileName(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// The lists are worked with: filter, fixed header, landscape A4 with repeated header, native charts.
func TestSheets(t *testing.T) {
	in := countyInput()
	in.Roster = []Due{{Department: "教育局", Project: "示例项目第01号经费"}, {Department: "教育局", Project: "没有报的项目", Contact: "办公室"}}
	book := mustOpen(t, in)
	want := []string{sheetOverview, sheetDepartments, sheetProjects, sheetWholes, sheetIndicators, sheetFindings, sheetMissing, sheetMatters, sheetSample}
	if got := book.GetSheetList(); !slices.Equal(got, want) {
		t.Errorf("sheets %v, want %v", got, want)
	}
	titles := map[string]bool{}
	for _, n := range book.GetDefinedName() {
		if strings.HasSuffix(n.Name, "Print_Titles") {
			titles[n.Scope] = strings.Contains(n.RefersTo, "$1:$2")
		}
	}
	for _, sheet := range want {
		page, err := book.GetPageLayout(sheet)
		if err != nil || *page.Orientation != "landscape" || *page.Size != 9 || *page.FitToHeight != 0 {
			t.Errorf("%s: page %+v (%v)", sheet, page, err)
		}
		panes, err := book.GetPanes(sheet)
		if sheet != sheetOverview && (err != nil || !panes.Freeze || panes.YSplit != 2 || !titles[sheet]) {
			t.Errorf("%s: panes %+v, header repeated %v (%v)", sheet, panes, titles[sheet], err)
		}
	}
	charts := 0
	for _, kind := range []string{"charts/chart1.xml", "charts/chart2.xml", "charts/chart3.xml", "charts/chart4.xml"} {
		if _, ok := book.Pkg.Load("xl/" + kind); ok {
			charts++
		}
	}
	if charts != 4 {
		t.Errorf("%d charts, want 4", charts)
	}
	for _, roster := range [][]Due{nil, in.Roster} {
		in.Roster = roster
		book := mustOpen(t, in)
		part, _ := book.Pkg.Load("xl/charts/chart2.xml")
		head, _ := book.GetRows(sheetDepartments)
		col := 1 + slices.Index(head[1], averageTitle)
		if want := "!" + absolute(col, 3); !bytes.Contains(part.([]byte), []byte(want)) {
			t.Errorf("the chart of means does not take its values from %s", want)
		}
	}
	missing, err := book.GetRows(sheetMissing)
	if err != nil || len(missing) != 3 || missing[2][2] != "没有报的项目" {
		t.Errorf("missing: %v (%v)", missing, err)
	}
}

// A link must open the marked copy from wherever the folder of results is carried.
func TestLinks(t *testing.T) {
	b := newBook()
	defer b.file.Close()
	for _, c := range []struct{ target, place, want string }{
		{"元氏县/工商联/a.xlsx", "", `HYPERLINK("元氏县/工商联/a.xlsx","打开")`},
		{"a.xlsx", sheetPlace("自评'表", "J6"), `HYPERLINK("a.xlsx#'自评''表'!J6","打开")`},
		{`a"b.xlsx`, "", `HYPERLINK("a""b.xlsx","打开")`},
		{"", "'自评表'!J6", ""},
		{"a#b.xlsx", "", ""},
		{strings.Repeat("长", 300), "", ""},
	} {
		cell := b.link("打开", c.target, c.place, style{})
		if cell.Formula != c.want || cell.Value != "打开" {
			t.Errorf("link to %q: =%s shows %v, want =%s", c.target, cell.Formula, cell.Value, c.want)
		}
	}
}

// A province has more indicators than a sheet has rows: the list must go on, not end.
func TestLongLists(t *testing.T) {
	for _, c := range []struct {
		rows int
		want []string // sheet and number of its rows
	}{{0, []string{"甲 0"}}, {2, []string{"甲 2"}}, {3, []string{"甲 3"}}, {4, []string{"甲 3", "甲2 1"}}, {7, []string{"甲 3", "甲2 3", "甲3 1"}}} {
		b := newBook()
		b.most = 3
		b.list(list{name: "甲", title: "甲", columns: []column{{title: "数", width: 8}}}, func(yield func(rowOf) bool) {
			for i := range c.rows {
				if !yield(rowOf{values: []any{i}}) {
					return
				}
			}
		})
		data, err := b.bytes()
		if err != nil {
			t.Fatal(err)
		}
		book, err := excelize.OpenReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, name := range book.GetSheetList()[1:] {
			rows, _ := book.GetRows(name)
			got = append(got, fmt.Sprint(name, " ", len(rows)-2))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%d rows: %v, want %v", c.rows, got, c.want)
		}
		book.Close()
	}
}

// Forms without points say nothing about scores, yet their targets were met or missed; a column
// that no form fills has no sum.
func TestFormsWithoutPoints(t *testing.T) {
	row := func(decision, met string) Indicator { return Indicator{Decision: decision, Met: met, Level3: "甲"} }
	in := &Input{Forms: []Form{
		{Path: "a", State: NoPoints, Indicators: []Indicator{row("none", "yes"), row("none", "no")}},
		{Path: "b", State: Scored, Score: num("90"), Money: Money{Budget: num("5"), Executed: num("4")}, Indicators: []Indicator{row("computed", "yes"), row("none", "yes")}},
		{Path: "c", State: NotFilled, Indicators: []Indicator{row("none", "unknown")}},
	}}
	f := mustCompute(t, in)
	if c := f.Indicators; c.Total != 3 || c.Met != 2 || c.Missed != 1 || f.Initial.Valid {
		t.Errorf("%+v, initial %v", c, f.Initial)
	}
	book := mustOpen(t, in)
	if formula, _ := book.GetCellFormula(sheetProjects, "H6"); formula != "" {
		t.Errorf("the empty column of 年初预算 has the sum =%s", formula)
	}
	if formula, _ := book.GetCellFormula(sheetProjects, "I6"); formula != "SUM(I3:I5)" {
		t.Errorf("全年预算 has the sum =%s", formula)
	}
}

// Text of a form is text: it must never become a formula of the bureau's workbook.
func TestHostileText(t *testing.T) {
	in := countyInput()
	in.Forms[0].Project, in.Forms[0].Unit = `=HYPERLINK("http://x")`, "坏\x01\ufffe<&>"+strings.Repeat("长", 40000)
	book := mustOpen(t, in)
	rows, err := book.GetRows(sheetProjects)
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for i, r := range rows {
		if len(r) > 2 && strings.HasPrefix(r[2], "=HYPERLINK") {
			found = true
			if formula, _ := book.GetCellFormula(sheetProjects, at(3, i+1)); formula != "" {
				t.Errorf("row %d holds the formula %s", i+1, formula)
			}
		}
	}
	if !found {
		t.Error("the project is missing")
	}
}

// One fault seen by two checks is one fault for a person, though each code counts.
func TestFaultsCountOnce(t *testing.T) {
	in := &Input{Forms: []Form{{Path: "a.xlsx", Project: "甲", State: Scored, Score: num("90"), Findings: []finding.Finding{
		fault("L-SCR-02", finding.Error, "H14"), fault("L-SCR-03", finding.Error, "H14"), fault("L-IND-03", finding.Warn, "F14")}}}}
	f := mustCompute(t, in)
	if f.Errors != 1 || f.Warns != 1 || f.Faulty != 1 || len(f.Codes) != 3 || f.Indicators.MissedFull != 1 {
		t.Errorf("%d errors, %d warnings, %d faulty, codes %v", f.Errors, f.Warns, f.Faulty, f.Codes)
	}
}

func BenchmarkWorkbook(b *testing.B) {
	for _, n := range []int{40, 1000} {
		in := countyInput()
		forms := in.Forms[:40]
		in.Forms = nil
		for i := range n {
			f := forms[i%40]
			f.SHA256 = strconv.Itoa(i)
			in.Forms = append(in.Forms, f)
		}
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Workbook(in); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(n), "µs/form")
		})
	}
}
