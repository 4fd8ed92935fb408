package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"golang.org/x/sync/errgroup"

	"jixiao/internal/annotate"
	"jixiao/internal/audit"
	"jixiao/internal/safefile"
)

// maxFile bounds one input file before it is read; real forms are below 1 MB.
const maxFile = 256 << 20

// batch processes files side by side with one set of options.
type batch struct {
	options audit.Options
	jobs    int
	// mark, when set, writes a marked copy of every scored file below out through writer.
	mark   bool
	plain  bool
	out    string
	writer safefile.Writer
	// done is called after each file, from any goroutine.
	done func(path string)
}

// run returns one result for each file, in the order given, however many work at once. Each file
// is on its own: what happens to one never stops the others. Only an interruption ends the run.
func (b *batch) run(ctx context.Context, files []source) ([]*audit.Result, error) {
	results := make([]*audit.Result, len(files))
	var group errgroup.Group
	jobs := b.jobs
	if jobs < 1 {
		jobs = runtime.GOMAXPROCS(0)
	}
	group.SetLimit(jobs)
	for i, f := range files {
		if ctx.Err() != nil {
			break
		}
		group.Go(func() error {
			if ctx.Err() == nil {
				results[i] = b.file(f)
				b.done(f.path)
			}
			return nil
		})
	}
	_ = group.Wait()
	return results, ctx.Err()
}

// file does everything for one file. The grid is dropped before it returns, so that memory does
// not grow with the number of files.
func (b *batch) file(src source) (res *audit.Result) {
	path := filepath.ToSlash(src.path)
	defer func() {
		if r := recover(); r != nil {
			res = audit.Unreadable(path, &audit.Problem{
				Code: "E-INTERNAL", Message: fmt.Sprintf("处理时程序出错(%v),没有写出结果", r),
				Hint: "请把这个文件发给维护人员;其余文件不受影响",
			})
		}
		res.Book = nil
	}()
	data, problem := readFile(src.path)
	if problem != nil {
		return audit.Unreadable(path, problem)
	}
	res = audit.File(path, data, &b.options)
	if !b.mark || res.Status != audit.StatusScored {
		return res
	}
	marked, notes, err := annotate.Mark(res, annotate.Options{Plain: b.plain})
	if err == nil {
		target := filepath.Join(b.out, src.rel)
		if err = b.writer.WriteFile(target, marked); err == nil {
			res.Output = filepath.ToSlash(target)
		}
	}
	res.Findings = append(res.Findings, notes...)
	if err != nil {
		res.Problem = writeProblem(err)
	}
	return res
}

func readFile(path string) ([]byte, *audit.Problem) {
	info, err := os.Stat(path)
	if err == nil && info.Size() > maxFile {
		return nil, &audit.Problem{
			Code:    "E-LIMIT",
			Message: fmt.Sprintf("文件有 %d MB,超过 %d MB 的上限,没有读取", info.Size()>>20, maxFile>>20),
			Hint:    "自评表通常不到 1 MB,请检查是否放错了文件或夹带了大图片",
		}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, readProblem(err)
	}
	return data, nil
}
