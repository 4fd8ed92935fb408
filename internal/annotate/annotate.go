// Package annotate marks a copy of a workbook: recomputed scores in the score cells, short
// comments where they differ or something is wrong, and one sheet that gives the reasons of every
// point. It decides nothing: what a person must decide keeps the department's own score.
package annotate

import (
	"errors"
	"slices"
	"strings"

	"jixiao/internal/audit"
	"jixiao/internal/finding"
	"jixiao/internal/workbook"
)

// SheetName is the name of the appended sheet.
const SheetName = "评分说明"

// Codes of the findings that marking itself raises.
const (
	CodeReplaced  = "W-FORMULA-01" // a formula disagreed with the recomputed value and gave way
	CodeUncertain = "W-FORMULA-02" // formulas that depend on what was written are computed on opening
)

const source = "约定:复核副本"

// Options are the user's choices of how to mark.
type Options struct {
	// Plain leaves out shading; comments and the sheet stay.
	Plain bool
}

// ErrNothing reports a result without a form: there is nothing to mark.
var ErrNothing = errors.New("没有识别到自评表,无可标注")

// Mark returns the marked copy of the workbook that res was read from (res.Book must be open),
// and findings about the marking itself (formulas that gave way). res is not changed.
// Marking a marked copy again gives the same values and replaces the earlier marks.
func Mark(res *audit.Result, opt Options) ([]byte, []finding.Finding, error) {
	if res.Book == nil || len(res.Forms) == 0 {
		return nil, nil, ErrNothing
	}
	edits := plan(res, opt)
	sheet := explain(res, nil)
	done, err := res.Book.Apply(edits, &sheet)
	if err != nil {
		return nil, nil, err
	}
	notes := notesOf(&done)
	if len(notes) == 0 {
		return done.Data, nil, nil
	}
	// The sheet lists these findings too, and only writing tells them: write once more.
	sheet = explain(res, notes)
	if done, err = res.Book.Apply(edits, &sheet); err != nil {
		return nil, nil, err
	}
	return done.Data, notes, nil
}

// notesOf turns what happened to formulas into findings.
func notesOf(done *workbook.Applied) []finding.Finding {
	var notes []finding.Finding
	for _, r := range done.Replaced {
		was := "没有保存结果"
		if r.Cached != "" {
			was = "结果为 " + r.Cached
		}
		message := "公式 =" + short(r.Formula) + " " + was + ",与复算值不符,复核副本中已改为数值 " + r.Value
		if !r.Block.IsZero() {
			message = "公式 =" + short(r.Formula) + " 的结果占 " + r.Block.String() + ",其中有单元格的复算值与它不符,复核副本中这些单元格都已改为数值"
		}
		notes = append(notes, finding.Finding{
			Code: CodeReplaced, Severity: finding.Warn, Sheet: r.Sheet, Cell: r.Cell, Value: r.Cached, Message: message,
			Hint: "如需保留公式,请先更正它引用的单元格再重新填报", Source: source,
		})
	}
	if len(done.Uncertain) > 0 {
		cells := slices.Clone(done.Uncertain)
		more := ""
		if n := len(cells); n > 8 {
			cells, more = cells[:8], " 等"
		}
		notes = append(notes, finding.Finding{
			Code: CodeUncertain, Severity: finding.Info,
			Message: "引用了改写单元格的公式 " + strings.Join(cells, "、") + more + ",其结果在打开复核副本时重新计算",
			Source:  source,
		})
	}
	return notes
}

// short keeps a formula or a filed text to a length that a comment can bear.
func short(s string) string {
	const limit = 40
	runes := []rune(s)
	if len(runes) <= limit {
		return s
	}
	return string(runes[:limit-1]) + "…"
}

// Attach adds the notes of Mark to res: each to the form that holds its cell, the rest to the file.
func Attach(res *audit.Result, notes []finding.Finding) {
	for _, n := range notes {
		if f := formAt(res, n); f != nil {
			f.Findings = append(f.Findings, n)
		} else {
			res.Findings = append(res.Findings, n)
		}
	}
}

func formAt(res *audit.Result, n finding.Finding) *audit.Form {
	if n.Cell.IsZero() {
		return nil
	}
	i := slices.IndexFunc(res.Forms, func(f audit.Form) bool { return f.Sheet == n.Sheet && f.Area.Contains(n.Cell) })
	if i < 0 {
		return nil
	}
	return &res.Forms[i]
}
