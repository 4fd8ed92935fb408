package score

import (
	"strings"

	"jixiao/internal/decimal"
	"jixiao/internal/ruleset"
)

// earned is the share of its points that a row gets, with the numbers that lead to it. The
// texts are arithmetic that holds: a reader with a pocket calculator must come to the same score.
type earned struct {
	share decimal.Ratio
	given string // a statement that holds: "4 ≥ 4"; "" when the term says it all
	term  string // the share in numbers: "37.24 ÷ 43.2"; "" when it is all or nothing
	rule  string
	note  string // 约定 or oddity that a person should know, one sentence
}

var (
	none    = decimal.Whole(decimal.FromInt(0))
	whole   = decimal.One()
	hundred = decimal.FromInt(100)
)

func full(given, rule string) earned    { return earned{share: whole, given: given, rule: rule} }
func nothing(given, rule string) earned { return earned{share: none, given: given, rule: rule} }

// portion is a share between nothing and everything; num ÷ den is its value, term its text.
func portion(num, den decimal.Decimal, term, rule string) earned {
	share, ok := decimal.NewRatio(num, den)
	if !ok {
		return nothing("", rule)
	}
	return earned{share: share, term: term, rule: rule}
}

// factor is the share as a term of a longer formula.
func (e earned) factor() string {
	switch {
	case e.term != "":
		return e.term
	case e.share.Num.IsZero():
		return "0"
	}
	return "1"
}

// settle writes share × points into the row: exact, rounded and as text.
func (r *Row) settle(e earned, rs *ruleset.RuleSet) {
	r.Exact = e.share.Mul(r.Points.Decimal)
	score := rs.Round(r.Exact)
	r.Score, r.Decision, r.Rule = decimal.Some(score), Computed, e.rule
	r.Formula = e.formula(r.Points.Decimal, score)
	r.say(e.note)
}

// suggest does the same for a row that a person must decide.
func (r *Row) suggest(e earned, rs *ruleset.RuleSet) {
	score := rs.Round(e.share.Mul(r.Points.Decimal))
	r.Suggested, r.Rule = decimal.Some(score), e.rule
	r.Formula = e.formula(r.Points.Decimal, score)
	r.say(e.note)
}

func (e earned) formula(points, score decimal.Decimal) string {
	var b strings.Builder
	b.Grow(len(e.given) + len(e.term) + 40) // the numbers and signs: most formulas never grow
	if e.given != "" {
		b.WriteString(e.given)
		b.WriteString(" → ")
	}
	if e.term != "" {
		b.WriteString(e.term)
		b.WriteString(" × ")
		b.WriteString(points.Plain().String())
		b.WriteString(" = ")
	}
	b.WriteString(score.String())
	return b.String()
}

// say adds a sentence to what a person should know of the row, once.
func (r *Row) say(sentence string) { r.Why = join(r.Why, sentence) }

// join adds a sentence to others, unless they say it already.
func join(text, sentence string) string {
	switch {
	case sentence == "" || strings.Contains(text, sentence):
		return text
	case text == "":
		return sentence
	}
	return text + ";" + sentence
}

// leave hands the row to a person, with the reason.
func (r *Row) leave(why string) {
	r.Decision, r.Score, r.Exact = Manual, decimal.Null{}, decimal.Ratio{}
	r.say(why)
}

// skip says that the row carries no score, and why.
func (r *Row) skip(why string) {
	r.Decision, r.Score, r.Exact = NoScore, decimal.Null{}, decimal.Ratio{}
	r.say(why)
}

// plain is a number as it stands in a formula.
func plain(d decimal.Decimal) string {
	s := d.Plain().String()
	if rest, negative := strings.CutPrefix(s, "-"); negative {
		return "(−" + rest + ")"
	}
	return s
}
