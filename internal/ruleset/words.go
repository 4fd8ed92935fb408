package ruleset

import (
	"io/fs"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"

	"jixiao/internal/suggest"
	"jixiao/templates"
)

// shape is what a word list looks like, taken from the lists of jixiao itself: they are the model
// that a county's own words follow, so there is no second description of them to keep in step.
type shape struct {
	kind   yaml.Kind
	fields []string          // of a mapping, or of the mappings in a sequence, as they are first seen
	below  map[string]*shape // by field
}

var wordShape = sync.OnceValue(func() *shape {
	all := &shape{}
	files, _ := fs.Glob(templates.FS, "words/*.yaml") // embedded: the language's tests load them
	for _, name := range files {
		var root yaml.Node
		data, err := fs.ReadFile(templates.FS, name)
		if err == nil && yaml.Unmarshal(data, &root) == nil && len(root.Content) > 0 {
			all.learn(root.Content[0])
		}
	}
	return all
})

func (s *shape) learn(n *yaml.Node) {
	s.kind = n.Kind
	if n.Kind == yaml.SequenceNode {
		for _, item := range n.Content {
			if item.Kind == yaml.MappingNode {
				s.learnFields(item)
			}
		}
	}
	s.learnFields(n)
}

func (s *shape) learnFields(n *yaml.Node) {
	if n.Kind != yaml.MappingNode {
		return
	}
	if s.below == nil {
		s.below = map[string]*shape{}
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i].Value
		if s.below[key] == nil {
			s.fields, s.below[key] = append(s.fields, key), &shape{}
		}
		s.below[key].learn(n.Content[i+1])
	}
}

// fits reports every place of n that no word list has, with its line.
func (in *reader) fits(n *yaml.Node, s *shape) bool {
	switch {
	case n.Kind != s.kind && s.kind == yaml.SequenceNode:
		in.fail(n, "应为列表,如 [甲, 乙]")
		return false
	case n.Kind != s.kind && s.kind == yaml.MappingNode:
		in.fail(n, "应写 "+strings.Join(s.fields, "、")+" 等项")
		return false
	case n.Kind != s.kind:
		in.fail(n, "应为一段文字")
		return false
	}
	ok := true
	if n.Kind == yaml.MappingNode {
		return in.fieldsFit(n, s)
	}
	for _, item := range n.Content {
		switch {
		case s.below == nil && item.Kind != yaml.ScalarNode:
			in.fail(item, "应为一个词")
			ok = false
		case s.below != nil && item.Kind != yaml.MappingNode:
			in.fail(item, "应写 "+strings.Join(s.fields, "、")+" 等项")
			ok = false
		case s.below != nil:
			ok = in.fieldsFit(item, s) && ok
		}
	}
	return ok
}

func (in *reader) fieldsFit(n *yaml.Node, s *shape) bool {
	ok := true
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		below := s.below[key.Value]
		if below == nil {
			in.fail(key, "词表没有“"+key.Value+"”,"+suggest.Question(key.Value, s.fields)+"写法同 templates/words")
			ok = false
			continue
		}
		ok = in.fits(n.Content[i+1], below) && ok
	}
	return ok
}
