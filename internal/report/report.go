// Package report writes the 部门整体支出绩效自评报告 that each department owes: the figures come from
// its scored forms, what only the department knows from a facts file, and what neither gives
// stands in the text as 【待填:…】. Build makes one neutral Document; two writers turn it into
// .docx and Markdown. Nothing here reads files or invents a sentence without data behind it.
package report

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"jixiao/internal/audit"
	"jixiao/internal/county"
	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/form"
	"jixiao/internal/quantity"
	"jixiao/internal/ruleset"
	"jixiao/internal/score"
)

// Input is what came in for one department. Projects stand in the order of
// their files, which the department can number.
type Input struct {
	County county.County
	// Department is the name as most forms write it, Short the one a title uses.
	Department, Short string
	Projects          []Project
	// Wholes are the filed 部门整体支出绩效自评表: none in the common case, one where it is asked for.
	Wholes []Project
	// Copies are forms that came twice with the same content and are counted once.
	Copies []Project
	// Failed are files of the department's folder that hold no readable form.
	Failed []Failed
	// Rules grade and round the department's total; nil means the default rule set.
	Rules *ruleset.RuleSet
}

// Project is one form with the file it came in.
type Project struct {
	*audit.Form
	Path, SHA256 string
}

// Failed is a file that could not be used, with the reason in Chinese. Shared is true when its
// folder holds forms of several departments, so that it may be another's.
type Failed struct {
	Path, Message string
	Shared        bool
}

// Departments sorts the results of a run by department: the forms of one county whose department
// (or, where that is blank, whose unit) has the same name once codes, place names and 本级 are
// taken off. A file without a form joins every department that the other files of its folder are
// of. The order is that of the counties' and departments' names.
func Departments(results []*audit.Result) []Input {
	byKey := map[string]*Input{}
	folders := map[string][]string{}
	var order []string
	for _, r := range results {
		if r == nil {
			continue
		}
		for i := range r.Forms {
			key := place(byKey, &order, r, &r.Forms[i])
			if dir := path.Dir(r.Path); !slices.Contains(folders[dir], key) {
				folders[dir] = append(folders[dir], key)
			}
		}
	}
	for _, r := range results {
		if r == nil || len(r.Forms) > 0 {
			continue
		}
		keys := folders[path.Dir(r.Path)]
		for _, key := range keys {
			f := failed(r)
			f.Shared = len(keys) > 1
			byKey[key].Failed = append(byKey[key].Failed, f)
		}
	}
	slices.Sort(order)
	list := make([]Input, len(order))
	for i, key := range order {
		byKey[key].settle()
		list[i] = *byKey[key]
	}
	return list
}

func place(byKey map[string]*Input, order *[]string, r *audit.Result, f *audit.Form) (key string) {
	name := cmp.Or(f.Project.Department.Text, f.Project.Unit.Text)
	key = f.County.FullName() + "\x00" + county.Department(name)
	in := byKey[key]
	if in == nil {
		in = &Input{County: f.County}
		byKey[key] = in
		*order = append(*order, key)
	}
	p := Project{Form: f, Path: r.Path, SHA256: r.SHA256}
	same := func(o Project) bool {
		return o.SHA256 == p.SHA256 && o.SHA256 != "" && o.Sheet == p.Sheet && o.Area == p.Area && o.Path != p.Path
	}
	switch {
	case slices.ContainsFunc(in.Projects, same) || slices.ContainsFunc(in.Wholes, same):
		in.Copies = append(in.Copies, p)
	case f.Level == form.LevelDepartment:
		in.Wholes = append(in.Wholes, p)
	default:
		in.Projects = append(in.Projects, p)
	}
	return key
}

func failed(r *audit.Result) Failed {
	f := Failed{Path: r.Path, Message: "没有找到绩效自评表"}
	if r.Problem != nil {
		f.Message = r.Problem.Message
	}
	return f
}

// settle sorts the forms and finds the department's name: the commonest spelling, the shortest
// of equals.
func (in *Input) settle() {
	slices.SortStableFunc(in.Projects, func(a, b Project) int { return cmp.Compare(a.Path, b.Path) })
	count := map[string]int{}
	for _, p := range slices.Concat(in.Projects, in.Wholes) {
		name := clean(cmp.Or(p.Project.Department.Text, p.Project.Unit.Text))
		if count[name]++; name != "" && (in.Department == "" || count[name] > count[in.Department] ||
			count[name] == count[in.Department] && len(name) < len(in.Department)) {
			in.Department = name
		}
	}
	in.Short = county.Department(in.Department)
}

// name is what to call the project: its name without a budget code, else that of its file.
func (p *Project) name() string {
	if name := withoutCode(clean(p.Project.Name.Text)); name != "" {
		return name
	}
	base := path.Base(p.Path)
	return clean(strings.TrimSuffix(base, path.Ext(base)))
}

// title is the name, or what a department form is about.
func (p *Project) title() string {
	if p.Level == form.LevelDepartment {
		return "部门整体支出"
	}
	return p.name()
}

// codeLength is the length from which letters and digits in front of a name are a budget code.
const codeLength = 5

// withoutCode drops the budget code in front of a project's name ("130132-道路养护").
func withoutCode(name string) string {
	if code, rest, ok := strings.Cut(name, "-"); ok && len(code) >= codeLength && strings.Trim(code, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
		if rest = strings.TrimSpace(rest); rest != "" {
			return rest
		}
	}
	return name
}

// scored reports whether the form has a total that can be averaged.
func (p *Project) scored() bool { return p.Score.State == score.Scored && p.Score.Total.Sum.Valid }

// moneyDoubt is the check that says an amount is probably in another unit.
const moneyDoubt = "L-FUND-08"

// wan returns the full-year budget and the execution in 万元; unknown when the form does not say
// the unit, or when a check doubts it.
func (p *Project) wan() (budget, executed decimal.Null) {
	places := map[string]int32{"万元": 0, "元": -4, "千元": -1, "亿元": 4}
	shift, known := places[p.Funds.MoneyUnit]
	if !known || slices.ContainsFunc(p.Findings, func(f finding.Finding) bool { return f.Code == moneyDoubt }) {
		return decimal.Null{}, decimal.Null{}
	}
	to := func(n decimal.Null) decimal.Null {
		if n.Valid {
			n.Decimal = n.Decimal.Shift(shift)
		}
		return n
	}
	return to(p.Score.Funds.Budget), to(p.Score.Funds.Executed)
}

// rows returns the indicators that were asked for: without rows nobody used, without the
// execution rate, which is told with the money.
func (p *Project) rows() []*score.Row {
	var list []*score.Row
	for i := range p.Score.Rows {
		r := &p.Score.Rows[i]
		if r.Indicator == nil || r.Template || r.NotApplicable || r.Execution {
			continue
		}
		if clean(r.Indicator.Target.Text) == "" && clean(r.Indicator.Actual.Text) == "" && p.parent(i) {
			continue // a group heading with points: its children say it
		}
		list = append(list, r)
	}
	return list
}

// parent reports whether other rows are counted in row i.
func (p *Project) parent(i int) bool {
	return slices.ContainsFunc(p.Score.Rows, func(r score.Row) bool { return r.Parent == i })
}

// outcome is how an indicator ended, in the words of the report.
type outcome int

const (
	met outcome = iota
	partly
	missed
	blank   // no actual value
	unknown // only a person can say
)

var outcomeWord = map[outcome]string{met: "达到", partly: "部分达到", missed: "未达到", blank: "未填写", unknown: "待判定"}

func outcomeOf(r *score.Row) outcome {
	switch r.Compared.Met {
	case quantity.Yes:
		return met
	case quantity.Partly:
		return partly
	case quantity.No:
		return missed
	}
	if r.Indicator.Actual.Blank() {
		return blank
	}
	return unknown
}
