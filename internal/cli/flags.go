package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"jixiao/internal/audit"
	"jixiao/internal/batch"
	"jixiao/internal/config"
	"jixiao/internal/finding"
	"jixiao/internal/layout"
	"jixiao/internal/quantity"
	"jixiao/internal/render"
	"jixiao/internal/rule"
	"jixiao/internal/ruleset"
	"jixiao/internal/suggest"
	"jixiao/internal/waiver"
	"jixiao/internal/workbook"
	"jixiao/templates"
)

func rulesFlag() cli.Flag {
	return &cli.StringFlag{Name: "rules", Value: ruleset.Default, Usage: "名称或文件|评分规则集;jixiao explain --rules 名称 看内容"}
}

func formsFlag() cli.Flag {
	return &cli.StringFlag{Name: "forms", Usage: "文件夹|本县表式(.yaml)所在的文件夹,写法见 CONTRIBUTING.md"}
}

// readingFlags say how files are read and scored.
func readingFlags() []cli.Flag {
	return []cli.Flag{
		rulesFlag(),
		&cli.StringFlag{Name: "county", Usage: "县名|全部文件属于这个县(默认从文件夹、表内文字判断)"},
		&cli.IntFlag{Name: "year", Usage: "年度|全部文件属于这个年度(默认从表内文字判断)"},
		formsFlag(),
		&cli.StringFlag{Name: "waivers", Usage: "文件|豁免清单(YAML):哪些问题可以不改,理由、谁决定、到哪天"},
		&cli.BoolFlag{Name: "convert", Usage: "旧版 .xls、WPS .et 和 .ods 先用本机装的 LibreOffice 转换再读(默认说明原因,不读)"},
		&cli.StringSliceFlag{Name: "limit", Usage: "名称=数值|放宽或收紧一个文件的上限,可写几次:inflated_mb=256、memory_mb=512、ratio=200、parts=10000、cells=4000000、time=2m"},
		&cli.IntFlag{Name: "limit-mb", Usage: "兆|同 --limit inflated_mb=兆:一个文件解压后最多多大(默认 256)"},
		&cli.IntFlag{Name: "jobs", Usage: "个数|同时处理几个文件(默认用全部处理器核)"},
	}
}

// outputFlags say what is shown and what makes the exit code 1.
func outputFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "format", Value: "text", Usage: "格式|" + render.Names() + "(默认 text)"},
		&cli.StringFlag{Name: "min-severity", Value: "info", Usage: "级别|只显示这一级及以上:info、warn、error(默认 info)"},
		&cli.StringFlag{Name: "fail-on", Value: "error", Usage: "级别|有这一级及以上的问题时退出码为 1(默认 error)"},
		&cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: "不显示进度和说明"},
	}
}

// verdict is how findings are shown and judged.
type verdict struct {
	format  string
	show    finding.Severity
	failOn  finding.Severity
	quiet   bool
	streams Streams
}

func newVerdict(c *cli.Context, streams Streams) (verdict, error) {
	v := verdict{format: c.String("format"), quiet: c.Bool("quiet"), streams: streams}
	if !slices.Contains(formats(), v.format) {
		return v, usage(suggest.Question(v.format, formats())+"可用:"+render.Names(), "没有输出格式 %q", v.format)
	}
	var err error
	if v.show, err = finding.ParseSeverity(c.String("min-severity")); err != nil {
		return v, usage("例如 --min-severity warn", "--min-severity:%v", err)
	}
	if v.failOn, err = finding.ParseSeverity(c.String("fail-on")); err != nil {
		return v, usage("例如 --fail-on error", "--fail-on:%v", err)
	}
	return v, nil
}

// loadOptions reads the forms, word lists and the rule set that a run scores by.
func loadOptions(c *cli.Context) (*audit.Options, error) {
	if c.Int("jobs") < 0 {
		return nil, usage("例如 --jobs 4;不写则用全部处理器核", "--jobs %d 不是个数", c.Int("jobs"))
	}
	year := c.Int("year")
	if c.IsSet("year") && (year < 1990 || year > 2100) {
		return nil, usage("例如 --year 2022", "--year %d 不是年度", year)
	}
	rules, err := loadRules(c.String("rules"))
	if err != nil {
		return nil, err
	}
	language, err := loadLanguage(rules)
	if err != nil {
		return nil, err
	}
	layouts, err := loadLayouts(c.String("forms"))
	if err != nil {
		return nil, err
	}
	waivers, err := loadWaivers(c.String("waivers"))
	if err != nil {
		return nil, err
	}
	limits, err := loadLimits(c)
	if err != nil {
		return nil, err
	}
	return &audit.Options{Limits: limits.Limits, Waivers: waivers, Today: time.Now(), Rules: rules, Layouts: layouts, Language: language, County: c.String("county"), Year: year}, nil
}

// loadLimits reads what one file may cost from the flags.
func loadLimits(c *cli.Context) (config.Limits, error) {
	limits := config.DefaultLimits()
	list := c.StringSlice("limit")
	if c.IsSet("limit-mb") {
		list = append(list, fmt.Sprintf("%s=%d", workbook.LimitInflated, c.Int("limit-mb")))
	}
	for _, text := range list {
		if err := limits.Set(text); err != nil {
			return limits, usage("例如 --limit cells=8000000 --limit time=10m", "--limit:%v", err)
		}
	}
	return limits, nil
}

// equip gives a batch what the command line says about how files are processed.
func equip(c *cli.Context, b *batch.Batch, options *audit.Options, bar *progress) error {
	limits, err := loadLimits(c)
	b.Options, b.Jobs, b.Time, b.Done = *options, c.Int("jobs"), limits.Time, bar.done
	return err
}

// loadRules loads a rule set by name, or from a county's own file when name is a path.
func loadRules(name string) (*ruleset.RuleSet, error) {
	if !strings.ContainsAny(name, `/\`) && !strings.HasSuffix(name, ".yaml") && !strings.HasSuffix(name, ".yml") {
		rules, err := ruleset.Builtin(name)
		if err != nil {
			return nil, usage(suggest.Question(name, ruleset.Names())+"可用:"+strings.Join(ruleset.Names(), "、")+";县自己的规则写成 .yaml 文件,给出它的路径", "没有规则集 %q", name)
		}
		return rules, nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, pathError(name, err)
	}
	rules, err := ruleset.Load(filepath.Base(name), data)
	if err != nil {
		return nil, usage("改正后再运行;jixiao explain --rules hebei 看一份完整的规则集", "%v", err)
	}
	return rules, nil
}

// loadLayouts returns the built-in forms together with those that a county describes in a folder.
func loadLayouts(folder string) (*layout.Set, error) {
	if folder == "" {
		return layout.Builtin(), nil
	}
	if info, err := os.Stat(folder); err != nil {
		return nil, pathError(folder, err)
	} else if !info.IsDir() {
		return nil, usage("请给出放表式 .yaml 文件的文件夹", "--forms:“%s”不是文件夹", folder)
	}
	set, err := layout.With(os.DirFS(folder))
	if err != nil {
		return nil, usage("改正后再运行;写法见 CONTRIBUTING.md", "表式有误:%v", err)
	}
	return set, nil
}

// loadWaivers reads the list of findings that may stand, empty when no file is given.
func loadWaivers(name string) (waiver.List, error) {
	if name == "" {
		return nil, nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, pathError(name, err)
	}
	list, err := waiver.Load(filepath.Base(name), data, rule.Codes())
	if err != nil {
		return nil, usage("改正后再运行;豁免清单的写法见 CONTRIBUTING.md", "%v", err)
	}
	return list, nil
}

// loadLanguage reads the word lists and those that the rule set adds to them.
func loadLanguage(rules *ruleset.RuleSet) (*quantity.Language, error) {
	words, err := quantity.LoadWords(templates.FS, "words")
	if err != nil {
		return nil, err
	}
	for _, list := range rules.Words {
		more, err := quantity.ParseWords(list.YAML)
		if err != nil {
			return nil, usage("改正后再运行", "规则集 %s 的词表有误:%v", rules.ID, err)
		}
		words = words.Extend(more)
	}
	language, err := quantity.NewLanguage(words)
	if err != nil {
		return nil, usage("改正后再运行", "规则集 %s 的词表有误:%v", rules.ID, err)
	}
	return language, nil
}

// formats lists the names of the output formats.
func formats() []string {
	var names []string
	for _, f := range render.Formats() {
		names = append(names, f.Name)
	}
	return names
}
