package ruleset

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"

	"jixiao/internal/decimal"
	"jixiao/internal/suggest"
)

// The readers below take one YAML node each, report what is wrong with it and where, and never
// pass a number through binary floating point.

func (in *reader) text(n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" || strings.TrimSpace(n.Value) == "" {
		in.fail(n, "应为一段文字")
		return ""
	}
	return n.Value
}

func (in *reader) number(n *yaml.Node, low, high decimal.Decimal) (decimal.Decimal, bool) {
	d, err := decimal.Parse(n.Value)
	if n.Kind != yaml.ScalarNode || err != nil {
		in.fail(n, "“"+n.Value+"”不是数字")
		return d, false
	}
	if d.Less(low) || high.Less(d) {
		in.fail(n, fmt.Sprintf("%s 超出范围,应在 %s 与 %s 之间", n.Value, low, high))
		return d, false
	}
	return d, true
}

func (in *reader) flag(n *yaml.Node, to *bool) {
	switch n.Value {
	case "true":
		*to = true
	case "false":
		*to = false
	default:
		in.fail(n, "“"+n.Value+"”应为 true 或 false")
	}
}

func (in *reader) method(n *yaml.Node, key string, to *Method, options []choice) {
	names := make([]string, len(options))
	for i, o := range options {
		names[i] = string(o.method)
		if names[i] == n.Value && n.Kind == yaml.ScalarNode {
			*to = o.method
			return
		}
	}
	message := key + " 没有“" + n.Value + "”这种方法"
	if q := suggest.Question(n.Value, names); q != "" {
		message += "," + q
	} else {
		message += ",可用:" + strings.Join(names, "、")
	}
	in.fail(n, message)
}

// list returns the items of a sequence of n items, of any number when n is 0.
func (in *reader) list(node *yaml.Node, n int) ([]*yaml.Node, bool) {
	if node.Kind != yaml.SequenceNode {
		in.fail(node, "应为列表,如 [甲, 乙]")
		return nil, false
	}
	if n > 0 && len(node.Content) != n {
		in.fail(node, fmt.Sprintf("应有 %d 项,现有 %d 项", n, len(node.Content)))
		return nil, false
	}
	return node.Content, true
}

func (in *reader) texts(node *yaml.Node, n int) ([]string, bool) {
	items, ok := in.list(node, n)
	var out []string
	for _, item := range items {
		t := in.text(item)
		ok = ok && t != ""
		out = append(out, t)
	}
	return out, ok
}

var zero, one = decimal.FromInt(0), decimal.FromInt(1)

func (in *reader) shares(node *yaml.Node, n int) ([]decimal.Decimal, bool) {
	items, ok := in.list(node, n)
	var out []decimal.Decimal
	for _, item := range items {
		d, good := in.number(item, zero, one)
		ok = ok && good
		out = append(out, d)
	}
	return out, ok
}

// anyNumber bounds thresholds and points of bands.
var anyNumber = decimal.FromInt(1_000_000_000)

// steps reads [[at, share], …]: bounds fall strictly, or rise when upper bounds are given.
func (in *reader) steps(node *yaml.Node, rising bool) ([]Step, bool) {
	items, ok := in.list(node, 0)
	var out []Step
	for _, item := range items {
		pair, good := in.list(item, 2)
		if !good {
			ok = false
			continue
		}
		at, ok1 := in.number(pair[0], anyNumber.Neg(), anyNumber)
		share, ok2 := in.number(pair[1], zero, anyNumber)
		ok = ok && ok1 && ok2
		if len(out) > 0 && (rising && at.Cmp(out[len(out)-1].At) <= 0 || !rising && at.Cmp(out[len(out)-1].At) >= 0) {
			in.fail(pair[0], "界限的顺序不对:下限从高到低写,上限从低到高写")
			ok = false
		}
		out = append(out, Step{At: at, Share: share})
	}
	return out, ok
}

func (in *reader) weights(n *yaml.Node, high decimal.Decimal) ([]Weight, bool) {
	if n.Kind != yaml.MappingNode {
		in.fail(n, "应为“名称: 数字”的列表")
		return nil, false
	}
	var out []Weight
	ok := true
	for i := 0; i+1 < len(n.Content); i += 2 {
		d, good := in.number(n.Content[i+1], zero, high)
		ok = ok && good
		out = append(out, Weight{Name: n.Content[i].Value, Points: d})
	}
	return out, ok
}

// grades reads 优: 90 … from the highest to the lowest.
func (in *reader) grades(n *yaml.Node) ([]Grade, bool) {
	list, ok := in.weights(n, anyNumber)
	var out []Grade
	for i, w := range list {
		if i > 0 && w.Points.Cmp(list[i-1].Points) >= 0 {
			in.fail(n.Content[2*i+1], "等级应从高到低写")
			ok = false
		}
		out = append(out, Grade{Name: w.Name, From: w.Points})
	}
	return out, ok && len(out) > 0
}

// words keeps the section as it stands once it has the shape of jixiao's own word lists: what the
// words mean is the language's matter.
func (in *reader) words(n *yaml.Node) (WordList, bool) {
	if n.Kind != yaml.MappingNode {
		in.fail(n, "应为“词表名: [词, 词]”,写法同 templates/words")
		return WordList{}, false
	}
	if !in.fits(n, wordShape()) {
		return WordList{}, false
	}
	var w WordList
	for i := 0; i+1 < len(n.Content); i += 2 {
		w.Names = append(w.Names, n.Content[i].Value)
	}
	text, err := yaml.Dump(n)
	if err != nil {
		in.fail(n, "词表不能读取:"+err.Error())
		return WordList{}, false
	}
	w.YAML = text
	return w, true
}

// depts reads the rules of department indicators: a list of mappings.
func (in *reader) depts(n *yaml.Node) ([]Dept, bool) {
	items, ok := in.list(n, 0)
	var out []Dept
	for _, item := range items {
		if item.Kind != yaml.MappingNode {
			in.fail(item, "应为一条规则,如 name: 在职人员控制率")
			ok = false
			continue
		}
		d, good := in.dept(item)
		ok = ok && good
		out = append(out, d)
	}
	return out, ok
}

var deptMethods = []choice{{WholeSteps, ""}, {Linear, ""}, {Banded, ""}, {Slope, ""}, {AllOrNothing, ""}}

func (in *reader) dept(m *yaml.Node) (Dept, bool) {
	var d Dept
	before := len(in.problems)
	numbers := map[string]*decimal.Decimal{"points": &d.Points, "standard": &d.Standard, "per_point": &d.PerPoint,
		"otherwise": &d.Otherwise, "factor": &d.Factor, "zero_above": &d.ZeroAbove}
	for i := 0; i+1 < len(m.Content); i += 2 {
		k, v := m.Content[i], m.Content[i+1]
		switch k.Value {
		case "name":
			d.Name = in.text(v)
		case "method":
			in.method(v, "dept.method", &d.Method, deptMethods)
		case "at_least":
			in.flag(v, &d.AtLeast)
		case "bands":
			d.Bands, _ = in.steps(v, false)
		case "bands_below":
			d.Bands, _ = in.steps(v, true)
			d.Below = true
		default:
			if to := numbers[k.Value]; to != nil {
				*to, _ = in.number(v, anyNumber.Neg(), anyNumber)
				continue
			}
			in.unknownDept(k)
		}
	}
	if d.Name == "" || d.Method == "" || d.Points.Sign() < 0 {
		in.fail(m, "部门规则须有 name、method 和不为负的 points")
	}
	return d, len(in.problems) == before
}

func (in *reader) unknownDept(k *yaml.Node) {
	message := "不认识“" + k.Value + "”"
	if q := suggest.Question(k.Value, []string{"name", "method", "points", "standard", "per_point", "at_least", "bands", "bands_below", "otherwise", "factor", "zero_above"}); q != "" {
		message += "," + q
	}
	in.fail(k, message)
}
