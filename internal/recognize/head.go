package recognize

import (
	"slices"
	"strings"
	"unicode/utf8"

	"jixiao/internal/form"
	"jixiao/internal/layout"
)

// headField is a label of the head with its value and how definite the label is.
type headField struct {
	value form.Value
	rank  int
}

// head reads title, year and the labels of the form's head, and such labels as stand elsewhere on the
// form outside of its tables: 自评总分, 评价等级, 项目负责人.
func (r *reader) head() {
	found := map[form.Role]headField{}
	for row := r.seg.top; row <= r.seg.bottom; row++ {
		if r.seg.consumed[row] {
			continue
		}
		cells := r.row(row, r.seg.band)
		for i := range cells {
			r.headLabel(cells, i, found)
		}
	}
	f := r.form
	f.Project = form.Project{
		Name:       found[layout.Name].value,
		Code:       found[layout.Code].value,
		Department: found[layout.Department].value,
		Unit:       found[layout.Implementer].value,
		Person:     found[layout.Person].value,
	}
	if u := found[layout.MoneyUnit].value; f.Funds.MoneyUnit == "" && slices.Contains(moneyUnits, u.Text) {
		f.Funds.MoneyUnit, f.Funds.UnitAt = u.Text, u
	}
	r.headTotal(found)
	r.titleAndYear(found)
	r.level(found)
}

// headLabel enters the value of a head label; a more definite label for the same thing, or one that
// is filled in where the other is not, takes its place.
func (r *reader) headLabel(cells []cell, i int, found map[form.Role]headField) {
	c := &cells[i]
	e := c.label
	if !e.Has(layout.Head) || !c.text() {
		return
	}
	val, ok := inCell(c)
	if !ok {
		val = r.beside(c)
		if !val.Exists() {
			val = r.below(cells, c)
		}
	}
	for _, m := range e.Meanings {
		if m.Kind != layout.Head || m.Role == layout.Ignore {
			continue
		}
		if m.Role == layout.Grade && utf8.RuneCountInString(val.Text) > 8 && !strings.ContainsAny(val.Text, "□☐") {
			continue // an explanation of the grades, no boxes to tick
		}
		old, seen := found[m.Role]
		if !seen || old.value.Blank() && !val.Blank() || m.Rank < old.rank && (!val.Blank() || old.value.Blank()) {
			found[m.Role] = headField{val, m.Rank}
		}
		r.seg.consumed[c.at.Row] = r.seg.consumed[c.at.Row] || len(cells) > 1
	}
	if e.Has(layout.Head) && r.form.Funds.MoneyUnit == "" {
		r.moneyUnit(c)
	}
}

// below is the value under a label, where the labels stand in a row of their own.
func (r *reader) below(cells []cell, c *cell) form.Value {
	for i := range cells {
		if !r.isLabel(&cells[i]) {
			return form.Value{}
		}
	}
	if u := r.cellAt(r.anchor(under(c))); u != nil && u.at.Row > c.at.Row && !r.isLabel(u) && !u.entry.Has(layout.Heading) {
		return u.value()
	}
	return form.Value{}
}

// headTotal takes the total score, the review score and the grade from the head where the table has none. On a form of several
// tables with scores, the row under the last one adds up that table only.
func (r *reader) headTotal(found map[form.Role]headField) {
	t := &r.form.Total
	if v := found[form.SelfScore].value; number(v.Text) && len(r.seg.tables(layout.Indicators)) > 1 {
		t.Score, t.Points = v, form.Value{}
	}
	if v := found[form.SelfScore].value; v.Exists() && t.Score.Blank() {
		if !t.Score.Exists() || !v.Blank() {
			t.Score = v
		}
	}
	if v := found[form.ReviewScore].value; v.Exists() && t.ReviewScore.Blank() {
		t.ReviewScore = v
	}
	if v := found[layout.Grade].value; v.Exists() && t.Grade.Blank() {
		t.Grade = v
	}
}

// titleAndYear reads the budget year: from the title, a line of its own such as (2022年度), the
// label 年度, or as the last resort the sheet's name.
func (r *reader) titleAndYear(found map[form.Role]headField) {
	f, s := r.form, r.seg
	if s.title != nil {
		f.Title = s.title.value()
		r.yearFrom(f.Title, false)
		r.scoreInTitle(s.title)
	}
	for row := s.top; row <= s.bottom && f.Year == 0; row++ {
		if s.heading(row) {
			continue // the years of columns
		}
		cells := r.row(row, s.band)
		for i := range cells {
			c := &cells[i]
			if s.title != nil && c.at.Row < s.title.at.Row || c.key == "" || !yearLine(c.key) {
				continue
			}
			r.yearFrom(c.value(), false)
		}
	}
	if v := found[layout.Year].value; f.Year == 0 && !v.Blank() {
		r.yearFrom(v, true)
	}
	r.yearInHead()
	if f.Year == 0 {
		f.Year = yearIn(layout.Key(r.grid.Name()), false)
	}
}

// yearInHead finds "2022年度" in a short text above the tables ("2022年度 单位:万元"); the project's name may
// hold another year.
func (r *reader) yearInHead() {
	if len(r.seg.headers) == 0 {
		return
	}
	for row := r.seg.top; row < r.seg.headers[0].top && r.form.Year == 0; row++ {
		for _, c := range r.row(row, r.seg.band) {
			if c.key != "" && c.at != r.form.Project.Name.Cell && strings.Contains(c.key, "年度") && !c.entry.Has(layout.Goals) {
				r.yearFrom(c.value(), false)
			}
		}
	}
}

func (r *reader) yearFrom(v form.Value, alone bool) {
	if y := yearIn(layout.Key(v.Text), alone); y != 0 && r.form.Year == 0 {
		r.form.Year, r.form.YearAt = y, v
	}
}

// scoreInTitle reads a total that is printed in the title line ("… 项目总得分:95").
func (r *reader) scoreInTitle(c *cell) {
	label, val, ok := splitLabel(c.raw.Raw)
	if !ok || !number(strings.TrimSuffix(val, "分")) || !strings.Contains(layout.Key(label), "得分") && !strings.Contains(layout.Key(label), "总分") {
		return
	}
	if r.form.Total.Score.Blank() {
		r.form.Total.Score = form.Value{Cell: c.at, Text: val, Shown: val}
	}
}

// level decides whose spending the form is about: the title says so, or the labels that only transfer
// or department forms have.
func (r *reader) level(found map[form.Role]headField) {
	title := layout.Key(r.form.Title.Text)
	_, transfer := found[layout.TransferLabel]
	switch {
	case matchAny(r.set.Words.Department, title):
		r.form.Level = form.LevelDepartment
	case matchAny(r.set.Words.Transfer, title) || transfer:
		r.form.Level = form.LevelTransfer
	case r.layout.sure() && !r.form.Project.Name.Exists() && r.layout.level == form.LevelDepartment:
		r.form.Level = form.LevelDepartment
	default:
		r.form.Level = form.LevelProject
	}
}
