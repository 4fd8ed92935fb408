package quantity_test

import (
	"strings"
	"testing"

	"jixiao/internal/quantity"
)

// The language group by group: operators, numbers, rates, dates, changes, damage, claims, names,
// directions. Each row says what is understood, on what grounds, and how the actual answers.
func TestLanguage(t *testing.T) {
	l := language(t)
	for i, r := range readTable(t, "testdata/language.csv") {
		r["year"] = "2022"
		target, _, c := readPair(l, r)
		got := []string{string(target.Kind), target.Understood(), string(target.Basis), string(c.Met), string(c.Reason)}
		want := []string{r["kind"], r["understood"], r["basis"], r["met"], r["reason"]}
		if strings.Join(got, " | ") != strings.Join(want, " | ") {
			t.Errorf("row %d %q / %q (%s):\n got %s\nwant %s", i+2, r["target"], r["actual"], r["name"], strings.Join(got, " | "), strings.Join(want, " | "))
		}
	}
}

// Marks before a name are no part of it, and never eat a number that is.
func TestSplitName(t *testing.T) {
	l := language(t)
	for in, want := range map[string][2]string{
		"指标1:完成数量": {"指标1:", "完成数量"}, "指标12：满意度": {"指标12:", "满意度"}, "★★★其中:农村低保": {"★★★", "其中:农村低保"}, "1.培训人数": {"1.", "培训人数"},
		"（1）培训人数": {"(1)", "培训人数"}, "①培训人数": {"①", "培训人数"}, "一、培训人数": {"一、", "培训人数"}, "0-6岁儿童": {"", "0-6岁儿童"}, "12月完成": {"", "12月完成"},
		"2.5万亩造林": {"", "2.5万亩造林"}, "指标1工程完工率": {"指标1", "工程完工率"}, "指标": {"", "指标"}, "": {"", ""}, "一个存储备份器": {"", "一个存储备份器"},
	} {
		if mark, name := l.SplitName(in); mark != want[0] || name != want[1] {
			t.Errorf("%q is parted as %q and %q, want %q", in, mark, name, want)
		}
	}
	if !l.IsSubRow("★其中:低保户") || l.IsSubRow("补助其中项目") {
		t.Error("a row 其中 was not told from another")
	}
}

// Headings carry points in brackets, with and without 分, and in the open with it.
func TestHeadingPoints(t *testing.T) {
	for in, want := range map[string]string{
		"产出指标(50分)": "产出指标=50", "(50分)": "=50", "产出 指标 40 分": "产出指标=40", "产出指标\n（50）": "产出指标=50", "满意度指标（10分）": "满意度指标=10", "效益指标(22.5分)": "效益指标=22.5",
		"产出指标": "", "数量指标1": "", "": "", "指标(一)": "", "(分)": "",
	} {
		name, points, ok := quantity.HeadingPoints(in)
		got := ""
		if ok {
			got = name + "=" + points.String()
		}
		if got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// A cell that says nothing must not be read as something, nor a short word as nothing.
func TestIsPlaceholder(t *testing.T) {
	l := language(t)
	for _, s := range []string{"", "/", "-", "—", "——", "一", "……", "...", "指标2:", "指标2：/", "(100字以内)", "（100字以内）", "-年-月-日", "   ", "**"} {
		if !l.IsPlaceholder(s) {
			t.Errorf("%q was taken for content", s)
		}
	}
	for _, s := range []string{"0", "无", "一次", "1", "是", "优", "-5%", "指标1:数量", "2022年", "%"} {
		if l.IsPlaceholder(s) {
			t.Errorf("%q was taken for a placeholder", s)
		}
	}
}

// A rule set's own words work like the built-in ones; bad lists are refused.
func TestWords(t *testing.T) {
	extra, err := quantity.ParseWords([]byte("units: [{name: 担, dimension: weight, factor: \"50\"}]\nclaims: {met: [妥了]}\n"))
	if err != nil {
		t.Fatal(err)
	}
	base := loadWords(t)
	l, err := quantity.NewLanguage(base.Extend(extra))
	if err != nil {
		t.Fatal(err)
	}
	tg := l.Target(quantity.Text{Text: "≥2担"}, quantity.Context{})
	if c := l.Compare(tg, l.Value(quantity.Text{Text: "100公斤"}, tg, quantity.Context{}), quantity.Context{}); c.Met != quantity.Yes {
		t.Errorf("an added unit does not convert: %+v", c)
	}
	tg = l.Target(quantity.Text{Text: "效果明显"}, quantity.Context{})
	if v := l.Value(quantity.Text{Text: "妥了"}, tg, quantity.Context{}); v.Band != quantity.BandMet {
		t.Errorf("an added claim is not known: %+v", v)
	}
	for _, bad := range []string{"units: [{name: 担, factor: \"0\", dimension: weight}]", "units: [{name: 担}]", "scales: [{grades: [甲, 乙], bands: [met]}]", "scales: [{grades: [甲, 乙], bands: [met, so-so]}]"} {
		w, err := quantity.ParseWords([]byte(bad))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := quantity.NewLanguage(w); err == nil {
			t.Errorf("%s was accepted", bad)
		}
	}
	if _, err := quantity.ParseWords([]byte("wrods: [x]")); err == nil {
		t.Error("an unknown key was accepted")
	}
}

// Every reason that can reach a person has its sentence.
func TestExplain(t *testing.T) {
	for _, r := range []quantity.Reason{
		quantity.ReasonBlankTarget, quantity.ReasonBlankActual, quantity.ReasonPrompt, quantity.ReasonStandard, quantity.ReasonDamaged, quantity.ReasonUnreadable, quantity.ReasonClaim,
		quantity.ReasonDateClaim, quantity.ReasonNotNumber, quantity.ReasonDimension, quantity.ReasonPercent, quantity.ReasonAmbiguous, quantity.ReasonParts, quantity.ReasonLate,
		quantity.ReasonNegative, quantity.ReasonUnsorted, quantity.ReasonNumberOnText, quantity.ReasonScale, quantity.ReasonTooLong, quantity.ReasonConflict, quantity.ReasonRemark,
	} {
		if r.Explain() == "" {
			t.Errorf("%s is not explained", r)
		}
	}
	for _, b := range []quantity.Basis{
		quantity.BasisSign, quantity.BasisDirection, quantity.BasisName, quantity.BasisWording, quantity.BasisCost, quantity.BasisStandard,
		quantity.BasisZero, quantity.BasisDuration, quantity.BasisBadHead, quantity.BasisRatio, quantity.BasisBare, quantity.BasisUnsure,
	} {
		if b.Explain() == "" || b.Convention() != strings.Contains(b.Explain(), "约定") {
			t.Errorf("%s is explained as %q", b, b.Explain())
		}
	}
	if quantity.ReasonNone.Explain() != "" {
		t.Error("no reason has an explanation")
	}
}
