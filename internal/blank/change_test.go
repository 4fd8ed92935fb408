package blank

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"

	"jixiao/internal/cellref"
	"jixiao/internal/layout"
)

// changes are what people do to a form without changing what it says.
var changes = map[string]func(f *excelize.File, last cellref.Ref) error{
	"moved to column D row 7": func(f *excelize.File, _ cellref.Ref) error {
		if err := f.InsertRows(FormSheet, 1, 6); err != nil {
			return err
		}
		return f.InsertCols(FormSheet, "A", 3)
	},
	"other fonts and colours": func(f *excelize.File, last cellref.Ref) error {
		style, err := f.NewStyle(&excelize.Style{
			Font:      &excelize.Font{Family: "黑体", Size: 14, Italic: true, Color: "C00000", Strike: true},
			Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFFF00"}},
			Alignment: &excelize.Alignment{Horizontal: "right", TextRotation: 45},
		})
		if err != nil {
			return err
		}
		return f.SetCellStyle(FormSheet, "A1", last.String(), style)
	},
	"sheets before and behind": func(f *excelize.File, _ cellref.Ref) error {
		for _, name := range []string{"封面", "项目清单", "草稿"} {
			if _, err := f.NewSheet(name); err != nil {
				return err
			}
			for at, text := range map[string]string{"A1": "2022年度项目支出绩效自评情况汇总表", "A2": "项目名称", "B2": "全年预算数", "C2": "自评得分", "A3": "村道养护", "B3": "12", "C3": "95"} {
				if err := f.SetCellStr(name, at, text); err != nil {
					return err
				}
			}
		}
		if err := f.SetSheetVisible("草稿", false); err != nil {
			return err
		}
		return f.MoveSheet("封面", FormSheet)
	},
	"narrow columns and low rows": func(f *excelize.File, last cellref.Ref) error {
		if err := f.SetColWidth(FormSheet, "B", "C", 0.5); err != nil {
			return err
		}
		return f.SetRowHeight(FormSheet, last.Row/2, 3)
	},
}

// People move forms, recolour them and keep other sheets in the same file; what the form says stays the
// same, through real files.
func TestChangesThatChangeNothing(t *testing.T) {
	set := layout.Builtin()
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			for i, l := range set.Layouts {
				form, data := export(t, l, set)
				filled := fill(l, form, uint64(500+i))
				f, err := excelize.OpenReader(bytes.NewReader(withExcelize(t, data, filled.cells)))
				if err != nil {
					t.Fatal(err)
				}
				if err := change(f, cellref.Ref{Row: form.last, Col: len(form.grid)}); err != nil {
					t.Fatal(err)
				}
				out, err := f.WriteToBuffer()
				if err != nil {
					t.Fatal(err)
				}
				if diff := filled.want.differences(read(t, out.Bytes(), set)); diff != "" {
					t.Errorf("%s:\n%s", l.Name, diff)
				}
			}
		})
	}
}
