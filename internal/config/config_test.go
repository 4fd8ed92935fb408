package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	template "jixiao/templates/config"
)

// The commented file states the defaults; one that says otherwise would mislead its readers, and
// a setting that it leaves out would never be found.
func TestTemplateStatesTheDefaults(t *testing.T) {
	c, err := Load("jixiao.yaml", "base", template.File)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Default("base"), c, cmpopts.IgnoreUnexported(Config{}), cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
	for _, f := range fields {
		if _, ok := c.origin[f.key]; !ok {
			t.Errorf("the file does not mention %s", f.key)
		}
	}
}

// A mistake must be found where it is, with the way out; all of them at once.
func TestMistakes(t *testing.T) {
	for _, c := range []struct{ name, yaml, want string }{
		{"near key", "rules: hebei\ncoutny: 元氏县\n", "f.yaml 第2行第1列:没有“coutny”这一项,是否想写 county?"},
		{"nested key", "folders:\n  inbox: 收\n  reslts: 果\n", "f.yaml 第3行第3列:没有“folders.reslts”这一项,是否想写 results?"},
		{"far key", "log:\n  colour: red\n", "可用:size_mb、keep"},
		{"twice", "year: 2020\nyear: 2021\n", "f.yaml 第2行第1列:“year”写了两次,第一次在第 1 行"},
		{"number", "jobs: 两个\n", "f.yaml 第1行第7列:jobs:应是整数"},
		{"year", "year: 22\n", "22 不是年度"},
		{"switch", "plain: 是\n", "应是 true(是)或 false(否)"},
		{"time", "intake:\n  poll: 5\n", "f.yaml 第2行第9列:intake.poll:应是 1 秒到 24 小时"},
		{"yaml", "rules: [\n", "不是有效的 YAML"},
		{"no mapping", "- a\n", "“键: 值”"},
		{"password", "mail:\n  password: geheim\n", "f.yaml 第2行第3列:密码不能写在配置文件里"},
		{"open page", "status:\n  listen: 0.0.0.0:80\n", "只在本机打开"},
		{"same folder", "folders:\n  results: 收件\n", "f.yaml 第2行第3列:“结果”和“收件”是同一个文件夹"},
		{"loop", "folders:\n  results: 收件/结果\n", "会被当成新收的文件"},
		{"mail", "mail:\n  enabled: true\n", "没有写 mail.server"},
		{"address", "mail:\n  to: [局里]\n", "不是邮箱地址"},
		{"limit", "limits:\n  cells: 12\n", "limits.cells:应在 1000 到 100000000 之间"},
		{"limit key", "limits:\n  cell: 5000\n", "是否想写 cells?"},
		{"two at once", "plain: 1\njobs: x\n", "jobs:应是整数"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Load("f.yaml", "base", []byte(c.yaml))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
			if err != nil && strings.Contains(err.Error(), "geheim") {
				t.Error("a password is shown")
			}
		})
	}
}

// An empty file, one with comments only, and one with a byte order mark are all fine.
func TestNothingSet(t *testing.T) {
	for _, data := range []string{"", "# nothing\n", "\ufeffcounty: \"\"\n", "mail:\n"} {
		if _, err := Load("f.yaml", "base", []byte(data)); err != nil {
			t.Errorf("%q: %v", data, err)
		}
	}
}

// Who asks where a value comes from must get the line, and never the password.
func TestSettings(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("PW", "geheim")
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write(FileName, "county: 元氏县\nmail:\n  password_env: PW\n")
	c, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]Setting{}
	for _, s := range c.Settings() {
		got[s.Key] = s
		if strings.Contains(s.Value+s.Origin, "geheim") {
			t.Errorf("%s shows the password", s.Key)
		}
	}
	for key, want := range map[string]string{"county": "元氏县|jixiao.yaml 第 1 行", "rules": "hebei|默认值", "mail.password": "已设置(不显示)|环境变量 PW"} {
		if s := got[key]; s.Value+"|"+s.Origin != want {
			t.Errorf("%s: %+v, want %s", key, s, want)
		}
	}
	write("pw.txt", "  vom-Blatt \r\nzweite Zeile\n")
	c.Mail.PasswordFile = "pw.txt"
	if p, _, err := c.Password(); p != "vom-Blatt" || err != nil {
		t.Errorf("password %q, %v", p, err)
	}
	if _, err := Open(filepath.Join(dir, "nowhere")); err == nil || !strings.Contains(err.Error(), "找不到配置") {
		t.Errorf("missing: %v", err)
	}
}

// A limit on the command line is written as in the file and checked alike.
func TestLimitOfTheCommandLine(t *testing.T) {
	l := DefaultLimits()
	for _, text := range []string{"cells=2000000", " memory_mb = 1024 ", "time=10m"} {
		if err := l.Set(text); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
	if l.Cells != 2_000_000 || l.Memory != 1<<30 || l.Time != 10*time.Minute || l.Bytes != DefaultLimits().Bytes {
		t.Errorf("%+v", l)
	}
	for text, want := range map[string]string{"cell=2000000": "是否想写 cells?", "cells": "名称=数值", "cells=x": "应是整数", "time=5": "1 秒到 24 小时"} {
		if err := l.Set(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}
