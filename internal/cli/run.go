package cli

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"jixiao/internal/audit"
	"jixiao/internal/batch"
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/render"
	"jixiao/internal/safefile"
	"jixiao/internal/summary"
)

// run is one pass of check, score or summary over its input: every file is examined and set
// aside, the files are compared with each other, then they come by once more to be shown and summed
// up. Nothing of a file stays in memory but its line of the summary.
type run struct {
	*verdict
	options *audit.Options
	lists   *reference
	store   *batch.Store
	aside   *batch.Aside
	summing bool     // summary: its figures are output as well
	earlier []string // summaries of earlier runs, to add up with this one

	copies      int // marked copies written
	unprocessed bool
	worst       finding.Severity
	counties    []*summary.Input
	ends        []render.County
	out         render.Renderer
}

// newRun prepares a run with the lists that the command line names.
func newRun(c *cli.Context, v *verdict, options *audit.Options) (*run, error) {
	lists, err := loadReference(c, options)
	if err != nil {
		return nil, err
	}
	return &run{verdict: v, options: options, lists: lists, store: batch.NewStore(options), aside: &batch.Aside{}}, nil
}

// drop removes what the run has on disk.
func (r *run) drop() {
	r.store.Close()
	r.aside.Close()
}

// examine runs the batch with a progress bar on a terminal; links of summaries are relative to the
// folder base.
func (r *run) examine(c *cli.Context, b *batch.Batch, input found, base string) error {
	bar := newProgress(r.streams.Err, len(input.files), r.quiet)
	if err := equip(c, b, r.options, bar); err != nil {
		return err
	}
	stop, err := startConverter(c, b)
	if err != nil {
		return err
	}
	defer stop()
	defer batch.TuneMemory()()
	err = b.Each(c.Context, input.files, r.store.Add)
	bar.finish()
	if err != nil {
		return err
	}
	due := batch.NewDue(r.lists.roster, r.store.Counties())
	if due == nil {
		r.store.Finish(nil)
	} else {
		r.store.Finish(due.Expected)
		if due.Homeless > 0 {
			r.note("名单有 %d 行没有写县区,而收到的表属于几个县,这些行没有核对。请给名单加“县区”一列。", due.Homeless)
		}
	}
	if input.others > 0 {
		r.note("另有 %d 个不是电子表格的文件没有检查。", input.others)
	}
	return r.present(base, due)
}

// present hands every file to the output and to the summary.
func (r *run) present(base string, due *batch.Due) error {
	color := terminal(r.streams.Out) && os.Getenv("NO_COLOR") == ""
	unchecked := r.lists.unchecked()
	opt := render.Options{MinSeverity: r.show, Color: color, Title: titleOf}
	if r.summing {
		opt.Summary = func(w io.Writer) error { return summary.WriteData(w, r.counties) }
	}
	out, err := render.New(r.format, r.streams.Out, render.Head{Version: Version, Rules: r.options.Rules.ID, Unchecked: unchecked}, opt)
	if err != nil {
		return err
	}
	if r.summing && (r.format == "csv" || r.format == "text" && r.store.Len() == 0) {
		out = &figures{run: r}
	}
	r.out = out
	lines := summary.NewCollector(base, r.aside)
	err = r.store.Each(func(res *audit.Result) error {
		r.count(res)
		if err := lines.Add(res); err != nil {
			return err
		}
		return r.printed(out.File(res))
	})
	if due != nil {
		due.Tell(lines)
	}
	if err == nil {
		err = readEarlier(lines, r.earlier)
	}
	r.counties = lines.Inputs()
	for _, in := range r.counties {
		batch.Describe(in, r.options.Rules)
		in.Unchecked = r.lists.lines()
	}
	r.ends = countyLines(r.counties)
	for _, c := range r.ends {
		if len(c.Missing) > 0 {
			r.worst = max(r.worst, finding.Error) // L-XF-01, also where no form is left to carry it
		}
	}
	return err
}

func (r *run) count(res *audit.Result) {
	if res.Output != "" {
		r.copies++
	}
	r.unprocessed = r.unprocessed || res.Problem != nil
	r.worst = max(r.worst, finding.Worst(res.All()))
}

// code decides the exit code: a file that could not be processed outweighs findings.
func (r *run) code() int {
	switch {
	case r.unprocessed:
		return ExitUnprocessed
	case r.worst >= r.failOn:
		return ExitFindings
	}
	return ExitClean
}

// finish ends the output and carries the exit code out.
func (r *run) finish(code int) error {
	if err := r.printed(r.out.Close(r.ends)); err != nil {
		return err
	}
	if code == ExitClean {
		return nil
	}
	return status(code)
}

func (r *run) printed(err error) error {
	if err != nil {
		return fmt.Errorf("输出结果时出错:%w", err)
	}
	return nil
}

// close writes the summaries, says where the results are and what could not be written, and
// decides the exit code.
func (r *run) close(books []batch.Book, notice bool, w safefile.Writer, out string, dry *safefile.DryRun) int {
	files, trouble := batch.Write(books, notice, w)
	if dry != nil {
		r.note("%s", planned(dry.Planned()))
	} else {
		r.note("%s", r.written(files, out))
	}
	for _, p := range trouble {
		fmt.Fprintf(r.streams.Err, "jixiao: %s\n提示:%s\n", p.Message, p.Hint)
	}
	if len(trouble) > 0 {
		return ExitUnprocessed
	}
	return r.code()
}

// written says where the results are.
func (r *run) written(summaries []string, out string) string {
	var lines []string
	if r.copies > 0 {
		lines = append(lines, fmt.Sprintf("已写出 %d 份评分副本到 %s", r.copies, out))
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

// countyLines are the figures of each county for the end of the output.
func countyLines(counties []*summary.Input) []render.County {
	var list []render.County
	for _, in := range counties {
		f, err := summary.Compute(in)
		if err != nil || in.County.Name == "" {
			continue
		}
		line := render.County{
			Name: f.Name, Departments: f.Departments, Projects: f.Projects, Average: f.Average, Unequal: f.Unequal, Rate: f.Rate,
			Budget: decimal.Some(f.Budget), Executed: decimal.Some(f.Executed),
		}
		for _, g := range f.Grades {
			line.Grades = append(line.Grades, render.GradeCount{Name: g.Name, Count: g.Score})
		}
		for _, m := range f.Missing {
			line.Missing = append(line.Missing, m.Project)
		}
		for _, m := range f.Matters {
			if m.Kind == summary.MatterDepartment || m.Kind == summary.MatterProject {
				line.Confirm = append(line.Confirm, m.Text)
			}
		}
		list = append(list, line)
	}
	return list
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
