package cli

import (
	"strings"

	"github.com/urfave/cli/v2"

	"jixiao/internal/render"
)

// The library keeps its help and version flags in package variables; they are set once, before
// any command line is parsed, so that every help page is Chinese.
func init() {
	cli.HelpFlag = &cli.BoolFlag{Name: "help", Aliases: []string{"h"}, Usage: "显示这一页", DisableDefaultText: true}
	cli.VersionFlag = &cli.BoolFlag{Name: "version", Aliases: []string{"v"}, Usage: "显示版本", DisableDefaultText: true}
	cli.VersionPrinter = func(c *cli.Context) { _, _ = c.App.Writer.Write([]byte("jixiao " + c.App.Version + "\n")) }
	cli.FlagStringer = flagLine
}

const exitCodes = `退出码:
   0    没有达到 --fail-on 级别的问题
   1    有达到 --fail-on 级别(默认 error)的问题
   2    用法或配置不对
   3    有文件无法处理(其余文件照常处理)
   130  被中断
`

const appHelp = `{{.Name}} {{.Version}} — {{.Usage}}

用法:
   {{.Name}} 命令 [选项] 参数...

命令:{{range .VisibleCommands}}
   {{printf "%-10s" .Name}}{{.Usage}}{{end}}

选项:{{range .VisibleFlags}}
   {{.}}{{end}}

` + exitCodes + `
例子:
   {{.Name}} score 收件 -o 结果          检查并评分,结果写到“结果”文件夹,原文件不动
   {{.Name}} check 自评表.xlsx           只检查,不写任何文件
   {{.Name}} explain '≥90%' '85%' --points 10
每个命令的说明:{{.Name}} 命令 --help
`

const commandHelp = `{{.HelpName}} — {{.Usage}}

用法:
   {{.HelpName}}{{if .Subcommands}} 子命令{{end}}{{if .ArgsUsage}} {{.ArgsUsage}}{{end}}{{if .VisibleFlags}} [选项]{{end}}
{{if .Description}}
{{.Description}}
{{end}}{{if .Subcommands}}
子命令:{{range .VisibleCommands}}
   {{printf "%-10s" .Name}}{{.Usage}}{{end}}
{{end}}{{if .VisibleFlags}}
选项:{{range .VisibleFlags}}
   {{.}}{{end}}
{{end}}
` + exitCodes

// A help page fits a terminal of 80 columns: names of flags, then what they do.
const (
	helpColumns = 80
	helpIndent  = 3
	helpNames   = 26
)

// flagLine prints one flag of a help page: names, the kind of value, what it does.
func flagLine(f cli.Flag) string {
	var names strings.Builder
	for i, n := range f.Names() {
		if i > 0 {
			names.WriteString(", ")
		}
		if len([]rune(n)) == 1 {
			names.WriteString("-" + n)
		} else {
			names.WriteString("--" + n)
		}
	}
	text := ""
	if d, ok := f.(cli.DocGenerationFlag); ok {
		text = d.GetUsage()
		if d.TakesValue() {
			if value, rest, ok := strings.Cut(text, "|"); ok {
				names.WriteString(" " + value)
				text = rest
			}
		}
	}
	lines := render.Wrap(text, helpColumns-helpIndent-helpNames)
	return pad(names.String(), helpNames) + strings.Join(lines, "\n"+strings.Repeat(" ", helpIndent+helpNames))
}
