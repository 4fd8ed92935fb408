package blank

import (
	"strings"

	"jixiao/internal/cellref"
	"jixiao/internal/form"
	"jixiao/internal/layout"
)

// planner places the blocks of a form one under the other.
type planner struct {
	layout *layout.Layout
	set    *layout.Set
	form   *Form
	side   bool  // the first column holds the headings of blocks
	spans  []int // grid columns of each indicator column
	index  int   // of the block in the layout
	row    int
}

const (
	rowHeight  = 24
	headHeight = 30
	textHeight = 66
	lineHeight = 13.5
)

func area(row, col, toRow, toCol int) cellref.Range {
	return cellref.Range{From: cellref.Ref{Row: row, Col: col}, To: cellref.Ref{Row: toRow, Col: toCol}}
}

func (p *planner) put(at cellref.Range, text string, l look) {
	if l == labelLook {
		text = broken(text, p.across(at.From.Col, at.To.Col-at.From.Col+1))
	}
	p.form.cells = append(p.form.cells, cell{at, text, l})
	p.form.last = max(p.form.last, at.To.Row)
	if at.From.Row == at.To.Row && (l == labelLook || l == rowLook || l == subLook) {
		n := lines(text, p.across(at.From.Col, at.To.Col-at.From.Col+1))
		p.grow(at.From.Row, float64(n)*lineHeight+9)
	}
}

// broken begins a remark in brackets on a line of its own where the label does not fit one line.
func broken(text string, width float64) string {
	i := strings.Index(text, "（")
	if i <= 0 || strings.Contains(text, "\n") || lines(text, width) == 1 {
		return text
	}
	if two := text[:i] + "\n" + text[i:]; lines(two, width) <= lines(text, width) {
		return two
	}
	return text
}

// grow makes a row at least so high.
func (p *planner) grow(row int, points float64) {
	p.form.heights[row] = max(p.form.heights[row], points)
}

// slot places a cell to be filled in.
func (p *planner) slot(s Slot, l look) {
	s.Index = p.index
	p.form.Slots = append(p.form.Slots, s)
	p.put(s.At, s.Preset, l)
	p.grow(s.At.From.Row, rowHeight)
}

func (p *planner) width() int { return len(p.form.grid) }

// first is the first grid column right of the block's heading.
func (p *planner) first(b *layout.Block) int {
	if len(b.Headings) > 0 {
		return 2
	}
	return 1
}

// heading prints the block's heading down the left edge, from row top to the row before the present.
func (p *planner) heading(b *layout.Block, top int) {
	if len(b.Headings) > 0 {
		p.sideLabel(top, widen(b.Headings[0]))
	}
}

// sideLabel prints a heading down the left edge of the rows from top on, and gives them the height it needs.
func (p *planner) sideLabel(top int, label string) {
	text, height, rows := upright(label, p.row-top), 0.0, float64(p.row-top)
	for r := top; r < p.row; r++ {
		height += p.form.heights[r]
	}
	if lack := float64(lines(text, sideWidth))*lineHeight + 6 - height; lack > 0 {
		for r := top; r < p.row; r++ {
			p.form.heights[r] += lack / rows
		}
	}
	p.put(area(top, 1, p.row-1, 1), text, labelLook)
}

// upright breaks a heading for a narrow column: remarks in brackets on lines of their own, the words in
// lines of two characters, or of one where there is room.
func upright(s string, rows int) string {
	words, rest := s, ""
	if i := strings.Index(s, "（"); i > 0 {
		words, rest = s[:i], strings.ReplaceAll(s[i:], "）（", "）\n（")
	}
	step := 2
	if r := []rune(words); len(r) > 8 && rows < 6 {
		step = 3
	} else if len(r) <= rows && rows > 5 {
		step = 1
	}
	var out []string
	for r := []rune(words); len(r) > 0; r = r[min(step, len(r)):] {
		out = append(out, string(r[:min(step, len(r))]))
	}
	if rest != "" {
		out = append(out, rest)
	}
	return strings.Join(out, "\n")
}

func (p *planner) top() {
	w := p.width()
	p.put(area(1, 1, 1, w), p.form.Title, titleLook)
	p.grow(1, 36)
	p.row = 2
	p.slot(Slot{At: area(2, 1, 2, w), Block: layout.Head, Role: layout.Year, Preset: "（            年度）", Label: "年度"}, yearLook)
	p.row++
}

func (p *planner) foot() {
	w := p.width()
	p.put(area(p.row, 1, p.row, w), "填表人：                    联系电话：                    填表日期：", footLook)
	p.grow(p.row, rowHeight)
}

func (p *planner) block(b *layout.Block) {
	switch b.Kind {
	case layout.Head:
		p.head(b)
	case layout.Funds:
		p.funds(b)
	case layout.Goals:
		p.goals(b)
	case layout.Indicators:
		p.indicators(b)
	case layout.Totals:
		p.total(b)
	case layout.Notes:
		for _, label := range b.Labels {
			p.note(b.Kind, widen(label))
		}
	case layout.Skip:
		p.skip(b)
	}
}

// head prints the name across the page and the other fields two a row.
func (p *planner) head(b *layout.Block) {
	top, first, list := p.row, p.first(b), fields(b)
	for i := 0; i < len(list); p.row++ {
		pair := list[i:min(i+2, len(list))]
		if list[i].role == layout.Name || len(pair) == 2 && pair[1].role == layout.Name {
			pair = pair[:1]
		}
		i += len(pair)
		want := []float64{16, 76}
		if len(pair) == 2 {
			want = []float64{16, 30, 16, 30}
		}
		col := first
		for j, n := range p.fit(want, first) {
			f, at := pair[j/2], area(p.row, col, p.row, col+n-1)
			if j%2 == 0 {
				p.put(at, f.label, labelLook)
			} else {
				p.slot(Slot{At: at, Block: b.Kind, Role: f.role, Label: f.label}, fillLook)
			}
			col += n
		}
	}
	p.heading(b, top)
}

// goals prints the headings side by side with a large cell under each.
func (p *planner) goals(b *layout.Block) {
	top, col, list := p.row, p.first(b), fields(b)
	want := make([]float64, len(list))
	for i, f := range list {
		want[i] = 40
		if f.role == form.Completion || f.role == layout.Ignore {
			want[i] = 12
		}
	}
	p.row += 2
	for i, n := range p.fit(want, col) {
		f := list[i]
		p.put(area(top, col, top, col+n-1), f.label, labelLook)
		p.slot(Slot{At: area(top+1, col, top+1, col+n-1), Block: b.Kind, Role: f.role, Label: f.label}, textLook)
		col += n
	}
	p.grow(top, rowHeight)
	p.grow(top+1, textHeight)
	p.heading(b, top)
}

// note prints a label with a large cell beside it.
func (p *planner) note(k layout.Kind, label string) {
	n := p.fit([]float64{16, 76}, 1)[0]
	p.put(area(p.row, 1, p.row, n), label, labelLook)
	p.slot(Slot{At: area(p.row, n+1, p.row, p.width()), Block: k, Role: layout.Note, Label: label}, textLook)
	p.grow(p.row, textHeight)
	p.row++
}

// skip prints a part that is not read: its table, or a large cell beside each label.
func (p *planner) skip(b *layout.Block) {
	if len(b.Table.Rows) == 0 {
		for _, label := range b.Labels {
			p.note(b.Kind, widen(label))
		}
		return
	}
	want := []float64{16, 20}
	for range b.Table.Columns {
		want = append(want, 56/float64(len(b.Table.Columns)))
	}
	spans, top := p.fit(want, 1), p.row
	p.row += 1 + len(b.Table.Rows)
	p.put(area(top, 1, p.row-1, spans[0]), widen(b.Labels[0]), labelLook)
	col := 1 + spans[0]
	for i, n := range spans[1:] {
		heading := ""
		if i > 0 {
			heading = widen(b.Table.Columns[i-1])
		}
		p.put(area(top, col, top, col+n-1), heading, labelLook)
		for r, label := range b.Table.Rows {
			at := area(top+1+r, col, top+1+r, col+n-1)
			if i == 0 {
				p.put(at, widen(label), labelLook)
				continue
			}
			p.slot(Slot{At: at, Block: b.Kind, Role: layout.Ignore, Row: r, Label: heading}, textLook)
		}
		col += n
	}
}
