package suggest

import (
	"testing"

	"pgregory.net/rapid"
)

// A wrong suggestion costs a clerk more than none: near words are found, far and tied ones not.
func TestNearest(t *testing.T) {
	known := []string{"hebei", "hubei", "sichuan", "年度指标值", "实际完成值"}
	for given, want := range map[string]string{
		"hebie": "hebei", "sichaun": "sichuan", "年度目标值": "年度指标值", "实际完成": "实际完成值",
		"hxbei": "", "beijing": "", "": "", "得分": "",
	} {
		if got, _ := Nearest(given, known); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", given, got, want)
		}
	}
}

// A distance that is no metric would prefer the wrong word.
func TestDistance(t *testing.T) {
	word := rapid.StringOfN(rapid.RuneFrom([]rune("ab年度值")), 0, 8, -1)
	rapid.Check(t, func(t *rapid.T) {
		a, b := word.Draw(t, "a"), word.Draw(t, "b")
		d := Distance(a, b)
		if d != Distance(b, a) {
			t.Fatalf("distance of %q and %q depends on the order", a, b)
		}
		if (d == 0) != (a == b) {
			t.Fatalf("distance of %q and %q is %d", a, b, d)
		}
		if d > max(len([]rune(a)), len([]rune(b))) {
			t.Fatalf("distance of %q and %q is %d, more than replacing everything", a, b, d)
		}
	})
}
