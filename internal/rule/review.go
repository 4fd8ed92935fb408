package rule

import (
	"strings"

	"jixiao/internal/decimal"
	"jixiao/internal/form"
)

// review is a row that was re-checked: 自评得分 and 复核得分 side by side.
type review struct {
	*row
	score  decimal.Decimal
	remark string // squashed
}

// reviews returns the rows with both scores.
func (p *pass) reviews() []review {
	if !p.Form.Has[form.ReviewScore] {
		return nil
	}
	var list []review
	for i := range p.rows {
		r := &p.rows[i]
		if again, how := points(r.ReviewScore); how == good && r.self.Valid && !r.spread {
			list = append(list, review{row: r, score: again, remark: squash(r.Remark.Text)})
		}
	}
	return list
}

// cut returns the deducted share of the filed score; ok is false when there was nothing to cut.
func (v *review) cut() (decimal.Ratio, bool) {
	return ratio(v.self.Sub(v.score), v.self.Decimal)
}

// remarkCell is where the reason of a deduction stands.
func (v *review) remarkCell() form.Value {
	if v.Remark.Exists() {
		return v.Remark
	}
	return v.ReviewScore
}

// saidCut reads "扣60%" from a remark.
func saidCut(remark string) (decimal.Decimal, bool) {
	_, rest, found := strings.Cut(remark, "扣")
	if !found {
		return decimal.Decimal{}, false
	}
	rest = strings.TrimLeft(rest, "减分除:")
	number, _, found := strings.Cut(rest, "%")
	d, err := decimal.Parse(number)
	return d, found && err == nil
}

// grounds are the reasons of a re-check that leave nothing of the score, by the words of remarks.
var grounds = []struct {
	what  string
	words []string
}{
	{"无佐证材料", []string{"无佐证", "没有佐证", "未提供佐证", "未提供资料", "无资料", "缺少佐证"}},
	{"与项目无关", []string{"与项目无关", "无关"}},
	{"满意度未调查", []string{"未开展满意度", "满意度未调查", "未调查", "未做满意度", "无调查"}},
	{"指标重复", []string{"重复设置", "重复计分", "指标重复"}},
	{"不可考核", []string{"不可考核", "无法考核", "不具考核性", "不可衡量"}},
	{"未达标", []string{"未达标", "未完成", "未达到", "低于指标值"}},
}

// ground returns the index in grounds that a remark names, -1 when it names none.
func ground(remark string) int {
	for i := range grounds {
		if has(remark, grounds[i].words...) {
			return i
		}
	}
	return -1
}
