package report

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"jixiao/internal/audit"
	"jixiao/internal/cellref"
	"jixiao/internal/county"
	"jixiao/internal/finding"
	"jixiao/internal/form"
	"jixiao/internal/quantity"
	"jixiao/internal/ruleset"
	"jixiao/internal/score"
	"jixiao/templates"
)

// draft is a form as a test writes it: each row "一级|二级|名称|指标值|完成值|分值|得分|原因".
type draft struct {
	name, department string
	level            form.Level
	year             int
	unit             string // of money; 万元 when blank
	budget, executed string
	goal, done       string
	total, grade     string
	rows             []string
	notes            [][2]string
	findings         []finding.Finding
}

func at(row, column int) cellref.Ref { return cellref.Ref{Row: row, Col: column} }

func cell(text string, row, column int) form.Value {
	_, err := strconv.ParseFloat(text, 64)
	return form.Value{Cell: at(row, column), Text: text, Shown: text, Number: err == nil && text != ""}
}

// file scores a draft as the engine does and returns the result of one file.
func (d draft) file(t testing.TB) *audit.Result {
	t.Helper()
	language, err := quantity.Load(templates.FS, "words")
	if err != nil {
		t.Fatal(err)
	}
	rules := defaultRules()
	f := d.form()
	s := score.Form(f, rules, language)
	one := audit.Form{Form: f, Score: s, County: county.County{Name: "元氏县", Province: "河北省", City: "石家庄市"}, Year: f.Year, Findings: d.findings}
	return &audit.Result{Path: "元氏县/" + d.department + "/" + d.name + ".xlsx", SHA256: d.name + d.department, Status: audit.StatusScored, Forms: []audit.Form{one}}
}

func (d draft) form() *form.Form {
	f := &form.Form{Sheet: "自评表", Layout: "central-2020", Level: d.level, Year: 2022, Has: map[form.Role]bool{}}
	if f.Level == "" {
		f.Level = form.LevelProject
	}
	if d.year != 0 {
		f.Year = d.year
	}
	f.Project.Department = cell("元氏县"+d.department, 4, 3)
	if d.name != "" {
		f.Project.Name = cell(d.name, 3, 3)
	}
	f.Project.Unit = cell("元氏县"+d.department, 4, 7)
	f.Goals = []form.Goal{{Expected: cell(d.goal, 10, 2), Actual: cell(d.done, 10, 6)}}
	f.Funds.MoneyUnit = d.unit
	if d.unit == "" {
		f.Funds.MoneyUnit = "万元"
	}
	if d.unit == "?" {
		f.Funds.MoneyUnit = ""
	}
	points := d.level != form.LevelTransfer
	fund := form.Fund{Row: 6, Total: true, Label: cell("年度资金总额", 6, 2), Initial: cell(d.budget, 6, 3), Budget: cell(d.budget, 6, 4), Executed: cell(d.executed, 6, 5), Rate: cell("", 6, 6)}
	f.Funds.Has = map[form.Role]bool{form.Initial: true, form.Budget: true, form.Executed: true}
	if points {
		fund.Points, fund.Score = cell("10", 6, 7), cell("10", 6, 8)
		f.Funds.Has[form.Points], f.Funds.Has[form.SelfScore] = true, true
	}
	f.Funds.Rows = []form.Fund{fund}
	for _, r := range []form.Role{form.Level1, form.Level2, form.Level3, form.Target, form.Actual, form.Reason} {
		f.Has[r] = true
	}
	f.Has[form.Points], f.Has[form.SelfScore] = points, points
	for i, row := range d.rows {
		p := strings.Split(row, "|")
		n := 13 + i
		ind := form.Indicator{Row: n, Level1: p[0], Level2: p[1], Name: p[2], Level1At: cell(p[0], n, 2), Level2At: cell(p[1], n, 3), Level3: cell(p[2], n, 4),
			Target: cell(p[3], n, 5), Actual: cell(p[4], n, 6), Reason: cell(p[7], n, 9)}
		if points {
			ind.Points, ind.Score = cell(p[5], n, 7), cell(p[6], n, 8)
		}
		f.Indicators = append(f.Indicators, ind)
	}
	f.Total = form.Total{Label: cell("总分", 90, 2), Score: cell(d.total, 90, 8), Grade: cell(d.grade, 91, 8)}
	for i, n := range d.notes {
		f.Notes = append(f.Notes, form.Note{Label: n[0], Text: cell(n[1], 92+i, 3)})
	}
	f.Area = cellref.Range{From: at(1, 1), To: at(100, 9)}
	return f
}

// fullRows are the rows of a sound form, all met, worth 90 points beside the execution rate.
func fullRows() []string {
	return []string{
		"产出指标|数量指标|举办培训期数|≥10期|10期|20|20|", "产出指标|质量指标|培训合格率|≥95%|96%|20|20|", "产出指标|成本指标|培训成本|≤20万元|20万元|10|10|",
		"效益指标|社会效益指标|新增就业人数|≥200人|210人|30|30|", "满意度指标|服务对象满意度指标|学员满意度|≥90%|95%|10|10|",
	}
}

func one(t testing.TB, drafts ...draft) *Input {
	t.Helper()
	var results []*audit.Result
	for _, d := range drafts {
		results = append(results, d.file(t))
	}
	list := Departments(results)
	if len(list) != 1 {
		t.Fatalf("%d departments, want one", len(list))
	}
	return &list[0]
}

// fault is a finding as a check gives it; the texts are the tests' own, so that a check that is
// worded anew does not change these reports.
func fault(code string, severity finding.Severity, message string) finding.Finding {
	return finding.Finding{Code: code, Severity: severity, Sheet: "自评表", Message: message}
}

// department is one golden case.
type department struct {
	name  string
	in    func(testing.TB) *Input
	facts string
}

const wholeFacts = `
department: 元氏县水务局
year: 2022
basis: {authority: 县财政局, document: 关于开展部门整体支出绩效自评的通知, number: 元财〔2023〕1号}
duties: 负责全县水资源管理和农村供水
units: [{name: 水务局本级, nature: 行政, rank: 正科级, funding: 财政拨款}, {name: 供水站, nature: 事业, rank: 股级, funding: 财政拨款}]
staff: {serving: 32, retired: 11}
assets: {amount: 256.4, unit: 万元, as_of: 2022年末}
accounts: {total: 500, previous: 625, change: -125, percent: -20, reason: 上年工程已经完工}
goal: 保障农村供水安全
work: {preparation: 制定自评方案, steps: [组织填报, 复核汇总], method: 对照年度指标值逐项核对}
key: {count: 0}
conclusion: {projects: 1, score: 100, grade: 优}
previous: {projects: 2, score: 96.5, grade: 优, budget: 30, executed: 27.5}
problems: [个别管护记录不完整]
measures: [完善管护台账]
members: [{name: 甲, duty: 副局长, role: 组长}, {name: 乙, duty: 财务人员}]
`

func departments() []department {
	base := draft{goal: "完成年度重点任务,服务群众200人", done: "年度重点任务完成,服务群众210人", budget: "20", executed: "20", rows: fullRows(), total: "100", grade: "优"}
	with := func(name, dept string, change func(*draft)) draft {
		d := base
		d.name, d.department = name, dept
		if change != nil {
			change(&d)
		}
		return d
	}
	return []department{
		{"one-project", func(t testing.TB) *Input { return one(t, with("职业技能培训", "人社局", nil)) }, ""},
		{"nothing-open", func(t testing.TB) *Input {
			return one(t, with("农村供水", "水务局", func(d *draft) {
				d.goal, d.done = "供水覆盖12个村", "供水覆盖12个村"
				d.rows = []string{"产出指标|数量指标|供水村数|12个|12个|50|50|", "效益指标|社会效益指标|供水保障程度|有效保障|有效保障|30|30|", "满意度指标|服务对象满意度指标|村民满意度|≥90%|95%|10|10|"}
			}))
		}, wholeFacts},
		{"twenty-projects", twenty, "previous: {projects: 18, score: 99.1}"},
		{"all-missed", func(t testing.TB) *Input {
			return one(t, with("退耕还林", "林草局", func(d *draft) {
				d.executed, d.total, d.grade = "3", "31", "差"
				d.done = "因干旱,造林任务没有完成"
				d.rows = []string{"产出指标|数量指标|造林面积|≥1000亩|200亩|50|10|春季干旱,已列入下年计划", "效益指标|生态效益指标|成活率|≥85%|30%|30|10.59|", "满意度指标|服务对象满意度指标|农户满意度|≥90%|45%|10|5|补助到账晚;"}
				d.findings = []finding.Finding{fault("L-FUND-05", finding.Error, "执行率得分应为1.50,填报10"), fault("L-FUND-06", finding.Warn, "执行率15%,没有说明原因"),
					fault("L-SCR-06", finding.Error, "“成活率”没有得满分而未填偏差原因"), fault("L-SCR-08", finding.Error, "总分填报31,各项得分之和为35.59")}
				d.notes = [][2]string{{"存在问题", "春季干旱,苗木成活少"}, {"改进措施", "下年提前整地,选用耐旱苗木"}}
			}))
		}, ""},
		{"no-points", func(t testing.TB) *Input {
			return one(t, with("义务教育补助", "教育局", func(d *draft) {
				d.level, d.total, d.grade = form.LevelTransfer, "", ""
				d.rows = []string{"产出指标|数量指标|受助学生人数|≥500人|480人|||转学20人", "产出指标|时效指标|补助发放时间|12月底前|12月20日|||"}
			}))
		}, ""},
		{"provisional", func(t testing.TB) *Input {
			return one(t, with("便民服务", "行政审批局", func(d *draft) {
				d.total = "100"
				d.findings = []finding.Finding{fault("L-SCR-10", finding.Warn, "行政审批局的2个项目自评全部100分"), fault("L-IND-13", finding.Error, "“办理事项”的完成值“已完成”不是数字"), fault("L-IND-03", finding.Info, "不应写进报告"), fault("X-OTHER-01", finding.Warn, "另一类问题")}
				d.rows = []string{"产出指标|数量指标|办理事项|≥2000件|已完成|20|20|", "产出指标|数量指标|窗口数量|≥10个|25个|20|20|新增自助终端", "产出指标|时效指标|系统上线时间|6月底前|2022年8月15日|10|10|招标推迟", "效益指标|社会效益指标|办事便利程度|明显提升|有所改善|30|30|", "满意度指标|服务对象满意度指标|群众满意度|≥90%||10|10|"}
			}), with("档案整理", "行政审批局", func(d *draft) { d.budget, d.executed = "0", "0" }))
		}, "key: {count: 2, projects: [便民服务]}"},
		{"department-form", func(t testing.TB) *Input {
			whole := with("部门整体", "民政局", func(d *draft) {
				d.level, d.name, d.budget, d.executed, d.total = form.LevelDepartment, "", "800", "760", "98"
				d.goal, d.done = "保障困难群众基本生活", "困难群众基本生活得到保障"
				d.rows = []string{"产出指标|数量指标|救助人数|≥3000人|3120人|50|50|", "效益指标|社会效益指标|救助及时率|≥98%|99%|30|30|", "满意度指标|服务对象满意度指标|群众满意度|≥90%|91%|10|10|"}
			})
			return one(t, whole, with("临时救助", "民政局", nil), with("养老服务", "民政局", func(d *draft) { d.budget, d.executed = "100", "85" }))
		}, "accounts: {total: 800, change: 120.5, percent: 17}\nprevious: {score: 99.5, grade: 良}\nkey: {projects: [临时救助]}"},
		{"doubtful-files", doubtful, "conclusion: {projects: 6, grade: 良, score: 96}\nproblems: 全年共实施六个项目,综合得分98分\nprojects: [{name: 道路养护, amount: 25}, {name: 道路养护费, amount: 3}]"},
	}
}

// twenty projects of one department, of every grade, two with a doubtful amount.
func twenty(t testing.TB) *Input {
	var drafts []draft
	for i := range 20 {
		got := 100 - 3*i
		drafts = append(drafts, draft{
			name: fmt.Sprintf("%02d号农田水利工程", i+1), department: "农业农村局", goal: "完成年度建设任务", done: "完成年度建设任务",
			budget: strconv.Itoa(10 + i), executed: strconv.Itoa(10 + i - i%3), total: "100", grade: "优", unit: map[bool]string{true: "?"}[i == 7],
			findings: []finding.Finding{fault("L-SCR-02", finding.Error, fmt.Sprintf("“整治渠道长度”填报50分,多%s分", strconv.FormatFloat(float64(i)*1.5, 'f', -1, 64)))},
			rows:     []string{fmt.Sprintf("产出指标|数量指标|整治渠道长度|≥100公里|%d公里|50|50|", got), "效益指标|经济效益指标|粮食产量|有所提高|有所提高|30|30|", "满意度指标|服务对象满意度指标|农户满意度|≥90%|92%|10|10|"},
		})
	}
	return one(t, drafts...)
}

// doubtful is what a folder really holds: a copy, an unreadable file, an empty form, money in
// 元, two forms of one project.
func doubtful(t testing.TB) *Input {
	d := draft{name: "道路养护", department: "交通局", goal: "养护道路35公里", done: "养护道路35公里", budget: "200000", executed: "200000", unit: "元", rows: fullRows(), total: "100", grade: "优"}
	empty := d
	empty.name, empty.total, empty.grade, empty.rows = "桥梁检测", "", "", []string{"产出指标|数量指标|检测桥梁|≥5座||90||"}
	other := d
	other.rows = append([]string(nil), fullRows()...)
	other.rows[0] = "产出指标|数量指标|养护期数|≥10期|8期|20|16|雨季停工"
	again := d.file(t)
	again.Path = "元氏县/交通局/副本.xlsx"
	second := other.file(t)
	second.Path, second.SHA256 = "元氏县/交通局/道路养护(改).xlsx", "other"
	results := []*audit.Result{d.file(t), again, second, empty.file(t),
		{Path: "元氏县/交通局/坏文件.xlsx", Status: audit.StatusUnreadable, Problem: &audit.Problem{Code: "E-DAMAGED", Message: "文件不完整"}}}
	return &Departments(results)[0]
}

func (d *department) build(t testing.TB) (*Document, []finding.Finding) {
	t.Helper()
	facts, err := LoadFacts(d.name+".yaml", []byte(d.facts))
	if err != nil {
		t.Fatal(err)
	}
	in := d.in(t)
	rules, err := ruleset.Builtin(ruleset.Default)
	if err != nil {
		t.Fatal(err)
	}
	in.Rules = rules
	return Build(in, facts)
}
