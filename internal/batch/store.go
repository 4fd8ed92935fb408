package batch

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"time"

	"jixiao/internal/audit"
	"jixiao/internal/county"
	"jixiao/internal/finding"
	"jixiao/internal/form"
	"jixiao/internal/rule"
	"jixiao/internal/score"
)

// Store keeps the results of a run for the second look that the comparison of all files needs:
// what was filed and what was found go to a spool, the scores, which follow from the form, are
// computed again. Memory stays nearly the same however many files there are.
type Store struct {
	opt      *audit.Options
	crossing *audit.Crossing
	spool    spool
	packed   bytes.Buffer
	in       *gob.Encoder
	out      *gob.Decoder
	feed     bytes.Buffer
	err      error
}

// record is a result without what can be computed again.
type record struct {
	Path, SHA256, Output string
	Modified, Received   time.Time
	Status               audit.Status
	Problem              *audit.Problem
	Findings             []finding.Finding
	Forms                []formRecord
}

type formRecord struct {
	Form     form.Form
	County   county.County
	Year     int
	Findings []finding.Finding
}

// NewStore returns an empty store; Close must be called at the end.
func NewStore(opt *audit.Options) *Store {
	s := &Store{opt: opt, crossing: audit.NewCrossing(opt)}
	s.in, s.out = gob.NewEncoder(&s.packed), gob.NewDecoder(&s.feed)
	// The first record of a stream describes the types: both ends see it, so that the others
	// stand alone and can be read in any order.
	s.err = s.in.Encode(&record{Problem: &audit.Problem{}, Forms: make([]formRecord, 1)})
	if s.err == nil {
		s.feed.Write(s.packed.Bytes())
		s.packed.Reset()
		s.err = s.out.Decode(&record{})
	}
	return s
}

// Add takes the next result of the run and keeps nothing of it alive; nil is a file that was not
// processed.
func (s *Store) Add(r *audit.Result) {
	s.crossing.Add(r)
	rec := &record{}
	if r != nil {
		rec = pack(r)
	}
	if err := s.in.Encode(rec); err != nil && s.err == nil {
		s.err = err
	}
	s.spool.add(s.packed.Bytes())
	s.packed.Reset()
}

// Len returns how many results were added.
func (s *Store) Len() int { return len(s.spool.ends) }

// Counties returns the counties of the forms added.
func (s *Store) Counties() []county.County { return s.crossing.Counties() }

// Finish compares the files with each other; see audit.Crossing.
func (s *Store) Finish(expected func(county.County, []audit.Home) []rule.Expected) {
	s.crossing.Finish(expected)
}

// Each hands the results out again, in order and one at a time, with what the comparison found;
// files that were not processed are left out. It ends at the first error.
func (s *Store) Each(take func(*audit.Result) error) error {
	for i := range s.spool.ends {
		r, err := s.get(i)
		if err != nil {
			return err
		}
		if r == nil {
			continue
		}
		if err := take(r); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) get(i int) (*audit.Result, error) {
	data, err := s.spool.get(i)
	if err == nil {
		err = s.err
	}
	if err != nil {
		return nil, err
	}
	var rec record
	s.feed.Reset()
	s.feed.Write(data)
	if err := s.out.Decode(&rec); err != nil {
		return nil, fmt.Errorf("不能读回临时文件:%w", err)
	}
	if rec.Status == "" {
		return nil, nil
	}
	r := s.unpack(&rec)
	s.crossing.Apply(i, r)
	return r, nil
}

// Close removes what the store has on disk.
func (s *Store) Close() { s.spool.close() }

func pack(r *audit.Result) *record {
	rec := &record{Path: r.Path, SHA256: r.SHA256, Modified: r.Modified, Received: r.Received, Output: r.Output, Status: r.Status, Problem: r.Problem, Findings: r.Findings}
	for i := range r.Forms {
		f := &r.Forms[i]
		rec.Forms = append(rec.Forms, formRecord{Form: *f.Form, County: f.County, Year: f.Year, Findings: f.Findings})
	}
	return rec
}

func (s *Store) unpack(rec *record) *audit.Result {
	r := &audit.Result{Path: rec.Path, SHA256: rec.SHA256, Modified: rec.Modified, Received: rec.Received, Output: rec.Output, Status: rec.Status, Problem: rec.Problem, Findings: rec.Findings}
	for i := range rec.Forms {
		f := &rec.Forms[i]
		r.Forms = append(r.Forms, audit.Form{
			Form: &f.Form, Score: score.Form(&f.Form, s.opt.Rules, s.opt.Language),
			County: f.County, Year: f.Year, Findings: f.Findings,
		})
	}
	return r
}
