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
		results = append(results, audit.File(filepath.ToSlash(rel), data, opt))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(results) == 0 {
		t.Fatal("the sample is empty")
	}
	audit.Across(results, rules)
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

func codes(list []finding.Finding) string {
	var out []string
	for _, f := range list {
		out = append(out, f.Code)
	}
	return strings.Join(out, " ")
}
