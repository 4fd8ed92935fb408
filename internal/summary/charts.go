package summary

import (
	"fmt"
	"slices"

	"github.com/xuri/excelize/v2"
)

// chartRows is the height of the charts' page in rows.
const chartRows = 37

// charts places the four charts in two rows below row top: native ones, which Excel and WPS can
// edit, drawn from the figures on the sheets.
func (g *grid) charts(f *Figures, top, grades, bands, faults int, titled bool) {
	g.put(1, overviewColumns, top, "图表", blockStyle)
	self, score := "0563C1", "ED7D31"
	g.chart(at(1, top+1), columnChart("等级分布", false,
		series(sheetOverview, "自评", 1, 3, grades, len(f.Grades), self),
		series(sheetOverview, "复算", 1, 5, grades, len(f.Grades), score)))
	if n := ranked(f); n > 0 {
		title := "部门复算平均分"
		if n < f.Departments {
			title = fmt.Sprintf("部门复算平均分(前 %d 名)", n)
		}
		means := 1 + slices.IndexFunc(groupColumns(f, ""), func(c column) bool { return c.title == averageTitle })
		g.chart(at(7, top+1), columnChart(title, true, series(sheetDepartments, "复算平均分", 2, means, 3, n, score)))
	}
	g.chart(at(1, top+19), columnChart("执行率分布(项目数)", false, series(sheetOverview, "项目数", 7, 9, bands, len(f.Bands), self)))
	if n := min(commonest, len(f.Codes)); n > 0 {
		names := 1 // codes; short titles when there are any
		if titled {
			names = 3
		}
		g.chart(at(7, top+19), columnChart("最常见的问题(处)", true, series(sheetOverview, "处数", names, 10, faults, n, "C00000")))
	}
}

// ranked is how many departments the chart shows: those with a mean, at most twenty.
func ranked(f *Figures) int {
	n := 0
	for n < min(20, len(f.ByDepartment)) && f.ByDepartment[n].Average.Valid {
		n++
	}
	return n
}

func (g *grid) chart(cell string, c *excelize.Chart) { g.try(g.file.AddChart(sheetOverview, cell, c)) }

// series takes its categories from column names and its values from column values of a sheet, count
// rows from first on.
func series(sheet, name string, names, values, first, count int, color string) excelize.ChartSeries {
	column := func(col int) string {
		return fmt.Sprintf("'%s'!%s:%s", sheet, absolute(col, first), absolute(col, first+count-1))
	}
	return excelize.ChartSeries{
		Name: name, Categories: column(names), Values: column(values),
		Fill:              excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}},
		DataLabel:         excelize.ChartDataLabel{Font: chartFont(9)},
		DataLabelPosition: excelize.ChartDataLabelsPositionOutsideEnd,
	}
}

func chartFont(size float64) excelize.Font {
	return excelize.Font{Family: "宋体", Size: size, Color: "404040"}
}

// columnChart is a chart of upright or, for long names, lying columns.
func columnChart(title string, lying bool, list ...excelize.ChartSeries) *excelize.Chart {
	kind := excelize.Col
	if lying {
		kind = excelize.Bar
	}
	head := chartFont(12)
	head.Bold = true
	legend := excelize.ChartLegend{Position: "none"}
	if len(list) > 1 {
		font := chartFont(9)
		legend = excelize.ChartLegend{Position: "bottom", Font: &font}
	}
	gap := uint(60)
	zero := 0.0
	return &excelize.Chart{
		Type: kind, Series: list, Legend: legend, GapWidth: &gap,
		Dimension: excelize.ChartDimension{Width: 520, Height: 300},
		Format:    excelize.GraphicOptions{OffsetX: 4, OffsetY: 4},
		Title:     excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: title, Font: &head}}},
		PlotArea:  excelize.ChartPlotArea{ShowVal: true},
		XAxis:     excelize.ChartAxis{Font: chartFont(9), ReverseOrder: lying},
		YAxis:     excelize.ChartAxis{Font: chartFont(9), Minimum: &zero, MajorGridLines: !lying, None: lying},
	}
}
