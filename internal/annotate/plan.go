package annotate

import (
	"slices"
	"strings"

	"jixiao/internal/audit"
	"jixiao/internal/cellref"
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/form"
	"jixiao/internal/score"
	"jixiao/internal/workbook"
)

// Fills of marked cells, the light tones that Excel itself offers for bad and neutral cells, so
// that black text stays readable on screen and in grey print.
const (
	shadeError  = "FFC7CE" // a score that differs, an error
	shadeWarn   = "FFEB9C" // to be explained
	shadeManual = "DDEBF7" // a person decides
)

var shadeRank = map[string]int{"": 0, shadeWarn: 1, shadeManual: 2, shadeError: 3}

// mark is what happens to one cell.
type mark struct {
	number, text string
	lines        []string // of the comment
	shade        string
	// told is true when the first line gives the filed and the recomputed value, why is the
	// reason it gives for handing the row to a person.
	told bool
	why  string
}

// tint raises the cell's shade: the worst thing said of it decides.
func (m *mark) tint(shade string) {
	if shadeRank[shade] > shadeRank[m.shade] {
		m.shade = shade
	}
}

// roomOfMarks is how many marks get their room at once.
const roomOfMarks = 16

// marker collects the marks of one form; each cell gets one edit.
type marker struct {
	form  *audit.Form
	sheet *workbook.Sheet // nil in tests that need no grid
	marks map[cellref.Ref]*mark
	room  []mark // of the marks, several to one
}

// at returns the mark of a cell; what concerns a covered cell goes to the merged cell.
func (k *marker) at(c cellref.Ref) *mark {
	if k.sheet != nil {
		if area, ok := k.sheet.Merge(c); ok {
			c = area.From
		}
	}
	m := k.marks[c]
	if m == nil {
		if len(k.room) == cap(k.room) {
			k.room = make([]mark, 0, roomOfMarks)
		}
		k.room = append(k.room, mark{})
		m = &k.room[len(k.room)-1]
		k.marks[c] = m
	}
	return m
}

// plan returns the edits of all forms, in reading order.
func plan(res *audit.Result, opt Options) []workbook.Edit {
	var edits []workbook.Edit
	for i := range res.Forms {
		k := marker{form: &res.Forms[i], marks: make(map[cellref.Ref]*mark, 2*roomOfMarks)}
		if res.Book != nil {
			k.sheet = res.Book.SheetNamed(k.form.Sheet)
		}
		if s := k.form.Score; s != nil && s.State == score.Scored {
			k.rows()
			k.funds()
			k.total()
			k.grade()
		}
		k.findings()
		edits = k.edits(edits, opt)
	}
	return edits
}

// headingRows is the number of merged rows from which a cell is a heading beside a block of rows:
// colouring it would paint a quarter of the page for one remark, so it gets the comment only.
const headingRows = 4

func (k *marker) heading(c cellref.Ref) bool {
	if k.sheet == nil {
		return false
	}
	area, ok := k.sheet.Merge(c)
	return ok && area.To.Row-area.From.Row+1 >= headingRows
}

func (k *marker) edits(edits []workbook.Edit, opt Options) []workbook.Edit {
	first := len(edits)
	edits = slices.Grow(edits, len(k.marks))
	for c, m := range k.marks {
		e := workbook.Edit{Sheet: k.form.Sheet, Cell: c, Number: m.number, Text: m.text, Comment: strings.Join(m.lines, "\n")}
		if !opt.Plain && !k.heading(c) {
			e.Shade = m.shade
		}
		if e.Number != "" || e.Text != "" || e.Comment != "" || e.Shade != "" {
			edits = append(edits, e)
		}
	}
	slices.SortFunc(edits[first:], func(a, b workbook.Edit) int { return a.Cell.Compare(b.Cell) })
	return edits
}

// rows marks the score cell of every row that has one of its own. Rows that share a merged score
// cell are one: their sum goes there when all of them are computed.
func (k *marker) rows() {
	list := k.form.Score.Rows
	for i := 0; i < len(list); {
		n := 1
		for i+n < len(list) && list[i+n].Indicator.ScoreShared {
			n++
		}
		k.row(list[i : i+n])
		i += n
	}
}

func (k *marker) row(shared []score.Row) {
	r := &shared[0]
	cell := r.Indicator.Score
	if !cell.Exists() || r.Indicator.ScoreShared {
		return
	}
	for i := range shared {
		if shared[i].Decision == score.Manual {
			k.manual(&shared[i], cell)
			return
		}
	}
	if len(shared) == 1 {
		if r.Decision == score.Computed && r.Score.Valid {
			k.score(cell, r.Self, r.Score.Decimal, rounded(k.form.Score, r), r.Formula, r.Rule)
		}
		return
	}
	sum, formulas := decimal.FromInt(0), make([]string, 0, len(shared))
	for i := range shared {
		if shared[i].Decision == score.Accepted {
			return // its own part of the filed score is not known
		}
		if shared[i].Decision == score.Computed && shared[i].Score.Valid {
			sum = sum.Add(shared[i].Score.Decimal)
			formulas = append(formulas, shared[i].Formula)
		}
	}
	if len(formulas) > 0 {
		k.score(cell, r.Self, sum, false, strings.Join(formulas, ";"), r.Rule)
	}
}

// rounded reports whether the filed score is the formula's, rounded the way the form rounds
// (decisions 23): then the written value is more exact, and nothing is wrong.
func rounded(s *score.Sheet, r *score.Row) bool {
	return r.Self.Valid && !r.Exact.Den.IsZero() && r.Exact.Round(s.Total.Rounding).Equal(r.Self.Decimal)
}

// score writes a recomputed score and says so where it differs from what was filed. On a form
// that was handed in without any score there is nothing to differ from.
func (k *marker) score(cell form.Value, self decimal.Null, value decimal.Decimal, rounded bool, formula, rule string) {
	m := k.at(cell.Cell)
	m.number = value.Plain().String()
	switch {
	case self.Valid && self.Equal(value):
		return
	case !self.Valid && cell.Blank() && !k.scoresFiled():
		return
	case rounded:
		m.lines = append(m.lines, "按两位小数为 "+points(value)+" 分(填报 "+self.String()+" 分,为取整所致)")
	default:
		m.lines = append(m.lines, "复算 "+points(value)+" 分,"+filed(self, cell))
		m.told = true
		m.tint(shadeError)
	}
	if formula != "" {
		m.lines = append(m.lines, "算式:"+formula)
	}
	if rule != "" {
		m.lines = append(m.lines, "规则:"+ruleText(rule))
	}
}

// scoresFiled reports whether the department gave any score at all.
func (k *marker) scoresFiled() bool {
	s := k.form.Score
	return s.Funds.Self.Valid || slices.ContainsFunc(s.Rows, func(r score.Row) bool { return r.Self.Valid })
}

// filed tells what the cell said before.
func filed(self decimal.Null, cell form.Value) string {
	switch {
	case self.Valid:
		return "填报 " + self.String() + " 分"
	case cell.Blank():
		return "原为空白"
	}
	return "填报“" + short(cell.Text+cell.Error) + "”"
}

func points(d decimal.Decimal) string { return d.Round(2).String() }

// manual hands a row to a person; the filed score stays.
func (k *marker) manual(r *score.Row, cell form.Value) {
	m := k.at(cell.Cell)
	line := "待人工判定"
	if r.Why != "" {
		line += ":" + r.Why
	}
	m.lines = append(m.lines, line)
	m.why = r.Why
	if r.Suggested.Valid {
		m.lines = append(m.lines, "建议 "+points(r.Suggested.Decimal)+" 分")
	}
	if r.Self.Valid {
		m.lines = append(m.lines, "暂按填报的 "+r.Self.String()+" 分计入总分")
	}
	m.tint(shadeManual)
}

func (k *marker) funds() {
	f := &k.form.Score.Funds
	if f.ScoreCell.IsZero() || f.Row < 0 || f.Row >= len(k.form.Funds.Rows) {
		return
	}
	cell := k.form.Funds.Rows[f.Row].Score
	cell.Cell = f.ScoreCell
	switch {
	case f.Decision == score.Computed && f.Score.Valid:
		k.score(cell, f.Self, f.Score.Decimal, fundsRounded(k.form.Score), f.Formula, f.Rule)
	case f.Decision == score.Manual:
		k.manual(&score.Row{Why: f.Why, Self: f.Self}, cell)
	}
}

// fundsRounded is rounded for the execution-rate score.
func fundsRounded(s *score.Sheet) bool {
	f := &s.Funds
	return f.Self.Valid && f.HasRate && f.Points.Valid && f.Score.Valid &&
		f.Rate.Min(decimal.One()).Mul(f.Points.Decimal).Round(s.Total.Rounding).Equal(f.Self.Decimal)
}

// findings says at their cells what was found; lesser notes stand on the sheet alone.
func (k *marker) findings() {
	for _, f := range finding.Faults(k.form.Findings) {
		if f.Cell.IsZero() || f.Severity < finding.Warn || f.Sheet != "" && f.Sheet != k.form.Sheet {
			continue
		}
		m := k.at(f.Cell)
		if f.Severity >= finding.Error {
			m.tint(shadeError)
		} else {
			m.tint(shadeWarn)
		}
		codes := " [" + strings.Join(f.Codes, " ") + "]"
		if m.says(f) {
			m.lines[0] += codes
			continue
		}
		if m.why != "" { // the finding says why a person must decide, and says it better
			m.lines[0], m.why = "待人工判定", ""
		}
		m.lines = append(m.lines, f.Severity.Word()+":"+f.Message+codes)
		if f.Hint != "" {
			m.lines = append(m.lines, "处理:"+f.Hint)
		}
	}
}

// says reports whether the comment's first line already tells the fault.
func (m *mark) says(f finding.Fault) bool {
	return m.told && tellsDifference[f.Code] || m.why != "" && strings.Contains(f.Message, m.why)
}

// tellsDifference are the codes whose whole message is "this should be that".
var tellsDifference = map[string]bool{
	"L-SCR-02": true, "L-SCR-03": true, "L-SCR-09": true, "L-FUND-05": true,
}
