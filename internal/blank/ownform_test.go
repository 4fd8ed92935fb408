package blank

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"jixiao/internal/form"
	"jixiao/internal/layout"
)

var update = flag.Bool("update", false, "write the worked example anew")

const ownForm = "../../testdata/own-form"

// ownValues fill in the worked example: one row of the form each, in print order of the slots.
var ownValues = map[string]any{
	"head 0 year": "（2023年度）", "head 0 name": "送戏下乡惠民演出", "head 0 department": "某县文化和旅游局", "head 0 unit": "某县文化馆", "head 0 person": "艺术辅导部",
	"goals 0 expected": "全年送戏下乡60场，覆盖全部乡镇，丰富群众文化生活。", "goals 0 actual": "全年送戏下乡54场，覆盖全部乡镇。",
	"notes 0 note":        "希望冬季增加室内演出。",
	"total 0 score":       95.5,
	"funds 0 budget":      60,
	"funds 0 executed":    54,
	"funds 0 rate":        "90%",
	"funds 0 score":       9,
	"funds 1 budget":      50,
	"funds 1 executed":    44,
	"funds 2 budget":      10,
	"funds 2 executed":    10,
	"indicators 5 reason": "冬季室内场地不足，下年在乡镇文化站增加场次。",
	"indicators 0 reason": "汛期取消的演出顺延到次年春季，已列入计划。",
}

// ownRows are the indicators, by printed row.
var ownRows = map[int][]any{ // name, points, requirement, target, unit, actual, score
	0: {"送戏下乡场次", 20, "≥", 60, "场", 54, 18},
	1: {"覆盖乡镇", 10, "=", 12, "个", 12, 10},
	2: {"原创节目占比", 10, "≥", 30, "%", 33, 10},
	3: {"演出按期完成率", 10, "≥", 90, "%", 90, 10},
	4: {"观看人次", 15, "≥", 12000, "人次", 12600, 15},
	5: {"丰富群众文化生活", 15, "定性", "效果明显", "", "达成预期指标", 13.5},
	6: {"观众满意度", 10, "≥", 90, "%", 93, 10},
}

var ownColumns = []form.Role{form.Level3, form.Points, form.Direction, form.Target, form.Unit, form.Actual, form.SelfScore}

func ownExample(f *Form) []typed {
	var cells []typed
	for _, s := range f.Slots {
		v := ownValues[fmt.Sprintf("%s %d %s", s.Block, s.Row, s.Role)]
		for i, role := range ownColumns {
			if row := ownRows[s.Row]; s.Block == layout.Indicators && s.Role == role && row != nil {
				v = row[i]
			}
		}
		if v != nil && v != "" {
			cells = append(cells, typed{s.Cell().String(), v})
		}
	}
	return cells
}

// A county describes its own form in YAML and nothing else: the worked example is read as that form,
// every value in its place, and is no form to a program that does not know the description.
func TestOwnForm(t *testing.T) {
	set, err := layout.With(os.DirFS(ownForm))
	if err != nil {
		t.Fatal(err)
	}
	l := set.Layout("惠民演出自查表")
	f, data := export(t, l, set)
	path := filepath.Join(ownForm, "惠民演出.xlsx")
	if *update {
		if err := os.WriteFile(path, withExcelize(t, data, ownExample(f)), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	filled, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := facts{"layout": l.Name, "forms": "1", "level": "project", "year": "2023", "rows": "7", "money unit": "万元",
		"name": "送戏下乡惠民演出", "department": "某县文化和旅游局", "unit": "某县文化馆", "person": "艺术辅导部",
		"goal expected": "全年送戏下乡60场，覆盖全部乡镇，丰富群众文化生活。", "goal actual": "全年送戏下乡54场，覆盖全部乡镇。",
		"total points": "100", "total score": "95.5", "note 观众反馈摘要": "希望冬季增加室内演出。", "row 5 reason": "冬季室内场地不足，下年在乡镇文化站增加场次。", "row 0 reason": "汛期取消的演出顺延到次年春季，已列入计划。",
		"fund 0 budget": "60", "fund 0 executed": "54", "fund 0 rate": "90%", "fund 0 points": "10", "fund 0 score": "9",
		"fund 1 budget": "50", "fund 1 executed": "44", "fund 2 budget": "10", "fund 2 executed": "10",
	}
	levels := []string{"演出产出", "演出产出", "演出产出", "演出产出", "惠民效果", "惠民效果", "群众口碑"}
	subs := []string{"场次规模", "场次规模", "演出质量", "演出质量", "群众受益", "群众受益", "观众满意度"}
	for n, row := range ownRows {
		for i, role := range ownColumns {
			want[fmt.Sprintf("row %d %s", n, role)] = fmt.Sprint(row[i])
		}
		want[fmt.Sprintf("row %d name", n)], want[fmt.Sprintf("row %d level1", n)], want[fmt.Sprintf("row %d level2", n)] = fmt.Sprint(row[0]), levels[n], subs[n]
	}
	if diff := want.differences(read(t, filled, set)); diff != "" {
		t.Error(diff)
	}
	if got := read(t, filled, layout.Builtin()); got["layout"] == l.Name || got["rows"] == "7" {
		t.Errorf("read without its description: %v", got)
	}
}
