package render

import (
	"fmt"
	"strings"

	"jixiao/internal/audit"
	"jixiao/internal/finding"
	"jixiao/internal/score"
)

// tally counts a run for its verdict. Every file is counted in exactly one of the outcomes.
type tally struct {
	files, passed, wrong, unfilled, unrecognised, unreadable int

	errors, warns, infos int // faults that are shown
	hidden               int // findings that are not
	manual               int // rows that a person must decide
}

// add counts the file's outcome: what is hidden by --min-severity counts as well.
func (s *tally) add(r *audit.Result) {
	s.files++
	unfilled := 0
	for i := range r.Forms {
		if f := &r.Forms[i]; f.Score != nil {
			s.manual += f.Score.Total.Manual
			if f.Score.State == score.NotFilled {
				unfilled++
			}
		}
	}
	switch {
	case r.Status == audit.StatusUnreadable:
		s.unreadable++
	case r.Status == audit.StatusUnrecognised:
		s.unrecognised++
	case unfilled > 0 && unfilled == len(r.Forms):
		s.unfilled++
	case finding.Worst(r.All()) >= finding.Error:
		s.wrong++
	default:
		s.passed++
	}
}

func (s *tally) count(severity finding.Severity) {
	switch severity {
	case finding.Error:
		s.errors++
	case finding.Warn:
		s.warns++
	default:
		s.infos++
	}
}

// checked is the number of files that hold a form that was filled in.
func (s *tally) checked() int { return s.passed + s.wrong }

// bad reports whether the verdict is not "all in order".
func (s *tally) bad() bool { return s.checked() == 0 || s.passed < s.files }

// verdict says in one or two sentences how the run went. "Nothing found" is said only when
// something was checked.
func (s *tally) verdict() []string {
	if s.files == 0 {
		return []string{"没有可检查的文件,什么都没有检查"}
	}
	line := fmt.Sprintf("%d 份:通过 %d,需修改 %d,无法读取 %d", s.files, s.passed, s.wrong, s.unreadable)
	if s.unrecognised > 0 {
		line += fmt.Sprintf(",未识别 %d", s.unrecognised)
	}
	if s.unfilled > 0 {
		line += fmt.Sprintf(",未填报 %d", s.unfilled)
	}
	lines := []string{line}
	if s.checked() == 0 {
		return append(lines, "没有一份自评表可以复核,以下内容都未计分")
	}
	var parts []string
	for _, p := range []struct {
		n    int
		text string
	}{{s.errors, "错误 %d 处"}, {s.warns, "提示 %d 处"}, {s.infos, "参考 %d 处"}, {s.manual, "待人工判定 %d 项"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf(p.text, p.n))
		}
	}
	if s.hidden > 0 {
		parts = append(parts, fmt.Sprintf("另有 %d 条低于所选严重程度,未列出", s.hidden))
	}
	if len(parts) == 0 {
		return append(lines, "未发现问题")
	}
	return append(lines, strings.Join(parts, ","))
}
