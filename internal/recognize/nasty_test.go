package recognize

import (
	"slices"
	"strings"
	"testing"

	"jixiao/internal/form"
	"jixiao/internal/layout"
)

const nastyHead = `
项目支出绩效自评表|<|<|<|<|<|<|<
(2023年度)|<|<|<|<|<|<|<
项目名称|<|道路维修|<|<|<|<|<
主管部门|<|某县交通局|<|<|实施单位|<|公路段
`

const nastyTable = `一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析
产出指标|数量指标|里程|≥10公里|11公里|#40|#40|
^|质量指标|合格率|≥95%|96%|#20|#20|
效益指标|社会效益指标|便利|明显|已明显|#30|#30|
满意度指标|服务对象满意度指标|满意度|≥90%|93%|#10|#10|
总分|<|<|<|<|#100|#100|
`

// nastyRows is what a person reads in nastyTable.
const nastyRows = "产出指标/数量指标/里程 ≥10公里 11公里 40 40; 产出指标/质量指标/合格率 ≥95% 96% 20 20; " +
	"效益指标/社会效益指标/便利 明显 已明显 30 30; 满意度指标/服务对象满意度指标/满意度 ≥90% 93% 10 10; 总分 100 100"

// reading tells the forms of a sheet as a person would.
func reading(res Result) string {
	var forms []string
	for _, f := range res.Forms {
		var rows []string
		for _, i := range f.Indicators {
			rows = append(rows, strings.Join([]string{i.Level1 + "/" + i.Level2 + "/" + i.Name, i.Target.Text, i.Actual.Text, i.Points.Text, i.Score.Text}, " "))
		}
		rows = append(rows, strings.Join([]string{"总分", f.Total.Points.Text, f.Total.Score.Text}, " "))
		forms = append(forms, strings.Join(rows, "; "))
	}
	return strings.Join(forms, "\n")
}

// rewrite changes a drawing by pairs of old and new text.
func rewrite(text string, pairs ...string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		text = strings.Replace(text, pairs[i], pairs[i+1], 1)
	}
	return text
}

// widen puts a column into a table before column at (from 0): its heading, then the same value in each row.
func widen(text string, at int, heading, value string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if line == "" {
			continue
		}
		cells := strings.Split(line, "|")
		put := value
		switch {
		case i == 0:
			put = heading
		case strings.HasPrefix(line, "总分"):
			put = ""
		}
		lines[i] = strings.Join(slices.Insert(cells, at, put), "|")
	}
	return strings.Join(lines, "\n")
}

// after puts lines behind the row of the table that begins with or holds word.
func after(word string, lines ...string) string {
	var out []string
	for _, l := range strings.Split(nastyTable, "\n") {
		out = append(out, l)
		if strings.Contains(l, word) {
			out = append(out, lines...)
		}
	}
	return strings.Join(out, "\n")
}

// Each drawing is a form that people spoil in one way; all but those that say otherwise read as the plain one.
func TestNastyLayouts(t *testing.T) {
	total := "总分|<|<|<|<|#100|#100|"
	for _, c := range []struct {
		name, head, table string
		cols, rows        []int  // hidden
		unread            bool   // there is no column of actual values
		want, codes       string // "" is nastyRows, and no F-HIDDEN and F-TABLE
	}{
		{name: "two notes and a blank row in the table", table: after("合格率", "注:产出由建设股填报。|<|<|<|<|<|<|<", "", "说明:效益由办公室填报。|<|<|<|<|<|<|<")},
		{name: "unmerged note in the first cell", table: after("便利", "备注:见附件|||||||")},
		{name: "signature in the table", table: after("合格率", "填表人:|||审核人:||联系电话:||")},
		{name: "remark row with a numbered note", table: after("里程", "注1.里程按竣工图计。|<|<|<|<|<|<|<")},
		{name: "opinion of the department in the table", table: after("合格率", "主管部门:||||单位负责人:|||")},
		{name: "note before the total row", table: rewrite(nastyTable, total, "注:满意度以问卷为准。|<|<|<|<|<|<|<\n"+total)},
		{name: "page number and unit in the table", table: after("合格率", "第1页|<|<|<|<|<|<|<", "单位:万元|<|<|<|<|<|<|<")},
		{name: "notes and a signature under the total", table: nastyTable + "注:得分不得超过分值。|<|<|<|<|<|<|<\n填表人:|||审核人:||||"},
		{name: "subtotal in level 2", table: after("合格率", "|产出指标小计||||#60|#60|")},
		{name: "subtotal in level 1", table: after("合格率", "产出小计|||||#60|#60|")},
		{name: "subtotal with points in brackets", table: after("合格率", "产出指标(60分)合计|<|<|||#60|#60|")},
		{name: "subtotal in the name", table: after("合格率", "||产出指标合计|||#60|#60|")},
		{name: "subtotal with dashes for the values", table: after("合格率", "||小计|—|/|#60|#60|")},
		{name: "subtotal first under a merged level", table: rewrite(nastyTable, "产出指标|数量指标|里程", "产出指标|小计||||#60|#60|\n^|数量指标|里程")},
		{name: "an indicator named 合计 with a target is one", table: after("合格率", "||处数合计|≥2处|2处|#0|#0|"),
			want: rewrite(nastyRows, "96% 20 20; ", "96% 20 20; 产出指标/质量指标/处数合计 ≥2处 2处 0 0; ")},
		{name: "hidden old points", table: widen(nastyTable, 5, "分值", "#99"), cols: []int{6}},
		{name: "hidden old score behind", table: widen(nastyTable, 7, "得分", "#1"), cols: []int{8}},
		{name: "hidden old target before", table: widen(nastyTable, 3, "年度指标值", "1"), cols: []int{4}},
		{name: "hidden better word", table: rewrite(widen(nastyTable, 4, "实际完成值", "1"), "实际完成值|实际完成值", "实际完成值|完成情况"), cols: []int{5}},
		{name: "hidden column without a heading", table: widen(nastyTable, 6, "", "#7"), cols: []int{7}},
		{name: "only the hidden column has the actual values", table: nastyTable, cols: []int{5}, codes: "F-HIDDEN-01"},
		{name: "hidden indicator rows are filed", table: nastyTable, rows: []int{7}, codes: "F-HIDDEN-01"},
		{name: "hidden row without content", table: after("合格率", "|||||||"), rows: []int{8}},
		{name: "last year's target and value in words", table: widen(widen(nastyTable, 4, "上年实际完成值", "1"), 3, "上年指标值", "1")},
		{name: "去年 behind 本年", table: rewrite(widen(nastyTable, 5, "去年完成值", "1"), "实际完成值", "本年实际完成值")},
		{name: "历史 and 同期", table: widen(widen(nastyTable, 3, "历史完成值", "1"), 3, "同期实际值", "1")},
		{name: "cut-off date in the heading", table: rewrite(nastyTable, "实际完成值", "截至2023年12月31日完成值(B)")},
		{name: "cut-off at the end of the year", table: rewrite(nastyTable, "实际完成值", "截止年末实际完成值", "年度指标值", "当年指标值(A)")},
		{name: "years in the headings, the old first", table: rewrite(widen(widen(nastyTable, 4, "2022年完成值", "1"), 3, "2022年目标值", "1"), "年度指标值", "2023年目标值", "实际完成值", "2023年完成值")},
		{name: "target of several years", table: rewrite(widen(nastyTable, 3, "2021-2023年指标值", "1"), "年度指标值", "2023年指标值")},
		{name: "a column of last year alone is read and said", table: rewrite(nastyTable, "实际完成值", "2022年完成值"), codes: "F-HEAD-01"},
		{name: "changed points", table: rewrite(widen(nastyTable, 5, "调整前分值", "#99"), "|分值", "|调整后分值")},
		{name: "changed points first", table: rewrite(widen(nastyTable, 6, "调整前分值", "#99"), "|分值", "|调整后分值")},
		{name: "only the former points", table: rewrite(nastyTable, "|分值", "|调整前分值")},
		{name: "name called 绩效指标", table: rewrite(nastyTable, "三级指标", "绩效指标")},
		{name: "vertical title and a name called 绩效指标", table: func() string {
			text := rewrite(widen(nastyTable, 0, "绩效指标", "^"), "三级指标", "绩效指标", "\n|总分", "\n总分|<")
			return text
		}()},
		{name: "example table under the total", table: nastyTable + "\n填报示例\n三级指标|年度指标值|实际完成值|分值|得分\n示例|≥10|5|#5|#2.5\n", codes: "F-TABLE-01"},
		{name: "the same table again as reference under the total", table: nastyTable + "\n" + nastyTable, codes: "F-TABLE-01"},
		{name: "rows of a reference list under the total", table: nastyTable + "||参考|≥1|2|#5|#5|\n"},
		{name: "reference table at the right", table: rewrite(nastyTable, "偏差原因分析\n", "偏差原因分析||三级指标|年度指标值|实际完成值|分值|得分\n",
			"|#40|#40|\n", "|#40|#40||||参考|≥1|5|#5|#2\n"), codes: "F-TABLE-01"},
		{name: "second goal's table before the total", table: rewrite(nastyTable, "效益指标|社", "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析\n效益指标|社")},
		{name: "second goal's table with its heading under a total", table: nastyTable + "年度绩效目标2|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分\n|产出指标|数量指标|桥梁|≥1座|1座|#9|#9\n",
			want: rewrite(nastyRows, "; 总分", "; 产出指标/数量指标/桥梁 ≥1座 1座 9 9; 总分")},
		{name: "no year in the title, the later year counts", head: rewrite(nastyHead, "(2023年度)", "(    年度)"),
			table: rewrite(widen(nastyTable, 4, "2022年完成值", "1"), "实际完成值", "2023年完成值")},
		{name: "two rows of headings with years, the old first", table: `一级指标|二级指标|三级指标|2022年|<|2023年|<|分值|得分
^|^|^|指标值|完成值|指标值|完成值|^|^
产出指标|数量指标|里程|1|2|≥10公里|11公里|#40|#40
^|质量指标|合格率|1|2|≥95%|96%|#20|#20
效益指标|社会效益指标|便利|1|2|明显|已明显|#30|#30
满意度指标|服务对象满意度指标|满意度|1|2|≥90%|93%|#10|#10
总分|<|<|<|<|<|<|#100|#100
`},
		{name: "two rows of headings with 上年 and 本年", table: `一级指标|二级指标|三级指标|上年情况|<|本年情况|<|分值|得分
^|^|^|指标值|完成值|指标值|完成值|^|^
产出指标|数量指标|里程|1|2|≥10公里|11公里|#40|#40
^|质量指标|合格率|1|2|≥95%|96%|#20|#20
效益指标|社会效益指标|便利|1|2|明显|已明显|#30|#30
满意度指标|服务对象满意度指标|满意度|1|2|≥90%|93%|#10|#10
总分|<|<|<|<|<|<|#100|#100
`},
		{name: "note in the level-2 column under a merged level 1", table: rewrite(nastyTable, "效益指标|社", "^|注:见附件||||||\n效益指标|社")},
		{name: "note with more text further right", table: after("合格率", "注:|产出指标由建设股填报||||||")},
		{name: "blank rows behind a note before the next indicator", table: after("合格率", "注:见附件|||||||", "", "", "")},
		{name: "note, total and a form's footer", table: rewrite(nastyTable, total, "说明:见附件|||||||\n填表人:|||审核人:||||\n"+total)},
		{name: "indicators about history are no history columns", table: rewrite(nastyTable, "里程", "历史建筑修缮", "便利", "上年结转完成"),
			want: rewrite(nastyRows, "里程", "历史建筑修缮", "便利", "上年结转完成")},
		{name: "total called 合计 in the name column", table: rewrite(nastyTable, "总分|<|<|<|<", "||合计||")},
		{name: "subtotals of every level and a total called 总计", table: rewrite(after("合格率", "|小计||||#60|#60|", "产出指标合计|<|<|||#60|#60|"), "总分|<", "总计|<")},
		{name: "a subtotal behind a note", table: after("合格率", "注:见附件|||||||", "产出指标小计|||||#60|#60|")},
		{name: "two forms side by side are both forms", head: "自评表|<|<|<|<|<|<|||自评表|<|<|<|<|<|<\n项目名称|<|道路|||||||项目名称|<|桥梁||||\n",
			table: "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|||一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分\n" +
				"产出指标|数量指标|里程|1公里|2公里|#9|#8|||产出指标|数量指标|座数|1座|2座|#7|#6\n总分|||||#9|#8|||总分|||||#7|#6\n",
			want: "产出指标/数量指标/里程 1公里 2公里 9 8; 总分 9 8\n产出指标/数量指标/座数 1座 2座 7 6; 总分 7 6"},
		{name: "two department forms under one title", head: "部门整体支出绩效自评表|<|<|<|<|<|<|<|<|<|<|<|<|<|<|<\n部门名称|<|甲局|||||||部门名称|<|乙局||||\n",
			table: "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|||一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分\n" +
				"产出指标|数量指标|里程|1公里|2公里|#9|#8|||产出指标|数量指标|座数|1座|2座|#7|#6\n总分|||||#9|#8|||总分|||||#7|#6\n",
			want: "产出指标/数量指标/里程 1公里 2公里 9 8; 总分 9 8\n产出指标/数量指标/座数 1座 2座 7 6; 总分 7 6"},
		{name: "a sheet without title and name is read", head: "\n", table: nastyTable},
		{name: "reference list above the title", head: "\n三级指标|年度指标值|实际完成值|分值|得分\n参考|≥1|5|#5|#2\n\n" + nastyHead[1:], table: nastyTable, codes: "F-TABLE-01"},
		{name: "the form twice, one under the other", head: nastyHead, table: nastyTable + nastyHead + nastyTable, want: nastyRows + "\n" + nastyRows},
		{name: "funds of two years, the old first", head: nastyHead + "项目资金(万元)|<|2022年预算数|2023年预算数|全年执行数|分值|执行率|得分\n^|年度资金总额|#1|#90|#81|#10|90%|#9\n", table: nastyTable},
		{name: "hidden column with text between the name and the target", table: widen(nastyTable, 3, "内部编码", "a1"), cols: []int{4}},
		{name: "everything hidden is read and said", table: nastyTable, cols: []int{1, 2, 3, 4, 5, 6, 7, 8}, codes: "F-HIDDEN-01 F-HIDDEN-01 F-HIDDEN-01 F-HIDDEN-01 F-HIDDEN-01 F-HIDDEN-01 F-HIDDEN-01 F-HIDDEN-01"},
		{name: "columns 目标值 twice, the old in the past", table: rewrite(widen(nastyTable, 4, "上年度目标值", "1"), "年度指标值", "本年度目标值")},
		{name: "points before and after change with the target's too", table: rewrite(widen(widen(nastyTable, 5, "调整前分值", "#99"), 3, "调整前指标值", "≥1"), "年度指标值", "调整后指标值", "|分值", "|调整后分值")},
		{name: "score of last year", table: rewrite(widen(nastyTable, 6, "上年得分", "#1"), "|得分", "|本年得分")},
		{name: "review score hidden", table: widen(nastyTable, 7, "复核得分", "#1"), cols: []int{8}, codes: "F-HIDDEN-01"},
		{name: "an indicator row that begins with 说明", table: rewrite(nastyTable, "|便利|", "|说明书发放|"), want: rewrite(nastyRows, "便利", "说明书发放")},
		{name: "only other years, two of them", table: rewrite(widen(nastyTable, 4, "2021年完成值", "1"), "实际完成值", "2022年完成值"), codes: "F-HEAD-01 F-HEAD-01", unread: true,
			want: rewrite(nastyRows, "11公里", "", "96%", "", "已明显", "", "93%", "")},
		{name: "target and actual of a mistyped year in groups", table: `一级指标|二级指标|三级指标|2032年|<|分值|得分
^|^|^|指标值|完成值|^|^
产出指标|数量指标|里程|≥10公里|11公里|#40|#40
^|质量指标|合格率|≥95%|96%|#20|#20
效益指标|社会效益指标|便利|明显|已明显|#30|#30
满意度指标|服务对象满意度指标|满意度|≥90%|93%|#10|#10
总分|<|<|<|<|#100|#100
`, codes: "F-HEAD-01 F-HEAD-01"},
		{name: "heading merged over a shown and a hidden column", table: rewrite(widen(nastyTable, 5, "<", "#77"), "实际完成值|<|分值", "实际完成值|分值|<", "11公里|#77|#40", "11公里|#40|#77", "96%|#77|#20", "96%|#20|#77", "已明显|#77|#30", "已明显|#30|#77", "93%|#77|#10", "93%|#10|#77", "<||#100|#100", "<|#100||#100"), cols: []int{7}},
		{name: "hidden first part of a merged heading", table: rewrite(widen(nastyTable, 5, "分值", "#77"), "|分值|分值|", "|分值|<|"), cols: []int{6}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.head == "" {
				c.head = nastyHead
			}
			g := draw("表", c.head+c.table)
			g.hidden.cols, g.hidden.rows = map[int]bool{}, map[int]bool{}
			for _, n := range c.cols {
				g.hidden.cols[n] = true
			}
			for _, n := range c.rows {
				g.hidden.rows[n] = true
			}
			if c.want == "" {
				c.want = nastyRows
			}
			res := Sheet(g, layout.Builtin())
			if got := reading(res); got != c.want {
				t.Errorf("read\n%s\nwant\n%s\n%s", strings.ReplaceAll(got, "; ", "\n"), strings.ReplaceAll(c.want, "; ", "\n"), c.table)
			}
			var codes []string
			for _, f := range res.Findings {
				if f.Code == codeHidden || f.Code == codeTable || f.Code == codeHeading {
					codes = append(codes, f.Code)
				}
			}
			if got := strings.Join(codes, " "); got != c.codes {
				t.Errorf("findings %q, want %q", got, c.codes)
			}
			if len(res.Forms) == 1 && c.head == nastyHead && res.Forms[0].Year != 2023 {
				t.Errorf("year %d", res.Forms[0].Year)
			}
			if len(res.Forms) == 1 && res.Forms[0].Has[form.Actual] == c.unread {
				t.Errorf("column of actual values read: %v", c.unread)
			}
		})
	}
}

// An old name in a hidden column must not become the project's.
func TestHiddenHead(t *testing.T) {
	g := draw("表", "项目支出绩效自评表|<|<|<|<|<|<|<\n(2023年度)|||||||\n项目名称|桥梁维修|道路维修|||||\n"+nastyTable)
	g.hidden.cols = map[int]bool{2: true}
	if name := Sheet(g, layout.Builtin()).Forms[0].Project.Name.Text; name != "道路维修" {
		t.Errorf("name %q", name)
	}
}
