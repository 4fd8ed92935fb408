package summary

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"jixiao/internal/decimal"
)

// pick is one form of the review sample with the reasons for it.
type pick struct {
	form *Form
	why  []string
}

// sample suggests which forms to re-check: the largest tenth by budget, filed full marks, execution
// below half, indicators far above execution (L-SCR-11), largest difference. 约定: scoring.md
// section 12, sampling idea. The most reasons come first;
// at most a fifth of the scored forms, but up to ten, are suggested.
func (f *Figures) sample() []pick {
	scored := slices.DeleteFunc(f.projects(), func(x *Form) bool { return !x.scored() })
	byMoney := slices.Clone(scored)
	byMoney = slices.DeleteFunc(byMoney, func(x *Form) bool { return !x.Money.counted() })
	slices.SortStableFunc(byMoney, func(a, b *Form) int { return b.Money.Budget.Cmp(a.Money.Budget.Decimal) })
	large := map[*Form]bool{}
	for _, x := range byMoney[:(len(byMoney)+9)/10] {
		large[x] = true
	}
	var picks []pick
	for _, x := range scored {
		p := pick{form: x}
		if large[x] {
			p.why = append(p.why, "预算金额居前")
		}
		if x.Self.Valid && x.Self.Equal(hundred) {
			p.why = append(p.why, "自评满分")
		}
		if x.Rate.Valid && x.Rate.Less(decimal.New(5, -1)) {
			p.why = append(p.why, "执行率低于50%")
		}
		if x.sum.has("L-SCR-11") {
			p.why = append(p.why, "指标得分明显高于执行率")
		}
		if d := x.difference(); d.Valid && !d.Abs().Less(decimal.FromInt(3)) {
			p.why = append(p.why, "复算与自评相差3分以上")
		}
		if len(p.why) > 0 {
			picks = append(picks, p)
		}
	}
	slices.SortStableFunc(picks, func(a, b pick) int { return cmp.Compare(len(b.why), len(a.why)) })
	return picks[:min(len(picks), max(10, (len(scored)+4)/5))]
}

func (b *book) sample(f *Figures) {
	columns := []column{
		{title: "序号", width: 6, align: "center", format: countFormat},
		{title: "主管部门", width: 18},
		{title: "项目名称", width: 28},
		{title: "全年预算\n(万元)", width: 12, align: "right", format: moneyFormat},
		{title: "执行率", width: 9, align: "right", format: percentFormat},
		{title: "抽取理由", width: 34},
		{title: "自评得分", width: 9, align: "right", format: scoreFormat},
		{title: "复算得分", width: 9, align: "right", format: scoreFormat},
		{title: "复核得分", width: 9, align: "right", format: scoreFormat},
		{title: "偏差", width: 9, align: "right", format: scoreFormat},
		{title: "偏差原因", width: 30},
	}
	b.list(list{name: sheetSample, title: b.titled("复核抽样(建议)"), columns: columns}, func(yield func(rowOf) bool) {
		for i, p := range f.sample() {
			n := i + 3
			var budget decimal.Null
			if p.form.Money.counted() {
				budget = p.form.Money.Budget
			}
			var off any = ""
			if d := less(p.form.Review, p.form.Self); d.Valid {
				off = number(d)
			}
			deviation := excelize.Cell{StyleID: b.style(columns[9].style("")), Value: off, Formula: fmt.Sprintf(`IF(I%d="","",I%d-G%d)`, n, n, n)}
			if !yield(rowOf{values: []any{i + 1, p.form.department(), p.form.name(), budget, share(p.form.Rate), strings.Join(p.why, "、"), p.form.Self, p.form.Score, p.form.Review, deviation, nil}}) {
				return
			}
		}
	})
}
