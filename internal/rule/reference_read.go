package rule

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"jixiao/internal/decimal"
)

// headings are the words that the columns of reference files are known by, best first.
var headings = map[string][]string{
	"department": {"主管部门", "部门名称", "部门", "预算单位", "单位名称"},
	"project":    {"项目名称", "项目"},
	"name":       {"三级指标", "指标名称", "绩效指标"},
	"target":     {"年度指标值", "指标值", "目标值"},
	"points":     {"分值", "权重"},
	"sign":       {"运算符号", "计算符号", "指标方向", "符号"},
	"unit":       {"度量单位", "计量单位"},
	"executed":   {"全年执行数", "执行数", "决算数", "支付数", "支出数"},
	"light":      {"预警", "监控结果", "红黄灯"},
}

// Add reads one reference file: CSV as Excel or WPS saves it, in UTF-8 or GBK, with commas or tabs.
// The headings say what it holds: 三级指标 and 指标值 make it an approval, 执行数 accounts (万元
// unless the heading says 元), 预警 monitoring results, and 项目名称 with nothing of these a
// roster. name serves for messages only. An error names the line and changes nothing.
func (r *Reference) Add(name string, data []byte) error {
	rows, err := ReadCSV(data)
	if err != nil {
		return fmt.Errorf("参照数据 %s 不能读取:%w", name, err)
	}
	return r.AddRows(name, rows)
}

// AddRows does what Add does with a file that is a table already: a sheet of a workbook. The first
// row holds the headings; blank rows must be left out.
func (r *Reference) AddRows(name string, rows [][]string) error {
	if len(rows) < 2 {
		return fmt.Errorf("参照数据 %s 没有内容:第一行应为表头,其后每行一条", name)
	}
	table := referenceTable{name: name, head: rows[0], rows: rows[1:], at: map[string]int{}}
	for role, words := range headings {
		table.at[role] = column(rows[0], words)
	}
	if table.at["project"] < 0 {
		return fmt.Errorf("参照数据 %s 的表头中没有“项目名称”一列", name)
	}
	switch {
	case table.at["light"] >= 0 && table.at["name"] >= 0:
		for _, row := range table.rows {
			if strings.Contains(table.cell(row, "light"), "红") {
				r.Red = append(r.Red, Alarm{Project: table.cell(row, "project"), Name: table.cell(row, "name")})
			}
		}
	case table.at["name"] >= 0 && table.at["target"] >= 0:
		for _, row := range table.rows {
			a := Approved{
				Project: table.cell(row, "project"), Name: table.cell(row, "name"),
				Target: table.target(row), Points: table.cell(row, "points"),
			}
			if a.Name != "" && a.Target != "" { // a line of a roster that says no target
				r.Approved = append(r.Approved, a)
			}
		}
	case table.at["executed"] >= 0:
		list, err := table.accounts()
		if err != nil {
			return err
		}
		r.Accounts = append(r.Accounts, list...)
	default:
		for _, row := range table.rows {
			r.Roster = append(r.Roster, Expected{Department: table.cell(row, "department"), Project: table.cell(row, "project")})
		}
	}
	return nil
}

// referenceTable is one file: its headings and the column of each role, -1 for none.
type referenceTable struct {
	name string
	head []string
	rows [][]string
	at   map[string]int
}

func (t *referenceTable) cell(row []string, role string) string {
	if i := t.at[role]; i >= 0 && i < len(row) {
		return strings.TrimSpace(row[i])
	}
	return ""
}

// target is the approved value with the sign and the unit that some systems keep in columns of their
// own, as a row's target is compared.
func (t *referenceTable) target(row []string) string {
	target, sign, unit := t.cell(row, "target"), t.cell(row, "sign"), t.cell(row, "unit")
	if target == "" {
		return ""
	}
	if strings.ContainsAny(sign, "≥≧>≤≦<=═﹦于") && !has(target, sign) {
		target = sign + target
	}
	if !has(target, unit) {
		target += unit
	}
	return target
}

func (t *referenceTable) accounts() ([]Account, error) {
	yuan := strings.Contains(squash(t.head[t.at["executed"]]), "(元)")
	var list []Account
	for i, row := range t.rows {
		text := strings.ReplaceAll(squash(t.cell(row, "executed")), ",", "")
		d, err := decimal.Parse(text)
		if err != nil {
			return nil, fmt.Errorf("参照数据 %s 第 %d 行:“%s”不是金额", t.name, i+2, text)
		}
		if yuan {
			d = d.Shift(-4)
		}
		list = append(list, Account{Project: t.cell(row, "project"), Executed: d.String()})
	}
	return list, nil
}

// column returns the first column whose heading begins with one of words, -1 when none does.
func column(head []string, words []string) int {
	for _, w := range words {
		for i, h := range head {
			if strings.HasPrefix(squash(h), w) {
				return i
			}
		}
	}
	return -1
}

// ReadCSV returns the rows of a CSV file that are not blank, in UTF-8 with or without its mark or in
// GB18030, separated by commas or tabs.
func ReadCSV(data []byte) ([][]string, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
		if err != nil {
			return nil, errors.New("既不是 UTF-8 也不是 GBK 文本,请从 Excel 或 WPS 另存为 CSV")
		}
		data = decoded
	}
	in := csv.NewReader(bytes.NewReader(data))
	in.FieldsPerRecord = -1
	if first, _, _ := bytes.Cut(data, []byte("\n")); bytes.Count(first, []byte("\t")) > bytes.Count(first, []byte(",")) {
		in.Comma = '\t'
	}
	var rows [][]string
	for {
		row, err := in.Read()
		switch {
		case errors.Is(err, io.EOF):
			return rows, nil
		case err != nil:
			var p *csv.ParseError
			if errors.As(err, &p) {
				return nil, fmt.Errorf("第 %d 行的引号或分隔符有误", p.Line)
			}
			return nil, err
		case strings.Trim(strings.Join(row, ""), " ") != "":
			rows = append(rows, row)
		}
	}
}
