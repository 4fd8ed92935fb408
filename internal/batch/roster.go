package batch

import (
	"jixiao/internal/audit"
	"jixiao/internal/county"
	"jixiao/internal/roster"
	"jixiao/internal/rule"
	"jixiao/internal/summary"
)

// Due is the roster of a run, sorted by county.
type Due struct {
	places   []county.County
	entries  map[string][]roster.Entry // by the county's full name
	repeated map[string][]roster.Entry
	// Homeless is how many entries name no county where the run has several: they are held against
	// nothing.
	Homeless int
}

// NewDue sorts a roster by county; counties are those that forms have come from. Entries that name
// no county are of the only one there is. nil gives nil.
func NewDue(r *roster.Roster, counties []county.County) *Due {
	if r == nil {
		return nil
	}
	d := &Due{entries: map[string][]roster.Entry{}, repeated: map[string][]roster.Entry{}}
	var named []county.County
	for _, c := range counties {
		if c.Name != "" {
			named = append(named, c)
		}
	}
	only := county.County{}
	if len(named) == 1 {
		only = named[0]
	}
	sorted := func(list []roster.Entry, into map[string][]roster.Entry) {
		for _, e := range list {
			if e.Place.Name == "" {
				if len(named) > 1 {
					d.Homeless++
					continue
				}
				e.Place = only
			}
			key := e.Place.FullName()
			if into[key] == nil {
				d.places = append(d.places, e.Place)
			}
			into[key] = append(into[key], e)
		}
	}
	sorted(r.Entries, d.entries)
	sorted(r.Repeated, d.repeated)
	return d
}

// Expected tells the check of missing projects what a county owes; see audit.Crossing.
func (d *Due) Expected(place county.County, homes []audit.Home) []rule.Expected {
	entries := d.entries[place.FullName()]
	filings := make([]roster.Filing, len(homes))
	for i, h := range homes {
		filings[i] = roster.Filing{Department: h.Department, Unit: h.Unit, Project: h.Project, Code: h.Code, Whole: h.Whole}
	}
	return roster.Hold(entries, filings).Expected(entries, filings)
}

// Tell gives every county of the collector its part of the roster, also those of which nothing came.
func (d *Due) Tell(lines *summary.Collector) {
	for _, place := range d.places {
		lines.Input(place)
	}
	for _, in := range lines.Inputs() {
		key := in.County.FullName()
		in.Roster = append([]roster.Entry{}, d.entries[key]...)
		in.Repeated = d.repeated[key]
	}
}
