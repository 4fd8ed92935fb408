package workbook

import (
	"bytes"
	"strings"

	"jixiao/internal/cellref"
)

// styleEditor adds fonts, fills, borders and cell styles to the style sheet. What is there already is
// used again, so that marking twice adds nothing; nothing is ever changed or removed.
type styleEditor struct {
	xml     []byte
	prefix  string
	lists   [4]styleList
	created bool // the workbook had no style sheet
	shades  []shadeOf
	grown   []byte   // what was added to the lists, one behind the other
	colours []string // of the fills that were looked at; "" for one that is more than a colour
	buf     []byte
}

// shadeOf remembers the style that stands for another with a fill.
type shadeOf struct {
	style, next int
	colour      string
}

// styleList is one of the lists of styles.xml.
type styleList struct {
	name  string
	place element
	items [][]byte // those of the file, then ours
	old   int      // how many are the file's
}

const (
	listFonts = iota
	listFills
	listBorders
	listXfs
)

// baseStyles is the style sheet of a workbook that has none, baseLists what it holds.
const baseStyles = xmlHeader + `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + baseLists + `</styleSheet>`

const baseLists = `<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>`

// withLists returns a style sheet that holds nothing, as reporting programs write it, with the lists that
// every other has. One that holds something is returned as it is.
func withLists(xml []byte) []byte {
	root := rootOf(xml)
	if len(bytes.TrimSpace(xml[root.from:root.to])) > 0 || root.tag.to == 0 {
		return xml
	}
	prefix := prefixOf(xml)
	out := bytes.TrimSuffix(bytes.Clone(xml[:root.tag.to]), []byte("/>"))
	if root.all == root.tag {
		out = append(out, '>')
	}
	out = append(out, withPrefix(prefix, baseLists)...)
	return append(out, "</"+prefix+"styleSheet>"...)
}

// styleSheet returns the editor, opened on first use.
func (w *writer) styleSheet() *styleEditor {
	if w.styles != nil {
		return w.styles
	}
	e := &styleEditor{xml: w.b.stylesXML}
	w.styles = e
	if e.xml == nil {
		for i := range w.b.rels {
			if w.b.rels[i].is("styles") {
				return e // the style sheet is lost, but something else still leads to it
			}
		}
		e.xml, e.created = []byte(baseStyles), true
	}
	e.xml = withLists(e.xml)
	for i, name := range [4]string{"fonts", "fills", "borders", "cellXfs"} {
		e.lists[i].name = name
	}
	e.scan()
	if e.usable() {
		e.fillUp(w.b.maxStyle)
	}
	return e
}

// maxMissing bounds how many missing styles are filled in.
const maxMissing = 4096

// fillUp gives the styles that cells name but the style sheet lacks the look they have, the default
// one: a style that we append must not become theirs.
func (e *styleEditor) fillUp(last int) {
	xfs := &e.lists[listXfs]
	if len(xfs.items) == 0 || last < len(xfs.items) {
		return
	}
	if last-len(xfs.items) > maxMissing {
		xfs.old, xfs.items = 0, nil // not usable
		return
	}
	for len(xfs.items) <= last {
		xfs.items = append(xfs.items, xfs.items[0])
	}
}

// Room for the items of a list: what its count promises, within reason, and what marking adds.
const (
	maxListed = 4096
	moreItems = 16
)

func (e *styleEditor) scan() {
	s := newScanner(e.xml)
	var open *styleList
	var item int
	for {
		switch s.next() {
		case tokenBad, tokenEnd:
			return
		case tokenOpen:
			switch {
			case s.depth() == 1 && !s.empty:
				if s.prefix != nil {
					e.prefix = string(s.prefix) + ":"
				}
			case s.depth() == 2 && !s.empty:
				open = e.list(string(s.name))
				if open != nil {
					open.place = element{tag: span{s.start, s.end}, from: s.end}
					open.items = make([][]byte, 0, min(max(decimalInt(attribute(s.attrs, "count")), 0), maxListed)+moreItems)
				}
			case open != nil && s.depth() == 3 && !s.empty:
				item = s.start
			case open != nil && s.depth() == 2:
				open.items = append(open.items, e.xml[s.start:s.end])
			}
		case tokenClose:
			switch {
			case open != nil && s.depth() == 2:
				open.items = append(open.items, e.xml[item:s.end])
			case open != nil && s.depth() == 1:
				open.place.to, open.old = s.start, len(open.items)
				open = nil
			}
		}
	}
}

func (e *styleEditor) list(name string) *styleList {
	for i := range e.lists {
		if e.lists[i].name == name && e.lists[i].items == nil {
			return &e.lists[i]
		}
	}
	return nil
}

// usable reports a style sheet with all four lists, as every writer makes it.
func (e *styleEditor) usable() bool {
	for i := range e.lists {
		if e.lists[i].old == 0 {
			return false
		}
	}
	return true
}

// add returns the index of an item, appending a copy of it when the list does not have it.
func (e *styleEditor) add(list int, item []byte) int {
	l := &e.lists[list]
	for i := range l.items {
		if bytes.Equal(l.items[i], item) {
			return i
		}
	}
	from := len(e.grown)
	e.grown = append(e.grown, item...)
	l.items = append(l.items, e.grown[from:len(e.grown):len(e.grown)])
	return len(l.items) - 1
}

// solid returns the index of the fill with one colour.
func (e *styleEditor) solid(colour string) int {
	for i := range e.lists[listFills].items {
		if c, ok := e.fillColour(i); ok && strings.EqualFold(c, colour) {
			return i
		}
	}
	return e.add(listFills, withPrefix(e.prefix, `<fill><patternFill patternType="solid"><fgColor rgb="FF`+strings.ToUpper(colour)+
		`"/><bgColor indexed="64"/></patternFill></fill>`))
}

// fillColour returns the colour of fill i when it is nothing but one.
func (e *styleEditor) fillColour(i int) (string, bool) {
	fills := e.lists[listFills].items
	for n := len(e.colours); n <= i; n++ {
		c, ok := solidColour(fills[n])
		if !ok {
			c = ""
		}
		e.colours = append(e.colours, c)
	}
	return e.colours[i], e.colours[i] != ""
}

// solidColour returns the colour RRGGBB of a fill that is nothing but one.
func solidColour(item []byte) (string, bool) {
	s := newScanner(item)
	solid := false
	for {
		switch s.next() {
		case tokenBad, tokenEnd:
			return "", false
		case tokenOpen:
			switch string(s.name) {
			case "patternFill":
				solid = string(attribute(s.attrs, "patternType")) == "solid"
			case "fgColor":
				rgb := attribute(s.attrs, "rgb")
				return view(rgb[max(0, len(rgb)-6):]), solid && len(rgb) >= 6 && attribute(s.attrs, "tint") == nil
			}
		}
	}
}

// shaded returns the cell style that is like style but for its fill.
func (e *styleEditor) shaded(style int, colour string) int {
	for _, s := range e.shades {
		if s.style == style && s.colour == colour {
			return s.next
		}
	}
	next := e.makeShaded(style, colour)
	e.shades = append(e.shades, shadeOf{style, next, colour})
	return next
}

// has reports a cell style whose fill is nothing but that colour.
func (e *styleEditor) has(style int, colour string) bool {
	xfs := &e.lists[listXfs]
	if style < 0 || style >= len(xfs.items) {
		return false
	}
	xf := xfs.items[style]
	fill := decimalInt(attribute(attrsOf(xf[:bytes.IndexByte(xf, '>')+1]), "fillId"))
	if fill < 0 || fill >= len(e.lists[listFills].items) {
		return false
	}
	c, ok := e.fillColour(fill)
	return ok && strings.EqualFold(c, colour)
}

func (e *styleEditor) makeShaded(style int, colour string) int {
	xfs := &e.lists[listXfs]
	if style < 0 || style >= len(xfs.items) {
		style = 0
	}
	xf := xfs.items[style]
	stop := bytes.IndexByte(xf, '>') + 1
	if e.has(style, colour) {
		return style
	}
	tag := setAttr(xf[:stop], "fillId", itoa(e.solid(colour)))
	tag = setAttr(tag, "applyFill", "1")
	return e.add(listXfs, append(tag, xf[stop:]...))
}

// finish writes the style sheet when it has grown.
func (e *styleEditor) finish(w *writer) *Error {
	var patches []patch
	for i := range e.lists {
		l := &e.lists[i]
		if len(l.items) == l.old || !e.usable() {
			continue
		}
		tag := e.xml[l.place.tag.from:l.place.tag.to]
		patches = append(patches,
			patch{l.place.tag.from, l.place.tag.to, setAttr(tag, "count", itoa(len(l.items)))},
			patch{l.place.to, l.place.to, bytes.Join(l.items[l.old:], nil)})
	}
	if len(patches) == 0 {
		return nil
	}
	xml := splice(e.xml, patches)
	if !e.created {
		w.changed[w.b.styles] = xml
		return nil
	}
	name := "xl/styles.xml" // some programs look nowhere else
	if w.taken(name) {
		name = w.freeName("xl/styles", ".xml")
	}
	_, err := w.addPart(name, typeStyles, "styles", xml)
	return err
}

// styleAt returns the style of a cell, also of an empty one: its own, its row's or its column's.
func (p *sheetPlan) styleAt(s *Sheet, r cellref.Ref) int {
	if c := s.find(r); c != nil {
		return int(c.style)
	}
	return p.styleOfEmpty(s, r)
}
