package county

import (
	"slices"
	"strings"
	"unicode"
)

// token is one division named in a text, with every division of that name.
type token struct {
	options  []division
	from, to int // runes
}

func (t token) level() level { return t.options[0].level }

// scan finds the names of divisions in text, the longest at each place, left to right.
func (t *divisionTable) scan(text string) []token {
	runes := []rune(text)
	var found []token
	var before token // the last one found
	for i := 0; i < len(runes); {
		n, options := t.longestAt(runes, i)
		if n == 0 || !fits(runes, i, n, options[0], before) {
			i++
			continue
		}
		before = token{options: options, from: i, to: i + n}
		found = append(found, before)
		i += n
	}
	return found
}

func (t *divisionTable) longestAt(runes []rune, at int) (int, []division) {
	if at+1 >= len(runes) {
		return 0, nil
	}
	for n := min(t.reach[[2]rune{runes[at], runes[at+1]}], len(runes)-at); n >= 2; n-- {
		if options := t.byName[string(runes[at:at+n])]; options != nil {
			return n, options
		}
	}
	return 0, nil
}

// fits keeps names from being found inside other words: 城区 only after its city, 赵县 not within
// 某赵县, 长安区 not in 长安区域, 海安市 not in 海安市场.
func fits(runes []rune, at, n int, d division, before token) bool {
	if d.level != county {
		return true
	}
	joined := at > 0 && at == before.to
	if d.bare && !(joined && before.level() == prefecture) {
		return false
	}
	if n == 2 && !joined && at > 0 && unicode.Is(unicode.Han, runes[at-1]) {
		return false
	}
	if at+n < len(runes) {
		last, next := runes[at+n-1], runes[at+n]
		if last == '区' && strings.ContainsRune("域块间划位别", next) || last == '市' && next == '场' {
			return false
		}
	}
	return true
}

// reading is what one source (flag, folder, form …) says.
type reading struct {
	options []division // county-level places in question; one when it is clear
	hints   []token    // provinces and cities named anywhere in the source
	doubt   bool       // the very text that names the county denies it ("湖北省元氏县")
	city    *division  // a prefecture named without any county below it
}

// read looks for a county in groups of texts: the first group that names any decides, and texts
// of one group count alike. Every text gives hints.
func (t *divisionTable) read(groups ...[]string) reading {
	var r reading
	for _, group := range groups {
		decided := len(r.options) > 0
		for _, text := range group {
			tokens := t.scan(text)
			for _, k := range tokens {
				if k.level() != county {
					r.hints = append(r.hints, k)
				}
			}
			if !decided {
				r.take(text, tokens)
			}
		}
	}
	return r
}

func (r *reading) take(text string, tokens []token) {
	var places []division
	for _, k := range tokens {
		if k.level() == county {
			options := narrow(k.options, tokens)
			r.doubt = r.doubt || len(options) == 1 && against(options[0], tokens)
			places = appendNew(places, options)
		}
	}
	if len(places) == 0 {
		if zone, ok := zoneIn(text, tokens); ok {
			places = []division{zone}
		}
	}
	r.options = appendNew(r.options, places)
	if r.city == nil && len(places) == 0 {
		r.city = loneCity(text, tokens)
	}
}

// appendNew adds the options that list does not hold yet.
func appendNew(list, options []division) []division {
	for _, o := range options {
		if !slices.ContainsFunc(list, func(d division) bool { return d.full() == o.full() }) {
			list = append(list, o)
		}
	}
	return list
}

func (d division) full() string { return d.County.FullName() }

// narrow keeps, of places of one name, those that lie in a province or city named in hints; all of
// them when the hints say nothing about any.
func narrow(options []division, hints []token) []division {
	var kept []division
	for i, o := range options {
		if slices.ContainsFunc(options[:i], func(d division) bool { return d.Name == o.Name }) {
			continue
		}
		var alike []division
		for _, d := range options {
			if d.Name == o.Name {
				alike = append(alike, d)
			}
		}
		kept = append(kept, narrowAlike(alike, hints)...)
	}
	return kept
}

func narrowAlike(options []division, hints []token) []division {
	if len(options) < 2 {
		return options
	}
	for _, deep := range []level{prefecture, province} {
		var kept []division
		for _, o := range options {
			if slices.ContainsFunc(hints, func(k token) bool { return k.level() == deep && k.holds(o) }) {
				kept = append(kept, o)
			}
		}
		if len(kept) > 0 {
			return kept
		}
	}
	return options
}

// holds reports whether d lies in the province or city that k names.
func (k token) holds(d division) bool {
	return slices.ContainsFunc(k.options, func(h division) bool {
		return h.Province == d.Province && (h.level == province || h.Name == d.City)
	})
}

// against reports whether text evidence denies d: a province or city is named in full in the very
// text, and none of those named holds d.
func against(d division, hints []token) bool {
	denied := false
	for _, k := range hints {
		if k.level() == county {
			continue
		}
		if k.holds(d) {
			return false
		}
		denied = denied || !k.options[0].short
	}
	return denied
}

// zoneWords end the names of development zones; the longer form is the one kept.
var zoneWords = []struct{ word, name string }{
	{"高新技术产业开发区", "高新技术产业开发区"}, {"高新技术开发区", "高新技术产业开发区"}, {"经济技术开发区", "经济技术开发区"},
	{"高新区", "高新技术产业开发区"}, {"经开区", "经济技术开发区"}, {"经济开发区", "经济开发区"}, {"示范区", "示范区"},
	{"工业园区", "工业园区"}, {"开发区", "开发区"}, {"管理区", "管理区"}, {"风景区", "风景区"}, {"新区", "新区"},
}

// zoneIn reads a development zone: the name of a city followed, within a few words, by one of
// zoneWords. Such zones have no code.
func zoneIn(text string, tokens []token) (division, bool) {
	runes := []rune(text)
	for _, k := range tokens {
		if k.level() != prefecture || len(k.options) != 1 {
			continue
		}
		rest := string(runes[k.to:])
		for _, z := range zoneWords {
			i := strings.Index(rest, z.word)
			if i < 0 || len([]rune(rest[:i])) > 6 || strings.IndexFunc(rest[:i], func(r rune) bool { return !unicode.Is(unicode.Han, r) }) >= 0 {
				continue
			}
			city := k.options[0]
			return division{level: county, County: County{Name: city.Name + rest[:i] + z.name, City: city.Name, Province: city.Province}}, true
		}
	}
	return division{}, false
}

// loneCity returns the prefecture a text names when nothing below it follows: a form of the city's
// own bureau. A district or town that the table does not know means that the county is unknown.
func loneCity(text string, tokens []token) *division {
	runes := []rune(text)
	var city *division
	for _, k := range tokens {
		if k.level() != prefecture || k.options[0].short || len(k.options) != 1 {
			continue
		}
		rest := string(runes[k.to:min(len(runes), k.to+8)])
		if strings.ContainsAny(rest, "县区旗镇乡") || strings.Contains(rest, "街道") {
			return nil
		}
		city = &k.options[0]
	}
	return city
}
