package score

import (
	"strings"
	"testing"

	"jixiao/internal/form"
	"jixiao/internal/quantity"
	"jixiao/internal/ruleset"
)

// row is a row as a person sees it: decision, score, formula.
func shown(r Row) string {
	return strings.TrimRight(string(r.Decision)+" "+r.Score.String()+" "+r.Formula, " ")
}

// One form with a row of every common kind: what the department gets to see.
func TestForm(t *testing.T) {
	f := sheetOf(
		"培训场次|≥4次|4次|10|10",
		"改造面积|≥20|15|20|20",
		"补助标准|≤5300|5830|10|10",
		"服务水平|提高|达成|20|18",
		"服务态度|提高|达成|10|5",
		"宣传效果|提高|部分达成|10|",
		"宣传次数|≥3||10|10",
		"|||| ",
		"生态影响|/||/|/",
	)
	s := Form(f, preset(t, "hebei"), plainReader{})
	want := []string{
		"computed 10.00 4 ≥ 4 → 10.00",
		"computed 15.00 15 ÷ 20 × 20 = 15.00",
		"computed 9.00 (1 − (5830 − 5300) ÷ 5300) × 10 = 9.00",
		"accepted 18.00 16 ≤ 18 ≤ 20 → 18.00",
		"manual",
		"computed 7.00 部分达成 → 0.7 × 10 = 7.00",
		"computed 0.00 未填实际完成值 → 0.00",
		"none",
		"none",
	}
	for i, w := range want {
		if got := shown(s.Rows[i]); got != w {
			t.Errorf("row %d: %s, want %s", i, got, w)
		}
		if r := s.Rows[i]; (r.Decision == Manual || r.Decision == NoScore) && r.Why == "" {
			t.Errorf("row %d says nothing of why", i)
		}
	}
	if s.Funds.Formula != "37.24 ÷ 43.2 × 10 = 8.62" || s.Funds.Score.String() != "8.62" {
		t.Errorf("execution: %s", s.Funds.Formula)
	}
	if got := s.Total; got.Sum.String() != "72.62" || got.Manual != 1 || got.Final || got.Grade != "中" || got.Points.String() != "100" {
		t.Errorf("total %+v", got)
	}
	if !s.Rows[7].Template || !s.Rows[8].NotApplicable {
		t.Error("template and not applicable rows are not told apart")
	}
}

// A grade is final only when nobody has to decide anything and the points add to 100: 40 of 40
// points must not stand there as 差.
func TestFinal(t *testing.T) {
	for _, c := range []struct {
		points string
		final  bool
		doubt  string
	}{{"90", true, ""}, {"30", false, "计分的分值合计 40 分,不是 100 分"}, {"100", false, "计分的分值合计 110 分,不是 100 分"}} {
		s := Form(sheetOf("甲|≥4|4|"+c.points+"|1"), preset(t, "hebei"), plainReader{})
		if s.Total.Final != c.final || s.Total.Doubt != c.doubt || s.Total.Grade == "" {
			t.Errorf("%s points: %+v", c.points, s.Total)
		}
	}
}

// A form that gives a row its own scoring standard told the department that rule, not ours: a
// plain deduction is applied, anything else goes to a person.
func TestOwnStandard(t *testing.T) {
	for _, c := range []struct{ row, standard, want string }{
		{"控制率|≤100%|103%|5|5", "每超过一个百分点扣0.5分,扣完为止", "computed 3.50 5 − 3 × 0.5 = 3.50"},
		{"控制率|≤100%|103.9%|5|5", "不超过100%得满分,每超过1个百分点,扣0.5分。", "computed 3.50 5 − 3 × 0.5 = 3.50"},
		{"控制率|≤100%|150%|5|5", "每高于1%扣1分,扣完为止", "computed 0.00 50 × 1 ≥ 5 → 0.00"},
		{"培训次数|≥4次|2次|5|5", "每少1次扣2分", "computed 1.00 5 − 2 × 2 = 1.00"},
		{"培训人数|≥100人|85人|5|5", "每少10人扣1分", "computed 4.00 5 − 1 × 1 = 4.00"},
		{"培训次数|≥4次|4次|5|5", "每少1次扣2分", "computed 5.00 4 ≥ 4 → 5.00"},
		{"培训次数|≥4次|2次|5|5", "完成得满分,未完成按比例扣分", "computed 2.50 2 ÷ 4 × 5 = 2.50"},
		{"培训次数|≥4次|2次|5|5", "反映培训开展情况", "computed 2.50 2 ÷ 4 × 5 = 2.50"},
		{"培训次数|≥4次|2次|5|5", "每少1次扣2分,每少一份资料扣1分", "manual 2 ÷ 4 × 5 = 2.50"},
		{"培训次数|≥4次|2次|5|5", "每超过1次扣2分", "manual 2 ÷ 4 × 5 = 2.50"},
		{"培训次数|≥4次|2次|5|5", "每降低1个百分点扣2分", "manual 2 ÷ 4 × 5 = 2.50"},
		{"培训次数|≥4次|2次|5|5", "完成得10分,不足的按比例得分", "computed 2.50 2 ÷ 4 × 5 = 2.50"},
		{"培训次数|≥4次|2次|5|5", "按比例得分,未开展不得分", "manual 2 ÷ 4 × 5 = 2.50"},
		{"培训次数|≥4次|2次|5|5", "未完成不得分", "manual 2 ÷ 4 × 5 = 2.50"},
		{"培训次数|≥4次|2次|5|5", "扣除自办场次后的分期培训", "computed 2.50 2 ÷ 4 × 5 = 2.50"},
		{"培训次数|≥4次|2次|5|5", "酌情扣分", "manual 2 ÷ 4 × 5 = 2.50"},
	} {
		f := sheetOf(c.row)
		f.Indicators[0].Describe = at(c.standard)
		r := Form(f, preset(t, "hebei"), plainReader{}).Rows[0]
		if got := strings.Join(strings.Fields(shown(r)), " "); got != c.want {
			t.Errorf("%s under %s: %s, want %s", c.row, c.standard, got, c.want)
		}
		if r.Decision == Manual && (!r.Suggested.Valid || !strings.Contains(r.Why, "扣分标准")) {
			t.Errorf("%s: suggestion %s, %s", c.standard, r.Suggested, r.Why)
		}
	}
}

// A reading that rests on a 约定 says so where the target is shown.
func TestUnderstood(t *testing.T) {
	target := quantity.Target{Kind: quantity.AtLeast, Value: quantity.Amount{Number: num("4"), Unit: "次"}, Basis: quantity.BasisBare}
	bare := understood(target)
	target.Basis = quantity.BasisSign
	if sign := understood(target); bare != sign+"(约定)" || sign == "" {
		t.Errorf("%q %q", bare, sign)
	}
}

// The band is named when a self-score lies outside it: without it nobody can mend the row.
func TestQualitativeOutside(t *testing.T) {
	s := Form(sheetOf("服务态度|提高|达成|10|5"), preset(t, "hebei"), plainReader{})
	if w := s.Rows[0].Why; !strings.Contains(w, "8.00~10.00") || !strings.Contains(w, "自评 5 分") {
		t.Error(w)
	}
}

// What a form lacks decides what may be said of it: nothing is scored that was not reported.
func TestStates(t *testing.T) {
	for _, c := range []struct {
		name  string
		rows  []string
		state State
		sum   string
	}{
		{"filled in", []string{"甲|≥4|4|10|10"}, Scored, "18.62"},
		{"no actual", []string{"甲|≥4||10|10", "乙|≥4|/|10|"}, NotFilled, ""},
		{"blank form", []string{"||||"}, NotFilled, ""},
		{"no points, scores", []string{"甲|≥4|4||10", "乙|≥4|4||8"}, ScoresOnly, ""},
		{"neither", []string{"甲|≥4|4||", "乙|≥4|3||"}, NoPoints, ""},
		{"no rows", nil, Scored, ""},
	} {
		s := Form(sheetOf(c.rows...), preset(t, "hebei"), plainReader{})
		if s.State != c.state || s.Total.Sum.String() != c.sum {
			t.Errorf("%s: state %q total %s, want %q %s", c.name, s.State, s.Total.Sum, c.state, c.sum)
		}
		for _, r := range s.Rows {
			if c.state != Scored && (r.Decision != NoScore || r.Why == "") {
				t.Errorf("%s: %s", c.name, shown(r))
			}
		}
		if c.sum == "" && s.Total.Grade != "" {
			t.Errorf("%s: graded %s without a total", c.name, s.Total.Grade)
		}
	}
	s := Form(sheetOf("甲|≥4|4||10", "乙|≥4|4||8"), preset(t, "hebei"), plainReader{})
	if s.Total.Computed.String() != "27" || s.Total.Points.Valid {
		t.Errorf("filed scores add to %s", s.Total.Computed)
	}
}

// Points in a heading belong to a row only when it is the only one under it.
func TestHeadingPoints(t *testing.T) {
	f := sheetOf("甲|≥4|3||4", "乙|≥4|4||8", "丙|≥4|4||8")
	f.Sections = []form.Section{{Level: 1, Name: "产出", Points: "60", Rows: []int{0, 1, 2}}, {Level: 2, Name: "数量", Points: "4", At: at("数量指标(4分)"), Rows: []int{0}}}
	s := Form(f, preset(t, "hebei"), plainReader{})
	if s.State != ScoresOnly || shown(s.Rows[0]) != "computed 3.00 3 ÷ 4 × 4 = 3.00" || s.Rows[1].Decision != NoScore || s.Rows[2].Decision != NoScore {
		t.Errorf("%q %s %s %s", s.State, shown(s.Rows[0]), shown(s.Rows[1]), shown(s.Rows[2]))
	}
	f.Sections = append(f.Sections, form.Section{Level: 2, Points: "8", Rows: []int{1}}, form.Section{Level: 2, Points: "8", Rows: []int{2}})
	if s := Form(f, preset(t, "hebei"), plainReader{}); s.State != Scored || s.Total.Sum.String() != "27.62" {
		t.Errorf("%q %s", s.State, s.Total.Sum)
	}
}

// A form may print a questionnaire with points above a table of scores without any (广水): those points are no points of
// the form, and a total of 15 of them must not grade it 差.
func TestPointsOfAnotherTable(t *testing.T) {
	f := sheetOf("财务制度|||5|5", "运行监管|||10|10", "里程|≥4|4||30", "合格率|≥4|4||20", "满意度|≥4|4||9")
	for i := range f.Indicators {
		if ind := &f.Indicators[i]; i < 2 {
			ind.Target, ind.Actual, ind.Describe = form.Value{}, form.Value{}, at("有制度得满分,没有不得分")
		} else {
			ind.Table, ind.Points = 1, form.Value{}
		}
	}
	s := Form(f, preset(t, "hebei"), plainReader{})
	if s.State != ScoresOnly || s.Total.Grade != "" || s.Total.Sum.Valid || s.Total.Computed.String() != "83" {
		t.Errorf("state %q, total %s, computed %s, grade %q", s.State, s.Total.Sum, s.Total.Computed, s.Total.Grade)
	}
	if r := s.Rows[0]; r.Decision != Manual || !strings.Contains(r.Why, "评价标准") {
		t.Errorf("a row scored by its own standard: %s %s", shown(r), r.Why)
	}
	f.Indicators[3].Points = at("20") // one row without points in a table that has them is a gap, not another kind of form
	if s := Form(f, preset(t, "hebei"), plainReader{}); s.State != Scored {
		t.Errorf("state %q", s.State)
	}
}

// Grades are filed in many words, and as boxes.
func TestGradeWord(t *testing.T) {
	for in, want := range map[string]string{
		"优": "优", "优秀": "优", "良好": "良", "中等": "中", "优 等 级": "优", "差": "差", "合格": "", "": "", "优良中差": "", "优、良、中、差": "",
		"☑优 □良 □中 □差": "优", "□优 ☑良 □中 □差": "良", "优□ 良□ 中√ 差□": "中", "□优秀 √良好 □中 □差": "良", "□优 □良 □中 □差": "", "☑优 ☑良 □中": "", "√优": "",
	} {
		if got := GradeWord(in, preset(t, "hebei")); got != want {
			t.Errorf("%q is read as %q, want %q", in, got, want)
		}
	}
}

// Points that stand on a title, or in a cell merged over rows, are earned by the mean of the rows.
func TestGroups(t *testing.T) {
	f := sheetOf("补助面积|||12|12", "红薯|≥4|4||", "桃|≥4|3||", "葡萄|≥4|2||", "次数|≥1|1|5|5")
	s := Form(f, preset(t, "hebei"), plainReader{})
	if got := shown(s.Rows[0]); got != "computed 9.00 (1 + 3 ÷ 4 + 2 ÷ 4) ÷ 3 × 12 = 9.00" {
		t.Error(got)
	}
	if s.Rows[1].Parent != 0 || s.Rows[3].Parent != 0 || s.Rows[4].Parent != -1 || s.Rows[0].Target.Kind != quantity.Compound || s.Rows[0].Compared.Met != quantity.Partly {
		t.Errorf("%+v", s.Rows[0])
	}
	f = sheetOf("甲|≥4|4|12|12", "乙|≥4|2||")
	f.Indicators[1].PointsShared = true
	if got := shown(Form(f, preset(t, "hebei"), plainReader{}).Rows[0]); got != "computed 9.00 (1 + 2 ÷ 4) ÷ 2 × 12 = 9.00" {
		t.Error(got)
	}
	f = sheetOf("甲|≥4|4|12|20", "乙|≥4|2|8|")
	f.Indicators[1].ScoreShared = true
	s = Form(f, preset(t, "hebei"), plainReader{})
	if got := shown(s.Rows[0]); got != "computed 16.00 12.00 + 4.00 = 16.00" || s.Total.Sum.String() != "24.62" || s.Total.Points.String() != "30" {
		t.Error(got, s.Total)
	}
}

// A group with a row that cannot be read goes to a person: a mean without it would be a guess.
func TestGroupWithDoubt(t *testing.T) {
	s := Form(sheetOf("补助面积|||12|12", "红薯|≥4|4||", "桃|≥4|已完成||"), preset(t, "hebei"), plainReader{})
	if r := s.Rows[0]; r.Decision != Manual || !strings.Contains(r.Why, "桃") || s.Total.Manual != 1 {
		t.Errorf("%s %s", shown(r), r.Why)
	}
	f := sheetOf("甲|≥4|4|12|20", "乙|≥4|已完成|8|")
	f.Indicators[1].ScoreShared = true
	if r := Form(f, preset(t, "hebei"), plainReader{}).Rows[0]; r.Decision != Manual || r.Points.String() != "20" || r.Self.String() != "20" {
		t.Errorf("%s %s", shown(r), r.Why)
	}
	f = sheetOf("甲|≥4|4|12|7", "乙|≥4|3||3")
	f.Indicators[1].PointsShared = true
	if r := Form(f, preset(t, "hebei"), plainReader{}).Rows[0]; r.Decision != Manual || r.Self.String() != "10" {
		t.Errorf("%s %s", shown(r), r.Why)
	}
}

// A title reaches only to the end of its level: rows of the next one are not its own.
func TestGroupEndsWithLevel(t *testing.T) {
	f := sheetOf("补助面积|||12|12", "红薯|≥4|4||", "合格率|≥4|1||")
	f.Indicators[2].Level2 = "质量指标"
	s := Form(f, preset(t, "hebei"), plainReader{})
	if s.Rows[0].Score.String() != "12.00" || s.Rows[2].Parent != -1 {
		t.Errorf("%s %d", shown(s.Rows[0]), s.Rows[2].Parent)
	}
}

// A comparison and its numbers that disagree are nobody's score.
func TestContradiction(t *testing.T) {
	for _, k := range []quantity.Kind{quantity.AtLeast, quantity.AtMost} {
		c := Case{Target: quantity.Target{Kind: k}, Points: some("10"), Compared: compared(k, num("3"), num("4"), "")}
		c.Compared.Met = map[quantity.Kind]quantity.Met{quantity.AtLeast: quantity.Yes, quantity.AtMost: quantity.No}[k]
		if r := Indicator(c, preset(t, "hebei")); r.Decision != Manual {
			t.Error(shown(r))
		}
	}
}

// The sum that is graded is a choice: 89.995 is 优 as printed and 良 as it is.
func TestGradeOn(t *testing.T) {
	rs := *preset(t, "hebei")
	if g := GradeOf(num("89.995"), &rs); g != "优" {
		t.Error(g)
	}
	rs.GradeOn = ruleset.OnRaw
	if g := GradeOf(num("89.995"), &rs); g != "良" {
		t.Error(g)
	}
}

// Department rules that the examples do not reach.
func TestDepartmentRules(t *testing.T) {
	rs := preset(t, "hebei")
	ten := some("10")
	for _, c := range []struct {
		rule ruleset.Dept
		a, b string
		want string
	}{
		{ruleset.Dept{Method: ruleset.Slope, Factor: num("2"), ZeroAbove: num("0.1")}, "0.2", "0", "computed 0.00 0.2 > 0.1 → 0.00"},
		{ruleset.Dept{Method: ruleset.Slope, Factor: num("2"), ZeroAbove: num("0.9")}, "0.6", "0", "computed 0.00 2 × 0.6 ≥ 1 → 0.00"},
		{ruleset.Dept{Method: ruleset.Slope, Factor: num("2"), ZeroAbove: num("0.9")}, "-1", "0", "manual"},
		{ruleset.Dept{Method: ruleset.Linear, Standard: num("100"), PerPoint: num("0.5")}, "101.5", "0", "computed 9.25 10 − 1.5 × 0.5 = 9.25"},
		{ruleset.Dept{Method: ruleset.WholeSteps, Standard: num("100"), PerPoint: num("5")}, "150", "0", "computed 0.00 50 × 5 ≥ 10 → 0.00"},
		{ruleset.Dept{Method: ruleset.WholeSteps, Standard: num("90"), PerPoint: num("1"), AtLeast: true}, "87", "0", "computed 7.00 10 − 3 × 1 = 7.00"},
		{ruleset.Dept{Method: ruleset.WholeSteps, Standard: num("90"), PerPoint: num("1"), AtLeast: true}, "95", "0", "computed 10.00 95 ≥ 90 → 10.00"},
		{ruleset.Dept{Method: ruleset.AllOrNothing}, "11", "10", "manual"},
		{ruleset.Dept{Method: ruleset.Banded, Points: num("5"), Bands: []ruleset.Step{{At: num("90"), Share: num("5")}}, Otherwise: num("1")}, "80", "0", "computed 2.00 80 < 90 → 1 ÷ 5 × 10 = 2.00"},
	} {
		r := Department(&c.rule, num(c.a), num(c.b), ten, rs)
		if got := shown(r); r.Decision == Computed && got != c.want || string(r.Decision) != strings.Fields(c.want)[0] {
			t.Errorf("%s: %s, want %s", c.a, got, c.want)
		}
		if r.Decision == Computed {
			scored(t, r)
		}
	}
}

// A numbered heading and its parts must not count twice.
func TestNumberedParent(t *testing.T) {
	f := sheetOf("一、培训|||20|20", "1、场次|≥4|4|12|12", "2、人次|≥4|2|8|8", "二、宣传|≥4|4|10|10")
	s := Form(f, preset(t, "hebei"), plainReader{})
	if got := shown(s.Rows[0]); got != "computed 16.00 12.00 + 4.00 = 16.00" || s.Total.Sum.String() != "34.62" || s.Total.Points.String() != "40" {
		t.Error(got, s.Total)
	}
	s = Form(sheetOf("培训|||20|20", "场次|≥4|4|12|12", "人次|≥4|2|8|8", "宣传|≥4|4|10|10"), preset(t, "hebei"), plainReader{})
	if got := shown(s.Rows[0]); got != "computed 16.00 12.00 + 4.00 = 16.00" || s.Rows[3].Parent != -1 {
		t.Error(got)
	}
	s = Form(sheetOf("没填的|||20|20", "场次|≥4|4|12|12", "人次|≥4|2|8|8", "宣传|≥4|4|50|50"), preset(t, "hebei"), plainReader{})
	if r := s.Rows[0]; r.Decision != Manual || s.Rows[1].Parent != -1 {
		t.Errorf("the points add to 100 with every row counted, but %s", shown(r))
	}
	f.Indicators[0].Points = at("25") // not the sum: each row counts
	if s := Form(f, preset(t, "hebei"), plainReader{}); s.Rows[1].Parent != -1 {
		t.Error("rows are counted in a row that is not their sum")
	}
}

func TestNumbering(t *testing.T) {
	for s, want := range map[string]int{"一、": 1, "十二、甲": 1, "(一)甲": 2, "(二)甲": 2, "1、甲": 3, "12.甲": 3, "(3)甲": 4, "甲": 0, "2022年": 0, "": 0, "三农": 0} {
		if got := numbering(s); got != want {
			t.Errorf("numbering(%q) = %d, want %d", s, got, want)
		}
	}
}

// An execution rate among the indicators is scored from the money, not from what was typed.
func TestExecutionRow(t *testing.T) {
	s := Form(sheetOf("预算执行率||86%|20|20", "甲|≥4|4|10|10"), preset(t, "hebei"), plainReader{})
	if r := s.Rows[0]; !r.Execution || shown(r) != "computed 17.24 37.24 ÷ 43.2 × 20 = 17.24" {
		t.Error(shown(r))
	}
	s = Form(sheetOf("预算执行率|≥80|86|20|20"), preset(t, "hebei"), plainReader{})
	if r := s.Rows[0]; r.Execution || r.Score.String() != "20.00" {
		t.Errorf("a target of its own must decide: %s", shown(r))
	}
}

// Readings that only the whole form shows to be wrong: they must never be scored.
func TestDoubts(t *testing.T) {
	s := Form(sheetOf("甲|20|20||20", "乙|50|50||50", "丙|30|28||28"), preset(t, "hebei"), plainReader{})
	if r := s.Rows[2]; !r.PointsTyped || r.Compared.Met != quantity.Unknown || !strings.Contains(r.Why, "疑似把分值填入指标值") {
		t.Errorf("%+v", r)
	}
	f := sheetOf("培训人数|≥120人|120人|10|10", "学员满意度|120|95%|10|10")
	s = Form(f, preset(t, "hebei"), plainReader{})
	if r := s.Rows[1]; r.Decision != Manual || r.Compared.Reason != quantity.ReasonDimension {
		t.Errorf("%s", shown(r))
	}
	f = sheetOf("培训人数|≥120人|120人|10|10", "满意人数|120|118|10|10")
	f.Indicators[1].Level1 = "满意度指标"
	s = Form(f, preset(t, "hebei"), plainReader{})
	if r := s.Rows[1]; r.Decision != Computed {
		t.Errorf("people against people are no doubt: %s", shown(r))
	}
}

// The budget that a target speaks of is the form's own, in its unit.
func TestBudgetTarget(t *testing.T) {
	s := Form(sheetOf("成本|不超预算|54|10|10"), preset(t, "hebei"), plainReader{})
	if got := shown(s.Rows[0]); got != "computed 7.50 (1 − (54 − 43.2) ÷ 43.2) × 10 = 7.50" {
		t.Error(got)
	}
}

// Rows that do not apply are left out; only a rule set that says so brings the rest to 100.
func TestNotApplicable(t *testing.T) {
	rows := []string{"甲|≥4|4|50|50", "乙|/||/|/", "丙|≥4|3|20|20"}
	if s := Form(sheetOf(rows...), preset(t, "hebei"), plainReader{}); s.Total.Sum.String() != "73.62" || s.Total.Formula != "" {
		t.Error(s.Total)
	}
	s := Form(sheetOf(rows...), preset(t, "central-2020"), plainReader{})
	if s.Total.Sum.String() != "92.03" || s.Total.Formula != "73.62 ÷ 80 × 100 = 92.03" || s.Total.Grade != "优" {
		t.Errorf("%+v", s.Total)
	}
	if _, err := evaluate(s.Total.Formula); err != nil {
		t.Error(err)
	}
}

// Money as real forms file it: totals of 0 over filled details, units in the cell, commas.
func TestFunds(t *testing.T) {
	rows := func(lines ...string) form.Funds {
		b := form.Funds{MoneyUnit: "万元"}
		for i, l := range lines {
			p := strings.Split(l, "|")
			b.Rows = append(b.Rows, form.Fund{Total: i == 0, Label: at(p[0]), Initial: at(p[1]), Budget: at(p[2]), Executed: at(p[3]), Points: at(p[4])})
		}
		return b
	}
	for _, c := range []struct {
		name, rules string
		funds       form.Funds
		want        string
	}{
		{"plain", "hebei", rows("总额|23|23|22.5|10"), "computed 9.78 22.5 ÷ 23 × 10 = 9.78"},
		{"details summed", "hebei", rows("总额|0|0|0|10", "其中:财政拨款|90|89.974|80|", "其他资金||0.026||"), "computed 8.89 80 ÷ 90 × 10 = 8.89"},
		{"details of details", "hebei", rows("总额||||10", "其中:财政拨款|90|90|80|", "其中:中央|50|50|50|"), "manual"},
		{"over the budget", "hebei", rows("总额|329.77|329.77|338.31|10"), "computed 10.00 338.31 ≥ 329.77 → 10.00"},
		{"unit in the cell", "hebei", rows("总额||4753.66万元|38242600元|10"), "computed 8.04 3824.26 ÷ 4753.66 × 10 = 8.04"},
		{"commas", "hebei", rows("总额||250,000.00|215,457.6|10"), "computed 8.62 215457.6 ÷ 250000 × 10 = 8.62"},
		{"not executed", "hebei", rows("总额|100|100||10"), "manual"},
		{"no budget", "hebei", rows("总额|0||207.4538|10"), "manual"},
		{"spent without budget", "hebei", rows("总额|0|0|5|10"), "computed 0.00 5 > 0 → 0.00"},
		{"nothing planned or spent", "hebei", rows("总额|0|0|0|10"), "none"},
		{"initial budget", "central-2016-legacy", rows("总额|100|50|50|10"), "computed 5.00 50 ÷ 100 × 10 = 5.00"},
		{"fiscal money", "hubei", rows("总额|100|100|60|20", "财政拨款|50|50|50|", "其他资金|50|50|10|"), "computed 20.00 50 ≥ 50 → 20.00"},
		{"a detail of nothing", "hebei", rows("总额|0|0|0|10", "其中:财政拨款|0|0|0|"), "none"},
		{"no points", "hebei", rows("总额|100|100|60|"), "none"},
		{"not a number", "hebei", rows("总额|100|约100|60|10"), "manual"},
	} {
		fu := funds(&form.Form{Funds: c.funds}, preset(t, c.rules))
		got := shown(Row{Decision: fu.Decision, Score: fu.Score, Formula: fu.Formula})
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		if fu.Decision != Computed && fu.Why == "" {
			t.Errorf("%s: nobody is told why", c.name)
		}
	}
}

// What a cell of points or a score may hold.
func TestFiled(t *testing.T) {
	for in, want := range map[string]string{"10": "10", "10分": "10", "(10分)": "10", " 8.5 ": "8.5", "10%": "10", "/": "", "—": "", "": "", "IO": "", "十": "", "1,000": "1000", "-3": "-3",
		"4.6分(因总人数减少)": "4.6", "9.5（扣0.5分）": "9.5", "(5)": "5", "约5分": ""} {
		if got := filedText(in).String(); got != want {
			t.Errorf("%q is read as %q, want %q", in, got, want)
		}
	}
}

// A department's own indicators follow the rule set's steps, on a department form only.
func TestDepartmentForm(t *testing.T) {
	f := sheetOf("在职人员控制率(%)|≤100%|103%|5|5")
	if s := Form(f, preset(t, "hunan-dept-yueyang"), plainReader{}); s.Rows[0].Rule == ruleDept {
		t.Error("a project form is scored by department rules")
	}
	f.Level = form.LevelDepartment
	s := Form(f, preset(t, "hunan-dept-yueyang"), plainReader{})
	if got := shown(s.Rows[0]); got != "computed 3.50 5 − 3 × 0.5 = 3.50" {
		t.Error(got)
	}
}

// How near a total is to the next grade decides whether somebody looks again.
func TestNear(t *testing.T) {
	rs := preset(t, "hebei")
	for in, want := range map[string]string{"89.6": "0.4", "89.5": "0.5", "89.4": "", "90": "", "79.99": "0.01", "100": "", "0": ""} {
		if got := Near(num(in), rs).String(); got != want {
			t.Errorf("%s is near by %q, want %q", in, got, want)
		}
	}
}
