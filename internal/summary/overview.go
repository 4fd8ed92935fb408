package summary

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"jixiao/internal/decimal"
)

// Workbook returns the summary of one county as an .xlsx file, ErrEmpty when there is nothing to
// summarise. Its figures are those of Compute.
func Workbook(in *Input) ([]byte, error) {
	f, err := Compute(in)
	if err != nil {
		return nil, err
	}
	b := newBook()
	b.in = in
	defer b.file.Close()
	b.prefix = strings.TrimSuffix(in.Title(), "汇总")
	b.try(b.file.SetSheetName("Sheet1", sheetOverview))
	if f.ByCounty != nil {
		b.groups(f, sheetCounties, "县(市、区)", f.ByCounty)
	}
	b.groups(f, sheetDepartments, "主管部门", f.ByDepartment)
	total := b.projects(f)
	b.wholes(f)
	b.indicators(f)
	b.findings(f)
	b.missing(f)
	b.matterList(f)
	b.sample(f)
	b.overview(in, f, total)
	b.try(b.file.SetDocProps(&excelize.DocProperties{Title: in.Title(), Creator: "jixiao", LastModifiedBy: "jixiao"}))
	return b.bytes()
}

// overviewColumns is the number of equally wide columns that the blocks of 总览 stand in.
const overviewColumns = 12

// grid collects the cells of 总览 block by block and then streams them row by row: only a streamed
// cell can hold a formula with a number as its stored value.
type grid struct {
	*book
	row     int // where the next block starts
	cells   map[[2]int]excelize.Cell
	heights map[int]float64
	merged  [][2]string
	last    int
}

// put writes v from column col to column to of row, merged, in style s.
func (g *grid) put(col, to, row int, v any, s style) {
	if d, ok := v.(decimal.Null); ok {
		v = number(d)
	}
	for c := col; c <= to; c++ {
		g.cells[[2]int{c, row}] = excelize.Cell{StyleID: g.style(s)}
	}
	g.cells[[2]int{col, row}] = excelize.Cell{StyleID: g.style(s), Value: v}
	if to > col {
		g.merged = append(g.merged, [2]string{at(col, row), at(to, row)})
	}
	g.last = max(g.last, row)
}

// repeat makes a cell that holds a number show another one by formula; the number stays as its
// stored value.
func (g *grid) repeat(col, row int, from string) {
	c := g.cells[[2]int{col, row}]
	c.Formula = from
	g.cells[[2]int{col, row}] = c
}

func (g *grid) height(row int, h float64) { g.heights[row] = h }

// flush streams what was collected; charts and page breaks must be in place before.
func (g *grid) flush(w *excelize.StreamWriter) {
	for row := 1; row <= g.last; row++ {
		cells := make([]any, overviewColumns)
		for col := range cells {
			if c, ok := g.cells[[2]int{col + 1, row}]; ok {
				cells[col] = c
			}
		}
		g.try(w.SetRow(at(1, row), cells, excelize.RowOpts{Height: g.heights[row]}))
	}
	for _, m := range g.merged {
		g.try(w.MergeCell(m[0], m[1]))
	}
	g.try(w.Flush())
}

var (
	headStyle  = style{kind: "head", align: "center"}
	labelStyle = style{align: "left"}
	countStyle = style{align: "right", format: `0_ `}
	moneyStyle = style{align: "right", format: moneyFormat}
	scoreStyle = style{align: "right", format: scoreFormat}
	shareStyle = style{align: "right", format: percentFormat}
	textStyle  = style{align: "center"}
	blockStyle = style{kind: "block", align: "left"}
)

// fact is one labelled figure of a block.
type fact struct {
	label string
	value any
	style style
	// from is the cell of a list that the value repeats, as a formula; "" for a plain value.
	from string
}

// overview writes 总览; total is the row of 合计 on 项目明细, which it refers to.
func (b *book) overview(in *Input, f *Figures, total int) {
	g := &grid{book: b, cells: map[[2]int]excelize.Cell{}, heights: map[int]float64{}}
	b.page(sheetOverview, 1)
	w, err := b.file.NewStreamWriter(sheetOverview)
	if err != nil {
		b.try(err)
		return
	}
	b.try(w.SetColWidth(1, overviewColumns, 11.5))
	g.put(1, overviewColumns, 1, in.Title(), style{kind: "title", align: "center"})
	g.height(1, 32)
	verdict := f.Verdict()
	g.put(1, overviewColumns, 2, verdict, style{kind: "verdict", align: "left"})
	g.height(2, float64(1+len([]rune(verdict))/60)*16+6)
	note := basis(in, f)
	g.put(1, overviewColumns, 3, note, style{kind: "note", align: "left"})
	g.height(3, max(26, rowHeight(textLines(note, 145))))
	g.row = 5
	g.facts(f, total)
	grades, bands := g.tables(f)
	g.indicatorBlock(f)
	charts := g.row
	for r := range chartRows {
		g.height(charts+r, 14)
	}
	g.row += chartRows
	faults := g.faultTable(f)
	g.lowest(f)
	g.notice(f)
	b.try(w.InsertPageBreak(at(1, charts)))
	b.try(w.InsertPageBreak(at(1, charts+chartRows)))
	g.charts(f, charts, grades, bands, faults, in.Titles != nil)
	g.flush(w)
}

// Verdict says the whole summary in one sentence.
func (f *Figures) Verdict() string {
	var s strings.Builder
	fmt.Fprintf(&s, "收到 %d 个部门的自评表 %d 份", f.Departments, f.Projects+f.Wholes)
	if f.Wholes > 0 {
		fmt.Fprintf(&s, "(项目 %d 份、部门整体 %d 份)", f.Projects, f.Wholes)
	}
	if bad := f.States[Unreadable] + f.States[Unrecognised]; bad > 0 {
		fmt.Fprintf(&s, ",另有 %d 个文件未识别或无法读取", bad)
	}
	s.WriteString(";")
	if f.Scored == 0 {
		s.WriteString("没有可以评分的项目")
	} else {
		fmt.Fprintf(&s, "已评分 %d 个", f.Scored)
		if f.Provisional > 0 {
			fmt.Fprintf(&s, "(其中 %d 个含待人工判定的指标,分数暂定)", f.Provisional)
		}
		fmt.Fprintf(&s, ",复算平均 %s 分", f.Average)
		if f.Self.Valid {
			fmt.Fprintf(&s, ",自评平均 %s 分", f.Self)
		}
		var grades []string
		for _, c := range f.Grades {
			grades = append(grades, fmt.Sprintf("%s %d", c.Name, c.Score))
		}
		s.WriteString("," + strings.Join(grades, "、"))
	}
	if f.Unequal > 0 {
		fmt.Fprintf(&s, ";另有 %d 个分值合计不是100,不计入平均", f.Unequal)
	}
	if f.OtherYears > 0 {
		fmt.Fprintf(&s, ";其他年度的 %d 份单列不计", f.OtherYears)
	}
	if f.Homeless > 0 {
		fmt.Fprintf(&s, ";县区不明的 %d 份单列不计", f.Homeless)
	}
	if f.Rate.Valid {
		fmt.Fprintf(&s, ";全年预算 %s 万元,执行 %s 万元,执行率 %s%%", f.Budget.Plain(), f.Executed.Plain(), f.Rate.Shift(2).Round(2))
	}
	fmt.Fprintf(&s, ";发现错误 %d 处、提示 %d 处,%d 份表有错误。", f.Errors, f.Warns, f.Faulty)
	return s.String()
}

func basis(in *Input, f *Figures) string {
	text := "金额单位:万元。所有数字由自评表计算得出,可在后面各表查到出处。平均分只算已评分的项目;部门整体自评表单列,不与项目合计。"
	if in.Rules != "" {
		text += "评分规则:" + in.Rules + "。"
	}
	if len(f.Years) > 1 {
		text += "注意:本汇总含多个年度的自评表。"
	}
	if len(in.Unchecked) > 0 {
		text += "未核对:" + strings.Join(in.Unchecked, ";") + "。"
	}
	return text
}

// facts writes the three blocks of labelled figures at the top.
func (g *grid) facts(f *Figures, totalRow int) {
	total := func(col int) string {
		if totalRow == 0 {
			return ""
		}
		return fmt.Sprintf("'%s'!%s", sheetProjects, at(col, totalRow))
	}
	came := []fact{
		{label: "收到文件", value: f.Files, style: countStyle},
		{label: "涉及部门", value: f.Departments, style: countStyle},
		{label: "项目自评表", value: f.Projects, style: countStyle},
		{label: "部门整体自评表", value: f.Wholes, style: countStyle},
		{label: "未填报", value: f.States[NotFilled], style: countStyle},
		{label: "无分值或只有自评分", value: f.States[NoPoints] + f.States[ScoresOnly], style: countStyle},
		{label: "未识别、无法读取", value: f.States[Unrecognised] + f.States[Unreadable], style: countStyle},
		{label: "重复报送(不计)", value: f.Copies, style: countStyle},
		{label: "已被替代(不计)", value: f.Superseded, style: countStyle},
		{label: "待确认事项", value: len(f.Matters), style: countStyle},
	}
	if f.OtherYears > 0 {
		came = append(came, fact{label: "其他年度(不计)", value: f.OtherYears, style: countStyle})
	}
	if f.Homeless > 0 {
		came = append(came, fact{label: "县区不明(不计)", value: f.Homeless, style: countStyle})
	}
	money := []fact{
		{label: "年初预算", value: f.Initial, style: moneyStyle, from: total(8)},
		{label: "全年预算", value: decimal.Some(f.Budget), style: moneyStyle, from: total(9)},
		{label: "全年执行", value: decimal.Some(f.Executed), style: moneyStyle, from: total(10)},
		{label: "执行率", value: share(f.Rate), style: shareStyle},
		{label: "计入金额的项目", value: f.Counted, style: countStyle},
		{label: "金额存疑未计入", value: f.Uncounted, style: countStyle},
	}
	scores := []fact{
		{label: "已评分项目", value: f.Scored, style: countStyle},
		{label: "其中分数暂定", value: f.Provisional, style: countStyle},
		{label: "自评平均分", value: f.Self, style: scoreStyle},
		{label: "复算平均分", value: f.Average, style: scoreStyle},
		{label: "按预算加权平均", value: f.Weighted, style: scoreStyle},
		{label: "自评满100分", value: f.SelfFull, style: countStyle},
		{label: "复算满100分", value: f.Full, style: countStyle},
		{label: "复算满分占比", value: share(part(f.Full, f.Scored)), style: shareStyle},
	}
	if f.Unequal > 0 {
		scores = slices.Insert(scores, 2, fact{label: "分值合计不是100(不计)", value: f.Unequal, style: countStyle})
	}
	if f.Reviewed > 0 {
		scores = append(scores, fact{label: "已复核项目", value: f.Reviewed, style: countStyle}, fact{label: "复核平均分", value: f.Review, style: scoreStyle},
			fact{label: "复核与自评不同", value: f.Changed, style: countStyle})
	}
	if f.HasRoster {
		came = append(came, fact{label: "迟报", value: f.Late, style: countStyle}, fact{label: "疑似迟报待确认", value: f.SavedLate, style: countStyle})
	}
	columns := [][]block{{{"报送情况", came}}, {{"资金(万元)", money}}, {{"得分", scores}}}
	if f.HasRoster {
		columns[1] = append(columns[1], block{"应报情况(名单)", f.dueFacts()})
	}
	if f.DueAmount.Valid {
		columns[2] = append(columns[2], block{"应报金额(名单,万元)", f.dueAmounts()})
	}
	end := g.row
	for i, blocks := range columns {
		row := g.row
		for _, b := range blocks {
			row = g.block(1+4*i, row, b.title, b.facts)
		}
		end = max(end, row)
	}
	g.row = end + 1
}

// block is a titled list of facts.
type block struct {
	title string
	facts []fact
}

// dueFacts are what came of the roster, dueAmounts the same in money.
func (f *Figures) dueFacts() []fact {
	return []fact{
		{label: "应报项目", value: f.Due, style: countStyle},
		{label: "其中已报", value: f.Filed, style: countStyle},
		{label: "应报未报", value: len(f.Missing), style: countStyle},
		{label: "是否已报待确认", value: f.Confirm, style: countStyle},
		{label: "报送率", value: share(part(f.Filed, f.Due)), style: shareStyle},
	}
}

func (f *Figures) dueAmounts() []fact {
	list := []fact{
		{label: "应报金额", value: f.DueAmount, style: moneyStyle},
		{label: "其中已报", value: f.FiledAmount, style: moneyStyle},
		{label: "报送率(按金额)", value: share(ratio(f.FiledAmount.Decimal, f.DueAmount.Decimal)), style: shareStyle},
	}
	if f.Unpriced > 0 {
		list = append(list, fact{label: "名单未列金额", value: f.Unpriced, style: countStyle})
	}
	return list
}

// block writes a titled list of facts in the four columns from col and returns the next row.
func (g *grid) block(col, row int, title string, facts []fact) int {
	g.put(col, col+3, row, title, headStyle)
	for _, x := range facts {
		row++
		g.put(col, col+1, row, x.label, labelStyle)
		g.put(col+2, col+3, row, x.value, x.style)
		if d, ok := x.value.(decimal.Null); ok && d.Valid && x.from != "" {
			g.repeat(col+2, row, x.from)
		}
		g.height(row, 17)
	}
	return row + 1
}

// tables writes grades and execution bands side by side and returns the rows of their first lines.
func (g *grid) tables(f *Figures) (grades, bands int) {
	head := func(col, to int, title string) { g.put(col, to, g.row, title, headStyle) }
	head(1, 2, "等级")
	for i, t := range []string{"自评个数", "自评占比", "复算个数", "复算占比"} {
		head(3+i, 3+i, t)
	}
	head(7, 8, "执行率")
	head(9, 9, "项目数")
	head(10, 10, "占比")
	head(11, 12, "全年预算(万元)")
	g.height(g.row, 18)
	filed := 0
	for _, c := range f.Grades {
		filed += c.Self
	}
	first := g.row + 1
	for i, c := range f.Grades {
		r := first + i
		g.put(1, 2, r, c.Name, textStyle)
		g.put(3, 3, r, c.Self, countStyle)
		g.put(4, 4, r, share(part(c.Self, filed)), shareStyle)
		g.put(5, 5, r, c.Score, countStyle)
		g.put(6, 6, r, share(part(c.Score, f.Scored)), shareStyle)
	}
	for i, c := range f.Bands {
		r := first + i
		g.put(7, 8, r, c.Name, textStyle)
		g.put(9, 9, r, c.Count, countStyle)
		g.put(10, 10, r, share(part(c.Count, f.Projects)), shareStyle)
		g.put(11, 12, r, decimal.Some(c.Budget), moneyStyle)
	}
	g.row = first + max(len(f.Grades), len(f.Bands)) + 1
	return first, first
}

func (g *grid) indicatorBlock(f *Figures) {
	c := f.Indicators
	g.put(1, overviewColumns, g.row, "指标(已填报的项目)", headStyle)
	facts := []fact{
		{label: "指标总数", value: c.Total}, {label: "达标", value: c.Met}, {label: "未达标", value: c.Missed}, {label: "部分达标", value: c.Partly},
		{label: "无法判断", value: c.Unknown}, {label: "未得满分未说明", value: c.MissedNoReason}, {label: "未达标得满分", value: c.MissedFull}, {label: "达标被扣分", value: c.MetReduced},
		{label: "完成值超130%", value: c.Over130}, {label: "其中超200%", value: c.Over200}, {label: "完成值照抄", value: c.Copied}, {label: "达标占比", value: share(part(c.Met, c.Total)), style: shareStyle},
	}
	for i, x := range facts {
		col, row := 1+3*(i%4), g.row+1+i/4
		g.put(col, col+1, row, x.label, labelStyle)
		s := x.style
		if s == (style{}) {
			s = countStyle
		}
		g.put(col+2, col+2, row, x.value, s)
		g.height(row, 17)
	}
	g.row += 5
}
