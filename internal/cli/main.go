// Package cli is the command line: commands, flags, exit codes, progress, messages. It is the
// only room that uses urfave/cli and the only one, besides safefile, that touches the disk.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"

	"github.com/urfave/cli/v2"

	"jixiao/internal/suggest"
)

// Exit codes. They are part of the interface: no flag changes their meaning.
const (
	ExitClean       = 0   // nothing at or above --fail-on
	ExitFindings    = 1   // findings at or above --fail-on
	ExitUsage       = 2   // wrong usage or configuration
	ExitUnprocessed = 3   // one or more files could not be processed; the others were
	ExitInterrupted = 130 // stopped by Ctrl-C or SIGTERM
)

// Streams are the three standard streams, injected so that tests call Main in process.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// Version is the version that the tool reports; a release build sets it.
var Version = "0.1.0"

// Main runs one command line (args[0] is the program) and returns the exit code.
func Main(ctx context.Context, args []string, streams Streams) int {
	return atConsole(ctx, args, streams, func(ctx context.Context, args []string) int { return runLine(ctx, args, streams) })
}

func runLine(ctx context.Context, args []string, streams Streams) (code int) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Fprintf(streams.Err, "jixiao: 程序内部错误(%v),没有改动任何原文件。请把下面的内容连同命令发给维护人员:\n%s", r, debug.Stack())
			code = ExitUnprocessed
		}
	}()
	app := newApp(streams)
	args, err := arrange(app, args)
	if err == nil {
		err = app.RunContext(ctx, args)
	}
	return conclude(ctx, streams.Err, err)
}

// status carries an exit code out of a command that has already said everything.
type status int

func (s status) Error() string { return fmt.Sprintf("exit %d", int(s)) }

// usageError is wrong usage or configuration: exit 2, with a hint of its own line.
type usageError struct {
	message, hint string
}

func (e *usageError) Error() string { return e.message }

func usage(hint, format string, args ...any) error {
	return &usageError{message: fmt.Sprintf(format, args...), hint: hint}
}

// conclude says why a command failed and what to do, and gives the exit code.
func conclude(ctx context.Context, w io.Writer, err error) int {
	var s status
	var u *usageError
	switch {
	case err == nil:
		return ExitClean
	case errors.As(err, &s):
		return int(s)
	case ctx.Err() != nil:
		fmt.Fprintln(w, "jixiao: 已中断。写好的结果文件都是完整的,原文件没有改动。")
		return ExitInterrupted
	case errors.As(err, &u):
		fmt.Fprintf(w, "jixiao: %s\n", u.message)
		if u.hint != "" {
			fmt.Fprintf(w, "提示:%s\n", u.hint)
		}
		return ExitUsage
	default:
		fmt.Fprintf(w, "jixiao: %v\n", err)
		return ExitUnprocessed
	}
}

func newApp(streams Streams) *cli.App {
	return &cli.App{
		Name:                  "jixiao",
		Usage:                 "检查、评分、汇总项目支出绩效自评表",
		Version:               Version,
		Reader:                streams.In,
		Writer:                streams.Out,
		ErrWriter:             streams.Err,
		CustomAppHelpTemplate: appHelp,
		HideHelpCommand:       true,
		ExitErrHandler:        func(*cli.Context, error) {},
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return unknownCommand(c)
			}
			return cli.ShowAppHelp(c)
		},
		Commands: commands(streams),
	}
}

// commands is every command in the order the help lists them.
func commands(streams Streams) []*cli.Command {
	list := []*cli.Command{
		scoreCommand(streams),
		checkCommand(streams),
		summaryCommand(streams),
		reportCommand(streams),
		explainCommand(streams),
		templateCommand(streams),
		initCommand(streams),
		watchCommand(streams),
		statusCommand(streams),
		configCommand(streams),
		serviceCommand(streams),
		doctorCommand(streams),
		mailCommand(streams),
	}
	for _, c := range list {
		dress(c)
	}
	return list
}

// dress gives a command and its sub-commands the Chinese help page.
func dress(c *cli.Command) {
	c.CustomHelpTemplate = commandHelp
	c.HideHelpCommand = true
	for _, sub := range c.Subcommands {
		dress(sub)
	}
}

func unknownCommand(c *cli.Context) error {
	given := c.Args().First()
	names := make([]string, 0, len(c.App.Commands))
	for _, cmd := range c.App.Commands {
		names = append(names, cmd.Name)
	}
	return usage(suggest.Question(given, names)+"运行 jixiao --help 看全部命令。", "没有命令 %q", given)
}
