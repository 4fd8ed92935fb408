package rule

// Shelf is reference data sorted by project, so that a form finds its own without a search through
// those of a county. A nil Shelf is empty.
type Shelf struct {
	whole    *Reference
	projects map[string]*Reference
}

// NewShelf sorts r, which must stay unchanged afterwards. nil gives nil.
func NewShelf(r *Reference) *Shelf {
	if r == nil {
		return nil
	}
	s := &Shelf{whole: r, projects: map[string]*Reference{}}
	of := func(project string) *Reference {
		key := squash(project)
		if s.projects[key] == nil {
			s.projects[key] = &Reference{}
		}
		return s.projects[key]
	}
	for _, a := range r.Approved {
		p := of(a.Project)
		p.Approved = append(p.Approved, a)
	}
	for _, a := range r.Accounts {
		p := of(a.Project)
		p.Accounts = append(p.Accounts, a)
	}
	for _, a := range r.Red {
		p := of(a.Project)
		p.Red = append(p.Red, a)
	}
	return s
}

// Of returns what the shelf holds of a project, nil when it holds nothing.
func (s *Shelf) Of(project string) *Reference {
	if s == nil {
		return nil
	}
	return s.projects[squash(project)]
}

// Whole returns everything on the shelf, nil when it is nil.
func (s *Shelf) Whole() *Reference {
	if s == nil {
		return nil
	}
	return s.whole
}
