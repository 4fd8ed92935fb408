package rule

import (
	"strings"

	"jixiao/internal/finding"
	"jixiao/internal/form"
	"jixiao/internal/quantity"
)

var indicator01 = Check{
	Code: "L-IND-01", Severity: finding.Error, Title: "指标名称、指标值或完成值为空",
	Source: srcSystem + ";" + srcFiled + "(S11、S21)", run: runIndicator01,
}

// runIndicator01 wants name, target and actual on every row that is an indicator of its own. A
// group row stands for the rows below it; an execution row needs no target; a target that stands
// in the name is none that is missing; a row whose table asks for neither (a questionnaire with its own scoring standard)
// misses none.
func runIndicator01(p *pass) {
	for i := range p.rows {
		r := &p.rows[i]
		if r.group || r.score.Execution || !r.Target.Exists() && !r.Actual.Exists() && !r.Describe.Blank() {
			continue
		}
		var blank []string
		var at form.Value
		miss := func(v form.Value, word string) {
			if blank = append(blank, word); !at.Exists() {
				at = v
			}
		}
		if p.Form.Has[form.Level3] && placeholder(r.Name) {
			miss(r.Level3, "指标名称")
		}
		if p.Form.Has[form.Target] && placeholder(r.Target.Text) && r.score.Target.Basis != quantity.BasisName {
			miss(r.Target, "指标值")
		}
		if p.Form.Has[form.Actual] && placeholder(r.Actual.Text) && r.Actual.Error == "" {
			miss(r.Actual, "完成值")
		}
		if len(blank) == 0 {
			continue
		}
		if !at.Exists() {
			at = r.anyCell()
		}
		p.report(at, say("第%d行%s的%s为空", r.Row, named(r), strings.Join(blank, "、")), missingHint(blank, r))
	}
}

func missingHint(blank []string, r *row) string {
	switch last := blank[len(blank)-1]; {
	case last == "完成值" && len(blank) == 1 && r.points.Valid:
		return "补填实际完成值;未补填前该项暂按0分计"
	case last == "指标名称":
		return "补填指标名称"
	}
	return "按批复的绩效目标补填;不再实施的指标整行填“/”并说明"
}

// anyCell returns some cell of the row, for faults about cells that the form does not have.
func (r *row) anyCell() form.Value {
	for _, v := range [...]form.Value{r.Level3, r.Target, r.Actual, r.Points, r.Score} {
		if v.Exists() {
			return v
		}
	}
	return form.Value{}
}
