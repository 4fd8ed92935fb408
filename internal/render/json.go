package render

import (
	"bytes"
	"encoding/json"
	"io"

	"jixiao/internal/audit"
)

// jsonRenderer writes one document, a file a line within "files": it can be read as a whole by
// programs and looked through by eye, and nothing is kept in memory.
type jsonRenderer struct {
	w     io.Writer
	head  Head
	opt   Options
	buf   bytes.Buffer
	enc   *json.Encoder
	files int
}

func newJSON(w io.Writer, head Head, opt Options) Renderer {
	r := &jsonRenderer{w: w, head: head, opt: opt}
	r.enc = newEncoder(&r.buf)
	return r
}

// newEncoder writes "<" and "&" as they are: the document is no HTML, and "≥90% & <5" is to be
// found by searching for it.
func newEncoder(buf *bytes.Buffer) *json.Encoder {
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	return enc
}

// value appends v without the line end that json.Encoder adds.
func (r *jsonRenderer) value(v any) error {
	if err := r.enc.Encode(v); err != nil {
		return err
	}
	r.buf.Truncate(r.buf.Len() - 1)
	return nil
}

func (r *jsonRenderer) start() error {
	r.buf.WriteString("{\n \"version\": 1, \"tool\": ")
	if err := r.value("jixiao " + r.head.Version); err != nil {
		return err
	}
	r.buf.WriteString(", \"rules\": ")
	if err := r.value(text(r.head.Rules)); err != nil {
		return err
	}
	if len(r.head.Unchecked) > 0 {
		r.buf.WriteString(",\n \"unchecked\": ")
		if err := r.value(newUncheckedDocs(r.head.Unchecked)); err != nil {
			return err
		}
	}
	r.buf.WriteString(",\n \"files\": [")
	return nil
}

func (r *jsonRenderer) flush() error {
	_, err := r.buf.WriteTo(r.w)
	return err
}

func (r *jsonRenderer) File(res *audit.Result) error {
	if r.files == 0 {
		if err := r.start(); err != nil {
			return err
		}
	} else {
		r.buf.WriteByte(',')
	}
	r.files++
	r.buf.WriteString("\n  ")
	if err := r.value(newFileDoc(res, r.opt)); err != nil {
		return err
	}
	return r.flush()
}

func (r *jsonRenderer) Close(counties []County) error {
	if r.files == 0 {
		if err := r.start(); err != nil {
			return err
		}
	}
	r.buf.WriteString("\n ],\n \"counties\": [")
	for i := range counties {
		if i > 0 {
			r.buf.WriteByte(',')
		}
		r.buf.WriteString("\n  ")
		if err := r.value(newCountyDoc(&counties[i])); err != nil {
			return err
		}
	}
	r.buf.WriteString("\n ]")
	if err := r.summary(); err != nil {
		return err
	}
	r.buf.WriteString("\n}\n")
	return r.flush()
}

// summary writes the data of a summary past the buffer: it may be large.
func (r *jsonRenderer) summary() error {
	if r.opt.Summary == nil {
		return nil
	}
	r.buf.WriteString(",\n \"summary\": ")
	if err := r.flush(); err != nil {
		return err
	}
	return r.opt.Summary(r.w)
}

// linesRenderer writes one element of "files" a line.
type linesRenderer struct {
	w   io.Writer
	opt Options
	buf bytes.Buffer
	enc *json.Encoder
}

func newLines(w io.Writer, _ Head, opt Options) Renderer {
	r := &linesRenderer{w: w, opt: opt}
	r.enc = newEncoder(&r.buf)
	return r
}

func (r *linesRenderer) File(res *audit.Result) error {
	if err := r.enc.Encode(newFileDoc(res, r.opt)); err != nil {
		return err
	}
	_, err := r.buf.WriteTo(r.w)
	return err
}

func (r *linesRenderer) Close([]County) error { return nil }

type uncheckedDoc struct {
	Code  string `json:"code"`
	Title string `json:"title"`
	Needs string `json:"needs"`
}

func newUncheckedDocs(list []Unchecked) []uncheckedDoc {
	docs := make([]uncheckedDoc, len(list))
	for i, u := range list {
		docs[i] = uncheckedDoc(u)
	}
	return docs
}

type countyDoc struct {
	Name        string    `json:"name"`
	Departments int       `json:"departments"`
	Projects    int       `json:"projects"`
	Average     *string   `json:"average"`
	Grades      gradesDoc `json:"grades"`
	Budget      *string   `json:"budget"`
	Executed    *string   `json:"executed"`
	Rate        *string   `json:"rate"`
	Missing     []string  `json:"missing"`
	Confirm     []string  `json:"confirm,omitempty"`
}

func newCountyDoc(c *County) countyDoc {
	return countyDoc{
		Name: c.Name, Departments: c.Departments, Projects: c.Projects, Average: number(c.Average),
		Grades: c.Grades, Budget: number(c.Budget), Executed: number(c.Executed), Rate: number(c.Rate),
		Missing: append([]string{}, c.Missing...), Confirm: c.Confirm,
	}
}

// gradesDoc is an object whose keys are the rule set's grades, best first.
type gradesDoc []GradeCount

// MarshalJSON implements json.Marshaler: a map would lose the order.
func (g gradesDoc) MarshalJSON() ([]byte, error) {
	buf := []byte{'{'}
	for i, c := range g {
		if i > 0 {
			buf = append(buf, ',')
		}
		name, err := json.Marshal(c.Name)
		if err != nil {
			return nil, err
		}
		count, err := json.Marshal(c.Count)
		if err != nil {
			return nil, err
		}
		buf = append(append(append(buf, name...), ':'), count...)
	}
	return append(buf, '}'), nil
}
