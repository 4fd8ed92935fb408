package layout

import (
	"slices"
	"strings"

	"jixiao/internal/form"
)

// Set is the layouts known to a reader with one dictionary of all their words. It is immutable
// and may be used by many readers at once.
type Set struct {
	Layouts []*Layout
	Words   Vocabulary
	Usual   Usual
	// Profiles are those of Layouts, by index.
	Profiles []Profile

	entries map[string]*Entry
	level1  map[string]bool
	level2  map[string]bool
	grades  map[string]bool
}

// Meaning is one thing that a word can stand for. A word can have several: 指标性质 is the operator
// on some forms and the polarity on others.
type Meaning struct {
	Kind Kind
	Role form.Role
	// Order ranks roles among each other, Rank the words of one role: the smallest Order gets its
	// best word first, and what is left over goes to the next role that knows it.
	Order, Rank int
	// Bit is the RoleBit of a column, -1 for other words.
	Bit int8
}

// Use says that a layout prints a word in a role.
type Use struct {
	Layout int // index in Set.Layouts
	Kind   Kind
	Role   form.Role
	Bit    int8 // RoleBit of a column, -1 otherwise
	// Order and Rank are those of the meaning, with the rank among this layout's own words.
	Order, Rank int
}

// Entry is what is known of one word.
type Entry struct {
	Word     string // as printed
	Meanings []Meaning
	Uses     []Use
	kinds    uint32
	roles    [Indicators + 1]uint32
}

// Roles returns the set of roles, as RoleBits, that the word can stand for as a column of kind k.
func (e *Entry) Roles(k Kind) uint32 {
	if e == nil || k > Indicators {
		return 0
	}
	return e.roles[k]
}

// Has reports whether the word has a meaning of kind k.
func (e *Entry) Has(k Kind) bool { return e != nil && e.kinds&(1<<k) != 0 }

// Is reports whether the word can stand for role r in a block of kind k.
func (e *Entry) Is(k Kind, r form.Role) bool {
	if !e.Has(k) {
		return false
	}
	for _, m := range e.Meanings {
		if m.Kind == k && m.Role == r {
			return true
		}
	}
	return false
}

// Role returns the first role of a kind, "" when the word has none.
func (e *Entry) Role(k Kind) form.Role {
	if e.Has(k) {
		for _, m := range e.Meanings {
			if m.Kind == k {
				return m.Role
			}
		}
	}
	return ""
}

// Lookup finds a label by its key, decorations such as "(A)" or "(20分*执行率)" set aside. It
// returns nil for a text that is no known label.
func (s *Set) Lookup(key string) *Entry {
	var found *Entry
	variants(key, func(v string) bool {
		found = s.entries[v]
		return found != nil
	})
	if found == nil {
		found = s.prefixed(key)
	}
	return found
}

// pastColumns are the headings of columns of other years, by the kinds of table that they can stand in.
var pastColumns = func() map[uint32]*Entry {
	m := map[uint32]*Entry{}
	for _, kinds := range [][]Kind{{Funds}, {Indicators}, {Funds, Indicators}} {
		e := &Entry{Word: "往年数"}
		for _, k := range kinds {
			e.kinds |= 1 << k
			e.Meanings = append(e.Meanings, Meaning{Kind: k, Role: Ignore, Order: 100, Bit: int8(RoleBit(k, Ignore))})
		}
		m[e.kinds] = e
	}
	return m
}()

// prefixed finds the heading behind a word or cut-off date that says of which time it is.
func (s *Set) prefixed(key string) *Entry {
	const tables = 1<<Funds | 1<<Indicators
	if rest, ok := cutAny(key, s.Words.Past); ok {
		if e := s.Lookup(rest); e != nil {
			return pastColumns[e.kinds&tables]
		}
		return nil
	}
	rest, ok := cutAny(key, s.Words.Present)
	if !ok {
		rest, ok = cutAny(key, s.Words.Former)
	}
	if !ok {
		rest, ok = afterCutoff(key)
	}
	if ok {
		if e := s.Lookup(rest); e != nil && e.kinds&tables != 0 {
			return e
		}
	}
	return nil
}

// cutAny removes the longest of the prefixes that key begins with, and the 的 behind it.
func cutAny(key string, prefixes []string) (rest string, ok bool) {
	rest = key
	for _, p := range prefixes {
		if after, found := strings.CutPrefix(key, p); found && len(after) < len(rest) {
			rest, ok = after, true
		}
	}
	return strings.TrimPrefix(rest, "的"), ok && rest != ""
}

// Past reports whether a heading speaks of another year in words: "上年实际完成值", "去年".
func (s *Set) Past(key string) bool { return hasAny(key, s.Words.Past) }

// Former reports whether a heading says that another one replaces it: "调整前分值".
func (s *Set) Former(key string) bool { return hasAny(key, s.Words.Former) }

func hasAny(key string, prefixes []string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(key, p) {
			return true
		}
	}
	return false
}

// Layout returns the layout of a name, nil when there is none.
func (s *Set) Layout(name string) *Layout {
	for _, l := range s.Layouts {
		if l.Name == name {
			return l
		}
	}
	return nil
}

// LevelWord reports whether key is a usual name of a level-1 or level-2 indicator.
func (s *Set) LevelWord(level int, key string) bool {
	if level == 1 {
		return s.level1[key]
	}
	return s.level2[key]
}

// LevelPrefix reports whether key begins a usual name of that level, for labels that are
// broken into pieces.
func (s *Set) LevelPrefix(level int, key string) bool {
	words := s.Words.Levels1
	if level == 2 {
		words = s.Words.Levels2
	}
	for _, w := range words {
		if strings.HasPrefix(w, key) {
			return true
		}
	}
	return false
}

// GradeWord reports whether key is a grade (优, 良, 合格).
func (s *Set) GradeWord(key string) bool { return s.grades[key] }

// HeadingWords calls yield with the key and the printed form of every known heading of a kind,
// with its first meaning there, for suggestions.
func (s *Set) HeadingWords(k Kind, yield func(key, word string, m Meaning)) {
	for key, e := range s.entries {
		if !e.Has(k) {
			continue
		}
		for _, m := range e.Meanings {
			if m.Kind == k {
				yield(key, e.Word, m)
				break
			}
		}
	}
}

func newSet(common *Layout, words *Vocabulary, list []*Layout) *Set {
	s := &Set{Layouts: list, Words: *words, entries: map[string]*Entry{}}
	s.level1, s.level2, s.grades = index(words.Levels1), index(words.Levels2), index(words.Grades)
	s.Words.Titles = slices.Clone(words.Titles)
	s.add(common, -1)
	for i, l := range list {
		s.add(l, i)
		for _, t := range l.Titles {
			s.Words.Titles = append(s.Words.Titles, Key(t))
		}
		s.Profiles = append(s.Profiles, newProfile(l))
	}
	return s
}

func index(words []string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// formRank is added to the rank of words that only the file of a form has.
const formRank = 1000

// add enters the words of a layout. Those of a form rank behind the general ones: they add
// wordings and never change what a general word means elsewhere.
func (s *Set) add(l *Layout, at int) {
	base := 0
	if at >= 0 {
		base = formRank
	}
	for _, b := range l.Blocks {
		for order, c := range b.Columns {
			if at >= 0 {
				order = s.order(b.Kind, c.Role)
			}
			for rank, w := range c.Words {
				s.word(w, Meaning{Kind: b.Kind, Role: c.Role, Order: order, Rank: base + rank}, at)
			}
		}
		for _, w := range b.Headings {
			s.word(w, Meaning{Kind: Heading, Role: form.Role(b.Kind.String()), Rank: base}, at)
		}
		s.rows(b.Totals, Total, base, at)
		s.rows(b.Sources, Source, base, at)
		s.rows(b.Uses, SpentOn, base, at)
		s.rows(b.Ignored, Ignore, base, at)
		for _, w := range b.Subtotals {
			s.word(w, Meaning{Kind: Skip, Role: Subtotal, Rank: base}, at)
		}
		for _, w := range b.Labels {
			s.word(w, Meaning{Kind: b.Kind, Role: labelRole[b.Kind], Rank: base}, at)
		}
	}
}

var labelRole = map[Kind]form.Role{Totals: Total, Notes: Note, Skip: Ignore, Footer: Ignore}

func (s *Set) rows(words []string, r form.Role, base, at int) {
	for _, w := range words {
		s.word(w, Meaning{Kind: FundRow, Role: r, Rank: base}, at)
	}
}

// order is the place of a role in common.yaml, so that all layouts resolve conflicts alike.
func (s *Set) order(k Kind, r form.Role) int {
	for _, e := range s.entries {
		for _, m := range e.Meanings {
			if m.Kind == k && m.Role == r {
				return m.Order
			}
		}
	}
	return 100
}

func bit(m Meaning) int8 {
	if m.Kind > Indicators {
		return -1
	}
	return int8(RoleBit(m.Kind, m.Role))
}

func (s *Set) word(w string, m Meaning, at int) {
	m.Bit = bit(m)
	key := bare(Key(w))
	e := s.entries[key]
	if e == nil {
		e = &Entry{Word: w}
		s.entries[key] = e
	}
	if at >= 0 {
		e.Uses = append(e.Uses, Use{at, m.Kind, m.Role, m.Bit, m.Order, m.Rank - formRank})
	}
	if !e.Is(m.Kind, m.Role) {
		e.kinds |= 1 << m.Kind
		e.Meanings = append(e.Meanings, m)
		if m.Bit >= 0 {
			e.roles[m.Kind] |= 1 << m.Bit
		}
	}
}
