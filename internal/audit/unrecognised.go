package audit

import (
	"fmt"
	"strings"

	"jixiao/internal/recognize"
)

// sheetNear is what a sheet without a form resembles.
type sheetNear struct {
	sheet string
	near  *recognize.Near
}

// unrecognised says why a readable workbook holds no known form: which one is nearest, what is
// missing and what is named differently.
func unrecognised(sheets []string, near []sheetNear) *Problem {
	if len(near) == 0 {
		return &Problem{
			Code:    "E-UNRECOGNISED",
			Message: fmt.Sprintf("没有认出绩效自评表(工作表:%s)", strings.Join(limited(sheets), "、")),
			Hint:    "如果这是自评表,请用官方表式填写;其他文件请移出文件夹。jixiao template list 列出认得的表式",
		}
	}
	var parts []string
	for _, n := range near {
		parts = append(parts, describe(n))
	}
	return &Problem{
		Code:    "E-UNRECOGNISED",
		Message: "没有认出绩效自评表:" + strings.Join(parts, ";"),
		Hint:    "请按官方表式补齐或改回表头;jixiao template inspect 文件 逐格说明认出了什么",
	}
}

func describe(n sheetNear) string {
	text := fmt.Sprintf("工作表“%s”最接近“%s”", n.sheet, n.near.Title)
	if len(n.near.Missing) > 0 {
		text += ",缺少 " + strings.Join(limited(n.near.Missing), "、")
	}
	for _, s := range n.near.Strange {
		text += fmt.Sprintf(",%s 的“%s”", s.Cell, s.Text)
		if s.Perhaps != "" {
			text += fmt.Sprintf("是否为“%s”?", s.Perhaps)
		} else {
			text += "不认识"
		}
	}
	return text
}

// limited shortens a long list of names for a sentence.
func limited(names []string) []string {
	const most = 6
	if len(names) <= most {
		return names
	}
	return append(append([]string(nil), names[:most]...), fmt.Sprintf("等 %d 项", len(names)))
}
