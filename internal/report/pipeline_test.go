package report

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"jixiao/internal/audit"
	"jixiao/internal/finding"
	"jixiao/internal/layout"
	"jixiao/internal/quantity"
	"jixiao/internal/ruleset"
	"jixiao/templates"
)

const sample = "../../testdata/yuanshi-2022"

// scoredSample audits the sample county as a run of the command does.
func scoredSample(t testing.TB) []*audit.Result {
	t.Helper()
	language, err := quantity.Load(templates.FS, "words")
	if err != nil {
		t.Fatal(err)
	}
	rules, err := ruleset.Builtin("hebei")
	if err != nil {
		t.Fatal(err)
	}
	opt := &audit.Options{Rules: rules, Layouts: layout.Builtin(), Language: language}
	var results []*audit.Result
	err = filepath.WalkDir(sample, func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".xlsx" {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(sample, name)
		results = append(results, audit.File(t.Context(), filepath.ToSlash(rel), data, opt))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(results) == 0 {
		t.Fatal("the sample is empty")
	}
	audit.Across(results, opt)
	return results
}

func sampleDepartment(t testing.TB, short string) *Input {
	t.Helper()
	for _, in := range Departments(scoredSample(t)) {
		if in.Short == short {
			return &in
		}
	}
	t.Fatalf("no department %s", short)
	return nil
}

func sampleFacts(t testing.TB) *Facts {
	t.Helper()
	data, err := os.ReadFile("testdata/gsl-2022.yaml")
	if err != nil {
		t.Fatal(err)
	}
	facts, err := LoadFacts("gsl-2022.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	return facts
}

func codesOf(list []finding.Finding) string {
	var out []string
	for _, f := range list {
		out = append(out, f.Code)
	}
	return strings.Join(out, " ")
}

// Everything that the published report of this department says in figures must be said by ours:
// a figure that is lost is a fact that the department has to type again.
func TestSeedFigures(t *testing.T) {
	doc, _ := Build(sampleDepartment(t, "工商业联合会"), sampleFacts(t))
	text := doc.Markdown()
	for _, figure := range []string{
		"2022年度部门整体支出绩效自评报告", "元发〔2019〕7号", "四个方面",
		"在职人员5人", "退休人员9人", "固定资产金额为0元",
		"111.77万元", "2021年度", "增加15.43万元", "增长16.02%",
		"发展会员4个", "发展会员数量：≥4名", "组织商会活动4次", "专家决策咨询服务6次", "座谈会6次", "企业家培训次数：≥3次", "参训企业家比例：≥90%", "外出学习考察次数：1次",
		"召开行业展会2次", "联合会年会1次", "召开常委会次数：=1次", "召开执委会次数：=1次", "政企交流会次数：≥4次", "参会人数比例：≥90%",
		"理论次数不少于12次", "党员总数的80%以上", "机关党员人数的2%", "每季度召开1次联席会议", "联席会议4次",
		"2个项目", "涉及资金23万元", "预算执行率100%",
		"共实施5个项目", "党建活动经费项目评价得分100分", "工商联业务经费项目评价得分100分", "政企联席会议办公室经费项目评价得分100分",
		"专家决策咨询委员会经费项目评价得分100分", "企业联合会办公费项目评价得分100分", "综合绩效评价得分100分", "综合绩效评价等级为“优”",
	} {
		if !strings.Contains(text, figure) {
			t.Errorf("the report does not say %q", figure)
		}
	}
	if got := doc.Blanks(); len(got) != 1 || got[0] != "评价工作组人员名单及签字" {
		t.Errorf("left open: %q", got)
	}
}

// What the published report leaves inconsistent must be flagged: key projects that it does not
// name, no fixed assets for five people, full marks beside problems, the missing names. Its sound
// figures (16.02 per cent, five projects, 优) must not be.
func TestSeedFaults(t *testing.T) {
	in, facts := sampleDepartment(t, "工商业联合会"), sampleFacts(t)
	_, found := Build(in, facts)
	if got, want := codesOf(found), "RP-AST-01 RP-KEY-01 RP-SCR-03 RP-BLANK-01"; got != want {
		t.Errorf("found %s, want %s", got, want)
	}
	facts.Key.Projects = []string{"工商联业务经费", "企业联合会办公费"}
	if _, found = Build(in, facts); strings.Contains(codesOf(found), "RP-KEY") {
		t.Errorf("15 + 8 = 23, but found %s", codesOf(found))
	}
	facts.Key.Projects[1] = "专家决策咨询委员会费用"
	if _, found = Build(in, facts); !strings.Contains(codesOf(found), "RP-KEY-04") {
		t.Errorf("a name that no form has went by: %s", codesOf(found))
	}
}
