package batch

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"

	"jixiao/internal/audit"
	"jixiao/internal/county"
	"jixiao/internal/decimal"
	"jixiao/internal/rule"
	"jixiao/internal/ruleset"
	"jixiao/internal/safefile"
	"jixiao/internal/score"
	"jixiao/internal/summary"
)

// Book is one summary workbook to write.
type Book struct {
	*summary.Input
	Path string
}

// Books are the summaries of a run, one for each county, below the folder out. Counties of
// one name are told apart by their city.
func Books(results []*audit.Result, rules *ruleset.RuleSet, out string) []Book {
	counties := summary.Collect(results, out)
	for _, in := range counties {
		Describe(in, rules)
	}
	return BooksOf(counties, out)
}

// BooksOf are the summaries of counties that are described, below the folder out.
func BooksOf(counties []*summary.Input, out string) []Book {
	var books []Book
	taken := map[string]bool{}
	for _, in := range counties {
		name := in.FileName()
		if taken[name] {
			name = in.County.Province + in.County.City + name
		}
		taken[name] = true
		books = append(books, Book{Input: in, Path: filepath.Join(out, name)})
	}
	return books
}

// Merge joins the counties of a run in one workbook: for one county its own, for several
// that of their city or province.
func Merge(books []Book, path string) Book {
	if len(books) == 1 {
		return Book{Input: books[0].Input, Path: path}
	}
	var inputs []*summary.Input
	var counties []county.County
	for _, b := range books {
		inputs = append(inputs, b.Input)
		counties = append(counties, b.County)
	}
	return Book{Input: summary.Merge(county.Common(counties), inputs), Path: path}
}

// Write writes each summary, and with notice its text beside it, and returns what was
// written and what went wrong.
func Write(books []Book, notice bool, w safefile.Writer) (files []string, trouble []*audit.Problem) {
	for _, b := range books {
		data, err := summary.Workbook(b.Input)
		if errors.Is(err, summary.ErrEmpty) {
			continue
		}
		write := func(path string, data []byte) {
			if err == nil {
				err = w.WriteFile(path, data)
			}
			if err == nil {
				files = append(files, path)
			}
		}
		write(b.Path, data)
		if notice && err == nil {
			var figures *summary.Figures
			figures, err = summary.Compute(b.Input)
			if err == nil {
				write(strings.TrimSuffix(b.Path, filepath.Ext(b.Path))+".md", []byte(summary.Notice(b.Input, figures)))
			}
		}
		if err != nil {
			p := WriteProblem(err)
			p.Message = fmt.Sprintf("%s没有写出:%s", b.Title(), p.Message)
			trouble = append(trouble, p)
		}
	}
	return files, trouble
}

// Describe tells the summary the words of the rule set and of the checks.
func Describe(in *summary.Input, rules *ruleset.RuleSet) {
	in.Rules = rules.Name
	in.Titles = checkTitles()
	in.GradeOf = func(total decimal.Decimal) string { return score.GradeOf(total, rules) }
	for _, g := range rules.Grades {
		in.Grades = append(in.Grades, g.Name)
	}
}

// checkTitles are the short names of all checks.
var checkTitles = sync.OnceValue(func() map[string]string {
	titles := map[string]string{}
	for _, code := range rule.Codes() {
		if c, ok := rule.Lookup(code); ok {
			titles[code] = c.Title
		}
	}
	return titles
})
