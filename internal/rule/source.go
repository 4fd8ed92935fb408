package rule

import (
	"regexp"
	"sync"
)

// Where the checks come from. GK marks a document whose wording was not compared with its print:
// it is named, never quoted.
const (
	src10       = "财预〔2020〕10号(GK)"
	src101      = "财预〔2021〕101号(GK)"
	srcForm     = "绩效自评表表式(S05、S10)"
	srcFiled    = "公开的绩效自评表实例"
	srcSystem   = "预算绩效管理系统的校验规则(G02)"
	srcReview   = "财政部门复核口径(G06)"
	srcPractice = "财政部门复核实例(G07、G09)"
	srcOwn      = "约定"
)

// citation is a mark in brackets: (GK), (S05、S10), (G07).
var citation = regexp.MustCompile(`\((?:(?:GK|[SG]\d\d)、?)+\)`)

// plainSource is a source as findings carry it, for the people who filled in the form: the
// documents and practice without the marks of the source list. explain CODE gives those.
func plainSource(source string) string {
	if plain, ok := plainSources.Load(source); ok {
		return plain.(string)
	}
	plain := citation.ReplaceAllString(source, "")
	plainSources.Store(source, plain)
	return plain
}

// plainSources remembers what was asked: the checks name a few dozen sources.
var plainSources sync.Map
