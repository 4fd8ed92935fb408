package render

import (
	"jixiao/internal/audit"
	"jixiao/internal/cellref"
	"jixiao/internal/county"
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/form"
	"jixiao/internal/quantity"
	"jixiao/internal/score"
)

func at(cell, text string) form.Value {
	ref, err := cellref.Parse(cell)
	if err != nil {
		panic(err)
	}
	return form.Value{Cell: ref, Text: text, Shown: text}
}

func dec(s string) decimal.Null {
	if s == "" {
		return decimal.Null{}
	}
	return decimal.Some(decimal.MustParse(s))
}

func ratio(num, den string) decimal.Ratio {
	r, ok := decimal.NewRatio(decimal.MustParse(num), decimal.MustParse(den))
	if !ok {
		panic("no ratio")
	}
	return r
}

func found(code string, sev finding.Severity, cell, value, message, hint string) finding.Finding {
	f := finding.Finding{
		Code: code, Severity: sev, Sheet: "自评表", Value: value, Message: message, Hint: hint, Source: "财预〔2020〕10号",
	}
	if cell != "" {
		f.Cell = at(cell, "").Cell
	}
	return f
}

// faulty is a form with a computed, a missed, a qualitative, a manual and an uncounted row.
func faulty() *audit.Result {
	f := &form.Form{
		Sheet: "自评表", Layout: "central-2020", Level: form.LevelProject,
		Project: form.Project{Name: at("C3", "党建活动经费"), Department: at("C4", "县工商联")},
		Goals:   []form.Goal{{Expected: at("B11", "发展会员,开展培训"), Actual: at("F11", "已开展")}},
		Funds: form.Funds{MoneyUnit: "万元", Rows: []form.Fund{
			{
				Row: 6, Total: true, Label: at("C6", "年度资金总额"), Initial: at("D6", "23"), Budget: at("E6", "23"), Executed: at("F6", "22.5"),
				Rate: at("H6", "97.83%"), Points: at("G6", "10"), Score: at("I6", "10"),
			},
			{Row: 7, Label: at("C7", "其中:当年财政拨款"), Budget: at("E7", "23万元"), Executed: at("F7", "—"), Points: at("G7", "—")},
		}},
		Indicators: []form.Indicator{
			{
				Row: 14, Level1: "产出指标", Level2: "数量指标", Name: "培训次数", Level3: at("D14", "指标1:培训次数"),
				Target: at("E14", "≥26次"), Actual: at("F14", "12次"), Points: at("G14", "10"), Score: at("H14", "10"), Reason: at("I14", ""),
			},
			{
				Row: 15, Level1: "产出指标", Level2: "质量指标", Level3: at("D15", "参训率"),
				Target: at("E15", "≥90%"), Actual: at("F15", "93%"), Points: at("G15", "9.5"), Score: at("H15", "9.50"),
			},
			{
				Row: 16, Level1: "产出指标", Level2: "时效指标", Level3: at("D16", "完成时间"),
				Target: at("E16", "12月底前"), Actual: at("F16", "已完成"), Points: at("G16", "10"), Score: at("H16", "10"),
			},
			{
				Row: 17, Level1: "效益指标", Level2: "社会效益指标", Level3: at("D17", "营商环境"),
				Target: at("E17", "有所改善"), Actual: at("F17", "达成"), Points: at("G17", "30"), Score: at("H17", "28"),
			},
			{Row: 18, Level1: "效益指标", Level2: "社会效益指标", Level3: at("D18", "其中:县内"), Target: at("E18", ""), SubRow: true},
			{Row: 19, Level1: "效益指标", Level3: at("D19", "指标2:")},
		},
		Total: form.Total{Score: at("H30", "100"), Grade: at("C31", "优")},
	}
	s := &score.Sheet{
		Form: f, Rules: "hebei",
		Funds: score.Funds{
			Row: 0, Budget: dec("23"), Executed: dec("22.5"), Rate: ratio("22.5", "23"), HasRate: true, Points: dec("10"), Self: dec("10"),
			Score: dec("9.78"), Decision: score.Computed, Formula: "22.5 ÷ 23 × 10 = 9.78", Rule: "FU-RATE", ScoreCell: at("I6", "").Cell,
		},
		Rows: []score.Row{
			{
				Target: quantity.Target{Kind: quantity.AtLeast}, Understood: "≥ 26 次",
				Compared: quantity.Comparison{Met: quantity.No, Completion: ratio("12", "26"), HasCompletion: true},
				Points:   dec("10"), Self: dec("10"), Score: dec("4.62"), Decision: score.Computed,
				Formula: "12 ÷ 26 × 10 = 4.62", Rule: "QT-AT-LEAST",
			},
			{
				Target: quantity.Target{Kind: quantity.AtLeast}, Understood: "≥ 90%",
				Compared: quantity.Comparison{Met: quantity.Yes, Completion: ratio("93", "96"), HasCompletion: true},
				Points:   dec("9.5"), Self: dec("9.50"), Score: dec("9.5"), Decision: score.Computed, Formula: "93% ≥ 90% → 9.50", Rule: "QT-AT-LEAST",
			},
			{
				Target: quantity.Target{Kind: quantity.ByDate}, Understood: "不晚于 2022年12月31日",
				Compared: quantity.Comparison{Met: quantity.Unknown}, Points: dec("10"), Self: dec("10"), Suggested: dec("9"),
				Decision: score.Manual, Why: "未填完成日期",
			},
			{
				Target: quantity.Target{Kind: quantity.Qualitative}, Compared: quantity.Comparison{Met: quantity.Yes},
				Points: dec("30"), Self: dec("28"), Score: dec("28"), Decision: score.Accepted, Rule: "QL-BAND",
			},
			{Decision: score.NoScore, Why: "其中行没有分值", Parent: -1},
			{Decision: score.NoScore, Template: true, Parent: -1},
		},
		Total: score.Total{Points: dec("100"), Self: dec("100"), Sum: dec("91.9"), Manual: 1, Grade: "优", SelfGrade: "优"},
	}
	for i := range s.Rows {
		s.Rows[i].Indicator = &f.Indicators[i]
	}
	return &audit.Result{
		Path: "某县/工商联/党建活动经费.xlsx", SHA256: "0f" + string(make62()), Status: audit.StatusScored, Output: "out/某县/工商联/党建活动经费.xlsx",
		Forms: []audit.Form{{
			Form: f, Score: s, Year: 2022,
			County: county.County{Name: "元氏县", Code: "130132", City: "石家庄市", Province: "河北省", From: "folder"},
			Findings: []finding.Finding{
				found("L-WGT-01", finding.Error, "", "", "分值合计 69.5,应为100", "核对各行分值"),
				found("L-FUND-05", finding.Error, "I6", "10", "执行率得分应为 9.78,填报 10", "按 22.5÷23×10 计"),
				found("L-SCR-03", finding.Error, "H14", "10", "“培训次数”未达标却得满分", ""),
				found("L-SCR-02", finding.Error, "H14", "10", "“培训次数”应得 4.62,填报 10(差 5.38)", "按 12÷26×10 计 & <核对>"),
				found("L-SCR-06", finding.Error, "I14", "", "“培训次数”未得满分,未填偏差原因及改进措施", "在偏差原因栏写明未完成的原因和今后怎么改,不要只写客观原因或无"),
				found("L-IND-13", finding.Warn, "F16", "已完成", "“完成时间”为定量指标,完成值“已完成”不是日期", "填写实际完成日期"),
				found("L-SCR-14", finding.Info, "H15", "=9.5", "得分保留两位小数", ""),
			},
		}},
		Findings: []finding.Finding{found("W-HIDDEN-01", finding.Info, "", "", "工作表“旧表”是隐藏的,没有检查", "")},
	}
}

func make62() []byte {
	b := make([]byte, 62)
	for i := range b {
		b[i] = "0123456789abcdef"[i%16]
	}
	return b
}

// inOrder is a form with nothing to say about.
func inOrder() *audit.Result {
	f := &form.Form{
		Sheet: "项目支出绩效自评表", Layout: "hebei-2020", Level: form.LevelProject, Project: form.Project{Name: at("C3", "办公费")},
		Total: form.Total{Score: at("H20", "100")},
	}
	return &audit.Result{Path: "某县/企业联合会/办公费.xlsx", Status: audit.StatusScored, Forms: []audit.Form{{
		Form:  f,
		Score: &score.Sheet{Form: f, Rules: "hebei", Funds: score.Funds{Row: -1}, Total: score.Total{Points: dec("100"), Self: dec("100"), Sum: dec("100"), Final: true, Grade: "优"}},
	}}}
}

// stateOf is a form that was not scored for reason s.
func stateOf(path string, s score.State) *audit.Result {
	r := inOrder()
	r.Path = path
	r.Forms[0].Score = &score.Sheet{Form: r.Forms[0].Form, Rules: "hebei", State: s, Funds: score.Funds{Row: -1}}
	return r
}

func unreadable() *audit.Result {
	return &audit.Result{
		Path: "某县/教育局/加密的.xlsx", Status: audit.StatusUnreadable,
		Problem: &audit.Problem{Code: "E-ENCRYPTED", Message: "文件有打开密码,不能读取", Hint: "请在 WPS 或 Excel 中去掉打开密码后再提交"},
	}
}

func unrecognised() *audit.Result {
	return &audit.Result{
		Path: "某县/教育局/通讯录.xlsx", Status: audit.StatusUnrecognised, SHA256: "0f" + string(make62()),
		Problem: &audit.Problem{Code: "E-NO-FORM", Message: "没有找到自评表", Hint: "运行 jixiao template inspect 查看原因"},
	}
}

func counties() []County {
	return []County{{
		Name: "元氏县", Departments: 2, Projects: 6, Average: dec("96.0"), Grades: []GradeCount{{"优", 5}, {"良", 1}, {"中", 0}, {"差", 0}},
		Budget: dec("46"), Executed: dec("45.5"), Rate: dec("0.98913"), Missing: []string{"政企联席会议办公室经费"},
	}}
}

func sample() *Run {
	return &Run{
		Head:     Head{Version: "0.1.0", Rules: "hebei"},
		Results:  []*audit.Result{faulty(), inOrder(), unreadable(), unrecognised(), stateOf("某县/未填.xlsx", score.NotFilled)},
		Counties: counties(),
	}
}
