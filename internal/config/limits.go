package config

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"

	"jixiao/internal/suggest"
)

const limitsPrefix = "limits."

// LimitNames are the names of the limits, as in the section limits of the file.
func LimitNames() []string {
	var names []string
	for _, f := range fields {
		if name, ok := strings.CutPrefix(f.key, limitsPrefix); ok {
			names = append(names, name)
		}
	}
	return names
}

// Set changes one limit, written name=value as on a command line; value is what the file would have. The
// error is a Chinese sentence.
func (l *Limits) Set(text string) error {
	name, value, ok := strings.Cut(text, "=")
	if !ok {
		return fmt.Errorf("“%s”应写成 名称=数值", text)
	}
	for _, f := range fields {
		if f.key != limitsPrefix+strings.TrimSpace(name) {
			continue
		}
		c := Config{Limits: *l}
		if err := f.set(&c, &yaml.Node{Kind: yaml.ScalarNode, Value: strings.TrimSpace(value)}); err != nil {
			return fmt.Errorf("%s:%w", name, err)
		}
		*l = c.Limits
		return nil
	}
	return fmt.Errorf("没有上限“%s”,%s可用:%s", name, suggest.Question(name, LimitNames()), strings.Join(LimitNames(), "、"))
}
