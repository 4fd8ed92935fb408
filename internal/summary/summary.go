// Package summary writes the workbook in which a bureau sees all self-evaluations of one county:
// what came in, what it costs, how it was scored, what is wrong, each figure with the form and
// the cell it comes from. Every figure is computed once (Figures) and used by the workbook and by
// machine-readable output alike. Nothing here reads files.
package summary

import (
	"cmp"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"jixiao/internal/county"
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/roster"
)

// ErrEmpty reports that there is no recognised form to summarise; nothing is written then.
var ErrEmpty = errors.New("没有可以汇总的自评表")

// Input is the forms of one county. Forms may stand in any order; files that could not be read
// are forms too, with their State and Message.
type Input struct {
	County county.County
	Forms  []Form
	// Roster is what should have come in, nil when there is no roster.
	Roster []Due
	// Repeated are lines of the roster that say again what others say.
	Repeated []Due
	// Grades are the grades of the rule set, best first; nil means 优 良 中 差.
	Grades []string
	// GradeOf gives the grade of a total, for forms that file a total and no grade; may be nil.
	GradeOf func(total decimal.Decimal) string
	// Rules is the name of the rule set, for people.
	Rules string
	// Titles are short names of finding codes, for people; a code without one is shown as it is.
	Titles map[string]string
	// Unchecked says for people which checks did not run for want of reference data.
	Unchecked []string
	// Store holds the details of forms that were set aside (Collector); nil when there are none.
	Store Store

	owners []string // the county of each entry of Roster, on merged inputs
}

// State says how far a form got.
type State string

const (
	Scored       State = "scored"
	NotFilled    State = "not_filled"  // the actual column is absent or empty
	NoPoints     State = "no_points"   // neither points nor scores, as on transfer-payment forms
	ScoresOnly   State = "scores_only" // scores without points: summed, not recomputed
	Unrecognised State = "unrecognised"
	Unreadable   State = "unreadable"

	// These mark the lines of forms that are listed and do not count; no form of an Input has them: one that
	// came twice, an older version, one of another year, one of no known county among those of several.
	repeated   State = "repeated"
	superseded State = "superseded"
	otherYear  State = "other_year"
	homeless   State = "homeless"
)

var stateText = map[State]string{
	Scored: "已评分", NotFilled: "未填报", NoPoints: "无分值,不评分", ScoresOnly: "只有自评分,未复算", Unrecognised: "未识别", Unreadable: "无法读取",
	repeated: "重复报送,不计", superseded: "已被替代,不计",
	otherYear: "其他年度,不计", homeless: "县区不明,不计",
}

// Text returns the state in the field's words.
func (s State) Text() string { return stateText[s] }

// left reports whether the line stands for a form that does not count.
func (s State) left() bool {
	return s == repeated || s == superseded || s == otherYear || s == homeless
}

// recognised reports whether there was a form at all.
func (s State) recognised() bool { return s != Unrecognised && s != Unreadable }

// Form is one form, or one file that holds none.
type Form struct {
	// Path is the input as given; Output the marked copy relative to the folder of the summary,
	// "" when there is none. Both with forward slashes.
	Path   string `json:"path"`
	Output string `json:"output,omitempty"`
	// SHA256 of the file; forms on equal sheets of equal files count once. "" is never equal.
	SHA256 string `json:"sha256"`
	Sheet  string `json:"sheet"`

	// County is the county's name on forms of several counties (Merge), else "".
	County     string `json:"-"`
	Department string `json:"department"`
	Unit       string `json:"unit"`
	Project    string `json:"project"`
	Code       string `json:"code"`
	Layout     string `json:"layout"` // title of the layout, for people
	// Whole is true for a 部门整体支出绩效自评表: it holds the money of the department's projects
	// again, so it is listed apart and never summed with them.
	Whole bool `json:"whole"`
	Year  int  `json:"year"` // 0 when unknown
	// Modified is when the workbook was saved, as it says itself; zero when it does not.
	Modified time.Time `json:"modified,omitzero"`
	// Received is the day a version of the file first came in, "2006-01-02"; "" when nobody recorded it.
	Received string `json:"received,omitempty"`
	// Places are the counties that come equally into question, "" when the county is clear.
	Places string `json:"places,omitempty"`

	Money      Money        `json:"money"`
	Rate       decimal.Null `json:"rate"`       // executed ÷ budget, a ratio
	RateFiled  string       `json:"rate_filed"` // as the form says it
	Indicators []Indicator  `json:"indicators"`

	// Self and Score are the filed and the recomputed total, Manual how many rows stand with their
	// self-score because only a person can decide them: with Manual > 0 the total is provisional.
	Self      decimal.Null `json:"self_score"`
	Score     decimal.Null `json:"score"`
	Manual    int          `json:"manual"`
	SelfGrade string       `json:"self_grade"`
	Grade     string       `json:"grade"`

	// Review is the total of a re-check (复核得分) that the form carries beside its own.
	Review decimal.Null `json:"review_score"`

	// Unequal says that the points do not add to what they should: the total is on a scale of its own, so it is
	// shown but goes into no mean and no count of grades.
	Unequal bool `json:"unequal,omitempty"`
	// Fund is the 资金性质 of the project, as the roster has it.
	Fund string `json:"fund,omitempty"`

	Findings []finding.Finding `json:"-"`
	State    State             `json:"state"`
	Message  string            `json:"message,omitempty"` // why there is no score, for people

	sum    *digest
	saved  time.Time // of the earliest version
	apart  State     // homeless on a form of no county among those of several, else ""
	stored int       // number in Input.Store, counted from 1; 0 when the details are here
}

// Money is the total of the fund block in 万元. Doubt says why an amount must not be summed (unit
// not stated, probably mistaken); the amounts are then those of the form as they stand.
type Money struct {
	Initial  decimal.Null `json:"initial"`
	Budget   decimal.Null `json:"budget"`
	Executed decimal.Null `json:"executed"`
	Doubt    string       `json:"doubt,omitempty"`
}

// Merge joins the inputs of several counties into one for their city or province; the county of
// each form is kept, so that a county's figures are the same in both. Forms of no known county are listed
// and do not count: nobody knows whose figures they would change.
func Merge(place county.County, inputs []*Input) *Input {
	all := &Input{County: place}
	for _, in := range inputs {
		name, apart := in.County.Name, State("")
		if name == "" {
			name, apart = unknownCounty, homeless
		}
		for _, f := range in.Forms {
			f.County, f.apart = name, apart
			all.Forms = append(all.Forms, f)
		}
		if all.Roster == nil && in.Roster != nil {
			all.Roster = []Due{}
		}
		all.Roster = append(all.Roster, in.Roster...)
		all.owners = append(all.owners, slices.Repeat([]string{name}, len(in.Roster))...)
		all.Repeated = append(all.Repeated, in.Repeated...)
	}
	if len(inputs) > 0 {
		first := inputs[0]
		all.Grades, all.GradeOf, all.Rules, all.Titles = first.Grades, first.GradeOf, first.Rules, first.Titles
		all.Unchecked, all.Store = first.Unchecked, first.Store
	}
	return all
}

const unknownCounty = "未识别县区"

// counted reports whether the amounts go into sums: both sides of the rate, beyond doubt.
func (m Money) counted() bool { return m.Doubt == "" && m.Budget.Valid && m.Executed.Valid }

// Indicator is one row of a form's indicator table. Decision and Met carry the names of the JSON
// contract; Completion is actual ÷ target.
type Indicator struct {
	Level1     string       `json:"level1"`
	Level2     string       `json:"level2"`
	Level3     string       `json:"level3"`
	Target     string       `json:"target"`
	Actual     string       `json:"actual"`
	Understood string       `json:"understood"`
	Kind       string       `json:"kind"`
	Met        string       `json:"met"`
	Completion decimal.Null `json:"completion"`
	Points     decimal.Null `json:"points"`
	Self       decimal.Null `json:"self_score"`
	Score      decimal.Null `json:"score"`
	Decision   string       `json:"decision"`
	Formula    string       `json:"formula"`
	Reason     string       `json:"reason"`
	Cell       string       `json:"cell"` // of the score, A1 notation
}

// Due is one project that the roster expects.
type Due = roster.Entry

// Title returns the heading of the summary, "2022年度元氏县绩效自评汇总"; forms of several years
// show all of them.
func (in *Input) Title() string {
	name := in.County.Name
	if name == "" {
		name = unknownCounty
	}
	years := in.years()
	switch len(years) {
	case 0:
		return name + "绩效自评汇总"
	case 1:
		return fmt.Sprintf("%d年度%s绩效自评汇总", years[0], name)
	}
	text := make([]string, len(years))
	for i, y := range years {
		text[i] = fmt.Sprint(y)
	}
	return strings.Join(text, "、") + "年度" + name + "绩效自评汇总"
}

// FileName returns Title as a file name that every system accepts.
func (in *Input) FileName() string {
	clean := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`<>:"/\|?*`, r) {
			return '_'
		}
		return r
	}, in.Title())
	return clean + ".xlsx"
}

// department returns the short name a form is filed under.
func (f *Form) department() string {
	for _, text := range []string{f.Department, f.Unit} {
		if name := county.Department(text); name != "" {
			return f.County + name
		}
	}
	return f.County + "(未填主管部门)"
}

// name returns what to call a form: its project, its department, or the name of its file.
func (f *Form) name() string {
	switch {
	case f.Project != "":
		return f.Project
	case f.Whole:
		return "部门整体支出"
	}
	return "(" + path.Base(f.Path) + ")"
}

// ordered returns the forms in the order of every list: departments together, then projects, and
// files without a form last. Copies of one form are left out and returned apart.
func (in *Input) ordered() (list, copies []*Form) {
	seen := map[[3]string]bool{}
	for i := range in.Forms {
		f := &in.Forms[i]
		key := [3]string{f.County, f.SHA256, f.Sheet + "\x00" + f.Project} // a county counts the same in its city
		if f.SHA256 != "" && seen[key] {
			copies = append(copies, f)
			continue
		}
		seen[key] = true
		list = append(list, f)
	}
	rank := func(f *Form) int {
		if f.State.recognised() {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(list, func(a, b *Form) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.County, b.County), cmp.Compare(a.department(), b.department()),
			cmp.Compare(a.name(), b.name()), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Sheet, b.Sheet))
	})
	return list, copies
}
