package layout

import (
	"slices"

	"go.yaml.in/yaml/v4"

	"jixiao/internal/form"
)

// columnRoles are the roles that the columns of each kind of block may have.
var columnRoles = map[Kind][]form.Role{
	Head: {Name, Code, Department, Implementer, Person, Year, MoneyUnit, form.SelfScore, form.ReviewScore, Grade, TransferLabel, Ignore},
	Funds: {form.Label, form.Initial, form.Budget, form.Received, form.Executed, form.Rate, form.Points,
		form.SelfScore, form.ReviewScore, form.Reason, Ignore},
	Goals: {Expected, Adjusted, form.Actual, form.Completion, Ignore},
	Indicators: {form.Level1, form.Level2, form.Level3, form.Describe, form.Direction, form.Polarity, form.Unit,
		form.Target, Adjusted, form.Actual, form.Completion, form.Points, form.Factor, form.SelfScore,
		form.ReviewScore, form.Converted, form.WeightShare, form.Reason, form.Evidence, form.Remark, Ignore},
}

// blocks reads the list of a form's parts in print order.
func (d *decoder) blocks(n *yaml.Node) []Block {
	if n.Kind != yaml.SequenceNode {
		d.fault(n, "blocks 应为列表,每项一个部分,如 - head: …")
		return nil
	}
	var out []Block
	for _, item := range n.Content {
		d.mapping(item, "表的一个部分", map[string]func(*yaml.Node){
			"head":       func(v *yaml.Node) { out = append(out, d.fields(Head, v)) },
			"goals":      func(v *yaml.Node) { out = append(out, d.fields(Goals, v)) },
			"funds":      func(v *yaml.Node) { out = append(out, d.table(Funds, v)) },
			"indicators": func(v *yaml.Node) { out = append(out, d.table(Indicators, v)) },
			"total":      func(v *yaml.Node) { out = append(out, Block{Kind: Totals, Labels: d.list(v)}) },
			"notes":      func(v *yaml.Node) { out = append(out, Block{Kind: Notes, Labels: d.list(v)}) },
			"skip":       func(v *yaml.Node) { out = append(out, d.skip(v)) },
		})
	}
	return out
}

// fields reads a block whose cells are named directly: the head and the goals.
func (d *decoder) fields(k Kind, n *yaml.Node) Block {
	b := Block{Kind: k}
	fields := map[string]func(*yaml.Node){
		"heading": func(v *yaml.Node) { b.Headings = d.list(v) },
	}
	for _, r := range columnRoles[k] {
		fields[string(r)] = func(v *yaml.Node) { b.Columns = append(b.Columns, d.column(r, v)) }
	}
	d.mapping(n, k.Title(), fields)
	return b
}

// table reads a block with a header row: funds and indicators.
func (d *decoder) table(k Kind, n *yaml.Node) Block {
	b := Block{Kind: k}
	columns := map[string]func(*yaml.Node){}
	for _, r := range columnRoles[k] {
		columns[string(r)] = func(v *yaml.Node) { b.Columns = append(b.Columns, d.column(r, v)) }
	}
	fields := map[string]func(*yaml.Node){
		"heading": func(v *yaml.Node) { b.Headings = d.list(v) },
		"columns": func(v *yaml.Node) { d.mapping(v, k.Title()+"的列", columns) },
	}
	if k == Funds {
		fields["points"] = func(v *yaml.Node) { b.Points = d.text(v) }
		fields["beside"] = func(v *yaml.Node) { b.Beside = d.yes(v, "beside") }
		fields["rows"] = func(v *yaml.Node) {
			d.mapping(v, "资金行", map[string]func(*yaml.Node){
				"total":  func(v *yaml.Node) { b.Totals = d.list(v) },
				"source": func(v *yaml.Node) { b.Sources = d.list(v) },
				"use":    func(v *yaml.Node) { b.Uses = d.list(v) },
				"ignore": func(v *yaml.Node) { b.Ignored = d.list(v) },
			})
		}
	}
	if k == Indicators {
		fields["levels"] = func(v *yaml.Node) { b.Levels = d.levels(v) }
		fields["rows"] = func(v *yaml.Node) { b.Rows = d.levels(v) }
	}
	d.mapping(n, k.Title(), fields)
	if len(b.Columns) == 0 && len(d.errs) == 0 {
		d.fault(n, "%s缺少 columns(各列的名称)", k.Title())
	}
	return b
}

// column reads a wording, a list of wordings, or {words, group, optional}.
func (d *decoder) column(r form.Role, n *yaml.Node) Column {
	c := Column{Role: r}
	if n.Kind != yaml.MappingNode {
		c.Words = d.list(n)
		return c
	}
	d.mapping(n, "列 "+string(r), map[string]func(*yaml.Node){
		"words":    func(v *yaml.Node) { c.Words = d.list(v) },
		"group":    func(v *yaml.Node) { c.Group = d.text(v) },
		"optional": func(v *yaml.Node) { c.Optional = d.yes(v, "optional") },
	})
	if len(c.Words) == 0 && len(d.errs) == 0 {
		d.fault(n, "列 %s 缺少 words(表头写法)", r)
	}
	return c
}

// yes reads true or false.
func (d *decoder) yes(n *yaml.Node, what string) bool {
	if !slices.Contains([]string{"true", "false"}, n.Value) {
		d.fault(n, "%s 应为 true 或 false", what)
	}
	return n.Value == "true"
}

// levels reads the level-1 indicators that a form prints, each with its level-2 indicators.
func (d *decoder) levels(n *yaml.Node) []LevelNames {
	if n.Kind != yaml.MappingNode {
		d.fault(n, "levels 应为“一级指标: [二级指标, …]”的形式")
		return nil
	}
	var out []LevelNames
	for i := 0; i+1 < len(n.Content); i += 2 {
		out = append(out, levelNames(d.text(n.Content[i]), d.list(n.Content[i+1])))
	}
	return out
}
