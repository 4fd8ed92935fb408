package cli

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// runner runs one command line in the streams it was made with and returns the exit code.
type runner func(ctx context.Context, args []string) int

// atConsole runs one command line. On Windows the console is made to show UTF-8 meanwhile, and a
// window that would vanish with the program (it was started from the Explorer, not from a command
// line) stays until the person has read it.
func atConsole(ctx context.Context, args []string, streams Streams, run runner) int {
	defer speakUTF8()()
	if !ownsWindow(streams) {
		return run(ctx, args)
	}
	return fromExplorer(ctx, args, streams, run)
}

// fromExplorer is for people who never open a command line: files dropped on the program are
// checked, a double-click opens a menu, and in the end the window waits for Enter.
func fromExplorer(ctx context.Context, args []string, streams Streams, run runner) int {
	in := bufio.NewReader(streams.In)
	if len(args) < 2 {
		return menu(ctx, args, in, streams, run)
	}
	if arePaths(args[1:]) {
		args = append([]string{args[0], "check"}, args[1:]...)
	}
	code := run(ctx, args)
	ask(in, streams, "\n按回车键关闭窗口…")
	return code
}

// arePaths reports whether every argument is a file or folder that exists, as when they are
// dropped on the program.
func arePaths(args []string) bool {
	for _, a := range args {
		if _, err := os.Stat(a); err != nil {
			return false
		}
	}
	return true
}

const menuText = `
jixiao 绩效 %s  检查、评分、汇总绩效自评表(原文件从不改动)

   1  检查:列出问题,不写任何文件
   2  评分:写评分副本和汇总表
   3  查一个问题代码或一条指标怎样算分
   4  全部命令
   0  退出

也可以把自评表或文件夹直接拖到 jixiao.exe 的图标上。
`

// menu asks what to do until the person leaves. It returns the exit code of the last command.
func menu(ctx context.Context, args []string, in *bufio.Reader, streams Streams, run runner) (code int) {
	program := args[0]
	for ctx.Err() == nil {
		fmt.Fprintf(streams.Out, menuText, Version)
		choice, more := ask(in, streams, "请输入数字,按回车:")
		switch choice {
		case "1":
			if path := askPath(in, streams); path != "" {
				code = run(ctx, []string{program, "check", path})
			}
		case "2":
			if path := askPath(in, streams); path != "" {
				code = run(ctx, []string{program, "score", path, "-o", resultFolder(path)})
			}
		case "3":
			words, _ := ask(in, streams, "问题代码(例如 L-FUND-05),或:指标值 完成值 分值(例如 ≥90% 85% 10),按回车:")
			if explain := explainArgs(words); explain != nil {
				code = run(ctx, append([]string{program}, explain...))
			}
		case "4":
			code = run(ctx, []string{program, "--help"})
		case "0":
			return code
		}
		if !more {
			return code
		}
	}
	return ExitInterrupted
}

// ask prints a question and reads one line; more is false at the end of the input.
func ask(in *bufio.Reader, streams Streams, question string) (answer string, more bool) {
	fmt.Fprint(streams.Out, question)
	line, err := in.ReadString('\n')
	return strings.TrimSpace(line), err == nil
}

// askPath asks for a file or folder; one that is dropped into the window comes in quotes.
func askPath(in *bufio.Reader, streams Streams) string {
	answer, _ := ask(in, streams, "把文件或文件夹拖进这个窗口(或输入路径),按回车:")
	return strings.TrimSpace(strings.Trim(answer, `"'`))
}

// resultFolder is a new folder beside what is scored: earlier results are never mixed with.
func resultFolder(path string) string {
	path = filepath.Clean(path)
	base := strings.TrimSuffix(path, filepath.Ext(path)) + "-评分结果"
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		base = path + "-评分结果"
	}
	folder := base
	for n := 2; ; n++ {
		if _, err := os.Stat(folder); err != nil {
			return folder
		}
		folder = base + strconv.Itoa(n)
	}
}

// explainArgs makes a command of what a person typed: one code, or target, actual value, points.
func explainArgs(words string) []string {
	fields := strings.Fields(words)
	switch len(fields) {
	case 0:
		return nil
	case 3:
		return []string{"explain", fields[0], fields[1], "--points", fields[2]}
	}
	return append([]string{"explain"}, fields...)
}
