package cli

import (
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/urfave/cli/v2"

	"jixiao/internal/suggest"
)

// arrange puts flags before arguments, since people write "score 收件 -o 结果" and the flag
// library stops at the first argument. Unknown flags and missing values are usage errors here,
// in Chinese and with a suggestion.
func arrange(app *cli.App, args []string) ([]string, error) {
	out := args[:min(1, len(args))]
	rest := args[len(out):]
	flags := []cli.Flag{cli.HelpFlag, cli.VersionFlag}
	commands := app.Commands
	for len(rest) > 0 && len(commands) > 0 {
		i := slices.IndexFunc(commands, func(c *cli.Command) bool { return c.HasName(rest[0]) })
		if i < 0 {
			break
		}
		flags = append([]cli.Flag{cli.HelpFlag}, commands[i].Flags...)
		out = append(slices.Clip(out), rest[0])
		rest, commands = rest[1:], commands[i].Subcommands
	}
	options, arguments, err := split(rest, flags)
	if err != nil {
		return nil, err
	}
	out = append(slices.Clip(out), options...)
	if len(arguments) > 0 {
		out = append(append(out, "--"), arguments...)
	}
	return out, nil
}

func split(args []string, flags []cli.Flag) (options, arguments []string, err error) {
	for i := 0; i < len(args); i++ {
		a := args[i]
		switch {
		case a == "--":
			return options, append(arguments, args[i+1:]...), nil
		case len(a) < 2 || a[0] != '-' || startsNumber(a):
			arguments = append(arguments, a)
			continue
		}
		name, _, hasValue := strings.Cut(strings.TrimLeft(a, "-"), "=")
		f := findFlag(flags, name)
		if f == nil {
			var names []string
			for _, f := range flags {
				names = append(names, "--"+f.Names()[0])
			}
			return nil, nil, usage(suggest.Question("--"+name, names)+"加 --help 看可用的选项。", "没有选项 %s", a)
		}
		options = append(options, a)
		if d, ok := f.(cli.DocGenerationFlag); !ok || !d.TakesValue() || hasValue {
			continue
		}
		if i+1 == len(args) {
			return nil, nil, usage("例如 "+a+" 后面空一格再写它的值。", "选项 %s 缺少值", a)
		}
		i++
		options = append(options, args[i])
	}
	return options, arguments, nil
}

// startsNumber tells a negative number ("-5%") from a flag.
func startsNumber(a string) bool { return a[1] >= '0' && a[1] <= '9' || a[1] == '.' }

func findFlag(flags []cli.Flag, name string) cli.Flag {
	for _, f := range flags {
		if slices.Contains(f.Names(), name) {
			return f
		}
	}
	return nil
}

// pad fills s with blanks to width columns of a terminal; Chinese characters take two.
func pad(s string, width int) string {
	if w := runewidth.StringWidth(s); w < width {
		return s + strings.Repeat(" ", width-w)
	}
	return s + " "
}
