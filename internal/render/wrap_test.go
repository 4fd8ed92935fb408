package render

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// Chinese text breaks anywhere but not around punctuation; numbers and codes stay whole.
func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text  string
		limit int
		want  []string
	}{
		{"", 10, []string{""}},
		{"执行率得分应为 9.78,填报 10", 16, []string{"执行率得分应为", "9.78,填报 10"}},
		{"一二三四五,六", 10, []string{"一二三四", "五,六"}},   // no line begins with a comma
		{"一二三四(五六)", 10, []string{"一二三四", "(五六)"}}, // none ends with an opening bracket
		{"见 L-SCR-02 号", 10, []string{"见", "L-SCR-02", "号"}},
		{"https://example.invalid/very/long", 10, []string{"https://ex", "ample.inva", "lid/very/l", "ong"}},
		{"22.5÷23×10 计", 15, []string{"22.5÷23×10 计"}}, // ÷ and × are two columns wide there
	} {
		if d := cmp.Diff(c.want, Wrap(c.text, c.limit)); d != "" {
			t.Errorf("%s: %s", c.text, d)
		}
	}
}

// Whatever a form says: no line is too wide and no character is lost or added.
func FuzzWrap(f *testing.F) {
	for _, s := range []string{"执行率得分应为 9.78,填报 10", "≥90% & “12月底前”", "a\u0301é👨‍👩‍👧", strings.Repeat("x", 300), "  "} {
		f.Add(s, 20)
	}
	f.Fuzz(func(t *testing.T, s string, limit int) {
		if limit < 10 || limit > 200 || !utf8.ValidString(s) {
			return
		}
		s = clean(s)
		lines := Wrap(s, limit)
		for _, l := range lines {
			if width(l) > limit && utf8.RuneCountInString(strings.TrimSpace(l)) > 2 {
				t.Errorf("%d columns in %q", width(l), l)
			}
		}
		if got, want := strings.ReplaceAll(strings.Join(lines, ""), " ", ""), strings.ReplaceAll(s, " ", ""); got != want {
			t.Errorf("%q became %q", want, got)
		}
		if slices.ContainsFunc([]rune(s), hidden) {
			t.Errorf("%q is not clean", s)
		}
	})
}

// What the formats cost for one file must stay far below reading it.
func BenchmarkFormats(b *testing.B) {
	for _, f := range formats {
		b.Run(f.Name, func(b *testing.B) {
			b.ReportAllocs()
			r := faulty()
			out := f.open(discard{}, Head{}, Options{})
			for b.Loop() {
				if err := out.File(r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
