package workbook

import "strings"

// Codes of an Error.
const (
	CodeEmpty     = "E-EMPTY"     // no bytes, or nothing but zeros
	CodeHTML      = "E-HTML"      // a web page, XML 2003 or MHTML saved with a spreadsheet's name
	CodeText      = "E-TEXT"      // CSV or other plain text
	CodeXLS       = "E-XLS"       // a workbook of a format that only office programs read: .xls, .et, .xlsb, .ods
	CodeEncrypted = "E-ENCRYPTED" // needs a password
	CodeNotExcel  = "E-NOT-EXCEL" // another kind of file; the message says which
	CodeTruncated = "E-TRUNCATED" // the end is missing
	CodeDamaged   = "E-DAMAGED"   // a part cannot be read as it should
	CodeLimit     = "E-LIMIT"     // larger than Limits allow
	CodeTime      = "E-TIME"      // took longer than it may
)

// Error says why a workbook could not be read. Message is one plain Chinese sentence about what
// was found, Hint the way out. Part is the part of the package ("xl/worksheets/sheet1.xml") and
// Place a cell or row in it, each "" when the file as a whole is meant.
type Error struct {
	Code, Part, Place, Message, Hint string
}

// Error returns the message with part and place.
func (e *Error) Error() string {
	if e.Part == "" {
		return e.Message
	}
	at := e.Part
	if e.Place != "" {
		at += " " + e.Place
	}
	return strings.TrimSuffix(e.Message, "。") + "(位置:" + at + ")。"
}

// The ways out; one wording for one situation.
const (
	hintResave   = "请用 WPS 或 Excel 打开后另存为“Excel 工作簿(*.xlsx)”再试。"
	hintConvert  = "请用 WPS 或 Excel 打开后另存为“Excel 工作簿(*.xlsx)”再试;装有 LibreOffice 时也可以加 --convert 直接转换。"
	hintResend   = "文件可能没有传完或已损坏,请向填报单位重新索取;如能打开,请另存为 .xlsx 后再试。"
	hintPassword = "请先取消打开密码(文件 → 信息 → 保护工作簿 → 用密码进行加密 → 清空),保存后再试。"
	hintOther    = "请确认选对了文件;自评表应为 .xlsx 工作簿。"
)

func damaged(part, place, message string) *Error {
	return &Error{Code: CodeDamaged, Part: part, Place: place, Message: message, Hint: hintResend}
}

// overLimit refuses what is beyond the limit of this name (LimitCells …), "" for one that cannot be set.
func overLimit(part, place, message, limit string) *Error {
	return &Error{Code: CodeLimit, Part: part, Place: place, Message: message, Hint: hintOver(limit)}
}

// hintOver says how to do without so much, and how to allow it.
func hintOver(limit string) string {
	const less = "自评表用不着这么大:请删除表外多余的行、列和图片后另存"
	if limit == "" {
		return less + "。"
	}
	return less + ";确需处理,可放宽上限 " + limit + "(命令行加 --limit " + limit + "=数值,收件服务改 jixiao.yaml 的 limits)。"
}
