package cli

import (
	"fmt"
	"time"

	"github.com/urfave/cli/v2"

	"jixiao/internal/audit"
	"jixiao/internal/service"
)

func doctorCommand(streams Streams) *cli.Command {
	return &cli.Command{
		Name:        "doctor",
		Usage:       "检查这台电脑能不能正常工作",
		ArgsUsage:   "[工作文件夹]",
		Description: "   逐项检查文件夹、台账、磁盘、时钟、规则、名单、编码、邮件,不行的都给出办法。",
		Action:      func(c *cli.Context) error { return runDoctor(c, streams) },
	}
}

func runDoctor(c *cli.Context, streams Streams) error {
	cfg, err := openWorkspace(c)
	if err != nil {
		return err
	}
	bad := 0
	for _, check := range service.Examine(service.Examination{
		Config: cfg, Now: time.Now, Load: func() (*audit.Options, error) {
			options, _, err := workspaceOptions(cfg)
			return options, err
		},
		Mail: func() error { return tryLogin(c.Context, cfg) },
	}) {
		fmt.Fprintf(streams.Out, "%s%s%s\n", pad(string(check.Grade), 6), pad(check.Name, 18), check.Text)
		if check.Way != "" {
			fmt.Fprintf(streams.Out, "%s办法:%s\n", pad("", 24), check.Way)
		}
		if check.Grade == service.Bad {
			bad++
		}
	}
	if bad > 0 {
		return status(ExitFindings)
	}
	return nil
}
