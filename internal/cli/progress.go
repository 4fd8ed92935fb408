package cli

import (
	"io"
	"sync"

	"github.com/schollz/progressbar/v3"
)

// progress is a bar on a terminal and nothing anywhere else.
type progress struct {
	mu  sync.Mutex
	bar *progressbar.ProgressBar
}

func newProgress(w io.Writer, total int, quiet bool) *progress {
	p := &progress{}
	if !quiet && total > 1 && terminal(w) {
		p.bar = progressbar.NewOptions(total,
			progressbar.OptionSetWriter(w),
			progressbar.OptionSetDescription("检查中"),
			progressbar.OptionShowCount(),
			progressbar.OptionSetWidth(30),
			progressbar.OptionClearOnFinish(),
			progressbar.OptionUseANSICodes(false),
		)
	}
	return p
}

// done counts one file; it is called from many goroutines.
func (p *progress) done(string) {
	if p.bar == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	_ = p.bar.Add(1)
}

func (p *progress) finish() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}
