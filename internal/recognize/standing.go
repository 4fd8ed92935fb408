package recognize

import (
	"fmt"
	"strconv"
	"strings"

	"jixiao/internal/cellref"
	"jixiao/internal/finding"
	"jixiao/internal/form"
	"jixiao/internal/layout"
)

// standing says how a column stands beside others that ask for the same: the higher, the later it is
// given a role. What is shown comes before what is hidden, this year before other years, the changed
// column before the one that it replaces (约定).
type standing int8

const (
	hiddenColumn standing = 1 << iota
	formerColumn
	otherYear
	pastColumn // of other years in words: never read
)

// settle finds the standing of every column of a form's tables.
func (v *view) settle(s *segment) {
	var year int16
	for _, h := range s.headers {
		for i := range h.columns {
			c := &h.columns[i]
			v.visibility(c)
			c.year, c.period = columnYear(c)
			if h.kind == layout.Indicators && c.past(v.set) {
				c.standing |= pastColumn
			}
			if v.set.Former(c.leaf.key) || c.group != nil && v.set.Former(c.group.key) {
				c.standing |= formerColumn
			}
			year = max(year, c.year)
		}
	}
	if year == 0 {
		return
	}
	if y := v.yearOf(s); y != 0 {
		year = int16(y)
	}
	for _, h := range s.headers {
		h.settleYears(year)
	}
}

// settleYears marks the columns that are not of the form's year; where they are of several years, no one of
// them can be what was meant.
func (h *header) settleYears(year int16) {
	var other int16
	for i := range h.columns {
		c := &h.columns[i]
		if c.year == 0 || c.year == year && !c.period {
			continue
		}
		c.standing |= otherYear
		if other != 0 && other != c.year || c.period {
			other = -1
		} else if other == 0 {
			other = c.year
		}
	}
	for i := range h.columns {
		if c := &h.columns[i]; other < 0 && c.standing&otherYear != 0 {
			c.standing |= pastColumn
		}
	}
}

// visibility notes whether a column is hidden, and whether hidden columns of the sheet are among those that
// belong to it.
func (v *view) visibility(c *heading) {
	shown := false
	for col := c.leaf.span.From.Col; col <= c.leaf.span.To.Col; col++ {
		shown = shown || !v.grid.HiddenCol(col)
	}
	if !shown {
		c.standing |= hiddenColumn
		return
	}
	for col := c.from; col <= c.to; col++ {
		c.mixed = c.mixed || v.grid.HiddenCol(col)
	}
}

// columnYear is the year that a column's heading or that above it names; period is true for several years.
func columnYear(c *heading) (year int16, period bool) {
	for _, cell := range []*cell{c.leaf, c.group} {
		if cell == nil || cell.key == "" {
			continue
		}
		if y := yearIn(cell.key, false); y != 0 {
			return int16(y), strings.Count(cell.key, "20") > 1
		}
	}
	return 0, false
}

// yearOf is the form's year by its title, its head or the sheet's name, 0 when they do not say.
func (v *view) yearOf(s *segment) int {
	r := &reader{view: v, seg: s, form: &form.Form{}}
	r.titleAndYear(nil)
	return r.form.Year
}

// past reports whether a heading or that above it speaks of another year in words.
func (c *heading) past(set *layout.Set) bool {
	return set.Past(c.leaf.key) || c.group != nil && set.Past(c.group.key)
}

// may reports whether a column of this standing can take a role at all: one of another year only what was
// wanted or reached, where the table has nothing else.
func (c *heading) may(k layout.Kind, r form.Role) bool {
	switch {
	case r == layout.Ignore:
		return true
	case c.standing&pastColumn != 0:
		return false
	case c.standing&otherYear != 0 && k == layout.Indicators:
		return r == form.Target || r == form.Actual
	}
	return true
}

// standingFaults names the columns that were read although they are hidden or of another year, and hidden rows.
func (r *reader) standingFaults() []finding.Finding {
	var list []finding.Finding
	for _, h := range r.seg.headers {
		for i := range h.columns {
			c := &h.columns[i]
			if c.standing == 0 {
				continue
			}
			text := oneLine(c.leaf.raw.Raw)
			if c.role == "" || c.role == layout.Ignore {
				if h.kind == layout.Indicators && c.standing&pastColumn != 0 && (h.column(form.Target) == nil || h.column(form.Actual) == nil) {
					list = append(list, r.finding(codeHeading, finding.Warn, c.leaf.at, text,
						fmt.Sprintf("表头“%s”不是本年度全年的数,没有读取", text), "请核对表头;如为全年的数,请改用官方写法"))
				}
				continue
			}
			if c.standing&hiddenColumn != 0 {
				list = append(list, r.finding(codeHidden, finding.Info, c.leaf.at, text,
					fmt.Sprintf("%s表中隐藏的列“%s”按“%s”读取,没有显示的同类列", h.kind.Title(), text, roleTitle(c.role)), "请取消隐藏后核对,或删去不用的列"))
			}
			if c.standing&otherYear != 0 {
				list = append(list, r.finding(codeHeading, finding.Warn, c.leaf.at, text,
					fmt.Sprintf("表头“%s”写的不是本表年度,因没有本年度的列,按“%s”读取", text, roleTitle(c.role)), "请核对表头的年度"))
			}
		}
	}
	if len(r.hiddenRows) > 0 {
		rows := make([]string, len(r.hiddenRows))
		for i, row := range r.hiddenRows {
			rows[i] = strconv.Itoa(row)
		}
		list = append(list, r.finding(codeHidden, finding.Info, cellref.Ref{Row: r.hiddenRows[0], Col: r.seg.tables(layout.Indicators)[0].left()}, "",
			fmt.Sprintf("第%s行被隐藏,其中的指标仍按填报内容计分、计入总分", strings.Join(rows, "、")), "请取消隐藏后核对;不用的指标应删去整行"))
	}
	return list
}
