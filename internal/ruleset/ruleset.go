// Package ruleset holds how a region scores its self-evaluations: weights, bands and the
// parameters of every formula, as data. A rule set is a YAML file; each of its parameters knows
// which document, which working practice or which 约定 it rests on.
package ruleset

import "jixiao/internal/decimal"

// Default is the rule set used when nobody names one (decisions 1).
const Default = "hebei"

// Method names one of the ways a rule can work; which ones a parameter takes is checked on load.
type Method string

// The methods, grouped by the parameter that takes them.
const (
	Proportional Method = "ratio"          // exec, forward, satisfaction: actual ÷ target
	Banded       Method = "bands"          // exec, satisfaction, dept: steps
	Floored      Method = "floor"          // forward: (q − floor) ÷ (1 − floor)
	AllOrNothing Method = "all_or_nothing" // forward: a target missed earns nothing
	Linear       Method = "linear"         // inverse: 1 − (a − t) ÷ t; over: cut with the excess; dept steps in parts
	TargetShare  Method = "a_over_b"       // inverse: t ÷ a
	Zero         Method = "zero"           // inverse, date, over, zero_budget: nothing
	AsAtLeast    Method = "as_ge"          // equal: read as ≥
	Strict       Method = "strict"         // equal: any difference earns nothing
	TwoSided     Method = "two_sided"      // equal: 1 − |a − t| ÷ |t|
	InsideFull   Method = "inside_full"    // interval
	ByHand       Method = "manual"         // date: a person decides, a score is suggested
	DayRatio     Method = "ratio_days"     // date: days to the target ÷ days to the actual
	Deduct       Method = "deduct"         // date: a fixed share is cut
	FloorSixty   Method = "floor60"        // satisfaction: (a − 60) ÷ (t − 60)
	Flag         Method = "flag"           // over: mark, never cut
	NeedReason   Method = "reason"         // over: mark and demand a reason
	LeaveOut     Method = "leave_out"      // na: the rest stays as it is
	Rescale      Method = "renormalise"    // na: the rest is brought to 100
	NotCounted   Method = "na"             // zero_budget: the row does not apply
	Full         Method = "full"           // zero_budget: all points
	Adjusted     Method = "adjusted"       // exec.denominator: full-year adjusted budget
	Initial      Method = "initial"        // exec.denominator: budget of the year's begin
	AllMoney     Method = "all"            // exec.money: every source
	FiscalMoney  Method = "fiscal"         // exec.money: fiscal money only
	HalfUp       Method = "half_up"        // rounding.mode
	CutOff       Method = "cut"            // rounding.mode: further digits are dropped
	OnRounded    Method = "rounded"        // grade_on
	OnRaw        Method = "raw"            // grade_on
	WholeSteps   Method = "floor_steps"    // dept: only whole steps over the standard count
	Slope        Method = "slope"          // dept: (1 − factor × r) × points
)

// Step is one band: from At on (inclusive) a row earns Share of its points; a dept band says
// points instead of a share.
type Step struct{ At, Share decimal.Decimal }

// Weight is how many points one level-1 heading should have.
type Weight struct {
	Name   string
	Points decimal.Decimal
}

// Grade is one grade with its lower bound, which belongs to it.
type Grade struct {
	Name string
	From decimal.Decimal
}

// Exec says how the execution rate is scored (scoring.md §2).
type Exec struct {
	Points      decimal.Decimal
	Denominator Method // adjusted, initial
	Money       Method // all, fiscal
	Method      Method // ratio, bands
	Bands       []Step // rate → share of the points, highest first
	Cap         decimal.Decimal
	ZeroBudget  Method // na, zero, full: budget and executed both 0
	ReasonBelow decimal.Null
	Names       []string // indicator rows of these names without a target are execution rows
}

// Over says what happens to a row done far above its target (scoring.md §7).
type Over struct {
	FlagRatio      decimal.Decimal // mark from this multiple of the target
	Action         Method          // flag, reason, zero, linear
	Rate, Floor    decimal.Decimal // of linear
	ReasonRequired bool
	ManualReview   bool            // the score may be cut by hand
	Extreme        decimal.Decimal // 疑似串行或填错 above this multiple
}

// Qualitative says which part of the points a quality grade may earn (scoring.md §8).
type Qualitative struct {
	Cut     []decimal.Decimal // lower bound of 达成 and of 部分达成, as shares
	Labels  []string          // the three grades in the words of the document
	Prefill []decimal.Decimal // shares for rows without a self-score
	Auto    bool              // the system fills the prefill share whatever was filed
}

// Check holds the thresholds of checks that are not part of a formula.
type Check struct {
	ScoreDiff, RoundingDiff, PointsDiff, MoneyDiff decimal.Decimal
	BudgetChange                                   decimal.Decimal // |full-year − initial| ÷ initial that needs a reason
	IdleRate                                       decimal.Decimal // executed below this with full quantity is doubtful
	BigRow                                         decimal.Decimal // points from which one row is too coarse
	QualitativeShare                               decimal.Decimal
	BigMoney                                       decimal.Decimal // an amount in 万元 from here on is doubtful
	ShortReason                                    decimal.Decimal // characters
	LooseLimit                                     decimal.Decimal // at_most done below this share of its limit
	NearGrade                                      decimal.Decimal
	WarnGap, WarnIdle                              decimal.Decimal // red and yellow light of the system
}

// Recheck holds the shares of the self-score that a re-check leaves (scoring.md §12).
type Recheck struct {
	NoEvidence, Irrelevant, NoSurvey, LevelMismatch decimal.Null
	// Unverifiable maps 严重, 中等, 轻微 to the share that is left.
	Unverifiable []Weight
	OneOfTwice   bool // the same indicator under two headings counts once
}

// Dept is the rule of one department-level indicator (scoring.md §11).
type Dept struct {
	Name   string
	Points decimal.Decimal
	Method Method // floor_steps, linear, bands, slope, all_or_nothing (share of indicators achieved)
	// Standard and PerPoint serve the steps: every percentage point beyond costs PerPoint.
	Standard, PerPoint decimal.Decimal
	AtLeast            bool   // the good side of Standard is above it
	Bands              []Step // points by percentage, highest first; with Below: upper bounds, lowest first
	Below              bool
	Otherwise          decimal.Decimal // points outside all bands
	// Factor and ZeroAbove serve slope: (1 − Factor × r) × points, nothing above ZeroAbove.
	Factor, ZeroAbove decimal.Decimal
}

// WordList is the words section of one rule set file: YAML in the form of templates/words, and
// the names of the lists that it adds to.
type WordList struct {
	Names []string
	YAML  []byte
}

// RuleSet is one region's rules. Make it with Builtin or Load; it is read-only afterwards and
// safe for use by several goroutines.
type RuleSet struct {
	ID, Name string
	// Base is the id of the rule set this one starts from, "" for the first.
	Base     string
	Evidence string

	Exec                  Exec
	Weights               []Weight
	WeightsNoSatisfaction []Weight
	Forward               struct {
		Method Method
		Floor  decimal.Decimal
	}
	Inverse struct {
		Method     Method
		FlagIfOver bool
	}
	Equal struct {
		Method         Method
		FlagIfNotEqual bool
	}
	Interval struct{ Method Method }
	Date     struct {
		Method  Method
		Suggest Method          // what a manual late date is suggested
		Deduct  decimal.Decimal // share that deduct cuts
	}
	Satisfaction struct {
		Method Method
		Bands  []Step // percentage → share
		Floor  decimal.Decimal
	}
	Qualitative Qualitative
	Over        Over
	NA          struct{ Method Method }
	Rounding    struct {
		Places    int32
		Mode      Method
		RowsFirst bool
	}
	Grades  []Grade
	GradeOn Method
	Check   Check
	Recheck Recheck
	Dept    []Dept
	// CostCap is the most points of a default cost row where no cost indicator was set.
	CostCap decimal.Null
	// DeductionColumn is true where the form has a column for deductions by hand.
	DeductionColumn bool
	// FactorColumn is the heading of a column of factors, "" where the form has none.
	FactorColumn string
	// Words adds to the word lists of the language, those of the base first.
	Words []WordList

	origin map[string]origin // parameter → where its value comes from
}

// Round rounds an exact number of points by the rule set's places and mode.
func (r *RuleSet) Round(x decimal.Ratio) decimal.Decimal {
	d := x.Round(r.Rounding.Places)
	if r.Rounding.Mode == CutOff && x.CmpDecimal(d) < 0 {
		return d.Sub(decimal.New(1, -r.Rounding.Places))
	}
	return d
}

// DeptRule returns the department rule for an indicator name, nil when there is none.
func (r *RuleSet) DeptRule(name string) *Dept {
	for i := range r.Dept {
		if r.Dept[i].Name == name {
			return &r.Dept[i]
		}
	}
	return nil
}
