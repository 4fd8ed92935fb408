package summary

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// version is an older form of a project and the one that counts instead of it.
type version struct{ old, by *Form }

// versions finds projects that were filed more than once with different contents. Where the
// workbooks themselves say which was saved last, that one counts and the others are superseded;
// else all count and the group is returned as doubtful, for a person to decide.
func versions(list []*Form) (kept []*Form, superseded []version, doubtful [][]*Form) {
	groups := map[string][]*Form{}
	var order []string
	for _, x := range list {
		key := x.identity()
		if key == "" {
			continue
		}
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], x)
	}
	gone := map[*Form]bool{}
	for _, key := range order {
		group := groups[key]
		if len(group) < 2 {
			continue
		}
		newest := latest(group)
		if newest == nil {
			doubtful = append(doubtful, group)
			continue
		}
		for _, x := range group {
			newest.first(x)
			if x != newest {
				gone[x] = true
				superseded = append(superseded, version{x, newest})
			}
		}
	}
	return slices.DeleteFunc(list, func(x *Form) bool { return gone[x] }), superseded, doubtful
}

// identity tells what a form is about: its county, department, unit, year and project. "" when it
// does not say enough to be compared.
func (f *Form) identity() string {
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
	project := squeeze(f.Project)
	if !f.State.recognised() || project == "" && !f.Whole || f.Department == "" && f.Unit == "" {
		return ""
	}
	what := "project"
	if f.Whole {
		what = "whole"
	}
	return strings.Join([]string{f.department(), squeeze(f.Unit), what, strconv.Itoa(f.Year), project, squeeze(f.Code)}, "\x00")
}

// first remembers the earliest day on which any version of the form came in or was saved: who corrects a form
// that was in time is not late.
func (f *Form) first(version *Form) {
	if r := version.Received; r != "" && (f.Received == "" || r < f.Received) {
		f.Received = r
	}
	if f.saved.IsZero() || version.Modified.Before(f.saved) {
		f.saved = version.Modified
	}
}

// firstSaved is when the earliest version of the form was saved.
func (f *Form) firstSaved() time.Time {
	if f.saved.IsZero() {
		return f.Modified
	}
	return f.saved
}

// latest returns the form whose workbook was saved last, nil when that is not certain: two of them
// in one workbook, a workbook that does not say, or two of one moment.
func latest(group []*Form) *Form {
	var newest *Form
	tie := false
	for i, x := range group {
		if x.Modified.IsZero() || slices.ContainsFunc(group[:i], func(o *Form) bool { return o.Path == x.Path }) {
			return nil
		}
		switch {
		case newest == nil || x.Modified.After(newest.Modified):
			newest, tie = x, false
		case x.Modified.Equal(newest.Modified):
			tie = true
		}
	}
	if tie {
		return nil
	}
	return newest
}
