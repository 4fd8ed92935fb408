package ruleset

import (
	"regexp"
	"strings"

	"go.yaml.in/yaml/v4"

	"jixiao/internal/decimal"
)

// param is one parameter of a rule set: how it is read, checked and said in plain Chinese. The
// list in params.go is the one place that knows all parameters; reading, validation, "是否想写"
// and the printed explanation all work from it.
type param struct {
	key, label string
	optional   bool // may be absent from the first rule set
	read       func(*reader, *param, *yaml.Node)
	say        func(*RuleSet) string
	// used reports whether the parameter matters under the rule set's methods; nil: always.
	used func(*RuleSet) bool
}

// origin is where the value of a parameter comes from.
type origin struct{ set, source string }

var (
	paramByKey = map[string]*param{}
	paramKeys  []string
	sections   []string
)

func init() {
	for i := range params {
		p := &params[i]
		paramByKey[p.key] = p
		paramKeys = append(paramKeys, p.key)
		if section, _, nested := strings.Cut(p.key, "."); nested && (len(sections) == 0 || sections[len(sections)-1] != section) {
			sections = append(sections, section)
		}
	}
}

// childKeys lists the names that may stand directly under path ("" or "exec.").
func childKeys(path string) []string {
	var keys []string
	if path == "" {
		for k := range header {
			keys = append(keys, k)
		}
		keys = append(keys, sections...)
	}
	for _, k := range paramKeys {
		if rest, ok := strings.CutPrefix(k, path); ok && !strings.Contains(rest, ".") {
			keys = append(keys, rest)
		}
	}
	return keys
}

// opt makes a parameter optional.
func opt(p param) param { p.optional = true; return p }

// when says under which methods a parameter matters; otherwise it is not explained.
func when(used func(*RuleSet) bool, p param) param { p.used = used; return p }

// asShare says a parameter's number as per cent: 0.8 is 80%.
func asShare(p param) param {
	say := p.say
	p.say = func(r *RuleSet) string {
		return shareText.ReplaceAllStringFunc(say(r), func(s string) string {
			d, err := decimal.Parse(s)
			if err != nil {
				return s
			}
			return percent(d)
		})
	}
	return p
}

var shareText = regexp.MustCompile(`\d+(\.\d+)?`)

// number is a parameter that holds one number between lo and hi; form is how it is said, with %
// for the number itself.
func number(key, label, lo, hi, form string, get func(*RuleSet) *decimal.Decimal) param {
	low, high := decimal.MustParse(lo), decimal.MustParse(hi)
	return param{key: key, label: label,
		read: func(in *reader, p *param, n *yaml.Node) {
			if d, ok := in.number(n, low, high); ok {
				*get(in.set) = d
			}
		},
		say: func(r *RuleSet) string { return strings.ReplaceAll(form, "%", get(r).Plain().String()) },
	}
}

// optionalNumber is a number that may be null: absent says what that means.
func optionalNumber(key, label, lo, hi, form, absent string, get func(*RuleSet) *decimal.Null) param {
	low, high := decimal.MustParse(lo), decimal.MustParse(hi)
	return param{key: key, label: label,
		read: func(in *reader, p *param, n *yaml.Node) {
			if n.Tag == "!!null" {
				*get(in.set) = decimal.Null{}
			} else if d, ok := in.number(n, low, high); ok {
				*get(in.set) = decimal.Some(d)
			}
		},
		say: func(r *RuleSet) string {
			if v := *get(r); v.Valid {
				return strings.ReplaceAll(form, "%", v.Plain().String())
			}
			return absent
		},
	}
}

// choice is a parameter that takes one of the given methods, each with its plain wording.
type choice struct {
	method Method
	words  string
}

func choose(key, label string, get func(*RuleSet) *Method, options ...choice) param {
	return param{key: key, label: label,
		read: func(in *reader, p *param, n *yaml.Node) { in.method(n, p.key, get(in.set), options) },
		say: func(r *RuleSet) string {
			for _, o := range options {
				if o.method == *get(r) {
					return o.words
				}
			}
			return string(*get(r))
		},
	}
}

// flag is a yes-or-no parameter.
func flag(key, label, yes, no string, get func(*RuleSet) *bool) param {
	return param{key: key, label: label,
		read: func(in *reader, p *param, n *yaml.Node) { in.flag(n, get(in.set)) },
		say: func(r *RuleSet) string {
			if *get(r) {
				return yes
			}
			return no
		},
	}
}

// text is one free text.
func text(key, label, absent string, get func(*RuleSet) *string) param {
	return param{key: key, label: label,
		read: func(in *reader, p *param, n *yaml.Node) { *get(in.set) = in.text(n) },
		say: func(r *RuleSet) string {
			if *get(r) == "" {
				return absent
			}
			return *get(r)
		},
	}
}

// texts is a list of n texts, of any number when n is 0.
func texts(key, label string, n int, get func(*RuleSet) *[]string) param {
	return param{key: key, label: label,
		read: func(in *reader, p *param, node *yaml.Node) {
			if list, ok := in.texts(node, n); ok {
				*get(in.set) = list
			}
		},
		say: func(r *RuleSet) string { return strings.Join(*get(r), "、") },
	}
}

// shares is a list of n shares between 0 and 1.
func shares(key, label string, n int, get func(*RuleSet) *[]decimal.Decimal) param {
	return param{key: key, label: label,
		read: func(in *reader, p *param, node *yaml.Node) {
			if list, ok := in.shares(node, n); ok {
				*get(in.set) = list
			}
		},
		say: func(r *RuleSet) string {
			var words []string
			for _, d := range *get(r) {
				words = append(words, percent(d))
			}
			return strings.Join(words, "、")
		},
	}
}

// steps is a list of bands, highest first, the lower bound included: [[0.8, 0.7], [0, 0]].
func steps(key, label, unit string, get func(*RuleSet) *[]Step) param {
	return param{key: key, label: label,
		read: func(in *reader, p *param, n *yaml.Node) {
			if list, ok := in.steps(n, false); ok {
				*get(in.set) = list
			}
		},
		say: func(r *RuleSet) string {
			var words []string
			for _, s := range *get(r) {
				at := percent(s.At)
				if unit == "%" {
					at = s.At.Plain().String() + "%"
				}
				words = append(words, "≥"+at+" 得 "+percent(s.Share)+" 的分值")
			}
			if words == nil {
				return "不用"
			}
			return strings.Join(words, ";")
		},
	}
}

// weights is a mapping from names to numbers, in the order of the file.
func weights(key, label, hi, form string, get func(*RuleSet) *[]Weight) param {
	high := decimal.MustParse(hi)
	return param{key: key, label: label,
		read: func(in *reader, p *param, n *yaml.Node) {
			if n.Tag == "!!null" {
				*get(in.set) = nil
			} else if list, ok := in.weights(n, high); ok {
				*get(in.set) = list
			}
		},
		say: func(r *RuleSet) string {
			var words []string
			for _, w := range *get(r) {
				words = append(words, strings.NewReplacer("$", w.Name, "%", w.Points.Plain().String()).Replace(form))
			}
			if words == nil {
				return "不规定"
			}
			return strings.Join(words, "、")
		},
	}
}

// percent says a share as per cent: 0.8 is 80%.
func percent(d decimal.Decimal) string { return d.Shift(2).Plain().String() + "%" }
