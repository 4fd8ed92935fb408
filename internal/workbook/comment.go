package workbook

import (
	"bytes"
	"sort"
	"strings"

	"jixiao/internal/cellref"
)

const (
	commentAuthor = "jixiao"
	// ourMark is the first line of every comment of ours and of what we add to somebody else's. By it
	// another Apply finds and replaces them, also when a program in between dropped the authors.
	ourMark = "【绩效自评复核】"
)

// comment decides the comments of a sheet: its comments part and the drawing that shows them.
func (w *writer) comment(i int) *Error {
	s, edits := w.b.sheets[i], w.sheets[i].edits
	wanted := 0
	for k := range edits {
		if edits[k].Comment != "" {
			wanted++
		}
	}
	if wanted == 0 && (s.marks.legacy == "" || len(edits) == 0) {
		return nil
	}
	rels, e := w.relations(s.partName())
	if e != nil {
		return e
	}
	entry := -1
	if r := rels.find("comments"); r != nil {
		entry = w.b.zip.part(r.target)
	}
	if entry < 0 && wanted == 0 {
		return nil
	}
	doc := newComments(w.b.mainSpace())
	if entry >= 0 {
		text, e := w.zip.text(entry)
		if e != nil {
			return e
		}
		if doc, e = readComments(text, w.b.zip.entries[entry].name); e != nil {
			return e
		}
	}
	change := doc.change(edits)
	if len(change.patches) == 0 {
		return nil
	}
	if e := w.notes(i, rels, change); e != nil {
		return e
	}
	xml := splice(doc.xml, change.patches)
	if entry >= 0 {
		w.changed[entry] = xml
		return nil
	}
	return w.addComments(rels, xml)
}

// addComments adds the comments part of a sheet that had none.
func (w *writer) addComments(rels *relsEdit, xml []byte) *Error {
	types, e := w.contentTypes()
	if e != nil {
		return e
	}
	name := w.freeName("xl/comments", ".xml")
	w.added = append(w.added, newPart{name, xml})
	types.override(name, typeComments)
	rels.add(w.b.relationBase(), "comments", name)
	return nil
}

func newComments(space string) *comments {
	doc, _ := readComments([]byte(xmlHeader+`<comments xmlns="`+space+`"><authors></authors><commentList></commentList></comments>`), "")
	return doc
}

func readComments(xml []byte, part string) (*comments, *Error) {
	c := &comments{xml: xml}
	s := newScanner(xml)
	var item *commentItem
	for {
		switch s.next() {
		case tokenBad:
			return nil, damaged(part, "", "批注部件损坏:"+s.err.Error()+"。")
		case tokenEnd:
			if c.listEnd == 0 || c.authorEnd == 0 {
				return nil, damaged(part, "", "批注部件的内容不对。")
			}
			return c, nil
		case tokenOpen:
			switch string(s.name) {
			case "comments":
				if s.prefix != nil {
					c.prefix = string(s.prefix) + ":"
				}
			case "authors", "commentList":
				if s.empty { // <authors/>: given an inside to write to
					tag := append(bytes.TrimSuffix(bytes.Clone(xml[s.start:s.end]), []byte("/>")), '>')
					tag = append(tag, "</"+c.prefix+string(s.name)+">"...)
					return readComments(splice(xml, []patch{{s.start, s.end, tag}}), part)
				}
			case "author":
				c.authors = append(c.authors, authorName(&s))
			case "comment":
				r, _ := cellref.ParseBytes(attribute(s.attrs, "ref"))
				c.items = append(c.items, commentItem{ref: r, author: decimalInt(attribute(s.attrs, "authorId")), all: span{s.start, s.end}})
				item = &c.items[len(c.items)-1]
			case "text":
				if item != nil && (s.depth() == 4 || s.empty && s.depth() == 3) {
					item.text = element{tag: span{s.start, s.end}, all: span{s.start, s.end}, from: s.end, to: s.end}
				}
			}
		case tokenClose:
			switch {
			case string(s.name) == "authors":
				c.authorEnd = s.start
			case string(s.name) == "commentList":
				c.listEnd = s.start
			case string(s.name) == "comment" && item != nil:
				item.all.to, item = s.end, nil
			case string(s.name) == "text" && item != nil && s.depth() == 3:
				item.text.to, item.text.all.to = s.start, s.end
				item.plain = c.plain(item)
			}
		}
	}
}

// plain returns the text of a comment whose part has been read up to there.
func (c *comments) plain(item *commentItem) string {
	s := newScanner(c.xml[item.text.all.from:item.text.all.to])
	s.next()
	var text collector
	out, err := text.item(&s)
	if err != nil {
		return ""
	}
	return out
}

func authorName(s *scanner) string {
	if s.empty {
		return ""
	}
	var name []byte
	for d := s.depth(); s.depth() >= d; {
		switch s.next() {
		case tokenBad, tokenEnd:
			return ""
		case tokenText:
			name, _ = appendText(name, s.b[s.start:s.end])
		}
	}
	return string(name)
}

// commentChange is what an Apply does to a sheet's comments.
type commentChange struct {
	patches []patch
	added   []*plannedEdit // cells that get a comment for the first time
	removed []cellref.Ref
}

// change replaces our comments, adds to those of others and removes ours that are not repeated.
func (c *comments) change(edits []plannedEdit) commentChange {
	var out commentChange
	us := -1
	for i, a := range c.authors {
		if a == commentAuthor {
			us = i
		}
	}
	wanted := func(r cellref.Ref) *plannedEdit {
		i := sort.Search(len(edits), func(i int) bool { return edits[i].Cell.Compare(r) >= 0 })
		if i < len(edits) && edits[i].Cell == r && edits[i].Comment != "" {
			return &edits[i]
		}
		return nil
	}
	known := make(map[cellref.Ref]bool, len(c.items))
	for i := range c.items {
		item := &c.items[i]
		known[item.ref] = true
		e := wanted(item.ref)
		switch ours := item.ours(us); {
		case ours && e == nil:
			out.patches = append(out.patches, patch{item.all.from, item.all.to, nil})
			out.removed = append(out.removed, item.ref)
		case ours:
			out.replaceText(c, item, c.run(nil, ourMark+"\n"+e.Comment))
		default:
			out.addToOther(c, item, e)
		}
	}
	for i := range edits {
		if e := &edits[i]; e.Comment != "" && !known[e.Cell] {
			out.added = append(out.added, e)
		}
	}
	out.append(c, us)
	return out
}

func (o *commentChange) replaceText(c *comments, item *commentItem, text []byte) {
	if item.text.tag == (span{}) || bytes.Equal(c.xml[item.text.from:item.text.to], text) {
		return
	}
	if item.text.from == item.text.tag.to && c.xml[item.text.tag.to-2] == '/' { // <text/>
		whole := append([]byte("<"+c.prefix+"text>"), text...)
		whole = append(whole, "</"+c.prefix+"text>"...)
		o.patches = append(o.patches, patch{item.text.tag.from, item.text.tag.to, whole})
		return
	}
	o.patches = append(o.patches, patch{item.text.from, item.text.to, text})
}

// addToOther keeps somebody else's comment and puts ours behind it, or takes away what we put there.
func (o *commentChange) addToOther(c *comments, item *commentItem, e *plannedEdit) {
	text, had := c.withoutOurs(item)
	if e == nil && !had {
		return
	}
	if e != nil {
		text = c.asRuns(text)
		text = c.run(text, "\n"+ourMark+"\n"+e.Comment)
	}
	o.replaceText(c, item, text)
}

// withoutOurs returns the content of a comment's <text> up to our addition, however another program has
// cut it into runs.
func (c *comments) withoutOurs(item *commentItem) (rest []byte, had bool) {
	content := c.xml[item.text.from:item.text.to]
	mark := strings.Index(item.plain, ourMark)
	if mark < 0 {
		return bytes.Clone(content), false
	}
	whole := c.xml[item.text.all.from:item.text.all.to]
	first := item.text.from - item.text.all.from
	s := newScanner(whole)
	seen, run := 0, first // text so far; where the run began
	inText := false
	for {
		switch s.next() {
		case tokenBad, tokenEnd:
			return bytes.Clone(content), false
		case tokenOpen:
			if string(s.name) == "rPh" {
				s.skip()
				continue
			}
			if s.depth() == 2 && !s.empty {
				run = s.start
			}
			inText = string(s.name) == "t" && !s.empty
		case tokenClose:
			inText = false
		case tokenText, tokenCData:
			if !inText {
				continue
			}
			piece, err := appendText(nil, whole[s.start:s.end])
			if err != nil {
				return bytes.Clone(content), false
			}
			piece = unescapeX(piece)
			if seen += len(piece); seen <= mark {
				continue
			}
			kept := strings.TrimRight(string(piece[:len(piece)-(seen-mark)]), "\r\n")
			if kept == "" {
				return bytes.Clone(whole[first:run]), true
			}
			out := appendCellText(bytes.Clone(whole[first:s.start]), kept)
			for i := len(s.open) - 1; i > 0; i-- {
				out = append(append(append(out, "</"...), whole[s.open[i].from:s.open[i].to]...), '>')
			}
			return out, true
		}
	}
}

// asRuns turns plain text content into a run, so that another run may follow.
func (c *comments) asRuns(content []byte) []byte {
	if !bytes.HasPrefix(bytes.TrimSpace(content), []byte("<"+c.prefix+"t")) {
		return content
	}
	out := append([]byte("<"+c.prefix+"r>"), content...)
	return append(out, "</"+c.prefix+"r>"...)
}

// run writes one run of text in the look of comments behind what out holds.
func (c *comments) run(out []byte, text string) []byte {
	out = appendPrefixed(out, c.prefix, `<r><rPr><sz val="9"/><color indexed="81"/><rFont val="宋体"/><family val="3"/><charset val="134"/></rPr>`)
	out = append(out, "<"+c.prefix+`t xml:space="preserve">`...)
	out = appendCellText(out, writable(text))
	return appendPrefixed(out, c.prefix, "</t></r>")
}

// append writes the new comments and, when needed, our author.
func (o *commentChange) append(c *comments, us int) {
	if len(o.added) == 0 {
		return
	}
	if us < 0 {
		us = len(c.authors)
		o.patches = append(o.patches, patch{c.authorEnd, c.authorEnd, withPrefix(c.prefix, "<author>"+commentAuthor+"</author>")})
	}
	var out []byte
	for _, e := range o.added {
		out = append(out, "<"+c.prefix+`comment ref="`...)
		out = e.Cell.Append(out)
		out = append(out, `" authorId="`+itoa(us)+`"><`+c.prefix+"text>"...)
		out = c.run(out, ourMark+"\n"+e.Comment)
		out = appendPrefixed(out, c.prefix, "</text></comment>")
	}
	o.patches = append(o.patches, patch{c.listEnd, c.listEnd, out})
}
