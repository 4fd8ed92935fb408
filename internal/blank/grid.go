package blank

import (
	"math"

	"jixiao/internal/form"
	"jixiao/internal/layout"
)

// field is one printed column or head field.
type field struct {
	role  form.Role
	label string
	group string
	width float64
}

// widths are the characters that a column needs beside others; they are scaled to the page.
var widths = map[form.Role]float64{
	form.Level1: 13.5, form.Level2: 16, form.Level3: 20, form.Describe: 20, form.Target: 14, form.Actual: 14, layout.Adjusted: 12,
	form.Reason: 20, form.Evidence: 16, form.Remark: 16, form.Label: 20,
	form.Initial: 13, form.Budget: 13, form.Received: 13, form.Executed: 13,
}

const (
	sideWidth  = 9   // the headings down the left edge
	portrait   = 102 // characters across an A4 page at the scale that fits it
	landscape  = 150
	crowded    = 130 // a table that needs more is printed across
	otherWidth = 8.5
)

// fields are the printed columns of a block. Columns that are not read are all printed: their words
// are fields of their own, not wordings of one.
func fields(b *layout.Block) []field {
	var out []field
	for _, c := range b.Columns {
		words := c.Words[:1]
		if c.Role == layout.Ignore {
			words = c.Words
		}
		for _, w := range words {
			width := widths[c.Role]
			if width == 0 {
				width = otherWidth
			}
			out = append(out, field{c.Role, widen(w), widen(c.Group), width})
		}
	}
	return out
}

// fundFields puts the column of row labels in front, or one in front of each amount.
func fundFields(b *layout.Block) []field {
	label := field{role: form.Label, width: widths[form.Label]}
	columns := fields(b)
	if !b.Beside {
		if b.Column(form.Label) == nil {
			columns = append([]field{label}, columns...)
		}
		return columns
	}
	var out []field
	for _, f := range columns {
		if amount(f.role) {
			out = append(out, field{role: form.Label, group: f.label, width: 12})
			f.group, f.label = f.label, ""
		}
		out = append(out, f)
	}
	return out
}

// amount reports whether a fund column holds money of every source.
func amount(r form.Role) bool {
	return r == form.Initial || r == form.Budget || r == form.Received || r == form.Executed || r == layout.Ignore
}

// makeGrid takes the columns of the indicator table and halves the widest until every block finds a
// column for each of its cells.
func (p *planner) makeGrid() {
	table := fields(p.layout.Block(layout.Indicators))
	sum, need := 0.0, 4
	for _, f := range table {
		sum += f.width
	}
	for i := range p.layout.Blocks {
		if b := &p.layout.Blocks[i]; b.Kind == layout.Funds {
			need = max(need, len(fundFields(b)))
		}
	}
	p.form.landscape = sum > crowded
	page := float64(portrait)
	if p.form.landscape {
		page = landscape
	}
	if p.side {
		p.form.grid = append(p.form.grid, sideWidth)
		page -= sideWidth
	}
	p.spans = make([]int, len(table))
	for i := range p.spans {
		p.spans[i] = 1
	}
	const spare = 2 // borders to choose from, so that no cell of another block is cramped
	for count := len(table); count < need+spare; count++ {
		widest := 0
		for i, f := range table {
			if f.width/float64(p.spans[i]) > table[widest].width/float64(p.spans[widest]) {
				widest = i
			}
		}
		p.spans[widest]++
	}
	for i, f := range table {
		for range p.spans[i] {
			p.form.grid = append(p.form.grid, math.Round(f.width/sum*page/float64(p.spans[i])*4)/4)
		}
	}
}

// fit spreads cells of the wanted widths over the columns of the grid from first on, at least one
// column each, their borders as near as possible to where the widths want them.
func (p *planner) fit(want []float64, first int) []int {
	grid := p.form.grid[first-1:]
	scale, sum := 0.0, 0.0
	for _, w := range grid {
		scale += w
	}
	for _, w := range want {
		sum += w
	}
	scale /= sum
	out := make([]int, len(want))
	at, border, goal := 0, 0.0, 0.0
	for i, w := range want {
		goal += w * scale
		n := 0
		for left := len(want) - 1 - i; at < len(grid)-left; n++ {
			if n > 0 && left > 0 && math.Abs(border+grid[at]-goal) > math.Abs(border-goal) {
				break
			}
			border += grid[at]
			at++
		}
		out[i] = n
	}
	return out
}

// across is the width of n grid columns from column first on, in characters.
func (p *planner) across(first, n int) float64 {
	sum := 0.0
	for _, w := range p.form.grid[first-1 : first-1+n] {
		sum += w
	}
	return sum
}

// lines is how many lines a text takes in a width.
func lines(text string, width float64) int {
	n, used := 1, 0.0
	for _, r := range text {
		size := 2.1
		if r < 0x80 {
			size = 1.1
		}
		if r == '\n' || used+size > width-0.5 {
			n, used = n+1, 0
		}
		if r != '\n' {
			used += size
		}
	}
	return n
}
