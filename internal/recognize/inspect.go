package recognize

import (
	"slices"
	"strings"

	"jixiao/internal/cellref"
	"jixiao/internal/finding"
	"jixiao/internal/form"
	"jixiao/internal/layout"
)

// Inspection tells how a sheet was understood, for people who ask why a form was read as it was.
type Inspection struct {
	Sheet string
	Forms []FormInspection
	// Near is set when no form was recognised and the sheet looks like one.
	Near *Near
}

// FormInspection is what was recognised of one form.
type FormInspection struct {
	Form     *form.Form
	Findings []finding.Finding
	// Anchors are the places by which the form's parts were found.
	Anchors []Anchor
	// Columns are the headings of its tables with their meanings, table by table from left to right.
	Columns []ColumnInspection
	// Candidates are the described forms that fit best, the best first.
	Candidates []Candidate
}

// Anchor is a place that a part of the form was found by. What is Chinese.
type Anchor struct {
	What string
	Cell cellref.Ref
	Text string
}

// ColumnInspection is one column heading. Role is "" and Meaning blank when it was not understood; Perhaps
// then is the known heading closest to it, and otherwise the heading that an ill-written one was read as.
type ColumnInspection struct {
	Table          string // 资金情况 or 绩效指标
	Cell           cellref.Ref
	Heading, Group string
	Role           form.Role
	Meaning        string
	Perhaps        string
}

// Candidate is a described form with how well it fits, what it prints that is not there, and what is
// there that it does not print.
type Candidate struct {
	Layout, Title string
	Percent       int
	Missing       []string
	Extra         []string
}

// Inspect reads a sheet like Sheet and tells how it was understood.
func Inspect(g Grid, set *layout.Set) Inspection {
	v := newView(g, set)
	defer v.done()
	ins := Inspection{Sheet: g.Name()}
	if v.tooLarge {
		return ins
	}
	for _, s := range v.parts(&Result{}) {
		var res Result
		if r := v.read(s, &res); r != nil {
			ins.Forms = append(ins.Forms, r.inspection(res))
		}
	}
	if len(ins.Forms) == 0 {
		ins.Near = v.nearest()
	}
	return ins
}

func (r *reader) inspection(res Result) FormInspection {
	f := FormInspection{Form: r.form, Findings: res.Findings, Anchors: r.anchorList()}
	for _, h := range r.seg.headers {
		for i := range h.columns {
			f.Columns = append(f.Columns, r.columnInspection(h, &h.columns[i]))
		}
	}
	f.Candidates = r.candidates()
	return f
}

func (r *reader) columnInspection(h *header, c *heading) ColumnInspection {
	ci := ColumnInspection{Table: h.kind.Title(), Cell: c.leaf.at, Heading: oneLine(c.leaf.raw.Raw), Role: c.role}
	if c.group != nil {
		ci.Group = oneLine(c.group.raw.Raw)
	}
	if c.role != "" {
		ci.Meaning, ci.Perhaps = roleTitle(c.role), c.meant
	} else {
		ci.Perhaps = r.perhaps(h.kind, c.leaf.key, h)
	}
	return ci
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), "") }

// anchorList names the places by which the parts of the form were found, in reading order.
func (r *reader) anchorList() []Anchor {
	f := r.form
	var list []Anchor
	add := func(what string, v form.Value) {
		if v.Exists() {
			list = append(list, Anchor{what, v.Cell, oneLine(v.Text)})
		}
	}
	add("标题", f.Title)
	add("年度", f.YearAt)
	add("项目名称", f.Project.Name)
	add("主管部门", f.Project.Department)
	add("实施单位", f.Project.Unit)
	for _, h := range r.seg.headers {
		c := h.columns[0].leaf
		list = append(list, Anchor{h.kind.Title() + "表头", c.at, oneLine(c.raw.Raw)})
	}
	if len(f.Goals) > 0 {
		add("年度总体目标", f.Goals[0].Expected)
	}
	add("总分", f.Total.Label)
	add("等级", f.Total.Grade)
	slices.SortStableFunc(list, func(a, b Anchor) int { return a.Cell.Compare(b.Cell) })
	return list
}

// candidates are the three layouts that fit best, with their differences.
func (r *reader) candidates() []Candidate {
	fits := r.fits(r.seg)
	for _, h := range r.seg.headers { // fits reads columns without a layout
		h.assign(r.set, r.layout.index)
	}
	order := make([]int, len(fits))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if fits[a].better(&fits[b]) {
			return -1
		}
		if fits[b].better(&fits[a]) {
			return 1
		}
		return 0
	})
	var list []Candidate
	for _, i := range order[:min(3, len(order))] {
		list = append(list, r.candidate(i, fits[i].percent()))
	}
	return list
}

func (r *reader) candidate(i, percent int) Candidate {
	l := r.set.Layouts[i]
	c := Candidate{Layout: l.Name, Title: l.Title, Percent: percent}
	for _, k := range []layout.Kind{layout.Funds, layout.Indicators} {
		tables, b := r.seg.tables(k), l.Block(k)
		if len(tables) == 0 || b == nil {
			continue
		}
		h := widest(tables)
		for _, col := range b.Columns {
			if !col.Optional && col.Role != layout.Ignore && h.column(col.Role) == nil {
				c.Missing = append(c.Missing, col.Words[0])
			}
		}
		for j := range h.columns {
			if role := h.columns[j].role; role != layout.Ignore && (role == "" || b.Column(role) == nil) {
				c.Extra = append(c.Extra, oneLine(h.columns[j].leaf.raw.Raw))
			}
		}
	}
	return c
}

// roleTitles are the field's own words for the roles of columns.
var roleTitles = map[form.Role]string{
	form.Level1: "一级指标", form.Level2: "二级指标", form.Level3: "三级指标(名称)", form.Describe: "指标说明",
	form.Direction: "方向(符号)", form.Polarity: "正向/反向", form.Unit: "计量单位", form.Target: "年度指标值",
	layout.Adjusted: "调整后的指标值", form.Actual: "实际完成值", form.Completion: "完成率或完成情况", form.Points: "分值",
	form.Factor: "得分系数", form.SelfScore: "得分", form.ReviewScore: "复核得分", form.Converted: "折算得分",
	form.WeightShare: "权重占比", form.Reason: "偏差原因分析及改进措施", form.Evidence: "佐证材料", form.Remark: "备注",
	form.Initial: "年初预算数", form.Budget: "全年预算数", form.Received: "到位数", form.Executed: "全年执行数",
	form.Rate: "执行率", form.Label: "资金来源", layout.Ignore: "认识,不参与计分",
}

func roleTitle(r form.Role) string { return roleTitles[r] }
