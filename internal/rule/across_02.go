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

// runCopied compares goals, reasons and the whole set of indicators of different projects.
func runCopied(b *batch) {
	type place struct {
		item int
		at   form.Value
	}
	first := map[string]place{}
	for i := range b.items {
		f := b.items[i].Form
		if f == nil {
			continue
		}
		said := map[int]bool{} // one finding for each pair of forms
		for _, v := range longTexts(f) {
			text := squash(v.Text)
			before, seen := first[text]
			if !seen {
				first[text] = place{i, v}
				continue
			}
			other := b.items[before.item].Form
			if before.item == i || other.Level != f.Level || said[before.item] || squash(other.Project.Name.Text) == squash(f.Project.Name.Text) {
				continue
			}
			said[before.item] = true
			b.report(i, b.items[i].Department, v.Cell, v.Text, say("“%s”与“%s”(%s)文字雷同:“%s”", short(projectName(f)), short(projectName(other)), b.items[before.item].Path, short(v.Text)),
				"按本项目的实际情况填写")
		}
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

func projectName(f *form.Form) string {
	if n := f.Project.Name.Text; n != "" {
		return n
	}
	return f.Sheet
}
