package summary

import (
	"fmt"
	"iter"
	"math"
	"strings"

	"github.com/xuri/excelize/v2"

	"jixiao/internal/decimal"
)

// column is one column of a list. sum makes the total row add it up.
type column struct {
	title  string
	width  float64
	align  string // "" is left
	format string
	sum    bool
}

// rowOf is one row: values in column order; an excelize.Cell carries its own style.
type rowOf struct {
	values []any
	fill   string
}

// list says what a list looks like.
type list struct {
	name    string // of the sheet
	title   string
	columns []column
	// wide is how many pages the list is wide in print, 0 for one; keep how many of its first
	// columns repeat on each.
	wide, keep int
}

// mostRows is how many rows a list has before it goes on on another sheet; a sheet holds 1048576.
const mostRows = 1_000_000

// list writes a sheet with a title, a header row, one row each, and a total row when a column asks
// for sums; rows are streamed, so that 100,000 of them fit. It returns the number of the total
// row, 0 when there is none.
func (b *book) list(l list, rows iter.Seq[rowOf]) int {
	next, stop := iter.Pull(rows)
	defer stop()
	queue := &queue{next: next}
	total := b.part(l, queue)
	for n := 2; b.err == nil && queue.more(); n++ {
		again := l
		again.name = fmt.Sprint(l.name, n)
		again.title = fmt.Sprintf("%s(续%d)", l.title, n-1)
		b.part(again, queue)
	}
	return total
}

// queue hands out rows and knows whether there is another one.
type queue struct {
	next func() (rowOf, bool)
	row  rowOf
	full bool
}

func (q *queue) more() bool {
	if !q.full {
		q.row, q.full = q.next()
	}
	return q.full
}

// take returns the next row; more must have said that there is one.
func (q *queue) take() rowOf {
	q.full = false
	return q.row
}

// part writes one sheet of at most b.most rows.
func (b *book) part(l list, rows *queue) int {
	if b.err != nil {
		return 0
	}
	name, columns := l.name, l.columns
	_, err := b.file.NewSheet(name)
	b.try(err)
	b.page(name, max(1, l.wide))
	b.freeze(l)
	if b.err != nil {
		return 0
	}
	w, err := b.file.NewStreamWriter(name)
	if err != nil {
		b.try(err)
		return 0
	}
	b.head(w, l)
	last, sums := b.body(w, columns, rows)
	total := b.total(w, columns, last, sums)
	if last > 2 {
		b.try(b.file.AutoFilter(name, "A2:"+at(len(columns), last), nil))
	}
	b.try(w.Flush())
	return total
}

// freeze keeps the header, and the columns that repeat, in view and on every printed page.
func (b *book) freeze(l list) {
	panes := &excelize.Panes{Freeze: true, YSplit: 2, TopLeftCell: "A3", ActivePane: "bottomLeft"}
	titles := fmt.Sprintf("'%s'!$1:$2", l.name)
	if l.keep > 0 {
		panes = &excelize.Panes{Freeze: true, XSplit: l.keep, YSplit: 2, TopLeftCell: at(l.keep+1, 3), ActivePane: "bottomRight"}
		last, _ := excelize.ColumnNumberToName(l.keep)
		titles = fmt.Sprintf("'%s'!$A:$%s,%s", l.name, last, titles)
	}
	b.try(b.file.SetPanes(l.name, panes))
	b.try(b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: l.name, RefersTo: titles}))
}

func (b *book) head(w *excelize.StreamWriter, l list) {
	columns, align := l.columns, "center"
	if l.wide > 1 {
		align = "left"
	}
	for i, c := range columns {
		b.try(w.SetColWidth(i+1, i+1, c.width))
	}
	b.try(w.SetRow("A1", []any{excelize.Cell{StyleID: b.style(style{kind: "title", align: align}), Value: l.title}}, excelize.RowOpts{Height: 30}))
	b.try(w.MergeCell("A1", at(len(columns), 1)))
	cells := make([]any, len(columns))
	for i, c := range columns {
		cells[i] = excelize.Cell{StyleID: b.style(style{kind: "head", align: "center"}), Value: c.title}
	}
	b.try(w.SetRow("A2", cells, excelize.RowOpts{Height: 32}))
}

// body writes the rows and returns the number of the last one and the sum of every
// column, unknown for a column without a number.
func (b *book) body(w *excelize.StreamWriter, columns []column, rows *queue) (int, []decimal.Null) {
	n := 2
	sums := make([]decimal.Null, len(columns))
	cells := make([]any, len(columns))
	for n < b.most+2 && rows.more() {
		r := rows.take()
		n++
		lines := 1
		for i, c := range columns {
			var v any
			if i < len(r.values) {
				v = r.values[i]
			}
			switch x := v.(type) {
			case excelize.Cell:
				cells[i] = x
				continue
			case int:
				sums[i] = plus(sums[i], decimal.Some(decimal.FromInt(int64(x))))
			case decimal.Null:
				sums[i] = plus(sums[i], x)
				v = number(x)
			case string:
				if x == "" {
					v = nil
				}
				lines = max(lines, textLines(x, c.width-2))
			}
			cells[i] = excelize.Cell{StyleID: b.style(c.style(r.fill)), Value: v}
		}
		if err := w.SetRow(at(1, n), cells, excelize.RowOpts{Height: rowHeight(lines)}); err != nil {
			b.try(err)
			break
		}
	}
	return n, sums
}

// textLines returns how many lines text takes in a column of width half-width characters.
func textLines(text string, width float64) int {
	n := 0
	for part := range strings.SplitSeq(text, "\n") {
		wide := 0.0
		for _, r := range part {
			wide++
			if r > 0x7f {
				wide++
			}
		}
		n += max(1, int(math.Ceil(wide*1.05/width)))
	}
	return n
}

// rowHeight is the height in points of a row with so many lines; sheets allow no more than 409.
func rowHeight(lines int) float64 { return min(400, float64(lines)*13.5+4) }

func (c column) style(fill string) style {
	align := c.align
	if align == "" {
		align = "left"
	}
	return style{align: align, format: c.format, fill: fill}
}

// total writes the row of visible sums below the list: a formula with the exact sum of the rows as
// its stored value, so that viewers which do not calculate show it as well.
func (b *book) total(w *excelize.StreamWriter, columns []column, last int, sums []decimal.Null) int {
	found := false
	cells := make([]any, len(columns))
	for i, c := range columns {
		s := c.style(totalFill)
		s.bold = true
		cell := excelize.Cell{StyleID: b.style(s)}
		switch {
		case c.sum && sums[i].Valid:
			found = true
			cell.Formula = fmt.Sprintf("SUM(%s:%s)", at(i+1, 3), at(i+1, last))
			cell.Value = number(sums[i])
		case i == 0:
			cell.Value = "合计"
		}
		cells[i] = cell
	}
	if !found {
		return 0
	}
	b.try(w.SetRow(at(1, last+1), cells, excelize.RowOpts{Height: 22}))
	return last + 1
}
