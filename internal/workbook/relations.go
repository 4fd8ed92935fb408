package workbook

import (
	"bytes"
	"path"
	"strings"
)

// relation is one line of a .rels part, its target resolved to a part's name.
type relation struct {
	id, kind, target string
	external         bool
}

// is compares the last step of the relation's type, which transitional and strict files share.
func (r *relation) is(kind string) bool {
	return !r.external && len(r.kind) > len(kind) && r.kind[len(r.kind)-len(kind)-1] == '/' && strings.HasSuffix(r.kind, kind)
}

func relationByID(rels []relation, id string) *relation {
	for i := range rels {
		if rels[i].id == id && !rels[i].external {
			return &rels[i]
		}
	}
	return nil
}

// relsOf names the part with the relations of a part.
func relsOf(part string) string {
	part = strings.ReplaceAll(part, `\`, "/")
	i := strings.LastIndexByte(part, '/') + 1
	return part[:i] + "_rels/" + part[i:] + ".rels"
}

// relations reads a .rels part that belongs to source.
func (b *Book) relations(i int, source string) ([]relation, *Error) {
	text, e := b.text(i)
	if e != nil {
		return nil, e
	}
	return readRelations(text, b.zip.entries[i].name, source)
}

func readRelations(text []byte, part, source string) ([]relation, *Error) {
	s := newScanner(text)
	out := make([]relation, 0, bytes.Count(text, []byte("<Relationship ")))
	for {
		switch s.next() {
		case tokenBad:
			return nil, damaged(part, "", "关系部件损坏:"+s.err.Error()+"。")
		case tokenEnd:
			return out, nil
		case tokenOpen:
			if string(s.name) != "Relationship" {
				continue
			}
			var r relation
			for rest := s.attrs; ; {
				a, ok := nextAttr(&rest)
				if !ok {
					break
				}
				switch string(a.name) {
				case "Id":
					r.id = view(a.value)
				case "Type":
					r.kind = view(a.value)
				case "Target":
					r.target = attrText(a.value)
				case "TargetMode":
					r.external = string(a.value) == "External"
				}
			}
			if !r.external {
				r.target = resolve(source, r.target)
			}
			out = append(out, r)
		}
	}
}

// attrText returns an attribute's text; what cannot be resolved is left as it stands.
func attrText(raw []byte) string {
	if bytes.IndexByte(raw, '&') < 0 {
		return view(raw)
	}
	text, err := appendText(nil, raw)
	if err != nil {
		return view(raw)
	}
	return view(text)
}

// resolve returns the part that a target of source names: relative, absolute or with backslashes.
func resolve(source, target string) string {
	target = strings.ReplaceAll(target, `\`, "/")
	if strings.HasPrefix(target, "/") {
		return path.Clean(target)[1:]
	}
	source = strings.ReplaceAll(source, `\`, "/")
	if i := strings.LastIndexByte(source, '/'); i >= 0 {
		target = source[:i+1] + target
	}
	return strings.TrimPrefix(path.Clean(target), "/")
}

// relative is the reverse of resolve: the target by which source names a part. Targets from the root of the
// package are allowed, but some programs look up the relative ones that Excel writes.
func relative(source, part string) string {
	from := strings.Split(strings.ReplaceAll(source, `\`, "/"), "/")
	to := strings.Split(part, "/")
	for len(from) > 1 && len(to) > 1 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	return strings.Repeat("../", len(from)-1) + strings.Join(to, "/")
}
