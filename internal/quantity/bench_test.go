package quantity_test

import (
	"strconv"
	"strings"
	"testing"

	"jixiao/internal/quantity"
)

// The pairs that most forms consist of; the aim is less than 2 µs a pair.
func BenchmarkPair(b *testing.B) {
	l := language(b)
	for _, p := range []struct{ name, target, actual string }{
		{"sign", "≥90%", "95%"}, {"bare", "12次", "14次"}, {"number", "100", "98"}, {"word", "不少于12次", "12次"},
		{"money", "≤90万元", "89.6万元"}, {"date", "2022年12月底前", "2022年11月"}, {"quality", "效果明显", "达成预期指标"}, {"convert", "1.2万亩", "12000亩"},
	} {
		b.Run(p.name, func(b *testing.B) {
			ctx := quantity.Context{Name: "指标1:开展宣传培训活动次数", Level1: "产出指标", Level2: "数量指标", Year: 2022}
			b.ReportAllocs()
			for b.Loop() {
				t := l.Target(quantity.Text{Text: p.target}, ctx)
				v := l.Value(quantity.Text{Text: p.actual}, t, ctx)
				l.Compare(t, v, ctx)
			}
		})
	}
}

// Time must grow with the length of a hostile cell, not with its square.
func BenchmarkHostile(b *testing.B) {
	l := language(b)
	for _, n := range []int{1 << 10, 4 << 10, 32 << 10} {
		for _, s := range []string{"1,", "(≥", "每", "一季"} {
			text := strings.Repeat(s, n/len(s))
			b.Run(s+"/"+strconv.Itoa(n), func(b *testing.B) {
				ctx := quantity.Context{Name: text, Level2: text, Unit: text, Direction: text}
				b.SetBytes(int64(n))
				for b.Loop() {
					t := l.Target(quantity.Text{Text: text}, ctx)
					l.Compare(t, l.Value(quantity.Text{Text: text}, t, ctx), ctx)
				}
			})
		}
	}
}
