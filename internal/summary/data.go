package summary

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"jixiao/internal/cellref"
	"jixiao/internal/county"
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
)

// WriteData writes the counties of a run as a JSON array: of each its figures, its roster and, a line
// each, its forms with their rows and findings. A Collector reads it again, so that a city adds up
// exactly what its counties did. Numbers are exact decimals in strings, null when unknown.
func WriteData(w io.Writer, counties []*Input) error {
	out := bufio.NewWriter(w)
	_, _ = out.WriteString("[")
	first := true
	for _, in := range counties {
		f, err := Compute(in)
		if errors.Is(err, ErrEmpty) && len(in.Roster)+len(in.Forms) > 0 {
			f, err = &Figures{Name: in.County.Name}, nil
		}
		if errors.Is(err, ErrEmpty) {
			continue
		}
		if err != nil {
			return err
		}
		if !first {
			_, _ = out.WriteString(",")
		}
		first = false
		if err := writeCounty(out, in, f); err != nil {
			return err
		}
	}
	_, _ = out.WriteString("]")
	return out.Flush()
}

type placeData struct {
	Name     string `json:"name"`
	Code     string `json:"code"`
	City     string `json:"city"`
	Province string `json:"province"`
}

func writeCounty(out *bufio.Writer, in *Input, f *Figures) error {
	c := in.County
	for _, part := range []struct {
		before string
		value  any
	}{
		{"\n  {\"county\": ", placeData{c.Name, c.Code, c.City, c.Province}},
		{", \"title\": ", in.Title()},
		{",\n   \"figures\": ", f},
		{",\n   \"roster\": ", in.Roster},
		{", \"repeated\": ", in.Repeated},
	} {
		if err := writeValue(out, part.before, part.value); err != nil {
			return err
		}
	}
	_, _ = out.WriteString(",\n   \"forms\": [")
	before := "\n    "
	for i := range in.Forms {
		x := &in.Forms[i]
		d, err := in.details(x)
		if err != nil {
			return err
		}
		line := *x
		line.Indicators = d.Indicators
		if err := writeValue(out, before, formData{&line, newFindingData(d.Findings)}); err != nil {
			return err
		}
		before = ",\n    "
	}
	_, err := out.WriteString("\n   ]}")
	return err
}

func writeValue(out *bufio.Writer, before string, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, _ = out.WriteString(before)
	_, err = out.Write(data)
	return err
}

// formData is a form with its findings.
type formData struct {
	*Form
	Findings []findingData `json:"findings"`
}

type findingData struct {
	Code     string `json:"code"`
	Severity string `json:"severity"`
	Sheet    string `json:"sheet"`
	Cell     string `json:"cell"`
	Value    string `json:"value"`
	Message  string `json:"message"`
	Hint     string `json:"hint"`
	Source   string `json:"source"`
	Waiver   string `json:"waiver,omitempty"`
}

func newFindingData(list []finding.Finding) []findingData {
	data := make([]findingData, len(list))
	for i, n := range list {
		data[i] = findingData{n.Code, n.Severity.String(), n.Sheet, n.Cell.String(), n.Value, n.Message, n.Hint, n.Source, n.Waiver}
	}
	return data
}

func (d *findingData) finding() (finding.Finding, error) {
	severity, err := finding.ParseSeverity(d.Severity)
	if err != nil {
		return finding.Finding{}, err
	}
	var cell cellref.Ref
	if d.Cell != "" {
		if cell, err = cellref.Parse(d.Cell); err != nil {
			return finding.Finding{}, err
		}
	}
	return finding.Finding{Code: d.Code, Severity: severity, Sheet: d.Sheet, Cell: cell, Value: d.Value, Message: d.Message, Hint: d.Hint, Source: d.Source, Waiver: d.Waiver}, nil
}

// ErrNoData reports a JSON document without the data of a summary.
var ErrNoData = errors.New("这个 JSON 里没有汇总数据;请用 jixiao summary --format json 的输出")

// Read adds the counties of an earlier run: the JSON document that jixiao summary wrote. It reads
// form by form; an error leaves what came before it added.
func (c *Collector) Read(r io.Reader) error {
	dec := json.NewDecoder(r)
	found := false
	err := object(dec, func(key string) error {
		if key != "summary" {
			return skip(dec)
		}
		found = true
		return array(dec, func() error { return c.readCounty(dec) })
	})
	switch {
	case err != nil && !found:
		return ErrNoData
	case err != nil:
		return fmt.Errorf("汇总数据不完整或被改动:%w", err)
	case !found:
		return ErrNoData
	}
	return nil
}

func (c *Collector) readCounty(dec *json.Decoder) error {
	var in *Input
	place := county.County{From: "summary"}
	return object(dec, func(key string) error {
		if key == "county" {
			var p placeData
			err := dec.Decode(&p)
			place.Name, place.Code, place.City, place.Province = p.Name, p.Code, p.City, p.Province
			in = c.Input(place)
			return err
		}
		if in == nil {
			return errors.New("没有县区")
		}
		switch key {
		case "roster", "repeated":
			var list []Due
			err := dec.Decode(&list)
			for i := range list {
				list[i].Place = place
			}
			switch {
			case key == "repeated":
				in.Repeated = append(in.Repeated, list...)
			case list != nil: // an empty roster is one, too
				in.Roster = append(append([]Due{}, in.Roster...), list...)
			}
			return err
		case "forms":
			return array(dec, func() error { return c.readForm(dec, place) })
		}
		return skip(dec)
	})
}

func (c *Collector) readForm(dec *json.Decoder, place county.County) error {
	var f Form
	data := formData{Form: &f}
	if err := dec.Decode(&data); err != nil {
		return err
	}
	if _, ok := stateText[f.State]; !ok || f.State.left() {
		return fmt.Errorf("%s 的状态“%s”不认识", f.Path, f.State)
	}
	for i := range data.Findings {
		n, err := data.Findings[i].finding()
		if err != nil {
			return fmt.Errorf("%s:%w", f.Path, err)
		}
		f.Findings = append(f.Findings, n)
	}
	return c.AddForm(place, f)
}

// object calls each for every key of an object; each must read its value.
func object(dec *json.Decoder, each func(key string) error) error {
	return within(dec, '{', func() error {
		key, err := dec.Token()
		if err != nil {
			return err
		}
		name, _ := key.(string)
		return each(name)
	})
}

// array calls each for every element of an array; each must read it.
func array(dec *json.Decoder, each func() error) error { return within(dec, '[', each) }

func within(dec *json.Decoder, open json.Delim, each func() error) error {
	token, err := dec.Token()
	if err != nil {
		return err
	}
	if token != open {
		return fmt.Errorf("应为 %v,却是 %v", open, token)
	}
	for dec.More() {
		if err := each(); err != nil {
			return err
		}
	}
	_, err = dec.Token()
	return err
}

// skip passes over a value without holding it.
func skip(dec *json.Decoder) error {
	depth := 0
	for {
		token, err := dec.Token()
		if err != nil {
			return err
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth == 0 {
			return nil
		}
	}
}

// WriteCSV writes the figures of each department and each county as a table that Excel and WPS open
// by a double click: UTF-8 with the mark that tells them so.
func WriteCSV(w io.Writer, counties []*Input) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	started := false
	for _, in := range counties {
		f, err := Compute(in)
		if errors.Is(err, ErrEmpty) {
			continue
		}
		if err != nil {
			return err
		}
		if !started {
			started = true
			head := []string{"县(市、区)", "主管部门", "应报", "已报", "项目数", "已评分", "有错误的表", "年初预算(万元)", "全年预算(万元)", "全年执行(万元)", "执行率", "复算平均分", "按预算加权平均", "最大差异"}
			for _, g := range f.Grades {
				head = append(head, g.Name)
			}
			_ = out.Write(head)
		}
		for _, d := range f.ByDepartment {
			_ = out.Write(csvRow(in.County.Name, d.Name, f, d))
		}
		_ = out.Write(csvRow(in.County.Name, "合计", f, f.whole()))
	}
	out.Flush()
	return out.Error()
}

// whole is the county as one group.
func (f *Figures) whole() Group {
	list := f.groupBy(func(*Form) string { return "" })
	if len(list) == 0 {
		return Group{Grades: make([]int, len(f.Grades))}
	}
	return list[0]
}

func csvRow(place, name string, f *Figures, d Group) []string {
	due, filed := "", ""
	if f.HasRoster {
		due, filed = fmt.Sprint(d.Due), fmt.Sprint(d.Filed)
	}
	row := []string{place, guard(name), due, filed, fmt.Sprint(d.Projects), fmt.Sprint(d.Scored), fmt.Sprint(d.Faulty),
		plain(d.Initial), d.Budget.Plain().String(), d.Executed.Plain().String(), plain(d.Rate), d.Average.String(), d.Weighted.String(), d.Difference.String()}
	for _, n := range d.Grades {
		row = append(row, fmt.Sprint(n))
	}
	return row
}

func plain(d decimal.Null) string {
	if !d.Valid {
		return ""
	}
	return d.Plain().String()
}

// guard keeps a spreadsheet from taking a name for a formula.
func guard(name string) string {
	if name != "" && (name[0] == '=' || name[0] == '+' || name[0] == '-' || name[0] == '@') {
		return "'" + name
	}
	return name
}
