package cli

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"jixiao/internal/audit"
	"jixiao/internal/batch"
	"jixiao/internal/render"
	"jixiao/internal/safefile"
	"jixiao/internal/summary"
)

func summaryCommand(streams Streams) *cli.Command {
	return &cli.Command{
		Name:      "summary",
		Usage:     "只汇总:每个县一份汇总表",
		ArgsUsage: "文件或文件夹... -o 汇总.xlsx",
		Description: `   读入并评分(不写副本),把结果汇总成一份工作簿:输入里有几个县时,前面加分县
   汇总,即市、省的汇总表。-o 给文件夹时每个县各写一份。各县 jixiao summary
   --format json 的输出(.json)也可以作输入,市级汇总与各县数字一致。
   --format csv 按部门、按县列出同样的数字。`,
		Flags: append(append([]cli.Flag{
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "文件|汇总表写到这里(必填);给文件夹时每个县一份"},
			&cli.BoolFlag{Name: "notice", Usage: "另写一份通报文字(.md),所有数字出自汇总表"},
			&cli.BoolFlag{Name: "dry-run", Usage: "只列出将写哪些文件,不写"},
		}, readingFlags()...), append(referenceFlags(), outputFlags()...)...),
		Action: func(c *cli.Context) error { return runSummary(c, streams) },
	}
}

func runSummary(c *cli.Context, streams Streams) error {
	out := c.String("output")
	if out == "" {
		return usage("例如:jixiao summary 收件 -o 汇总.xlsx", "没有给出汇总表的文件名(-o)")
	}
	v, err := newVerdict(c, streams)
	if err != nil {
		return err
	}
	options, err := loadOptions(c)
	if err != nil {
		return err
	}
	single := strings.EqualFold(filepath.Ext(out), ".xlsx")
	skip := out
	if single {
		skip = ""
	}
	paths, earlier := splitEarlier(c.Args().Slice())
	var input found
	if len(paths) > 0 || len(earlier) == 0 {
		if input, err = gatherPaths(c, paths, skip); err != nil {
			return err
		}
	}
	guard, dry := newWriter(c.Bool("dry-run"), input.files)
	r, err := newRun(c, &v, options)
	if err != nil {
		return err
	}
	defer r.drop()
	r.summing, r.earlier = true, earlier
	if err := r.examine(c, &batch.Batch{}, input, out); err != nil {
		return err
	}
	books := batch.BooksOf(r.counties, out)
	if single {
		books = []batch.Book{batch.Merge(books, out)}
	}
	return r.finish(r.close(books, c.Bool("notice"), guard, out, dry))
}

// newWriter returns the way to the disk, or for a dry run a list of what would be written; the
// originals are protected either way.
func newWriter(dryRun bool, originals []batch.Source) (*safefile.Guard, *safefile.DryRun) {
	var dry *safefile.DryRun
	var to safefile.Writer = safefile.Real{}
	if dryRun {
		dry = &safefile.DryRun{}
		to = dry
	}
	guard := safefile.NewGuard(to)
	for _, f := range originals {
		guard.Protect(f.Path)
	}
	return guard, dry
}

// splitEarlier tells the summaries of earlier runs from workbooks and folders.
func splitEarlier(args []string) (paths, earlier []string) {
	for _, a := range args {
		if strings.EqualFold(filepath.Ext(a), ".json") {
			earlier = append(earlier, a)
		} else {
			paths = append(paths, a)
		}
	}
	return paths, earlier
}

// readEarlier adds the summaries of earlier runs to the lines of this one.
func readEarlier(lines *summary.Collector, files []string) error {
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return pathError(name, err)
		}
		err = lines.Read(bufio.NewReader(f))
		_ = f.Close()
		if err != nil {
			return usage("", "%s:%v", name, err)
		}
	}
	return nil
}

// figures is the output of summary that says only what the summary does: CSV, or text for a run
// over earlier summaries.
type figures struct{ *run }

func (f *figures) File(*audit.Result) error { return nil }

func (f *figures) Close([]render.County) error {
	if f.format == "csv" {
		return summary.WriteCSV(f.streams.Out, f.counties)
	}
	for _, in := range f.counties {
		sums, err := summary.Compute(in)
		if errors.Is(err, summary.ErrEmpty) {
			continue
		}
		if err == nil {
			_, err = fmt.Fprintf(f.streams.Out, "%s:%s\n", strings.TrimSuffix(in.Title(), "绩效自评汇总"), sums.Verdict())
		}
		if err != nil {
			return err
		}
	}
	return nil
}
