package report

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"jixiao/internal/decimal"
	"jixiao/internal/position"
	"jixiao/internal/suggest"
)

// maxFacts bounds a facts file; a long report has a twentieth of it.
const maxFacts = 1 << 20

// maxNumber bounds the characters of a number: no county counts more.
const maxNumber = 20

// Problem is one fault of a facts file.
type Problem = position.Problem

// FactsError lists everything that is wrong with a facts file, in the order of the file.
type FactsError = position.Problems

// LoadFacts reads a facts file; file is the name that problems are reported with. Every problem
// is reported at once, as *FactsError. An empty file gives empty facts.
func LoadFacts(file string, data []byte) (*Facts, error) {
	in := &factsReader{file: file, lines: map[string]int{}}
	facts := &Facts{file: file, lines: in.lines}
	if root := in.parse(data); root != nil {
		in.read(root, reflect.ValueOf(facts).Elem(), "")
	}
	if len(in.problems) > 0 {
		return nil, &FactsError{Problems: in.problems}
	}
	return facts, nil
}

type factsReader struct {
	file     string
	problems []Problem
	lines    map[string]int
}

func (in *factsReader) fail(n *yaml.Node, format string, args ...any) {
	p := Problem{File: in.file, Message: fmt.Sprintf(format, args...)}
	if n != nil {
		p.Line, p.Column = n.Line, n.Column
	}
	in.problems = append(in.problems, p)
}

// parse returns the mapping at the top, nil when there is nothing or a problem was noted.
func (in *factsReader) parse(data []byte) *yaml.Node {
	data = bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
	switch {
	case len(data) > maxFacts:
		in.fail(nil, "文件过大,事实文件不会超过 1 MB")
		return nil
	case !utf8.Valid(data):
		in.fail(nil, "文件不是 UTF-8 编码,请在记事本里另存时把编码选为 UTF-8")
		return nil
	case silent(data):
		return nil
	}
	var doc yaml.Node
	if err := yaml.Load(data, &doc); err != nil {
		p := Problem{File: in.file, Message: "不是有效的 YAML:" + err.Error()}
		var at *yaml.LoadError
		if errors.As(err, &at) {
			p.Line, p.Column, p.Message = at.Mark.Line, at.Mark.Column, "不是有效的 YAML:"+at.Message
		}
		in.problems = append(in.problems, p)
		return nil
	}
	root := &doc
	if root.Kind == yaml.DocumentNode && len(root.Content) == 1 {
		root = root.Content[0]
	}
	if empty(root) || root.Kind == 0 || root.Kind == yaml.DocumentNode {
		return nil
	}
	if root.Kind != yaml.MappingNode {
		in.fail(root, "应为“键: 值”的列表,首行如 department: 某某局")
		return nil
	}
	return root
}

// silent reports a file of nothing but blank lines and comments.
func silent(data []byte) bool {
	for line := range bytes.Lines(data) {
		if line = bytes.TrimSpace(line); len(line) > 0 && line[0] != '#' {
			return false
		}
	}
	return true
}

// empty reports a key without a value.
func empty(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Tag == "!!null"
}

// read fills v, a field of Facts, from n; key is the path of keys that led here.
func (in *factsReader) read(n *yaml.Node, v reflect.Value, key string) {
	if n.Kind == yaml.AliasNode {
		in.fail(n, "事实文件里不用 YAML 引用(*)")
		return
	}
	if empty(n) {
		return
	}
	in.lines[key] = n.Line
	switch target := v.Addr().Interface().(type) {
	case *decimal.Null:
		in.number(n, target, key)
		return
	case **int:
		in.count(n, target, key)
		return
	case *string:
		in.text(n, target, key)
		return
	}
	if v.Kind() == reflect.Slice {
		in.list(n, v, key)
		return
	}
	in.mapping(n, v, key)
}

func (in *factsReader) mapping(n *yaml.Node, v reflect.Value, key string) {
	if n.Kind != yaml.MappingNode {
		in.fail(n, "“%s”下应分行写“键: 值”", key)
		return
	}
	fields := map[string]int{}
	var known []string
	for i := range v.NumField() {
		if tag := v.Type().Field(i).Tag.Get("yaml"); tag != "" {
			fields[tag] = i
			known = append(known, tag)
		}
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, value := n.Content[i], n.Content[i+1]
		field, ok := fields[k.Value]
		switch {
		case !ok:
			in.unknown(k, key, known)
		case seen[k.Value]:
			in.fail(k, "“%s”写了两次", k.Value)
		default:
			seen[k.Value] = true
			in.read(value, v.Field(field), strings.TrimPrefix(key+"."+k.Value, "."))
		}
	}
}

func (in *factsReader) unknown(k *yaml.Node, key string, known []string) {
	message := "不认识“" + clean(cut(k.Value, 40)) + "”"
	if q := suggest.Question(k.Value, known); q != "" {
		message += "," + q
	} else {
		where := "这里"
		if key != "" {
			where = "“" + key + "”下"
		}
		message += "," + where + "可以写 " + strings.Join(known, "、")
	}
	in.fail(k, "%s", message)
}

func (in *factsReader) list(n *yaml.Node, v reflect.Value, key string) {
	items := n.Content
	if n.Kind == yaml.ScalarNode && v.Type().Elem().Kind() == reflect.String {
		items = []*yaml.Node{n} // one text instead of a list of one
	} else if n.Kind != yaml.SequenceNode {
		in.fail(n, "“%s”下应一行一条,每行以“- ”开头", key)
		return
	}
	for i, item := range items {
		element := reflect.New(v.Type().Elem()).Elem()
		in.read(item, element, key+"["+itoa(i)+"]")
		if !element.IsZero() {
			v.Set(reflect.Append(v, element))
		}
	}
}

func (in *factsReader) text(n *yaml.Node, to *string, key string) {
	if n.Kind != yaml.ScalarNode {
		in.fail(n, "“%s”应为一段文字", key)
		return
	}
	*to = strings.TrimSpace(n.Value)
}

// number reads an amount, score or share: digits only, without a unit.
func (in *factsReader) number(n *yaml.Node, to *decimal.Null, key string) {
	text := strings.TrimSuffix(strings.TrimSpace(n.Value), "%")
	d, err := decimal.Parse(text)
	if n.Kind != yaml.ScalarNode || err != nil || len(text) > maxNumber || strings.ContainsAny(text, "eE") {
		in.fail(n, "“%s”应为数字,不写单位,现为“%s”", key, clean(cut(n.Value, 40)))
		return
	}
	*to = decimal.Some(d)
}

func (in *factsReader) count(n *yaml.Node, to **int, key string) {
	i, err := strconv.Atoi(strings.TrimSpace(n.Value))
	if n.Kind != yaml.ScalarNode || err != nil || i < 0 || i > 1_000_000 {
		in.fail(n, "“%s”应为整数,现为“%s”", key, clean(cut(n.Value, 40)))
		return
	}
	*to = &i
}
