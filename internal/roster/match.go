package roster

import (
	"slices"
	"strings"

	"jixiao/internal/rule"
)

// Filing is one form that came in, in the words of whoever filed it.
type Filing struct {
	Department, Unit, Project, Code string
	Whole                           bool // 部门整体支出
}

// State says how an entry stands.
type State int

const (
	Missing State = iota
	Filed         // by code, or by department and project
	Confirm       // something like it came: a person must say whether that is it
)

// Match is what came of one entry. Filing is the index of the form, -1 when there is none; Why says
// what a person has to confirm.
type Match struct {
	State  State
	Filing int
	Why    string
}

// Alias is a department whose forms and roster spell it differently: to be confirmed. Roster holds
// the names in question, more than one when it cannot be told which is meant.
type Alias struct {
	Form   string
	Roster []string
}

// Result is a roster held against the forms of its county.
type Result struct {
	Matches  []Match // one for each entry
	Aliases  []Alias
	Unlisted []Unlisted
}

// Unlisted is a form that the roster does not expect; Department tells that not even its department
// is on it.
type Unlisted struct {
	Filing     int
	Department bool
}

// Hold holds entries against filings, all of one county.
func Hold(entries []Entry, filings []Filing) *Result {
	h := newHolding(entries, filings)
	res := &Result{Matches: make([]Match, len(entries))}
	for i := range entries {
		res.Matches[i] = h.exact(i)
	}
	for i := range entries {
		if res.Matches[i].State == Missing {
			res.Matches[i] = h.similar(i)
		}
	}
	res.Aliases = h.aliases
	for k := range filings {
		if !h.used[k] && !filings[k].Whole {
			res.Unlisted = append(res.Unlisted, Unlisted{k, !h.known(k)})
		}
	}
	return res
}

// holding is one comparison: names are normalised once.
type holding struct {
	entries  []Entry
	filings  []Filing
	codes    map[string]int
	projects map[string][]int    // project → filings
	names    [][2]string         // of each filing: department, unit
	listed   map[string]bool     // departments of the roster
	due      map[string]int      // project → how many entries have it
	meant    map[string][]string // department of a form → those of the roster that it may be
	aliases  []Alias
	used     []bool
	byListed map[string][]int // department of the roster → filings of it, surely or perhaps
}

func newHolding(entries []Entry, filings []Filing) *holding {
	h := &holding{
		entries: entries, filings: filings, codes: map[string]int{}, projects: map[string][]int{}, names: make([][2]string, len(filings)),
		listed: map[string]bool{}, due: map[string]int{}, meant: map[string][]string{}, used: make([]bool, len(filings)), byListed: map[string][]int{},
	}
	spelled := map[string]string{}
	for i := range entries {
		if n := Name(entries[i].Department); n != "" {
			h.listed[n] = true
			spelled[n] = entries[i].Department
		}
		h.due[squash(entries[i].Project)]++
	}
	for k := range filings {
		f := &filings[k]
		if c := squash(f.Code); c != "" {
			if _, ok := h.codes[c]; !ok {
				h.codes[c] = k
			}
		}
		h.projects[squash(f.Project)] = append(h.projects[squash(f.Project)], k)
		h.names[k] = [2]string{Name(f.Department), Name(f.Unit)}
		for _, n := range h.candidates(k, spelled) {
			h.byListed[n] = append(h.byListed[n], k)
		}
	}
	return h
}

// candidates are the departments of the roster that a filing may be of: its own when the roster has
// it, else those whose names are like it, which become an alias to confirm.
func (h *holding) candidates(k int, spelled map[string]string) []string {
	for _, n := range h.names[k] {
		if h.listed[n] {
			return []string{n}
		}
	}
	n := h.names[k][0]
	if n == "" {
		n = h.names[k][1]
	}
	if list, ok := h.meant[n]; ok || n == "" {
		return list
	}
	var like, shown []string
	for l := range h.listed {
		if Alike(n, l) {
			like = append(like, l)
		}
	}
	slices.Sort(like)
	h.meant[n] = like
	if len(like) > 0 {
		for _, l := range like {
			shown = append(shown, spelled[l])
		}
		h.aliases = append(h.aliases, Alias{Form: h.filings[k].Department, Roster: shown})
	}
	return like
}

// known reports whether the filing's department is, surely or perhaps, on the roster.
func (h *holding) known(k int) bool {
	if h.listed[h.names[k][0]] || h.listed[h.names[k][1]] {
		return true
	}
	return len(h.meant[h.names[k][0]]) > 0 || len(h.meant[h.names[k][1]]) > 0
}

// exact finds the form that is the entry's beyond doubt.
func (h *holding) exact(i int) Match {
	e := &h.entries[i]
	if k, ok := h.codes[squash(e.Code)]; ok && e.Code != "" {
		return h.take(Filed, k, "")
	}
	department := Name(e.Department)
	if e.Project == "" {
		for _, k := range h.byListed[department] {
			if h.of(k, department) {
				return h.take(Filed, k, "")
			}
		}
		return Match{Filing: -1}
	}
	same := h.projects[squash(e.Project)]
	for _, k := range same {
		if h.of(k, department) {
			h.take(Filed, k, "")
		}
	}
	for _, k := range same {
		if h.of(k, department) || department == "" && len(same) == 1 && h.due[squash(e.Project)] == 1 {
			return h.take(Filed, k, "")
		}
	}
	return Match{Filing: -1}
}

// of reports whether a filing names that department in so many words.
func (h *holding) of(k int, department string) bool {
	return department != "" && (h.names[k][0] == department || h.names[k][1] == department)
}

func (h *holding) take(s State, k int, why string) Match {
	h.used[k] = true
	return Match{State: s, Filing: k, Why: why}
}

// similar finds a form that may be the entry's.
func (h *holding) similar(i int) Match {
	e := &h.entries[i]
	department, project := Name(e.Department), squash(e.Project)
	for _, k := range h.projects[project] {
		switch {
		case h.used[k] || project == "":
		case slices.Contains(h.byListed[department], k):
			return h.take(Confirm, k, "主管部门填报为“"+h.filings[k].Department+"”,名单为“"+e.Department+"”")
		case h.due[project] == 1 && len(h.projects[project]) == 1:
			return h.take(Confirm, k, "项目名称相同,主管部门填报为“"+orNone(h.filings[k].Department)+"”,名单为“"+e.Department+"”")
		}
	}
	found := -1
	for _, k := range h.byListed[department] {
		switch {
		case h.used[k] || h.filings[k].Whole != (project == ""):
		case project != "" && !contains(squash(h.filings[k].Project), project):
		case found >= 0:
			return Match{Filing: -1} // several: none of them is more likely than the others
		default:
			found = k
		}
	}
	if found < 0 {
		return Match{Filing: -1}
	}
	if project == "" {
		return h.take(Confirm, found, "主管部门填报为“"+h.filings[found].Department+"”,名单为“"+e.Department+"”")
	}
	return h.take(Confirm, found, "项目名称填报为“"+h.filings[found].Project+"”,名单为“"+e.Project+"”")
}

func orNone(s string) string {
	if s == "" {
		return "(空)"
	}
	return s
}

// contains reports whether one of two names of projects, both of some length, lies in the other.
func contains(a, b string) bool {
	const short = 4 * 3 // bytes of four characters
	return len(a) >= short && len(b) >= short && (strings.Contains(a, b) || strings.Contains(b, a))
}

// Alike reports whether one department's name may be short for the other: its characters stand in
// the other in their order, from the first on (工商联 in 工商业联合会). Equal names are not alike.
func Alike(a, b string) bool {
	short, long := []rune(a), []rune(b)
	if len(short) > len(long) {
		short, long = long, short
	}
	if len(short) < 2 || a == b || short[0] != long[0] {
		return false
	}
	i := 0
	for _, r := range long {
		if i < len(short) && short[i] == r {
			i++
		}
	}
	return i == len(short)
}

// Expected is the roster for the check of missing projects (L-XF-01), in the words of the forms
// where there are some: it says the same as Matches, and an entry to be confirmed is not missing.
func (res *Result) Expected(entries []Entry, filings []Filing) []rule.Expected {
	names := map[string]string{}
	for _, f := range filings {
		for _, d := range []string{f.Unit, f.Department} {
			names[Name(d)] = f.Department
		}
	}
	var list []rule.Expected
	for i, m := range res.Matches {
		e := rule.Expected{Department: entries[i].Department, Project: entries[i].Project}
		if own, ok := names[Name(e.Department)]; ok {
			e.Department = own
		}
		if m.Filing >= 0 {
			e = rule.Expected{Department: filings[m.Filing].Department, Project: filings[m.Filing].Project}
		}
		if e.Project != "" {
			list = append(list, e)
		}
	}
	return list
}
