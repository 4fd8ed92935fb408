package mail

import "testing"

// The table of replies is data that anybody may extend: each line must be one that can be met,
// names a known kind and tells a person what to do.
func TestRepliesAreWhole(t *testing.T) {
	steps := map[string]bool{"": true, stepConnect: true, stepTLS: true, stepLogin: true, stepFrom: true, stepTo: true, stepBody: true, stepEnd: true}
	for i, r := range lexicon().replies {
		if !steps[r.Step] || kindNamed(r.Kind) == 0 || kindNamed(r.Kind) == Off || r.Advice == "" {
			t.Errorf("line %d: %+v", i+1, r)
		}
		if len(r.Code) == 0 && len(r.Says) == 0 && r.Step == "" {
			t.Errorf("line %d takes everything", i+1)
		}
		code := 599
		if len(r.Code) > 0 {
			code = r.Code[0]
		}
		said := ""
		if len(r.Says) > 0 {
			said = r.Says[0]
		}
		step := r.Step
		if step == "" {
			step = stepEnd
		}
		if e := classify(step, code, said); e.Advice != r.Advice {
			t.Errorf("line %d is hidden by an earlier one: %q gets %q", i+1, said, e.Advice)
		}
	}
}

// Answers that no line knows are judged by their first digit; a refused login or greeting never
// costs a letter.
func TestUnknownReplies(t *testing.T) {
	for _, c := range []struct {
		step string
		code int
		want Kind
	}{
		{stepTo, 499, Temporary}, {stepTo, 599, Permanent}, {stepEnd, 599, Permanent}, {stepFrom, 599, Permanent},
		{stepLogin, 599, Auth}, {stepConnect, 554, Auth}, {stepTLS, 599, Auth}, {stepConnect, 421, Temporary},
	} {
		if e := classify(c.step, c.code, "what nobody said before"); e.Kind != c.want || e.Advice == "" {
			t.Errorf("%d at %s is %v, want %v", c.code, c.step, e.Kind, c.want)
		}
	}
}

// A wrong password or a dead line stops the queue; one full mailbox must not.
func TestGeneralFaults(t *testing.T) {
	for _, c := range []struct {
		step string
		kind Kind
		want bool
	}{
		{stepConnect, Temporary, true}, {stepLogin, Auth, true}, {stepTLS, Auth, true}, {stepFrom, Auth, true},
		{stepFrom, Permanent, false}, {stepTo, Temporary, false}, {stepTo, Permanent, false}, {stepEnd, Temporary, false},
	} {
		if got := (&Error{Step: c.step, Kind: c.kind}).General(); got != c.want {
			t.Errorf("%v at %s: %v", c.kind, c.step, got)
		}
	}
}
