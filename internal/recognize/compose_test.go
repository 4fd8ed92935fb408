package recognize

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"jixiao/internal/cellref"
	"jixiao/internal/form"
	"jixiao/internal/layout"
)

// gist is what counts of a form, without places and without the difference between a blank cell and none.
func gist(f *form.Form) string {
	d := describer{}
	p := f.Project
	d.line("%s %s %d|%s|%s|%s", f.Layout, f.Level, f.Year, p.Name.Text, p.Department.Text, p.Unit.Text)
	for _, r := range f.Funds.Rows {
		d.line("fund %v %s %s %s %s %s %s %s %s", r.Total, r.Label.Text, r.Initial.Text, r.Budget.Text, r.Received.Text, r.Executed.Text, r.Rate.Text, r.Points.Text, r.Score.Text)
	}
	for _, g := range f.Goals {
		d.line("goal %s %s", g.Expected.Text, g.Actual.Text)
	}
	for _, i := range f.Indicators {
		d.line("row %s/%s/%s %s %s %s %s %s %s %s", i.Level1, i.Level2, i.Name, i.Direction.Text, i.Target.Text, i.Unit.Text, i.Actual.Text, i.Points.Text, i.Score.Text, i.Reason.Text)
	}
	d.line("total %s %s %s", f.Total.Points.Text, f.Total.Score.Text, f.Total.Grade.Text)
	return d.String()
}

func gists(g *textGrid) string {
	var b strings.Builder
	for _, f := range Sheet(g, layout.Builtin()).Forms {
		b.WriteString(gist(f))
	}
	return b.String()
}

// Some writers drop merged cells, others merge what was not: the words stay where they were.
func TestSplitMerges(t *testing.T) {
	for name, g := range drawings(t) {
		t.Run(name, func(t *testing.T) {
			want := gists(g)
			rapid.Check(t, func(t *rapid.T) {
				drop := rapid.SliceOfN(rapid.Bool(), len(g.merges), len(g.merges)).Draw(t, "dropped")
				got := gists(g.split(func(i int, _ cellref.Range) bool { return !drop[i] }))
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatalf("(-want +got):\n%s", diff)
				}
			})
		})
	}
}

// beside puts the sheets next to each other, under them one below the other.
func beside(list ...*textGrid) *textGrid {
	return join(list, func(at cellref.Ref, area cellref.Range) cellref.Ref {
		return cellref.Ref{Row: at.Row, Col: at.Col + area.To.Col + 1}
	})
}

func below(list ...*textGrid) *textGrid {
	return join(list, func(at cellref.Ref, area cellref.Range) cellref.Ref {
		return cellref.Ref{Row: at.Row + area.To.Row, Col: at.Col}
	})
}

func join(list []*textGrid, next func(cellref.Ref, cellref.Range) cellref.Ref) *textGrid {
	out := draw("表", "")
	var shift cellref.Ref
	for _, g := range list {
		m := g.moved(func(r cellref.Ref) cellref.Ref { return cellref.Ref{Row: r.Row + shift.Row, Col: r.Col + shift.Col} })
		for r, c := range m.cells {
			out.cells[r] = c
		}
		out.merges = append(out.merges, m.merges...)
		area := g.Area()
		for _, r := range g.merges {
			area = area.Include(r.To)
		}
		shift = next(shift, area)
	}
	return out
}

// Several projects on one sheet, one below the other without a gap or side by side, are several forms.
func TestSeveralForms(t *testing.T) {
	all := drawings(t)
	for a, x := range all {
		for b, y := range all {
			want := gists(x) + gists(y)
			if diff := cmp.Diff(want, gists(below(x, y))); diff != "" {
				t.Errorf("%s above %s (-want +got):\n%s", a, b, diff)
			}
			if diff := cmp.Diff(want, gists(beside(x, y))); diff != "" {
				t.Errorf("%s beside %s (-want +got):\n%s", a, b, diff)
			}
		}
	}
}

// The blocks of a form may come in any order under its title; each is found by its headings.
func TestPermutedBlocks(t *testing.T) {
	const title = "项目支出绩效自评表|<|<|<|<|<|<|<\n(2022年度)|<|<|<|<|<|<|<\n"
	blocks := []string{
		"项目名称|<|道路维修|<|<|<|<|<\n主管部门|<|某县交通局|<|<|实施单位|<|公路段\n",
		"项目资金⏎(万元)|<|年初预算数|全年预算数|全年执行数|分值|执行率|得分\n^|年度资金总额|#100|#90|#81|#10|90%|#9\n^|其中:当年财政拨款|#100|#90|#81|—||—\n",
		"年度总体目标|预期目标|<|<|实际完成情况|<|<|<\n^|维修道路|<|<|完成维修|<|<|<\n",
		"一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施\n产出指标|数量指标|维修里程|≥10公里|#10|#50|#50|\n效益指标|社会效益指标|出行便利|明显|明显|#40|#40|\n总分|<|<|<|<|#100|#99|\n",
	}
	want := gists(draw("表", title+strings.Join(blocks, "")))
	rapid.Check(t, func(t *rapid.T) {
		order := rapid.Permutation([]int{0, 1, 2, 3}).Draw(t, "order")
		text := title
		for _, i := range order {
			text += blocks[i]
		}
		got := gists(draw("表", text))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("order %v (-want +got):\n%s", order, diff)
		}
	})
}

// However strange a sheet is, reading it gives an answer: no panic, no row twice, every value on
// the sheet, the same answer again.
func FuzzSheet(f *testing.F) {
	f.Add("项目支出绩效自评表|<\n一级指标|二级指标|三级指标|年度指标值|实际完成值\n产出指标|^|甲|<|#1")
	f.Add("一级指标|一级指标|三级指标|三级指标\n^|^|<|<\n总分|<|注:|^")
	f.Add("预算数:|#1|执行数:|#2\n预算数|执行数|执行率\n其中:|:|:1|@A1=")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4000 {
			return
		}
		g := draw("表", text)
		g.merges = separate(g.merges)
		first := ""
		for range 2 {
			res := Sheet(g, layout.Builtin())
			seen := map[int]bool{}
			out := ""
			for _, fm := range res.Forms {
				out += describe(fm, true) + fmt.Sprint(res.Findings)
				for _, i := range fm.Indicators {
					key := i.Row*1000 + fm.Area.From.Col
					if seen[key] {
						t.Errorf("row %d twice", i.Row)
					}
					seen[key] = true
				}
			}
			if first != "" && first != out {
				t.Errorf("two answers:\n%s\n%s", first, out)
			}
			first = out
		}
	})
}

// separate keeps merges that do not overlap, as a workbook does.
func separate(list []cellref.Range) []cellref.Range {
	var out []cellref.Range
next:
	for _, m := range list {
		if m.From.Col < 1 || m.From.Row < 1 {
			continue
		}
		for _, o := range out {
			if o.Overlaps(m) {
				continue next
			}
		}
		out = append(out, m)
	}
	return out
}
