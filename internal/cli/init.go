package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"jixiao/internal/config"
	"jixiao/internal/safefile"
	"jixiao/internal/service"
	template "jixiao/templates/config"
)

func initCommand(streams Streams) *cli.Command {
	return &cli.Command{
		Name:      "init",
		Usage:     "建立工作文件夹:收件、结果、汇总……和配置",
		ArgsUsage: "文件夹",
		Description: `   建立 收件、结果、汇总、存档、无法处理、重复 六个文件夹和配置 jixiao.yaml。
   已有的文件和文件夹不动,可以重复运行。`,
		Action: func(c *cli.Context) error { return runInit(c, streams) },
	}
}

func runInit(c *cli.Context, streams Streams) error {
	dir := c.Args().First()
	if dir == "" {
		return usage("例如:jixiao init 绩效自评", "没有给出要建立的文件夹")
	}
	path := filepath.Join(dir, config.FileName)
	_, err := os.Stat(path)
	fresh := errors.Is(err, fs.ErrNotExist)
	if fresh {
		if err := (safefile.Real{}).WriteFile(path, template.File); err != nil {
			return err
		}
	}
	cfg, err := openWorkspace(c)
	if err != nil {
		return err
	}
	if err := service.MakeFolders(cfg); err != nil {
		return usage("请检查磁盘、网络共享和权限后再运行一次", "%v", err)
	}
	said := "已建立 "
	if !fresh {
		said = "已有配置,没有改动:"
	}
	fmt.Fprintf(streams.Out, "%s%s\n", said, path)
	for _, f := range cfg.All() {
		fmt.Fprintf(streams.Out, "  %s%s\n", pad(f.Name, 10), f.Path)
	}
	fmt.Fprintf(streams.Out, "下一步:\n  jixiao doctor %s    检查这台电脑\n  jixiao watch %s     开始处理放入“收件”的自评表\n", shellWord(dir), shellWord(dir))
	return nil
}

// shellWord writes a path so that it can be copied into a command line.
func shellWord(path string) string {
	if strings.ContainsAny(path, " \t&()'$;|<>*?!") && !strings.Contains(path, `"`) {
		return `"` + path + `"`
	}
	return path
}

func configCommand(streams Streams) *cli.Command {
	return &cli.Command{
		Name:  "config",
		Usage: "看配置的每一项和它从哪里来",
		Subcommands: []*cli.Command{{
			Name:        "show",
			Usage:       "列出每一项的值和来源",
			ArgsUsage:   "[工作文件夹]",
			Description: "   密码只说有没有、从哪里来,从不显示。",
			Action: func(c *cli.Context) error {
				cfg, err := openWorkspace(c)
				if err != nil {
					return err
				}
				for _, s := range cfg.Settings() {
					fmt.Fprintf(streams.Out, "%s%s%s\n", pad(s.Key, 22), pad(s.Value, 26), s.Origin)
				}
				return nil
			},
		}},
	}
}
