package rule

import (
	"strings"

	"jixiao/internal/finding"
	"jixiao/internal/form"
)

var form05 = Check{
	Code: "L-FORM-05", Severity: finding.Warn, Title: "年度总体目标不是文字目标",
	Source: srcFiled + "(S10)", run: runForm05,
}

func runForm05(p *pass) {
	look := func(v form.Value, word string) {
		text := squash(v.Text)
		switch {
		case !v.Exists():
		case placeholder(text):
			p.report(v, say("%s未填写", word), "用文字写明年度要完成的任务和效果")
		case strings.Trim(text, "0123456789.,%") == "":
			p.report(v, say("%s“%s”不是文字目标", word, short(v.Text)), "用文字写明年度要完成的任务和效果")
		}
	}
	for i := range p.Form.Goals {
		g := &p.Form.Goals[i]
		if i > 0 && placeholder(g.Expected.Text) && placeholder(g.Actual.Text) {
			continue // spare rows of a list of goals
		}
		look(g.Expected, "年度总体目标")
		look(g.Actual, "总体目标完成情况")
	}
}
