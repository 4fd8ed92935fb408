package config

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"jixiao/internal/position"
	"jixiao/internal/suggest"
)

// Problem is one mistake in the file.
type Problem = position.Problem

// Error lists everything that is wrong with a configuration, in the order of the file.
type Error = position.Problems

// maxSize bounds the file.
const maxSize = 1 << 20

// Load reads a configuration; file is the name that problems are reported with, base the folder
// that relative paths start from. All problems are reported at once, as *Error.
func Load(file, base string, data []byte) (*Config, error) {
	in := &reader{file: file, config: Default(base), nodes: map[string]*yaml.Node{}}
	in.config.file = file
	if len(data) > maxSize {
		in.fail(nil, "文件过大,不像是配置")
	} else if root := in.parse(data); root != nil {
		in.mapping(root, "")
	}
	if len(in.problems) == 0 {
		in.folders()
		in.mail()
	}
	if len(in.problems) > 0 {
		slices.SortStableFunc(in.problems, func(a, b Problem) int { return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column)) })
		return nil, &Error{Problems: in.problems}
	}
	return in.config, nil
}

type reader struct {
	file     string
	config   *Config
	nodes    map[string]*yaml.Node // key → where it is set
	problems []Problem
}

func (in *reader) fail(n *yaml.Node, message string) {
	p := Problem{File: in.file, Message: message}
	if n != nil {
		p.Line, p.Column = n.Line, n.Column
	}
	in.problems = append(in.problems, p)
}

func (in *reader) parse(data []byte) *yaml.Node {
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // Notepad writes it
	if commentsOnly(data) {
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
	if doc.Kind != yaml.DocumentNode || len(doc.Content) == 0 {
		return nil
	}
	return doc.Content[0]
}

func commentsOnly(data []byte) bool {
	for line := range bytes.Lines(data) {
		if line = bytes.TrimSpace(line); len(line) > 0 && line[0] != '#' {
			return false
		}
	}
	return true
}

// mapping reads the keys of one section; prefix is "" at the top, else the section with a dot.
func (in *reader) mapping(n *yaml.Node, prefix string) {
	if n.Kind != yaml.MappingNode {
		if n.Tag == "!!null" && prefix != "" {
			return // a section whose keys are all commented out
		}
		in.fail(n, "这里应是“键: 值”")
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		in.key(n.Content[i], n.Content[i+1], prefix)
	}
}

func (in *reader) key(name, value *yaml.Node, prefix string) {
	key := prefix + name.Value
	if in.nodes[key] != nil {
		in.fail(name, fmt.Sprintf("“%s”写了两次,第一次在第 %d 行", key, in.nodes[key].Line))
		return
	}
	in.nodes[key] = name
	if i := slices.IndexFunc(fields, func(f field) bool { return f.key == key }); i >= 0 {
		if err := fields[i].set(in.config, value); err != nil {
			in.fail(value, key+":"+err.Error())
			return
		}
		in.config.origin[key] = name.Line
		return
	}
	known := names(prefix)
	switch {
	case prefix == "" && slices.Contains(sections(), key):
		in.mapping(value, key+".")
	case key == "mail.password":
		in.fail(name, "密码不能写在配置文件里;请放进环境变量(mail.password_env)或单独的文件(mail.password_file)")
	default:
		question := suggest.Question(name.Value, known)
		if question == "" {
			question = "可用:" + strings.Join(known, "、")
		}
		in.fail(name, fmt.Sprintf("没有“%s”这一项,%s", key, question))
	}
}

// names are the keys that may stand in a section.
func names(prefix string) []string {
	var list []string
	for _, f := range fields {
		rest, ok := strings.CutPrefix(f.key, prefix)
		if !ok {
			continue
		}
		first, _, _ := strings.Cut(rest, ".")
		if !slices.Contains(list, first) {
			list = append(list, first)
		}
	}
	return list
}

func sections() []string {
	var list []string
	for _, f := range fields {
		if section, _, ok := strings.Cut(f.key, "."); ok && !slices.Contains(list, section) {
			list = append(list, section)
		}
	}
	return list
}

// folders refuses folders inside the inbox, whose results would come in again, and folders that
// are the same: what lies where would no longer say what it is.
func (in *reader) folders() {
	all := in.config.All()
	for i, a := range all {
		for _, b := range all[:i] {
			if filepath.Clean(a.Path) == filepath.Clean(b.Path) {
				in.fail(in.nodes[a.Key], fmt.Sprintf("“%s”和“%s”是同一个文件夹 %s,请分开", a.Name, b.Name, a.Path))
			}
		}
		if i > 0 && inside(a.Path, all[0].Path) {
			in.fail(in.nodes[a.Key], fmt.Sprintf("“%s”在“收件”文件夹里面,写出的文件会被当成新收的文件,请移到外面", a.Name))
		}
	}
}

func inside(path, folder string) bool {
	rel, err := filepath.Rel(folder, path)
	return err == nil && rel != "." && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// mail refuses mail that is switched on but cannot leave.
func (in *reader) mail() {
	m := &in.config.Mail
	if !m.Enabled {
		return
	}
	for _, need := range []struct {
		missing bool
		what    string
	}{{m.Server == "", "mail.server(邮件服务器)"}, {m.From == "", "mail.from(发件人)"}, {len(m.To) == 0 && !m.PerDepartment, "mail.to(收件人)"}} {
		if need.missing {
			in.fail(in.nodes["mail.enabled"], "邮件已打开,但没有写 "+need.what)
		}
	}
}

// Setting is one line of config show.
type Setting struct{ Key, Value, Origin string }

// Settings lists every value and where it came from. Of the password only whether there is one.
func (c *Config) Settings() []Setting {
	var list []Setting
	for _, f := range fields {
		s := Setting{Key: f.key, Value: f.show(c), Origin: "默认值"}
		if line, ok := c.origin[f.key]; ok {
			s.Origin = fmt.Sprintf("%s 第 %d 行", filepath.Base(c.file), line)
		}
		list = append(list, s)
		if f.key == "mail.password_file" {
			list = append(list, c.password())
		}
	}
	return list
}

func (c *Config) password() Setting {
	s := Setting{Key: "mail.password", Value: "未设置", Origin: "-"}
	switch password, from, err := c.Password(); {
	case err != nil:
		s.Value, s.Origin = "读不到", err.Error()
	case password != "":
		s.Value, s.Origin = "已设置(不显示)", from
	}
	return s
}
