package layout

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"jixiao/internal/form"
)

// Usual is what a blank form prints where the description of its form says nothing else.
type Usual struct {
	// Rows are the usual level-1 indicators with their points and level-2 indicators.
	Rows []LevelNames
	// FundPoints are the usual points of budget execution.
	FundPoints string
	// Instructions are filling-in notes, each for forms that have what it is about.
	Instructions []Instruction
}

// Instruction is a filling-in note.
type Instruction struct {
	Text string
	// Kind and Role name the column that a form must have for the note; Role is "" for notes
	// that go with every form that has a block of that kind, Kind is Head for every form.
	Kind Kind
	Role form.Role
}

// Table is a part that is not read but printed on blank forms: its columns and first cells of rows.
type Table struct {
	Columns, Rows []string
}

// Rows returns what the blank form prints in the level columns: its own rows, else the levels it
// is told apart by, else the usual ones.
func (s *Set) Rows(l *Layout) []LevelNames {
	b := l.Block(Indicators)
	switch {
	case len(b.Rows) > 0:
		return b.Rows
	case len(b.Levels) > 0:
		return b.Levels
	}
	return s.Usual.Rows
}

// Notes returns the filling-in notes of a form: its own first, then the general ones that apply to it.
func (s *Set) Notes(l *Layout) []string {
	out := slices.Clone(l.Instructions)
	for _, n := range s.Usual.Instructions {
		if b := l.Block(n.Kind); n.Kind == Head && n.Role == "" || b != nil && (n.Role == "" || b.Column(n.Role) != nil) {
			out = append(out, n.Text)
		}
	}
	return out
}

// usual reads what _common.yaml says of blank forms.
func (d *decoder) usual(n *yaml.Node) {
	d.mapping(n, "空白表", map[string]func(*yaml.Node){
		"rows":        func(v *yaml.Node) { d.blank.Rows = d.levels(v) },
		"fund_points": func(v *yaml.Node) { d.blank.FundPoints = d.text(v) },
		"instructions": func(v *yaml.Node) {
			if v.Kind != yaml.SequenceNode {
				d.fault(v, "instructions 应为列表")
				return
			}
			for _, item := range v.Content {
				d.blank.Instructions = append(d.blank.Instructions, d.instruction(item))
			}
		},
	})
}

// instruction reads a text, or {with: block.role, text: …}.
func (d *decoder) instruction(n *yaml.Node) Instruction {
	if n.Kind == yaml.ScalarNode {
		return Instruction{Text: d.text(n)}
	}
	var out Instruction
	d.mapping(n, "填报说明", map[string]func(*yaml.Node){
		"text": func(v *yaml.Node) { out.Text = d.text(v) },
		"with": func(v *yaml.Node) {
			block, role, _ := strings.Cut(d.text(v), ".")
			k := slices.Index(kindNames[:Skip], block)
			out.Kind, out.Role = Kind(max(k, 0)), form.Role(role)
			if k < 0 || role != "" && !slices.Contains(columnRoles[out.Kind], out.Role) {
				d.fault(v, "with 应为“部分.列”,如 indicators.direction")
			}
		},
	})
	return out
}

// skip reads the words of a part that is not read: a list, or {labels, columns, rows} for a part
// that blank forms print as a table.
func (d *decoder) skip(n *yaml.Node) Block {
	b := Block{Kind: Skip}
	if n.Kind != yaml.MappingNode {
		b.Labels = d.list(n)
		return b
	}
	d.mapping(n, Skip.Title(), map[string]func(*yaml.Node){
		"labels":  func(v *yaml.Node) { b.Labels = d.list(v) },
		"columns": func(v *yaml.Node) { b.Table.Columns = d.list(v) },
		"rows":    func(v *yaml.Node) { b.Table.Rows = d.list(v) },
	})
	if len(b.Labels) == 0 && len(d.errs) == 0 {
		d.fault(n, "skip 缺少 labels(这一部分的名称)")
	}
	return b
}

// levelNames cuts the points off a level-1 indicator: "产出指标(50分)".
func levelNames(label string, subs []string) LevelNames {
	out := LevelNames{Name: label, Subs: subs}
	if name, rest, ok := strings.Cut(label, "("); ok {
		if points, ok := strings.CutSuffix(rest, "分)"); ok {
			out.Name, out.Points = name, points
		}
	}
	return out
}
