package quantity_test

import (
	"strings"
	"testing"

	"jixiao/internal/quantity"
)

// Actual values that only look like an answer: a number that is planned, lost or a share of
// something else, words that turn a claim round, dates of an unnamed year, counts of other things.
// Each was labelled before it was read; a wrong "yes" here is a wrong score said with confidence.
func TestNastyPairs(t *testing.T) {
	l := language(t)
	for i, r := range readTable(t, "testdata/nasty.csv") {
		target, v, c := readPair(l, r)
		got, done := string(c.Met), ""
		switch {
		case c.Met == quantity.Unknown || c.Reason != quantity.ReasonNone:
			got = "manual"
		case c.HasCompletion:
			done = c.Completion.Round(4).String()
		}
		if want := r["completion"]; got != r["want"] || want != "" && trimZeros(done) != want {
			t.Errorf("row %d %s %q / %q: %s %s, %q (%s %s), want %s %s", i+2, r["name"], r["target"], r["actual"], got, done, target.Understood(), c.Reason, v.Problem, r["want"], want)
		}
	}
}

func trimZeros(s string) string {
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}
