package audit

import (
	"strings"
	"testing"

	"jixiao/internal/form"
	"jixiao/internal/layout"
)

func filed(sheet, title, project string) Form {
	return Form{Form: &form.Form{Sheet: sheet, Title: form.Value{Text: title}, Project: form.Project{Name: form.Value{Text: project}}}}
}

// An example beside the form would count as a second project; a real project on a sheet that is still called 样表
// must not be lost.
func TestWithoutExamples(t *testing.T) {
	for _, c := range []struct {
		forms []Form
		want  string
	}{
		{[]Form{filed("自评表", "自评表", "道路维修"), filed("填报示例", "自评表", "道路维修")}, "自评表"},
		{[]Form{filed("自评表", "自评表", "道路维修"), filed("2", "自评表(样表)", "道路 维修")}, "自评表"},
		{[]Form{filed("模板", "自评表", "XX项目"), filed("自评表", "自评表", "道路维修")}, "自评表"},
		{[]Form{filed("自评表", "自评表", "道路维修"), filed("样表", "自评表", "桥梁维修")}, "自评表 样表"},
		{[]Form{filed("样表", "自评表", "道路维修")}, "样表"},
		{[]Form{filed("样表1", "自评表", "道路维修"), filed("样表2", "自评表", "道路维修")}, "样表1 样表2"},
		{[]Form{filed("一", "自评表", "道路维修"), filed("二", "自评表", "道路维修")}, "一 二"},
	} {
		r := &Result{Forms: c.forms}
		n := len(c.forms)
		r.withoutExamples(layout.Builtin())
		var got []string
		for _, f := range r.Forms {
			got = append(got, f.Sheet)
		}
		if text := strings.Join(got, " "); text != c.want || len(r.Findings) != n-len(got) {
			t.Errorf("kept %q with %d findings, want %q", text, len(r.Findings), c.want)
		}
	}
}

// Forms on hidden sheets are backups unless there is nothing else.
func TestWithHidden(t *testing.T) {
	r := &Result{Forms: []Form{filed("自评表", "自评表", "道路维修")}}
	r.withHidden([]Form{filed("备份", "自评表", "道路维修")})
	if len(r.Forms) != 1 || len(r.Findings) != 1 || !strings.Contains(r.Findings[0].Message, "没有计入") {
		t.Errorf("%d forms, %v", len(r.Forms), r.Findings)
	}
	r = &Result{}
	r.withHidden([]Form{filed("表", "自评表", "道路维修")})
	if len(r.Forms) != 1 || len(r.Findings) != 1 || !strings.Contains(r.Findings[0].Message, "仍按填报读取") {
		t.Errorf("%d forms, %v", len(r.Forms), r.Findings)
	}
}
