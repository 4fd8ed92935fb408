package audit

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"jixiao/internal/county"
	"jixiao/internal/finding"
	"jixiao/internal/form"
	"jixiao/internal/recognize"
	"jixiao/internal/rule"
	"jixiao/internal/score"
	"jixiao/internal/workbook"
)

// File reads, recognises, scores and checks one workbook. path is only a name: it tells county
// and year when nothing better does, and nothing is opened by it. The result is complete on
// every input; problems are in it. When ctx ends first the file is unreadable with E-TIME.
func File(ctx context.Context, path string, data []byte, opt *Options) *Result {
	sum := sha256.Sum256(data)
	digest := hex.EncodeToString(sum[:])
	refused := func(p *Problem) *Result {
		res := Unreadable(path, p)
		res.SHA256 = digest
		return res
	}
	limits := opt.Limits
	limits.Stop = func() bool { return ctx.Err() != nil }
	book, err := workbook.Open(data, limits)
	if err != nil {
		return refused(OpenProblem(err))
	}
	res := &Result{Path: path, SHA256: digest, Modified: book.Modified(), Book: book}
	var near []sheetNear
	var order []string
	var hidden []Form
	for _, sheet := range book.Sheets() {
		if sheet.Ours() {
			continue // the reasons of an earlier run, not what was filed
		}
		if ctx.Err() != nil {
			return refused(OutOfTime())
		}
		order = append(order, sheet.Name())
		seen := recognize.Sheet(sheet, opt.Layouts)
		if len(seen.Forms) == 0 {
			res.Findings = append(res.Findings, seen.Findings...) // why a sheet was not even tried
		}
		share := shares(&seen)
		for i, f := range seen.Forms {
			one := examine(f, share[i], path, opt)
			if sheet.Hidden() {
				hidden = append(hidden, one)
				continue
			}
			res.Forms = append(res.Forms, one)
		}
		if seen.Near != nil {
			near = append(near, sheetNear{sheet.Name(), seen.Near})
		}
	}
	res.withHidden(hidden)
	res.Forms = withoutBlanks(res.Forms)
	res.withoutExamples(opt.Layouts)
	for i := range res.Forms {
		list := res.Forms[i].Findings
		finding.Sort(list, order)
		res.Forms[i].Findings = finding.Compact(list)
	}
	if len(res.Forms) == 0 {
		res.Status = StatusUnrecognised
		res.Problem = unrecognised(order, near)
		return res
	}
	res.Status = StatusScored
	return res
}

// withoutBlanks leaves out the blank forms that departments keep beside the one they filled in. A
// workbook that holds nothing else keeps them: it was handed in unfilled.
func withoutBlanks(forms []Form) []Form {
	filled := make([]Form, 0, len(forms))
	for _, f := range forms {
		if !f.Untouched() {
			filled = append(filled, f)
		}
	}
	if len(filled) == 0 {
		return forms
	}
	return filled
}

// shares deals the findings of recognition out to the forms of a sheet: to the form whose area they lie in,
// those outside of every area to the first.
func shares(seen *recognize.Result) [][]finding.Finding {
	out := make([][]finding.Finding, len(seen.Forms))
	if len(out) == 0 {
		return nil
	}
	for _, f := range seen.Findings {
		home := max(0, slices.IndexFunc(seen.Forms, func(other *form.Form) bool { return other.Area.Contains(f.Cell) }))
		out[home] = append(out[home], f)
	}
	return out
}

// examine scores one recognised form, runs the checks and says whose form it is.
func examine(f *form.Form, seen []finding.Finding, path string, opt *Options) Form {
	where := county.Input{Flag: opt.County, FlagYear: opt.Year, Path: path, Form: f}
	if opt.RosterCounty != nil {
		where.Roster = opt.RosterCounty(f)
	}
	place := county.Locate(where)
	sheet := score.Form(f, opt.Rules, opt.Language)
	found := rule.Form(&rule.Input{Form: f, Score: sheet, Rules: opt.Rules, Reference: opt.Reference.Of(f.Project.Name.Text)})
	return Form{
		Form: f, Score: sheet, County: place.County, Year: place.Year,
		Findings: opt.Waivers.Apply(append(seen, found...), path, f.Project.Name.Text, opt.Today),
	}
}

// Unreadable returns the result of a file that could not be read at all.
func Unreadable(path string, p *Problem) *Result {
	return &Result{Path: path, Status: StatusUnreadable, Problem: p}
}

// OpenProblem turns an error of opening a workbook into the sentence for its file.
func OpenProblem(err error) *Problem {
	var e *workbook.Error
	if errors.As(err, &e) {
		return &Problem{Code: e.Code, Message: e.Error(), Hint: e.Hint}
	}
	return &Problem{Code: "E-DAMAGED", Message: fmt.Sprintf("无法读取:%v", err), Hint: "请用 WPS 或 Excel 打开后另存为 .xlsx 再试"}
}

// OutOfTime is what is said of a file that took longer than it may.
func OutOfTime() *Problem {
	return &Problem{
		Code: workbook.CodeTime, Message: "处理文件用的时间超出限制,没有处理完。",
		Hint: "自评表用不着这么久:请删除表外多余的行、列和工作表后另存;确需处理,可放宽上限 time(命令行加 --limit time=10m,收件服务改 jixiao.yaml 的 limits)。",
	}
}
