package cli

import (
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"jixiao/internal/audit"
	"jixiao/internal/render"
	"jixiao/internal/roster"
	"jixiao/internal/rule"
)

// referenceFlags name the lists that a bureau holds the forms against.
func referenceFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "roster", Usage: "文件|应报项目名单(CSV 或 xlsx):核对应报未报、迟报、名单外的部门和项目"},
		&cli.StringFlag{Name: "approved", Usage: "文件|批复的绩效目标(CSV 或 xlsx):核对指标、指标值和分值"},
		&cli.StringFlag{Name: "accounts", Usage: "文件|决算或支付数据(CSV 或 xlsx):核对全年执行数"},
	}
}

// reference is what the lists say. The zero value is a run without any.
type reference struct {
	roster *roster.Roster
	data   rule.Reference
}

// loadReference reads the lists and gives the options what concerns single forms.
func loadReference(c *cli.Context, options *audit.Options) (*reference, error) {
	return readReference(c.String, "--", options)
}

// readReference reads the lists that file names for the flags; prefix is how messages call those.
func readReference(file func(flag string) string, prefix string, options *audit.Options) (*reference, error) {
	r := &reference{}
	for _, part := range []struct {
		flag, columns string
		read          func(*roster.Table) error
		count         func() int
	}{
		{"roster", "主管部门、项目名称", r.readRoster, func() int { return len(r.roster.Entries) }},
		{"approved", "项目名称、三级指标、年度指标值", r.add, func() int { return len(r.data.Approved) }},
		{"accounts", "项目名称、全年执行数", r.add, func() int { return len(r.data.Accounts) }},
	} {
		name := file(part.flag)
		if name == "" {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, pathError(name, err)
		}
		table, err := roster.ReadTable(filepath.Base(name), data)
		if err == nil {
			err = part.read(table)
		}
		if err != nil {
			return nil, usage("改正后再运行;表头应有 "+part.columns, "%s%s:%v", prefix, part.flag, err)
		}
		if part.count() == 0 {
			return nil, usage("表头应有 "+part.columns, "%s%s:%s 里没有可核对的内容", prefix, part.flag, table.Name)
		}
	}
	if r.roster != nil {
		r.roster.Index()
		options.RosterCounty = r.roster.CountyOf
	}
	options.Reference = rule.NewShelf(&r.data)
	return r, nil
}

func (r *reference) readRoster(t *roster.Table) (err error) {
	r.roster, err = roster.Read(t, &r.data)
	return err
}

func (r *reference) add(t *roster.Table) error { return r.data.AddRows(t.Name, t.Rows) }

// unchecked lists the checks that cannot run without the lists that were not given.
func (r *reference) unchecked() []render.Unchecked {
	have := r.data
	if r.roster != nil {
		have.Roster = append(have.Roster, rule.Expected{})
	}
	var list []render.Unchecked
	for _, m := range rule.Unchecked(&have) {
		list = append(list, render.Unchecked{Code: m.Code, Title: m.Title, Needs: m.Needs})
	}
	return list
}

// lines say for people what was not checked and which column could not be used.
func (r *reference) lines() []string {
	lines := render.UncheckedLines(r.unchecked())
	if r.roster != nil && r.roster.Unitless {
		lines = append(lines, "名单的金额没有写明单位,没有计算按金额的报送率;请把表头写成“预算金额(万元)”")
	}
	return lines
}
