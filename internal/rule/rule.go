// Package rule holds the checks: each looks at one filled-in form and its score sheet and
// reports what is wrong, with the cell, the figures, what to do and the source. A check decides
// from the form, the scores and the rule set alone; a severity of error is given only to what is
// certain. The checks stand in one ordered list (list.go), one file each.
package rule

import (
	"fmt"
	"slices"

	"jixiao/internal/cellref"
	"jixiao/internal/finding"
	"jixiao/internal/form"
	"jixiao/internal/ruleset"
	"jixiao/internal/score"
)

// Input is what the checks of one form look at. Form and Score belong together; Reference is
// what the bureau supplied beside the forms, nil when it supplied nothing.
type Input struct {
	Form      *form.Form
	Score     *score.Sheet
	Rules     *ruleset.RuleSet // nil means the default one
	Reference *Reference
}

// stage says on which forms a check runs.
type stage int

const (
	filled stage = iota // forms that were filled in: the common case
	plan                // also forms that were not: the check judges names, targets and points only
	always              // every form
)

// Check is one entry of the list. Title names the fault in a few Chinese words, Source the
// document or practice it rests on, with the mark of scoring.md (S seen on public forms, G a
// budget system's or re-check's working practice, GK a document not compared with its print,
// 约定 a choice of this tool).
type Check struct {
	Code     string
	Severity finding.Severity
	Title    string
	Source   string

	on   stage
	need need
	run  func(*pass)
}

// Form runs every check that the form and the reference data allow and returns the findings
// sorted by cell. It never fails: a form it can say nothing about yields no finding.
func Form(in *Input) []finding.Finding {
	if in == nil || in.Form == nil {
		return nil
	}
	p := newPass(in)
	for i := range list {
		c := &list[i]
		if c.run == nil || !p.wants(c) {
			continue
		}
		p.check, p.severity = c, c.Severity
		c.run(p)
	}
	finding.Sort(p.out, []string{in.Form.Sheet})
	return finding.Compact(p.out)
}

// wants reports whether c applies to the state of the form and has the data it needs.
func (p *pass) wants(c *Check) bool {
	if !c.need.met(p.Reference) {
		return false
	}
	switch c.on {
	case always:
		return true
	case plan:
		return len(p.rows) > 0
	}
	return p.Score.State != score.NotFilled
}

// report adds a finding about the cell of v.
func (p *pass) report(v form.Value, message, hint string) {
	p.reportAt(v.Cell, v.Text, message, hint)
}

func (p *pass) reportAt(cell cellref.Ref, value, message, hint string) {
	p.out = append(p.out, finding.Finding{
		Code: p.check.Code, Severity: p.severity, Sheet: p.Form.Sheet, Cell: cell, Value: value,
		Message: message, Hint: hint, Source: plainSource(p.check.Source),
	})
}

// reported tells whether a check earlier in the list has spoken.
func (p *pass) reported(codes ...string) bool {
	return slices.ContainsFunc(p.out, func(f finding.Finding) bool { return slices.Contains(codes, f.Code) })
}

// Lookup returns the check with the code, ok false when there is none.
func Lookup(code string) (Check, bool) {
	i := slices.IndexFunc(list, func(c Check) bool { return c.Code == code })
	if i < 0 {
		return Check{}, false
	}
	return list[i], true
}

// say is fmt.Sprintf under a name that keeps the checks readable.
func say(format string, args ...any) string { return fmt.Sprintf(format, args...) }
