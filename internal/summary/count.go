package summary

import (
	"cmp"
	"slices"

	"jixiao/internal/decimal"
	"jixiao/internal/finding"
)

func (f *Figures) indicators() {
	c := &f.Indicators
	for _, x := range f.projects() {
		c.addForm(x)
		for _, n := range x.Findings {
			switch n.Code {
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
	}
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
		mine := map[string]bool{}
		faulty := false
		for _, n := range finding.Faults(x.Findings) {
			switch n.Severity {
			case finding.Error:
				f.Errors++
				faulty = true
			case finding.Warn:
				f.Warns++
			default:
				f.Infos++
			}
			for _, one := range append([]finding.Finding{n.Finding}, n.More...) {
				i, ok := index[one.Code]
				if !ok {
					i = len(f.Codes)
					index[one.Code] = i
					f.Codes = append(f.Codes, CodeCount{Code: one.Code, Title: cmp.Or(titles[one.Code], one.Message)})
				}
				c := &f.Codes[i]
				c.Count++
				c.Severity = max(c.Severity, one.Severity)
				if !mine[one.Code] {
					mine[one.Code] = true
					c.Forms++
				}
			}
		}
		if faulty {
			f.Faulty++
		}
	}
	slices.SortStableFunc(f.Codes, func(a, b CodeCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(b.Severity, a.Severity), cmp.Compare(a.Code, b.Code))
	})
}
