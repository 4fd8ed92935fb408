package summary

import (
	"fmt"

	"jixiao/internal/cellref"
	"jixiao/internal/county"
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
)

func num(s string) decimal.Null {
	if s == "" {
		return decimal.Null{}
	}
	return decimal.Some(decimal.MustParse(s))
}

func fault(code string, s finding.Severity, cell string) finding.Finding {
	ref, _ := cellref.Parse(cell)
	return finding.Finding{Code: code, Severity: s, Sheet: "自评表", Cell: ref, Value: "9", Message: "执行率得分应为 8.62,填报 9", Hint: "按 37.24÷43.2×10 计", Source: "财预〔2020〕10号"}
}

// countyInput is a county of six departments and 43 files in every state a form can be in. The
// numbers are awkward on purpose: thirds, more than two decimals, doubt, nothing at all.
func countyInput() *Input {
	departments := []string{"元氏县教育局", "219001-元氏县民政局", "元氏县水务局(本级)", "元氏县交通运输局", "元氏县农业农村局", "元氏县工商业联合会"}
	scores := []string{"100", "97.33", "93.5", "90", "89.99", "84.67", "80", "76.25", "60", "41.2"}
	in := &Input{County: county.County{Name: "元氏县", Code: "130132", City: "石家庄市", Province: "河北省", From: "folder"}, Rules: "hebei", Titles: map[string]string{"L-FUND-05": "执行率得分不符"}}
	grade := func(s decimal.Null) string {
		for _, g := range []struct {
			name  string
			floor int64
		}{{"优", 90}, {"良", 80}, {"中", 60}} {
			if s.Cmp(decimal.FromInt(g.floor)) >= 0 {
				return g.name
			}
		}
		return "差"
	}
	for i := range 40 {
		f := Form{
			Path: fmt.Sprintf("元氏县/部门%d/项目%02d.xlsx", i%6, i), Output: fmt.Sprintf("元氏县/部门%d/项目%02d.xlsx", i%6, i), SHA256: fmt.Sprint("sum", i), Sheet: "自评表",
			Department: departments[i%6], Unit: departments[i%6], Project: fmt.Sprintf("示例项目第%02d号经费", i), Code: fmt.Sprintf("1301320%03d", i), Layout: "项目支出绩效自评表", Year: 2022, State: Scored,
			Score: num(scores[i%10]), Self: num("100"), SelfGrade: "优", RateFiled: "100%",
		}
		f.Grade = grade(f.Score)
		budget := decimal.New(int64(1000+i*377), -2)
		executed := decimal.New(int64((1000+i*377)*(i%5)*25), -4)
		f.Money = Money{Initial: decimal.Some(decimal.FromInt(int64(10 + i))), Budget: decimal.Some(budget), Executed: decimal.Some(executed)}
		f.Rate = ratio(executed, budget)
		for j := range 6 {
			met := []string{"yes", "yes", "no", "partly", "unknown", "yes"}[(i+j)%6]
			f.Indicators = append(f.Indicators, Indicator{Level1: "产出指标", Level2: "数量指标", Level3: fmt.Sprintf("示例指标%d", j), Target: "≥3次", Actual: "2次", Understood: "≥ 3 次", Kind: "at_least", Met: met,
				Completion: num([]string{"0.666667", "1", "1.31", "2.5", "", "1.2"}[j]), Points: num("15"), Self: num("15"), Score: num([]string{"10", "15", "15", "15", "", "15"}[j]),
				Decision: []string{"computed", "computed", "computed", "accepted", "manual", "none"}[j], Formula: "2 ÷ 3 × 15 = 10.00", Cell: fmt.Sprintf("H%d", 13+j)})
		}
		if i%3 == 0 {
			f.Manual = 1
			f.Findings = append(f.Findings, fault("L-FUND-05", finding.Error, "J6"), fault("L-SCR-03", finding.Error, "H14"), fault("L-SCR-02", finding.Error, "H14"))
		}
		if i%4 == 0 {
			f.Findings = append(f.Findings, fault("L-SCR-06", finding.Warn, "I15"), fault("L-IND-03", finding.Warn, "F16"))
		}
		in.Forms = append(in.Forms, f)
	}
	in.Forms[3].Money.Doubt = "表中未写明金额单位"
	in.Forms[4].Money.Executed = decimal.Null{}
	in.Forms[5].Money.Budget = num("12.345678")
	in.Forms[7].State, in.Forms[7].Score, in.Forms[7].Self, in.Forms[7].Message = NotFilled, decimal.Null{}, decimal.Null{}, "整列实际完成值为空"
	in.Forms[8].State, in.Forms[8].Score = ScoresOnly, decimal.Null{}
	in.Forms[9].State, in.Forms[9].Score, in.Forms[9].Self = NoPoints, decimal.Null{}, decimal.Null{}
	again := in.Forms[0]
	again.Path = "元氏县/副本/项目00.xlsx"
	in.Forms = append(in.Forms, again,
		Form{Path: "元氏县/教育局/坏文件.xlsx", State: Unreadable, Message: "文件不完整,请重新保存后再报"},
		Form{Path: "元氏县/教育局/通知.xlsx", State: Unrecognised, Message: "没有找到绩效自评表"},
		Form{Path: "元氏县/教育局/部门整体.xlsx", Output: "元氏县/教育局/部门整体.xlsx", SHA256: "whole", Sheet: "自评表", Department: "元氏县教育局", Whole: true, Layout: "部门整体支出绩效自评表", Year: 2022,
			State: Scored, Score: num("95"), Self: num("96"), Grade: "优", Money: Money{Initial: num("9999"), Budget: num("9999"), Executed: num("9999")}})
	return in
}
