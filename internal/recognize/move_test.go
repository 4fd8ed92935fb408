package recognize

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"jixiao/internal/cellref"
	"jixiao/internal/layout"
	"jixiao/internal/workbook"
)

// moved returns a copy of a grid with its cells at other places.
func (g *textGrid) moved(to func(cellref.Ref) cellref.Ref) *textGrid {
	out := &textGrid{name: g.name, cells: map[cellref.Ref]workbook.Cell{}}
	for r, c := range g.cells {
		out.cells[to(r)] = c
	}
	for _, m := range g.merges {
		out.merges = append(out.merges, cellref.Range{From: to(m.From), To: to(m.To)})
	}
	return out
}

// split returns a copy without the merges that keep says no to.
func (g *textGrid) split(keep func(int, cellref.Range) bool) *textGrid {
	out := &textGrid{name: g.name, cells: g.cells}
	for i, m := range g.merges {
		if keep(i, m) {
			out.merges = append(out.merges, m)
		}
	}
	return out
}

func readGrid(g *textGrid) string {
	var b strings.Builder
	for _, f := range Sheet(g, layout.Builtin()).Forms {
		b.WriteString(describe(f, false))
	}
	return b.String()
}

func drawings(t *testing.T) map[string]*textGrid {
	files, _ := filepath.Glob("testdata/*.txt")
	out := map[string]*textGrid{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(file)] = draw("表", string(text))
	}
	return out
}

// A form that begins further down or to the right, or has blank rows and columns put in by hand,
// is the same form.
func TestMoved(t *testing.T) {
	for name, g := range drawings(t) {
		t.Run(name, func(t *testing.T) {
			want := readGrid(g)
			rapid.Check(t, func(t *rapid.T) {
				rows := gaps(t, "rows", g.Area().To.Row)
				cols := gaps(t, "cols", g.Area().To.Col+2)
				got := readGrid(g.moved(func(r cellref.Ref) cellref.Ref {
					return cellref.Ref{Row: rows[r.Row], Col: cols[r.Col]}
				}))
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatalf("rows %v cols %v (-want +got):\n%s", rows, cols, diff)
				}
			})
		})
	}
}

// gaps maps 1..n to increasing numbers with a few blanks before and between them.
func gaps(t *rapid.T, label string, n int) []int {
	list := make([]int, n+1)
	at := rapid.IntRange(0, 4).Draw(t, label+" before")
	extra := rapid.IntRange(2, n+1).Draw(t, label+" blank")
	for i := 1; i <= n; i++ {
		if i == extra {
			at++
		}
		at++
		list[i] = at
	}
	return list
}

// A second sheet of the workbook or text of people around a form changes nothing: notices, rosters,
// budget tables and plans are no forms, and nothing is said about them.
func TestOtherSheets(t *testing.T) {
	for name, text := range map[string]string{
		"notice":  "关于开展2022年度绩效自评工作的通知\n各单位:\n请于3月底前报送项目支出绩效自评表。\n附件:项目支出绩效自评表",
		"roster":  "序号|姓名|单位|联系电话\n1|某某|财政局|123\n2|某某|教育局|456",
		"budget":  "2022年度部门预算表|<|<|<\n项目名称|年初预算数|调整预算数|执行数\n道路维修|#100|#120|#110\n合计|#100|#120|#110",
		"summary": "2022年度项目支出绩效自评情况汇总表|<|<|<|<|<\n序号|项目名称|主管部门|全年预算数|全年执行数|自评得分\n1|道路维修|某县交通局|#100|#90|#95",
		"list":    "2022年度项目支出绩效自评结果统计表|<|<|<|<|<|<\n单位名称:某局||||||\n序号|项目名称|全年预算数|全年执行数|执行率|自评得分|等级\n1|道路维修|#100|#90|90%|#95|优",
		"rules":   "项目支出绩效自评评分说明|<|<\n一级指标|二级指标|三级指标|分值|评分标准\n产出指标|数量指标|完成率|#10|按比例",
		"plan":    "项目支出绩效目标申报表|<|<|<\n项目名称|<|道路维修|<\n一级指标|二级指标|三级指标|指标值\n产出指标|数量指标|道路|≥5公里",
		"monitor": "项目支出绩效运行监控表|<|<|<|<\n一级指标|二级指标|三级指标|年度指标值|1-7月完成值\n产出指标|数量指标|道路|≥5公里|2公里",
		"blank":   "",
	} {
		t.Run(name, func(t *testing.T) {
			res := Sheet(draw("表", text), layout.Builtin())
			if len(res.Forms) != 0 || len(res.Findings) != 0 {
				t.Errorf("forms %d findings %v", len(res.Forms), res.Findings)
			}
		})
	}
}
