// Package batch does for many files what audit does for one: read, score, mark a copy, and
// summarise by county. The command line and the folder service run the same code.
package batch

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"golang.org/x/sync/errgroup"

	"jixiao/internal/annotate"
	"jixiao/internal/audit"
	"jixiao/internal/finding"
	"jixiao/internal/safefile"
	"jixiao/internal/workbook"
)

// CodeConverted is the finding about a file that was converted before it was read.
const CodeConverted = "W-CONVERT-01"

// MaxFile bounds one input file before it is read; real forms are below 1 MB.
const MaxFile = 256 << 20

// Source is one file to process.
type Source struct {
	// Path is where its bytes are.
	Path string
	// Name is the path that the file is known by: in results, and as a source of county and
	// year. "" means Path.
	Name string
	// Rel is where its marked copy lies below the output folder.
	Rel string
}

func (s Source) name() string {
	if s.Name != "" {
		return filepath.ToSlash(s.Name)
	}
	return filepath.ToSlash(s.Path)
}

// Batch processes files side by side with one set of options.
type Batch struct {
	Options audit.Options
	// Jobs is how many files are processed at once; below 1 all processors are used.
	Jobs int
	// Mark, when set, writes a marked copy of every scored file below Out through Writer.
	Mark   bool
	Plain  bool // no shading in marked copies
	Out    string
	Writer safefile.Writer
	// Convert, when set, turns a workbook of an old or foreign format into .xlsx; called from any
	// goroutine. Without it such a file is refused with the way out.
	Convert func(data []byte) ([]byte, error)
	// Done, when set, is called with the Path of each file behind it, from any goroutine.
	Done func(path string)
}

// Run returns one result for each file, in the order given, however many work at once. Each file
// is on its own: what happens to one never stops the others. Only an interruption ends the run:
// files that were begun are finished, the results of the others are nil.
func (b *Batch) Run(ctx context.Context, files []Source) ([]*audit.Result, error) {
	results := make([]*audit.Result, 0, len(files))
	err := b.Each(ctx, files, func(r *audit.Result) { results = append(results, r) })
	return results, err
}

// Each does what Run does and hands the results to take, in the order of files and one at a time,
// so that none needs to be kept. A file that takes long holds up only so many others that memory
// stays bounded.
func (b *Batch) Each(ctx context.Context, files []Source, take func(*audit.Result)) error {
	jobs := b.Jobs
	if jobs < 1 {
		jobs = runtime.GOMAXPROCS(0)
	}
	ahead := 8 * jobs
	slots := make([]chan *audit.Result, min(ahead, len(files)))
	for i := range slots {
		slots[i] = make(chan *audit.Result, 1)
	}
	var group errgroup.Group
	group.SetLimit(jobs)
	begin := func(i int) {
		group.Go(func() error {
			var r *audit.Result
			if ctx.Err() == nil {
				r = b.File(files[i])
				if b.Done != nil {
					b.Done(files[i].Path)
				}
			}
			slots[i%ahead] <- r
			return nil
		})
	}
	begun := 0
	for i := range files {
		for begun < len(files) && begun < i+ahead {
			begin(begun)
			begun++
		}
		take(<-slots[i%ahead])
	}
	_ = group.Wait()
	return ctx.Err()
}

// File does everything for one file. The grid is dropped before it returns, so that memory does
// not grow with the number of files.
func (b *Batch) File(src Source) (res *audit.Result) {
	defer func() {
		if r := recover(); r != nil {
			res = audit.Unreadable(src.name(), &audit.Problem{
				Code: "E-INTERNAL", Message: fmt.Sprintf("处理时程序出错(%v),没有写出结果", r),
				Hint: "请把这个文件发给维护人员;其余文件不受影响",
			})
		}
		res.Book = nil
	}()
	data, problem := ReadFile(src.Path)
	if problem != nil {
		return audit.Unreadable(src.name(), problem)
	}
	res = audit.File(src.name(), data, &b.Options)
	if b.Convert != nil && res.Problem != nil && res.Problem.Code == workbook.CodeXLS {
		res = b.converted(src.name(), data, res)
		src.Rel += ".xlsx" // beside a form.xlsx of its own there may be a form.xls
	}
	if !b.Mark || res.Status != audit.StatusScored {
		return res
	}
	marked, notes, err := annotate.Mark(res, annotate.Options{Plain: b.Plain})
	if err == nil {
		target := filepath.Join(b.Out, src.Rel)
		if err = b.Writer.WriteFile(target, marked); err == nil {
			res.Output = filepath.ToSlash(target)
		}
	}
	res.Findings = append(res.Findings, notes...)
	if err != nil {
		res.Problem = WriteProblem(err)
	}
	return res
}

// converted examines what Convert makes of a file; refused is its result without that.
func (b *Batch) converted(name string, data []byte, refused *audit.Result) *audit.Result {
	made, err := b.Convert(data)
	if err != nil {
		refused.Problem = &audit.Problem{
			Code: refused.Problem.Code, Message: fmt.Sprintf("文件是旧版或其他格式,转换没有成功:%v", err),
			Hint: "请用 WPS 或 Excel 打开后另存为“Excel 工作簿(*.xlsx)”再试",
		}
		return refused
	}
	res := audit.File(name, made, &b.Options)
	res.SHA256 = refused.SHA256 // the file's own
	res.Findings = append(res.Findings, finding.Finding{
		Code: CodeConverted, Severity: finding.Info, Source: "约定",
		Message: "文件是旧版或其他格式,经 LibreOffice 转换后读取",
		Hint:    "请对照原件看一遍数字和版式;上报的文件最好另存为 .xlsx",
	})
	return res
}

// ReadFile reads one input file; a file beyond MaxFile is not read.
func ReadFile(path string) ([]byte, *audit.Problem) {
	info, err := os.Stat(path)
	if err == nil && info.Size() > MaxFile {
		return nil, &audit.Problem{
			Code:    "E-LIMIT",
			Message: fmt.Sprintf("文件有 %d MB,超过 %d MB 的上限,没有读取", info.Size()>>20, MaxFile>>20),
			Hint:    "自评表通常不到 1 MB,请检查是否放错了文件或夹带了大图片",
		}
	}
	data, err := safefile.ReadFile(path)
	if safefile.IsBusy(err, path) {
		return nil, &audit.Problem{Code: "E-READ", Message: "文件正被 Excel、WPS 等程序占用,没有读到", Hint: "请关闭打开它的程序后再运行"}
	}
	if err != nil {
		return nil, ReadProblem(err)
	}
	return data, nil
}
