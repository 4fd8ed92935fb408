package report

import (
	"cmp"
	"strings"

	"jixiao/internal/finding"
	"jixiao/internal/ruleset"
)

// Build makes the report of one department and checks it against the facts. facts may be nil.
// What neither forms nor facts give is left as 【待填:…】; the findings (codes RP-…) say what does
// not fit together, each with where it stands. The document is complete whatever is found.
func Build(in *Input, facts *Facts) (*Document, []finding.Finding) {
	b := newBuilder(in, facts)
	b.title()
	b.lead()
	b.basics()
	b.working()
	b.results()
	b.conclusion()
	b.problems()
	b.group()
	b.annexes()
	return b.doc, b.check()
}

type builder struct {
	in    *Input
	facts *Facts
	rules *ruleset.RuleSet
	fig   *figures
	doc   *Document

	department string // as the text calls it
	year       string // "2022" or a mark to be filled in
	level1     int
	tables     int
	charts     int
}

func newBuilder(in *Input, facts *Facts) *builder {
	b := &builder{in: in, facts: facts, rules: in.Rules, doc: &Document{}}
	if b.facts == nil {
		b.facts = &Facts{}
	}
	if b.rules == nil {
		b.rules = defaultRules()
	}
	b.fig = compute(in, b.rules)
	b.department = clean(cmp.Or(b.facts.Name, in.Short, b.facts.Department))
	if b.department == "" {
		b.department = toFill("部门名称")
	}
	b.year = b.budgetYear()
	return b
}

// defaultRules is the built-in rule set; the tests of ruleset load it.
func defaultRules() *ruleset.RuleSet {
	r, err := ruleset.Builtin(ruleset.Default)
	if err != nil {
		return &ruleset.RuleSet{}
	}
	return r
}

// budgetYear is the year of the forms; of several, and of none, the one of the facts.
func (b *builder) budgetYear() string {
	switch {
	case len(b.fig.years) == 1:
		return itoa(b.fig.years[0])
	case b.facts.Year != nil:
		return itoa(*b.facts.Year)
	}
	return toFill("预算年度")
}

// yearBefore is the year before the budget year.
func (b *builder) yearBefore() string {
	switch {
	case len(b.fig.years) == 1:
		return itoa(b.fig.years[0]-1) + "年度"
	case b.facts.Year != nil:
		return itoa(*b.facts.Year-1) + "年度"
	}
	return "上年度"
}

func (b *builder) add(blocks ...Block) { b.doc.Blocks = append(b.doc.Blocks, blocks...) }

// h1 to h3 number headings as official documents do: 一、 (一) 1.
func (b *builder) h1(text string) {
	b.level1++
	b.add(Heading{1, official(ordinal(b.level1) + "、" + text)})
}

func (b *builder) h2(n int, text string) {
	b.add(Heading{2, official("(" + ordinal(n) + ")" + text)})
}

func (b *builder) h3(n int, text string) { b.add(Heading{3, official(itoa(n) + "." + text)}) }

// say adds a paragraph; blank ones are left out.
func (b *builder) say(text string) { b.lead1("", text) }

// lead1 adds a paragraph that begins with a bold word or two.
func (b *builder) lead1(lead, text string) {
	if text == "" {
		return
	}
	if lead != "" {
		lead += "\uFF1A"
	}
	b.add(Paragraph{Lead: official(lead), Text: official(text)})
}

// given is the facts' text, or the mark of what is missing.
func given(text, what string) string {
	if text = clean(text); text != "" {
		return text
	}
	return toFill(what)
}

// table adds a numbered table.
func (b *builder) table(caption string, columns []Column, rows [][]string, total bool) {
	b.tables++
	for i := range columns {
		columns[i].Name = official(columns[i].Name)
	}
	for _, row := range rows {
		for i := range row {
			row[i] = official(row[i])
		}
	}
	b.add(Table{Caption: official("表" + itoa(b.tables) + " " + caption), Columns: columns, Rows: rows, Total: total})
}

func (b *builder) title() {
	name := b.department
	if county := b.in.County.Name; county != "" && !hasPlace(name, county) {
		name = county + name
	}
	b.doc.Title = []string{official(name), b.year + "年度部门整体支出绩效自评报告"}
}

// hasPlace reports whether a department's name already begins with its county, or is missing.
func hasPlace(name, county string) bool {
	return strings.HasPrefix(name, county) || strings.HasPrefix(name, "【待填")
}

func (b *builder) lead() {
	basis := b.facts.Basis
	source := ""
	switch {
	case basis.Document == "" && basis.Number == "":
		source = toFill("评价依据的文件名称和文号")
	default:
		source = clean(basis.Authority) + "《" + given(basis.Document, "评价依据的文件名称") + "》(" + given(basis.Number, "评价依据的文号") + ")文件"
	}
	b.say("为贯彻落实" + source + "精神,按照科学、规范、客观、公正的原则,对" + b.department + b.year + "年度部门整体支出情况开展了绩效自评,形成本报告。")
}
