// Package roster reads what should have come in, the list of a bureau of the projects that owe a
// self-evaluation, and holds it against what came. A name that is only like another is never taken
// for it: such pairs are listed for a person to confirm.
package roster

import (
	"fmt"
	"strings"
	"time"

	"jixiao/internal/county"
	"jixiao/internal/decimal"
	"jixiao/internal/form"
	"jixiao/internal/rule"
)

// Entry is one project that owes a self-evaluation; without a Project, the department as a whole
// does. Fields that the roster does not have are "". Due is the last day, "2006-01-02".
type Entry struct {
	County     string `json:"county,omitempty"` // as the roster has it
	Department string `json:"department"`
	Project    string `json:"project"`
	Code       string `json:"code,omitempty"`
	Contact    string `json:"contact,omitempty"` // name and telephone
	Email      string `json:"email,omitempty"`
	Due        string `json:"due,omitempty"`
	Fund       string `json:"fund,omitempty"` // 资金性质
	// Amount is the approved money in 万元, unknown when the roster does not have it or not its unit.
	Amount decimal.Null `json:"amount,omitzero"`
	Line   int          `json:"line,omitempty"` // of the file, for messages

	// Place is the county that County names, zero when it names none.
	Place county.County `json:"-"`
}

// Roster is the whole list. Repeated are entries that say again what one before them says; they
// count once.
type Roster struct {
	Entries  []Entry
	Repeated []Entry
	// Unitless reports a column of amounts whose unit is not stated: they are not used.
	Unitless bool

	places map[string]string // project and department, or code → county; "" when several
}

// Read takes the roster from a table. When the table also has 三级指标 and 指标值 it holds the
// approved targets as well, a line for each: they go into reference, and a project is due once.
func Read(t *Table, reference *rule.Reference) (*Roster, error) {
	head, at := t.Rows[0], map[string]int{}
	for role := range headingWords {
		at[role] = column(head, role)
	}
	if at["project"] >= 0 && at["name"] >= 0 && at["target"] >= 0 && reference != nil {
		if err := reference.AddRows(t.Name, t.Rows); err != nil {
			return nil, err
		}
	}
	unit := t.unit(at["amount"])
	r := &Roster{Unitless: at["amount"] >= 0 && unit == ""}
	seen := map[string]bool{}
	for i, row := range t.Rows[1:] {
		cell := func(role string) string {
			if k := at[role]; k >= 0 && k < len(row) {
				return strings.TrimSpace(row[k])
			}
			return ""
		}
		e := Entry{
			County: cell("county"), Department: cell("department"), Project: cell("project"), Code: cell("code"),
			Contact: strings.TrimSpace(cell("contact") + " " + cell("phone")), Email: cell("email"), Fund: cell("fund"), Line: t.Lines[i+1],
		}
		if e.Department == "" && e.Project == "" || strings.HasPrefix(squash(strings.Join(row, "")), "合计") {
			continue
		}
		var err error
		if e.Due, err = day(cell("due")); err == nil {
			e.Place, err = place(e.County)
		}
		if err == nil && unit != "" {
			e.Amount, err = amount(cell("amount"), unit)
		}
		if err != nil {
			return nil, fmt.Errorf("%s 第 %d 行:%w", t.Name, e.Line, err)
		}
		key := e.County + "\x00" + squash(e.Department) + "\x00" + squash(e.Project) + "\x00" + squash(e.Code)
		switch {
		case !seen[key]:
			r.Entries = append(r.Entries, e)
		case at["name"] < 0:
			r.Repeated = append(r.Repeated, e)
		}
		seen[key] = true
	}
	if len(r.Entries) == 0 {
		return nil, fmt.Errorf("%s 没有内容:表头下面每行一个项目", t.Name)
	}
	return r, nil
}

// place is the county that a roster names. A name that several counties bear is an error: the
// roster must say which.
func place(text string) (county.County, error) {
	if text == "" {
		return county.County{}, nil
	}
	c := county.Locate(county.Input{Flag: text}).County
	if len(c.Ambiguous) > 0 {
		return c, fmt.Errorf("“%s”可能是%s,请写明省、市", text, strings.Join(c.Ambiguous, "或"))
	}
	return c, nil
}

// day reads a date in the ways people type it.
func day(text string) (string, error) {
	plain := squash(text)
	if plain == "" {
		return "", nil
	}
	for _, layout := range []string{"2006-1-2", "2006/1/2", "2006.1.2", "2006年1月2日", "20060102"} {
		if d, err := time.Parse(layout, plain); err == nil {
			return d.Format("2006-01-02"), nil
		}
	}
	return "", fmt.Errorf("期限“%s”不是日期,请写成 2023-03-31", text)
}

// amount reads an amount of money and returns it in 万元; blank cells and dashes are none.
func amount(text, unit string) (decimal.Null, error) {
	plain := strings.ReplaceAll(squash(text), ",", "")
	if strings.Trim(plain, "-—/") == "" {
		return decimal.Null{}, nil
	}
	d, err := decimal.Parse(strings.TrimSuffix(plain, unit))
	if err != nil || d.Sign() < 0 {
		return decimal.Null{}, fmt.Errorf("金额“%s”不是数字", text)
	}
	wan, ok := form.Wan(d, unit)
	return decimal.Null{Decimal: wan, Valid: ok}, nil
}

// CountyOf returns the county that the roster gives for a form, by its code or by its project and
// department together, "" when it has none or several.
func (r *Roster) CountyOf(f *form.Form) string {
	if r.places == nil {
		return ""
	}
	if name, ok := r.places[codeKey(f.Project.Code.Text)]; ok {
		return name
	}
	for _, d := range []string{f.Project.Department.Text, f.Project.Unit.Text} {
		if name, ok := r.places[nameKey(d, f.Project.Name.Text)]; ok && d != "" {
			return name
		}
	}
	return ""
}

// Index prepares CountyOf; call it once before the roster is shared.
func (r *Roster) Index() {
	r.places = map[string]string{}
	put := func(key, name string) {
		if have, ok := r.places[key]; ok && have != name {
			name = ""
		}
		r.places[key] = name
	}
	for i := range r.Entries {
		e := &r.Entries[i]
		if e.Place.Name == "" {
			continue
		}
		if e.Code != "" {
			put(codeKey(e.Code), e.Place.FullName())
		}
		if e.Department != "" && e.Project != "" {
			put(nameKey(e.Department, e.Project), e.Place.FullName())
		}
	}
}

func codeKey(code string) string { return "code\x00" + squash(code) }

func nameKey(department, project string) string {
	return "name\x00" + Name(department) + "\x00" + squash(project)
}

// Name is a department's name as names are compared: without code, county, 本级 and blanks.
func Name(department string) string { return squash(county.Department(department)) }
