package quantity

import (
	"fmt"
	"unicode/utf8"

	"jixiao/internal/decimal"
)

// Language reads targets and values with one set of word lists. It is immutable after NewLanguage
// and safe for use by several goroutines at once; it keeps nothing of what it reads.
type Language struct {
	w         Words
	units     *lexicon
	unitList  []unitDef
	measures  map[string]measure
	fillers   *lexicon // neutral words around a number
	claims    *lexicon // id: Band, bandOpen
	claimed   *lexicon // words that may stand beside a claim
	good      *lexicon // 1 of any target, 2 of a target with the same word
	verbs     *lexicon // 1 rises, 2 falls
	partly    *lexicon
	negation  *lexicon        // 1 negator, 2 neutral
	people    map[string]bool // counting words of people and households
	nameMarks *lexicon
	blanks    *lexicon
	prompts   *lexicon
	marks     *lexicon      // marks of scoring standards
	firsts    map[rune]bool // first runes of scales
	scales    []scale
	bad       *lexicon
	tails     *lexicon
	handling  *lexicon
	heads     *lexicon       // headBad, headUnsure
	harmless  *lexicon       // words that may stand beside the number of an actual
	beside    *lexicon       // words that may stand beside the quality words of an actual
	foreign   *lexicon       // 1 speaks of another number, 2 is neutral
	doubts    *lexicon       // 1 takes certainty away, 2 is neutral
	kinds     map[string]int // what a counting word counts; 0 when it may be anything
}

// bandOpen marks a claim that belongs to no band.
const bandOpen = Band(9)

type scale struct {
	text   string // the grades written together
	grades []string
	bands  []Band
}

// NewLanguage builds a language from word lists. It fails on a unit without dimension or with a
// factor that is no positive number, and on a scale whose grades and bands differ in number.
func NewLanguage(w Words) (*Language, error) {
	w = w.Extend(Words{})
	for _, list := range w.lists() {
		for i, s := range *list {
			(*list)[i] = Normalize(s)
		}
	}
	l := &Language{w: w, units: newLexicon(), measures: map[string]measure{}, firsts: map[rune]bool{}, people: map[string]bool{}}
	if err := l.addUnits(w); err != nil {
		return nil, err
	}
	for _, u := range w.Counts {
		l.people[u] = true
	}
	l.fillers = lexiconOf(w.NeutralWords)
	l.claims = newLexicon()
	for band, list := range map[Band][]string{BandMet: w.Claims.Met, BandPartly: w.Claims.Partly, BandMissed: w.Claims.Missed, bandOpen: w.Claims.Open} {
		for _, c := range list {
			l.claims.add(c, int(band))
		}
	}
	l.claims.done()
	l.claimed = lexiconOf(w.ClaimFiller, w.Claims.Met)
	l.good, l.verbs, l.partly = lexiconOf(w.Good, w.GoodSame), lexiconOf(w.Rises, w.Falls), lexiconOf(w.PartlyMarks)
	l.negation = lexiconOf(w.Negators, w.Neutral)
	l.foreign = lexiconOf(w.OtherNumbers, w.OtherNeutral)
	l.harmless, l.beside = lexiconOf(w.ActualWords), lexiconOf(w.QualityFiller)
	l.doubts = lexiconOf(append(append(append(w.Negators[:len(w.Negators):len(w.Negators)], w.Reversals...), w.PartlyMarks...), w.Claims.Open...), w.Neutral)
	l.kinds = map[string]int{}
	for i, list := range [][]string{w.PeopleCounts, w.HouseholdCounts, w.EventCounts, w.PlaceCounts, w.ThingCounts, w.LabourCounts} {
		for _, u := range list {
			l.kinds[u] = i + 1
		}
	}
	l.blanks, l.prompts, l.marks = lexiconOf(w.Blanks), lexiconOf(w.Prompts), lexiconOf(w.StandardMarks)
	l.nameMarks = lexiconOf(w.NameMarks)
	l.bad, l.tails, l.handling = lexiconOf(w.BadHeads), lexiconOf(w.BadTails), lexiconOf(w.HandlingNouns)
	l.heads = lexiconOf(w.BadHeads, w.UnsureHeads)
	return l, l.addScales(w.Scales)
}

func (l *Language) addScales(scales []Scale) error {
	names := map[string]Band{"met": BandMet, "partly": BandPartly, "missed": BandMissed}
	for _, s := range scales {
		if len(s.Grades) != len(s.Bands) || len(s.Grades) < 2 {
			return fmt.Errorf("档次 %v:每档都要有对应的 bands,至少两档", s.Grades)
		}
		var c scale
		for i, g := range s.Grades {
			band, ok := names[s.Bands[i]]
			if !ok {
				return fmt.Errorf("档次 %v:“%s”不是 met、partly、missed", s.Grades, s.Bands[i])
			}
			c.grades, c.bands = append(c.grades, Normalize(g)), append(c.bands, band)
			c.text += Normalize(g)
		}
		first, _ := utf8.DecodeRuneInString(c.text)
		l.firsts[first] = true
		l.scales = append(l.scales, c)
	}
	return nil
}

// isTime reports a unit that measures a length of time.
func (l *Language) isTime(unit string) bool {
	switch l.measure(unit).dim {
	case dimTime, dimCalendar, dimWorking:
		return true
	}
	return false
}

// convert gives a in unit, exactly; ok is false when the dimensions differ or the number would
// not be finite.
func (l *Language) convert(a Amount, unit string) (decimal.Decimal, bool) {
	if a.Unit == unit {
		return a.Number, true
	}
	from, to := l.measure(a.Unit), l.measure(unit)
	if !from.same(to) {
		return decimal.Decimal{}, false
	}
	r, ok := decimal.NewRatio(a.Number.Mul(from.factor.Num).Mul(to.factor.Den), from.factor.Den.Mul(to.factor.Num))
	if !ok {
		return decimal.Decimal{}, false
	}
	return r.Exact()
}
