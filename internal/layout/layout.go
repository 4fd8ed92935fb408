package layout

import "jixiao/internal/form"

// Kind is a block of a form, or what a label means to a reader.
type Kind uint8

// The kinds of blocks in the order in which most forms print them, then kinds of words.
const (
	Head Kind = iota
	Funds
	Goals
	Indicators
	Totals
	Notes
	Skip      // questionnaires and other parts that are not read
	FundRow   // labels of fund rows
	Heading   // labels of whole blocks: 项目资金, 绩效指标
	LevelWord // 产出指标, 数量指标
	Footer    // 填表人, 审核: ends a table
	kinds
)

var kindNames = [...]string{"head", "funds", "goals", "indicators", "total", "notes", "skip", "fund_row", "heading", "level", "footer"}

// String returns the name used in layout files.
func (k Kind) String() string { return kindNames[k] }

// Title returns the words for a block in messages.
func (k Kind) Title() string {
	return [...]string{"项目基本信息", "资金情况", "年度总体目标", "绩效指标", "总分", "说明", "不计分部分", "资金来源", "栏目名称", "指标分类", "落款"}[k]
}

// Roles of the fields in the head, the goals and other labels, beside those of package form.
const (
	Name          form.Role = "name"
	Code          form.Role = "code"
	Department    form.Role = "department"
	Implementer   form.Role = "unit" // 实施单位, in the head
	Person        form.Role = "person"
	Year          form.Role = "year"
	Grade         form.Role = "grade"
	MoneyUnit     form.Role = "money_unit"
	Ignore        form.Role = "ignore" // a known label whose value is not used
	Expected      form.Role = "expected"
	Adjusted      form.Role = "adjusted" // a changed goal or target, in force where filled in
	Total         form.Role = "total"
	Subtotal      form.Role = "subtotal"
	Source        form.Role = "source"
	SpentOn       form.Role = "use" // a breakdown by use (基本支出, 项目支出) beside the sources
	Note          form.Role = "note"
	TransferLabel form.Role = "transfer" // a head label that only transfer forms have
)

// Layout describes one official form.
type Layout struct {
	Name  string     // "central-2020"
	Title string     // 项目支出绩效自评表(财预〔2020〕10号)
	Level form.Level // whose spending it is about
	// Seen says in general words where and when such forms were published.
	Seen []string
	// Titles are what the form prints as its title; "*" stands for any text.
	Titles []string
	Blocks []Block // in print order
	File   string  // where it is described
	// Instructions are the filling-in notes for an exported blank form.
	Instructions []string
}

// Block is one part of a form.
type Block struct {
	Kind Kind
	// Headings are the labels of the block as a whole, as printed.
	Headings []string
	// Columns are the fields of a head, the cells of goals, the columns of a table, in print order.
	Columns []Column
	// Levels are the level-1 indicators that the form prints, for forms that are told apart by them
	// and for blank forms.
	Levels []LevelNames
	// Totals, Sources and Uses are the labels of fund rows; Ignored ones head a part of them.
	Totals, Sources, Uses, Ignored []string
	// Subtotals are labels of rows in a table that only add up others (小计).
	Subtotals []string
	// Labels are the words of a total row, of notes, or of what is skipped.
	Labels []string

	// What follows is only for blank forms.

	// Rows are the level-1 indicators that a blank form prints.
	Rows []LevelNames
	// Points are the points of budget execution, "" for the usual ones.
	Points string
	// Beside says that each amount column repeats the labels of the rows beside its amounts.
	Beside bool
	// Table is what a skipped part prints.
	Table Table
}

// LevelNames is a level-1 indicator with its level-2 indicators.
type LevelNames struct {
	Name string
	// Points are those that the heading states, "" when it states none.
	Points string
	Subs   []string
}

// Column is one heading with its meaning.
type Column struct {
	Role form.Role
	// Words are its wordings, the usual one first.
	Words []string
	// Group is the heading above it, "" when it has none.
	Group string
	// Optional columns may be missing without a finding.
	Optional bool
}

// Block returns the first block of a kind, nil when the layout has none.
func (l *Layout) Block(k Kind) *Block {
	for i := range l.Blocks {
		if l.Blocks[i].Kind == k {
			return &l.Blocks[i]
		}
	}
	return nil
}

// Column returns the block's column for a role, nil when it has none.
func (b *Block) Column(r form.Role) *Column {
	for i := range b.Columns {
		if b.Columns[i].Role == r {
			return &b.Columns[i]
		}
	}
	return nil
}

// Vocabulary holds the words of common.yaml that belong to no column.
type Vocabulary struct {
	Titles     []string // what self-evaluation forms are titled
	Not        []string // titles of other forms: 申报表, 监控表
	Department []string // titles of department forms
	Transfer   []string // titles of transfer-payment forms
	Levels1    []string
	Levels2    []string
	Grades     []string
	Present    []string // before a heading, of the year reported: 本年, 当年
	Past       []string // before a heading, of other years: such columns are never read
	Former     []string // before a heading that another one replaces: 调整前
	Examples   []string // what forms are called that are no filed ones: 示例, 样表
}
