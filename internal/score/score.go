// Package score turns a form into points: execution rate, every indicator, total, grade, each
// with the formula in numbers and the rule it rests on. It decides nothing that the rules do not
// decide: such rows are Manual and go to a person.
package score

import (
	"jixiao/internal/cellref"
	"jixiao/internal/decimal"
	"jixiao/internal/form"
	"jixiao/internal/quantity"
)

// Decision says who decided a row's score; the names are those of the JSON contract.
type Decision string

const (
	Computed Decision = "computed" // a formula gave the score
	Accepted Decision = "accepted" // a qualitative self-score inside its official band
	Manual   Decision = "manual"   // only a person can decide; Score is unknown
	NoScore  Decision = "none"     // the row carries no score; Why says why
)

// Sheet is the scored form: the result of Form.
type Sheet struct {
	Form  *form.Form
	Rules string // id of the rule set
	// State is "" for a form that was filled in, else why nothing was scored.
	State State
	Funds Funds
	Rows  []Row // one for each of Form.Indicators, same order
	Total Total
}

// State says why a whole form has no score.
type State string

const (
	Scored     State = ""
	NotFilled  State = "not_filled"  // 未填报: the whole actual column is absent or empty
	NoPoints   State = "no_points"   // neither points nor scores on the form (transfer payments)
	ScoresOnly State = "scores_only" // scores without a points column: summed, not recomputed
)

// Funds is the execution rate and its score. Row is the index in Form.Funds.Rows of the row that
// the points stand on, -1 when the block has none.
type Funds struct {
	Row              int
	Budget, Executed decimal.Null  // as used for the rate
	Summed           bool          // total row empty, details summed (decisions 21)
	Rate             decimal.Ratio // executed ÷ budget, not capped
	HasRate          bool
	Points, Self     decimal.Null
	Score            decimal.Null // rounded to the rule set's places
	Decision         Decision
	Formula, Rule    string
	Why              string // why there is no score, or what was assumed
	RateCell         cellref.Ref
	ScoreCell        cellref.Ref
	// NotApplicable is true when neither budget nor execution exists: the points do not count.
	NotApplicable bool
}

// Row is one indicator with its reading, comparison and score.
type Row struct {
	Indicator  *form.Indicator
	Target     quantity.Target
	Actual     quantity.Value
	Compared   quantity.Comparison
	Understood string // the target in words a person can check; a reading by 约定 says so
	// Points is what the row is worth: of a row with a merged score cell, the sum of its rows.
	Points    decimal.Null
	Self      decimal.Null  // the filed score
	Exact     decimal.Ratio // unrounded score, only when Score is known
	Score     decimal.Null  // rounded; unknown unless Computed or Accepted
	Suggested decimal.Null  // of a Manual row
	Decision  Decision
	Formula   string // "37.24 ÷ 43.2 × 10 = 8.62"
	Rule      string // QT-AT-LEAST, QT-AT-MOST, QL-BAND, GR-MEAN …
	Why       string // reason of Manual and None in one plain sentence; 约定 that were used
	Band      quantity.Band
	// Parent is the index of the group row this row is counted in, -1 when it stands alone.
	Parent int
	// Execution is true for a 预算执行率 row among the indicators.
	Execution bool
	// Template is true for a row of the blank form that nobody used; it is no indicator.
	Template bool
	// NotApplicable is true for a row marked "/" or "—": its points do not count.
	NotApplicable bool
	// Over is true when the actual reaches the rule set's multiple of the target (L-IND-12).
	Over bool
	// PointsTyped is true when target and actual seem to hold the row's points and score.
	PointsTyped bool
	// FromHeading is true when the points stand in the heading above, not on the row.
	FromHeading bool
}

// Total is the sum and the grade. Final is false while Manual > 0 or Doubt says something: the
// grade is 暂定 then.
type Total struct {
	// Points is the sum of the points that count, unknown where only some rows have any; Self is
	// the total as filed.
	Points, Self decimal.Null
	// Sum is computed + accepted + manual rows at their self-score; unknown when nothing is scored.
	Sum decimal.Null
	// Computed is the sum of the filed scores, on forms of State ScoresOnly only (自评合计).
	Computed  decimal.Null
	Manual    int
	Final     bool
	Grade     string
	SelfGrade string // in the word of the rule set, where it is one of its grades
	// Near is how far the total is below the next grade, when at most half a point.
	Near decimal.Null
	// Rounding is the number of decimals the form files its scores with: 0, 1 or 2.
	Rounding int32
	// Doubt says why the grade is 暂定 although no row waits for a person: the points that count
	// do not add to 100, so the total cannot be held against the grades. "" otherwise.
	Doubt string
	// Formula says how the total was made where it is no plain sum (不适用 rows rescaled).
	Formula string
}
