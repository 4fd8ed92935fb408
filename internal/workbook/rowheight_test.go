package workbook

import "testing"

// A row too low hides its text in LibreOffice and on paper, one far too high wastes it.
func TestRowHeight(t *testing.T) {
	for _, c := range []struct {
		text  string
		width float64
		want  float64
	}{
		{"", 10, 0},
		{"12345678", 10, 0},
		{"执行率得分", 12, 0},
		{"执行率得分应为", 12, 30},
		{"一\n二\n三", 40, 45},
	} {
		if got := rowHeight([]NewCell{{}, {Text: c.text}}, []float64{5, c.width}); got != c.want {
			t.Errorf("%q in %v: %v points, want %v", c.text, c.width, got, c.want)
		}
	}
}
