package config

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// Due is one line of the roster: a project that owes a self-evaluation, or, without a project,
// a department and its address.
type Due struct{ County, Department, Project, Code, Contact, Mail string }

// rosterColumns are the headings by which the columns are known, the first field of Due first.
var rosterColumns = [][]string{
	{"县", "县区", "区县", "县(市、区)"}, {"主管部门", "部门", "部门名称", "单位名称"}, {"项目名称", "项目"}, {"项目编码", "项目代码", "编码"},
	{"联系人", "经办人"}, {"邮箱", "电子邮箱", "邮件"},
}

// LoadRoster reads the roster of the configuration: a CSV file as Excel or WPS saves it, in
// UTF-8 or GBK, with commas or tabs. No roster gives nil.
func (c *Config) LoadRoster() ([]Due, error) {
	if c.Roster == "" {
		return nil, nil
	}
	data, err := os.ReadFile(c.Path(c.Roster))
	if err != nil {
		return nil, fmt.Errorf("无法读取名册 %s:%w", c.Roster, err)
	}
	list, err := parseRoster(data)
	if err != nil {
		return nil, fmt.Errorf("名册 %s:%w", c.Roster, err)
	}
	return list, nil
}

func parseRoster(data []byte) ([]Due, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
		if err != nil {
			return nil, errors.New("既不是 UTF-8 也不是 GBK 文本,请从 Excel 或 WPS 另存为 CSV")
		}
		data = decoded
	}
	in := csv.NewReader(bytes.NewReader(data))
	in.FieldsPerRecord, in.LazyQuotes = -1, true
	if first, _, _ := bytes.Cut(data, []byte("\n")); bytes.Count(first, []byte("\t")) > bytes.Count(first, []byte(",")) {
		in.Comma = '\t'
	}
	var at []int
	var list []Due
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		for i := range row {
			row[i] = strings.TrimSpace(row[i])
		}
		if at == nil {
			if at = columnsOf(row); at == nil {
				return nil, errors.New("第一行应是列名,至少有“主管部门”一列")
			}
			continue
		}
		cell := func(i int) string {
			if at[i] < 0 || at[i] >= len(row) {
				return ""
			}
			return row[at[i]]
		}
		d := Due{cell(0), cell(1), cell(2), cell(3), cell(4), cell(5)}
		if err := address(d.Mail); err != nil {
			return nil, err
		}
		if d.Department != "" {
			list = append(list, d)
		}
	}
	return list, nil
}

// columnsOf finds the columns, nil when there is none of departments.
func columnsOf(head []string) []int {
	at := make([]int, len(rosterColumns))
	for i, names := range rosterColumns {
		at[i] = slices.IndexFunc(head, func(h string) bool { return slices.Contains(names, h) })
	}
	if at[1] < 0 {
		return nil
	}
	return at
}
