package score

import "testing"

// Every rule that a result names must be explained and rest on something.
func TestRulesAreExplained(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Rules {
		if seen[r.ID] || r.Title == "" {
			t.Errorf("%+v", r)
		}
		seen[r.ID] = true
		if r.ID == ruleDept {
			continue
		}
		if Source(r.ID, preset(t, "hebei")) == "" {
			t.Errorf("%s rests on nothing", r.ID)
		}
	}
	if Source(ruleDept, preset(t, "hunan-dept-yueyang")) == "" || Source("NO-SUCH", preset(t, "hebei")) != "" {
		t.Error("sources of the department rule and of an unknown id")
	}
}
