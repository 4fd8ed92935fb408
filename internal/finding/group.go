package finding

import "slices"

// sameFault names, for a code, those that say the same of the same cell from another side
// (decisions 27): a missed target with full marks is also a score that differs from the formula's.
var sameFault = map[string][]string{
	"L-SCR-02":  {"L-SCR-01", "L-SCR-03", "L-SCR-04"},
	"L-SCR-05":  {"L-SCR-01", "L-SCR-03"},
	"L-FUND-05": {"L-SCR-01", "L-SCR-02", "L-SCR-03", "L-SCR-04"},
	"L-IND-12":  {"L-SCR-07", "L-IND-22"},
	"L-IND-13":  {"L-IND-19"},
	"L-FUND-04": {"L-FUND-10"},
}

// Fault is one fault as people see it: the finding that says it best and every code it has.
type Fault struct {
	Finding
	// Codes starts with Finding.Code.
	Codes []string
	// More holds the findings shown together with this one, for their messages and hints.
	More []Finding
}

// Faults joins findings of one cell that say the same; all others stay on their own. The order
// of list, which must be sorted, is kept. A Fault has the worst severity of its findings.
func Faults(list []Finding) []Fault {
	faults := make([]Fault, 0, len(list))
	joined := make([]bool, len(list))
	codes := make([]string, len(list)) // most faults have one code: a place in here
	for i := range list {
		if codes[i] = list[i].Code; !joined[i] && !explains(list, i) {
			fault := Fault{Finding: list[i], Codes: codes[i : i+1 : i+1]}
			fault.join(list, joined)
			faults = append(faults, fault)
		}
	}
	return faults
}

// explains reports whether another finding of the same cell takes list[i] in.
func explains(list []Finding, i int) bool {
	for j := range list {
		if samePlace(&list[j], &list[i]) && slices.Contains(sameFault[list[j].Code], list[i].Code) {
			return true
		}
	}
	return false
}

// join takes in the findings of list that say the same.
func (f *Fault) join(list []Finding, joined []bool) {
	same := sameFault[f.Code]
	for j := range list {
		o := &list[j]
		if joined[j] || !slices.Contains(same, o.Code) || !samePlace(&f.Finding, o) {
			continue
		}
		joined[j] = true
		f.Codes = append(f.Codes, o.Code)
		f.More = append(f.More, *o)
		f.Severity = max(f.Severity, o.Severity)
	}
}

func samePlace(a, b *Finding) bool {
	return !a.Cell.IsZero() && a.Cell == b.Cell && a.Sheet == b.Sheet
}
