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
	for i := range list {
		if !joined[i] && !explains(list, i) {
			faults = append(faults, join(list, joined, i))
		}
	}
	return faults
}

// explains reports whether another finding of the same cell takes list[i] in.
func explains(list []Finding, i int) bool {
	return slices.ContainsFunc(list, func(o Finding) bool {
		return slices.Contains(sameFault[o.Code], list[i].Code) && samePlace(o, list[i])
	})
}

func join(list []Finding, joined []bool, i int) Fault {
	fault := Fault{Finding: list[i], Codes: []string{list[i].Code}}
	for j, o := range list {
		if joined[j] || !slices.Contains(sameFault[list[i].Code], o.Code) || !samePlace(list[i], o) {
			continue
		}
		joined[j] = true
		fault.Codes = append(fault.Codes, o.Code)
		fault.More = append(fault.More, o)
		fault.Severity = max(fault.Severity, o.Severity)
	}
	return fault
}

func samePlace(a, b Finding) bool {
	return !a.Cell.IsZero() && a.Cell == b.Cell && a.Sheet == b.Sheet
}
