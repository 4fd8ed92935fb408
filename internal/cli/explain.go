package cli

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"jixiao/internal/decimal"
	"jixiao/internal/quantity"
	"jixiao/internal/report"
	"jixiao/internal/rule"
	"jixiao/internal/ruleset"
	"jixiao/internal/score"
	"jixiao/internal/suggest"
)

func explainCommand(streams Streams) *cli.Command {
	return &cli.Command{
		Name:      "explain",
		Usage:     "解释一个指标怎么算分、一个问题代码或一套规则",
		ArgsUsage: "指标值 完成值 --points 分值 | 问题代码 | --rules 规则集",
		Description: `   给出指标值和完成值:怎样理解、怎样比较、算式、得分、依据。
   给出问题代码(如 L-FUND-05):它查什么、为什么、依据、怎样改。
   只给 --rules:用中文列出一套评分规则和它的出处。`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "points", Usage: "分值|指标的分值(默认 10)", Value: "10"},
			&cli.StringFlag{Name: "name", Usage: "名称|三级指标名称,会影响没有符号的指标值怎样理解"},
			&cli.StringFlag{Name: "level1", Usage: "名称|一级指标,如 产出指标"},
			&cli.StringFlag{Name: "level2", Usage: "名称|二级指标,如 成本指标"},
			&cli.StringFlag{Name: "unit", Usage: "单位|度量单位一列所填"},
			&cli.StringFlag{Name: "direction", Usage: "符号|指标性质或方向一列所填,如 ≥"},
			&cli.StringFlag{Name: "self", Usage: "得分|自评得分,定性指标据此核对档次"},
			&cli.IntFlag{Name: "year", Usage: "年度|补全没有写年份的日期"},
			rulesFlag(),
			&cli.StringFlag{Name: "format", Value: "text", Usage: "格式|text 或 json(默认 text)"},
		},
		Action: func(c *cli.Context) error { return runExplain(c, streams) },
	}
}

func runExplain(c *cli.Context, streams Streams) error {
	format := c.String("format")
	if format != "text" && format != "json" {
		return usage("可用:text、json", "没有输出格式 %q", format)
	}
	switch c.NArg() {
	case 0:
		if c.IsSet("rules") {
			return explainRules(c, streams, format)
		}
	case 1:
		return explainCode(c.Args().First(), streams, format)
	case 2:
		return explainTarget(c, streams, format)
	}
	return usage("例如:jixiao explain '≥90%' '85%' --points 10,或 jixiao explain L-FUND-05", "explain 要一个问题代码,或指标值和完成值两项")
}

func explainRules(c *cli.Context, streams Streams, format string) error {
	rules, err := loadRules(c.String("rules"))
	if err != nil {
		return err
	}
	if _, err := loadLanguage(rules); err != nil {
		return err
	}
	items := rules.Describe()
	if format == "json" {
		return writeJSON(streams, items)
	}
	fmt.Fprintf(streams.Out, "规则集 %s:%s\n%s\n\n", rules.ID, rules.Name, rules.Evidence)
	var sources []string
	for _, i := range items {
		mark := ""
		if i.Convention {
			mark = "(约定)"
		}
		fmt.Fprintf(streams.Out, "%s%s%s\n", pad(i.Label, 28), i.Value, mark)
		if i.Source != "" && !i.Convention {
			fmt.Fprintf(streams.Out, "%s依据:%s\n", pad("", 28), i.Source)
		}
		sources = append(sources, i.Source)
	}
	printCitations(streams, append(sources, rules.Evidence)...)
	return nil
}

// printCitations says what the marks in sources (S05, G02, GK) stand for.
func printCitations(streams Streams, sources ...string) {
	list := ruleset.Citations(sources...)
	if len(list) == 0 {
		return
	}
	fmt.Fprintln(streams.Out, "\n出处记号(S 公开资料,G 预算绩效系统和复核的做法,GK 未与印本核对):")
	for _, c := range list {
		fmt.Fprintln(streams.Out, strings.TrimRight("    "+pad(c.Mark, 5)+c.Title+"  "+c.URL, " "))
	}
}

func explainCode(code string, streams Streams, format string) error {
	code = strings.ToUpper(code)
	doc, ok := rule.Explain(code)
	known := rule.Codes()
	for _, c := range report.Codes() {
		if c.Code == code {
			doc, ok = rule.Doc{Code: c.Code, Severity: c.Severity.String(), Title: "自评报告的检查", What: c.Condition, Source: c.Source}, true
		}
		known = append(known, c.Code)
	}
	if !ok {
		return usage(suggest.Question(code, known)+"问题代码写在每条问题的末尾。", "没有问题代码 %q", code)
	}
	if format == "json" {
		return writeJSON(streams, doc)
	}
	fmt.Fprintln(streams.Out, doc.Text())
	printCitations(streams, doc.Source)
	return nil
}

// titleOf names the fault that a code stands for, "" for an unknown code.
func titleOf(code string) string {
	doc, _ := rule.Explain(code)
	return doc.Title
}

// explained is the JSON of explain TARGET ACTUAL.
type explained struct {
	Target     string  `json:"target"`
	Actual     string  `json:"actual"`
	Kind       string  `json:"kind"`
	Understood string  `json:"understood"`
	Basis      string  `json:"basis"`
	Because    string  `json:"because"` // the basis in words: why the target is read so
	Met        string  `json:"met"`
	Completion *string `json:"completion"`
	Points     string  `json:"points"`
	Score      *string `json:"score"`
	Suggested  *string `json:"suggested"`
	Decision   string  `json:"decision"`
	Formula    string  `json:"formula"`
	Rule       string  `json:"rule"`
	Source     string  `json:"source"` // the clause or practice that the rule rests on
	Reason     *string `json:"reason"`
	Rules      string  `json:"rules"`
}

func explainTarget(c *cli.Context, streams Streams, format string) error {
	points, err := decimal.Parse(c.String("points"))
	if err != nil || points.Sign() <= 0 {
		return usage("例如 --points 10", "--points %q 不是分值", c.String("points"))
	}
	var self decimal.Null
	if text := c.String("self"); text != "" {
		d, err := decimal.Parse(text)
		if err != nil {
			return usage("例如 --self 9.5", "--self %q 不是得分", text)
		}
		self = decimal.Some(d)
	}
	options, err := loadOptions(c)
	if err != nil {
		return err
	}
	ctx := quantity.Context{
		Name: c.String("name"), Level1: c.String("level1"), Level2: c.String("level2"),
		Direction: c.String("direction"), Unit: c.String("unit"), Year: c.Int("year"),
		Actual: quantity.Text{Text: c.Args().Get(1)},
	}
	language := options.Language
	target := language.Target(quantity.Text{Text: c.Args().Get(0)}, ctx)
	value := language.Value(quantity.Text{Text: c.Args().Get(1)}, target, ctx)
	row := score.Indicator(score.Case{
		Target: target, Actual: value, Compared: language.Compare(target, value, ctx),
		Points: decimal.Some(points), Self: self, Satisfaction: strings.Contains(ctx.Level1+ctx.Level2+ctx.Name, "满意"),
	}, options.Rules)
	e := newExplained(c, row, points)
	e.Source = score.Source(row.Rule, options.Rules)
	return printExplained(e, streams, format)
}

func newExplained(c *cli.Context, row score.Row, points decimal.Decimal) explained {
	e := explained{
		Target: c.Args().Get(0), Actual: c.Args().Get(1), Kind: string(row.Target.Kind),
		Understood: row.Understood, Basis: string(row.Target.Basis), Because: row.Target.Basis.Explain(), Met: string(row.Compared.Met),
		Points: points.Plain().String(), Score: optional(row.Score), Suggested: optional(row.Suggested),
		Decision: string(row.Decision), Formula: row.Formula, Rule: row.Rule, Rules: c.String("rules"),
	}
	if row.Why != "" {
		e.Reason = &row.Why
	}
	if row.Compared.HasCompletion {
		text := row.Compared.Completion.Round(4).Plain().String()
		e.Completion = &text
	}
	return e
}

func optional(n decimal.Null) *string {
	if !n.Valid {
		return nil
	}
	s := n.String()
	return &s
}

var (
	metWords      = map[string]string{"yes": "达到", "no": "未达到", "partly": "部分达到", "unknown": "无法判断"}
	decisionWords = map[string]string{"computed": "按公式计算", "accepted": "自评在档次内,予以认可", "manual": "待人工判定", "none": "不计分"}
)

func printExplained(e explained, streams Streams, format string) error {
	if format == "json" {
		return writeJSON(streams, e)
	}
	line := func(label, text string) {
		if text != "" {
			fmt.Fprintln(streams.Out, pad(label, 12)+text)
		}
	}
	target := e.Target
	if e.Understood != "" {
		target += "  理解为:" + e.Understood
	}
	line("指标值", cmp.Or(target, "(空)"))
	line("读法", e.Because)
	line("完成值", cmp.Or(e.Actual, "(空)")+"  "+metWords[e.Met])
	line("算式", e.Formula)
	switch {
	case e.Score != nil:
		line("得分", *e.Score+"(分值 "+e.Points+","+decisionWords[e.Decision]+")")
	case e.Suggested != nil:
		line("得分", "待人工判定;参考 "+*e.Suggested+"(分值 "+e.Points+")")
	default:
		line("得分", decisionWords[e.Decision])
	}
	if e.Rule != "" {
		line("依据", e.Source+" ["+e.Rule+"]")
	}
	line("规则集", e.Rules)
	if e.Reason != nil {
		line("说明", *e.Reason)
	}
	printCitations(streams, e.Source)
	return nil
}

func writeJSON(streams Streams, v any) error {
	enc := json.NewEncoder(streams.Out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(v)
}
