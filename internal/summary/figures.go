package summary

import (
	"slices"

	"jixiao/internal/decimal"
	"jixiao/internal/finding"
)

// Figures is everything a summary says in numbers. Money is in 万元 and exact; means are rounded to
// two places, rates to six. Project figures leave out 部门整体 forms, which hold the same money
// again; means are over scored project forms only.
type Figures struct {
	Name  string `json:"name"`
	Years []int  `json:"years"`

	Files       int           `json:"files"`
	Departments int           `json:"departments"`
	Projects    int           `json:"projects"`
	Wholes      int           `json:"wholes"` // 部门整体 forms
	States      map[State]int `json:"states"`
	Copies      int           `json:"copies"`      // forms that came twice, left out of everything
	Provisional int           `json:"provisional"` // scored, with rows only a person can decide

	Scored    int             `json:"scored"`           // with a total that goes into means and grades
	Unequal   int             `json:"unequal"`          // with a total whose points do not add to 100, which does not
	Self      decimal.Null    `json:"self_average"`     // mean of the filed totals of scored forms
	Average   decimal.Null    `json:"average"`          // mean of the recomputed totals
	Weighted  decimal.Null    `json:"weighted_average"` // the same weighted by full-year budget
	Reviewed  int             `json:"reviewed"`         // project forms with the total of a re-check
	Review    decimal.Null    `json:"review_average"`   // mean of those totals
	Changed   int             `json:"review_changed"`   // re-checked totals that differ from the filed one
	SelfFull  int             `json:"self_full"`        // filed totals of exactly 100
	Full      int             `json:"full"`             // recomputed totals of exactly 100
	Grades    []GradeCount    `json:"grades"`
	Lowest    []*Form         `json:"-"`       // scored forms below 100, lowest first, at most ten
	Initial   decimal.Null    `json:"initial"` // of the forms that state it
	Budget    decimal.Decimal `json:"budget"`
	Executed  decimal.Decimal `json:"executed"`
	Rate      decimal.Null    `json:"rate"`      // Executed ÷ Budget
	Counted   int             `json:"counted"`   // project forms whose money is in the sums
	Uncounted int             `json:"uncounted"` // project forms whose money is doubtful or incomplete
	Bands     []BandCount     `json:"bands"`

	Indicators   IndicatorCounts `json:"indicators"`
	Errors       int             `json:"errors"`
	Warns        int             `json:"warns"`
	Infos        int             `json:"infos"`
	Faulty       int             `json:"faulty"` // forms with an error
	Codes        []CodeCount     `json:"codes"`
	ByDepartment []Group         `json:"by_department"`
	ByCounty     []Group         `json:"by_county,omitempty"` // only when the forms belong to several counties
	// Missing are the projects of the roster that have no form; HasRoster says there was one.
	Missing   []Due `json:"missing"`
	Due       int   `json:"due"` // projects of the roster: filed, missing, or to be confirmed
	Filed     int   `json:"filed"`
	Confirm   int   `json:"confirm"`
	Late      int   `json:"late"` // filed after their day, where the day of receipt is known
	HasRoster bool  `json:"has_roster"`
	// SavedLate counts forms of whose receipt nothing is recorded, but whose workbook was last saved after
	// its day: perhaps late. DueAmount is the money of the roster in 万元, FiledAmount that of the projects filed;
	// Unpriced are projects of the roster without an amount, which are in neither.
	SavedLate   int          `json:"saved_late"`
	DueAmount   decimal.Null `json:"due_amount"`
	FiledAmount decimal.Null `json:"filed_amount"`
	Unpriced    int          `json:"unpriced"`
	// Left out of everything: older versions of projects, forms of another year than the summary's, and
	// forms of no known county among those of several. Matters is what a person must confirm or know.
	Superseded int      `json:"superseded"`
	OtherYears int      `json:"other_years"`
	Homeless   int      `json:"homeless"`
	Matters    []Matter `json:"matters"`

	forms    []*Form    // those that count, and files without a form
	aside    []setAside // those that do not
	doubtful [][]*Form
	held     []*held
	gradeOf  func(decimal.Decimal) string
}

// GradeCount is how many scored projects have a grade, as filed and as recomputed.
type GradeCount struct {
	Name  string `json:"name"`
	Self  int    `json:"self"`
	Score int    `json:"score"`
}

// BandCount is how many projects lie in a band of the execution rate, and their budget.
type BandCount struct {
	Name   string          `json:"name"`
	Count  int             `json:"count"`
	Budget decimal.Decimal `json:"budget"`
}

// IndicatorCounts counts the rows of project forms that were filled in, scored or not.
type IndicatorCounts struct {
	Total          int `json:"total"`
	Met            int `json:"met"`
	Partly         int `json:"partly"`
	Missed         int `json:"missed"`
	Unknown        int `json:"unknown"`
	Over130        int `json:"over130"`
	Over200        int `json:"over200"`
	MissedNoReason int `json:"missed_no_reason"`
	MissedFull     int `json:"missed_full"`
	MetReduced     int `json:"met_reduced"`
	Copied         int `json:"copied"`
}

// CodeCount is how often a fault was found and in how many forms.
type CodeCount struct {
	Code     string           `json:"code"`
	Title    string           `json:"title"`
	Severity finding.Severity `json:"-"`
	Count    int              `json:"count"`
	Forms    int              `json:"forms"`
}

// Group is one line of 部门汇总 or 分县汇总.
type Group struct {
	Name     string          `json:"name"`
	Due      int             `json:"due"` // of the roster
	Filed    int             `json:"filed"`
	Projects int             `json:"projects"`
	Scored   int             `json:"scored"`
	Faulty   int             `json:"faulty"` // forms with an error
	Initial  decimal.Null    `json:"initial"`
	Budget   decimal.Decimal `json:"budget"`
	Executed decimal.Decimal `json:"executed"`
	Rate     decimal.Null    `json:"rate"`
	Average  decimal.Null    `json:"average"`
	Weighted decimal.Null    `json:"weighted_average"`
	Grades   []int           `json:"grades"` // as Figures.Grades
	// Difference is the largest, by size, of recomputed minus filed total.
	Difference decimal.Null `json:"difference"`
}

// Compute returns the figures of in, ErrEmpty when no form was recognised.
func Compute(in *Input) (*Figures, error) {
	f := &Figures{Name: in.County.Name, Years: in.years(), States: map[State]int{}, HasRoster: in.Roster != nil, gradeOf: in.GradeOf}
	var copies []*Form
	var older []version
	f.forms, copies = in.ordered()
	for _, x := range f.forms {
		x.condense()
	}
	f.Copies = len(copies)
	for _, x := range copies {
		f.aside = append(f.aside, setAside{x, repeated, "与已计入的一份完全相同:" + x.Path})
	}
	var apart []setAside
	f.forms, apart = in.setApart(f.forms)
	f.aside = append(f.aside, apart...)
	f.forms, older, f.doubtful = versions(f.forms)
	f.Superseded = len(older)
	for _, v := range older {
		f.aside = append(f.aside, setAside{v.old, superseded, "以较晚保存的一份为准:" + v.by.Path})
	}
	for _, x := range apart {
		switch x.why {
		case otherYear:
			f.OtherYears++
		case homeless:
			f.Homeless++
		}
	}
	files := map[string]bool{}
	recognised := false
	for _, x := range f.forms {
		files[x.Path] = true
		f.States[x.State]++
		recognised = recognised || x.State.recognised()
	}
	for _, x := range f.aside {
		files[x.Path] = true
	}
	if !recognised {
		return nil, ErrEmpty
	}
	f.Files = len(files)
	f.grades(in.Grades)
	f.scores()
	f.money()
	f.indicators()
	f.faults(in.Titles)
	f.holdRoster(in)
	f.groups()
	f.matters(in)
	return f, nil
}

// projects returns the recognised project forms.
func (f *Figures) projects() []*Form {
	var list []*Form
	for _, x := range f.forms {
		if x.State.recognised() && !x.Whole {
			list = append(list, x)
		}
	}
	return list
}

// compared reports whether the form's targets were held against actual values.
func (x *Form) compared() bool {
	return x.State.recognised() && x.State != NotFilled && !x.State.left()
}

// scored reports whether the form has a recomputed total.
func (x *Form) scored() bool { return x.State == Scored && x.Score.Valid }

// ranked reports whether that total can be held against others: it goes into means and grades.
func (x *Form) ranked() bool { return x.scored() && !x.Unequal }

func (f *Figures) grades(names []string) {
	if names == nil {
		names = []string{"优", "良", "中", "差"}
	}
	at := func(name string) *GradeCount {
		for i := range f.Grades {
			if f.Grades[i].Name == name {
				return &f.Grades[i]
			}
		}
		f.Grades = append(f.Grades, GradeCount{Name: name})
		return &f.Grades[len(f.Grades)-1]
	}
	for _, n := range names {
		at(n)
	}
	for _, x := range f.projects() {
		if !x.ranked() {
			continue
		}
		if x.Grade != "" {
			at(x.Grade).Score++
		}
		if own := f.selfGrade(x); own != "" {
			at(own).Self++
		}
	}
}

// selfGrade is the grade as filed; where the form has none, that of the filed total.
func (f *Figures) selfGrade(x *Form) string {
	if x.SelfGrade != "" || !x.Self.Valid || f.gradeOf == nil {
		return x.SelfGrade
	}
	return f.gradeOf(x.Self.Decimal)
}

// reviewGrade is the grade of the re-checked total, "" when there is none.
func (f *Figures) reviewGrade(x *Form) string {
	if !x.Review.Valid || f.gradeOf == nil {
		return ""
	}
	return f.gradeOf(x.Review.Decimal)
}

// mean adds values, weighted or not, and divides once.
type mean struct {
	sum, weight decimal.Decimal
}

func (m *mean) add(v, weight decimal.Decimal) {
	m.sum = m.sum.Add(v.Mul(weight))
	m.weight = m.weight.Add(weight)
}

func (m *mean) value(places int32) decimal.Null {
	r, ok := decimal.NewRatio(m.sum, m.weight)
	if !ok {
		return decimal.Null{}
	}
	return decimal.Some(r.Round(places))
}

var (
	one     = decimal.FromInt(1)
	hundred = decimal.FromInt(100)
)

func (f *Figures) scores() {
	var self, score, weighted, review mean
	for _, x := range f.forms {
		if x.Whole && x.State.recognised() {
			f.Wholes++
		}
	}
	for _, x := range f.projects() {
		f.Projects++
		if x.Review.Valid {
			f.Reviewed++
			review.add(x.Review.Decimal, one)
			if x.Self.Valid && !x.Self.Equal(x.Review.Decimal) {
				f.Changed++
			}
		}
		if x.scored() && !x.ranked() {
			f.Unequal++
		}
		if !x.ranked() {
			continue
		}
		f.Scored++
		if x.Manual > 0 {
			f.Provisional++
		}
		score.add(x.Score.Decimal, one)
		if x.Score.Equal(hundred) {
			f.Full++
		}
		if x.Self.Valid {
			self.add(x.Self.Decimal, one)
			if x.Self.Equal(hundred) {
				f.SelfFull++
			}
		}
		if x.Money.counted() && x.Money.Budget.Sign() > 0 {
			weighted.add(x.Score.Decimal, x.Money.Budget.Decimal)
		}
		if !x.Score.Equal(hundred) {
			f.Lowest = append(f.Lowest, x)
		}
	}
	f.Self, f.Average, f.Weighted, f.Review = self.value(2), score.value(2), weighted.value(2), review.value(2)
	slices.SortStableFunc(f.Lowest, func(a, b *Form) int { return a.Score.Cmp(b.Score.Decimal) })
	f.Lowest = f.Lowest[:min(10, len(f.Lowest))]
}

// bandFloors are the lower bounds of the execution bands in per cent, highest first.
var bandFloors = []struct {
	name  string
	floor int64
}{{"100%及以上", 100}, {"90%—100%", 90}, {"80%—90%", 80}, {"60%—80%", 60}, {"60%以下", 0}}

const (
	bandNone    = "未执行(0%)"
	bandUnknown = "无法计算"
)

// band names the execution band of a form.
func (x *Form) band() string {
	if !x.Money.counted() || x.Money.Budget.Sign() <= 0 {
		return bandUnknown
	}
	if x.Money.Executed.Sign() <= 0 {
		return bandNone
	}
	r, _ := decimal.NewRatio(x.Money.Executed.Decimal, x.Money.Budget.Decimal)
	for _, b := range bandFloors {
		if r.CmpDecimal(decimal.New(b.floor, -2)) >= 0 {
			return b.name
		}
	}
	return bandUnknown
}

func (f *Figures) money() {
	for _, b := range bandFloors {
		f.Bands = append(f.Bands, BandCount{Name: b.name})
	}
	f.Bands = append(f.Bands, BandCount{Name: bandNone}, BandCount{Name: bandUnknown})
	for _, x := range f.projects() {
		i := slices.IndexFunc(f.Bands, func(b BandCount) bool { return b.Name == x.band() })
		f.Bands[i].Count++
		if !x.Money.counted() {
			f.Uncounted++
			continue
		}
		f.Counted++
		f.Initial = plus(f.Initial, x.Money.Initial)
		f.Budget = f.Budget.Add(x.Money.Budget.Decimal)
		f.Executed = f.Executed.Add(x.Money.Executed.Decimal)
		f.Bands[i].Budget = f.Bands[i].Budget.Add(x.Money.Budget.Decimal)
	}
	f.Rate = ratio(f.Executed, f.Budget)
}

// plus adds what is known; unknown and unknown stays unknown.
func plus(a, b decimal.Null) decimal.Null {
	return decimal.Null{Decimal: a.Add(b.Decimal), Valid: a.Valid || b.Valid}
}

func ratio(a, b decimal.Decimal) decimal.Null {
	r, ok := decimal.NewRatio(a, b)
	if !ok {
		return decimal.Null{}
	}
	return decimal.Some(r.Round(6).Plain())
}
