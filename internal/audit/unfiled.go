package audit

import (
	"fmt"
	"slices"
	"strings"

	"jixiao/internal/finding"
	"jixiao/internal/layout"
)

// withHidden says of forms on hidden sheets that they were not handed in. A workbook without any other form
// keeps them, and that is said as well.
func (r *Result) withHidden(hidden []Form) {
	message, hint := "工作表“%s”是隐藏的,上面的自评表没有计入", "如属于报送内容,请取消隐藏后重新报送;备份表请删去"
	if len(r.Forms) == 0 {
		r.Forms = hidden
		message, hint = "自评表在隐藏的工作表“%s”上,没有其他自评表,仍按填报读取", "请取消隐藏后核对"
	}
	for i := range hidden {
		if name := hidden[i].Sheet; i == 0 || name != hidden[i-1].Sheet {
			r.Findings = append(r.Findings, finding.Finding{Code: "F-HIDDEN-01", Severity: finding.Info, Sheet: name,
				Message: fmt.Sprintf(message, name), Hint: hint, Source: "约定"})
		}
	}
}

// withoutExamples leaves out forms that are called an example or template, by their sheet or title, and are
// of a project that another form of the workbook is of, or of none.
func (r *Result) withoutExamples(set *layout.Set) {
	if len(r.Forms) < 2 {
		return
	}
	var real []string
	for i := range r.Forms {
		if !r.Forms[i].example(set) {
			real = append(real, r.Forms[i].projectKey())
		}
	}
	if len(real) == 0 {
		return
	}
	r.Forms = slices.DeleteFunc(r.Forms, func(f Form) bool {
		name := f.projectKey()
		if !f.example(set) || name != "" && !placeholder(name) && !slices.Contains(real, name) {
			return false
		}
		r.Findings = append(r.Findings, finding.Finding{Code: "F-TABLE-01", Severity: finding.Info, Sheet: f.Sheet, Cell: f.Title.Cell,
			Message: fmt.Sprintf("工作表“%s”上的自评表是示例或样表,与其他自评表为同一项目或没有项目名称,没有计入", f.Sheet), Hint: "报送前删去示例和样表", Source: "约定"})
		return true
	})
}

func (f *Form) projectKey() string { return layout.Key(f.Project.Name.Text) }

// example reports whether the sheet or the title calls the form an example.
func (f *Form) example(set *layout.Set) bool {
	sheet, title := layout.Key(f.Sheet), layout.Key(f.Title.Text)
	return slices.ContainsFunc(set.Words.Examples, func(w string) bool {
		return strings.Contains(sheet, w) || strings.Contains(title, w)
	})
}

// placeholder reports whether a project's name only stands for one: "XX项目", "某某项目".
func placeholder(key string) bool {
	for _, p := range []string{"xx", "**", "某某", "某项目", "○○", "…"} {
		if strings.HasPrefix(key, p) {
			return true
		}
	}
	return false
}
