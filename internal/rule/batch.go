package rule

import (
	"crypto/sha256"
	"strings"

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

// batchCheck is a check of many forms at once, run when all have been added.
type batchCheck struct {
	code string
	run  func(*Comparison)
}

var batchList = []batchCheck{
	{"L-SCR-10", runAllFull},
	{"L-XF-01", runMissing},
	{"L-XF-02", runCopied},
	{"L-XF-03", runDepartmentMoney},
}

// Comparison compares the forms of one run: projects of a department that are all at 100, copied
// texts, missing projects, department money. Forms are added one after the other, and only what
// the checks look at is kept of each, about one kilobyte: a province need not be held in memory.
// The zero value is ready for use.
type Comparison struct {
	filed  []kept
	texts  map[[16]byte]int // digest of a long text → the first form that has it
	copies []Across

	reference *Reference
	check     Check
	out       []Across
}

// kept is what remains of one form; its level is "" where there was no form.
type kept struct {
	path, department, sheet, project string
	level                            form.Level
	full                             bool // the filed total is exactly 100
	total                            cellref.Ref
	budget                           decimal.Null // of all sources, 万元
	lines                            []spending   // the 项目支出 rows of a department form
}

// Batch compares forms that are all in memory; see Comparison.
func Batch(items []Item, reference *Reference) []Across {
	var c Comparison
	for i := range items {
		c.Add(&items[i])
	}
	return c.Findings(reference)
}

// Add takes the next form. Nothing of it is kept alive.
func (b *Comparison) Add(it *Item) {
	keep := kept{path: it.Path, department: strings.Clone(it.Department)}
	if f := it.Form; f != nil {
		keep.sheet, keep.project, keep.level = strings.Clone(f.Sheet), strings.Clone(f.Project.Name.Text), f.Level
		keep.total = f.Total.Score.Cell
		total, how := points(f.Total.Score)
		keep.full = how == good && total.Equal(hundred)
		if it.Score != nil {
			if d, known := wan(f, it.Score.Funds.Budget); known {
				keep.budget = decimal.Some(d)
			}
		}
		if f.Level == form.LevelDepartment {
			keep.lines = projectSpending(it)
		}
	}
	b.filed = append(b.filed, keep)
	if it.Form != nil {
		b.compareTexts(it)
	}
}

// Findings returns what there is to say about the forms added, in the order of the list and of the
// forms. reference may be nil.
func (b *Comparison) Findings(reference *Reference) []Across {
	b.reference, b.out = reference, nil
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

func (b *Comparison) report(item int, department string, cell cellref.Ref, value, message, hint string) {
	sheet := ""
	if item >= 0 {
		sheet = b.filed[item].sheet
	}
	b.out = append(b.out, Across{Item: item, Department: department, Finding: finding.Finding{
		Code: b.check.Code, Severity: b.check.Severity, Sheet: sheet, Cell: cell, Value: value,
		Message: message, Hint: hint, Source: plainSource(b.check.Source),
	}})
}

// departments yields the departments in the order of their first form, with the indices of their
// forms of a level.
func (b *Comparison) departments(level form.Level) (names []string, forms map[string][]int) {
	forms = map[string][]int{}
	for i := range b.filed {
		if b.filed[i].level != level {
			continue
		}
		d := b.filed[i].department
		if len(forms[d]) == 0 {
			names = append(names, d)
		}
		forms[d] = append(forms[d], i)
	}
	return names, forms
}

// digest stands for a text among those of a run.
func digest(text string) [16]byte {
	sum := sha256.Sum256([]byte(text))
	return [16]byte(sum[:16])
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
