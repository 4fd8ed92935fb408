package roster

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"jixiao/internal/cellref"
	"jixiao/internal/rule"
	"jixiao/internal/workbook"
)

// Table is a list as a bureau keeps it: CSV as Excel or WPS saves it (UTF-8 with or without its
// mark, or GB18030), or the first sheet of a workbook that holds one. Rows[0] are the headings;
// a title above them is passed over, blank rows are left out, a cell merged over rows counts for each.
type Table struct {
	Name string
	Rows [][]string
	// Lines are the lines of the file, or the rows of the sheet, that Rows come from.
	Lines []int

	above [][]string // the rows above the headings
}

// maxTitle is how many rows above the headings a table may have.
const maxTitle = 10

// ReadTable reads a table; name is for messages. Which file it is its bytes tell, not its name.
func ReadTable(name string, data []byte) (*Table, error) {
	t := &Table{Name: name}
	var err error
	if bytes.HasPrefix(data, []byte("PK")) || bytes.HasPrefix(data, []byte{0xd0, 0xcf, 0x11, 0xe0}) {
		err = t.readBook(data)
	} else {
		t.Rows, err = rule.ReadCSV(data)
		t.Lines = make([]int, len(t.Rows))
		for i := range t.Lines {
			t.Lines[i] = i + 1
		}
	}
	if err != nil {
		return nil, fmt.Errorf("%s 不能读取:%w", name, err)
	}
	from := t.headings()
	if from < 0 {
		return nil, fmt.Errorf("%s 前 %d 行中没有表头:表头至少要有“项目名称”或“主管部门”一列", name, maxTitle)
	}
	t.above, t.Rows, t.Lines = t.Rows[:from], t.Rows[from:], t.Lines[from:]
	if len(t.Rows) < 2 {
		return nil, fmt.Errorf("%s 没有内容:表头下面每行一条", name)
	}
	return t, nil
}

// headings returns the index of the row that holds the headings, -1 when there is none.
func (t *Table) headings() int {
	for i, row := range t.Rows[:min(maxTitle, len(t.Rows))] {
		filled := 0
		for _, cell := range row {
			if strings.TrimSpace(cell) != "" {
				filled++
			}
		}
		if column(row, "project") >= 0 || column(row, "department") >= 0 && filled > 1 {
			return i
		}
	}
	return -1
}

func (t *Table) readBook(data []byte) error {
	book, err := workbook.Open(data, workbook.Limits{})
	if err != nil {
		var e *workbook.Error
		if errors.As(err, &e) {
			return fmt.Errorf("%s;%s", e.Message, e.Hint)
		}
		return err
	}
	for _, sheet := range book.Sheets() {
		if sheet.Hidden() || sheet.Ours() {
			continue
		}
		t.readSheet(sheet)
		if len(t.Rows) > 0 {
			return nil
		}
	}
	return nil
}

func (t *Table) readSheet(sheet *workbook.Sheet) {
	rows := map[int][]string{}
	last := 0
	put := func(row, col int, text string) {
		if text = strings.TrimSpace(text); text == "" {
			return
		}
		for len(rows[row]) < col {
			rows[row] = append(rows[row], "")
		}
		rows[row][col-1] = text
		last = max(last, row)
	}
	for at, cell := range sheet.All() {
		put(at.Row, at.Col, cell.Exact())
		if area, ok := sheet.Merge(at); ok && area.From.Col == area.To.Col {
			for row := area.From.Row + 1; row <= min(area.To.Row, cellref.MaxRow); row++ {
				put(row, at.Col, cell.Exact())
			}
		}
	}
	for row := 1; row <= last; row++ {
		if rows[row] != nil {
			t.Rows = append(t.Rows, rows[row])
			t.Lines = append(t.Lines, row)
		}
	}
}

// headingWords are the words that columns are known by, best first.
var headingWords = map[string][]string{
	"county":     {"县区", "区县", "县(市、区)", "县(市,区)", "县市区", "所属县", "县名", "县", "市县"},
	"department": {"主管部门", "部门名称", "预算部门", "预算单位", "部门", "单位名称", "单位"},
	"project":    {"项目名称", "项目"},
	"code":       {"项目编码", "项目代码", "项目编号", "编码"},
	"contact":    {"联系人", "经办人"},
	"phone":      {"联系电话", "联系方式", "电话", "手机"},
	"email":      {"电子邮箱", "电子邮件", "邮箱", "e-mail", "email"},
	"due":        {"报送期限", "报送截止", "截止日期", "截止时间", "应报日期", "期限"},
	"fund":       {"资金性质", "资金来源", "资金类型"},
	"amount":     {"批复金额", "批复预算", "全年预算", "预算金额", "项目金额", "预算数", "年初预算", "预算", "金额"},
	"name":       {"三级指标", "指标名称", "绩效指标"},
	"target":     {"年度指标值", "指标值", "目标值"},
}

// unit returns the unit that the amounts of a column are in: its heading says it, else the note above the
// table ("单位:万元"). "" when neither does.
func (t *Table) unit(col int) string {
	if col < 0 {
		return ""
	}
	if u := unitIn(t.Rows[0][col]); u != "" {
		return u
	}
	for _, row := range t.above {
		for _, text := range row {
			if plain := squash(text); strings.Contains(plain, "单位") {
				if u := unitIn(plain[strings.LastIndex(plain, "单位"):]); u != "" {
					return u
				}
			}
		}
	}
	return ""
}

// unitIn returns the unit of money that a text names, the longest first.
func unitIn(text string) string {
	for _, u := range []string{"万元", "千元", "亿元", "元"} {
		if strings.Contains(text, u) {
			return u
		}
	}
	return ""
}

// column returns the first column whose heading begins with one of the words of role, -1 when none
// does; a word of two characters must be the whole heading.
func column(head []string, role string) int {
	for _, w := range headingWords[role] {
		for i, h := range head {
			h = strings.ToLower(squash(h))
			if h == w || strings.HasPrefix(h, w) && (len([]rune(w)) > 2 || strings.HasPrefix(h, w+"(")) {
				return i
			}
		}
	}
	return -1
}

// squash removes blanks and folds full-width ASCII, so that texts typed by different people compare.
func squash(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff':
			return -1
		case r >= 0xFF01 && r <= 0xFF5E:
			return r - 0xFEE0
		}
		return r
	}, s)
}
