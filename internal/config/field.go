package config

import (
	"fmt"
	"net"
	"path"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"jixiao/internal/workbook"
)

// field is one setting: how it is read from the file and how it is shown.
type field struct {
	key  string
	set  func(c *Config, n *yaml.Node) error
	show func(c *Config) string
}

// fields are all settings, in the order of the file and of config show.
var fields = []field{
	text("county", func(c *Config) *string { return &c.County }, nil),
	number("year", func(c *Config) *int { return &c.Year }, func(n int) error {
		if n != 0 && (n < 1990 || n > 2100) {
			return fmt.Errorf("%d 不是年度,例如 2025", n)
		}
		return nil
	}),
	text("rules", func(c *Config) *string { return &c.Rules }, notEmpty),
	text("forms", func(c *Config) *string { return &c.Forms }, nil),
	text("waivers", func(c *Config) *string { return &c.Waivers }, nil),
	text("roster", func(c *Config) *string { return &c.Roster }, nil),
	text("approved", func(c *Config) *string { return &c.Approved }, nil),
	text("accounts", func(c *Config) *string { return &c.Accounts }, nil),
	toggle("plain", func(c *Config) *bool { return &c.Plain }),
	number("jobs", func(c *Config) *int { return &c.Jobs }, between(0, 256)),
	text("folders.inbox", func(c *Config) *string { return &c.Folders.Inbox }, notEmpty),
	text("folders.results", func(c *Config) *string { return &c.Folders.Results }, notEmpty),
	text("folders.summary", func(c *Config) *string { return &c.Folders.Summary }, notEmpty),
	text("folders.archive", func(c *Config) *string { return &c.Folders.Archive }, notEmpty),
	text("folders.failed", func(c *Config) *string { return &c.Folders.Failed }, notEmpty),
	text("folders.duplicates", func(c *Config) *string { return &c.Folders.Duplicates }, notEmpty),
	text("folders.state", func(c *Config) *string { return &c.Folders.State }, notEmpty),
	span("intake.quiet", func(c *Config) *time.Duration { return &c.Intake.Quiet }),
	span("intake.patience", func(c *Config) *time.Duration { return &c.Intake.Patience }),
	span("intake.poll", func(c *Config) *time.Duration { return &c.Intake.Poll }),
	span("intake.rescan", func(c *Config) *time.Duration { return &c.Intake.Rescan }),
	list("intake.ignore", func(c *Config) *[]string { return &c.Intake.Ignore }, func(s string) error {
		if _, err := path.Match(s, ""); err != nil {
			return fmt.Errorf("“%s”不是文件名的样式,例如 草稿*", s)
		}
		return nil
	}),
	megabytes(limitsPrefix+workbook.LimitInflated, func(c *Config) *int64 { return &c.Limits.Bytes }, 1, 4095),
	megabytes(limitsPrefix+workbook.LimitMemory, func(c *Config) *int64 { return &c.Limits.Memory }, 16, 1<<20),
	number(limitsPrefix+workbook.LimitRatio, func(c *Config) *int64 { return &c.Limits.Ratio }, between(2, 2000)),
	number(limitsPrefix+workbook.LimitEntries, func(c *Config) *int { return &c.Limits.Entries }, between(10, 65_535)),
	number(limitsPrefix+workbook.LimitCells, func(c *Config) *int { return &c.Limits.Cells }, between(1000, 100_000_000)),
	span(limitsPrefix+workbook.LimitTime, func(c *Config) *time.Duration { return &c.Limits.Time }),
	span("summary.quiet", func(c *Config) *time.Duration { return &c.Summary.Quiet }),
	span("summary.at_most", func(c *Config) *time.Duration { return &c.Summary.AtMost }),
	toggle("summary.notice", func(c *Config) *bool { return &c.Summary.Notice }),
	number("log.size_mb", func(c *Config) *int { return &c.Log.SizeMB }, between(1, 1000)),
	number("log.keep", func(c *Config) *int { return &c.Log.Keep }, between(1, 100)),
	text("status.listen", func(c *Config) *string { return &c.Listen }, loopback),
	toggle("mail.enabled", func(c *Config) *bool { return &c.Mail.Enabled }),
	text("mail.server", func(c *Config) *string { return &c.Mail.Server }, nil),
	number("mail.port", func(c *Config) *int { return &c.Mail.Port }, between(1, 65535)),
	text("mail.security", func(c *Config) *string { return &c.Mail.Security }, func(s string) error {
		if s != "smtps" && s != "starttls" {
			return fmt.Errorf("“%s”不认识,可用 smtps、starttls", s)
		}
		return nil
	}),
	text("mail.user", func(c *Config) *string { return &c.Mail.User }, nil),
	text("mail.password_env", func(c *Config) *string { return &c.Mail.PasswordEnv }, nil),
	text("mail.password_file", func(c *Config) *string { return &c.Mail.PasswordFile }, nil),
	text("mail.ca_file", func(c *Config) *string { return &c.Mail.CAFile }, nil),
	text("mail.from", func(c *Config) *string { return &c.Mail.From }, address),
	list("mail.to", func(c *Config) *[]string { return &c.Mail.To }, address),
	text("mail.when", func(c *Config) *string { return &c.Mail.When }, func(s string) error {
		if _, err := time.Parse("15:04", s); err != nil && s != "batch" {
			return fmt.Errorf("“%s”不认识,写 batch 或一个时间,例如 \"17:30\"", s)
		}
		return nil
	}),
	toggle("mail.per_department", func(c *Config) *bool { return &c.Mail.PerDepartment }),
	text("mail.links", func(c *Config) *string { return &c.Mail.Links }, func(s string) error {
		if s != "" && !strings.HasPrefix(s, `\\`) && !strings.HasPrefix(s, "https://") && !strings.HasPrefix(s, "http://") {
			return fmt.Errorf("“%s”不行:写共享文件夹或网址,例如 '\\\\server\\绩效'", s)
		}
		return nil
	}),
	number("mail.size_limit_mb", func(c *Config) *int { return &c.Mail.SizeLimitMB }, between(1, 1000)),
}

func text(key string, at func(*Config) *string, check func(string) error) field {
	return field{key: key, show: func(c *Config) string { return quote(*at(c)) }, set: func(c *Config, n *yaml.Node) error {
		if n.Kind != yaml.ScalarNode {
			return fmt.Errorf("应是一段文字")
		}
		value := n.Value
		if n.Tag == "!!null" {
			value = ""
		}
		if check != nil {
			if err := check(value); err != nil {
				return err
			}
		}
		*at(c) = value
		return nil
	}}
}

func number[T int | int64](key string, at func(*Config) *T, check func(int) error) field {
	return field{key: key, show: func(c *Config) string { return strconv.FormatInt(int64(*at(c)), 10) }, set: func(c *Config, n *yaml.Node) error {
		v, err := strconv.Atoi(n.Value)
		if n.Kind != yaml.ScalarNode || err != nil {
			return fmt.Errorf("应是整数,现为“%s”", n.Value)
		}
		if err := check(v); err != nil {
			return err
		}
		*at(c) = T(v)
		return nil
	}}
}

// megabytes is a number of bytes that is written in MB.
func megabytes(key string, at func(*Config) *int64, low, high int) field {
	var whole int
	f := number(key, func(*Config) *int { return &whole }, between(low, high))
	return field{key: key, show: func(c *Config) string { return strconv.FormatInt(*at(c)>>20, 10) }, set: func(c *Config, n *yaml.Node) error {
		if err := f.set(c, n); err != nil {
			return err
		}
		*at(c) = int64(whole) << 20
		return nil
	}}
}

func toggle(key string, at func(*Config) *bool) field {
	return field{key: key, show: func(c *Config) string { return strconv.FormatBool(*at(c)) }, set: func(c *Config, n *yaml.Node) error {
		if n.Kind != yaml.ScalarNode || n.Value != "true" && n.Value != "false" {
			return fmt.Errorf("应是 true(是)或 false(否),现为“%s”", n.Value)
		}
		*at(c) = n.Value == "true"
		return nil
	}}
}

func span(key string, at func(*Config) *time.Duration) field {
	return field{key: key, show: func(c *Config) string { return Span(*at(c)) }, set: func(c *Config, n *yaml.Node) error {
		d, err := time.ParseDuration(n.Value)
		if n.Kind != yaml.ScalarNode || err != nil || d < time.Second || d > 24*time.Hour {
			return fmt.Errorf("应是 1 秒到 24 小时的时间,写成 5s、2m、1h,现为“%s”", n.Value)
		}
		*at(c) = d
		return nil
	}}
}

func list(key string, at func(*Config) *[]string, check func(string) error) field {
	return field{key: key, show: func(c *Config) string { return "[" + strings.Join(*at(c), ", ") + "]" }, set: func(c *Config, n *yaml.Node) error {
		if n.Kind != yaml.SequenceNode {
			return fmt.Errorf("应是列表,写成 [一, 二]")
		}
		var values []string
		for _, item := range n.Content {
			if item.Kind != yaml.ScalarNode {
				return fmt.Errorf("列表里应是文字")
			}
			if err := check(item.Value); err != nil {
				return err
			}
			values = append(values, item.Value)
		}
		*at(c) = values
		return nil
	}}
}

func quote(s string) string {
	if s == "" {
		return `""`
	}
	return s
}

// Span writes 2m rather than 2m0s.
func Span(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

func notEmpty(s string) error {
	if strings.TrimSpace(s) == "" {
		return fmt.Errorf("不能为空")
	}
	return nil
}

func between(low, high int) func(int) error {
	return func(n int) error {
		if n < low || n > high {
			return fmt.Errorf("应在 %d 到 %d 之间,现为 %d", low, high, n)
		}
		return nil
	}
}

func loopback(s string) error {
	if s == "" {
		return nil
	}
	host, port, err := net.SplitHostPort(s)
	if ip := net.ParseIP(host); err != nil || port == "" || host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fmt.Errorf("“%s”不行:状态网页只在本机打开,写成 127.0.0.1:8765", s)
	}
	return nil
}

func address(s string) error {
	at := strings.IndexByte(s, '@')
	if s != "" && (at < 1 || at == len(s)-1 || strings.ContainsAny(s, " \r\n<>,;")) {
		return fmt.Errorf("“%s”不是邮箱地址", s)
	}
	return nil
}
