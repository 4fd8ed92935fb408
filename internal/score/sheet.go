package score

import (
	"strings"

	"jixiao/internal/decimal"
	"jixiao/internal/form"
	"jixiao/internal/quantity"
	"jixiao/internal/ruleset"
)

// Reader is what scoring needs of the language of targets and values; *quantity.Language is one.
type Reader interface {
	Target(quantity.Text, quantity.Context) quantity.Target
	Value(quantity.Text, quantity.Target, quantity.Context) quantity.Value
	Compare(quantity.Target, quantity.Value, quantity.Context) quantity.Comparison
}

// Form scores a form by a rule set. It is total: every form gives a Sheet with one Row for each
// indicator, and what cannot be decided says why. The form is not changed and must stay
// unchanged as long as the Sheet is used.
func Form(f *form.Form, rs *ruleset.RuleSet, lang Reader) *Sheet {
	b := &builder{f: f, rs: rs, s: &Sheet{Form: f, Rules: rs.ID, Rows: make([]Row, len(f.Indicators))}}
	b.s.Funds = funds(f, rs)
	b.read(lang)
	b.headingPoints()
	b.relate()
	b.state()
	b.doubts()
	b.score()
	b.s.Total = b.total()
	return b.s
}

// builder makes one Sheet.
type builder struct {
	f  *form.Form
	rs *ruleset.RuleSet
	s  *Sheet
	// heads maps a row that stands for others to how it does.
	heads map[int]head
}

func (b *builder) read(lang Reader) {
	contexts := make([]quantity.Context, len(b.s.Rows))
	for i := range b.f.Indicators {
		ind, r := &b.f.Indicators[i], &b.s.Rows[i]
		r.Indicator, r.Parent = ind, -1
		r.Points, r.Self = filed(ind.Points), filed(ind.Score)
		r.NotApplicable = stroke(ind.Points.Text) && unused(ind.Target)
		r.Template = !r.NotApplicable && isTemplate(ind)
		if !r.usable() {
			r.Target.Kind, r.Compared.Met = quantity.None, quantity.Unknown
			continue
		}
		contexts[i] = b.context(ind)
		r.Target = lang.Target(cellText(ind.Target), contexts[i])
		r.Understood = understood(r.Target)
		r.Execution = unused(ind.Target) && r.Target.Kind == quantity.None && isExecution(ind.Name, b.rs)
	}
	fractions := b.fractions()
	for i := range b.s.Rows {
		r := &b.s.Rows[i]
		if !r.usable() {
			continue
		}
		contexts[i].Fractions = fractions
		r.Actual = lang.Value(cellText(r.Indicator.Actual), r.Target, contexts[i])
		r.Compared = lang.Compare(r.Target, r.Actual, contexts[i])
	}
}

// fewestFractions is how many bare shares of 1 against targets in per cent prove that a column is
// filled in that way, 约定: two may be slips of the pen, in three rows nobody means 1%.
const fewestFractions = 3

// fractions reports that the actual column holds shares of 1: every bare number against a target
// in per cent is one, there are several, and no cell of the column says %.
func (b *builder) fractions() bool {
	n := 0
	for i := range b.s.Rows {
		r := &b.s.Rows[i]
		if !r.usable() {
			continue
		}
		actual := r.Indicator.Actual
		if actual.Percent || strings.ContainsAny(actual.Text, "%\uFF05") {
			return false
		}
		d, err := decimal.Parse(actual.Text)
		if err != nil || r.Target.Value.Unit != "%" {
			continue
		}
		if d.Sign() <= 0 || decimal.FromInt(1).Less(d) {
			return false
		}
		n++
	}
	return n >= fewestFractions
}

// budget is the full-year budget in the form's money unit, for targets such as 不超预算.
func (b *builder) budget() quantity.Amount {
	unit := b.f.Funds.MoneyUnit
	if !b.s.Funds.Budget.Valid || unit == "" || b.s.Funds.Budget.Sign() <= 0 {
		return quantity.Amount{}
	}
	return quantity.Amount{Number: b.s.Funds.Budget.Decimal, Unit: unit}
}

// context is what row and form say beside the target.
func (b *builder) context(ind *form.Indicator) quantity.Context {
	direction := ind.Direction.Text
	if marked(direction) {
		direction = ind.Polarity.Text
	}
	return quantity.Context{Name: ind.Name, Level1: ind.Level1, Level2: ind.Level2, Direction: direction, Unit: ind.Unit.Text,
		Year: b.f.Year, Budget: b.budget(), Actual: cellText(ind.Actual)}
}

// isTemplate reports a row of the blank form that nobody used (decisions 17).
func isTemplate(ind *form.Indicator) bool {
	return marked(ind.Name) && unused(ind.Target) && unused(ind.Actual) && unused(ind.Points) && unused(ind.Score)
}

// stroke reports the mark of a row that does not apply: "/" or "—" (decisions 20).
func stroke(s string) bool { return s != "" && strings.Trim(fold(s), `/\-—–―─`) == "" }

// blank reports that a row has no actual value.
func (r *Row) blank() bool { return r.Actual.Problem == quantity.ReasonBlankActual }

// untargeted reports that a row says nothing about its target.
func (r *Row) untargeted() bool {
	return unused(r.Indicator.Target) && r.Target.Kind == quantity.None
}

// usable reports that a row is an indicator at all.
func (r *Row) usable() bool { return !r.Template && !r.NotApplicable }

// understood is the target in words a person can check, "" where there is none. A reading that
// rests on a 约定 rather than on what was written says so (decisions 4).
func understood(t quantity.Target) string {
	switch {
	case t.Kind == quantity.None:
		return ""
	case t.Basis.Convention():
		return t.Understood() + "(约定)"
	}
	return t.Understood()
}

// headingPoints gives rows their points from the heading above, on forms whose rows have none:
// only a heading with exactly one row under it says whose points they are (decisions 19).
func (b *builder) headingPoints() {
	for i := range b.s.Rows {
		if b.s.Rows[i].Points.Valid {
			return
		}
	}
	for _, level := range []int{2, 1} {
		for _, s := range b.f.Sections {
			if s.Level == level {
				b.sectionPoints(&s)
			}
		}
	}
}

func (b *builder) sectionPoints(s *form.Section) {
	points := filedText(s.Points)
	only := -1
	for _, i := range s.Rows {
		if i < 0 || i >= len(b.s.Rows) || !b.s.Rows[i].usable() {
			continue
		}
		if only >= 0 {
			return
		}
		only = i
	}
	if only < 0 || !points.Valid || b.s.Rows[only].Points.Valid {
		return
	}
	r := &b.s.Rows[only]
	r.Points, r.FromHeading = points, true
	r.say("约定:分值取自上方标题“" + s.At.Text + "”,其下只有这一行")
}

// score decides every row, first those that stand alone or are counted in another, then those
// that stand for others: from the last, because a row that stands for others may itself be
// counted in one above it.
func (b *builder) score() {
	for i := range b.s.Rows {
		if _, isHead := b.heads[i]; !isHead {
			b.row(i)
		}
	}
	for i := len(b.s.Rows) - 1; i >= 0; i-- {
		if h, isHead := b.heads[i]; isHead {
			b.head(i, h)
		}
	}
}

// row decides one row by itself.
func (b *builder) row(i int) {
	r := &b.s.Rows[i]
	r.Over = flagged(r, b.rs)
	switch {
	case r.NotApplicable:
		r.skip("本行不适用,不计分")
	case r.Template:
		r.skip("空白的模板行,不是指标")
	case b.s.State == NotFilled:
		r.skip("本表未填报实际完成值,不计分")
	case b.s.State == NoPoints:
		r.skip("表上没有分值和得分,只看是否达标")
	case !r.Points.Valid:
		r.skip(b.noPoints(r))
	case r.Points.Sign() < 0:
		r.leave("分值为负,请核对后判定")
	case r.Execution:
		b.execution(r)
	case b.f.Level == form.LevelDepartment && b.rs.DeptRule(bareName(r.Indicator.Name)) != nil:
		r.department(b.rs.DeptRule(bareName(r.Indicator.Name)), b.rs)
	default:
		r.score(isSatisfaction(r.Indicator), b.rs)
		r.ownStandard(b.rs)
	}
}

// noPoints says why a row without points is not scored.
func (b *builder) noPoints(r *Row) string {
	switch {
	case r.Parent >= 0 && b.heads[r.Parent].kind == merged:
		return "分值与上面的行合并,在那一行计分"
	case r.Parent >= 0:
		return "本行计入上面的汇总行"
	case r.Indicator.SubRow:
		return "其中项没有分值,只列示"
	case b.s.State == ScoresOnly:
		return "表上没有分值,自评得分只相加,不复算"
	case !marked(r.Indicator.Points.Text):
		return "分值“" + r.Indicator.Points.Text + "”不是数字,不能计分"
	}
	return "本行没有分值,不计分"
}

// execution scores an execution rate that stands among the indicators (decisions 20).
func (b *builder) execution(r *Row) {
	fu := b.s.Funds
	fu.Points, fu.Self, fu.Why, fu.Score = r.Points, r.Self, "", decimal.Null{}
	fu.rateScore(b.rs)
	if fu.Summed {
		r.say(summedNote)
	}
	r.say(fu.Why)
	r.Decision, r.Score, r.Formula, r.Rule = fu.Decision, fu.Score, fu.Formula, fu.Rule
	r.NotApplicable = fu.NotApplicable
	if fu.HasRate {
		r.Compared.Completion, r.Compared.HasCompletion = fu.Rate, true
		r.Compared.Met = quantity.No
		if fu.Rate.CmpDecimal(decimal.FromInt(1)) >= 0 {
			r.Compared.Met = quantity.Yes
		}
	}
	if fu.Score.Valid {
		r.Exact = decimal.Whole(fu.Score.Decimal)
		if fu.HasRate && fu.Rule == ruleExec {
			r.Exact = fu.Rate.Min(decimal.Whole(b.rs.Exec.Cap)).Mul(r.Points.Decimal)
		}
	}
}
