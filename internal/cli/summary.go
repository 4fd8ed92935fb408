package cli

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"jixiao/internal/audit"
	"jixiao/internal/decimal"
	"jixiao/internal/render"
	"jixiao/internal/ruleset"
	"jixiao/internal/safefile"
	"jixiao/internal/summary"
)

func summaryCommand(streams Streams) *cli.Command {
	return &cli.Command{
		Name:      "summary",
		Usage:     "只汇总:每个县一份汇总表",
		ArgsUsage: "文件或文件夹... -o 汇总.xlsx",
		Description: `   读入并评分(不写副本),把结果汇总成一份工作簿。输入里有几个县时,-o 给一个
   文件夹,每个县写一份。`,
		Flags: append(append([]cli.Flag{
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "文件|汇总表写到这里(必填);几个县时给文件夹"},
			&cli.BoolFlag{Name: "dry-run", Usage: "只列出将写哪些文件,不写"},
		}, readingFlags()...), outputFlags()...),
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
	isFile := filepath.Ext(out) == ".xlsx"
	skip := out
	if isFile {
		skip = ""
	}
	input, err := gather(c, skip)
	if err != nil {
		return err
	}
	guard, dry := newWriter(c.Bool("dry-run"), input.files)
	results, err := v.process(c.Context, &batch{options: *options, jobs: c.Int("jobs")}, input)
	if err != nil {
		return err
	}
	place := func(in *summary.Input) string { return filepath.Join(out, in.FileName()) }
	base := out
	if isFile {
		base = filepath.Dir(out)
		if n := len(summary.Collect(results, base)); n > 1 {
			return usage("请用 -o 给一个文件夹,每个县写一份", "输入里有 %d 个县的表,不能写成一个文件", n)
		}
		place = func(*summary.Input) string { return out }
	}
	files, trouble := writeSummaries(results, options.Rules, base, place, guard)
	return v.finish(results, options, v.close(results, files, trouble, out, dry))
}

// newWriter returns the way to the disk, or for a dry run a list of what would be written; the
// originals are protected either way.
func newWriter(dryRun bool, originals []source) (*safefile.Guard, *safefile.DryRun) {
	var dry *safefile.DryRun
	var to safefile.Writer = safefile.Real{}
	if dryRun {
		dry = &safefile.DryRun{}
		to = dry
	}
	guard := safefile.NewGuard(to)
	for _, f := range originals {
		guard.Protect(f.path)
	}
	return guard, dry
}

// writeSummaries writes one workbook for each county and returns their paths and what went wrong.
func writeSummaries(results []*audit.Result, rules *ruleset.RuleSet, base string, place func(*summary.Input) string, w safefile.Writer) (files []string, trouble []*audit.Problem) {
	for _, in := range summary.Collect(results, base) {
		describe(in, rules)
		data, err := summary.Workbook(in)
		if errors.Is(err, summary.ErrEmpty) {
			continue
		}
		path := place(in)
		if err == nil {
			err = w.WriteFile(path, data)
		}
		if err != nil {
			p := writeProblem(err)
			p.Message = fmt.Sprintf("%s没有写出:%s", in.Title(), p.Message)
			trouble = append(trouble, p)
			continue
		}
		files = append(files, path)
	}
	return files, trouble
}

// describe tells the summary the words of the rule set and of the checks.
func describe(in *summary.Input, rules *ruleset.RuleSet) {
	in.Rules = rules.Name
	in.Titles = checkTitles()
	for _, g := range rules.Grades {
		in.Grades = append(in.Grades, g.Name)
	}
}

// countyLines are the figures of each county for the end of the output.
func countyLines(results []*audit.Result, rules *ruleset.RuleSet) []render.County {
	var list []render.County
	for _, in := range summary.Collect(results, "") {
		describe(in, rules)
		f, err := summary.Compute(in)
		if err != nil || in.County.Name == "" {
			continue
		}
		line := render.County{
			Name: f.Name, Departments: f.Departments, Projects: f.Projects, Average: f.Average, Rate: f.Rate,
			Budget: decimal.Some(f.Budget), Executed: decimal.Some(f.Executed),
		}
		for _, g := range f.Grades {
			line.Grades = append(line.Grades, render.GradeCount{Name: g.Name, Count: g.Score})
		}
		for _, m := range f.Missing {
			line.Missing = append(line.Missing, m.Project)
		}
		list = append(list, line)
	}
	return list
}
