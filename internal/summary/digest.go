package summary

import (
	"encoding/json"

	"jixiao/internal/finding"
)

// digest is what the figures need of a form's indicators and findings, so that a summary of many
// forms need not hold those.
type digest struct {
	counts               IndicatorCounts
	errors, warns, infos int
	codes                []codeSeen
}

// codeSeen is how often a form has a fault.
type codeSeen struct {
	code     string
	severity finding.Severity
	count    int
}

// condense makes the digest while the form's details are at hand.
func (f *Form) condense() {
	if f.sum != nil {
		return
	}
	d := &digest{}
	f.sum = d
	d.counts.addForm(f)
	for _, n := range f.Findings {
		d.counts.addFinding(n.Code)
	}
	for _, n := range finding.Faults(f.Findings) {
		switch n.Severity {
		case finding.Error:
			d.errors++
		case finding.Warn:
			d.warns++
		default:
			d.infos++
		}
		d.add(n.Finding)
		for _, more := range n.More {
			d.add(more)
		}
	}
}

func (d *digest) add(n finding.Finding) {
	for i := range d.codes {
		if c := &d.codes[i]; c.code == n.Code {
			c.count++
			c.severity = max(c.severity, n.Severity)
			return
		}
	}
	d.codes = append(d.codes, codeSeen{n.Code, n.Severity, 1})
}

// has reports whether the form has a fault of that code.
func (d *digest) has(code string) bool {
	for _, c := range d.codes {
		if c.code == code {
			return true
		}
	}
	return false
}

// Store keeps the details of forms outside of memory: Put takes a record and returns its number,
// Get gives it back.
type Store interface {
	Put(record []byte) int
	Get(number int) ([]byte, error)
}

// details is what a form can do without until its rows are written.
type details struct {
	Indicators []Indicator
	Findings   []finding.Finding
}

// setAside moves the form's details to the store; the digest stays.
func (f *Form) setAside(store Store) error {
	f.condense()
	data, err := json.Marshal(details{f.Indicators, f.Findings})
	if err != nil {
		return err
	}
	f.Indicators, f.Findings = nil, nil
	f.stored = store.Put(data) + 1
	return nil
}

// details returns the form's indicators and findings, wherever they are.
func (in *Input) details(f *Form) (details, error) {
	if f.stored == 0 {
		return details{f.Indicators, f.Findings}, nil
	}
	var d details
	data, err := in.Store.Get(f.stored - 1)
	if err == nil {
		err = json.Unmarshal(data, &d)
	}
	return d, err
}
