package report

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Document is a report in neutral form: what is said, not how it looks.
type Document struct {
	// Title is printed in lines, Name is the title in one.
	Title  []string
	Blocks []Block
}

// Block is a Heading, Paragraph, Table, Chart or PageBreak.
type Block interface{ block() }

// Heading is a heading of level 1 to 3; its number is part of the text, as official documents
// have it.
type Heading struct {
	Level int
	Text  string
}

// Paragraph is body text. Lead, if any, begins it in bold.
type Paragraph struct{ Lead, Text string }

// Table has a caption above; its first row is repeated on each page. Every row has as many cells
// as there are columns.
type Table struct {
	Caption string
	Columns []Column
	Rows    [][]string
	// Total is true when the last row is a sum.
	Total bool
}

// Column is one column: Width is its share of the table, Center and Right how cells stand.
type Column struct {
	Name          string
	Width         int
	Center, Right bool
}

// Chart shows scores as bars, in the order given.
type Chart struct {
	Caption string
	// Series is what the bars measure, for the reader of the chart's data.
	Series string
	Bars   []Bar
}

// Bar is one bar; Value is a plain decimal number.
type Bar struct{ Name, Value string }

// PageBreak starts a new page.
type PageBreak struct{}

func (Heading) block()   {}
func (Paragraph) block() {}
func (Table) block()     {}
func (Chart) block()     {}
func (PageBreak) block() {}

// Name returns the title in one line.
func (d *Document) Name() string { return strings.Join(d.Title, "") }

// FileName returns the title as a file name that every system accepts, with the ending given
// (".docx").
func (d *Document) FileName(ending string) string {
	name := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`<>:"/\|?*`, r) {
			return '_'
		}
		return r
	}, cut(d.Name(), 80))
	return strings.Trim(name, " .") + ending
}

// blankMark finds what is left to be filled in, also where a facts file brings it.
var blankMark = regexp.MustCompile(`【待填[:\x{FF1A}]([^】]*)】`)

// toFill is the visible mark of something that neither forms nor facts give.
func toFill(what string) string { return "【待填:" + what + "】" }

// Blanks lists what is left to be filled in, in the order of the report, each once.
func (d *Document) Blanks() []string {
	var list []string
	d.each(func(text string) {
		for _, m := range blankMark.FindAllStringSubmatch(text, -1) {
			if !slices.Contains(list, m[1]) {
				list = append(list, m[1])
			}
		}
	})
	return list
}

// each calls f with every text of the document.
func (d *Document) each(f func(string)) {
	for _, t := range d.Title {
		f(t)
	}
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case Heading:
			f(b.Text)
		case Paragraph:
			f(b.Lead)
			f(b.Text)
		case Table:
			f(b.Caption)
			for _, row := range b.Rows {
				for _, cell := range row {
					f(cell)
				}
			}
		}
	}
}

// The longest texts that are quoted in full; what is cut off is said to be.
const (
	cellLimit = 120
	textLimit = 1200
	cellCut   = "……(略)"
	textCut   = "……(全文见自评表)"
)

// cut shortens text to limit characters.
func cut(text string, limit int) string {
	if utf8.RuneCountInString(text) <= limit {
		return text
	}
	return string([]rune(text)[:limit])
}

// quote is a filed text as the report quotes it: one line, of bounded length.
func quote(text string, limit int, mark string) string {
	text = clean(text)
	if short := cut(text, limit); short != text {
		return short + mark
	}
	return text
}

// clean makes one line of a filed text and removes what XML 1.0 cannot hold.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !allowed(r):
			return -1
		}
		return r
	}, text)
	return strings.Join(strings.Fields(text), " ")
}

// allowed reports whether XML 1.0 can hold r.
func allowed(r rune) bool {
	switch r {
	case '\t', '\n', '\r':
		return true
	case 0xFFFE, 0xFFFF, 0xFEFF, utf8.RuneError:
		return false
	}
	return r >= ' ' && !(r >= 0x7F && r <= 0x9F)
}

// official sets punctuation as official documents have it: a comma, semicolon, colon, bracket,
// question or exclamation mark beside a Chinese character is full width. Numbers, times and
// Latin text keep theirs, and so does the mark of something to be filled in.
func official(text string) string {
	if !strings.ContainsAny(text, ",;:!?()") {
		return text
	}
	runes := []rune(text)
	for widen(runes) { // a mark that was widened may widen its neighbour
	}
	return string(runes)
}

// widen makes one pass over a text and reports whether it changed anything.
func widen(runes []rune) (changed bool) {
	open := []bool{}
	for i, r := range runes {
		wide, ok := wideMark[r]
		if !ok || r == ':' && i >= 2 && runes[i-1] == '填' && runes[i-2] == '待' {
			continue
		}
		change := i > 0 && (chinese(runes[i-1]) || runes[i-1] == '%' && r != '(') || i+1 < len(runes) && chinese(runes[i+1])
		switch {
		case r == '(':
			open = append(open, change)
		case r == ')' && len(open) > 0:
			change = open[len(open)-1]
			open = open[:len(open)-1]
		}
		if change {
			runes[i], changed = wide, true
		}
	}
	return changed
}

var wideMark = map[rune]rune{',': 0xFF0C, ';': 0xFF1B, ':': 0xFF1A, '!': 0xFF01, '?': 0xFF1F, '(': 0xFF08, ')': 0xFF09}

// chinese reports a Chinese character or full-width mark.
func chinese(r rune) bool {
	return unicode.Is(unicode.Han, r) || strings.ContainsRune("“”《》、。【】", r) || r >= 0xFF01 && r <= 0xFF5E
}
