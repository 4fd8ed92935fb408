// Package audit is the engine: the bytes of one workbook in, everything there is to say about it
// out. It touches no file, clock, network or screen; command line, folder service and tests all
// call the same function.
package audit

import (
	"time"

	"jixiao/internal/county"
	"jixiao/internal/finding"
	"jixiao/internal/form"
	"jixiao/internal/layout"
	"jixiao/internal/quantity"
	"jixiao/internal/rule"
	"jixiao/internal/ruleset"
	"jixiao/internal/score"
	"jixiao/internal/waiver"
	"jixiao/internal/workbook"
)

// Status says how far a file got; the names are those of the JSON contract.
type Status string

const (
	// Scored: at least one form was recognised. Its State may still be "not filled in".
	StatusScored Status = "scored"
	// Unrecognised: a readable workbook without a known form.
	StatusUnrecognised Status = "unrecognised"
	// Unreadable: not a workbook we can read; Problem says why.
	StatusUnreadable Status = "unreadable"
)

// Options is what a run knows before it opens a file. It is shared by all files and read-only.
type Options struct {
	Rules    *ruleset.RuleSet
	Layouts  *layout.Set
	Language *quantity.Language
	Limits   workbook.Limits
	// Waivers let findings stand; Today is the day they are held against.
	Waivers waiver.List
	Today   time.Time
	// Reference is what the bureau supplied beside the forms, nil when it supplied nothing.
	Reference *rule.Shelf
	// RosterCounty, when set, returns the county that the roster gives for a form, "" for none.
	RosterCounty func(*form.Form) string
	County       string // --county, "" when not given
	Year         int    // --year, 0 when not given
}

// Problem says in Chinese why a file could not be read or recognised and what to do.
type Problem struct {
	Code, Message, Hint string
}

// Form is one recognised form with its scores and findings.
type Form struct {
	*form.Form
	Score  *score.Sheet
	County county.County
	// Year is the budget year after flag, folder, form and file name were asked; 0 if unknown.
	Year     int
	Findings []finding.Finding
}

// Result is everything about one file.
type Result struct {
	Path   string // as given, with forward slashes
	SHA256 string
	// Modified is when the workbook was saved, as it says itself; zero when it does not.
	Modified time.Time
	// Received is when a version of the file first came in, as whoever keeps the inbox knows; the engine
	// never sets it.
	Received time.Time
	Status   Status
	Problem  *Problem // nil when Status is StatusScored
	// Output is the path of the marked copy, "" when none was written. The engine never sets it.
	Output   string
	Forms    []Form
	Findings []finding.Finding // about the file as a whole
	// Book is the open workbook, for marking; drop it (set nil) as soon as the copy is written.
	Book *workbook.Book
}

// All returns every finding of the file: its own, then its forms'.
func (r *Result) All() []finding.Finding {
	list := append([]finding.Finding(nil), r.Findings...)
	for i := range r.Forms {
		list = append(list, r.Forms[i].Findings...)
	}
	return list
}
