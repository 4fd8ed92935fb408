package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"jixiao/internal/audit"
	"jixiao/internal/batch"
	"jixiao/internal/recognize"
	"jixiao/internal/workbook"
)

// inspect prints what was recognised in one workbook and why, for people whose form was read
// otherwise than they expect.
func inspect(c *cli.Context, streams Streams) error {
	if c.NArg() != 1 {
		return usage("例如:jixiao template inspect 自评表.xlsx", "inspect 要一个文件")
	}
	layouts, err := loadLayouts(c.String("forms"))
	if err != nil {
		return err
	}
	path := c.Args().First()
	data, problem := batch.ReadFile(path)
	if problem == nil {
		var book *workbook.Book
		if book, err = workbook.Open(data, workbook.Limits{}); err == nil {
			for _, sheet := range book.Sheets() {
				printInspection(streams.Out, recognize.Inspect(sheet, layouts))
			}
			return nil
		}
		problem = audit.OpenProblem(err)
	}
	fmt.Fprintf(streams.Err, "jixiao: %s:%s\n提示:%s\n", path, problem.Message, problem.Hint)
	return status(ExitUnprocessed)
}

func printInspection(w io.Writer, ins recognize.Inspection) {
	fmt.Fprintf(w, "工作表“%s”\n", ins.Sheet)
	switch {
	case ins.Near != nil:
		fmt.Fprintf(w, "  没有认出自评表,最接近“%s”\n", ins.Near.Title)
		printList(w, "  缺少", ins.Near.Missing)
		for _, s := range ins.Near.Strange {
			fmt.Fprintf(w, "  %s 的“%s”不认识%s\n", s.Cell, s.Text, perhaps(s.Perhaps))
		}
	case len(ins.Forms) == 0:
		fmt.Fprintln(w, "  不是自评表")
	}
	for i := range ins.Forms {
		printForm(w, &ins.Forms[i])
	}
	fmt.Fprintln(w)
}

func printForm(w io.Writer, f *recognize.FormInspection) {
	fmt.Fprintf(w, "  表式 %s(%s),把握 %d%%,区域 %s,指标 %d 行\n",
		f.Form.Layout, f.Form.LayoutTitle, f.Form.Confidence, f.Form.Area, len(f.Form.Indicators))
	for _, e := range f.Form.Evidence {
		fmt.Fprintf(w, "    依据:%s\n", e)
	}
	for _, a := range f.Anchors {
		fmt.Fprintf(w, "    %s%s%s\n", pad(a.Cell.String(), 8), pad(a.What, 14), oneLine(a.Text))
	}
	table := ""
	for _, col := range f.Columns {
		if col.Table != table {
			table = col.Table
			fmt.Fprintf(w, "    %s的列:\n", table)
		}
		meaning := col.Meaning
		if meaning == "" {
			meaning = "没有看懂" + perhaps(col.Perhaps)
		}
		heading := oneLine(col.Heading)
		if col.Group != "" {
			heading = oneLine(col.Group) + "/" + heading
		}
		fmt.Fprintf(w, "      %s%s%s\n", pad(col.Cell.String(), 8), pad(heading, 30), meaning)
	}
	for _, x := range f.Findings {
		fmt.Fprintf(w, "    %s%s(%s)\n", pad(x.Cell.String(), 8), x.Message, x.Code)
	}
	for _, c := range f.Candidates {
		fmt.Fprintf(w, "    比对 %s%d%%\n", pad(c.Layout, 24), c.Percent)
		printList(w, "      它有而本表没有", c.Missing)
		printList(w, "      本表有而它没有", c.Extra)
	}
}

func printList(w io.Writer, label string, items []string) {
	if len(items) > 0 {
		fmt.Fprintf(w, "%s:%s\n", label, strings.Join(items, "、"))
	}
}

func perhaps(word string) string {
	if word == "" {
		return ""
	}
	return ",是否为“" + word + "”?"
}

// oneLine shows a cell's text without its line breaks, cut to what a line holds.
func oneLine(s string) string {
	const most = 30
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > most {
		return string(r[:most]) + "…"
	}
	return string(r)
}
