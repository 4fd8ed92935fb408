package cli

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"
)

func templateCommand(streams Streams) *cli.Command {
	return &cli.Command{
		Name:        "template",
		Usage:       "认得哪些表式;一份表为什么认得出或认不出",
		Description: "   表式是数据(templates/layouts/*.yaml),增加本县的表式不用写程序。",
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return usage("可用:template list、template inspect 文件、template export 表式 -o 文件", "没有子命令 %q", c.Args().First())
			}
			return cli.ShowSubcommandHelp(c)
		},
		Subcommands: []*cli.Command{
			{
				Name: "list", Usage: "列出认得的表式和见过的地方",
				Flags:  []cli.Flag{formsFlag()},
				Action: func(c *cli.Context) error { return listTemplates(c, streams) },
			},
			{
				Name: "inspect", Usage: "逐格说明一份表认出了什么、差在哪里", ArgsUsage: "文件",
				Flags:  []cli.Flag{formsFlag()},
				Action: func(c *cli.Context) error { return inspect(c, streams) },
			},
			exportCommand(streams),
		},
	}
}

func listTemplates(c *cli.Context, streams Streams) error {
	set, err := loadLayouts(c.String("forms"))
	if err != nil {
		return err
	}
	for _, l := range set.Layouts {
		fmt.Fprintln(streams.Out, pad(l.Name, 24)+l.Title)
		if len(l.Seen) > 0 {
			fmt.Fprintln(streams.Out, strings.Repeat(" ", 24)+"见于:"+strings.Join(l.Seen, ";"))
		}
	}
	return nil
}
