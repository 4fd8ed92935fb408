package ruleset

import (
	"bytes"
	"cmp"
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"

	"jixiao/internal/suggest"
	"jixiao/templates"
)

// folder holds the built-in rule sets, one file each, named by their id.
const folder = "rules"

// maxDepth bounds the chain of bases and the nesting of a file.
const maxDepth = 8

// maxSize bounds a rule set file: the longest built-in one has a fiftieth of it.
const maxSize = 1 << 20

// Names returns the ids of the built-in rule sets, the default first, then by name.
func Names() []string {
	entries, err := fs.ReadDir(templates.FS, folder)
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range entries {
		if id, ok := strings.CutSuffix(e.Name(), ".yaml"); ok && e.Name() != sourcesFile {
			names = append(names, id)
		}
	}
	slices.SortFunc(names, func(a, b string) int {
		if a == Default || b == Default {
			return cmp.Compare(boolRank(a != Default), boolRank(b != Default))
		}
		return cmp.Compare(a, b)
	})
	return names
}

func boolRank(b bool) int {
	if b {
		return 1
	}
	return 0
}

var cache sync.Map // id → *RuleSet

// Builtin returns the built-in rule set with the given id. An unknown id is an error that names
// the nearest one.
func Builtin(id string) (*RuleSet, error) {
	if r, ok := cache.Load(id); ok {
		return r.(*RuleSet), nil
	}
	data, err := fs.ReadFile(templates.FS, folder+"/"+id+".yaml")
	if err != nil || strings.ContainsAny(id, `/\`) {
		return nil, unknownName(id)
	}
	r, err := load(folder+"/"+id+".yaml", data, 0)
	if err != nil {
		return nil, err
	}
	kept, _ := cache.LoadOrStore(id, r)
	return kept.(*RuleSet), nil
}

func unknownName(id string) error {
	names := Names()
	msg := "没有名为 " + id + " 的评分规则"
	if q := suggest.Question(id, names); q != "" {
		return errors.New(msg + "," + q)
	}
	return errors.New(msg + ",可用:" + strings.Join(names, "、"))
}

// Load reads a rule set from YAML; file is the name that problems are reported with. Every
// problem of the file is reported at once, as *Error.
func Load(file string, data []byte) (*RuleSet, error) { return load(file, data, 0) }

func load(file string, data []byte, depth int) (*RuleSet, error) {
	in := &reader{file: file}
	if len(data) > maxSize {
		in.fail(nil, "文件过大,评分规则不会超过 1 MB")
		return nil, in.err()
	}
	if len(bytes.TrimSpace(data)) == 0 {
		in.fail(nil, "文件是空的")
		return nil, in.err()
	}
	root := in.parse(data)
	if root == nil {
		return nil, in.err()
	}
	set := in.base(root, depth)
	if set == nil {
		return nil, in.err()
	}
	in.set = set
	in.mapping(root, "", 0)
	in.sources()
	in.complete()
	if len(in.problems) > 0 {
		return nil, in.err()
	}
	return set, nil
}

// reader walks one file and collects what is wrong with it.
type reader struct {
	file     string
	set      *RuleSet
	problems []Problem
	cited    map[string]*yaml.Node // parameter or section → its source in this file
	changed  []string              // parameters this file sets
}

func (in *reader) fail(n *yaml.Node, message string) {
	p := Problem{File: in.file, Message: message}
	if n != nil {
		p.Line, p.Column = n.Line, n.Column
	}
	in.problems = append(in.problems, p)
}

func (in *reader) err() error {
	slices.SortStableFunc(in.problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return &Error{Problems: in.problems}
}

func (in *reader) parse(data []byte) *yaml.Node {
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
	if root.Kind != yaml.MappingNode {
		in.fail(nil, "应为“键: 值”的列表,首行如 id: my-county")
		return nil
	}
	return root
}

// base makes the rule set that the file starts from: its base with everything still inherited.
func (in *reader) base(root *yaml.Node, depth int) *RuleSet {
	n := child(root, "base")
	if n == nil {
		if id := child(root, "id"); id != nil && id.Value == first {
			return &RuleSet{origin: map[string]origin{}}
		}
		in.fail(nil, "缺少 base:请写明以哪一套规则为底,如 base: "+Default)
		return nil
	}
	if depth >= maxDepth {
		in.fail(n, "base 层数过多")
		return nil
	}
	data, err := fs.ReadFile(templates.FS, folder+"/"+n.Value+".yaml")
	if n.Kind != yaml.ScalarNode || err != nil || strings.ContainsAny(n.Value, `/\`) {
		in.fail(n, unknownName(n.Value).Error())
		return nil
	}
	base, err := load(folder+"/"+n.Value+".yaml", data, depth+1)
	var bad *Error
	if errors.As(err, &bad) {
		in.problems = append(in.problems, bad.Problems...)
		return nil
	}
	set := *base
	set.origin = maps.Clone(base.origin)
	set.Words = slices.Clone(base.Words)
	set.Base, set.ID, set.Name, set.Evidence = base.ID, "", "", ""
	return &set
}

// first is the rule set without a base: it sets every parameter.
const first = "central-2020"

func child(m *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(m.Content); i += 2 {
		if m.Content[i].Value == key {
			return m.Content[i+1]
		}
	}
	return nil
}

// mapping reads the parameters under one key; path is "" at the top, else "exec.".
func (in *reader) mapping(m *yaml.Node, path string, depth int) {
	if m.Kind != yaml.MappingNode || depth > maxDepth {
		in.fail(m, strings.TrimSuffix(path, ".")+" 下应为“键: 值”的列表")
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(m.Content); i += 2 {
		k, v := m.Content[i], m.Content[i+1]
		key := path + k.Value
		if seen[k.Value] {
			in.fail(k, "“"+key+"”写了两次")
			continue
		}
		seen[k.Value] = true
		in.entry(k, v, key, path, depth)
	}
}

func (in *reader) entry(k, v *yaml.Node, key, path string, depth int) {
	if v.Kind == yaml.AliasNode {
		in.fail(v, "评分规则里不用 YAML 引用(*)")
		return
	}
	if p := paramByKey[key]; p != nil {
		p.read(in, p, v)
		in.changed = append(in.changed, key)
		return
	}
	if set, ok := header[key]; ok {
		set(in, v)
		return
	}
	if slices.Contains(sections, key) {
		in.mapping(v, key+".", depth+1)
		return
	}
	message := "不认识“" + k.Value + "”"
	if q := suggest.Question(k.Value, childKeys(path)); q != "" {
		message += "," + q
	}
	in.fail(k, message)
}

// header holds the keys that say what the file is, rather than set a rule.
var header = map[string]func(*reader, *yaml.Node){
	"id":       func(in *reader, v *yaml.Node) { in.set.ID = in.text(v) },
	"name":     func(in *reader, v *yaml.Node) { in.set.Name = in.text(v) },
	"evidence": func(in *reader, v *yaml.Node) { in.set.Evidence = in.text(v) },
	"base":     func(*reader, *yaml.Node) {},
	"sources":  func(in *reader, v *yaml.Node) { in.cite(v) },
}

func (in *reader) cite(v *yaml.Node) {
	if v.Kind != yaml.MappingNode {
		in.fail(v, "sources 下应为“参数: 依据”的列表")
		return
	}
	in.cited = map[string]*yaml.Node{}
	for i := 0; i+1 < len(v.Content); i += 2 {
		k := v.Content[i]
		if paramByKey[k.Value] == nil && !slices.Contains(sections, k.Value) {
			message := "sources 里的“" + k.Value + "”不是参数"
			if q := suggest.Question(k.Value, paramKeys); q != "" {
				message += "," + q
			}
			in.fail(k, message)
			continue
		}
		if in.text(v.Content[i+1]) != "" {
			in.cited[k.Value] = v.Content[i+1]
		}
	}
}

// sources records for every parameter that this file sets or cites where its value comes from.
// The nearest statement counts: of the parameter, of its section, of the file.
func (in *reader) sources() {
	for _, key := range paramKeys {
		section, _, _ := strings.Cut(key, ".")
		changed := slices.Contains(in.changed, key)
		switch {
		case in.cited[key] != nil:
			in.set.origin[key] = origin{set: in.set.ID, source: in.cited[key].Value}
		case changed && in.cited[section] != nil:
			in.set.origin[key] = origin{set: in.set.ID, source: in.cited[section].Value}
		case changed:
			in.set.origin[key] = origin{set: in.set.ID, source: in.set.Evidence}
		}
	}
}

// complete reports what a rule set cannot do without, and parameters that contradict another.
func (in *reader) complete() {
	for _, h := range []struct{ key, value string }{{"id", in.set.ID}, {"name", in.set.Name}, {"evidence", in.set.Evidence}} {
		if h.value == "" {
			in.fail(nil, "缺少 "+h.key)
		}
	}
	if len(in.problems) > 0 {
		return
	}
	for _, p := range params {
		if _, ok := in.set.origin[p.key]; !ok && !p.optional {
			in.fail(nil, "缺少参数 "+p.key+"("+p.label+")")
		}
	}
	q := in.set.Qualitative
	if len(q.Cut) == 2 && q.Cut[0].Cmp(q.Cut[1]) <= 0 {
		in.fail(nil, "qualitative.cut 的第一个界限应大于第二个")
	}
	if g := in.set.Grades; len(g) > 0 && g[len(g)-1].From.Sign() != 0 {
		in.fail(nil, "grades 的最后一档应从 0 分起,否则低分没有等级")
	}
	if in.set.Exec.Method == Banded && len(in.set.Exec.Bands) == 0 {
		in.fail(nil, "exec.method 为 bands 时须给出 exec.bands")
	}
	if in.set.Satisfaction.Method == Banded && len(in.set.Satisfaction.Bands) == 0 {
		in.fail(nil, "satisfaction.method 为 bands 时须给出 satisfaction.bands")
	}
}
