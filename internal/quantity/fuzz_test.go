package quantity_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"jixiao/internal/decimal"
	"jixiao/internal/quantity"
)

var seeds = []string{
	"≥90%", "≧ 90", ">=90", "=>90", "》=90", "≥ 90％", `\geq 90\%`, "大于等于90", "不低于90%", "不少于12次", "至少2次", "达到95%", "95%以上", "90%及以上",
	"≤90万元", "控制在5万元以内", "小于0.9‰", "=8个", "═100", "80%-90%", "3至5天", "2,400", "２４００", "1.2万亩", "5亿元", "二十次", "三分之二", "百分之九十", "九成",
	"每季度1次", "1次/季度", "每年不少于12次", "2022年12月底前", "9月前", "2022.12", "2022-12-31", "1-12月", "2020年全年", "年底前完成", "同比增长≥5%", "下降3个百分点",
	"优良中低差", "显著提升", "达成预期指标", "培训3次,参训率≥90%", "100%1000件", "300只羊、12头猪", "实施37个。", "290%", "工5%", "^80%", "IO", "指标1:", "……", "(100字以内)",
	"每人每月530元", "530元/人*月", "介于 80% 与 90% 之间", "≥80%且≤90%", "不超预算", "是否按时", "计8分;每超过一个百分点扣0.5分", "-年-月-日", "半年", "定性:100%",
}

var exact = cmp.Options{
	cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Equal(b) }),
	cmpopts.IgnoreFields(quantity.Target{}, "Basis", "Notes", "Opposite", "Problem", "Label"),
	cmpopts.EquateEmpty(),
}

// What is printed as understood must be what was understood: a clerk confirms the printed words.
func FuzzUnderstood(f *testing.F) {
	for _, s := range seeds {
		f.Add(s, "")
	}
	l := language(f)
	f.Fuzz(func(t *testing.T, text, name string) {
		got := l.Target(quantity.Text{Text: text}, quantity.Context{Name: name, Year: 2022})
		again := l.Target(quantity.Text{Text: got.Understood()}, quantity.Context{})
		if d := cmp.Diff(got, again, exact); d != "" {
			t.Errorf("%q is understood as %q, which reads differently:\n%s", text, got.Understood(), d)
		}
	})
}

// Comparing relies on Normalize being applied once or twice with the same result.
func FuzzNormalize(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := quantity.Normalize(s)
		if twice := quantity.Normalize(once); twice != once {
			t.Errorf("%q: %q, then %q", s, once, twice)
		}
	})
}

// Any two texts compare without panic, and an unknown result says why.
func FuzzCompare(f *testing.F) {
	for i, s := range seeds {
		f.Add(s, seeds[(i*7+3)%len(seeds)], "满意度", "", "")
		f.Add(s, s, "完成时间", "%", "≥")
	}
	l := language(f)
	f.Fuzz(func(t *testing.T, target, actual, name, unit, direction string) {
		ctx := quantity.Context{Name: name, Unit: unit, Direction: direction, Level2: "时效指标", Year: 2023, Actual: quantity.Text{Text: actual}}
		tg := l.Target(quantity.Text{Text: target}, ctx)
		v := l.Value(quantity.Text{Text: actual}, tg, ctx)
		c := l.Compare(tg, v, ctx)
		if c.Met == quantity.Unknown && (c.Reason == quantity.ReasonNone || c.Reason.Explain() == "") {
			t.Errorf("%q / %q: unknown without a reason", target, actual)
		}
		if c.Met != quantity.Unknown && c.Met != quantity.Yes && c.Met != quantity.No && c.Met != quantity.Partly {
			t.Errorf("%q / %q: met is %q", target, actual, c.Met)
		}
	})
}

// A hostile cell of 32 KB must not cost more than its length.
func TestLongTexts(t *testing.T) {
	l := language(t)
	for _, s := range append(seeds, "9", "(", "每", "一", "≥", "1-", "1,000", "/", "《", "增长", "百分之", "\u202e", "2022年1-", "2022年", "每2个", "1月-") {
		long := strings.Repeat(s, 32<<10/len(s))
		ctx := quantity.Context{Name: long, Unit: long, Direction: long}
		tg := l.Target(quantity.Text{Text: long}, ctx)
		l.Compare(tg, l.Value(quantity.Text{Text: long}, tg, ctx), ctx)
		tg = l.Target(quantity.Text{Text: "90%"}, ctx)
		l.Compare(tg, l.Value(quantity.Text{Text: long[:3000]}, tg, ctx), ctx)
		l.Compare(tg, l.Value(quantity.Text{Text: long[:3000]}, l.Target(quantity.Text{Text: long[:3000]}, ctx), ctx), ctx)
	}
}
