package recognize

import (
	"strings"
	"unicode/utf8"

	"jixiao/internal/layout"
)

// splitPoints takes the points off a level heading: "产出指标(50分)" is 产出指标 with 50, as are
// "产出指标50分", "效益指标30分)" and "产出指标(50)". A heading of points alone keeps its text as name.
func splitPoints(key string) (name, points string) {
	body := strings.TrimRight(key, "):分")
	i := len(body)
	for i > 0 && (body[i-1] >= '0' && body[i-1] <= '9' || body[i-1] == '.') {
		i--
	}
	points = strings.Trim(body[i:], ".")
	marked := len(body) < len(key) || i > 0 && body[i-1] == '('
	if points == "" || !marked || len(points) > 6 || strings.Count(points, ".") > 1 {
		return key, ""
	}
	name = strings.TrimRight(body[:i], "(:、,-")
	if name == "" {
		name = key
	}
	return name, points
}

// piece is one part of a column of level headings, for joining labels that are broken into
// single characters.
type piece struct {
	row int
	c   *cell
}

// levelNames gives, for each row on which a level heading begins, its cell and full text. A label
// that is written one or two characters to a cell downwards is put together again.
func (v *view) levelNames(col *heading, level, from, to int) map[int]levelName {
	names := map[int]levelName{}
	if col == nil {
		return names
	}
	pieces := make([]piece, 0, 12)
	for r := from; r < to; r++ {
		if cells := v.row(r, band{left: col.from, right: col.to}); len(cells) > 0 {
			pieces = append(pieces, piece{r, &cells[0]})
		}
	}
	for i := 0; i < len(pieces); {
		text, n := v.joined(pieces[i:], level)
		name, points := splitPoints(text)
		names[pieces[i].row] = levelName{pieces[i].c, name, points}
		for _, p := range pieces[i+1 : i+n] {
			names[p.row] = levelName{} // belongs to the label above
		}
		i += n
	}
	return names
}

// levelName is a level heading as it applies from its row on; the zero levelName continues the
// one above.
type levelName struct {
	c            *cell
	name, points string
}

// joined puts together a label broken over several cells and says how many cells it takes.
func (v *view) joined(pieces []piece, level int) (string, int) {
	first := pieces[0].c.keyText()
	if utf8.RuneCountInString(first) > 2 || v.set.LevelWord(level, first) && !v.set.LevelPrefix(level, first+"指") {
		return first, 1
	}
	text, whole, n := first, first, 1
	for i, p := range pieces[1:] {
		next := text + p.c.keyText()
		if name, points := splitPoints(next); points != "" && v.set.LevelWord(level, name) {
			return next, i + 2
		}
		if !v.set.LevelPrefix(level, next) {
			break
		}
		text = next
		if v.set.LevelWord(level, text) {
			whole, n = text, i+2
		}
	}
	return whole, n
}

// keyText is the text of a cell in the form of a key, however long it is.
func (c *cell) keyText() string {
	if c.key == "" {
		return layout.Key(strings.TrimSpace(c.raw.Raw))
	}
	return c.key
}
