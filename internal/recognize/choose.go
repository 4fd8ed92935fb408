package recognize

import (
	"fmt"

	"jixiao/internal/form"
	"jixiao/internal/layout"
)

// sureAt is the confidence from which a form is said to be an official one; below it the form is
// read by general words and called generic.
const sureAt = 75

// generic is the name of a form that was read by general words alone.
const generic = "generic"

// choice is the layout that fits a form best.
type choice struct {
	index       int // in Set.Layouts, -1 for generic
	name, title string
	level       form.Level
	confidence  int
	evidence    []string
}

func (c choice) sure() bool { return c.index >= 0 }

// choose finds the official form whose wording and print order fit best.
func (v *view) choose(s *segment) choice {
	fits := v.fits(s)
	best := -1
	for i := range fits {
		if best < 0 || fits[i].better(&fits[best]) {
			best = i
		}
	}
	if best < 0 || fits[best].percent() < sureAt {
		c := choice{index: -1, name: generic, title: "未描述的表式(按通用表头识别)"}
		if best >= 0 {
			c.confidence = fits[best].percent()
			c.evidence = append(c.evidence, fmt.Sprintf("最接近“%s”(符合 %d%%)", v.set.Layouts[best].Title, c.confidence))
		}
		return c
	}
	l := v.set.Layouts[best]
	return choice{best, l.Name, l.Title, l.Level, fits[best].percent(), fits[best].evidence(l)}
}

// fit counts how well a layout describes a form: points reached and points possible.
type fit struct {
	got, possible int
	columns       [2]int // found and described, of indicators
	title         bool
}

func (f *fit) percent() int {
	if f.possible <= 0 {
		return 0
	}
	return max(0, 100*f.got/f.possible)
}

// better prefers the closer fit, and of two equal ones the layout that says more.
func (f *fit) better(o *fit) bool {
	if f.percent() != o.percent() {
		return f.percent() > o.percent()
	}
	return f.possible > o.possible
}

func (f *fit) evidence(l *layout.Layout) []string {
	list := []string{fmt.Sprintf("绩效指标表 %d/%d 列与“%s”一致", f.columns[0], f.columns[1], l.Title)}
	if f.title {
		list = append(list, "标题一致")
	}
	return list
}
