package render

import (
	"cmp"
	"encoding/csv"
	"io"
	"strings"

	"jixiao/internal/audit"
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
)

// csvHeader names the columns: one row a finding, and one for each file that could not be read
// or was not recognised.
var csvHeader = []string{
	"文件", "工作表", "项目名称", "主管部门", "单元格", "严重程度", "代码", "填报值", "问题", "处理", "依据",
}

// csvRenderer writes a list that Excel and WPS open right by a double click: UTF-8 with the mark
// that tells them so, lines ended by CR LF.
type csvRenderer struct {
	w   *csv.Writer
	raw io.Writer
	opt Options

	started bool
}

func newCSV(w io.Writer, _ Head, opt Options) Renderer {
	r := &csvRenderer{w: csv.NewWriter(w), raw: w, opt: opt}
	r.w.UseCRLF = true
	return r
}

func (r *csvRenderer) start() error {
	if r.started {
		return nil
	}
	r.started = true
	if _, err := io.WriteString(r.raw, "\ufeff"); err != nil {
		return err
	}
	return r.w.Write(csvHeader)
}

func (r *csvRenderer) File(res *audit.Result) error {
	if err := r.start(); err != nil {
		return err
	}
	if p := res.Problem; p != nil {
		if err := r.row(res.Path, "", "", "", "", finding.Error.Word(), p.Code, "", p.Message, p.Hint, ""); err != nil {
			return err
		}
	}
	if err := r.findings(res.Path, "", "", "", res.Findings); err != nil {
		return err
	}
	for i := range res.Forms {
		f := &res.Forms[i]
		if err := r.findings(res.Path, f.Sheet, f.Project.Name.Text, f.Project.Department.Text, f.Findings); err != nil {
			return err
		}
	}
	r.w.Flush()
	return r.w.Error()
}

func (r *csvRenderer) findings(path, sheet, project, department string, list []finding.Finding) error {
	shown, _ := r.opt.visible(list)
	for _, f := range shown {
		err := r.row(path, cmp.Or(f.Sheet, sheet), project, department, f.Cell.String(), f.Severity.Word(), f.Code, f.Value, f.Message, f.Hint, f.Source)
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *csvRenderer) row(fields ...string) error {
	for i, f := range fields {
		fields[i] = inert(clean(f))
	}
	return r.w.Write(fields)
}

// inert keeps a spreadsheet program from taking what a department filed for a formula: a leading
// apostrophe makes it text. Numbers stay numbers.
func inert(s string) string {
	if s == "" || !strings.ContainsAny(firstRune(s), "=+-@\t\r\uff1d\uff0b\uff0d\uff20") {
		return s
	}
	if _, err := decimal.Parse(s); err == nil {
		return s
	}
	return "'" + s
}

func firstRune(s string) string {
	for i := range s {
		if i > 0 {
			return s[:i]
		}
	}
	return s
}

func (r *csvRenderer) Close([]County) error {
	if err := r.start(); err != nil {
		return err
	}
	r.w.Flush()
	return r.w.Error()
}
