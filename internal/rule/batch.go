package rule

import (
	"jixiao/internal/cellref"
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/form"
)

// Item is one form of a batch. Path and Department are the caller's words for messages:
// Department groups the forms, Path tells one file from another.
type Item struct {
	Path, Department string
	Input
}

// Across is a finding that compares forms; Item is the index of the form it is about, -1 for a
// department as a whole.
type Across struct {
	Item       int
	Department string
	finding.Finding
}

// batchCheck is a check of many forms at once.
type batchCheck struct {
	code string
	run  func(*batch)
}

var batchList = []batchCheck{
	{"L-SCR-10", runAllFull},
	{"L-XF-01", runMissing},
	{"L-XF-02", runCopied},
	{"L-XF-03", runDepartmentMoney},
}

// batch is one run of the checks across forms.
type batch struct {
	items     []Item
	reference *Reference
	check     Check
	out       []Across
}

// Batch compares the forms of one run: projects of a department that are all at 100, copied
// texts, missing projects, department money. Findings follow the order of the list and of items.
func Batch(items []Item, reference *Reference) []Across {
	b := &batch{items: items, reference: reference}
	for _, c := range batchList {
		check, ok := Lookup(c.code)
		if !ok || !check.need.met(reference) {
			continue
		}
		b.check = check
		c.run(b)
	}
	return b.out
}

func (b *batch) report(item int, department string, cell cellref.Ref, value, message, hint string) {
	sheet := ""
	if item >= 0 {
		sheet = b.items[item].Form.Sheet
	}
	b.out = append(b.out, Across{Item: item, Department: department, Finding: finding.Finding{
		Code: b.check.Code, Severity: b.check.Severity, Sheet: sheet, Cell: cell, Value: value,
		Message: message, Hint: hint, Source: b.check.Source,
	}})
}

// departments yields the departments in the order of their first form, with the indices of their
// forms of a level.
func (b *batch) departments(level form.Level) (names []string, forms map[string][]int) {
	forms = map[string][]int{}
	for i := range b.items {
		f := b.items[i].Form
		if f == nil || f.Level != level {
			continue
		}
		d := b.items[i].Department
		if len(forms[d]) == 0 {
			names = append(names, d)
		}
		forms[d] = append(forms[d], i)
	}
	return names, forms
}

// wan is an amount of a form in 万元, ok false when its unit or
// the amount is unknown.
func wan(f *form.Form, d decimal.Null) (decimal.Decimal, bool) {
	for _, u := range moneyUnits {
		if u.name == f.Funds.MoneyUnit && d.Valid {
			return d.Decimal.Shift(u.shift - 4), true
		}
	}
	return decimal.Decimal{}, false
}
