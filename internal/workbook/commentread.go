package workbook

import (
	"strings"

	"jixiao/internal/cellref"
)

// comments is a sheet's comments part taken apart.
type comments struct {
	xml       []byte
	prefix    string
	authors   []string
	authorEnd int // where a new author goes
	listEnd   int // where a new comment goes
	items     []commentItem
}

type commentItem struct {
	ref    cellref.Ref
	author int
	all    span
	text   element
	plain  string // its text
}

// ours reports a comment that an Apply wrote. Behind somebody else's text ours starts on a line of its
// own, also when that text is empty, as it is where the comment is nothing but a picture.
func (i *commentItem) ours(us int) bool {
	return i.author == us && us >= 0 || strings.HasPrefix(i.plain, ourMark)
}
