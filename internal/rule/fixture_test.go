package rule

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"jixiao/internal/cellref"
	"jixiao/internal/decimal"
	"jixiao/internal/form"
	"jixiao/internal/quantity"
	"jixiao/internal/ruleset"
	"jixiao/internal/score"
	"jixiao/templates"
)

// A fixture is a sound form of a 2022 training project with some lines changed. The lines are
// those of the examples in templates/checks, so that the examples people read are the tests.
//
//	表头 项目名称=…          目标 预期=… 完成=…        资金 预算=… 执行=… 得分=…
//	其中 当年财政拨款 预算=…   指标 数量 名称 指标值=…    标题 产出指标 60
//	总分 得分=… 等级=…        说明 存在的问题=…         不设 分值   删去 满意度   没有指标
//
// 指标 changes the first row under that level 2 not changed before; without a score of its own
// the total is the sum. "----" starts another form of a batch.
type fixture struct {
	form      *form.Form
	rules     string
	reference Reference
	changed   map[int]bool
	total     bool // 总分 gives a score
}

// words maps the keys of the lines to the cells of a row.
var words = map[string]form.Role{
	"方向": form.Direction, "单位": form.Unit, "指标值": form.Target, "完成值": form.Actual, "分值": form.Points, "得分": form.SelfScore,
	"原因": form.Reason, "备注": form.Remark, "佐证": form.Evidence, "系数": form.Factor, "复核得分": form.ReviewScore,
}

// columns gives every role its column of the fixture's sheet.
var columns = map[form.Role]int{
	form.Level1: 1, form.Level2: 2, form.Level3: 3, form.Direction: 4, form.Target: 5, form.Unit: 6, form.Actual: 7, form.Factor: 8,
	form.Points: 9, form.SelfScore: 10, form.Reason: 11, form.Evidence: 12, form.ReviewScore: 13, form.Remark: 14,
}

func at(row, col int, text string) form.Value {
	v := form.Value{Cell: cellref.Ref{Row: row, Col: col}, Text: text, Shown: text}
	if strings.HasPrefix(text, "#") {
		v.Text, v.Error = "", text
	}
	return v
}

// soundRows are the indicators of the sound form: 50 + 30 + 10 points.
var soundRows = [][]string{
	{"产出指标", "数量指标", "培训次数", "≥26次", "26次", "10"},
	{"产出指标", "数量指标", "培训人数", "≥300人", "320人", "10"},
	{"产出指标", "质量指标", "考核合格率", "≥95%", "96%", "10"},
	{"产出指标", "时效指标", "完成时间", "2022年12月", "2022年11月", "10"},
	{"产出指标", "成本指标", "培训经费", "≤20万元", "19.5万元", "10"},
	{"效益指标", "社会效益指标", "就业率", "≥60%", "65%", "15"},
	{"效益指标", "可持续影响指标", "政策知晓率", "≥80%", "85%", "15"},
	{"满意度指标", "服务对象满意度指标", "学员满意度", "≥90%", "93%", "10"},
}

const firstRow = 14

func sound() *fixture {
	f := &form.Form{
		Sheet: "自评表", Layout: "central-2020", Confidence: 100, Level: form.LevelProject,
		Title: at(1, 1, "项目支出绩效自评表"), Year: 2022, YearAt: at(2, 1, "(2022年度)"),
		Has:     map[form.Role]bool{},
		Project: form.Project{Name: at(3, 2, "职业技能培训"), Department: at(4, 2, "示例县人社局"), Unit: at(4, 6, "示例县就业服务中心")},
		Goals:   []form.Goal{{Expected: at(11, 2, "开展技能培训,提高就业率"), Actual: at(11, 6, "培训26次,就业率65%")}},
	}
	for _, r := range []form.Role{form.Level1, form.Level2, form.Level3, form.Target, form.Actual, form.Points, form.SelfScore, form.Reason} {
		f.Has[r] = true
	}
	f.Funds = form.Funds{MoneyUnit: "万元", Has: map[form.Role]bool{form.Budget: true, form.Executed: true}, Rows: []form.Fund{{
		Row: 6, Total: true, Label: at(6, 2, "年度资金总额"), Initial: at(6, 3, "20"), Budget: at(6, 4, "20"), Executed: at(6, 5, "20"),
		Rate: at(6, 6, "100%"), Points: at(6, 9, "10"), Score: at(6, 10, "10"), Reason: at(6, 11, ""),
	}}}
	for i, c := range soundRows {
		row := firstRow + i
		f.Indicators = append(f.Indicators, form.Indicator{
			Row: row, Level1: c[0], Level1At: at(row, 1, c[0]), Level2: c[1], Level2At: at(row, 2, c[1]), Name: c[2], Level3: at(row, 3, c[2]),
			Target: at(row, 5, c[3]), Actual: at(row, 7, c[4]), Points: at(row, 9, c[5]), Score: at(row, 10, c[5]), Reason: at(row, 11, ""),
		})
	}
	f.Total = form.Total{Label: at(40, 1, "总分"), Points: at(40, 9, "100"), Score: at(40, 10, ""), Grade: at(41, 2, "优")}
	return &fixture{form: f, rules: ruleset.Default, changed: map[int]bool{}}
}

// read applies the lines of a fixture; an unknown line is an error, so that no example is idle.
func (x *fixture) read(lines string) error {
	for _, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		verb, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		act, ok := verbs[verb]
		if !ok {
			return fmt.Errorf("line %q", line)
		}
		var free []string
		pairs := map[string]string{}
		for _, word := range strings.Fields(rest) {
			if k, v, ok := strings.Cut(word, "="); ok {
				pairs[k] = v
			} else {
				free = append(free, word)
			}
		}
		if err := act(x, free, pairs); err != nil {
			return fmt.Errorf("line %q: %w", line, err)
		}
	}
	if !x.total {
		x.form.Total.Score.Text = x.sum()
	}
	return nil
}

// sum is what an honest total would be.
func (x *fixture) sum() string {
	var sum decimal.Decimal
	add := func(v form.Value) {
		if d, how := points(v); how == good {
			sum = sum.Add(d)
		}
	}
	if len(x.form.Funds.Rows) > 0 {
		add(x.form.Funds.Rows[0].Score)
	}
	for i := range x.form.Indicators {
		add(x.form.Indicators[i].Score)
	}
	return plain(sum)
}

var verbs map[string]func(x *fixture, free []string, pairs map[string]string) error

func init() {
	verbs = map[string]func(*fixture, []string, map[string]string) error{
		"表头": (*fixture).head, "目标": (*fixture).goal, "资金": (*fixture).fund, "其中": (*fixture).detail, "指标": (*fixture).row,
		"标题": (*fixture).section, "总分": (*fixture).totals, "说明": (*fixture).note, "不设": (*fixture).without, "删去": (*fixture).drop,
		"没有指标": (*fixture).only, "未填报": (*fixture).unfilled, "全无得分": (*fixture).unscored, "全部复核": (*fixture).reviewed, "全部": (*fixture).all, "规则": (*fixture).rule, "部门": (*fixture).department,
		"批复": (*fixture).approve, "决算": (*fixture).account, "名单": (*fixture).expect, "监控": (*fixture).alarm,
	}
}

func (x *fixture) head(_ []string, pairs map[string]string) error {
	p := &x.form.Project
	for k, v := range pairs {
		switch k {
		case "项目名称":
			p.Name.Text = v
		case "主管部门":
			p.Department.Text = v
		case "实施单位":
			p.Unit.Text = v
		case "年度":
			x.form.Year, x.form.YearAt.Text = 0, v
		default:
			return fmt.Errorf("unknown %s", k)
		}
	}
	return nil
}

func (x *fixture) goal(_ []string, pairs map[string]string) error {
	g := &x.form.Goals[0]
	for k, v := range pairs {
		switch k {
		case "预期":
			g.Expected.Text = v
		case "完成":
			g.Actual.Text = v
		default:
			return fmt.Errorf("unknown %s", k)
		}
	}
	return nil
}

func setFund(f *form.Fund, pairs map[string]string) error {
	for k, v := range pairs {
		cell, ok := map[string]*form.Value{
			"年初": &f.Initial, "预算": &f.Budget, "到位": &f.Received, "执行": &f.Executed, "执行率": &f.Rate, "分值": &f.Points, "得分": &f.Score, "原因": &f.Reason,
		}[k]
		if !ok {
			return fmt.Errorf("unknown %s", k)
		}
		cell.Text, cell.Shown = v, v
	}
	return nil
}

func (x *fixture) fund(_ []string, pairs map[string]string) error {
	f := &x.form.Funds.Rows[0]
	if b, ok := pairs["预算"]; ok && pairs["年初"] == "" {
		f.Initial.Text = b // a fixture about the budget is not about its adjustment
	}
	return setFund(f, pairs)
}

func (x *fixture) detail(free []string, pairs map[string]string) error {
	row := 6 + len(x.form.Funds.Rows)
	f := form.Fund{Row: row, Label: at(row, 2, free[0]), Initial: at(row, 3, ""), Budget: at(row, 4, ""), Executed: at(row, 5, ""), Rate: at(row, 6, "")}
	x.form.Funds.Rows = append(x.form.Funds.Rows, f)
	return setFund(&x.form.Funds.Rows[len(x.form.Funds.Rows)-1], pairs)
}

func (x *fixture) row(free []string, pairs map[string]string) error {
	for i := range x.form.Indicators {
		r := &x.form.Indicators[i]
		if x.changed[i] || !strings.Contains(r.Level2, free[0]) {
			continue
		}
		x.changed[i] = true
		r.Name, r.Level3.Text = free[1], free[1]
		for k, v := range pairs {
			role, ok := words[k]
			if !ok {
				return fmt.Errorf("unknown %s", k)
			}
			x.form.Has[role] = true
			*indicatorCell(r, role) = at(r.Row, columns[role], v)
		}
		return nil
	}
	return fmt.Errorf("no row left under %s", free[0])
}

func indicatorCell(r *form.Indicator, role form.Role) *form.Value {
	return map[form.Role]*form.Value{
		form.Direction: &r.Direction, form.Unit: &r.Unit, form.Target: &r.Target, form.Actual: &r.Actual, form.Points: &r.Points,
		form.SelfScore: &r.Score, form.Reason: &r.Reason, form.Remark: &r.Remark, form.Evidence: &r.Evidence, form.Factor: &r.Factor,
		form.ReviewScore: &r.ReviewScore,
	}[role]
}

func (x *fixture) section(free []string, _ map[string]string) error {
	s := form.Section{Level: 1, Name: free[0], Points: free[1], At: at(firstRow, 1, free[0]+"("+free[1]+"分)")}
	for i := range x.form.Indicators {
		if x.form.Indicators[i].Level1 == free[0] {
			s.Rows = append(s.Rows, i)
		}
	}
	x.form.Sections = append(x.form.Sections, s)
	return nil
}

func (x *fixture) totals(_ []string, pairs map[string]string) error {
	if v, ok := pairs["得分"]; ok {
		x.form.Total.Score.Text, x.total = v, true
	}
	if v, ok := pairs["复核得分"]; ok {
		x.form.Total.ReviewScore = at(40, columns[form.ReviewScore], v)
	}
	if v, ok := pairs["等级"]; ok {
		x.form.Total.Grade.Text = v
	}
	return nil
}

func (x *fixture) note(_ []string, pairs map[string]string) error {
	for k, v := range pairs {
		x.form.Notes = append(x.form.Notes, form.Note{Label: k, Text: at(42+len(x.form.Notes), 2, v)})
	}
	return nil
}

func (x *fixture) without(free []string, _ map[string]string) error {
	role := words[free[0]]
	delete(x.form.Has, role)
	for i := range x.form.Indicators {
		*indicatorCell(&x.form.Indicators[i], role) = form.Value{}
	}
	return nil
}

func (x *fixture) drop(free []string, _ map[string]string) error {
	var kept []form.Indicator
	for _, r := range x.form.Indicators {
		if !strings.Contains(r.Level2, free[0]) {
			kept = append(kept, r)
		}
	}
	x.form.Indicators = kept
	return nil
}

func (x *fixture) only([]string, map[string]string) error {
	x.form.Indicators = nil
	return nil
}

func (x *fixture) unfilled([]string, map[string]string) error {
	for i := range x.form.Indicators {
		r := &x.form.Indicators[i]
		r.Actual.Text, r.Score.Text = "", ""
	}
	x.form.Funds.Rows[0].Score.Text = ""
	return nil
}

func (x *fixture) unscored([]string, map[string]string) error {
	for i := range x.form.Indicators {
		x.form.Indicators[i].Score.Text = ""
	}
	x.form.Funds.Rows[0].Score.Text, x.total = "", true
	return nil
}

// reviewed confirms every score.
func (x *fixture) reviewed([]string, map[string]string) error {
	x.form.Has[form.ReviewScore] = true
	for i := range x.form.Indicators {
		r := &x.form.Indicators[i]
		r.ReviewScore = at(r.Row, columns[form.ReviewScore], r.Score.Text)
	}
	return nil
}

// all puts the sound points and scores into the cells of targets and actuals.
func (x *fixture) all([]string, map[string]string) error {
	for i := range x.form.Indicators {
		r := &x.form.Indicators[i]
		r.Target.Text, r.Actual.Text = soundRows[i][5], soundRows[i][5]
	}
	return nil
}

func (x *fixture) rule(free []string, _ map[string]string) error {
	x.rules = free[0]
	return nil
}

func (x *fixture) department(_ []string, pairs map[string]string) error {
	x.form.Level = form.LevelDepartment
	x.form.Project.Name = form.Value{}
	return x.detail([]string{"项目支出"}, map[string]string{"预算": pairs["项目支出"]})
}

func (x *fixture) approve(free []string, _ map[string]string) error {
	a := Approved{Project: free[0], Name: free[1], Target: free[2]}
	if len(free) > 3 {
		a.Points = free[3]
	}
	x.reference.Approved = append(x.reference.Approved, a)
	return nil
}

func (x *fixture) account(free []string, _ map[string]string) error {
	x.reference.Accounts = append(x.reference.Accounts, Account{Project: free[0], Executed: free[1]})
	return nil
}

func (x *fixture) expect(free []string, _ map[string]string) error {
	x.reference.Roster = append(x.reference.Roster, Expected{Department: free[0], Project: free[1]})
	return nil
}

func (x *fixture) alarm(free []string, _ map[string]string) error {
	x.reference.Red = append(x.reference.Red, Alarm{Project: free[0], Name: free[1]})
	return nil
}

// input scores the fixture by the real engine.
func (x *fixture) input(t testing.TB) Input {
	t.Helper()
	rs, err := ruleset.Builtin(x.rules)
	if err != nil {
		t.Fatal(err)
	}
	return Input{Form: x.form, Score: score.Form(x.form, rs, language(t)), Rules: rs, Reference: &x.reference}
}

var loadLanguage = sync.OnceValues(func() (*quantity.Language, error) { return quantity.Load(templates.FS, "words") })

func language(t testing.TB) *quantity.Language {
	t.Helper()
	lang, err := loadLanguage()
	if err != nil {
		t.Fatal(err)
	}
	return lang
}
