// Package form is the neutral model of one filled-in self-evaluation form (绩效自评表): what the
// department wrote, each value with its cell, whichever official layout it stood in. It knows
// nothing of workbooks, rules or scores.
package form

import (
	"strings"

	"jixiao/internal/cellref"
)

// Level says whose spending a form is about.
type Level string

const (
	LevelProject    Level = "project"    // 项目支出绩效自评表
	LevelDepartment Level = "department" // 部门整体支出绩效自评表
	LevelTransfer   Level = "transfer"   // 转移支付绩效目标自评表
)

// Value is what one cell of a form holds. The zero Value is a cell that the form does not have.
type Value struct {
	// Cell is where it stands: the anchor of a merged area. Zero when the form has no such cell.
	Cell cellref.Ref
	// Text is the exact reading: trimmed text as typed; for a number its decimal text as stored,
	// under a percent format as per cent without any rounding (0.895 under "0%" is "89.5%");
	// for a date cell "2006-01-02". Never the rounded text that a viewer shows.
	Text string
	// Shown is what a person sees in Excel or WPS ("90%"); equal to Text unless formatted.
	Shown string
	// Number is true when the cell stores a number, not text.
	Number bool
	// Percent is true for a number under a percent format, Date for one under a date format.
	Percent, Date bool
	// Formula is the formula without "=", "" when the cell is typed.
	Formula string
	// Error is the error value that the cell shows (#REF!, #DIV/0!), "" when there is none.
	Error string
}

// Exists reports whether the form has such a cell at all, filled in or not.
func (v Value) Exists() bool { return !v.Cell.IsZero() }

// Filed is the value in the words of whoever filled it in: the exact text, for a date cell the date
// as the cell shows it.
func (v Value) Filed() string {
	if v.Date && v.Shown != "" {
		return v.Shown
	}
	return v.Text
}

// Blank reports whether nothing is filled in.
func (v Value) Blank() bool { return v.Text == "" && v.Error == "" }

// Role is something a form can have a column (or a fund column) for.
type Role string

// The roles of columns in indicator tables and fund blocks. JSON and layouts use these names.
const (
	Level1      Role = "level1"
	Level2      Role = "level2"
	Level3      Role = "level3"
	Describe    Role = "describe"  // 指标说明, 指标解释, 评分标准: read, not scored
	Direction   Role = "direction" // the operator column: 指标性质 in Sichuan, 指标方向 in Inner Mongolia
	Polarity    Role = "polarity"  // 正向 / 反向
	Unit        Role = "unit"      // 度量单位
	Target      Role = "target"    // 年度指标值
	Actual      Role = "actual"    // 实际完成值
	Completion  Role = "completion"
	Points      Role = "points" // 分值
	Factor      Role = "factor" // 得分系数(%)
	SelfScore   Role = "score"  // 得分, 自评得分
	ReviewScore Role = "review" // 复核分, 财政审核评分
	Converted   Role = "converted"
	WeightShare Role = "weight_share"
	Reason      Role = "reason" // 偏差原因分析及改进措施
	Evidence    Role = "evidence"
	Remark      Role = "remark"
	Initial     Role = "initial"  // 年初预算数
	Budget      Role = "budget"   // 全年预算数
	Received    Role = "received" // 到位数
	Executed    Role = "executed" // 全年执行数
	Rate        Role = "rate"     // 执行率
	Label       Role = "label"
)

// Form is one filled-in form.
type Form struct {
	Sheet string
	// Area is the rectangle of cells that the form takes on its sheet.
	Area cellref.Range
	// Layout is the name of the layout it was read by ("central-2020"), "generic" when only the
	// usual headings were recognised. Confidence is 0–100, Evidence says why, for people.
	Layout      string
	LayoutTitle string
	Confidence  int
	Evidence    []string

	Level Level
	Title Value
	// Year is the budget year as the form says it, 0 when it does not; YearAt holds the text.
	Year   int
	YearAt Value
	// Has says which columns the indicator tables have, whether filled in or not.
	Has map[Role]bool

	Project    Project
	Goals      []Goal
	Funds      Funds
	Sections   []Section
	Indicators []Indicator
	Total      Total
	// Notes are labelled free texts of the form (存在问题, 改进措施, 评价结论, 说明 …).
	Notes []Note
}

// Project is the head of the form. A department form has no Name.
type Project struct {
	Name, Code, Department, Unit, Person Value
}

// Goal is one 年度总体目标 with how it was met.
type Goal struct {
	Expected, Actual Value
	// Completion is 总体完成率 where the form asks for it.
	Completion Value
}

// Funds is the fund block. MoneyUnit is "万元", "元", "千元" or "亿元" as its heading says, "" when
// the form does not say; UnitAt is the cell that says so.
type Funds struct {
	MoneyUnit string
	UnitAt    Value
	Rows      []Fund
	// Heading is the points that the block's heading states ("预算执行情况(20分)"), blank if none.
	Heading Value
	// HeadingPoints is the number in Heading, "" if none.
	HeadingPoints string
	// Has says which fund columns there are.
	Has map[Role]bool
}

// Fund is one row of the fund block; Total marks the row of all sources (年度资金总额).
type Fund struct {
	Row   int
	Total bool
	// Use is true for a row of a breakdown by use (基本支出, 项目支出) that stands beside the
	// sources: it adds up to the total by itself and is not to be added to them.
	Use                                      bool
	Label                                    Value
	Initial, Budget, Received, Executed      Value
	Rate, Points, Score, ReviewScore, Reason Value
}

// TotalRow returns the row of all sources, nil when the block has none.
func (f *Funds) TotalRow() *Fund {
	for i := range f.Rows {
		if f.Rows[i].Total {
			return &f.Rows[i]
		}
	}
	return nil
}

// Section is a level-1 or level-2 heading that states points ("产出指标(50分)").
type Section struct {
	Level  int // 1 or 2
	Name   string
	Points string // exact decimal text
	At     Value
	Rows   []int // indices into Form.Indicators
}

// Indicator is one row of an indicator table (三级指标). Level1 and Level2 are inherited from the
// merged or blank cells above and carry the names without the points of their headings.
type Indicator struct {
	Row   int // sheet row, 1-based
	Table int // index of the indicator table on a form with several
	// Level1 and Level2 are the words; Level1At and Level2At the cells they come from.
	Level1, Level2     string
	Level1At, Level2At Value
	// Name is the level-3 name without marks such as "指标1:" and "★"; Level3 is the cell.
	Name   string
	Level3 Value

	Describe, Direction, Polarity, Unit           Value
	Target, Actual, Completion                    Value
	Points, Factor, Score, ReviewScore, Converted Value
	Reason, Evidence, Remark                      Value

	// SubRow is true for 其中 rows.
	SubRow bool
	// ScoreShared is true when the score cell is merged over several rows and this row is not
	// its first: Score then is blank here and counts once, on the first.
	ScoreShared bool
	// PointsShared is the same for the points cell.
	PointsShared bool
}

// Cell returns the row's value for a column role, the zero Value for a role without a field.
func (i *Indicator) Cell(r Role) Value {
	switch r {
	case Level1:
		return i.Level1At
	case Level2:
		return i.Level2At
	case Level3:
		return i.Level3
	case Describe:
		return i.Describe
	case Direction:
		return i.Direction
	case Polarity:
		return i.Polarity
	case Unit:
		return i.Unit
	case Target:
		return i.Target
	case Actual:
		return i.Actual
	case Completion:
		return i.Completion
	case Points:
		return i.Points
	case Factor:
		return i.Factor
	case SelfScore:
		return i.Score
	case ReviewScore:
		return i.ReviewScore
	case Converted:
		return i.Converted
	case Reason:
		return i.Reason
	case Evidence:
		return i.Evidence
	case Remark:
		return i.Remark
	}
	return Value{}
}

// Total is the total line and the grade, wherever on the form they stand.
type Total struct {
	Label, Points, Score, ReviewScore, Grade Value
}

// Note is one labelled free text.
type Note struct {
	Label string
	Text  Value
}

// Untouched reports whether nobody has filled in anything that a blank form leaves open: neither
// the project nor any indicator's target, actual value or score.
func (f *Form) Untouched() bool {
	if !f.Project.Name.Blank() || !f.Project.Department.Blank() || !f.Project.Unit.Blank() {
		return false
	}
	for i := range f.Indicators {
		r := &f.Indicators[i]
		if !r.Target.Blank() || !r.Actual.Blank() || !r.Score.Blank() {
			return false
		}
	}
	return true
}

// NoteText returns the text under the first label that contains any of words, "" if none.
func (f *Form) NoteText(words ...string) string {
	for _, n := range f.Notes {
		for _, w := range words {
			if strings.Contains(n.Label, w) {
				return n.Text.Text
			}
		}
	}
	return ""
}
