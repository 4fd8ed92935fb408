package ruleset

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"

	"jixiao/templates"
)

// Item is one parameter as a person reads it.
type Item struct {
	Key    string `json:"key"`    // "exec.points"
	Label  string `json:"label"`  // 预算执行率分值
	Value  string `json:"value"`  // 10 分
	Source string `json:"source"` // the documents and practice it rests on
	// Convention is true for a 约定: decided here, no document found.
	Convention bool `json:"convention"`
	// From is the id of the rule set that gave the value: this one or one of its bases.
	From string `json:"from"`
}

// Describe returns every parameter that matters under the rule set's methods, in the order in which a rule set is explained.
func (r *RuleSet) Describe() []Item {
	items := make([]Item, 0, len(params))
	for i := range params {
		p := &params[i]
		from, known := r.origin[p.key]
		if !known || p.used != nil && !p.used(r) {
			continue
		}
		items = append(items, Item{Key: p.key, Label: p.label, Value: p.say(r), Source: from.source, Convention: IsConvention(from.source), From: from.set})
	}
	return items
}

// Source returns what a parameter rests on, "" when the rule set does not set it.
func (r *RuleSet) Source(key string) string { return r.origin[key].source }

// Convention reports whether a parameter is a 约定 (mark D) rather than found in a source.
func (r *RuleSet) Convention(key string) bool { return IsConvention(r.origin[key].source) }

// IsConvention reports whether a source says that there is none: it begins with 约定.
func IsConvention(source string) bool { return strings.HasPrefix(source, "约定") }

// Citation is one of the marks in a source text: S05, G02, GK.
type Citation struct {
	Mark  string `yaml:"mark"`
	Title string `yaml:"title"`
	URL   string `yaml:"url"` // "" when there is no public page
}

var citations = sync.OnceValue(func() []Citation {
	data, err := fs.ReadFile(templates.FS, folder+"/"+sourcesFile)
	var list []Citation
	if err == nil {
		err = yaml.Load(data, &list, yaml.WithKnownFields())
	}
	if err != nil {
		return nil
	}
	return list
})

// sourcesFile lists the citations; it is no rule set.
const sourcesFile = "_sources.yaml"

var citationMark = regexp.MustCompile(`\b[SG]\d\d\b|\bGK\b`)

// Citations explains the marks in source texts, in the order of the list, each once.
func Citations(sources ...string) []Citation {
	var marks []string
	for _, s := range sources {
		marks = append(marks, citationMark.FindAllString(s, -1)...)
	}
	var found []Citation
	for _, c := range citations() {
		if slices.Contains(marks, c.Mark) {
			found = append(found, c)
		}
	}
	return found
}
