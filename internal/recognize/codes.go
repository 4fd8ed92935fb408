package recognize

import "jixiao/internal/finding"

// Code is a kind of finding that recognition can have.
type Code struct {
	Code      string
	Severity  finding.Severity
	Condition string // when it is raised, in Chinese, for people
	Source    string
}

// The codes of this room.
const (
	codeColumn  = "F-COLUMN-01"
	codeBlock   = "F-BLOCK-01"
	codeHeading = "F-HEAD-01"
	codeSize    = "F-SHEET-01"
	codeHidden  = "F-HIDDEN-01"
	codeTable   = "F-TABLE-01"
)

// Codes lists the kinds of findings of recognition, for explain and for listings.
func Codes() []Code {
	return []Code{
		{codeBlock, finding.Warn, "表中缺少该表式应有的部分(资金情况、年度总体目标、绩效指标)", "约定"},
		{codeColumn, finding.Warn, "绩效指标表或资金表缺少该表式应有的列", "约定"},
		{codeSize, finding.Info, "工作表的单元格数远超自评表,没有读取", "约定"},
		{codeHidden, finding.Info, "隐藏的行、列中有填报内容", "约定"},
		{codeTable, finding.Info, "表旁或总分行以下另有不属于本表的指标表,没有计入", "约定"},
		{codeHeading, finding.Warn, "表头写法不认识,可能是某一列的另一种写法或笔误", "约定"},
	}
}
