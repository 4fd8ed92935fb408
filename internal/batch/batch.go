// Package batch does for many files what audit does for one: read, score, mark a copy, and
// summarise by county. The command line and the folder service run the same code.
package batch

import (
	"context"
	"path/filepath"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"

	"jixiao/internal/audit"
	"jixiao/internal/safefile"
)

// CodeConverted is the finding about a file that was converted before it was read.
const CodeConverted = "W-CONVERT-01"

// MaxFile bounds one input file before it is read; real forms are below 1 MB.
const MaxFile = 256 << 20

// DefaultTime is far above what the largest workbook takes that the other limits let through.
const DefaultTime = 2 * time.Minute

// Source is one file to process.
type Source struct {
	// Path is where its bytes are.
	Path string
	// Name is the path that the file is known by: in results, and as a source of county and
	// year. "" means Path.
	Name string
	// Rel is where its marked copy lies below the output folder.
	Rel string
}

func (s Source) name() string {
	if s.Name != "" {
		return filepath.ToSlash(s.Name)
	}
	return filepath.ToSlash(s.Path)
}

// Batch processes files side by side with one set of options.
type Batch struct {
	Options audit.Options
	// Jobs is how many files are processed at once; below 1 all processors are used.
	Jobs int
	// Mark, when set, writes a marked copy of every scored file below Out through Writer.
	Mark   bool
	Plain  bool // no shading in marked copies
	Out    string
	Writer safefile.Writer
	// Time is how long reading, checking and marking one file may take, 0 for DefaultTime.
	Time time.Duration
	// Convert, when set, turns a workbook of an old or foreign format into .xlsx; called from any
	// goroutine. Without it such a file is refused with the way out.
	Convert func(data []byte) ([]byte, error)
	// Done, when set, is called with the Path of each file behind it, from any goroutine.
	Done func(path string)

	hook func(context.Context) // for tests: what a file does before it is examined
}

// Run returns one result for each file, in the order given, however many work at once. Each file
// is on its own: what happens to one never stops the others. Only an interruption ends the run:
// files that were begun are finished, the results of the others are nil.
func (b *Batch) Run(ctx context.Context, files []Source) ([]*audit.Result, error) {
	results := make([]*audit.Result, 0, len(files))
	err := b.Each(ctx, files, func(r *audit.Result) { results = append(results, r) })
	return results, err
}

// Each does what Run does and hands the results to take, in the order of files and one at a time,
// so that none needs to be kept. A file that takes long holds up only so many others that memory
// stays bounded.
func (b *Batch) Each(ctx context.Context, files []Source, take func(*audit.Result)) error {
	jobs := b.Jobs
	if jobs < 1 {
		jobs = runtime.GOMAXPROCS(0)
	}
	ahead := 8 * jobs
	slots := make([]chan *audit.Result, min(ahead, len(files)))
	for i := range slots {
		slots[i] = make(chan *audit.Result, 1)
	}
	var group errgroup.Group
	group.SetLimit(jobs)
	begin := func(i int) {
		group.Go(func() error {
			var r *audit.Result
			if ctx.Err() == nil {
				r = b.File(files[i])
				if b.Done != nil {
					b.Done(files[i].Path)
				}
			}
			slots[i%ahead] <- r
			return nil
		})
	}
	begun := 0
	for i := range files {
		for begun < len(files) && begun < i+ahead {
			begin(begun)
			begun++
		}
		take(<-slots[i%ahead])
	}
	_ = group.Wait()
	return ctx.Err()
}
