package summary

import "fmt"

// commonest is how many faults and lowest projects 总览 shows.
const commonest = 10

// faultTable lists the commonest faults and returns the row of the first.
func (g *grid) faultTable(f *Figures) int {
	g.put(1, overviewColumns, g.row, "最常见的问题(全部见问题清单)", blockStyle)
	g.row++
	for _, h := range []struct {
		col, to int
		title   string
	}{{1, 2, "代码"}, {3, 8, "问题"}, {9, 9, "级别"}, {10, 10, "处数"}, {11, 11, "涉及表数"}, {12, 12, "占比"}} {
		g.put(h.col, h.to, g.row, h.title, headStyle)
	}
	first := g.row + 1
	for i, c := range f.Codes[:min(commonest, len(f.Codes))] {
		r := first + i
		g.put(1, 2, r, c.Code, textStyle)
		g.put(3, 8, r, c.Title, labelStyle)
		g.put(9, 9, r, c.Severity.Word(), textStyle)
		g.put(10, 10, r, c.Count, countStyle)
		g.put(11, 11, r, c.Forms, countStyle)
		g.put(12, 12, r, share(part(c.Forms, f.Projects+f.Wholes)), shareStyle)
		g.height(r, rowHeight(textLines(c.Title, 66)))
		g.row = r
	}
	if len(f.Codes) == 0 {
		g.put(1, overviewColumns, first, "没有发现问题", labelStyle)
		g.row = first
	}
	g.row += 2
	return first
}

// lowest lists the projects with the lowest recomputed totals.
func (g *grid) lowest(f *Figures) {
	g.put(1, overviewColumns, g.row, fmt.Sprintf("得分最低的 %d 个项目", len(f.Lowest)), blockStyle)
	g.row++
	for _, h := range []struct {
		col, to int
		title   string
	}{{1, 1, "序号"}, {2, 4, "主管部门"}, {5, 8, "项目名称"}, {9, 9, "自评得分"}, {10, 10, "复算得分"}, {11, 11, "等级"}, {12, 12, "错误处数"}} {
		g.put(h.col, h.to, g.row, h.title, headStyle)
	}
	if len(f.Lowest) == 0 {
		g.row++
		g.put(1, overviewColumns, g.row, "没有低于100分的项目", labelStyle)
	}
	for i, x := range f.Lowest {
		g.row++
		g.put(1, 1, g.row, i+1, textStyle)
		g.put(2, 4, g.row, x.department(), labelStyle)
		g.put(5, 8, g.row, x.name(), labelStyle)
		g.put(9, 9, g.row, x.Self, scoreStyle)
		g.put(10, 10, g.row, x.Score, scoreStyle)
		g.put(11, 11, g.row, gradeText(x), textStyle)
		g.put(12, 12, g.row, x.sum.errors, countStyle)
		g.height(g.row, rowHeight(textLines(x.name(), 44)))
	}
}

// notice puts the paragraphs of Notice below the lists, for copying into a circular.
func (g *grid) notice(f *Figures) {
	g.row += 2
	g.put(1, overviewColumns, g.row, "通报文字(草稿)", blockStyle)
	for _, p := range f.paragraphs() {
		g.row++
		text := p.title + ":" + p.text
		g.put(1, overviewColumns, g.row, text, labelStyle)
		g.height(g.row, rowHeight(textLines(text, 130)))
	}
}
