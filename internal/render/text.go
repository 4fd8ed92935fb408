package render

import (
	"fmt"
	"io"
	"strings"

	"jixiao/internal/audit"
	"jixiao/internal/finding"
	"jixiao/internal/score"
)

// textRenderer writes what a person reads in a terminal: the verdict first, then file by file
// what was found. Lines keep to the width in columns, and there are no right-hand borders, which
// signs of ambiguous width would bend.
type textRenderer struct {
	w     io.Writer
	opt   Options
	width int
	head  Head
	body  strings.Builder
	sum   tally
}

func newText(w io.Writer, head Head, opt Options) Renderer {
	width := opt.Width
	if width == 0 {
		width = 80
	}
	return &textRenderer{w: w, head: head, opt: opt, width: max(width, 40)}
}

// Colours of a terminal; used only when Options.Color is set.
const (
	bold   = "1"
	red    = "31"
	green  = "32"
	yellow = "33"
	faint  = "2"
)

var severityColor = map[finding.Severity]string{finding.Error: red, finding.Warn: yellow, finding.Info: faint}

func (t *textRenderer) paint(color, s string) string {
	if !t.opt.Color || color == "" || s == "" {
		return s
	}
	return "\x1b[" + color + "m" + s + "\x1b[0m"
}

// say writes s from column indent on; following lines start at column hang.
func (t *textRenderer) say(indent, hang int, color, s string) {
	for i, line := range Wrap(s, t.width-hang) {
		if i > 0 {
			indent = hang
		}
		t.body.WriteString(strings.Repeat(" ", indent))
		t.body.WriteString(t.paint(color, line))
		t.body.WriteByte('\n')
	}
}

func (t *textRenderer) File(r *audit.Result) error {
	t.sum.add(r)
	t.say(0, 2, bold, clean(r.Path))
	if p := r.Problem; p != nil {
		word := "无法读取"
		switch r.Status {
		case audit.StatusUnrecognised:
			word = "未识别"
		case audit.StatusScored:
			word = "没有写出副本"
		}
		t.say(2, 4, red, word+":"+clean(p.Message)+" ["+p.Code+"]")
		t.hint(4, p.Hint)
	}
	t.findings(2, "文件", r.Findings)
	for i := range r.Forms {
		t.form(&r.Forms[i])
	}
	t.body.WriteByte('\n')
	return nil
}

func (t *textRenderer) form(f *audit.Form) {
	t.say(2, 4, "", formLine(f))
	rows := manualRows(f)
	if rows != "" {
		t.say(4, 6, "", rows)
	}
	if rows == "" && len(f.Findings) == 0 && f.Score != nil && f.Score.State == score.Scored {
		t.say(4, 6, "", "未发现问题")
	}
	t.findings(4, "全表", f.Findings)
}

// formLine names the form and gives its result in one sentence.
func formLine(f *audit.Form) string {
	name := f.Project.Name.Text
	if name == "" {
		name = f.Project.Department.Text
	}
	if name == "" {
		name = f.Project.Unit.Text
	}
	head := "“" + clean(f.Sheet) + "”"
	if name != "" {
		head += " " + clean(name)
	}
	return head + ":" + outcome(f.Score)
}

// outcome is the result of one form in words.
func outcome(s *score.Sheet) string {
	if s == nil {
		return "未计分"
	}
	t := s.Total
	switch s.State {
	case score.NotFilled:
		return "未填报,未计分"
	case score.NoPoints:
		return "本表无分值,只核对完成情况"
	case score.ScoresOnly:
		return "本表无分值列,自评合计 " + orDash(t.Computed.String()) + " 分(未复算)"
	}
	self := "未填总分"
	if t.Self.Valid {
		self = "自评 " + t.Self.String() + " 分"
		if t.SelfGrade != "" {
			self += "(" + clean(t.SelfGrade) + ")"
		}
	}
	if !t.Sum.Valid {
		return self + ",未能复算总分"
	}
	return self + ",复算 " + t.Sum.Round(2).String() + " 分" + gradeWords(t)
}

// gradeWords is ",优", ",暂定优" or "".
func gradeWords(t score.Total) string {
	switch {
	case t.Grade == "":
		return ""
	case t.Final:
		return "," + t.Grade
	}
	if t.Doubt != "" {
		return ",暂定“" + t.Grade + "”(" + t.Doubt + ")"
	}
	return ",暂定“" + t.Grade + "”"
}

func orDash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

// manualRows lists the score cells that a person must decide, "" when there are none.
func manualRows(f *audit.Form) string {
	if f.Score == nil {
		return ""
	}
	var cells []string
	for i := range f.Score.Rows {
		r := &f.Score.Rows[i]
		if r.Decision != score.Manual {
			continue
		}
		place := fmt.Sprintf("第%d行", r.Indicator.Row)
		if r.Indicator.Score.Exists() {
			place = r.Indicator.Score.Cell.String()
		}
		if r.Suggested.Valid {
			place += "(建议 " + r.Suggested.Round(2).String() + ")"
		}
		cells = append(cells, place)
	}
	if f.Score.Funds.Decision == score.Manual {
		cells = append(cells, "执行率得分 "+f.Score.Funds.ScoreCell.String())
	}
	if len(cells) == 0 {
		return ""
	}
	return fmt.Sprintf("待人工判定 %d 项:%s", len(cells), strings.Join(cells, "、"))
}

// findings writes one block a fault; about is the place of those that concern no single cell.
func (t *textRenderer) findings(indent int, about string, list []finding.Finding) {
	shown, hidden := t.opt.visible(list)
	t.sum.hidden += hidden
	for _, f := range finding.Faults(shown) {
		t.sum.count(f.Severity)
		where := f.Cell.String()
		if where == "" {
			where = about
		}
		head := f.Severity.Word() + " " + where + strings.Repeat(" ", max(0, 5-width(where))) + " "
		lines := Wrap(clean(f.Message)+" ["+strings.Join(f.Codes, " ")+"]", t.width-indent-width(head))
		for i, line := range lines {
			t.body.WriteString(strings.Repeat(" ", indent))
			if i == 0 {
				t.body.WriteString(t.paint(severityColor[f.Severity], f.Severity.Word()))
				t.body.WriteString(head[len(f.Severity.Word()):])
			} else {
				t.body.WriteString(strings.Repeat(" ", width(head)))
			}
			t.body.WriteString(line + "\n")
		}
		t.hint(indent+width(head), hintOf(f))
	}
}

// hintOf is the finding's hint, or the first one of those it was joined with.
func hintOf(f finding.Fault) string {
	hint := f.Hint
	for i := 0; hint == "" && i < len(f.More); i++ {
		hint = f.More[i].Hint
	}
	return hint
}

func (t *textRenderer) hint(indent int, s string) {
	if s != "" {
		t.say(indent, indent+6, faint, "处理:"+clean(s))
	}
}

func (t *textRenderer) Close(counties []County) error {
	body := t.body.String()
	t.body.Reset()
	for _, line := range t.sum.verdict() {
		color := green
		if t.sum.bad() {
			color = red
		}
		t.say(0, 2, color, line)
		if t.sum.files == 0 {
			break
		}
	}
	if lines := UncheckedLines(t.head.Unchecked); len(lines) > 0 && t.sum.files > 0 {
		t.say(0, 2, faint, "未核对:"+strings.Join(lines, ";"))
	}
	head := t.body.String()
	t.body.Reset()
	for i := range counties {
		t.county(&counties[i])
	}
	if body != "" {
		head += "\n"
	}
	_, err := io.WriteString(t.w, head)
	if err == nil {
		_, err = io.WriteString(t.w, strings.TrimSuffix(body, "\n"))
	}
	if err == nil && t.body.Len() > 0 {
		_, err = io.WriteString(t.w, "\n"+t.body.String())
	}
	return err
}

func (t *textRenderer) county(c *County) {
	line := fmt.Sprintf("%s:%d 个部门,%d 个项目", clean(c.Name), c.Departments, c.Projects)
	if c.Average.Valid {
		line += ",平均 " + c.Average.String() + " 分"
	}
	if c.Unequal > 0 {
		line += fmt.Sprintf("(分值合计不是 100 的 %d 个不计平均)", c.Unequal)
	}
	var grades []string
	for _, g := range c.Grades {
		grades = append(grades, fmt.Sprintf("%s %d", g.Name, g.Count))
	}
	if len(grades) > 0 {
		line += ";" + strings.Join(grades, " ")
	}
	if n := len(c.Missing); n > 0 {
		line += fmt.Sprintf(";应报未报 %d 个", n)
	}
	t.say(0, 2, "", line)
	for _, text := range c.Confirm {
		t.say(2, 4, yellow, "待确认:"+clean(text))
	}
}
