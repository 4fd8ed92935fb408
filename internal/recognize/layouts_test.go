package recognize

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"jixiao/internal/cellref"
	"jixiao/internal/form"
	"jixiao/internal/layout"
	"jixiao/internal/workbook"
)

// blank draws the empty form that a layout describes, and fills it.
type blank struct {
	*textGrid
	t   *rapid.T
	row int
	// want is what was filled in, by what it is ("row 1 target").
	want   map[string]string
	level1 []string
}

func (b *blank) put(col int, text string) {
	if text != "" {
		b.cells[cellref.Ref{Row: b.row, Col: col}] = workbook.Cell{Kind: workbook.Text, Raw: text}
	}
}

func (b *blank) merge(r1, c1, r2, c2 int) {
	if r1 != r2 || c1 != c2 {
		b.merges = append(b.merges, cellref.Range{From: cellref.Ref{Row: r1, Col: c1}, To: cellref.Ref{Row: r2, Col: c2}})
	}
}

// fill puts a random value into a cell and remembers it.
func (b *blank) fill(col int, what string, gen *rapid.Generator[string]) {
	v := gen.Draw(b.t, what)
	b.put(col, v)
	b.want[what] = v
}

var (
	names   = rapid.StringMatching(`[路桥渠灯树校][面梁道杆苗舍][维修养护新建]{2}`)
	places  = rapid.StringMatching(`某[县市区][水利农林教体]{2}局`)
	money   = rapid.StringMatching(`[1-9][0-9]{0,3}(\.[0-9]{1,2})?`)
	targets = rapid.StringMatching(`(≥|≤|=)?[1-9][0-9]?(个|%|次|万元)`)
)

// drawLayout draws a filled form.
func drawLayout(t *rapid.T, l *layout.Layout) *blank {
	b := &blank{textGrid: draw("表", ""), t: t, want: map[string]string{}}
	b.row = 1
	title := strings.ReplaceAll(l.Titles[0], "*", "项目")
	if !titleEnd(layout.Key(title)) {
		title += "表"
	}
	b.put(1, title)
	b.merge(1, 1, 1, 12)
	b.row++
	b.put(1, "(2023年度)")
	for i := range l.Blocks {
		b.row++
		b.block(&l.Blocks[i])
	}
	return b
}

func (b *blank) block(bl *layout.Block) {
	switch bl.Kind {
	case layout.Head:
		for _, c := range bl.Columns {
			b.put(1, c.Words[0])
			b.headValue(c.Role)
			b.row++
		}
	case layout.Funds:
		b.table(bl, []string{bl.Totals[0], "其他资金"})
	case layout.Goals:
		b.goalCells(bl)
	case layout.Indicators:
		b.level1 = []string{"产出指标", "", "效益指标"}
		if len(bl.Levels) > 0 {
			b.level1 = nil
			for _, l := range bl.Levels {
				b.level1 = append(b.level1, l.Name)
			}
		}
		b.table(bl, make([]string, len(b.level1)))
	case layout.Totals:
		b.put(1, bl.Labels[0])
		b.row++
	case layout.Notes:
		b.put(1, bl.Labels[0])
		b.put(2, "以上属实")
		b.row++
	}
}

func (b *blank) headValue(r form.Role) {
	switch r {
	case layout.Name:
		b.fill(2, "name", names)
	case layout.Department, layout.Implementer:
		b.fill(2, string(r), places)
	case form.SelfScore, form.ReviewScore:
		b.put(2, "95")
	default:
		b.put(2, "某某")
	}
}

func (b *blank) goalCells(bl *layout.Block) {
	for i, c := range bl.Columns {
		b.put(2+2*i, c.Words[0])
	}
	b.row++
	for i, c := range bl.Columns {
		if c.Role == layout.Expected && bl.Column(layout.Adjusted) != nil {
			continue
		}
		b.fill(2+2*i, "goal "+string(c.Role), names)
	}
	b.row++
}

// table draws the headings, grouped where the layout groups them, and rows under them.
func (b *blank) table(bl *layout.Block, labels []string) {
	first := 2
	if bl.Kind == layout.Funds && bl.Columns[0].Role != form.Label {
		first = 3
	}
	top, two := b.row, slices.ContainsFunc(bl.Columns, func(c layout.Column) bool { return c.Group != "" })
	if len(bl.Headings) > 0 {
		b.put(1, bl.Headings[0])
	}
	for i := 0; i < len(bl.Columns); i++ {
		c := bl.Columns[i]
		if c.Group == "" {
			b.put(first+i, c.Words[0])
			b.merge(top, first+i, top+btoi(two), first+i)
			continue
		}
		if i == 0 || bl.Columns[i-1].Group != c.Group {
			n := i
			for n+1 < len(bl.Columns) && bl.Columns[n+1].Group == c.Group {
				n++
			}
			b.put(first+i, c.Group)
			b.merge(top, first+i, top, first+n)
		}
		b.row++
		b.put(first+i, c.Words[0])
		b.row--
	}
	b.row = top + 1 + btoi(two)
	for n, label := range labels {
		for i, c := range bl.Columns {
			b.tableCell(bl.Kind, first+i, n, c)
		}
		if bl.Kind == layout.Funds {
			b.put(2, label)
		}
		b.row++
	}
}

func (b *blank) tableCell(k layout.Kind, col, n int, c layout.Column) {
	what := fmt.Sprintf("%s %d %s", k, n, c.Role)
	switch {
	case c.Role == layout.Ignore || c.Role == layout.Adjusted || c.Role == form.Label:
	case k == layout.Funds:
		b.fill(col, what, money)
	case c.Role == form.Level1:
		b.put(col, b.level1[n])
	case c.Role == form.Level2:
		b.put(col, []string{"数量指标", "质量指标", "社会效益指标"}[n%3])
	case c.Role == form.Points || c.Role == form.SelfScore || c.Role == form.ReviewScore:
		b.fill(col, what, money)
	case c.Role == form.Target || c.Role == form.Actual:
		b.fill(col, what, targets)
	default:
		b.fill(col, what, names)
	}
}

// got gathers the same facts from what was read.
func got(f *form.Form) map[string]string {
	m := map[string]string{"name": f.Project.Name.Text, "department": f.Project.Department.Text, "unit": f.Project.Unit.Text}
	for _, g := range f.Goals {
		m["goal expected"], m["goal adjusted"], m["goal actual"], m["goal completion"] = g.Expected.Text, g.Expected.Text, g.Actual.Text, g.Completion.Text
	}
	for n, r := range f.Funds.Rows {
		for role, v := range map[form.Role]form.Value{form.Initial: r.Initial, form.Budget: r.Budget, form.Received: r.Received, form.Executed: r.Executed,
			form.Rate: r.Rate, form.Points: r.Points, form.SelfScore: r.Score, form.ReviewScore: r.ReviewScore, form.Reason: r.Reason} {
			m[fmt.Sprintf("funds %d %s", n, role)] = v.Text
		}
	}
	for n := range f.Indicators {
		for _, role := range []form.Role{form.Level3, form.Describe, form.Direction, form.Polarity, form.Unit, form.Target, form.Actual, form.Completion,
			form.Points, form.Factor, form.SelfScore, form.ReviewScore, form.Converted, form.Reason, form.Evidence, form.Remark} {
			m[fmt.Sprintf("indicators %d %s", n, role)] = f.Indicators[n].Cell(role).Text
		}
	}
	return m
}

// Every described form, drawn as it is described and filled with anything, is recognised as itself and
// read back whole.
func TestEveryLayout(t *testing.T) {
	set := layout.Builtin()
	for _, l := range set.Layouts {
		t.Run(l.Name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				b := drawLayout(t, l)
				res := Sheet(b, set)
				if len(res.Forms) != 1 {
					t.Fatalf("%d forms", len(res.Forms))
				}
				f := res.Forms[0]
				if f.Layout != l.Name || f.Year != 2023 || len(f.Indicators) != len(b.level1) {
					t.Fatalf("%s %d%% %v, year %d, %d rows", f.Layout, f.Confidence, f.Evidence, f.Year, len(f.Indicators))
				}
				read := got(f)
				for what, want := range b.want {
					if r, ok := read[what]; ok && r != want {
						t.Errorf("%s: %q, want %q", what, r, want)
					}
				}
				for _, x := range res.Findings {
					t.Errorf("finding %s %s", x.Code, x.Message)
				}
			})
		})
	}
}
