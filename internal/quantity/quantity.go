// Package quantity is the language of performance targets and actual values: "≥90%", "不少于12次",
// "每季度1次", "12月底前", "达成预期指标". It is total: every text gives a Target or a Value that
// says what it is or why it cannot be read; it never panics, never guesses, and knows nothing
// of workbooks or scores. Numbers are exact decimals throughout.
package quantity

import "jixiao/internal/decimal"

// Kind says what a target asks for. The names are those of the JSON contract.
type Kind string

const (
	None        Kind = "none" // no target: blank, a prompt, a label, damaged
	AtLeast     Kind = "at_least"
	AtMost      Kind = "at_most"
	Equal       Kind = "equal"
	Interval    Kind = "interval"
	ByDate      Kind = "by_date"
	Qualitative Kind = "qualitative"
	Compound    Kind = "compound"
)

// Basis says why a target is read as it is, from the surest to the least sure.
type Basis string

const (
	BasisSign      Basis = "sign"      // ≥, 不低于, 以上 in the target itself
	BasisDirection Basis = "direction" // the direction column
	BasisName      Basis = "name"      // operator, unit or number in the indicator's name
	BasisWording   Basis = "wording"   // quality words, a date, an interval: the form of the text decides
	BasisCost      Basis = "cost"      // 约定: bare amount in a cost row is a ceiling
	BasisStandard  Basis = "standard"  // 约定: a subsidy standard is met exactly
	BasisZero      Basis = "zero"      // 约定: a bare 0 is a ceiling
	BasisDuration  Basis = "duration"  // 约定: a bare duration is a limit
	BasisBadHead   Basis = "bad_head"  // 约定: the name counts something bad
	BasisRatio     Basis = "ratio"     // 53号 department ratios have their direction there
	BasisBare      Basis = "bare"      // 约定: no operator, more is better
	BasisUnsure    Basis = "unsure"    // 约定: as bare, of something that may be wanted high or low
)

// Convention reports whether the reading rests on a 约定 rather than on what was written.
func (b Basis) Convention() bool {
	switch b {
	case BasisCost, BasisStandard, BasisZero, BasisDuration, BasisBadHead, BasisBare, BasisUnsure:
		return true
	}
	return false
}

// Reason says why something could not be read or compared; "" when it could. Checks act on
// these values, people read Explain.
type Reason string

const (
	ReasonNone         Reason = ""
	ReasonBlankTarget  Reason = "blank_target"
	ReasonBlankActual  Reason = "blank_actual"
	ReasonPrompt       Reason = "prompt"        // a template prompt or another label as the target
	ReasonStandard     Reason = "standard_text" // a scoring standard typed as the target
	ReasonDamaged      Reason = "damaged"       // 疑似识别错误
	ReasonUnreadable   Reason = "unreadable"    // outside the language
	ReasonClaim        Reason = "claim"         // 已完成 against a quantitative target
	ReasonDateClaim    Reason = "date_claim"    // 已完成 against a date
	ReasonNotNumber    Reason = "not_number"
	ReasonDimension    Reason = "dimension"      // 37个 against 100%
	ReasonPercent      Reason = "percent"        // bare 0.95 against a share: 95% or 0.95%?
	ReasonAmbiguous    Reason = "ambiguous"      // several numbers could be the one
	ReasonParts        Reason = "parts"          // compound parts do not pair
	ReasonLate         Reason = "late"           // after the date: a person decides, a score is suggested
	ReasonNegative     Reason = "negative"       // t < 0 and missed: a ratio means nothing
	ReasonUnsorted     Reason = "unsorted"       // quality text that no word list sorts
	ReasonNumberOnText Reason = "number_on_text" // a number against a qualitative target
	ReasonScale        Reason = "scale"          // the whole scale copied as the actual
	ReasonTooLong      Reason = "too_long"       // a number with too many digits, a text too long
	ReasonRemark       Reason = "remark"         // words beside the number say, or may say, that it is not the value
	ReasonConflict     Reason = "conflict"       // direction column against the target's own sign
)

// Band is how far a qualitative target is met (财预〔2020〕10号: 三档).
type Band int

const (
	BandNone   Band = iota
	BandMet         // 达成
	BandPartly      // 部分达成
	BandMissed      // 未达成
)

// Met is the answer of a comparison; the names are those of the JSON contract.
type Met string

const (
	Yes     Met = "yes"
	No      Met = "no"
	Partly  Met = "partly"
	Unknown Met = "unknown"
)

// Change says that a number is a change against the year before.
type Change int8

const (
	NoChange Change = iota
	Rise            // 增长, 提高
	Fall            // 下降, 减少
)

// Amount is a number with its unit. Unit is canonical ("万元", "%", "次/年", "人"); "" when bare.
type Amount struct {
	Number decimal.Decimal
	Unit   string
}

// Date is a calendar date known to the year, month or day: Month and Day are 0 when not said.
type Date struct {
	Year, Month, Day int
}

// Context is what the row and the form say beside the two cells. All fields may be blank.
type Context struct {
	Name, Level1, Level2 string
	Direction            string // direction column as filed
	Unit                 string // unit column as filed
	Year                 int    // budget year, completes dates without one
	Budget               Amount // full-year budget with its money unit, for 不超预算; zero Amount if unknown
	// Actual is the cell that will be held against the target, zero if unknown. It never changes
	// what a target says; it decides whether a number in the name serves for a blank target
	// (decisions 6) and what 不超预算 is measured in (decisions 12).
	Actual Text
	// Fractions says that the rest of the column proves bare numbers up to 1 to be shares
	// (0.95 is 95%, decisions 8). Without it they are ambiguous.
	Fractions bool

	after bool // the target counts from an event: 合同签订后60天
}

// Text is a cell's content as form.Value gives it: exact text plus how the cell stores it.
type Text struct {
	Text          string
	Number        bool // stored as a number
	Percent, Date bool // number under a percent or date format
}

// Target is a target as understood.
type Target struct {
	Kind   Kind
	Strict bool // >, <
	Basis  Basis
	// Value is the bound of at_least, at_most, equal; Low and High those of interval.
	Value, Low, High Amount
	By               Date
	Quality          string   // the wording of a qualitative target, normalised
	Scale            []string // its ordered grades, best first, when it is a scale (优良中低差)
	Parts            []Target // of a compound
	// Label is the words around the number, in a compound of each part (参训率): what it is about.
	Label string
	// Change says that the value is a rise or a fall (同比增长≥5%).
	Change Change
	// Opposite is the reading that the text has when the direction column contradicts it.
	Opposite Kind
	// Budget is true for 不超预算: a limit that a per cent or an amount can answer.
	Budget bool
	// Problem is why Kind is none, or a doubt that makes the row manual (conflict).
	Problem Reason
	Notes   []string // 约定 and doubts in Chinese, for people
}

// Value is an actual value as understood.
type Value struct {
	Amounts []Amount // the numbers it holds, in order; one in the common case
	When    Date
	Band    Band
	Quality string
	Copied  bool // repeats the target's sign (L-IND-03)
	// Bound says that the actual is itself only a bound (高于90%): it answers a target that the bound meets.
	Bound   bool
	Claim   bool    // 已完成, 达成预期指标: a claim, no number
	Parts   []Value // of a compound target, in its order; nil when they do not pair
	Problem Reason
	Notes   []string
}

// Comparison is the outcome of holding an actual against its target.
type Comparison struct {
	Met Met
	// Completion is actual ÷ target (decisions 3); HasCompletion is false where it means nothing.
	Completion    decimal.Ratio
	HasCompletion bool
	// Target and Actual are the two numbers in one unit, when there are such.
	Target, Actual decimal.Decimal
	Unit           string
	Band           Band   // of a qualitative target
	Reason         Reason // why Met is unknown, or why a person must decide
	DaysTarget     int    // for late dates: days from 1 January to target and to actual, both ends counted
	DaysActual     int
	Parts          []Comparison
	Notes          []string
}
