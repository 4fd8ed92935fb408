package summary

import (
	"cmp"
	"fmt"
	"slices"
)

// mainYears returns the year that a summary is about for each county of the input: that of most of its
// recognised forms, of equally many the latest. A county is in the map when any of its forms says a year.
func (in *Input) mainYears() map[string]int {
	counts := map[string]map[int]int{}
	for i := range in.Forms {
		f := &in.Forms[i]
		if f.Year == 0 || f.apart != "" || !f.State.recognised() {
			continue
		}
		if counts[f.County] == nil {
			counts[f.County] = map[int]int{}
		}
		counts[f.County][f.Year]++
	}
	years := make(map[string]int, len(counts))
	for place, of := range counts {
		for y, n := range of {
			if have := years[place]; have == 0 || cmp.Or(cmp.Compare(n, of[have]), cmp.Compare(y, have)) > 0 {
				years[place] = y
			}
		}
	}
	return years
}

// years returns the years that the summary is about, ascending: one, unless counties differ.
func (in *Input) years() []int {
	var list []int
	for _, y := range in.mainYears() {
		list = append(list, y)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// setAside is a form that is listed and does not count, and why.
type setAside struct {
	*Form
	why  State
	text string
}

// setApart takes out of list the forms of no known county and those of another year than their county's.
func (in *Input) setApart(list []*Form) (kept []*Form, aside []setAside) {
	years := in.mainYears()
	for _, x := range list {
		switch year := years[x.County]; {
		case !x.State.recognised():
			kept = append(kept, x)
		case x.apart != "":
			text := "不能确定是哪个县区,不计入合计和平均"
			if x.Places != "" {
				text = "可能是" + x.Places + ",不能确定是哪个县区,不计入合计和平均"
			}
			aside = append(aside, setAside{x, x.apart, text})
		case x.Year != 0 && x.Year != year:
			aside = append(aside, setAside{x, otherYear, fmt.Sprintf("是 %d 年度的表,本汇总是 %d 年度,不计入合计和平均", x.Year, year)})
		default:
			kept = append(kept, x)
		}
	}
	return kept, aside
}
