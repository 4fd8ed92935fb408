package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"jixiao/internal/audit"
	"jixiao/internal/batch"
	"jixiao/internal/finding"
	"jixiao/internal/report"
	"jixiao/internal/safefile"
	"jixiao/internal/suggest"
)

func reportCommand(streams Streams) *cli.Command {
	return &cli.Command{
		Name:      "report",
		Usage:     "按部门写整体支出绩效自评报告(.docx)",
		ArgsUsage: "文件或文件夹... -o 输出文件夹",
		Description: `   数字出自各项目的自评表,单位情况出自事实文件(YAML);两处都没有的,在报告里
   写成【待填:…】,并在结束时列出,绝不编造。--facts-template 写一份带说明的
   事实文件。`,
		Flags: append(append([]cli.Flag{
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "文件夹|报告写到这里(必填)"},
			&cli.StringSliceFlag{Name: "facts", Usage: "文件|事实文件,每个部门一份,可给多次"},
			&cli.StringFlag{Name: "facts-template", Usage: "文件|写一份空的事实文件,写完即止"},
			&cli.StringFlag{Name: "template", Usage: "文件|用本单位的 .docx 模板(样式名相同)"},
			&cli.BoolFlag{Name: "dry-run", Usage: "只列出将写哪些文件,不写"},
		}, readingFlags()...), reportFlags()...),
		Action: func(c *cli.Context) error { return runReport(c, streams) },
	}
}

// reportFormats are the writers of a report.
var reportFormats = []string{"docx", "md"}

func reportFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "format", Value: "docx", Usage: "格式|docx 或 md(默认 docx)"},
		&cli.StringFlag{Name: "fail-on", Value: "error", Usage: "级别|有这一级及以上的问题时退出码为 1;给 warn 时有【待填】也为 1(默认 error)"},
		&cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: "不显示进度和说明"},
	}
}

// reporting is one run of the report command.
type reporting struct {
	streams  Streams
	format   string
	failOn   finding.Severity
	template []byte
	facts    []*report.Facts
	writer   safefile.Writer
	out      string
	code     int
}

func runReport(c *cli.Context, streams Streams) error {
	if name := c.String("facts-template"); name != "" {
		return writeFactsTemplate(name, streams)
	}
	if c.String("output") == "" {
		return usage("例如:jixiao report 收件/工商联 -o 报告 --facts 工商联.yaml", "没有给出输出文件夹(-o)")
	}
	r := &reporting{streams: streams, format: c.String("format"), out: c.String("output")}
	if err := r.prepare(c); err != nil {
		return err
	}
	options, err := loadOptions(c)
	if err != nil {
		return err
	}
	input, err := gather(c, r.out)
	if err != nil {
		return err
	}
	guard, dry := newWriter(c.Bool("dry-run"), input.files)
	r.writer = guard
	bar := newProgress(streams.Err, len(input.files), c.Bool("quiet"))
	b := &batch.Batch{}
	if err := equip(c, b, options, bar); err != nil {
		return err
	}
	results, err := b.Run(c.Context, input.files)
	bar.finish()
	if err != nil {
		return err
	}
	audit.Across(results, options)
	r.unreadable(results)
	departments := report.Departments(results)
	for i := range departments {
		departments[i].Rules = options.Rules
		r.department(&departments[i], len(departments) == 1)
	}
	if dry != nil {
		fmt.Fprintln(streams.Out, planned(dry.Planned()))
	}
	if r.code == ExitClean {
		return nil
	}
	return status(r.code)
}

func (r *reporting) prepare(c *cli.Context) error {
	var err error
	if r.failOn, err = finding.ParseSeverity(c.String("fail-on")); err != nil {
		return usage("例如 --fail-on warn", "--fail-on:%v", err)
	}
	if r.format != "docx" && r.format != "md" {
		return usage(suggest.Question(r.format, reportFormats)+"可用:docx、md", "没有报告格式 %q", r.format)
	}
	if name := c.String("template"); name != "" {
		if r.template, err = os.ReadFile(name); err != nil {
			return pathError(name, err)
		}
	}
	for _, name := range c.StringSlice("facts") {
		data, err := os.ReadFile(name)
		if err != nil {
			return pathError(name, err)
		}
		facts, err := report.LoadFacts(filepath.Base(name), data)
		if err != nil {
			return usage("改正后再运行;jixiao report --facts-template 文件 写一份带说明的样本", "%v", err)
		}
		r.facts = append(r.facts, facts)
	}
	return nil
}

func writeFactsTemplate(name string, streams Streams) error {
	if _, err := os.Stat(name); err == nil {
		return usage("请换一个文件名,或先移走它", "文件“%s”已经存在,没有覆盖", name)
	}
	if err := (safefile.Real{}).WriteFile(name, report.FactsTemplate()); err != nil {
		p := batch.WriteProblem(err)
		return fmt.Errorf("%s。提示:%s", p.Message, p.Hint)
	}
	fmt.Fprintf(streams.Out, "已写出事实文件 %s,按里面的说明填写后用 --facts 给出\n", name)
	return nil
}

// unreadable names the files that no report can include.
func (r *reporting) unreadable(results []*audit.Result) {
	for _, res := range results {
		if res != nil && res.Problem != nil {
			fmt.Fprintf(r.streams.Err, "jixiao: %s:%s\n提示:%s\n", res.Path, res.Problem.Message, res.Problem.Hint)
			r.code = ExitUnprocessed
		}
	}
}

// department writes the report of one department and says what is still to be filled in.
func (r *reporting) department(in *report.Input, only bool) {
	doc, findings := report.Build(in, r.factsFor(in, only))
	data, err := []byte(doc.Markdown()), error(nil)
	if r.format == "docx" {
		data, err = doc.WriteDocx(r.template)
	}
	path := filepath.Join(r.out, doc.FileName("."+r.format))
	if err == nil {
		err = r.writer.WriteFile(path, data)
	}
	if err != nil {
		p := batch.WriteProblem(err)
		fmt.Fprintf(r.streams.Err, "jixiao: %s没有写出:%s\n提示:%s\n", doc.Name(), p.Message, p.Hint)
		r.code = ExitUnprocessed
		return
	}
	fmt.Fprintf(r.streams.Out, "%s\n  %s\n", doc.Name(), path)
	for _, f := range findings {
		fmt.Fprintf(r.streams.Out, "  %s %s [%s]\n", f.Severity.Word(), f.Message, f.Code)
		if f.Hint != "" {
			fmt.Fprintf(r.streams.Out, "       处理:%s\n", f.Hint)
		}
	}
	if blanks := doc.Blanks(); len(blanks) > 0 {
		fmt.Fprintf(r.streams.Out, "  待填 %d 处:%s\n", len(blanks), strings.Join(blanks, "、"))
	}
	if r.code == ExitClean && finding.Worst(findings) >= r.failOn {
		r.code = ExitFindings
	}
}

// factsFor picks the facts that name the department; facts that name none serve a run of one.
func (r *reporting) factsFor(in *report.Input, only bool) *report.Facts {
	for _, f := range r.facts {
		if named := f.Department != "" || f.Name != ""; (named || only) && f.Matches(in) {
			return f
		}
	}
	return nil
}
