package rule

import (
	"strings"
	"testing"
	"testing/fstest"

	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/form"
	"jixiao/internal/score"
)

// lines shows findings as people read them.
func lines(list []finding.Finding) string {
	var out []string
	for _, f := range list {
		out = append(out, strings.TrimSpace(f.Code+" "+f.Cell.String()+" "+f.Message))
	}
	return strings.Join(out, "\n")
}

// What each finding says is the product: cell, figures and sentence, word for word. Every case
// also proves that nothing else is said of the same form.
func TestMessages(t *testing.T) {
	for _, c := range []struct{ name, form, want string }{
		{"execution rounded up to full points", "资金 预算=20 执行=19.9 执行率=99.5% 得分=10",
			"L-FUND-05 J6 执行率得分应为9.95,填报10"},
		{"execution rounded at the form's decimals", "资金 预算=20 执行=19.37 执行率=96.85% 得分=9.7\n指标 数量 培训次数 得分=9.9 原因=一次培训缺少签到记录",
			"L-SCR-02 J14 “培训次数”应得10.00分,填报9.9分,少0.1分"},
		{"rate cut instead of rounded", "资金 预算=32.4 执行=31.69 执行率=97.80% 得分=9.78", ""},
		{"rate without percent sign, as a share", "资金 预算=20 执行=19.6 执行率=0.98 得分=9.8", ""},
		{"rate without percent sign, as per cent", "资金 预算=20 执行=19.6 执行率=98 得分=9.8", ""},
		{"numbers with binary tails", "资金 预算=32.4 执行=31.69 执行率=97.808641975308643% 得分=9.7799999999999994\n指标 数量 培训次数 得分=10.000000000000002", ""},
		{"accounts in another unit", "资金 预算=20 执行=20\n决算 职业技能培训 0.002",
			"L-FUND-13 E6 全年执行数20万元,决算数据为0.002万元,恰差一万倍,疑似金额单位填错"},
		{"rate of a detail", "其中 当年财政拨款 年初=20 预算=20 执行=20 执行率=90%",
			"L-FUND-04 F7 执行率应为100%,填报90%"},
		{"rate capped at 100", "资金 预算=20 执行=20.6 执行率=100%",
			"L-FUND-03 E6 全年执行数20.6大于全年预算数20,执行率103%"},
		{"one root fault in an empty total row", "资金 年初=0 预算=0 执行=0 执行率=0 得分=0\n其中 当年财政拨款 年初=20 预算=20 执行=20",
			"L-FUND-01 C6 年初预算数合计填报0,各项明细之和为20,两者不符\nL-FUND-01 D6 全年预算数合计填报0,各项明细之和为20,两者不符\n" +
				"L-FUND-02 D6 全年预算数填报0,而明细中全年预算数合计20,无法计算执行率\nL-FUND-01 E6 全年执行数合计填报0,各项明细之和为20,两者不符\n" +
				"L-FUND-05 J6 执行率得分应为10.00,填报0"},
		{"details that overlap are no fault", "其中 财政拨款 年初=20 预算=20 执行=20\n其中 中央资金 年初=15 预算=15 执行=15\n其中 县级资金 年初=5 预算=5 执行=5", ""},
		{"one source missing from the total", "其中 财政拨款 年初=20 预算=20 执行=20\n其中 上年结转 预算=5",
			"L-FUND-01 D6 全年预算数合计填报20,各项明细之和为25,两者不符"},
		{"amount with its unit", "资金 预算=20万元 执行=200000元", ""},
		{"points above a hundred", "指标 数量 培训次数 分值=20 得分=20\n说明 说明=一级指标权重经批准调整",
			"L-WGT-01 I40 分值合计110(执行率10+指标100),应为100"},
		{"missed with full points", "指标 数量 培训人数 指标值=≥300人 完成值=297人",
			"L-SCR-03 J14 “培训人数”指标值“≥300人”,完成值“297人”,未达标却得满分10,应得9.90分\nL-IND-08 C15 “培训人数”与第14行重复设置,复核只计其一"},
		{"a blank actual is one fault", "指标 质量 考核合格率 完成值=",
			"L-IND-01 G16 第16行“考核合格率”的完成值为空\nL-SCR-15 J40 总分90恰在“优”的等级线上"},
		{"an unreadable score does not stop the check", "指标 质量 考核合格率 得分=IO",
			"L-SCR-20 J16 “考核合格率”得分“IO”不是有效数字"},
		{"late with full points", "指标 时效 完成时间 指标值=2022年10月31日 完成值=2022年12月20日 原因=场地未落实,推迟两期",
			"L-IND-24 G17 “完成时间”应于“2022年10月31日”完成,实际“2022年12月20日”,已逾期,却得满分10"},
		{"grade on the line", "资金 预算=20 执行=0 执行率=0% 得分=0 原因=资金次年下达",
			"L-FUND-12 E6 执行率仅0%,而数量指标“培训次数”(第14行)得满分\nL-SCR-15 J40 总分90恰在“优”的等级线上"},
		{"no scores at all is one fault", "全无得分", "L-SCR-18 J14 自评得分一列未填,共8项"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := lines(run(t, c.form)); got != c.want {
				t.Errorf("%s\nyields\n%s\nwant\n%s", c.form, got, c.want)
			}
		})
	}
}

// Guangxi makes the reason for over-completion a duty; other regions only ask for it.
func TestSeverityOfRuleSet(t *testing.T) {
	const form = "指标 数量 培训次数 指标值=≥26次 完成值=40次"
	for rules, want := range map[string]finding.Severity{"hebei": finding.Warn, "guangxi": finding.Error} {
		for _, f := range run(t, "规则 "+rules+"\n"+form) {
			if f.Code == "L-SCR-07" && f.Severity != want {
				t.Errorf("%s: %s", rules, f.Severity)
			}
		}
	}
}

// Silence for want of data must not read as "no fault".
func TestUnchecked(t *testing.T) {
	missing := map[string]string{}
	for _, m := range Unchecked(nil) {
		missing[m.Code] = m.Needs
	}
	for _, code := range []string{"L-FUND-13", "L-WGT-06", "L-IND-02", "L-XF-01", "L-XF-04", "L-XF-05", "L-IND-11"} {
		if missing[code] == "" {
			t.Errorf("%s is not said to be unchecked", code)
		}
	}
	for _, m := range Unchecked(&Reference{Approved: make([]Approved, 1), Accounts: make([]Account, 1), Roster: make([]Expected, 1), Red: make([]Alarm, 1)}) {
		if m.Code != "L-IND-11" && m.Code != "L-XF-04" {
			t.Errorf("%s is said to be unchecked with all data there", m.Code)
		}
	}
}

// A department whose projects are all at 100 is doubted as a whole, from three projects on.
func TestAllFull(t *testing.T) {
	one := func(name string) string { return "表头 项目名称=" + name + "\n指标 数量 " + name + "数量" }
	two := one("甲") + "\n----\n" + one("乙")
	if got := lines(run(t, two)); got != "" {
		t.Errorf("two projects yield\n%s", got)
	}
	want := "L-SCR-10 J40 示例县人社局的3个项目自评全部100分"
	if got := lines(run(t, two+"\n----\n"+one("丙"))); got != want {
		t.Errorf("three projects yield\n%s", got)
	}
}

// A text with a mistyped key would vanish from the manual without a word.
func TestTextsAreChecked(t *testing.T) {
	for name, data := range map[string]string{
		"unknown key": "L-FUND-01: {what: a, why: b, mend: c, waht: d}",
		"missing key": "L-FUND-01: {what: a, why: b}",
		"no mapping":  "- a",
		"twice":       "L-FUND-01: {what: a, why: b, mend: c}\nL-FUND-01: {what: a, why: b, mend: c}",
	} {
		if _, err := readTexts(fstest.MapFS{"checks/a.yaml": {Data: []byte(data)}}, "checks"); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// The terminal shows the whole entry, examples indented.
func TestExplainText(t *testing.T) {
	doc, ok := Explain("L-FUND-05")
	if !ok {
		t.Fatal("unknown")
	}
	text := doc.Text()
	for _, part := range []string{"L-FUND-05  执行率得分计算有误  [错误]", "含义:", "依据:财预〔2020〕10号(GK)", "错例:\n    资金 预算=43.2", "改法:"} {
		if !strings.Contains(text, part) {
			t.Errorf("%q is missing in\n%s", part, text)
		}
	}
	if _, ok := Explain("L-FUND-99"); ok {
		t.Error("an unknown code is explained")
	}
}

// Checking must stay a small part of the millisecond that a form may cost.
func BenchmarkForm(b *testing.B) {
	x := sound()
	if err := x.read("指标 数量 培训次数 指标值=≥26次 完成值=12次"); err != nil {
		b.Fatal(err)
	}
	in := x.input(b)
	b.ReportAllocs()
	for b.Loop() {
		Form(&in)
	}
}

// Published forms file their scores with one decimal, cut as often as rounded: differences of up
// to 0.1 are left open, larger ones and full points for a missed target are not (decisions 23).
func TestRounding(t *testing.T) {
	for _, c := range []struct{ target, actual, points, self, want string }{
		{"38508人", "37442人", "3", "3", "L-SCR-02,03"}, // 2.92
		{"100%", "97.3%", "2", "1.9", "L-SCR-19"},     // 1.946
		{"214人", "203人", "2", "1.8", "L-SCR-19"},      // 1.897, cut
		{"5662人", "4044人", "2", "1.4", "L-SCR-19"},    // 1.428
		{"120人", "69人", "2", "1", "L-SCR-02"},         // 1.15
		{"3807人", "3224人", "2", "1.9", "L-SCR-02"},    // 1.69
		{"863人", "683人", "2", "1.7", "L-SCR-02"},      // 1.58
		{"212人", "209人", "2", "1.8", "L-SCR-02"},      // 1.97
		{"43.2", "37.24", "10", "9", "L-SCR-02"},      // 8.62: half a point is no rounding of ours
		{"100", "95", "6", "5", "L-SCR-02"},           // 5.70
		{"26次", "12次", "10", "4.62", ""},              // to the cent
		{"3次", "2次", "10", "6.67", ""},                // 6.666…
		{"10000次", "9999次", "10", "10", "L-SCR-03"},   // 9.999: rounding never excuses full points
		{"1000次", "996次", "10", "10", "L-SCR-03"},     // 9.96
		{"4754人", "4604人", "5", "5", "L-SCR-02,03"},   // 4.84
	} {
		form := "指标 数量 培训次数 指标值=" + c.target + " 完成值=" + c.actual + " 分值=" + c.points + " 得分=" + c.self + " 原因=场地调整,次年继续完成"
		one := "\n指标 数量 培训人数 得分=9.5 原因=一期培训缺少签到记录" // makes the form one of one decimal
		var got []string
		for _, f := range run(t, form+one) {
			if f.Cell.Row == 14 && f.Code >= "L-SCR-02" && f.Code <= "L-SCR-19" && f.Code != "L-SCR-12" {
				got = append(got, f.Code)
			}
		}
		if text := strings.ReplaceAll(strings.Join(got, ","), ",L-SCR-", ","); text != c.want {
			t.Errorf("%s of %s, %s of %s points: %q, want %q", c.actual, c.target, c.self, c.points, text, c.want)
		}
	}
}

// Scores without values to hold them against are not an unfilled form: who is told that the scores are
// empty looks at the form and believes nothing else.
func TestNotFilledMessages(t *testing.T) {
	for _, c := range []struct {
		has         bool
		score, want string
	}{
		{true, "", "自评表未填报:1项指标的完成值和得分均为空"},
		{true, "10", "1项指标的实际完成值均为空,而1项填有得分,无从复算"},
		{false, "10", "没有找到“实际完成值”列,而1项指标填有得分,无从复算"},
	} {
		f := &form.Form{Has: map[form.Role]bool{form.Actual: c.has}, Indicators: []form.Indicator{{Row: 3, Level3: at(3, 3, "培训次数"), Target: at(3, 5, "26次"), Score: at(3, 10, c.score)}}}
		s := &score.Sheet{Form: f, State: score.NotFilled, Funds: score.Funds{Row: -1}, Rows: []score.Row{{Parent: -1, Decision: score.NoScore}}}
		if c.score != "" {
			s.Rows[0].Self = decimal.Null{Decimal: decimal.MustParse(c.score), Valid: true}
		}
		got := ""
		for _, x := range Form(&Input{Form: f, Score: s}) {
			if x.Code == "L-FORM-09" {
				got = x.Message
			}
		}
		if got != c.want {
			t.Errorf("%v, score %q: %q, want %q", c.has, c.score, got, c.want)
		}
	}
}
