package cli

import (
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"jixiao/internal/batch"
	"jixiao/internal/safefile"
)

func summaryCommand(streams Streams) *cli.Command {
	return &cli.Command{
		Name:      "summary",
		Usage:     "只汇总:每个县一份汇总表",
		ArgsUsage: "文件或文件夹... -o 汇总.xlsx",
		Description: `   读入并评分(不写副本),把结果汇总成一份工作簿:输入里有几个县时,前面加分县
   汇总,即市、省的汇总表。-o 给文件夹时每个县各写一份。`,
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
	input, err := gather(c, skip)
	if err != nil {
		return err
	}
	guard, dry := newWriter(c.Bool("dry-run"), input.files)
	r, err := newRun(c, &v, options)
	if err != nil {
		return err
	}
	defer r.drop()
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
