package recognize

import (
	"strings"
	"testing"
)

// Hebei's system prints scores out of a hundred, shares and what they convert to. Read against the points, a score of 100 for
// a row of 10 would be a fault on every row and a total of 275.
func TestConvertedScores(t *testing.T) {
	const table = `一级指标|二级指标|三级指标|指标分值|预期指标值|<|<|单项指标实际完成值|自评得分|<|<
^|^|^|^|符号|值|单位(文字描述)|^|单项指标得分|权重占比(%)|单项指标折算得分
产出指标|数量指标|案件|#40|>=|#10|件|#11|#100|#40|#40
^|质量指标|合格率|#30|>=|#90|%|#80|#88.9|#30|#26.67
效益指标|社会效益指标|便利|#30|文字描述|提高||提高|#100|#30|#30
自评总分||||||||||#96.67
`
	read := func(text string) (scores string, total string) {
		f := one(t, nastyHead+text)
		var list []string
		for _, i := range f.Indicators {
			list = append(list, i.Score.Text)
		}
		return strings.Join(list, " "), f.Total.Score.Text
	}
	if scores, total := read(table); scores != "40 26.67 30" || total != "96.67" {
		t.Errorf("scores %s, total %s", scores, total)
	}
	// a department that typed points into the first column (成安) means those
	if scores, _ := read(rewrite(table, "#100|#40|#40", "#40|#40|#16", "#88.9|#30|#26.67", "#26.67|#30|#8", "#100|#30|#30", "#30|#30|#9")); scores != "40 26.67 30" {
		t.Errorf("scores typed as points: %s", scores)
	}
	// what converts to more than the points is no score of the row
	if scores, _ := read(rewrite(table, "#40|#40\n", "#40|#400\n")); scores != "100 88.9 100" {
		t.Errorf("converted beyond the points: %s", scores)
	}
}
