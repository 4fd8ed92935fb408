package ruleset

import "strings"

// Item is one parameter as a person reads it.
type Item struct {
	Key    string // "exec.points"
	Label  string // 预算执行率分值
	Value  string // 10 分
	Source string // the documents and practice it rests on
	// Convention is true for a 约定: decided here, no document found.
	Convention bool
	// From is the id of the rule set that gave the value: this one or one of its bases.
	From string
}

// Describe returns every parameter in the order in which a rule set is explained.
func (r *RuleSet) Describe() []Item {
	items := make([]Item, 0, len(params))
	for i := range params {
		p := &params[i]
		from, known := r.origin[p.key]
		if !known {
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
