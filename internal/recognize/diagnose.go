package recognize

import (
	"jixiao/internal/layout"
)

// Near says which known form an unrecognised sheet resembles most.
type Near struct {
	Layout, Title string
	// Missing are the headings that a form of that layout has and the sheet does not.
	Missing []string
	// Strange are headings on the sheet that are not understood, with the known heading they may be.
	Strange []Strange
}

// Strange is a heading that is not understood; Perhaps is the known one it is closest to.
type Strange struct {
	Cell    string
	Text    string
	Perhaps string
}

func (v *view) nearest() *Near { _ = layout.Head; return nil }
