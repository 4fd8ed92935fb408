package score

import (
	"regexp"
	"slices"

	"jixiao/internal/decimal"
	"jixiao/internal/quantity"
	"jixiao/internal/ruleset"
)

const ruleOwn = "DP-OWN"

// deduction is a scoring standard that a form gives for its row: Cost points for every Step beyond
// (or short of) the target.
type deduction struct {
	short      bool // 每少, 每低于: counts what is missing, else what is too much
	step, cost decimal.Decimal
	share      bool // the step is in percentage points
}

// The wording of deductions in published department tables (岳阳 S15, 湘西, 新疆 赋分规则).
var deductionText = regexp.MustCompile(`每(超过|超出|超|高于|高出|高|增加|多)?(低于|低|少于|少|减少|降低|下降|不足|差|欠)?(?:了|出)?([0-9.]+|一)?个?(百分点|百分比|%|项|次|个|人|户|件|处|场|期|天|日)?,?(?:则)?扣(?:减|除)?([0-9.]+)分`)

// What makes a text a rule of its own: points taken away for something, or all lost.
var (
	takesPoints = regexp.MustCompile(`扣(?:减|除|罚)?(?:[0-9.]+|[一二三四五六七八九十半])?分`)
	losesAll    = regexp.MustCompile(`不得分|不计分|[得计为]0分`)
)

// proportional are words that say what the rule set's own formula does.
var proportional = []string{"按比例", "按完成比例", "按完成率", "按实际完成", "比例扣", "比例得", "比例计"}

// ownStandard holds a row that missed its target against the scoring standard that the form
// itself gives for it. One plain deduction is applied; any other goes to a person, with the rule
// set's score as a suggestion: the department was told another rule than ours.
func (r *Row) ownStandard(rs *ruleset.RuleSet) {
	if r.Decision != Computed || r.Compared.Met != quantity.No || r.Rule == ruleBlank || r.Rule == ruleDept {
		return
	}
	text := quantity.Normalize(r.Indicator.Describe.Text)
	takes, loses := takesPoints.FindAllString(text, 2), losesAll.MatchString(text)
	byRatio := slices.ContainsFunc(proportional, func(w string) bool { return contains(text, w) })
	if !loses && (len(takes) == 0 || byRatio) {
		return
	}
	if d, ok := parseDeduction(text); ok && !loses && len(takes) == 1 && d.fits(r) {
		r.deduct(d, rs)
		return
	}
	suggested := r.Score
	r.leave("本行另有扣分标准,请按其判定,建议分按规则集的公式")
	r.Suggested = suggested
}

func parseDeduction(text string) (deduction, bool) {
	found := deductionText.FindAllStringSubmatch(text, 2)
	if len(found) != 1 || (found[0][1] == "") == (found[0][2] == "") {
		return deduction{}, false
	}
	m := found[0]
	d := deduction{short: m[2] != "", step: decimal.FromInt(1), share: m[4] == "百分点" || m[4] == "百分比" || m[4] == "%"}
	var err error
	if m[3] != "" && m[3] != "一" {
		d.step, err = decimal.Parse(m[3])
	}
	cost, err2 := decimal.Parse(m[5])
	d.cost = cost
	return d, err == nil && err2 == nil && d.step.Sign() > 0 && cost.Sign() > 0
}

// fits reports that the deduction counts what the row missed: in its direction and its unit.
func (d deduction) fits(r *Row) bool {
	c := &r.Compared
	return d.short == c.Actual.Less(c.Target) && d.share == (c.Unit == "%") &&
		(r.Target.Kind == quantity.AtLeast || r.Target.Kind == quantity.AtMost || r.Target.Kind == quantity.Equal)
}

func (r *Row) deduct(d deduction, rs *ruleset.RuleSet) {
	gap := r.Compared.Actual.Sub(r.Compared.Target).Abs()
	steps, _ := decimal.NewRatio(gap, d.step)
	whole := steps.Round(0)
	if steps.CmpDecimal(whole) < 0 {
		whole = whole.Sub(decimal.FromInt(1))
	}
	note := "按本行自带的扣分标准计"
	if steps.CmpDecimal(whole) != 0 {
		note += ";约定:不足一档的不扣"
	}
	r.Why = ""
	r.take(whole, d.cost, ruleOwn, rs)
	r.say(note)
}
