package report

import (
	"bytes"
	"encoding/xml"
	"io"
	"slices"
)

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// declare adds a part's content type to the package.
func (t *docxTemplate) declare(name, contentType string) {
	p := t.part(typesPart)
	p.data = insertLast(p.data, `<Override xmlns="`+nsTypes+`" PartName="/`+escape(name)+`" ContentType="`+contentType+`"/>`)
}

// relate adds a relation of the main part and returns its id.
func (t *docxTemplate) relate(kind, target string) string {
	taken := func(id string) bool {
		return slices.ContainsFunc(t.relations(t.document).List, func(r relation) bool { return r.ID == id })
	}
	id := ""
	for n := 1; id == "" || taken(id); n++ {
		id = "rIdReport" + itoa(n)
	}
	name := relsOf(t.document)
	if t.part(name) == nil {
		t.parts = append(t.parts, part{name, []byte(xmlHead + `<Relationships xmlns="` + nsPackage + `"></Relationships>`)})
	}
	p := t.part(name)
	p.data = insertLast(p.data, `<Relationship xmlns="`+nsPackage+`" Id="`+id+`" Type="`+kind+`" Target="`+escape(target)+`"/>`)
	return id
}

// insertLast puts an element at the end of the root element, whichever prefix the file uses.
func insertLast(data []byte, element string) []byte {
	d := xml.NewDecoder(bytes.NewReader(data))
	end, start := -1, -1
	for depth := 0; ; {
		at := int(d.InputOffset())
		token, err := d.Token()
		if err != nil {
			if err != io.EOF {
				return data
			}
			break
		}
		switch token.(type) {
		case xml.StartElement:
			if depth++; depth == 1 {
				start = int(d.InputOffset())
			}
		case xml.EndElement:
			if depth--; depth == 0 {
				end = at
			}
		}
	}
	if end < 0 {
		return data
	}
	if end == start && bytes.HasSuffix(data[:start], []byte("/>")) { // <Relationships …/>
		name, _, _ := bytes.Cut(data[bytes.LastIndexByte(data[:start], '<')+1:start], []byte(" "))
		open := append(slices.Clone(data[:start-2]), '>')
		return slices.Concat(open, []byte(element), []byte("</"), bytes.TrimSuffix(name, []byte("/>")), []byte(">"), data[start:])
	}
	return slices.Concat(data[:end], []byte(element), data[end:])
}
