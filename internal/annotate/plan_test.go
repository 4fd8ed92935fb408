package annotate

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jixiao/internal/audit"
	"jixiao/internal/cellref"
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/form"
	"jixiao/internal/score"
	"jixiao/internal/workbook"
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

// computed is a row with a filed and a computed score in column H.
func computed(row int, self, value string) score.Row {
	in := &form.Indicator{Row: row, Level3: at(fmt.Sprintf("D%d", row), "指标"), Score: at(fmt.Sprintf("H%d", row), self)}
	return score.Row{
		Indicator: in, Points: dec("10"), Self: dec(self), Score: dec(value), Exact: decimal.Whole(dec(value).Decimal),
		Decision: score.Computed, Formula: "算式" + value, Rule: "QT-AT-LEAST", Parent: -1,
	}
}

func fault(code string, sev finding.Severity, cell, message string) finding.Finding {
	f := finding.Finding{Code: code, Severity: sev, Sheet: "自评表", Message: message}
	if cell != "" {
		f.Cell = at(cell, "").Cell
	}
	return f
}

// result is a workbook of one form with the given rows; the form files two decimals.
func result(rows []score.Row, total score.Total, found ...finding.Finding) *audit.Result {
	f := &form.Form{Sheet: "自评表", Total: form.Total{Score: at("H30", total.Self.String()), Grade: at("C31", total.SelfGrade)}}
	total.Rounding = 2
	s := &score.Sheet{Form: f, Rules: "hebei", Funds: score.Funds{Row: -1}, Rows: rows, Total: total}
	return &audit.Result{Status: audit.StatusScored, Forms: []audit.Form{{Form: f, Score: s, Findings: found}}}
}

func lines(edits []workbook.Edit) []string {
	var out []string
	for _, e := range edits {
		out = append(out, strings.Join([]string{e.Cell.String(), e.Number + e.Text, e.Shade, strings.ReplaceAll(e.Comment, "\n", " / ")}, "|"))
	}
	return out
}

// What is written where, in what colour and with what comment, is what a department gets back.
func TestPlan(t *testing.T) {
	manual := computed(12, "10", "")
	manual.Decision, manual.Why, manual.Suggested, manual.Score = score.Manual, "未填完成日期", dec("9"), decimal.Null{}
	accepted := computed(13, "8", "8")
	accepted.Decision = score.Accepted
	whole := computed(14, "9", "8.62")
	blank := computed(15, "", "10")
	final := score.Total{Points: dec("100"), Self: dec("100"), Sum: dec("100"), Final: true, Grade: "优", SelfGrade: "优"}
	for name, c := range map[string]struct {
		res  *audit.Result
		want []string
	}{
		"all right": {
			result([]score.Row{computed(10, "10", "10"), accepted}, final),
			[]string{"H10|10||", "H30|100||"},
		},
		"differs, told once": {
			result([]score.Row{computed(11, "10", "4.62")}, score.Total{Self: dec("100"), Sum: dec("94.62"), Final: true, Grade: "优", SelfGrade: "优秀"},
				fault("L-SCR-02", finding.Error, "H11", "应得 4.62,填报 10"), fault("L-SCR-03", finding.Error, "H11", "未达标却得满分"),
				fault("L-SCR-06", finding.Error, "I11", "未填偏差原因"), fault("L-SCR-14", finding.Info, "H10", "参考"), fault("L-WGT-01", finding.Error, "", "合计")),
			[]string{
				"H11|4.62|FFC7CE|复算 4.62 分,填报 10 分 [L-SCR-02 L-SCR-03] / 算式:算式4.62 / 规则:达到指标值得满分,未达到按规则集折算(QT-AT-LEAST)",
				"I11||FFC7CE|错误:未填偏差原因 [L-SCR-06]",
				"H30|94.62|FFC7CE|复算总分 94.62 分,填报 100 分",
			},
		},
		"a person decides": {
			result([]score.Row{manual}, score.Total{Self: dec("100"), Sum: dec("100"), Manual: 1, Grade: "良", SelfGrade: "优"},
				fault("S-MANUAL-01", finding.Warn, "H12", "第12行需要人工评定:未填完成日期")),
			[]string{
				"H12||DDEBF7|待人工判定:未填完成日期 [S-MANUAL-01] / 建议 9.00 分 / 暂按填报的 10 分计入总分",
				"H30|100|DDEBF7|复算总分 100.00 分(暂定,1 项待人工判定),填报 100 分",
				"C31||DDEBF7|等级暂定“良”(1 项待人工判定),填报“优”",
			},
		},
		"grade": {
			result([]score.Row{computed(10, "10", "10")}, score.Total{Self: dec("87.5"), Sum: dec("87.5"), Final: true, Grade: "良", SelfGrade: "优"},
				fault("L-SCR-09", finding.Error, "C31", "87.5 分应为“良”,填报“优”")),
			[]string{"H10|10||", "H30|87.5||", "C31|良|FFC7CE|等级应为“良”,填报“优” [L-SCR-09]"},
		},
		"grade boxes stay": {
			result([]score.Row{computed(10, "10", "10")}, score.Total{Self: dec("87.5"), Sum: dec("87.5"), Final: true, Grade: "良", SelfGrade: "□优 □良 □中 □差"}),
			[]string{"H10|10||", "H30|87.5||", "C31||FFC7CE|等级应为“良”,填报“□优 □良 □中 □差”"},
		},
		"one blank score among filed ones": {
			result([]score.Row{computed(10, "10", "10"), blank}, final),
			[]string{"H10|10||", "H15|10|FFC7CE|复算 10.00 分,原为空白 / 算式:算式10 / 规则:达到指标值得满分,未达到按规则集折算(QT-AT-LEAST)", "H30|100||"},
		},
		"no score filed at all": {
			result([]score.Row{blank}, score.Total{Sum: dec("100"), Final: true}),
			[]string{"H15|10||", "H30|100|FFC7CE|复算总分 100.00 分,原为空白"},
		},
		"points not 100, total is the sum of the rows": {
			result([]score.Row{computed(10, "9", "10")}, score.Total{Self: dec("9"), Sum: dec("10"), Doubt: "分值合计 10 分", Grade: "差"}),
			[]string{
				"H10|10|FFC7CE|复算 10.00 分,填报 9 分 / 算式:算式10 / 规则:达到指标值得满分,未达到按规则集折算(QT-AT-LEAST)",
				"C31||DDEBF7|等级暂定“差”(分值合计 10 分),原为空白",
				"H30|10|FFC7CE|复算总分 10.00 分(暂定,分值合计 10 分),填报 9 分",
			},
		},
		"points not 100, total holds more than the rows": {
			result([]score.Row{computed(10, "10", "10")}, score.Total{Self: dec("69"), Sum: dec("10"), Doubt: "分值合计 10 分"}),
			[]string{"H10|10||", "H30||FFEB9C|复算合计 10.00 分(分值合计 10 分),与填报总分不可比,未改写"},
		},
		"warning elsewhere": {
			result([]score.Row{computed(10, "10", "10")}, final, fault("L-IND-03", finding.Warn, "F10", "照抄指标值")),
			[]string{"F10||FFEB9C|提示:照抄指标值 [L-IND-03]", "H10|10||", "H30|100||"},
		},
		"not scored": {
			func() *audit.Result {
				r := result([]score.Row{computed(10, "10", "4")}, final, fault("L-FORM-08", finding.Error, "C31", "未填写等级"))
				r.Forms[0].Score.State = score.NotFilled
				return r
			}(),
			[]string{"C31||FFC7CE|错误:未填写等级 [L-FORM-08]"},
		},
		"filed in whole points": {
			func() *audit.Result {
				r := result([]score.Row{whole}, final)
				r.Forms[0].Score.Total.Rounding = 0
				return r
			}(),
			[]string{"H14|8.62||按两位小数为 8.62 分(填报 9 分,为取整所致) / 算式:算式8.62 / 规则:达到指标值得满分,未达到按规则集折算(QT-AT-LEAST)", "H30|100||"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := lines(plan(c.res, Options{}))
			if d := cmp.Diff(sortByCell(c.want), got); d != "" {
				t.Error(d)
			}
			for _, e := range plan(c.res, Options{Plain: true}) {
				if e.Shade != "" || e.Number == "" && e.Text == "" && e.Comment == "" {
					t.Errorf("plain: %+v", e)
				}
			}
		})
	}
}

// sortByCell allows the cases to be written in the order of thought.
func sortByCell(list []string) []string {
	out := append([]string(nil), list...)
	for i := range out {
		for j := i; j > 0; j-- {
			a, _ := cellref.Parse(strings.SplitN(out[j-1], "|", 2)[0])
			b, _ := cellref.Parse(strings.SplitN(out[j], "|", 2)[0])
			if a.Compare(b) > 0 {
				out[j-1], out[j] = out[j], out[j-1]
			}
		}
	}
	return out
}

// A score cell merged over several rows holds their sum, and nothing where one is a person's.
func TestSharedScoreCell(t *testing.T) {
	shared := func() []score.Row {
		rows := []score.Row{computed(10, "20", "10"), computed(11, "", "4.62"), computed(12, "5", "5")}
		rows[1].Indicator.Score, rows[1].Indicator.ScoreShared = form.Value{}, true
		return rows
	}
	total := score.Total{Self: dec("25"), Sum: dec("19.62"), Final: true}
	got := lines(plan(result(shared(), total), Options{}))
	if got[0] != "H10|14.62|FFC7CE|复算 14.62 分,填报 20 分 / 算式:算式10;算式4.62 / 规则:达到指标值得满分,未达到按规则集折算(QT-AT-LEAST)" || got[1] != "H12|5||" {
		t.Errorf("%q", got)
	}
	rows := shared()
	rows[1].Decision, rows[1].Why = score.Manual, "看不清"
	got = lines(plan(result(rows, total), Options{}))
	if !strings.HasPrefix(got[0], "H10||DDEBF7|待人工判定:看不清") {
		t.Errorf("%q", got)
	}
	rows = shared()
	rows[1].Decision = score.Accepted
	if got = lines(plan(result(rows, total), Options{})); !strings.HasPrefix(got[0], "H12|") {
		t.Errorf("%q", got)
	}
}

// The execution-rate score is written like any other.
func TestFundsCell(t *testing.T) {
	res := result(nil, score.Total{Self: dec("100"), Sum: dec("99.78"), Final: true}, fault("L-FUND-05", finding.Error, "I6", "应为 9.78"))
	f := &res.Forms[0]
	f.Funds.Rows = []form.Fund{{Row: 6, Total: true, Label: at("C6", "年度资金总额"), Budget: at("E6", "23"), Executed: at("F6", "22.5"), Score: at("I6", "10")}}
	rate, _ := decimal.NewRatio(decimal.MustParse("22.5"), decimal.MustParse("23"))
	f.Score.Funds = score.Funds{
		Row: 0, Rate: rate, HasRate: true, Points: dec("10"), Self: dec("10"), Score: dec("9.78"), Decision: score.Computed,
		Formula: "22.5 ÷ 23 × 10 = 9.78", Rule: "FU-RATE", ScoreCell: at("I6", "").Cell,
	}
	if got := lines(plan(res, Options{})); got[0] != "I6|9.78|FFC7CE|复算 9.78 分,填报 10 分 [L-FUND-05] / 算式:22.5 ÷ 23 × 10 = 9.78 / 规则:分值×执行率,最多为分值(FU-RATE)" {
		t.Errorf("%q", got)
	}
}

// Nothing recognised is nothing to mark, and said so.
func TestNothingToMark(t *testing.T) {
	if _, _, err := Mark(&audit.Result{}, Options{}); err != ErrNothing {
		t.Error(err)
	}
}

// Formulas that gave way are told with what they said before.
func TestNotes(t *testing.T) {
	notes := notesOf(&workbook.Applied{
		Replaced:  []workbook.Replaced{{Sheet: "自评表", Cell: at("H30", "").Cell, Formula: "SUM(H14:H29)", Cached: "100", Value: "94.62"}},
		Uncertain: []string{"汇总!B2"},
	})
	if len(notes) != 2 || notes[0].Message != "公式 =SUM(H14:H29) 结果为 100,与复算值不符,复核副本中已改为数值 94.62" || !strings.Contains(notes[1].Message, "汇总!B2") {
		t.Errorf("%+v", notes)
	}
	if notesOf(&workbook.Applied{}) != nil {
		t.Error("nothing happened, nothing to tell")
	}
}

// The outputs show a note of marking with its form, or with the file when no form holds the cell.
func TestAttach(t *testing.T) {
	res := result(nil, score.Total{})
	res.Forms[0].Area = cellref.Range{From: at("A1", "").Cell, To: at("J30", "").Cell}
	Attach(res, []finding.Finding{
		fault(CodeReplaced, finding.Warn, "H30", "公式"), fault(CodeReplaced, finding.Warn, "Z99", "公式"), fault(CodeUncertain, finding.Info, "", "公式"),
	})
	if len(res.Forms[0].Findings) != 1 || len(res.Findings) != 2 {
		t.Errorf("%+v", res)
	}
}
