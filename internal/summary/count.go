package summary

import (
	"cmp"
	"slices"

	"jixiao/internal/decimal"
)

func (f *Figures) indicators() {
	for _, x := range f.projects() {
		f.Indicators.plus(x.sum.counts)
	}
}

// addFinding counts what certain faults say about an indicator.
func (c *IndicatorCounts) addFinding(code string) {
	switch code {
	case "L-SCR-03":
		c.MissedFull++
	case "L-SCR-04":
		c.MetReduced++
	case "L-SCR-06":
		c.MissedNoReason++
	case "L-IND-03":
		c.Copied++
	}
}

func (c *IndicatorCounts) plus(o IndicatorCounts) {
	c.Total += o.Total
	c.Met += o.Met
	c.Partly += o.Partly
	c.Missed += o.Missed
	c.Unknown += o.Unknown
	c.Over130 += o.Over130
	c.Over200 += o.Over200
	c.MissedNoReason += o.MissedNoReason
	c.MissedFull += o.MissedFull
	c.MetReduced += o.MetReduced
	c.Copied += o.Copied
}

// addForm counts the rows of a form that was filled in. Rows without a score (sub-rows, rows not
// applicable) are left out where others have one; on a form without points all count.
func (c *IndicatorCounts) addForm(x *Form) {
	if !x.compared() {
		return
	}
	for i := range x.Indicators {
		if x.State != Scored || x.Indicators[i].Decision != "none" {
			c.add(&x.Indicators[i])
		}
	}
}

func (c *IndicatorCounts) add(r *Indicator) {
	c.Total++
	switch r.Met {
	case "yes":
		c.Met++
	case "partly":
		c.Partly++
	case "no":
		c.Missed++
	default:
		c.Unknown++
	}
	if r.Kind != "at_least" || !r.Completion.Valid {
		return
	}
	if r.Completion.Cmp(decimal.FromInt(2)) > 0 {
		c.Over200++
	}
	if r.Completion.Cmp(decimal.New(13, -1)) > 0 {
		c.Over130++
	}
}

// faults counts one fault once, also where several codes say the same of one cell; by code, each
// of its codes counts.
func (f *Figures) faults(titles map[string]string) {
	index := map[string]int{}
	for _, x := range f.forms {
		f.Errors += x.sum.errors
		f.Warns += x.sum.warns
		f.Infos += x.sum.infos
		if x.sum.errors > 0 {
			f.Faulty++
		}
		for _, seen := range x.sum.codes {
			i, ok := index[seen.code]
			if !ok {
				i = len(f.Codes)
				index[seen.code] = i
				f.Codes = append(f.Codes, CodeCount{Code: seen.code, Title: cmp.Or(titles[seen.code], seen.code)})
			}
			c := &f.Codes[i]
			c.Count += seen.count
			c.Severity = max(c.Severity, seen.severity)
			c.Forms++
		}
	}
	slices.SortStableFunc(f.Codes, func(a, b CodeCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(b.Severity, a.Severity), cmp.Compare(a.Code, b.Code))
	})
}
