package annotate

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"jixiao/internal/audit"
	"jixiao/internal/cellref"
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/score"
	"jixiao/internal/workbook"
)

func count(n int) string { return strconv.Itoa(n) }

// columns of the sheet and their widths in characters. The head line of a form and its list of
// findings use the same columns: the project stands under 三级指标, what was found too, what to do
// under 年度指标值.
var (
	columns = []string{"级次", "三级指标", "年度指标值", "理解为", "实际完成值", "分值", "自评得分", "复算得分", "判定", "依据"}
	widths  = []float64{18, 34, 22, 18, 17, 7, 9, 9, 12, 40}

	findingColumns = []string{"严重程度", "问题", "处理", "单元格", "填报内容", "", "", "", "代码", "依据"}
)

// writer builds the rows of the sheet.
type writer struct {
	rows [][]workbook.NewCell
	room []workbook.NewCell // of the cells of the rows, many rows to one
	last struct{ l1, l2, text string }
}

// roomy is how many cells get their room at once: a dozen rows.
const roomy = 128

func (w *writer) add(cells ...workbook.NewCell) {
	if len(w.room)+len(cells) > cap(w.room) {
		w.room = make([]workbook.NewCell, 0, max(roomy, len(cells)))
	}
	from := len(w.room)
	w.room = append(w.room, cells...)
	w.rows = append(w.rows, w.room[from:len(w.room):len(w.room)])
}

func cell(text string) workbook.NewCell { return workbook.NewCell{Text: text} }

func strong(text string) workbook.NewCell {
	return workbook.NewCell{Text: text, Style: workbook.Strong}
}

func num(n decimal.Null) workbook.NewCell {
	if !n.Valid {
		return workbook.NewCell{}
	}
	return workbook.NewCell{Number: n.Decimal.Plain().String()}
}

func heads(names []string) []workbook.NewCell {
	cells := make([]workbook.NewCell, len(names))
	for i, n := range names {
		cells[i] = strong(n)
	}
	return cells
}

// link is a place in the workbook, as hyperlinks name it.
func link(sheet string, c cellref.Ref) string {
	if c.IsZero() {
		return ""
	}
	var room [64]byte
	b := append(room[:0], '\'')
	b = append(b, strings.ReplaceAll(sheet, "'", "''")...)
	return string(c.Append(append(b, "'!"...)))
}

// explain builds the sheet 评分说明: verdict, then form by form every row with its reasons and
// every finding, the notes of marking, and what the words mean.
func explain(res *audit.Result, notes []finding.Finding) workbook.NewSheet {
	w := &writer{}
	text, style := verdict(res)
	w.add(workbook.NewCell{Text: SheetName, Style: workbook.Heading}, workbook.NewCell{Text: text, Style: style})
	w.add(heads(columns)...)
	for i := range res.Forms {
		w.form(&res.Forms[i])
	}
	if rest := append(append([]finding.Finding(nil), res.Findings...), notes...); len(rest) > 0 {
		w.add()
		w.add(workbook.NewCell{Text: "整个文件", Style: workbook.Heading})
		w.findings("", rest)
	}
	w.legend(rulesUsed(res))
	return workbook.NewSheet{Name: SheetName, Widths: widths, Header: 2, Rows: w.rows}
}

// verdict sums the workbook up in one sentence.
func verdict(res *audit.Result) (string, workbook.TextStyle) {
	manual, scored := 0, 0
	for i := range res.Forms {
		if s := res.Forms[i].Score; s != nil && s.State == score.Scored {
			scored++
			manual += s.Total.Manual
		}
	}
	faults := finding.Faults(res.All())
	var errs, warns int
	for _, f := range faults {
		switch f.Severity {
		case finding.Error:
			errs++
		case finding.Warn:
			warns++
		}
	}
	rest := ""
	if warns > 0 {
		rest += ",提示 " + count(warns) + " 处"
	}
	if manual > 0 {
		rest += ",待人工判定 " + count(manual) + " 项"
	}
	switch {
	case errs > 0:
		return "需修改:错误 " + count(errs) + " 处" + rest, workbook.Bad
	case scored == 0:
		return "没有可计分的自评表" + rest, workbook.Warning
	case manual > 0:
		return "未发现错误" + rest + ",总分和等级为暂定", workbook.Warning
	case warns > 0:
		return "通过" + rest, workbook.Good
	}
	return "通过,未发现问题", workbook.Good
}

func (w *writer) form(f *audit.Form) {
	w.add()
	w.head(f)
	if s := f.Score; s != nil {
		w.funds(f)
		for i := range s.Rows {
			if !s.Rows[i].Template {
				w.row(f, &s.Rows[i])
			}
		}
	}
	if len(f.Findings) == 0 {
		w.add(strong("问题"), cell("未发现问题"))
		return
	}
	w.findings(f.Sheet, f.Findings)
}

// head is the line of a form: sheet, project, department, grades, totals and how it went.
func (w *writer) head(f *audit.Form) {
	var t score.Total
	if f.Score != nil {
		t = f.Score.Total
	}
	state, why, style := outcome(f.Score)
	grade := "等级:"
	if !t.Final {
		grade = "暂定等级:"
	}
	bold := func(n decimal.Null) workbook.NewCell {
		c := num(n)
		c.Style = workbook.Strong
		return c
	}
	sum := bold(t.Sum)
	sum.Link = link(f.Sheet, f.Total.Score.Cell)
	sum.Style = style
	w.add(
		workbook.NewCell{Text: f.Sheet, Style: workbook.Strong, Link: link(f.Sheet, cmp.Or(f.Area.From, f.Title.Cell, cellref.Ref{Row: 1, Col: 1}))},
		strong(f.Project.Name.Text), strong(cmp.Or(f.Project.Department.Text, f.Project.Unit.Text)),
		strong(labelled(grade, t.Grade)), strong(labelled("自评等级:", short(t.SelfGrade))),
		bold(t.Points), bold(t.Self), sum, workbook.NewCell{Text: state, Style: style}, strong(why),
	)
}

func labelled(label, text string) string {
	if text == "" {
		return ""
	}
	return label + text
}

// outcome says in a word how the form went, why, and in which look.
func outcome(s *score.Sheet) (state, why string, style workbook.TextStyle) {
	if s == nil {
		return "未计分", "", workbook.Warning
	}
	rules := "规则集 " + s.Rules
	t := s.Total
	switch {
	case s.State == score.NotFilled:
		return "未填报", "实际完成值都没有填,没有计分", workbook.Warning
	case s.State == score.NoPoints:
		return "不计分", "本表没有分值,只核对完成情况", workbook.Strong
	case s.State == score.ScoresOnly:
		return "未复算", "本表没有分值列,自评合计 " + cmp.Or(t.Computed.String(), "—") + " 分", workbook.Warning
	case !t.Sum.Valid:
		return "未复算", "没有可以计入总分的行", workbook.Warning
	case !t.Final:
		return "暂定", provisional(t) + ";" + rules, workbook.Warning
	case !t.Self.Valid:
		return "填报总分为空", rules, workbook.Warning
	case !t.Self.Equal(t.Sum.Decimal):
		return "总分不同", strings.TrimPrefix(t.Formula+";"+rules, ";"), workbook.Bad
	}
	return "总分一致", strings.TrimPrefix(t.Formula+";"+rules, ";"), workbook.Good
}

func (w *writer) funds(f *audit.Form) {
	s := &f.Score.Funds
	if s.Row < 0 || s.Row >= len(f.Funds.Rows) {
		return
	}
	row := &f.Funds.Rows[s.Row]
	rate := ""
	if s.HasRate {
		rate = "执行率 " + s.Rate.Mul(decimal.FromInt(100)).Round(2).Plain().String() + "%"
	}
	style := judged(s.Decision, s.Self, s.Score, fundsRounded(f.Score))
	w.add(
		cell("预算执行"), workbook.NewCell{Text: cmp.Or(row.Label.Text, "预算执行率"), Link: link(f.Sheet, s.ScoreCell)},
		cell(labelled("预算 ", row.Budget.Text)), cell(rate), cell(labelled("执行 ", row.Executed.Text)),
		num(s.Points), num(s.Self), scoreCell(s.Score, decimal.Null{}, s.Decision, style), workbook.NewCell{Text: decisionWords[s.Decision], Style: style},
		cell(reasons(s.Formula, s.Rule, s.Why)),
	)
}

func (w *writer) row(f *audit.Form, r *score.Row) {
	in := r.Indicator
	style := judged(r.Decision, r.Self, r.Score, rounded(f.Score, r))
	at := in.Score
	if !at.Exists() {
		at = in.Level3
	}
	w.add(
		cell(w.levels(in.Level1, in.Level2)), workbook.NewCell{Text: cmp.Or(in.Level3.Text, in.Name, "第"+count(in.Row)+"行"), Link: link(f.Sheet, at.Cell)},
		cell(in.Target.Text), cell(r.Understood), cell(in.Actual.Text),
		num(r.Points), num(r.Self), scoreCell(r.Score, r.Suggested, r.Decision, style), workbook.NewCell{Text: decisionWords[r.Decision], Style: style},
		cell(reasons(r.Formula, r.Rule, r.Why)),
	)
}

// levels is levels, which rows that follow each other often share.
func (w *writer) levels(l1, l2 string) string {
	if w.last.l1 != l1 || w.last.l2 != l2 {
		w.last.l1, w.last.l2, w.last.text = l1, l2, levels(l1, l2)
	}
	return w.last.text
}

// levels names level 1 and 2 shortly: 产出/数量, 满意度/服务对象满意度.
func levels(l1, l2 string) string {
	l1, l2 = strings.TrimSuffix(l1, "指标"), strings.TrimSuffix(l2, "指标")
	if l1 == "" || l2 == "" || l1 == l2 {
		return cmp.Or(l1, l2)
	}
	return l1 + "/" + l2
}

// judged is the look of a row's result; a filed score that is only rounded is not wrong.
func judged(d score.Decision, self, value decimal.Null, rounded bool) workbook.TextStyle {
	switch {
	case d == score.Manual:
		return workbook.Warning
	case d == score.Computed && value.Valid && self.Valid && !rounded && !self.Equal(value.Decimal):
		return workbook.Bad
	}
	return workbook.Plain
}

func scoreCell(value, suggested decimal.Null, d score.Decision, style workbook.TextStyle) workbook.NewCell {
	c := workbook.NewCell{Style: style}
	switch {
	case d == score.Manual && suggested.Valid:
		c.Text = "建议 " + suggested.Decimal.Plain().String()
	case (d == score.Computed || d == score.Accepted) && value.Valid:
		c.Number = value.Decimal.Plain().String()
	}
	return c
}

// reasons joins formula, rule and explanation.
func reasons(formula, rule, why string) string {
	text := formula
	if rule != "" {
		text += " (" + rule + ")"
	}
	if why != "" {
		if text != "" {
			text += "\n"
		}
		text += why
	}
	return strings.TrimSpace(text)
}

func (w *writer) findings(sheet string, list []finding.Finding) {
	w.add(heads(findingColumns)...)
	for _, f := range finding.Faults(list) {
		style := workbook.Plain
		switch f.Severity {
		case finding.Error:
			style = workbook.Bad
		case finding.Warn:
			style = workbook.Warning
		}
		hint, from := f.Hint, f.Source
		for _, o := range f.More {
			hint = cmp.Or(hint, o.Hint)
			from = cmp.Or(from, o.Source)
		}
		at := cmp.Or(f.Sheet, sheet)
		w.add(
			workbook.NewCell{Text: f.Severity.Word(), Style: style}, cell(f.Message), cell(hint),
			workbook.NewCell{Text: f.Cell.String(), Link: link(at, f.Cell)}, cell(short(f.Value)),
			cell(""), cell(""), cell(""), cell(strings.Join(f.Codes, " ")), cell(from),
		)
	}
}

// rulesUsed lists the scoring rules of the workbook's rows, in order of appearance.
func rulesUsed(res *audit.Result) []string {
	var used []string
	add := func(code string) {
		if ruleWords[code] != "" && !slices.Contains(used, code) {
			used = append(used, code)
		}
	}
	for i := range res.Forms {
		if s := res.Forms[i].Score; s != nil {
			add(s.Funds.Rule)
			for j := range s.Rows {
				add(s.Rows[j].Rule)
			}
		}
	}
	return used
}

// legend says what the words, the colours and the codes of the rules mean.
func (w *writer) legend(rules []string) {
	w.add()
	w.add(workbook.NewCell{Text: "说明", Style: workbook.Heading})
	for _, line := range [...][2]string{
		{"计算得出", "按年度指标值和实际完成值用算式得出,已写入得分单元格"},
		{"自评在档次内", "定性指标的自评得分在所填档次的规定范围内,予以采用,单元格未改"},
		{"待人工判定", "规则不能判定,保留自评得分并计入总分,总分和等级因此为暂定"},
		{"不计分", "没有分值、属于其中项或不适用的行"},
		{"约定", "没有文件明文规定、由本工具约定的读法,可由县级规则调整"},
		{"底色", "浅红:得分不同或有错误;浅黄:需要说明;浅蓝:待人工判定"},
		{"批注", "得分与填报不同之处有批注,写明两个数和算式;原有批注保留"},
	} {
		w.add(strong(line[0]), cell(line[1]))
	}
	for _, code := range rules {
		w.add(strong(code), cell(ruleWords[code]))
	}
}
