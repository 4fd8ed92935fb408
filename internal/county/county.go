// Package county answers whose form it is: county, city, province, and the year.
//
// The answer never rests on a silent guess: a name that several places bear is decided by a
// province or city named with it, or it stays open and the places are listed.
package county

import (
	"path"
	"strings"

	"jixiao/internal/form"
)

// County is where a form belongs. The zero value means unknown. Name is the official name
// ("元氏县"), Code the six-digit GB/T 2260 code, "" for places without one (development zones).
// A form of a prefecture's own bureau has the prefecture as its Name.
type County struct {
	Name, Code, City, Province string
	// From says what decided: flag, roster, folder, form, file; "" when nothing did.
	From string
	// Ambiguous lists the full names that came equally into question; Name is "" then.
	Ambiguous []string
}

// FullName returns province, city and name in one, each once.
func (c County) FullName() string {
	full := c.Province
	if c.City != "" && c.City != c.Province {
		full += c.City
	}
	if c.Name != "" && c.Name != c.City && c.Name != c.Province {
		full += strings.TrimPrefix(c.Name, c.City)
	}
	return full
}

// Input is everything that may say whose form it is; every field may be empty. Path is
// slash-separated and relative to what the user named.
type Input struct {
	Flag       string // --county
	FlagYear   int    // --year
	Roster     string // the county that the roster gives for this form
	RosterYear int
	Path       string
	Form       *form.Form
}

// Place is the answer. YearFrom says what decided the year, with the words of County.From;
// Year is 0 and YearFrom "" when nothing did.
type Place struct {
	County   County
	Year     int
	YearFrom string
}

// Locate answers whose form it is and of which year, in the order flag, roster, folder, the
// form's text, file name (decisions 26): the first source that names a county decides; the others
// only help to tell places of one name apart.
func Locate(in Input) Place {
	p := Place{County: locate(in)}
	p.Year, p.YearFrom = year(in)
	return p
}

type source struct {
	from string
	// groups of texts, the surest group first; see read.
	groups [][]string
	// name is true where the text is meant as a place's name: a suffix may be missing, and a
	// name that the table does not have is taken as it is.
	name bool
}

func sources(in Input) []source {
	return []source{
		{from: "flag", groups: [][]string{{in.Flag}}, name: true},
		{from: "roster", groups: [][]string{{in.Roster}}, name: true},
		{from: "folder", groups: each1(folders(in.Path))},
		{from: "form", groups: formTexts(in.Form)},
		{from: "file", groups: [][]string{{stem(in.Path)}}},
	}
}

func locate(in Input) County {
	t := table()
	list := sources(in)
	readings := make([]reading, len(list))
	for i, s := range list {
		readings[i] = t.read(s.groups...)
		if (s.name || s.from == "folder") && len(readings[i].options) == 0 {
			readings[i].options = t.wholeName(s.groups)
		}
	}
	for i, s := range list {
		if len(readings[i].options) > 0 {
			return decide(i, readings, s.from)
		}
		if name := s.typed(); name != "" {
			if city := readings[i].city; city != nil {
				return city.named(s.from)
			}
			return County{Name: name, From: s.from}
		}
	}
	for i, s := range list {
		if city := readings[i].city; city != nil {
			return city.named(s.from)
		}
	}
	return County{}
}

// typed returns the name that a flag or roster gives, "" for other sources.
func (s source) typed() string {
	if !s.name {
		return ""
	}
	return strings.TrimSpace(s.groups[0][0])
}

func (d *division) named(from string) County {
	c := d.County
	c.From = from
	return c
}

// decide settles on one of the places that source i names, asking the other sources for the
// province or city when several bear the name.
func decide(i int, readings []reading, from string) County {
	options := narrow(readings[i].options, readings[i].hints)
	for j := 0; len(options) > 1 && j < len(readings); j++ {
		if j != i {
			options = narrow(options, readings[j].hints)
		}
	}
	if len(options) == 1 && !readings[i].doubt {
		return options[0].named(from)
	}
	open := County{From: from}
	for _, o := range options {
		open.Ambiguous = append(open.Ambiguous, o.full())
	}
	return open
}

// wholeName reads texts that are nothing but a county's name without its suffix, as folders are
// often called: "元氏", "元氏2022".
func (t *divisionTable) wholeName(groups [][]string) []division {
	for _, group := range groups {
		name := strings.TrimFunc(group[0], func(r rune) bool { return r < 0x80 || strings.ContainsRune("年度()【】", r) })
		if options := t.whole[name]; len(options) > 0 {
			return options
		}
	}
	return nil
}

// folders returns the folder names of a path, the innermost first.
func folders(p string) []string {
	var list []string
	for dir := path.Dir(p); dir != "." && dir != "/" && dir != ""; dir = path.Dir(dir) {
		list = append(list, path.Base(dir))
	}
	return list
}

func stem(p string) string {
	base := path.Base(p)
	return strings.TrimSuffix(base, path.Ext(base))
}

// each1 makes every text a group of its own.
func each1(texts []string) [][]string {
	groups := make([][]string, len(texts))
	for i, t := range texts {
		groups[i] = []string{t}
	}
	return groups
}

// formTexts returns what a form says of itself, the surest first: who did the project and who
// answers for it, the title, the project's name.
func formTexts(f *form.Form) [][]string {
	if f == nil {
		return nil
	}
	return [][]string{{f.Project.Unit.Text, f.Project.Department.Text}, {f.Title.Text}, {f.Project.Name.Text}}
}
