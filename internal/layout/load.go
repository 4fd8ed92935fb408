package layout

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"

	"jixiao/internal/form"
	"jixiao/internal/position"
	"jixiao/templates/layouts"
)

// commonFile is the file that holds the general words; every other file describes one form.
const commonFile = "_common.yaml"

// Error is a fault in a layout file.
type Error = position.Problem

// Builtin returns the layouts that come with the program. They are checked by the tests of this
// package, so they load.
var Builtin = sync.OnceValue(func() *Set {
	s, err := Load(layouts.FS)
	if err != nil {
		panic("built-in layouts: " + err.Error())
	}
	return s
})

// Load reads all *.yaml files at the top of each file system: the general words of
// _common.yaml, which must come in exactly one of them, and one form per other file. A form of a later
// file system replaces an earlier one of the same name. The error joins every fault found,
// each an *Error.
func Load(sources ...fs.FS) (*Set, error) {
	b := builder{byName: map[string]int{}}
	for _, src := range sources {
		b.source(src)
	}
	if len(b.errs) > 0 {
		return nil, errors.Join(b.errs...)
	}
	if b.common == nil {
		return nil, fmt.Errorf("缺少通用词表 %s", commonFile)
	}
	set := newSet(b.common, &b.words, b.list)
	set.Usual = b.blank
	return set, nil
}

// With returns the built-in layouts together with the forms that files of src describe, for
// counties that bring their own.
func With(src fs.FS) (*Set, error) { return Load(layouts.FS, src) }

type builder struct {
	common *Layout
	words  Vocabulary
	blank  Usual
	list   []*Layout
	byName map[string]int
	errs   []error
}

func (b *builder) source(src fs.FS) {
	names, err := fs.Glob(src, "*.yaml")
	if err != nil {
		b.errs = append(b.errs, err)
		return
	}
	slices.Sort(names)
	for _, name := range names {
		data, err := fs.ReadFile(src, name)
		if err != nil {
			b.errs = append(b.errs, err)
			continue
		}
		b.file(name, data)
	}
}

func (b *builder) file(name string, data []byte) {
	d := decoder{file: name, words: &b.words, blank: &b.blank, common: path.Base(name) == commonFile}
	l := d.document(data)
	b.errs = append(b.errs, d.errs...)
	if len(d.errs) > 0 {
		return
	}
	if d.common {
		b.common = l
		return
	}
	if i, ok := b.byName[l.Name]; ok {
		b.list[i] = l
		return
	}
	b.byName[l.Name] = len(b.list)
	b.list = append(b.list, l)
}

// decoder turns the nodes of one file into a Layout and remembers every fault with its place.
type decoder struct {
	file   string
	common bool
	words  *Vocabulary
	blank  *Usual
	errs   []error
}

func (d *decoder) fault(n *yaml.Node, format string, args ...any) {
	d.errs = append(d.errs, Error{File: d.file, Line: n.Line, Column: n.Column, Message: fmt.Sprintf(format, args...)})
}

func (d *decoder) document(data []byte) *Layout {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		d.errs = append(d.errs, fmt.Errorf("%s 不是有效的 YAML:%w", d.file, err))
		return nil
	}
	l := &Layout{File: d.file, Name: strings.TrimSuffix(path.Base(d.file), ".yaml")}
	if len(doc.Content) == 0 {
		d.errs = append(d.errs, Error{File: d.file, Line: 1, Column: 1, Message: "文件是空的,应描述一种自评表"})
		return nil
	}
	root := doc.Content[0]
	fields := map[string]func(*yaml.Node){
		"name":         func(n *yaml.Node) { l.Name = d.text(n) },
		"title":        func(n *yaml.Node) { l.Title = d.text(n) },
		"level":        func(n *yaml.Node) { l.Level = d.level(n) },
		"seen":         func(n *yaml.Node) { l.Seen = d.list(n) },
		"titles":       func(n *yaml.Node) { l.Titles = d.list(n) },
		"instructions": func(n *yaml.Node) { l.Instructions = d.list(n) },
		"blocks":       func(n *yaml.Node) { l.Blocks = d.blocks(n) },
	}
	if d.common {
		fields = d.commonFields(l)
	}
	d.mapping(root, "一种自评表的描述", fields)
	if !d.common && len(d.errs) == 0 {
		d.complete(root, l)
	}
	return l
}

func (d *decoder) commonFields(l *Layout) map[string]func(*yaml.Node) {
	w := d.words
	return map[string]func(*yaml.Node){
		"titles":            func(n *yaml.Node) { w.Titles = d.keys(n) },
		"other_titles":      func(n *yaml.Node) { w.Not = d.keys(n) },
		"department_titles": func(n *yaml.Node) { w.Department = d.keys(n) },
		"transfer_titles":   func(n *yaml.Node) { w.Transfer = d.keys(n) },
		"level1":            func(n *yaml.Node) { w.Levels1 = d.keys(n) },
		"level2":            func(n *yaml.Node) { w.Levels2 = d.keys(n) },
		"present":           func(n *yaml.Node) { w.Present = d.keys(n) },
		"past":              func(n *yaml.Node) { w.Past = d.keys(n) },
		"former":            func(n *yaml.Node) { w.Former = d.keys(n) },
		"examples":          func(n *yaml.Node) { w.Examples = d.keys(n) },
		"grades":            func(n *yaml.Node) { w.Grades = d.keys(n) },
		"footer":            func(n *yaml.Node) { l.Blocks = append(l.Blocks, Block{Kind: Footer, Labels: d.list(n)}) },
		"subtotals":         func(n *yaml.Node) { l.Blocks = append(l.Blocks, Block{Kind: Skip, Subtotals: d.list(n)}) },
		"blank":             d.usual,
		"blocks":            func(n *yaml.Node) { l.Blocks = append(l.Blocks, d.blocks(n)...) },
	}
}

// complete checks what a form must have beside valid fields.
func (d *decoder) complete(root *yaml.Node, l *Layout) {
	switch {
	case l.Title == "":
		d.fault(root, "缺少 title(表名)")
	case l.Level == "":
		d.fault(root, "缺少 level,应为 project、department 或 transfer")
	case l.Block(Indicators) == nil:
		d.fault(root, "缺少 indicators(绩效指标)部分")
	}
	if b := l.Block(Indicators); b != nil && b.Column(form.Level3) == nil && b.Column(form.Level2) == nil {
		d.fault(root, "indicators 没有 level3(三级指标或指标名称)列")
	}
}

var levels = []string{string(form.LevelProject), string(form.LevelDepartment), string(form.LevelTransfer)}

func (d *decoder) level(n *yaml.Node) form.Level {
	s := d.text(n)
	if !slices.Contains(levels, s) {
		d.fault(n, "level 应为 %s,现为 %q%s", strings.Join(levels, "、"), s, didYouMean(s, levels))
	}
	return form.Level(s)
}

// mapping calls the function of each key; an unknown or repeated key is a fault.
func (d *decoder) mapping(n *yaml.Node, what string, fields map[string]func(*yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		d.fault(n, "%s应为“键: 值”的形式", what)
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		f, ok := fields[k.Value]
		switch {
		case !ok:
			d.unknown(k, what, fields)
		case seen[k.Value]:
			d.fault(k, "%s中 %s 重复", what, k.Value)
		default:
			f(v)
		}
		seen[k.Value] = true
	}
}

func (d *decoder) unknown(k *yaml.Node, what string, fields map[string]func(*yaml.Node)) {
	known := make([]string, 0, len(fields))
	for name := range fields {
		known = append(known, name)
	}
	slices.Sort(known)
	d.fault(k, "%s中不认识 %q%s;可用:%s", what, k.Value, didYouMean(k.Value, known), strings.Join(known, "、"))
}

func didYouMean(s string, known []string) string {
	if best := Nearest(s, known); best != "" {
		return fmt.Sprintf(",是否为“%s”?", best)
	}
	return ""
}

func (d *decoder) text(n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode || strings.TrimSpace(n.Value) == "" {
		d.fault(n, "应为一段文字")
		return ""
	}
	return strings.TrimSpace(n.Value)
}

// list reads one text or a sequence of texts.
func (d *decoder) list(n *yaml.Node) []string {
	if n.Kind == yaml.ScalarNode {
		return []string{d.text(n)}
	}
	if n.Kind != yaml.SequenceNode {
		d.fault(n, "应为一段文字或文字列表 [甲, 乙]")
		return nil
	}
	out := make([]string, 0, len(n.Content))
	for _, c := range n.Content {
		out = append(out, d.text(c))
	}
	return out
}

func (d *decoder) keys(n *yaml.Node) []string {
	list := d.list(n)
	for i, s := range list {
		list[i] = Key(s)
	}
	return list
}
