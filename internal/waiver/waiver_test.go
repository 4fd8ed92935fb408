package waiver

import (
	"strings"
	"testing"
	"time"

	"jixiao/internal/cellref"
	"jixiao/internal/finding"
)

var known = []string{"L-SCR-04", "L-FUND-05"}

const sample = `
- code: l-scr-04
  file: 工商联/*.xlsx
  cell: h15
  reason: 年中调整指标,已书面说明
  who: 县财政局绩效股
  until: 2026-12-31
- code: L-FUND-05
  project: 党建活动经费
  reason: 按县通知取整
  who: 县财政局绩效股
`

func day(s string) time.Time { d, _ := time.Parse("2006-01-02", s); return d }

// A waiver that reached too far would silence faults that nobody looked at.
func TestApply(t *testing.T) {
	list, err := Load("豁免.yaml", []byte(sample), known)
	if err != nil {
		t.Fatal(err)
	}
	h15, _ := cellref.Parse("H15")
	h16, _ := cellref.Parse("H16")
	for _, c := range []struct {
		name, code    string
		cell          cellref.Ref
		file, project string
		today         string
		waived        bool
		expired       bool
	}{
		{"its file and cell", "L-SCR-04", h15, "收件/工商联/a.xlsx", "", "2026-12-31", true, false},
		{"another cell", "L-SCR-04", h16, "收件/工商联/a.xlsx", "", "2026-11-01", false, false},
		{"another folder", "L-SCR-04", h15, "收件/民政局/a.xlsx", "", "2026-11-01", false, false},
		{"the day after", "L-SCR-04", h15, "收件/工商联/a.xlsx", "", "2027-01-01", false, true},
		{"by project, no end", "L-FUND-05", h16, "x.xlsx", "党建活动经费", "2030-01-01", true, false},
		{"another project", "L-FUND-05", h16, "x.xlsx", "业务经费", "2026-11-01", false, false},
	} {
		in := []finding.Finding{{Code: c.code, Severity: finding.Error, Cell: c.cell, Message: "问题"}}
		out := list.Apply(in, c.file, c.project, day(c.today))
		if got := out[0].Severity == finding.Info && strings.Contains(out[0].Message, "已豁免") && out[0].Waiver != ""; got != c.waived {
			t.Errorf("%s: %+v", c.name, out[0])
		}
		if got := len(out) == 2 && out[1].Code == CodeExpired; got != c.expired {
			t.Errorf("%s: expired %v, %+v", c.name, got, out)
		}
		if in[0].Severity != finding.Error {
			t.Errorf("%s: the finding given in was changed", c.name)
		}
	}
}

// A slip in the file must not pass for a waiver, nor a waiver without a reason for a decision.
func TestLoadErrors(t *testing.T) {
	for text, want := range map[string]string{
		"a: b":                                   "第1行第1列",
		"- code: L-SCR-04\n  reasn: x":           "是否想写 reason?",
		"- code: L-SCR-04\n  reason: x":          "缺少 who",
		"- code: L-SCR-4\n  reason: x\n  who: y": "是否想写 L-SCR-04?",
		"- code: L-SCR-04\n  reason: x\n  who: y\n  until: 明年":  "2026-12-31",
		"- code: L-SCR-04\n  reason: x\n  who: y\n  cell: 甲1":   "不是单元格",
		"- code: L-SCR-04\n  reason: x\n  who: y\n  file: '[a'": "通配",
		"- [": "YAML",
	} {
		if _, err := Load("豁免.yaml", []byte(text), known); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
	if list, err := Load("豁免.yaml", nil, known); err != nil || len(list) != 0 {
		t.Errorf("an empty file: %v, %v", list, err)
	}
}
