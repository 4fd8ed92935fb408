package cli

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"jixiao/internal/batch"
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
		}, readingFlags()...), append(referenceFlags(), outputFlags()...)...),
		Action: func(c *cli.Context) error { return runScore(c, streams) },
	}
}

func checkCommand(streams Streams) *cli.Command {
	return &cli.Command{
		Name:        "check",
		Usage:       "只检查、评分,不写任何文件",
		ArgsUsage:   "文件或文件夹...",
		Description: "   与 score 做同样的检查和评分,只把结果显示出来。",
		Flags:       append(append(readingFlags(), referenceFlags()...), outputFlags()...),
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
	r, err := newRun(c, &v, options)
	if err != nil {
		return err
	}
	defer r.drop()
	if err := r.examine(c, &batch.Batch{Mark: true, Plain: c.Bool("plain"), Out: out, Writer: guard}, input, out); err != nil {
		return err
	}
	return r.finish(r.close(batch.BooksOf(r.counties, out), c.Bool("notice"), guard, out, dry))
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
	r, err := newRun(c, &v, options)
	if err != nil {
		return err
	}
	defer r.drop()
	if err := r.examine(c, &batch.Batch{}, input, ""); err != nil {
		return err
	}
	return r.finish(r.code())
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
	return gatherPaths(c, c.Args().Slice(), skip)
}

func gatherPaths(c *cli.Context, paths []string, skip string) (found, error) {
	if len(paths) == 0 {
		return found{}, usage("例如:jixiao "+c.Command.Name+" 收件", "没有给出要检查的文件或文件夹")
	}
	input, err := collect(paths, skip)
	if err == nil && len(input.files) == 0 {
		hint := "请把填好的自评表(.xlsx)放进去再运行"
		if input.others > 0 {
			hint = fmt.Sprintf("里面有 %d 个其他文件,都不是电子表格;请把填好的自评表(.xlsx)放进去再运行", input.others)
		}
		err = usage(hint, "%s 里没有可检查的电子表格,什么都没有检查", quoteAll(paths))
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

// note says something beside the result; it goes to standard error so that standard output
// holds the result alone.
func (v *verdict) note(format string, args ...any) {
	if text := fmt.Sprintf(format, args...); !v.quiet && text != "" {
		fmt.Fprintln(v.streams.Err, text)
	}
}
