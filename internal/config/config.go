// Package config reads jixiao.yaml: every value with where it came from, every mistake with its
// line and column. Secrets are never in the file and never shown.
package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"jixiao/internal/workbook"
)

// FileName is the name of the configuration in a workspace.
const FileName = "jixiao.yaml"

// Config is what a workspace is run with.
type Config struct {
	// Base is the folder that relative paths start from: that of the file.
	Base string

	County  string
	Year    int
	Rules   string
	Forms   string // folder of the county's own forms
	Waivers string
	// Roster, Approved and Accounts are lists that the forms are held against.
	Roster, Approved, Accounts string
	Plain                      bool
	Jobs                       int

	Folders Folders
	Intake  Intake
	Limits  Limits
	Summary Summary
	Log     Log
	Listen  string // of the status page, "" for none; a loopback address
	Mail    Mail

	origin map[string]int // key → line of the file
	file   string
}

// Folders are the folders of a workspace, as written; Path makes them usable.
type Folders struct{ Inbox, Results, Summary, Archive, Failed, Duplicates, State string }

// Intake says when a file is ready and how often the inbox is looked at.
type Intake struct {
	Quiet, Patience, Poll, Rescan time.Duration
	Ignore                        []string
}

// Limits is what one file may cost.
type Limits struct {
	workbook.Limits
	Time time.Duration
}

// DefaultLimits are the limits of a run that sets none.
func DefaultLimits() Limits { return Limits{Limits: workbook.DefaultLimits, Time: 2 * time.Minute} }

// Summary says when summaries are written anew.
type Summary struct {
	Quiet, AtMost time.Duration
	Notice        bool
}

// Log bounds the log files.
type Log struct{ SizeMB, Keep int }

// Mail says how mail leaves. Nothing does before Enabled.
type Mail struct {
	Enabled       bool
	Server        string
	Port          int
	Security      string // smtps or starttls
	User          string
	PasswordEnv   string
	PasswordFile  string
	CAFile        string // certificate of a server that no public authority vouches for
	From          string
	To            []string
	When          string // batch, or a time of day "17:30"
	PerDepartment bool
	Links         string // where recipients reach the workspace: a web address or a shared folder; "" for no links
	SizeLimitMB   int
}

// Default returns the configuration of an empty file in the folder base.
func Default(base string) *Config {
	return &Config{
		Base: base, Rules: "hebei",
		Folders: Folders{Inbox: "收件", Results: "结果", Summary: "汇总", Archive: "存档", Failed: "无法处理", Duplicates: "重复", State: ".jixiao"},
		Intake:  Intake{Quiet: 5 * time.Second, Patience: 2 * time.Minute, Poll: 10 * time.Second, Rescan: 5 * time.Minute},
		Limits:  DefaultLimits(),
		Summary: Summary{Quiet: 10 * time.Second, AtMost: 2 * time.Minute},
		Log:     Log{SizeMB: 5, Keep: 5},
		Mail:    Mail{Port: 465, Security: "smtps", PasswordEnv: "JIXIAO_MAIL_PASSWORD", When: "batch", SizeLimitMB: 20},
		origin:  map[string]int{},
	}
}

// Path makes a path of the configuration usable: relative ones start at Base.
func (c *Config) Path(p string) string {
	if p == "" || filepath.IsAbs(p) || strings.HasPrefix(p, `\\`) {
		return p
	}
	return filepath.Join(c.Base, filepath.FromSlash(p))
}

// Named is one folder with the name that messages use.
type Named struct{ Key, Name, Path string }

// All lists the folders that people see, and the state folder last, usable paths.
func (c *Config) All() []Named {
	f := &c.Folders
	return []Named{
		{"folders.inbox", "收件", c.Path(f.Inbox)}, {"folders.results", "结果", c.Path(f.Results)}, {"folders.summary", "汇总", c.Path(f.Summary)},
		{"folders.archive", "存档", c.Path(f.Archive)}, {"folders.failed", "无法处理", c.Path(f.Failed)}, {"folders.duplicates", "重复", c.Path(f.Duplicates)},
		{"folders.state", "台账", c.Path(f.State)},
	}
}

// Open reads the configuration of a workspace: the folder itself or its jixiao.yaml. A folder
// without one is an error that says how to make it.
func Open(path string) (*Config, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		path = filepath.Join(path, FileName)
	}
	data, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, &Missing{Path: path}
	}
	if err != nil {
		return nil, fmt.Errorf("无法读取配置 %s:%w", path, err)
	}
	base, err := filepath.Abs(filepath.Dir(path))
	if err != nil {
		return nil, err
	}
	return Load(path, base, data)
}

// Missing reports that there is no configuration at Path.
type Missing struct{ Path string }

// Error states the fact.
func (e *Missing) Error() string { return "找不到配置 " + e.Path }

// Password returns the password for sending mail and where it came from; "" when none is set.
// The password is for the server alone: it is never logged or shown.
func (c *Config) Password() (password, from string, err error) {
	if p := c.Mail.PasswordFile; p != "" {
		data, err := os.ReadFile(c.Path(p))
		if err != nil {
			return "", "", fmt.Errorf("无法读取密码文件 %s:%w", p, err)
		}
		line, _, _ := strings.Cut(strings.TrimPrefix(string(data), "\ufeff"), "\n")
		return strings.TrimSpace(line), "文件 " + p, nil
	}
	if name := c.Mail.PasswordEnv; name != "" {
		if v := os.Getenv(name); v != "" {
			return v, "环境变量 " + name, nil
		}
	}
	return "", "", nil
}
