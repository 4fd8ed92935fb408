package score

import (
	"strings"
	"testing"

	"jixiao/internal/form"
	"jixiao/internal/quantity"
	"jixiao/templates"
)

func language(t testing.TB) *quantity.Language {
	t.Helper()
	l, err := quantity.Load(templates.FS, "words")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// What a department types against what it gets, through the real language: 10 points, rule set
// hebei. Each line is a decision that somebody will argue about.
func TestTypedRows(t *testing.T) {
	lang, rs := language(t), preset(t, "hebei")
	for _, c := range []struct{ level2, row, want, why string }{
		{"数量指标", "发展会员|≥4名|4名|10|10", "computed 10.00 4 ≥ 4 → 10.00", ""},
		{"数量指标", "培训次数|26|12|10|10", "computed 4.62 12 ÷ 26 × 10 = 4.62", ""},
		{"数量指标", "宣传次数|≥12次|≥12次|10|10", "computed 10.00 12 ≥ 12 → 10.00", ""},
		{"数量指标", "改造数量|≥5个|已完成|10|10", "manual", "请人工判定"},
		{"数量指标", "改造数量|37个|100%|10|10", "manual", "单位不同"},
		{"数量指标", "改造数量||5个|10|10", "manual", "未填写"},
		{"数量指标", "改造数量|≥5个||10|10", "computed 0.00 未填实际完成值 → 0.00", "未填实际完成值"},
		{"数量指标", "造林面积|1.2万亩|12000亩|10|10", "computed 10.00 1.2 ≥ 1.2 → 10.00", ""},
		{"数量指标", "检查次数|3-5次|4次|10|10", "computed 10.00 3 ≤ 4 ≤ 5 → 10.00", ""},
		{"数量指标", "检查次数|4-5次|3次|10|10", "computed 7.50 3 ÷ 4 × 10 = 7.50", "约定"},
		{"数量指标", "检查次数|4-5次|6次|10|10", "computed 8.00 (1 − (6 − 5) ÷ 5) × 10 = 8.00", "约定"},
		{"数量指标", "增速|≥0%|-2%|10|10", "manual", "比例没有意义"},
		{"成本指标", "项目成本|90万元|99万元|10|10", "computed 9.00 (1 − (99 − 90) ÷ 90) × 10 = 9.00", ""},
		{"成本指标", "项目成本|≤5300元|0.583万元|10|10", "computed 9.00 (1 − (5830 − 5300) ÷ 5300) × 10 = 9.00", ""},
		{"社会效益指标", "安全事故|0起|1起|10|10", "computed 0.00 1 > 0 → 0.00", ""},
		{"时效指标", "完成时间|2023年9月前|2023年7月|10|10", "computed 10.00 2023-07 ≤ 2023-09 → 10.00", ""},
		{"时效指标", "完成时间|2023-09-30|2023-10-31|10|10", "manual 273 ÷ 304 × 10 = 8.98", "约定"},
		{"时效指标", "完成时间|12月底前|已完成|10|10", "manual", "完成日期"},
		{"质量指标", "设施运行|良好|良好|10|9", "accepted 9.00 8 ≤ 9 ≤ 10 → 9.00", ""},
		{"质量指标", "设施运行|良好|部分达成|10|9", "manual", "6.00~7.99"},
		{"质量指标", "合格率|≥90%|95|10|10", "computed 10.00 95 ≥ 90 → 10.00", ""},
		{"质量指标", "合格率|≥90%|0.95|10|10", "manual", "两种读法"},
		{"质量指标", "合格率|290%|95%|10|10", "manual", "疑似识别错误"},
		{"数量指标", "培训|培训3次,参训率≥90%|培训3次,参训率81%|10|10", "computed 9.50 (1 + 81 ÷ 90) ÷ 2 × 10 = 9.50", "约定"},
	} {
		f := sheetOf(c.row, "别的次数|≥1次|1次|10|10")
		f.Indicators[0].Level2 = c.level2
		r := Form(f, rs, lang).Rows[0]
		got := strings.Join(strings.Fields(shown(r)), " ")
		if got != c.want || !strings.Contains(r.Why, c.why) || (c.why == "" && r.Why != "") {
			t.Errorf("%s: %s (%s), want %s (%s)", c.row, got, r.Why, c.want, c.why)
		}
	}
}

// A whole column of fractions is a way of writing; a single one is a riddle for a person.
func TestFractions(t *testing.T) {
	lang, rs := language(t), preset(t, "hebei")
	rows := []string{"合格率|≥90%|0.95|10|10", "及时率|≥95%|1|10|10", "覆盖率|≥98%|0.97|10|10"}
	s := Form(sheetOf(rows...), rs, lang)
	if got := shown(s.Rows[2]); got != "computed 9.90 97 ÷ 98 × 10 = 9.90" {
		t.Errorf("%s (%s)", got, s.Rows[2].Why)
	}
	if s := Form(sheetOf(append(rows, "知晓率|≥90%|95%|10|10")...), rs, lang); s.Rows[0].Decision != Manual {
		t.Errorf("one cell with %% leaves the others in doubt: %s", shown(s.Rows[0]))
	}
}

// What reading and scoring a form of twelve rows costs together.
func BenchmarkRead(b *testing.B) {
	var lines []string
	for i := range 12 {
		lines = append(lines, []string{"培训场次|≥4次|4次|8|8", "面积|≥20亩|15亩|8|8", "项目成本|≤100万元|120万元|7|7", "服务效果|提高|达成预期指标|7|7"}[i%4])
	}
	f, rs, lang := sheetOf(lines...), preset(b, "hebei"), language(b)
	b.ReportAllocs()
	for b.Loop() {
		Form(f, rs, lang)
	}
}

// The official forms' own layout quirks must not change a score: blanks and full-width digits.
func TestTypedWidth(t *testing.T) {
	lang, rs := language(t), preset(t, "hebei")
	f := sheetOf("次数|≥4次|3次|10|8")
	f.Indicators[0].Points, f.Indicators[0].Score = form.Value{Text: "\uff11\uff10\u5206"}, form.Value{Text: " 8 "}
	if r := Form(f, rs, lang).Rows[0]; shown(r) != "computed 7.50 3 ÷ 4 × 10 = 7.50" || r.Self.String() != "8" {
		t.Errorf("%s self %s", shown(r), r.Self)
	}
}
