package batch

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"jixiao/internal/annotate"
	"jixiao/internal/audit"
	"jixiao/internal/finding"
	"jixiao/internal/safefile"
	"jixiao/internal/workbook"
)

// worked is what became of one workbook before anything is written.
type worked struct {
	*audit.Result
	marked []byte            // the marked copy, nil when there is none to write
	notes  []finding.Finding // about the marking
	err    error             // of the marking
}

// File does everything for one file. The grid is dropped before it returns, so that memory does
// not grow with the number of files.
func (b *Batch) File(src Source) *audit.Result {
	data, problem := ReadFile(src.Path)
	if problem != nil {
		return audit.Unreadable(src.name(), problem)
	}
	w := b.inTime(src.name(), data)
	if b.Convert != nil && w.Problem != nil && w.Problem.Code == workbook.CodeXLS {
		w = b.converted(src.name(), data, w)
		src.Rel += ".xlsx" // beside a form.xlsx of its own there may be a form.xls
	}
	if w.marked != nil {
		target := filepath.Join(b.Out, src.Rel)
		if w.err = b.Writer.WriteFile(target, w.marked); w.err == nil {
			w.Output = filepath.ToSlash(target)
		}
	}
	w.Findings = append(w.Findings, w.notes...)
	if w.err != nil {
		w.Problem = WriteProblem(w.err)
	}
	return w.Result
}

// grace is how long after its time a file is waited for: most end by themselves.
const grace = 2 * time.Second

// inTime works on one workbook for no longer than Time allows. Work that does not end by itself soon after
// is left behind: it has nothing to write any more, and the other files go on.
func (b *Batch) inTime(name string, data []byte) worked {
	limit := b.Time
	if limit <= 0 {
		limit = DefaultTime
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	done := make(chan worked, 1)
	go func() {
		defer cancel()
		done <- b.work(ctx, name, data)
	}()
	select {
	case w := <-done:
		return w
	case <-ctx.Done(): // its time is over, or it has just ended
	}
	select {
	case w := <-done:
		return w
	case <-time.After(grace):
		return worked{Result: audit.Unreadable(name, audit.OutOfTime())}
	}
}

// work examines a workbook and makes its marked copy.
func (b *Batch) work(ctx context.Context, name string, data []byte) (w worked) {
	defer func() {
		if r := recover(); r != nil {
			w = worked{Result: audit.Unreadable(name, &audit.Problem{
				Code: "E-INTERNAL", Message: fmt.Sprintf("处理时程序出错(%v),没有写出结果", r),
				Hint: "请把这个文件发给维护人员;其余文件不受影响",
			})}
		}
		w.Book = nil
	}()
	if b.hook != nil {
		b.hook(ctx)
	}
	w.Result = audit.File(ctx, name, data, &b.Options)
	if b.Mark && w.Status == audit.StatusScored {
		w.marked, w.notes, w.err = annotate.Mark(w.Result, annotate.Options{Plain: b.Plain})
	}
	return w
}

// converted works on what Convert makes of a file; refused is what became of it without that.
func (b *Batch) converted(name string, data []byte, refused worked) worked {
	made, err := b.Convert(data)
	if err != nil {
		refused.Problem = &audit.Problem{
			Code: refused.Problem.Code, Message: fmt.Sprintf("文件是旧版或其他格式,转换没有成功:%v", err),
			Hint: "请用 WPS 或 Excel 打开后另存为“Excel 工作簿(*.xlsx)”再试",
		}
		return refused
	}
	w := b.inTime(name, made)
	w.SHA256 = refused.SHA256 // the file's own
	w.Findings = append(w.Findings, finding.Finding{
		Code: CodeConverted, Severity: finding.Info, Source: "约定",
		Message: "文件是旧版或其他格式,经 LibreOffice 转换后读取",
		Hint:    "请对照原件看一遍数字和版式;上报的文件最好另存为 .xlsx",
	})
	return w
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
