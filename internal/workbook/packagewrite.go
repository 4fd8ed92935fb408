package workbook

import (
	"bytes"
	"slices"
	"strings"
)

// Content types of the parts that are added (ECMA-376, part 1, annex on parts).
const (
	typeBase     = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	typeSheet    = typeBase + "worksheet+xml"
	typeComments = typeBase + "comments+xml"
	typeStyles   = typeBase + "styles+xml"
	typeVML      = "application/vnd.openxmlformats-officedocument.vmlDrawing"

	relationBase = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	mainSpace    = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
)

// relsEdit changes the relations of one part.
type relsEdit struct {
	source  string // the part they belong to
	entry   int    // of the .rels part, -1 when it is new
	xml     []byte
	list    []relation
	patches []patch
	end     int // where new relations go
	prefix  string
	last    int // highest number of an id rIdN
}

const emptyRels = xmlHeader + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>`

// relations opens the relations of a part for changing.
func (w *writer) relations(source string) (*relsEdit, *Error) {
	for _, r := range w.rels {
		if r.source == source {
			return r, nil
		}
	}
	r := &relsEdit{source: source, entry: w.b.zip.part(relsOf(source)), xml: []byte(emptyRels)}
	if r.entry >= 0 {
		text, e := w.zip.text(r.entry)
		if e != nil {
			return nil, e
		}
		if r.list, e = readRelations(text, w.b.zip.entries[r.entry].name, source); e != nil {
			return nil, e
		}
		r.xml = text
	}
	for i := range r.list {
		if n, ok := strings.CutPrefix(r.list[i].id, "rId"); ok {
			r.last = max(r.last, decimalInt([]byte(n)))
		}
	}
	root := rootOf(r.xml)
	if root.to == root.from && root.all == root.tag { // <Relationships/>
		r.xml = []byte(emptyRels)
		root = rootOf(r.xml)
	}
	r.end, r.prefix = root.to, prefixOf(r.xml)
	w.rels = append(w.rels, r)
	return r, nil
}

// find returns the relation of a kind, nil when there is none.
func (r *relsEdit) find(kind string) *relation {
	for i := range r.list {
		if r.list[i].is(kind) {
			return &r.list[i]
		}
	}
	return nil
}

// add makes a relation to a part and returns its id.
func (r *relsEdit) add(base, kind, part string) string {
	r.last++
	id := "rId" + itoa(r.last)
	for relationByID(r.list, id) != nil {
		r.last++
		id = "rId" + itoa(r.last)
	}
	text := `<Relationship Id="` + id + `" Type="` + base + "/" + kind + `" Target="` + relative(r.source, part) + `"/>`
	r.patches = append(r.patches, patch{r.end, r.end, withPrefix(r.prefix, text)})
	r.list = append(r.list, relation{id: id, kind: base + "/" + kind, target: part})
	return id
}

// remove deletes the relations of a kind.
func (r *relsEdit) remove(kind string) {
	s := newScanner(r.xml)
	for {
		switch s.next() {
		case tokenBad, tokenEnd:
			return
		case tokenOpen:
			start := s.start
			if string(s.name) != "Relationship" || !bytes.HasSuffix(attribute(s.attrs, "Type"), []byte("/"+kind)) || !s.skip() {
				continue
			}
			r.patches = append(r.patches, patch{start, s.pos, nil})
		}
	}
}

// typesEdit changes [Content_Types].xml.
type typesEdit struct {
	entry   int
	xml     []byte
	patches []patch
	end     int
	prefix  string
	hasVML  bool
}

func (w *writer) contentTypes() (*typesEdit, *Error) {
	if w.types != nil {
		return w.types, nil
	}
	t := &typesEdit{entry: w.b.zip.part("[Content_Types].xml")}
	if t.entry < 0 {
		return nil, damaged("[Content_Types].xml", "", "工作簿缺少内容类型表。")
	}
	var e *Error
	if t.xml, e = w.zip.text(t.entry); e != nil {
		return nil, e
	}
	root := rootOf(t.xml)
	if root.to == root.from {
		return nil, damaged("[Content_Types].xml", "", "工作簿的内容类型表损坏。")
	}
	t.end, t.prefix = root.to, prefixOf(t.xml)
	w.types = t
	return t, nil
}

// override names the type of one part.
func (t *typesEdit) override(part, kind string) {
	t.insert(`<Override PartName="/` + part + `" ContentType="` + kind + `"/>`)
}

func (t *typesEdit) insert(text string) {
	t.patches = append(t.patches, patch{t.end, t.end, withPrefix(t.prefix, text)})
}

// vml makes sure that .vml parts have a type.
func (t *typesEdit) vml() {
	if t.hasVML {
		return
	}
	t.hasVML = true
	s := newScanner(t.xml)
	for {
		switch s.next() {
		case tokenBad, tokenEnd:
			t.insert(`<Default Extension="vml" ContentType="` + typeVML + `"/>`)
			return
		case tokenOpen:
			if string(s.name) == "Default" && strings.EqualFold(string(attribute(s.attrs, "Extension")), "vml") {
				return
			}
		}
	}
}

// remove deletes the override of a part.
func (t *typesEdit) remove(part string) {
	s := newScanner(t.xml)
	for {
		switch s.next() {
		case tokenBad, tokenEnd:
			return
		case tokenOpen:
			start := s.start
			if string(s.name) == "Override" && sameName(attrText(attribute(s.attrs, "PartName")), part) && s.skip() {
				t.patches = append(t.patches, patch{start, s.pos, nil})
			}
		}
	}
}

// relationBase returns the start of relation types, which strict files have otherwise.
func (b *Book) relationBase() string {
	for i := range b.rels {
		if base, ok := strings.CutSuffix(b.rels[i].kind, "/worksheet"); ok {
			return base
		}
	}
	return relationBase
}

// mainSpace returns the spreadsheet namespace of this file, transitional or strict.
func (b *Book) mainSpace() string {
	root := rootOf(b.mainXML)
	if ns := namespaceOf(b.mainXML[root.tag.from:root.tag.to], prefixOf(b.mainXML)); ns != "" {
		return ns
	}
	return mainSpace
}

// freeName returns a part name that is not taken: stem, a number, suffix.
func (w *writer) freeName(stem, suffix string) string {
	for n := 1; ; n++ {
		if name := stem + itoa(n) + suffix; !w.taken(name) {
			return name
		}
	}
}

func (w *writer) taken(name string) bool {
	return w.b.zip.part(name) >= 0 || slices.ContainsFunc(w.added, func(p newPart) bool { return sameName(p.name, name) })
}

// addPart adds a part that belongs to the workbook and returns the id of its relation.
func (w *writer) addPart(name, contentType, kind string, data []byte) (string, *Error) {
	rels, e := w.relations(w.b.zip.entries[w.b.main].name)
	if e != nil {
		return "", e
	}
	types, e := w.contentTypes()
	if e != nil {
		return "", e
	}
	w.added = append(w.added, newPart{name, data})
	types.override(name, contentType)
	return rels.add(w.b.relationBase(), kind, name), nil
}

// removeChain takes the calculation chain out of the package; spreadsheets make a new one.
func (w *writer) removeChain() *Error {
	rels, e := w.relations(w.b.zip.entries[w.b.main].name)
	if e != nil {
		return e
	}
	chain := rels.find("calcChain")
	if chain == nil {
		return nil
	}
	types, e := w.contentTypes()
	if e != nil {
		return e
	}
	rels.remove("calcChain")
	types.remove(chain.target)
	if i := w.b.zip.part(chain.target); i >= 0 {
		w.changed[i] = nil
	}
	return nil
}

// finishPackage writes what binds the parts together.
func (w *writer) finishPackage() *Error {
	if w.dropChain {
		if e := w.removeChain(); e != nil {
			return e
		}
	}
	for _, r := range w.rels {
		if len(r.patches) == 0 {
			continue
		}
		xml := splice(r.xml, r.patches)
		if r.entry >= 0 {
			w.changed[r.entry] = xml
		} else {
			w.added = append(w.added, newPart{relsOf(r.source), xml})
		}
	}
	if w.types != nil && len(w.types.patches) > 0 {
		w.changed[w.types.entry] = splice(w.types.xml, w.types.patches)
	}
	return nil
}
