package recognize

import (
	"strings"
	"testing"

	"jixiao/internal/form"
	"jixiao/internal/layout"
)

// Counties invent headings. A name or level that stands in its usual place is read all the same, since without the name
// "5起" of accidents would be taken for a target to reach; the finding names the heading.
func TestColumnsByPlace(t *testing.T) {
	const levels = "一级指标|二级指标|三级指标|"
	for _, c := range []struct{ name, table, want, findings string }{
		{name: "the name", table: rewrite(nastyTable, "三级指标", "考核的事"), findings: "C5 考核的事 三级指标"},
		{name: "all three", table: rewrite(nastyTable, levels, "考评大项|考评小项|考核的事|"),
			findings: "A5 考评大项 一级指标\nB5 考评小项 二级指标\nC5 考核的事 三级指标"},
		{name: "the levels by what stands in them", table: rewrite(nastyTable, levels, "甲|乙|三级指标|"), findings: "A5 甲 一级指标\nB5 乙 二级指标"},
		{name: "the office in charge is no name", table: widen(rewrite(nastyTable, "三级指标", "考核的事"), 3, "承办的人", "办公室"), findings: "C5 考核的事 三级指标"},
		{name: "how it is counted is no name", table: rewrite(widen(rewrite(nastyTable, "三级指标", "考核的事"), 3, "怎么算", "算法"), "算法", "按图", "算法", "按报告", "算法", "问卷一", "算法", "问卷二"), findings: "C5 考核的事 三级指标"},
		{name: "a name left blank", table: rewrite(nastyTable, "三级指标", "考核的事", "|便利|", "||"), want: rewrite(nastyRows, "便利", ""), findings: "C5 考核的事 三级指标"},
		{name: "numbers are no names", table: widen(rewrite(nastyTable, "三级指标", "考核的事"), 3, "编次", "#1"), findings: "C5 考核的事 三级指标"},
		{name: "a column of the block's title stays out", table: widen(rewrite(nastyTable, "三级指标", "考核的事"), 0, "考评", ""), findings: "D5 考核的事 三级指标"},
		{name: "an unknown column behind the name is none", table: widen(nastyTable, 3, "责任股室", "办公室")},
		{name: "names without levels", table: "做了什么|年度指标值|实际完成值|分值|得分\n里程|≥10公里|11公里|#60|#60\n便利|明显|已明显|#40|#40\n总分|||#100|#100\n",
			want: "//里程 ≥10公里 11公里 60 60; //便利 明显 已明显 40 40; 总分 100 100", findings: "A5 做了什么 三级指标"},
		{name: "a task beside the name", table: "建设任务|绩效指标|年度指标值|实际完成值|分值|得分\n修路|里程|≥10公里|11公里|#60|#60\n^|便利|明显|已明显|#40|#40\n总分||||#100|#100\n",
			want: "修路//里程 ≥10公里 11公里 60 60; 修路//便利 明显 已明显 40 40; 总分 100 100", findings: "A5 建设任务 一级指标\nB5 绩效指标 三级指标"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.want == "" {
				c.want = nastyRows
			}
			res := Sheet(draw("表", nastyHead+c.table), layout.Builtin())
			if got := reading(res); got != c.want {
				t.Errorf("read\n%s\nwant\n%s", strings.ReplaceAll(got, "; ", "\n"), strings.ReplaceAll(c.want, "; ", "\n"))
			}
			var got []string
			for _, f := range res.Findings {
				if f.Code == codeHeading {
					_, as, _ := strings.Cut(f.Message, "按“")
					got = append(got, f.Cell.String()+" "+f.Value+" "+strings.TrimSuffix(as, "”读取"))
				}
			}
			if strings.Join(got, "\n") != c.findings {
				t.Errorf("findings %q, want %q", strings.Join(got, "\n"), c.findings)
			}
		})
	}
}

// What was wanted and reached is never taken by place; the finding about the missing column names the heading that stands
// there, so that a clerk knows which word to change.
func TestStrangeHeadingInPlace(t *testing.T) {
	for heading, c := range map[string]struct{ cell, want string }{
		"年度指标值": {"D5", "D 列表头“随便写写”未能识别,是否为“年度指标值”?"},
		"实际完成值": {"E5", "E 列表头“随便写写”未能识别,是否为“实际完成值”?"},
	} {
		for _, head := range []string{nastyHead, rewrite(nastyHead, "项目支出", "某某")} {
			res := Sheet(draw("表", head+rewrite(nastyTable, heading, "随便写写")), layout.Builtin())
			found := ""
			for _, f := range res.Findings {
				if f.Code == codeColumn && f.Value == "随便写写" && f.Cell.String() == c.cell {
					found = f.Message
				}
			}
			if !strings.HasSuffix(found, c.want) {
				t.Errorf("%s: %q, want the end %q", heading, found, c.want)
			}
		}
	}
	res := Sheet(draw("表", nastyHead+rewrite(nastyTable, "年度指标值|实际完成值", "甲乙丙|丁戊己")), layout.Builtin())
	for _, f := range res.Findings {
		if f.Code == codeColumn && strings.Contains(f.Message, "未能识别") {
			t.Errorf("two strange headings, and one was picked: %s", f.Message)
		}
	}
}

// A bracket inside a heading is one writer's habit; columns of half a year are no results of the year.
func TestHeadingsWithBracketsInside(t *testing.T) {
	table := rewrite(nastyTable, "年度指标值", "全年(程)目标值", "实际完成值", "全年(程)实际完成值")
	table = widen(widen(table, 4, "半年(程)完成值", "1"), 3, "半年(程)目标值", "≥1")
	if got := reading(Sheet(draw("表", nastyHead+table), layout.Builtin())); got != nastyRows {
		t.Errorf("read\n%s", strings.ReplaceAll(got, "; ", "\n"))
	}
}

// The title of the funds may be a word that also heads a column (资金执行情况), merged down over headings and amounts: the
// amounts are not headings then.
func TestFundTitleBesideAmounts(t *testing.T) {
	for title, funds := range map[string]string{
		"资金执行情况(万元)": "资金执行情况(万元)|年初预算|调整预算数|实际支出数|执行率|分值|得分|<\n^|#500|#486|#480|#0.98|#10|#9.8|<\n",
		"预算执行":       "预算执行|年初预算数(元)|预算数(元)|执行数(元)|执行率|分值|得分|<\n^|#500|#486|#480|#0.98|#10|#9.8|<\n",
		"预算执行情况":     "预算执行情况||年初预算数|预算数|执行数|分值|执行率|得分\n^|年度资金总额|#500|#486|#480|#10|#0.98|#9.8\n^|其中:财政拨款|#500|#486|#480|—||—\n",
	} {
		f := one(t, nastyHead+funds+nastyTable)
		r := f.Funds.TotalRow()
		if r == nil || r.Initial.Text != "500" || r.Budget.Text != "486" || r.Executed.Text != "480" || r.Points.Text != "10" || r.Score.Text != "9.8" {
			t.Errorf("%s: funds %+v", title, f.Funds.Rows)
		}
	}
}

// The sign, the number and the unit may stand in cells of their own under one heading.
func TestTargetInSeveralCells(t *testing.T) {
	for name, c := range map[string]struct{ table, want string }{
		"sign and number":         {"一级指标|二级指标|三级指标|年度指标值|<|实际完成值|分值|得分\n产出指标|数量指标|里程|≥|10公里|11公里|#60|#60\n^|成本指标|单价|≤|#5|#4|#40|#40\n总分|||||#100|#100\n", "≥ 10公里 ; ≤ 5 "},
		"with the unit":           {"一级指标|二级指标|三级指标|年度指标值|<|<|实际完成值|分值|得分\n产出指标|数量指标|里程|≥|#10|公里|11公里|#60|#60\n^|成本指标|单价|小于等于|#5|元|#4|#40|#40\n总分||||||#100|#100\n", "≥ 10 公里; 小于等于 5 元"},
		"no merged heading":       {"一级指标|二级指标|三级指标|年度指标值||实际完成值|分值|得分\n产出指标|数量指标|里程|≥|10公里|11公里|#60|#60\n^|成本指标|单价|≤|#5|#4|#40|#40\n总分|||||#100|#100\n", "≥ 10公里 ; ≤ 5 "},
		"an ordinary wide target": {"一级指标|二级指标|三级指标|年度指标值|<|实际完成值|分值|得分\n产出指标|数量指标|里程|≥10公里|<|11公里|#60|#60\n^|成本指标|单价|#5|<|#4|#40|#40\n总分|||||#100|#100\n", " ≥10公里 ;  5 "},
	} {
		var got []string
		for _, i := range one(t, nastyHead+c.table).Indicators {
			got = append(got, i.Direction.Text+" "+i.Target.Text+" "+i.Unit.Text)
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s: read %q, want %q", name, strings.Join(got, "; "), c.want)
		}
	}
}

// A form of several tables states its own total in the head; the row under the last table adds up that table only.
func TestTotalOfSeveralTables(t *testing.T) {
	f := one(t, `项目绩效目标自评表|<|<|<|<|<|<|<
(2021年度)|<|<|<|<|<|<|<
项目名称|<|移民扶持|<|自评总分|<|#96|<
项目权重|评价内容|<|分值|自评分|评价标准及依据|<|<
项目管理|财务制度|<|#20|#19|制度健全满分|<|<
项目年度目标|<|<|<|<|<|<|<
一级指标|二级指标|三级指标|年初指标值|年终完成值|分值|自评分|备注
产出指标|数量指标|人数|#52|#52|#80|#77|
合计|||||#80|#77|
`)
	if f.Total.Score.Text != "96" || f.Total.Points.Exists() || len(f.Indicators) != 2 {
		t.Errorf("total %q of %q, %d rows", f.Total.Score.Text, f.Total.Points.Text, len(f.Indicators))
	}
}

// A title with brackets in the middle is no label of what stands before them: 部门(单位)整体绩效自评表 is a department's form.
func TestTitleWithBracketsInside(t *testing.T) {
	for title, level := range map[string]form.Level{
		"部门(单位)整体绩效自评表":   form.LevelDepartment,
		"部门（单位）整体支出绩效自评表": form.LevelDepartment,
		"项目(政策)绩效目标自评表":   form.LevelProject,
	} {
		head := title + "|<|<|<|<|<|<|<\n(2023年度)|<|<|<|<|<|<|<\n部门(单位)名称|<|某县医疗保障局|<|<|<|<|<\n"
		if f := one(t, head+nastyTable); f.Level != level || f.Title.Text != title || f.Project.Department.Text != "某县医疗保障局" {
			t.Errorf("%s: level %s, title %q, department %q", title, f.Level, f.Title.Text, f.Project.Department.Text)
		}
	}
}
