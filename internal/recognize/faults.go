package recognize

import (
	"fmt"
	"strings"

	"jixiao/internal/cellref"
	"jixiao/internal/finding"
	"jixiao/internal/form"
	"jixiao/internal/layout"
)

// faults says what the form lacks of what its layout prints, and which headings were not understood.
func (r *reader) faults() []finding.Finding {
	var list []finding.Finding
	list = append(list, r.missingBlocks()...)
	for _, k := range []layout.Kind{layout.Funds, layout.Indicators} {
		tables := r.seg.tables(k)
		if len(tables) == 0 {
			continue
		}
		list = append(list, r.missingColumns(widest(tables))...)
		for _, h := range tables {
			list = append(list, r.strangeHeadings(h)...)
		}
	}
	return append(append(list, r.standingFaults()...), r.strayTables...)
}

func (r *reader) finding(code string, sev finding.Severity, at cellref.Ref, value, message, hint string) finding.Finding {
	return finding.Finding{Code: code, Severity: sev, Sheet: r.form.Sheet, Cell: at, Value: value, Message: message, Hint: hint, Source: "约定"}
}

// missingBlocks compares with the described form; a form that nobody described must have its indicators.
func (r *reader) missingBlocks() []finding.Finding {
	have := map[layout.Kind]bool{
		layout.Indicators: len(r.seg.tables(layout.Indicators)) > 0,
		layout.Funds:      len(r.form.Funds.Rows) > 0 || len(r.seg.tables(layout.Funds)) > 0,
		layout.Goals:      len(r.form.Goals) > 0,
	}
	var list []finding.Finding
	for _, k := range []layout.Kind{layout.Funds, layout.Goals, layout.Indicators} {
		expected := k == layout.Indicators
		if r.layout.sure() {
			expected = r.set.Layouts[r.layout.index].Block(k) != nil
		}
		if !expected || have[k] {
			continue
		}
		sev := finding.Warn
		if k == layout.Indicators {
			sev = finding.Error
		}
		list = append(list, r.finding(codeBlock, sev, r.form.Title.Cell, "",
			fmt.Sprintf("没有找到“%s”部分", k.Title()), "请对照官方表式补上这一部分,或核对表头写法"))
	}
	return list
}

// missingColumns names the columns that the described form prints and this one lacks.
func (r *reader) missingColumns(h *header) []finding.Finding {
	if !r.layout.sure() {
		return r.missingEssentials(h)
	}
	b := r.set.Layouts[r.layout.index].Block(h.kind)
	if b == nil {
		return nil
	}
	order := make([]form.Role, len(b.Columns))
	for i, c := range b.Columns {
		order[i] = c.Role
	}
	var list []finding.Finding
	for _, c := range b.Columns {
		if c.Optional || c.Role == layout.Ignore || h.column(c.Role) != nil {
			continue
		}
		list = append(list, r.missingColumn(h, fmt.Sprintf("%s表缺少“%s”列", h.kind.Title(), c.Words[0]), c.Words[0],
			h.unread(c.Role, order), "请核对表头,或按官方表式补上这一列"))
	}
	return list
}

// missingColumn says that a column is missing; with the heading that stands in its place, if one does.
func (r *reader) missingColumn(h *header, message, word string, instead *heading, hint string) finding.Finding {
	if instead == nil {
		return r.finding(codeColumn, finding.Warn, r.headCell(h), "", message, hint)
	}
	instead.reported = true
	text := oneLine(instead.leaf.raw.Raw)
	return r.finding(codeColumn, finding.Warn, instead.leaf.at, text,
		fmt.Sprintf("%s;%s 列表头“%s”未能识别,是否为“%s”?", message, cellref.ColumnName(instead.leaf.at.Col), text, word),
		"该列未读取;如确为该列,请改用官方写法")
}

// missingEssentials names what no indicator table can do without.
func (r *reader) missingEssentials(h *header) []finding.Finding {
	if h.kind != layout.Indicators {
		return nil
	}
	var list []finding.Finding
	for _, need := range []struct {
		role form.Role
		word string
	}{{form.Target, "年度指标值"}, {form.Actual, "实际完成值"}} {
		if h.column(need.role) == nil {
			list = append(list, r.missingColumn(h, fmt.Sprintf("绩效指标表没有“%s”列", need.word), need.word,
				h.unread(need.role, printOrder), "请核对表头写法"))
		}
	}
	return list
}

func (r *reader) headCell(h *header) cellref.Ref {
	return cellref.Ref{Row: h.top, Col: h.left()}
}

// strangeHeadings names headings that were not understood, when one of the known columns is close.
func (r *reader) strangeHeadings(h *header) []finding.Finding {
	var list []finding.Finding
	for i := range h.columns {
		c := &h.columns[i]
		text := strings.TrimSpace(c.leaf.raw.Raw)
		if c.meant != "" {
			list = append(list, r.finding(codeHeading, finding.Warn, c.leaf.at, text,
				fmt.Sprintf("表头“%s”按“%s”读取", text, c.meant), "请核对并改用官方写法"))
			continue
		}
		if c.role != "" || c.leaf.entry != nil || c.leaf.key == "" || c.reported {
			continue
		}
		near := r.perhaps(h.kind, c.leaf.key, h)
		if near == "" {
			continue
		}
		list = append(list, r.finding(codeHeading, finding.Warn, c.leaf.at, text,
			fmt.Sprintf("表头“%s”不认识,是否为“%s”?", text, near), "该列未读取;如确为该列,请改用官方写法"))
	}
	return list
}
