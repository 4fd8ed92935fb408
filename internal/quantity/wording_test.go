package quantity_test

import (
	"slices"
	"strings"
	"testing"

	"jixiao/internal/quantity"
)

// Rows in the words of departments of many kinds, and rows that mislead a careless reader, labelled
// by the rules before the reader saw them. Where two readings are right both are named; "no" under
// sure is a row that only a person can decide, "yes" one that must not be given to a person.
func TestWording(t *testing.T) {
	l := language(t)
	for i, r := range readTable(t, "testdata/wording.csv") {
		r["year"] = "2023"
		target, v, c := readPair(l, r)
		got := "no"
		if decided(target, v, c) {
			got = "yes"
		}
		done := ""
		if r["completion"] != "" && got == "yes" && c.HasCompletion {
			done = c.Completion.Round(4).String()
		}
		ok := slices.Contains(strings.Fields(r["kind"]), string(target.Kind)) || target.Kind == quantity.None && r["sure"] != "yes"
		ok = ok && (slices.Contains(strings.Fields(r["met"]), string(c.Met)) || c.Met == quantity.Unknown && r["sure"] != "yes" || got == "no" && r["sure"] == "no")
		ok = ok || got == "no" && r["sure"] != "yes" // what a person decides may be called many things
		ok = ok && (r["sure"] == "either" || r["sure"] == got) && (done == "" || done == r["completion"])
		if !ok {
			t.Errorf("row %d %s [%s] %q / %q: %s %s decided %s %s %q (%s%s), want %s %s %s %s", i+2, r["name"], r["level2"], r["target"], r["actual"],
				target.Kind, c.Met, got, done, target.Understood(), c.Reason, v.Problem, r["kind"], r["met"], r["sure"], r["completion"])
		}
	}
}

// decided reports a row that needs no person to be compared.
func decided(t quantity.Target, v quantity.Value, c quantity.Comparison) bool {
	return t.Kind != quantity.None && c.Reason == quantity.ReasonNone && v.Problem == quantity.ReasonNone && c.Met != quantity.Unknown
}

// Each class is a way in which a number or a word was once taken for what it is not, or a plain row
// was given to a person. Want is what must come out: yes, no, partly, or manual.
func TestClasses(t *testing.T) {
	l := language(t)
	for i, r := range readTable(t, "testdata/classes.csv") {
		t.Run(r["class"], func(t *testing.T) {
			r["year"] = "2023"
			target, v, c := readPair(l, r)
			got := "manual"
			if decided(target, v, c) {
				got = string(c.Met)
			}
			if got != r["want"] {
				t.Errorf("row %d %s [%s] %q / %q: %s %q (%s%s), want %s", i+2, r["name"], r["level2"], r["target"], r["actual"], got, target.Understood(), c.Reason, v.Problem, r["want"])
			}
		})
	}
}
