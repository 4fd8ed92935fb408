package report

import (
	"slices"
	"strconv"

	"jixiao/internal/decimal"
	"jixiao/internal/ruleset"
	"jixiao/internal/score"
)

// figures is everything that the report says in numbers, computed once. Money is in 万元.
type figures struct {
	years    []int
	budget   decimal.Decimal
	executed decimal.Decimal
	// counted are the projects whose money is in the sums, unmoneyed the others.
	counted, unmoneyed []*Project
	results            tally
	scored, unscored   []*Project
	// weighted is the mean by full-year budget, plain the simple one; weightless are the scored
	// projects that have no budget to weigh by.
	weighted, plain decimal.Null
	weightless      []*Project
	provisional     []*Project
	total           total
}

// total is the department's 综合得分 and what it rests on (decisions 25).
type total struct {
	score       decimal.Null
	grade       string
	by          basisOf
	provisional bool
}

type basisOf int

const (
	byNothing basisOf = iota
	byWhole
	byBudget
	byMean
)

// tally counts indicators by how they ended.
type tally [5]int

func (t *tally) add(o tally) {
	for i := range t {
		t[i] += o[i]
	}
}

func (t *tally) all() int {
	n := 0
	for _, k := range t {
		n += k
	}
	return n
}

func tallyOf(p *Project) (t tally) {
	for _, r := range p.rows() {
		t[outcomeOf(r)]++
	}
	return t
}

// compute needs rules that are not nil.
func compute(in *Input, rules *ruleset.RuleSet) *figures {
	f := &figures{}
	var weights, simple []score.Weighted
	for i := range in.Projects {
		p := &in.Projects[i]
		f.year(p)
		budget, executed := p.wan()
		if budget.Valid && executed.Valid {
			f.counted = append(f.counted, p)
			f.budget, f.executed = f.budget.Add(budget.Decimal), f.executed.Add(executed.Decimal)
		} else {
			f.unmoneyed = append(f.unmoneyed, p)
		}
		if p.Score.State != score.NotFilled {
			f.results.add(tallyOf(p))
		}
		if !p.scored() {
			f.unscored = append(f.unscored, p)
			continue
		}
		f.scored = append(f.scored, p)
		if !p.Score.Total.Final {
			f.provisional = append(f.provisional, p)
		}
		simple = append(simple, score.Weighted{Score: p.Score.Total.Sum.Decimal, Weight: decimal.FromInt(1)})
		if budget.Valid && budget.Sign() > 0 {
			weights = append(weights, score.Weighted{Score: p.Score.Total.Sum.Decimal, Weight: budget.Decimal})
		} else {
			f.weightless = append(f.weightless, p)
		}
	}
	for i := range in.Wholes {
		f.year(&in.Wholes[i])
	}
	f.plain, f.weighted = score.Mean(simple, rules), score.Mean(weights, rules)
	f.conclude(in, rules)
	return f
}

func (f *figures) year(p *Project) {
	if p.Year != 0 && !slices.Contains(f.years, p.Year) {
		f.years = append(f.years, p.Year)
		slices.Sort(f.years)
	}
}

// conclude takes the one filed department form before the means; of several none is taken.
func (f *figures) conclude(in *Input, rules *ruleset.RuleSet) {
	if whole := in.whole(); whole != nil {
		t := whole.Score.Total
		f.total = total{score: t.Sum, grade: t.Grade, by: byWhole, provisional: !t.Final}
		return
	}
	switch {
	case f.weighted.Valid:
		f.total = total{score: f.weighted, by: byBudget}
	case f.plain.Valid:
		f.total = total{score: f.plain, by: byMean}
	default:
		return
	}
	f.total.grade = score.GradeOf(f.total.score.Decimal, rules)
	f.total.provisional = len(f.provisional) > 0
}

// whole returns the department form whose score counts, nil when there is none or several.
func (in *Input) whole() *Project {
	if len(in.Wholes) == 1 && in.Wholes[0].scored() {
		return &in.Wholes[0]
	}
	return nil
}

// rate returns executed ÷ budget as per cent text, "" when there is no budget.
func rate(executed, budget decimal.Decimal) string {
	r, ok := decimal.NewRatio(executed, budget)
	if !ok {
		return ""
	}
	return percent(r)
}

// percent prints a ratio with at most two decimals.
func percent(r decimal.Ratio) string {
	return r.Mul(decimal.FromInt(100)).Round(2).Plain().String() + "%"
}

func plain(d decimal.Decimal) string { return d.Plain().String() }

func itoa(i int) string { return strconv.Itoa(i) }
