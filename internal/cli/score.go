package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"jixiao/internal/audit"
	"jixiao/internal/batch"
	"jixiao/internal/finding"
	"jixiao/internal/render"
	"jixiao/internal/safefile"
)

func scoreCommand(streams Streams) *cli.Command {
	return &cli.Command{
		Name:      "score",
		Usage:     "检查、评分,把得分写进副本,按县汇总",
		ArgsUsage: "文件或文件夹... -o 输出文件夹",
		Description: `   读入填好的自评表(文件夹连同下级文件夹),核对指标值与完成值,算出每项得分、总分
   和等级,写进输出文件夹里的副本:得分格填入复算值,与填报不同处加批注和底色,末尾
   附“评分说明”。另按县写一份汇总表。原文件从不改动。`,
		Flags: append(append([]cli.Flag{
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "文件夹|结果写到这里(必填)"},
			&cli.BoolFlag{Name: "notice", Usage: "汇总表旁另写一份通报文字(.md)"},
			&cli.BoolFlag{Name: "plain", Usage: "副本里不加底色"},
			&cli.BoolFlag{Name: "dry-run", Usage: "只列出将写哪些文件,不写"},
		}, readingFlags()...), outputFlags()...),
		Action: func(c *cli.Context) error { return runScore(c, streams) },
	}
}

func checkCommand(streams Streams) *cli.Command {
	return &cli.Command{
		Name:        "check",
		Usage:       "只检查、评分,不写任何文件",
		ArgsUsage:   "文件或文件夹...",
		Description: "   与 score 做同样的检查和评分,只把结果显示出来。",
		Flags:       append(readingFlags(), outputFlags()...),
		Action:      func(c *cli.Context) error { return runCheck(c, streams) },
	}
}

func runScore(c *cli.Context, streams Streams) error {
	out := c.String("output")
	if out == "" {
		return usage("例如:jixiao score 收件 -o 结果。只看不写用 jixiao check。", "没有给出输出文件夹(-o)")
	}
	v, err := newVerdict(c, streams)
	if err != nil {
		return err
	}
	options, err := loadOptions(c)
	if err != nil {
		return err
	}
	input, err := gather(c, out)
	if err != nil {
		return err
	}
	if err := apart(input, out); err != nil {
		return err
	}
	guard, dry := newWriter(c.Bool("dry-run"), input.files)
	b := &batch.Batch{Options: *options, Jobs: c.Int("jobs"), Mark: true, Plain: c.Bool("plain"), Out: out, Writer: guard}
	results, err := v.process(c.Context, b, input)
	if err != nil {
		return err
	}
	files, trouble := batch.Write(batch.Books(results, options.Rules, out), c.Bool("notice"), guard)
	return v.finish(results, options, v.close(results, files, trouble, out, dry))
}

// close says where the results are and what could not be written, and decides the exit code.
func (v *verdict) close(results []*audit.Result, summaries []string, trouble []*audit.Problem, out string, dry *safefile.DryRun) int {
	if dry != nil {
		v.note("%s", planned(dry.Planned()))
	} else {
		v.note("%s", written(results, summaries, out))
	}
	for _, p := range trouble {
		fmt.Fprintf(v.streams.Err, "jixiao: %s\n提示:%s\n", p.Message, p.Hint)
	}
	if len(trouble) > 0 {
		return ExitUnprocessed
	}
	return v.code(results)
}

func runCheck(c *cli.Context, streams Streams) error {
	v, err := newVerdict(c, streams)
	if err != nil {
		return err
	}
	options, err := loadOptions(c)
	if err != nil {
		return err
	}
	input, err := gather(c, "")
	if err != nil {
		return err
	}
	results, err := v.process(c.Context, &batch.Batch{Options: *options, Jobs: c.Int("jobs")}, input)
	if err != nil {
		return err
	}
	return v.finish(results, options, v.code(results))
}

// apart refuses an output folder in which a marked copy would be one of the originals.
func apart(input found, out string) error {
	for _, f := range input.files {
		if safefile.Same(f.Path, filepath.Join(out, f.Rel)) {
			return usage("请用 -o 给另一个文件夹,例如 -o 结果", "输出会写到原件“%s”上:输出文件夹与输入是同一个,原件不会被改写,什么都没有做", f.Path)
		}
	}
	return nil
}

// gather lists the input; nothing to check is wrong usage, never a clean result.
func gather(c *cli.Context, skip string) (found, error) {
	if !c.Args().Present() {
		return found{}, usage("例如:jixiao "+c.Command.Name+" 收件", "没有给出要检查的文件或文件夹")
	}
	input, err := collect(c.Args().Slice(), skip)
	if err == nil && len(input.files) == 0 {
		hint := "请把填好的自评表(.xlsx)放进去再运行"
		if input.others > 0 {
			hint = fmt.Sprintf("里面有 %d 个其他文件,都不是电子表格;请把填好的自评表(.xlsx)放进去再运行", input.others)
		}
		err = usage(hint, "%s 里没有可检查的电子表格,什么都没有检查", quoteAll(c.Args().Slice()))
	}
	return input, err
}

func quoteAll(paths []string) string {
	quoted := make([]string, len(paths))
	for i, p := range paths {
		quoted[i] = "“" + p + "”"
	}
	return strings.Join(quoted, "、")
}

// process runs the batch with a progress bar on a terminal.
func (v *verdict) process(ctx context.Context, b *batch.Batch, input found) ([]*audit.Result, error) {
	bar := newProgress(v.streams.Err, len(input.files), v.quiet)
	b.Done = bar.done
	results, err := b.Run(ctx, input.files)
	bar.finish()
	if err != nil {
		return nil, err
	}
	audit.Across(results, &b.Options)
	if input.others > 0 {
		v.note("另有 %d 个不是电子表格的文件没有检查。", input.others)
	}
	return results, nil
}

// code decides the exit code: a file that could not be processed outweighs findings.
func (v *verdict) code(results []*audit.Result) int {
	code := ExitClean
	for _, r := range results {
		if r.Problem != nil {
			return ExitUnprocessed
		}
		if finding.Worst(r.All()) >= v.failOn {
			code = ExitFindings
		}
	}
	return code
}

// finish prints the results and carries the exit code out.
func (v *verdict) finish(results []*audit.Result, options *audit.Options, code int) error {
	if err := v.render(results, options); err != nil {
		return fmt.Errorf("输出结果时出错:%w", err)
	}
	if code == ExitClean {
		return nil
	}
	return status(code)
}

// note says something beside the result; it goes to standard error so that standard output
// holds the result alone.
func (v *verdict) note(format string, args ...any) {
	if text := fmt.Sprintf(format, args...); !v.quiet && text != "" {
		fmt.Fprintln(v.streams.Err, text)
	}
}

// written says where the results are.
func written(results []*audit.Result, summaries []string, out string) string {
	copies := 0
	for _, r := range results {
		if r.Output != "" {
			copies++
		}
	}
	var lines []string
	if copies > 0 {
		lines = append(lines, fmt.Sprintf("已写出 %d 份评分副本到 %s", copies, out))
	}
	for _, s := range summaries {
		lines = append(lines, "汇总表:"+s)
	}
	return strings.Join(lines, "\n")
}

// planned lists what a dry run would have written.
func planned(files []safefile.Planned) string {
	lines := []string{fmt.Sprintf("只演示,没有写文件。将写出 %d 个文件:", len(files))}
	for _, p := range files {
		line := "  " + p.Path
		if p.Replaces {
			line += "(替换已有的)"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// terminal reports whether w is a terminal, where a progress bar makes sense.
func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// render prints the results in the chosen format on standard output.
func (v *verdict) render(results []*audit.Result, options *audit.Options) error {
	run := &render.Run{
		Head:     render.Head{Version: Version, Rules: options.Rules.ID},
		Results:  results,
		Counties: countyLines(results, options.Rules),
	}
	color := terminal(v.streams.Out) && os.Getenv("NO_COLOR") == ""
	return render.Write(v.format, v.streams.Out, run, render.Options{MinSeverity: v.show, Color: color})
}
