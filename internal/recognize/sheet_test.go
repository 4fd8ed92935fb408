package recognize

import (
	"strings"
	"testing"
	"testing/fstest"

	"jixiao/internal/form"
	"jixiao/internal/layout"
)

const central = `
附件2|||||||
项目支出绩效自评表|<|<|<|<|<|<|<
(2022年度)|<|<|<|<|<|<|<
项目名称|<|道路维修|<|<|<|<|<
主管部门|<|某县交通局|<|<|实施单位|<|公路段
项目资金⏎(万元)|<|年初预算数|全年预算数|全年执行数|分值|执行率|得分
^|年度资金总额|#100|#90|#81|#10|#0.9{0%}|#9
^|其中:当年财政拨款|#100|#90|#81|—||—
年度总体目标|预期目标|<|<|实际完成情况|<|<|<
^|维修道路|<|<|完成维修|<|<|<
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
产出指标(50分)|数量指标|指标1:维修里程|≥10公里|#10|#50|#50|
^|质量指标|指标2:|||||
^|^|……|||||
效益指标|社会效益指标|出行便利|明显|明显|#40|#40|
^|生态效益指标||/|/|/|/|/
总分|<|<|<|<|#100|#99|优
注:1.得分不得超过分值。|<|<|<|<|<|<|<
`

func one(t *testing.T, text string) *form.Form {
	t.Helper()
	res := Sheet(draw("自评表", text), layout.Builtin())
	if len(res.Forms) != 1 {
		t.Fatalf("%d forms", len(res.Forms))
	}
	return res.Forms[0]
}

// The national form, whole: what a department wrote must come out with its cell, nothing more.
func TestCentral(t *testing.T) {
	f := one(t, central)
	if f.Layout != "central-2020" || f.Confidence < 95 || f.Level != form.LevelProject || f.Year != 2022 {
		t.Errorf("%s %d%% %s %d %v", f.Layout, f.Confidence, f.Level, f.Year, f.Evidence)
	}
	if n := len(f.Indicators); n != 2 {
		t.Fatalf("%d indicators: template rows must not count", n)
	}
	i := f.Indicators[0]
	if i.Name != "维修里程" || i.Level3.Text != "指标1:维修里程" || i.Level1 != "产出指标" || i.Target.Cell.String() != "D12" || !i.Actual.Number {
		t.Errorf("%+v", i)
	}
	if tot := f.Total; tot.Points.Text != "100" || tot.Score.Text != "99" || tot.Grade.Text != "优" || tot.Score.Cell.String() != "G17" {
		t.Errorf("%+v", tot)
	}
	if r := f.Funds.TotalRow(); r == nil || r.Rate.Text != "90%" || !r.Rate.Percent || f.Funds.MoneyUnit != "万元" {
		t.Errorf("%+v", f.Funds)
	}
	if s := f.Sections; len(s) != 1 || s[0].Points != "50" || len(s[0].Rows) != 1 {
		t.Errorf("%+v", s)
	}
	if len(f.Notes) != 1 {
		t.Errorf("%+v", f.Notes)
	}
}

// What spreadsheets do to typed values: "=100%" becomes a formula, a formula may have no value, a cell may
// show an error. None of it may be lost or taken for a number.
func TestOddCells(t *testing.T) {
	text := strings.Replace(central, "≥10公里|#10|#50|#50|", "@100%=1|#NAME|@SUM(F1:F2)=|@40+10=50|", 1)
	f := one(t, text)
	i := f.Indicators[0]
	if i.Target.Text != "=100%" || i.Target.Number {
		t.Errorf("target %+v", i.Target)
	}
	if i.Points.Text != "" || i.Points.Formula != "SUM(F1:F2)" || !i.Points.Exists() {
		t.Errorf("points %+v", i.Points)
	}
	if i.Score.Text != "50" || i.Score.Formula == "" {
		t.Errorf("score %+v", i.Score)
	}
}

// Some writers merge the level-2 cell with that of the name, or write a remark across the table: the name is
// not lost, and the remark is no indicator.
func TestMergedNames(t *testing.T) {
	text := strings.Replace(central, "^|质量指标|指标2:|||||", "^|车辆通行率|<|≥95%|96%|#5|#5|\n^|备注|以上数据由养护所提供|<|<|<|<|<", 1)
	f := one(t, text)
	if len(f.Indicators) != 3 || f.Indicators[1].Name != "车辆通行率" || f.Indicators[1].Level3.Cell.String() != "B13" {
		t.Error(describe(f, true))
	}
}

// An indicator may be about this very form, and printed pages may repeat title and headings: neither
// begins another form.
func TestTitlesInside(t *testing.T) {
	text := strings.Replace(central, "^|质量指标|指标2:|||||", "^|质量指标|编制绩效自评表||||||\n项目支出绩效自评表|<|<|<|<|<|<|<\n一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施\n|时效指标|完成时间|12月底前|11月|#5|#5|", 1)
	f := one(t, text)
	if len(f.Indicators) != 4 || f.Indicators[1].Name != "编制绩效自评表" || f.Indicators[2].Level1 != "产出指标" || f.Total.Score.Text != "99" {
		t.Error(describe(f, true))
	}
}

// The budget year stands in many places; a year in the project's name is not it.
func TestYear(t *testing.T) {
	for line, want := range map[string]int{
		"(2022年度)":       2022,
		"( 2021 年度 )":    2021,
		"二〇二三年度":         2023,
		"2020年":          2020,
		"2019年度 单位:万元":   2019,
		"预算年度:|2024":     2024,
		"填报日期:2023年3月1日": 0,
		"":               0,
	} {
		text := strings.Replace(central, "(2022年度)|<|<|<|<|<|<|<", line, 1)
		text = strings.Replace(text, "道路维修|", "2018年道路维修|", 1)
		if f := one(t, text); f.Year != want {
			t.Errorf("%q: %d, want %d", line, f.Year, want)
		}
	}
}

// Letters for the columns on a line of their own are neither money nor indicator.
func TestLetteredColumns(t *testing.T) {
	text := strings.Replace(central, "^|年度资金总额", "^|||(A)|(B)||(B/A)|\n^|年度资金总额", 1)
	text = strings.Replace(text, "产出指标(50分)|", "|||(A)|(B)|||\n产出指标(50分)|", 1)
	f := one(t, text)
	if len(f.Funds.Rows) != 2 || len(f.Indicators) != 2 {
		t.Error(describe(f, true))
	}
}

// Totals come in many shapes: in one cell, with the grade labelled, on a line of their own.
func TestTotals(t *testing.T) {
	for line, want := range map[string][3]string{
		"总分|<|<|<|<|#100|#99|优":                {"100", "99", "优"},
		"总得分:99.5分|<|<|<|<|<|评价等级:良|<":         {"", "99.5分", "良"},
		"自评得分|<|<|<|<|100|97.5|":               {"100", "97.5", ""},
		"合 计|<|<|<|<|100|98.2|":                {"100", "98.2", ""},
		"|||总分|<|#100|#97|":                    {"100", "97", ""},
		"其他说明|无|<|<|<|<|<|<\n总分|||||#100|#96|": {"100", "96", ""},
	} {
		f := one(t, strings.Replace(central, "总分|<|<|<|<|#100|#99|优", line, 1))
		got := [3]string{f.Total.Points.Text, f.Total.Score.Text, f.Total.Grade.Text}
		if got != want {
			t.Errorf("%q: %v, want %v", line, got, want)
		}
	}
}

// A form that nobody described but with usual headings is read, and says that it is generic.
func TestGeneric(t *testing.T) {
	f := one(t, "某区2023年度专项资金绩效自评表\n项目名称|河道清理\n指标类型|三级指标|计划值|完成数值说明|全年完成值|满分|自评得分\n数量指标|清理河道|5公里||5公里|60|60\n质量指标|水质达标率|90%||80%|40|35")
	if f.Layout != "generic" || f.Confidence >= sureAt || len(f.Evidence) == 0 {
		t.Errorf("%s %d %v", f.Layout, f.Confidence, f.Evidence)
	}
	if len(f.Indicators) != 2 || f.Indicators[1].Target.Text != "90%" || f.Indicators[1].Actual.Text != "80%" || f.Indicators[1].Level2 != "质量指标" {
		t.Errorf("%+v", f.Indicators)
	}
	if f.Year != 2023 || f.Project.Name.Text != "河道清理" {
		t.Errorf("%d %+v", f.Year, f.Project)
	}
}

// A county describes its own form in YAML alone: its own words for every column.
func TestOwnForm(t *testing.T) {
	own := `
title: 乡镇事项考评表
level: project
titles: [事项考评表]
blocks:
  - head: {name: 事项, department: 归口, unit: 承办}
  - funds:
      columns: {budget: 核定经费, executed: 花费, rate: 花费占比}
      rows: {total: 经费}
  - indicators:
      columns: {level1: 大类, level3: 考核要点, target: 应达到, actual: 已达到, points: 满值, score: 自打分}
  - total: 合并得分
`
	set, err := layout.With(fstest.MapFS{"own.yaml": {Data: []byte(own)}})
	if err != nil {
		t.Fatal(err)
	}
	text := "2024年度事项考评表\n事项|修桥|归口|交通所|承办|某村\n经费名目|核定经费|花费|花费占比\n经费|#10|#9|90%\n大类|考核要点|应达到|已达到|满值|自打分\n做成什么|桥长|≥20米|21米|#60|#60\n|工期|3个月|4个月|#40|#30\n合并得分||||#100|#90"
	res := Sheet(draw("表", text), set)
	if len(res.Forms) != 1 {
		t.Fatalf("%d forms; near %+v", len(res.Forms), res.Near)
	}
	got := describe(res.Forms[0], false)
	for _, want := range []string{"layout own project year 2024", "project | 修桥 | - | 交通所 | 某村", "fund* | 经费 | - | 10 | - | 9 | 90%",
		"row 做成什么//桥长 | target=≥20米 | actual=21米 | points=60 | score=60", "row 做成什么//工期", "total | 合并得分 | 100 | 90"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q missing in\n%s", want, got)
		}
	}
	if len(res.Findings) > 0 {
		t.Errorf("findings %v", res.Findings)
	}
}

// A renamed column is never guessed: the finding names the heading and asks. Only one wrong character
// that leaves no doubt is forgiven, and said.
func TestRenamedColumn(t *testing.T) {
	for heading, c := range map[string]struct {
		read bool
		want []string
	}{
		"实际完成植": {true, []string{"F-HEAD-01 E11 表头“实际完成植”按“实际完成值”读取"}},
		"去年完成值": {false, []string{"F-COLUMN-01", "“实际完成值”列", "F-HEAD-01 E11 表头“去年完成值”不是本年度全年的数,没有读取"}},
		"办结程度值": {false, []string{"F-COLUMN-01", "“实际完成值”列"}},
	} {
		res := Sheet(draw("自评表", strings.Replace(central, "实际完成值", heading, 1)), layout.Builtin())
		if len(res.Forms) != 1 {
			t.Fatal("no form")
		}
		var codes []string
		for _, f := range res.Findings {
			codes = append(codes, f.Code+" "+f.Cell.String()+" "+f.Message)
		}
		got := strings.Join(codes, "\n")
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q missing in:\n%s", heading, want, got)
			}
		}
		if f := res.Forms[0]; f.Has[form.Actual] != c.read {
			t.Errorf("%s: read %v", heading, !c.read)
		}
	}
}

// A form without its money, or with its table in a picture, must not pass as whole.
func TestMissingBlocks(t *testing.T) {
	lines := strings.Split(strings.Trim(central, "\n"), "\n")
	for name, c := range map[string]struct {
		from, to int
		want     string
	}{
		"funds":      {5, 8, "没有找到“资金情况”部分"},
		"goals":      {8, 10, "没有找到“年度总体目标”部分"},
		"indicators": {10, 17, "没有找到“绩效指标”部分"},
	} {
		rest := strings.Join(append(append([]string{}, lines[:c.from]...), lines[c.to:]...), "\n")
		res := Sheet(draw("自评表", rest), layout.Builtin())
		if len(res.Forms) != 1 || len(res.Findings) == 0 || res.Findings[0].Code != "F-BLOCK-01" || res.Findings[0].Message != c.want {
			t.Errorf("%s: %d forms, %v", name, len(res.Forms), res.Findings)
		}
	}
}

// Not recognised is an answer, and it says what is nearest and what is missing or differently named.
func TestNear(t *testing.T) {
	res := Sheet(draw("表", "考核统计\n一级指标|二级指标|要点说明|年初设计|实现情形\n产出指标|数量指标|里程|5|6"), layout.Builtin())
	if len(res.Forms) != 0 || res.Near == nil {
		t.Fatalf("forms %d near %v", len(res.Forms), res.Near)
	}
	msg := res.Near.Message()
	for _, want := range []string{"最接近", "缺少表头", "C2", "要点说明"} {
		if !strings.Contains(msg, want) {
			t.Errorf("%q missing in %q", want, msg)
		}
	}
}

// People who ask why a form was read as it was see every column with its meaning and the nearest forms.
func TestInspect(t *testing.T) {
	ins := Inspect(draw("自评表", strings.Replace(central, "偏差原因分析及改进措施", "差距原由", 1)), layout.Builtin())
	if len(ins.Forms) != 1 {
		t.Fatalf("%+v", ins)
	}
	f := ins.Forms[0]
	meanings := map[string]string{}
	for _, c := range f.Columns {
		meanings[c.Table+c.Heading] = c.Meaning
	}
	for heading, want := range map[string]string{"资金情况全年预算数": "全年预算数", "绩效指标三级指标": "三级指标(名称)", "绩效指标差距原由": "", "绩效指标得分": "得分"} {
		if got, ok := meanings[heading]; !ok || got != want {
			t.Errorf("%s: %q %v", heading, got, ok)
		}
	}
	if len(f.Candidates) != 3 || f.Candidates[0].Layout != "central-2020" || len(f.Candidates[0].Extra) != 1 {
		t.Errorf("%+v", f.Candidates)
	}
	if len(f.Anchors) < 8 || f.Anchors[0].What != "标题" {
		t.Errorf("%+v", f.Anchors)
	}
}
