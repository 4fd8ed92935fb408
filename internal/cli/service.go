package cli

import (
	"errors"
	"fmt"

	"github.com/urfave/cli/v2"

	"jixiao/internal/config"
	"jixiao/internal/service"
)

func serviceCommand(streams Streams) *cli.Command {
	sub := func(name, use, about string, do func(*config.Config, *service.Daemon) error) *cli.Command {
		return &cli.Command{Name: name, Usage: use, ArgsUsage: "[工作文件夹]", Description: about, Action: func(c *cli.Context) error {
			cfg, err := openWorkspace(c)
			if err != nil {
				return err
			}
			d, err := service.NewDaemon(cfg)
			if err != nil {
				return err
			}
			return do(cfg, d)
		}}
	}
	return &cli.Command{
		Name:  "service",
		Usage: "装成系统服务,开机自动处理",
		Subcommands: []*cli.Command{
			sub("install", "安装并启动", `   Windows 服务、Linux systemd 或 macOS launchd,开机自动运行 jixiao watch。要管
   理员权限。Windows 服务看不到映射的网络驱动器,共享文件夹要写成 \\服务器\共享。`,
				func(cfg *config.Config, d *service.Daemon) error {
					if _, _, err := workspaceOptions(cfg); err != nil {
						return err // a service that cannot start is no service
					}
					running, err := d.Install()
					if err != nil {
						return err
					}
					if !running {
						return fmt.Errorf("服务 %s 已安装,但没有运行起来。用 jixiao watch %s 直接运行看看原因", d.Name(), shellWord(cfg.Base))
					}
					fmt.Fprintf(streams.Out, "已安装并启动服务 %s,处理 %s\n", d.Name(), cfg.Base)
					return nil
				}),
			sub("uninstall", "停止并卸载", "   只去掉服务,工作文件夹和文件都不动。", func(_ *config.Config, d *service.Daemon) error {
				err := d.Uninstall()
				if errors.Is(err, service.ErrNotInstalled) {
					fmt.Fprintf(streams.Out, "没有安装过服务 %s,不用卸载\n", d.Name())
					return nil
				}
				if err != nil {
					return err
				}
				fmt.Fprintf(streams.Out, "已卸载服务 %s,工作文件夹没有改动\n", d.Name())
				return nil
			}),
			sub("status", "服务有没有在运行", "", func(_ *config.Config, d *service.Daemon) error {
				state, err := d.State()
				if err != nil {
					return err
				}
				fmt.Fprintf(streams.Out, "服务 %s:%s\n", d.Name(), state)
				return nil
			}),
		},
	}
}
