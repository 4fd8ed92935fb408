package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"jixiao/internal/batch"
	"jixiao/internal/blank"
	"jixiao/internal/layout"
	"jixiao/internal/safefile"
	"jixiao/internal/suggest"
)

func exportCommand(streams Streams) *cli.Command {
	return &cli.Command{
		Name: "export", Usage: "写出一种表式的空白表,填好后可直接检查", ArgsUsage: "表式 -o 文件.xlsx",
		Description: "   表式的名称见 template list。空白表带下拉列表、填写提示、打印设置和填表说明。\n   已有的文件不会被盖掉,除非加 --force。",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "文件|写到哪里,例如 空白表.xlsx"},
			&cli.BoolFlag{Name: "force", Usage: "文件已经存在时替换它"},
			formsFlag(),
		},
		Action: func(c *cli.Context) error { return exportForm(c, streams) },
	}
}

// exportForm writes the blank form of a layout to a file of its own.
func exportForm(c *cli.Context, streams Streams) error {
	const example = "例如:jixiao template export central-2020 -o 空白表.xlsx"
	if c.NArg() != 1 {
		return usage(example, "export 要一种表式的名称")
	}
	set, err := loadLayouts(c.String("forms"))
	if err != nil {
		return err
	}
	l, err := findLayout(set, c.Args().First())
	if err != nil {
		return err
	}
	path := c.String("output")
	switch {
	case path == "":
		return usage(example, "没有给出写到哪里(-o)")
	case !strings.EqualFold(filepath.Ext(path), ".xlsx"):
		return usage(example, "空白表是 .xlsx 文件,-o “%s”不是", path)
	}
	if _, err := os.Lstat(path); err == nil && !c.Bool("force") {
		return usage("换一个文件名,或加 --force 替换它。", "“%s”已经存在,没有改动", path)
	} else if err != nil && !errors.Is(err, os.ErrNotExist) {
		return pathError(path, err)
	}
	data, err := blank.New(l, set).Workbook()
	if err != nil {
		return err
	}
	if err := (safefile.Real{}).WriteFile(path, data); err != nil {
		problem := batch.WriteProblem(err)
		fmt.Fprintf(streams.Err, "jixiao: %s\n提示:%s\n", problem.Message, problem.Hint)
		return status(ExitUnprocessed)
	}
	fmt.Fprintf(streams.Out, "已写出 %s:%s。填好后运行 jixiao check 检查。\n", path, l.Title)
	return nil
}

// findLayout finds a form by its name or by what people call it.
func findLayout(set *layout.Set, name string) (*layout.Layout, error) {
	var names []string
	for _, l := range set.Layouts {
		if l.Name == name || l.Title == name {
			return l, nil
		}
		names = append(names, l.Name)
	}
	return nil, usage(suggest.Question(name, names)+"运行 jixiao template list 看全部表式。", "没有表式 %q", name)
}
