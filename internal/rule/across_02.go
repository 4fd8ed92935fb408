package rule

import (
	"strings"
	"unicode/utf8"

	"jixiao/internal/finding"
	"jixiao/internal/form"
)

var across02 = Check{
	Code: "L-XF-02", Severity: finding.Warn, Title: "不同项目文字雷同",
	Source: srcPractice,
}

// longText is the length from which equal texts of two projects are no coincidence (约定).
const longText = 20

// compareTexts holds the goals, the reasons and the whole set of indicators of the form added last
// against those of the projects before it. Of a text only its digest is kept.
func (b *Comparison) compareTexts(it *Item) {
	if b.texts == nil {
		b.texts = map[[16]byte]int{}
	}
	i, f := len(b.filed)-1, it.Form
	said := map[int]bool{} // one finding for each pair of forms
	for _, v := range longTexts(f) {
		text := digest(squash(v.Text))
		before, seen := b.texts[text]
		if !seen {
			b.texts[text] = i
			continue
		}
		other := &b.filed[before]
		if before == i || other.level != f.Level || said[before] || squash(other.project) == squash(f.Project.Name.Text) {
			continue
		}
		said[before] = true
		b.copies = append(b.copies, Across{Item: i, Department: b.filed[i].department, Finding: finding.Finding{
			Cell: v.Cell, Value: strings.Clone(v.Text),
			Message: say("“%s”与“%s”(%s)文字雷同:“%s”", short(projectName(f.Project.Name.Text, f.Sheet)), short(projectName(other.project, other.sheet)), other.path, short(v.Text)),
		}})
	}
}

// runCopied reports the texts that several projects share.
func runCopied(b *Comparison) {
	for _, c := range b.copies {
		b.report(c.Item, c.Department, c.Cell, c.Value, c.Message, "按本项目的实际情况填写")
	}
}

// longTexts returns the free texts of a form that are long enough to compare, and its set of
// indicators as one text.
func longTexts(f *form.Form) []form.Value {
	var list []form.Value
	add := func(v form.Value) {
		if utf8.RuneCountInString(squash(v.Text)) >= longText {
			list = append(list, v)
		}
	}
	for i := range f.Goals {
		add(f.Goals[i].Expected)
	}
	for i := range f.Goals {
		add(f.Goals[i].Actual)
	}
	var names strings.Builder
	for i := range f.Indicators {
		ind := &f.Indicators[i]
		add(ind.Reason)
		names.WriteString(ind.Name + ind.Target.Text)
	}
	if len(f.Indicators) >= 5 {
		all := f.Indicators[0].Level3
		all.Text = names.String()
		add(all)
	}
	return list
}

func projectName(name, sheet string) string {
	if name != "" {
		return name
	}
	return sheet
}
