package recognize

import (
	"slices"
	"strings"

	"jixiao/internal/cellref"
	"jixiao/internal/form"
	"jixiao/internal/layout"
)

// amounts are the columns of a fund block that hold figures.
var amounts = []form.Role{form.Initial, form.Budget, form.Received, form.Executed, form.Rate}

// funds reads the fund block: the first one with rows, on forms that print several.
func (r *reader) funds() {
	f := &r.form.Funds
	tables := r.seg.tables(layout.Funds)
	slices.SortStableFunc(tables, func(a, b *header) int { // a list of tasks with amounts has no rate
		return btoi(a.column(form.Rate) == nil) - btoi(b.column(form.Rate) == nil)
	})
	for _, h := range tables {
		if len(f.Rows) > 0 {
			break
		}
		f.Has = map[form.Role]bool{}
		for i := range h.columns {
			if c := &h.columns[i]; c.role != "" && c.role != layout.Ignore {
				f.Has[c.role] = true
			}
		}
		r.seg.consume(h.top, h.bottom)
		r.fundRows(h)
		r.fundHeading(h)
		r.totalFund()
	}
	for row := r.seg.top; row <= r.seg.bottom && len(f.Rows) == 0; row++ {
		if !r.seg.consumed[row] {
			r.fundPairs(row)
		}
	}
	soleBudget(f)
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// usualFunds is room for the fund rows of most forms.
const usualFunds = 4

func (r *reader) fundRows(h *header) {
	first := r.firstAmount(h)
	r.form.Funds.Rows = slices.Grow(r.form.Funds.Rows, usualFunds)
	for row := h.bottom + 1; row < r.seg.limit(h.bottom); row++ {
		cells := r.row(row, h.area)
		if len(cells) == 0 {
			continue
		}
		if r.endsFunds(cells, h) {
			return
		}
		r.seg.consume(row, row)
		if numbered(cells) {
			continue
		}
		fund := form.Fund{Row: row}
		if c := r.fundLabel(cells, h, first); c != nil {
			fund.Label = c.value()
		}
		for i := range h.columns {
			setFund(&fund, h.columns[i].role, r.fundValue(row, &h.columns[i]))
		}
		r.form.Funds.Rows = r.addFund(fund, cells, h)
	}
}

// numbered reports whether a row only numbers or letters the columns: 列次 1 2 3, or (A) (B) (B/A).
func numbered(cells []cell) bool {
	if lettered(cells) {
		return true
	}
	return cells[0].entry.Is(layout.Skip, layout.Subtotal) || len(cells) > 1 && cells[1].entry.Is(layout.Skip, layout.Subtotal)
}

// lettered reports whether a row holds nothing but letters for the columns above.
func lettered(cells []cell) bool {
	for i := range cells {
		if !cells[i].text() || strings.Trim(cells[i].key, "()/*%=abcdef①②③④⑤⑥") != "" || strings.Trim(cells[i].key, "()/*%=") == "" {
			return false
		}
	}
	return true
}

// addFund appends a row that says something. Where amounts are typed into the label cells
// ("一般公共预算:1873.66万元"), each such cell is a row of its own.
func (r *reader) addFund(fund form.Fund, cells []cell, h *header) []form.Fund {
	rows := r.form.Funds.Rows
	fund.Use = r.byUse(fund.Label)
	filled := false
	for _, v := range []form.Value{fund.Initial, fund.Budget, fund.Received, fund.Executed} {
		filled = filled || !empty(v.Text) || v.Error != ""
	}
	if filled || fund.Label.Blank() {
		if filled || !empty(fund.Score.Text) {
			rows = append(rows, fund)
		}
		return rows
	}
	inLabels := false
	for i := range cells {
		if label, amount, ok := amountInLabel(&cells[i]); ok {
			rows = append(rows, form.Fund{Row: fund.Row, Label: label, Budget: amount, Use: r.byUse(label)})
			inLabels = true
		}
	}
	if !inLabels && !empty(fund.Label.Text) && !r.set.Lookup(layout.Key(fund.Label.Text)).Is(layout.FundRow, layout.Ignore) {
		rows = append(rows, fund)
	}
	return rows
}

// byUse reports whether a row's label names what money was used for rather than where it came from.
func (r *reader) byUse(label form.Value) bool {
	key := layout.Key(label.Text)
	if r.set.Lookup(key).Is(layout.FundRow, layout.SpentOn) {
		return true
	}
	i := strings.LastIndexByte(key, ':')
	return i > 0 && r.set.Lookup(key[:i]).Is(layout.FundRow, layout.SpentOn)
}

// amountInLabel divides "其中:一般公共预算:1873.66万元" into label and amount.
func amountInLabel(c *cell) (label, amount form.Value, ok bool) {
	text := strings.TrimSpace(c.raw.Raw)
	i := strings.LastIndexAny(text, ":：")
	if !c.text() || i <= 0 || len(text) > labelSize {
		return label, amount, false
	}
	_, n := splitRune(text[i:])
	after := strings.TrimSpace(text[i+n:])
	if digits(after) == 0 && !strings.HasPrefix(after, "-") {
		return label, amount, false
	}
	label = form.Value{Cell: c.at, Text: text, Shown: text}
	return label, form.Value{Cell: c.at, Text: after, Shown: after}, true
}

func splitRune(s string) (rune, int) {
	for i, r := range s {
		if i > 0 {
			return firstRune(s), i
		}
		_ = r
	}
	return firstRune(s), len(s)
}

// endsFunds reports whether a row belongs to another part of the form.
func (r *reader) endsFunds(cells []cell, h *header) bool {
	expected, actual := goalHeads(cells)
	if expected != nil && actual != nil {
		return true
	}
	for i := range cells {
		c := &cells[i]
		if noteMark(c) {
			return true
		}
		e := c.label
		switch {
		case e == nil, e.Has(layout.FundRow), e.Is(layout.Skip, layout.Subtotal), e.Has(layout.Funds), e.Has(layout.Heading) && c.at.Col < h.left() && e.Is(layout.Heading, "funds"):
			continue
		case e.Has(layout.Skip), e.Has(layout.Footer), e.Has(layout.Head) && c.text(), e.Has(layout.Notes) && c.at.Col <= h.left(), e.Has(layout.Heading), e.Has(layout.Goals):
			return true
		}
	}
	return false
}

// firstAmount is the first column with figures.
func (r *reader) firstAmount(h *header) *heading {
	for i := range h.columns {
		for _, role := range amounts {
			if h.columns[i].role == role {
				return &h.columns[i]
			}
		}
	}
	return &h.columns[0]
}

// fundLabel is the label of a fund row: the last text before the figures, or the first text in the
// first column of figures where label and figure stand side by side under each heading.
func (r *reader) fundLabel(cells []cell, h *header, first *heading) *cell {
	var found *cell
	for i := range cells {
		c := &cells[i]
		if c.at.Col >= first.from {
			break
		}
		if c.text() && !number(c.raw.Raw) && (!c.entry.Is(layout.Heading, "funds") || c.entry.Has(layout.FundRow) || found == nil && i+1 < len(cells) && cells[i+1].at.Col >= first.from) {
			found = c
		}
	}
	if found == nil && len(cells) > 0 && cells[0].text() && cells[0].at.Col <= first.to && !number(cells[0].raw.Raw) {
		return &cells[0]
	}
	return found
}

// fundValue reads a figure. Under a heading that is wider than one column the figure may have its own
// label beside it ("预算数:" 6.84): the label is stepped over.
func (r *reader) fundValue(row int, col *heading) form.Value {
	cells := r.row(row, band{left: col.from, right: col.to})
	for i := range cells {
		c := &cells[i]
		if _, _, labelled := amountInLabel(c); labelled {
			continue
		}
		if !c.text() || !c.entry.Has(layout.FundRow) && !c.entry.Has(layout.Funds) {
			return c.value()
		}
	}
	if len(cells) > 0 {
		end := cells[len(cells)-1].span.To.Col
		if end < col.to {
			return r.blank(cellref.Ref{Row: row, Col: end + 1})
		}
		return form.Value{}
	}
	val, above := r.field(row, col)
	if above {
		return form.Value{Cell: val.Cell}
	}
	return val
}

func setFund(f *form.Fund, r form.Role, v form.Value) {
	switch r {
	case form.Initial:
		f.Initial = v
	case form.Budget:
		f.Budget = v
	case form.Received:
		f.Received = v
	case form.Executed:
		f.Executed = v
	case form.Rate:
		f.Rate = v
	case form.Points:
		f.Points = v
	case form.SelfScore:
		f.Score = v
	case form.ReviewScore:
		f.ReviewScore = v
	case form.Reason:
		f.Reason = v
	}
}

// totalFund marks the row of all sources: the one that says so, or the first if it is no 其中 row and
// nothing else says so.
func (r *reader) totalFund() {
	rows := r.form.Funds.Rows
	for i := range rows {
		e := r.set.Lookup(layout.Key(rows[i].Label.Text))
		if e.Is(layout.FundRow, layout.Total) || strings.Contains(rows[i].Label.Text, "总额") {
			rows[i].Total = true
			return
		}
	}
	if len(rows) == 0 {
		return
	}
	key := layout.Key(rows[0].Label.Text)
	if len(rows) == 1 || !strings.HasPrefix(key, "其中") && !r.set.Lookup(key).Is(layout.FundRow, layout.Source) {
		rows[0].Total = true
	}
}

// soleBudget takes the initial budget for the full-year one on forms that print no other (北京 2016,
// 湖南 2019): their execution rate is held against it.
func soleBudget(f *form.Funds) {
	if !f.Has[form.Initial] || f.Has[form.Budget] {
		return
	}
	for i := range f.Rows {
		f.Rows[i].Budget = f.Rows[i].Initial
	}
}
