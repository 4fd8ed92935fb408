package blank

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"jixiao/internal/cellref"
	"jixiao/internal/form"
	"jixiao/internal/layout"
)

// Lists offered in a cell; other text may be typed, since forms and counties differ.
var (
	signs      = []string{"≥", "≤", "=", ">", "<", "定性"}
	polarities = []string{"正向", "反向"}
	grades     = []string{"优", "良", "中", "差"}
)

// column is a run of slots that are checked alike.
type column struct {
	block layout.Kind
	index int
	role  form.Role
}

// check puts data validation on what is to be filled in: numbers where money, points and scores
// belong, lists of signs and grades, a hint on targets, actual values and reasons.
func (b *book) check(f *Form) {
	places := map[column][]Slot{}
	var order []column
	for _, s := range f.Slots {
		c := column{s.Block, s.Index, s.Role}
		if places[c] == nil {
			order = append(order, c)
		}
		places[c] = append(places[c], s)
	}
	for _, c := range order {
		slots := places[c]
		points := places[column{c.block, c.index, form.Points}]
		dv := b.validation(c, points)
		if dv == nil {
			continue
		}
		dv.Sqref = ranges(slots)
		b.try(b.file.AddDataValidation(FormSheet, dv))
	}
}

// ranges names the cells, those below each other as one range, so that a row that is inserted between them
// is checked as well.
func ranges(slots []Slot) string {
	var out []string
	for i := 0; i < len(slots); {
		from, to := slots[i].Cell(), slots[i].At.To.Row
		j := i + 1
		for ; j < len(slots) && slots[j].Cell() == (cellref.Ref{Row: to + 1, Col: from.Col}); j++ {
			to = slots[j].At.To.Row
		}
		out = append(out, area(from.Row, from.Col, to, from.Col).String())
		i = j
	}
	return strings.Join(out, " ")
}

func (b *book) validation(c column, points []Slot) *excelize.DataValidation {
	dv := excelize.NewDataValidation(true)
	table := c.block == layout.Funds || c.block == layout.Indicators || c.block == layout.Totals
	switch {
	case c.block == layout.Funds && (c.role == form.Initial || c.role == form.Budget || c.role == form.Received || c.role == form.Executed):
		b.number(dv, "0", "999999999999", excelize.DataValidationErrorStyleStop, "金额", "请填不小于 0 的数字，单位以表头为准。")
	case table && c.role == form.Points:
		b.number(dv, "0", "100", excelize.DataValidationErrorStyleStop, "分值", "请填 0 至 100 的数字。")
	case table && (c.role == form.SelfScore || c.role == form.ReviewScore):
		most := "100"
		if c.block == layout.Indicators && len(points) > 0 {
			at := points[0].Cell()
			most = "$" + cellref.ColumnName(at.Col) + strings.TrimPrefix(at.String(), cellref.ColumnName(at.Col))
		}
		b.number(dv, "0", most, excelize.DataValidationErrorStyleWarning, "得分", "得分应是 0 至分值之间的数字，请先填分值。")
	case c.role == form.Direction:
		b.list(dv, signs, "符号", "请从列表中选，定性指标选“定性”。")
	case c.role == form.Polarity:
		b.list(dv, polarities, "指标性质", "越大越好的选正向，越小越好的选反向。")
	case c.role == layout.Grade:
		b.list(dv, grades, "等级", "请从列表中选。")
	case c.block == layout.Indicators && c.role == form.Target:
		dv.SetInput("指标值", "与批复的绩效目标一致，写明数值和单位，如“≥90%”。")
	case c.block == layout.Indicators && c.role == form.Actual:
		dv.SetInput("完成值", "填年末实际数；定性指标写明达成情况。")
	case c.block == layout.Indicators && c.role == form.Reason:
		dv.SetInput("偏差原因", "没有得满分或超额较多时，写明原因和改进措施。")
	default:
		return nil
	}
	return dv
}

func (b *book) number(dv *excelize.DataValidation, low, high string, style excelize.DataValidationErrorStyle, title, text string) {
	b.try(dv.SetRange(low, high, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween))
	dv.SetError(style, title, text)
}

func (b *book) list(dv *excelize.DataValidation, words []string, title, text string) {
	b.try(dv.SetDropList(words))
	dv.SetError(excelize.DataValidationErrorStyleWarning, title, text)
}
