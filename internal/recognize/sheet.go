package recognize

import (
	"fmt"
	"slices"

	"jixiao/internal/finding"
	"jixiao/internal/form"
	"jixiao/internal/layout"
)

// Result is what a sheet holds.
type Result struct {
	// Forms are the forms on the sheet, from top to bottom, side by side from left to right.
	Forms []*form.Form
	// Findings are the faults of recognition: columns and blocks that the form should have,
	// headings that are not understood. Their codes are listed in Codes.
	Findings []finding.Finding
	// Near is set when the sheet holds no form but looks like one: which form is nearest and what
	// is missing or differently named. Nil for sheets that are something else.
	Near *Near
}

// Sheet reads every form on a sheet.
func Sheet(g Grid, set *layout.Set) Result {
	v := newView(g, set)
	defer v.done()
	var res Result
	if v.tooLarge {
		res.Findings = append(res.Findings, finding.Finding{Code: codeSize, Severity: finding.Info, Sheet: g.Name(),
			Message: fmt.Sprintf("工作表“%s”超过 %d 个单元格,没有当作自评表读取", g.Name(), mostCells), Source: "约定"})
		return res
	}
	for _, s := range v.parts(&res) {
		v.read(s, &res)
	}
	if len(res.Forms) == 0 {
		res.Near = v.nearest()
	}
	return res
}

// parts are the parts of the sheet that can be forms. A form begins with a title or names its project: a
// table that does neither, beside or above one that does, is for reference and said in a finding.
func (v *view) parts(res *Result) []*segment {
	var list []*segment
	for _, strip := range v.strips() {
		list = append(list, v.segments(strip)...)
	}
	if len(list) < 2 || !slices.ContainsFunc(list, v.marked) {
		return list
	}
	return slices.DeleteFunc(list, func(s *segment) bool {
		if v.marked(s) || !v.isForm(s) {
			return false
		}
		res.Findings = append(res.Findings, strayTable(v.grid.Name(), s.tables(layout.Indicators)[0], "没有标题和项目名称"))
		return true
	})
}

// marked reports whether a segment says itself that it is a form: by a title, or whose form it is.
func (v *view) marked(s *segment) bool { return s.title != nil || s.named || v.owned(s) }

// owned reports whether a segment has a label for whose form it is.
func (v *view) owned(s *segment) bool {
	for r := s.top; r <= s.bottom; r++ {
		if named(v.row(r, s.band)) {
			return true
		}
	}
	return false
}

// strayTable says that an indicator table is no part of a form.
func strayTable(sheet string, h *header, why string) finding.Finding {
	c := h.columns[0].leaf
	return finding.Finding{Code: codeTable, Severity: finding.Info, Sheet: sheet, Cell: c.at, Value: oneLine(c.raw.Raw),
		Message: fmt.Sprintf("%s起另有一张指标表,%s,未计入", c.at, why), Hint: "如属于本表,应列在总分行之前,或冠以年度绩效目标的标题", Source: "约定"}
}

// read adds the form of a segment to the result, if it is one, and returns its reader.
func (v *view) read(s *segment, res *Result) *reader {
	if !v.isForm(s) {
		return nil
	}
	v.settle(s)
	p := v.choose(s)
	for _, h := range s.headers {
		h.assign(v.set, p.index)
		v.byPlace(s, h)
	}
	f := &form.Form{Sheet: v.grid.Name(), Has: map[form.Role]bool{}}
	r := &reader{view: v, seg: s, form: f, layout: p}
	r.indicators()
	r.funds()
	r.goals()
	r.skip()
	r.head()
	r.tail()
	r.finish()
	res.Forms = append(res.Forms, f)
	res.Findings = append(res.Findings, r.faults()...)
	return r
}

// isForm reports whether a segment is a self-evaluation form: it has an indicator table that asks
// for what was reached, or it says so in its title and has at least a head and its money.
func (v *view) isForm(s *segment) bool {
	for _, h := range s.tables(layout.Indicators) {
		if s.title != nil && asks(h, form.Target, form.Actual, form.SelfScore) || s.notForm == nil && asks(h, form.Actual, form.SelfScore) {
			return true
		}
	}
	if s.title == nil || len(s.headers) == 0 {
		return false
	}
	// A list of projects with their money and scores is titled alike: it names projects in its headings.
	if named(v.row(s.headers[0].top, s.band)) {
		return false
	}
	return v.owned(s)
}

// named reports whether a row has a label for whose form it is.
func named(cells []cell) bool {
	for i := range cells {
		for _, r := range []form.Role{layout.Name, layout.Department, layout.Implementer} {
			if cells[i].label.Is(layout.Head, r) {
				return true
			}
		}
	}
	return false
}

// asks reports whether a table has a heading for one of the roles.
func asks(h *header, roles ...form.Role) bool {
	for i := range h.columns {
		c := &h.columns[i]
		for _, r := range roles {
			if c.leaf.entry.Is(layout.Indicators, r) || c.group != nil && c.group.entry.Is(layout.Indicators, r) {
				return true
			}
		}
	}
	return false
}

// reader reads one form.
type reader struct {
	*view
	seg    *segment
	form   *form.Form
	layout choice

	hiddenRows  []int             // rows with indicators that are not shown
	strayTables []finding.Finding // indicator tables that are no part of the form
}
