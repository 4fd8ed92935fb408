package report

import (
	"io/fs"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"

	"jixiao/internal/finding"
	"jixiao/internal/score"
	"jixiao/templates/report"
)

// problemGroup is how findings of some codes are told.
type problemGroup struct {
	Prefixes []string `yaml:"prefixes"`
	Text     string   `yaml:"text"`
	Measure  string   `yaml:"measure"`
}

var problemGroups = sync.OnceValues(func() ([]problemGroup, error) {
	data, err := fs.ReadFile(report.FS, "problems.yaml")
	if err != nil {
		return nil, err
	}
	var groups []problemGroup
	err = yaml.Load(data, &groups, yaml.WithKnownFields())
	return groups, err
})

// exampleLimit is how many faults of a group are quoted.
const exampleLimit = 4

// problems is section five: what the department says, what its forms say, what checking found.
func (b *builder) problems() {
	b.h1("存在的问题及改进措施")
	found, measures := b.found()
	items := append(cleaned(b.facts.Problems), b.notes("存在问题", "存在的问题", "问题及原因", "问题、原因")...)
	items = append(append(items, b.shortfall()...), found...)
	b.h2(1, "存在的主要问题")
	b.points(items, "存在的主要问题")
	b.h2(2, "针对问题提出的改进措施或建议")
	b.points(slices.Concat(cleaned(b.facts.Measures), b.notes("改进措施", "整改措施", "下一步"), measures), "改进措施或建议")
}

// points tells each item in a paragraph of its own.
func (b *builder) points(items []string, what string) {
	switch len(items) {
	case 0:
		b.say(toFill(what))
	case 1:
		b.say(full(items[0]))
	default:
		for i, item := range items {
			b.say(ordinal(i+1) + "是" + full(item))
		}
	}
}

// notes quotes what the forms themselves say under a heading; a text that stands under a heading
// of both kinds is quoted once, among the problems.
func (b *builder) notes(words ...string) []string {
	var list []string
	for _, p := range slices.Concat(b.in.Wholes, b.in.Projects) {
		for _, n := range p.Notes {
			has := func(w string) bool { return strings.Contains(n.Label, w) }
			if !slices.ContainsFunc(words, has) || nothing(n.Text.Text) || words[0] != "存在问题" && strings.Contains(n.Label, "问题") {
				continue
			}
			list = append(list, "“"+p.title()+"”自评表反映:"+full(quote(n.Text.Text, textLimit, textCut)))
		}
	}
	return list
}

// shortfall tells missed targets and low execution in one sentence each.
func (b *builder) shortfall() []string {
	var list []string
	var missing, low []*Project
	n := 0
	for i := range b.in.Projects {
		p := &b.in.Projects[i]
		if p.Score.State == score.NotFilled {
			continue
		}
		t := tallyOf(p)
		if k := t[missed] + t[partly] + t[blank]; k > 0 {
			missing = append(missing, p)
			n += k
		}
		if limit := b.rules.Exec.ReasonBelow; limit.Valid && p.Score.Funds.HasRate && p.Score.Funds.Rate.CmpDecimal(limit.Decimal) < 0 {
			low = append(low, p)
		}
	}
	if n > 0 {
		list = append(list, "有绩效指标没有达到年度指标值,涉及"+itoa(len(missing))+"个项目"+itoa(n)+"项指标("+names(missing, 5)+")")
	}
	if len(low) > 0 {
		list = append(list, "预算执行率偏低,涉及"+itoa(len(low))+"个项目("+names(low, 5)+")")
	}
	return list
}

// found tells the faults of all forms, warnings and errors, by group, with what mends them.
func (b *builder) found() (texts, measures []string) {
	groups, err := problemGroups()
	if err != nil {
		return nil, nil // embedded data: the tests load it
	}
	told := make([]faultGroup, len(groups))
	for _, p := range slices.Concat(b.in.Wholes, b.in.Projects) {
		for _, f := range finding.Faults(p.Findings) {
			g := slices.IndexFunc(groups, func(g problemGroup) bool {
				return slices.ContainsFunc(g.Prefixes, func(prefix string) bool { return strings.HasPrefix(f.Code, prefix) })
			})
			if g >= 0 && f.Severity >= finding.Warn {
				told[g].add(b.about(&p, f.Message), p.Path+"\x00"+p.Sheet, ended(quote(f.Message, cellLimit, cellCut)))
			}
		}
	}
	for g := range told {
		if told[g].count > 0 {
			texts = append(texts, groups[g].Text+told[g].text())
			measures = append(measures, groups[g].Measure)
		}
	}
	return texts, measures
}

// faultGroup collects the faults of one group; those of one form stand together after its name.
type faultGroup struct {
	count int
	forms map[string]bool
	said  strings.Builder
	last  string
}

func (g *faultGroup) add(name, form, message string) {
	if g.forms == nil {
		g.forms = map[string]bool{}
	}
	g.forms[form] = true
	if g.count++; g.count > exampleLimit {
		return
	}
	if g.count > 1 {
		g.said.WriteString(";")
	}
	if name != g.last {
		g.said.WriteString(name)
		g.last = name
	}
	g.said.WriteString(message)
}

func (g *faultGroup) text() string {
	text := ",涉及" + itoa(len(g.forms)) + "份自评表" + itoa(g.count) + "处:" + g.said.String()
	if g.count > exampleLimit {
		text += "等"
	}
	return text
}

// about names the form that a message is about, unless there is only one; a message about the
// department as a whole, which stands with its first form, names it itself.
func (b *builder) about(p *Project, message string) string {
	if len(b.in.Projects)+len(b.in.Wholes) == 1 || b.in.Short != "" && strings.Contains(message, b.in.Short) {
		return ""
	}
	return "“" + p.title() + "”\uFF1A"
}
