package report

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"jixiao/templates/report"
)

// Limits of a template: a bureau's letterhead with pictures stays far below.
const (
	maxTemplate = 20 << 20
	maxParts    = 2000
	maxUnpacked = 100 << 20
)

// Namespaces and content types of WordprocessingML packages (ECMA-376, transitional).
const (
	nsWord      = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	nsRel       = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	nsPackage   = "http://schemas.openxmlformats.org/package/2006/relationships"
	nsTypes     = "http://schemas.openxmlformats.org/package/2006/content-types"
	relDocument = nsRel + "/officeDocument"
	relStyles   = nsRel + "/styles"
	relChart    = nsRel + "/chart"
	relPackage  = nsRel + "/package"
	typesPart   = "[Content_Types].xml"
)

// Template returns the built-in template as a .docx file, for a bureau to adapt.
func Template() ([]byte, error) {
	var parts []part
	err := fs.WalkDir(report.FS, "docx", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(report.FS, name)
		parts = append(parts, part{strings.TrimPrefix(name, "docx/"), data})
		return err
	})
	if err != nil {
		return nil, err
	}
	return pack(parts)
}

type part struct {
	name string
	data []byte
}

// pack writes parts as a zip, the content types first, with fixed dates: equal input gives
// equal bytes.
func pack(parts []part) ([]byte, error) {
	slices.SortStableFunc(parts, func(a, b part) int {
		if (a.name == typesPart) != (b.name == typesPart) {
			if a.name == typesPart {
				return -1
			}
			return 1
		}
		return 0
	})
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		w, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(p.data); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// docxTemplate is an opened template: its parts, and where the report goes in.
type docxTemplate struct {
	parts      []part
	document   string // name of the main part
	head, tail []byte // of the main part, before and after the body's content
	section    []byte // the last sectPr: page size, margins, header, footer
	styles     map[string]string
	width      int // of the text, in twentieths of a point
}

// errTemplate wraps what is wrong with a template in one plain sentence.
func errTemplate(format string, args ...any) error {
	return fmt.Errorf("报告模板"+format, args...)
}

func openTemplate(data []byte) (*docxTemplate, error) {
	t := &docxTemplate{}
	if err := t.unpack(data); err != nil {
		return nil, err
	}
	if err := t.findDocument(); err != nil {
		return nil, err
	}
	if err := t.split(); err != nil {
		return nil, err
	}
	if err := t.readStyles(); err != nil {
		return nil, err
	}
	return t, nil
}

func (t *docxTemplate) unpack(data []byte) error {
	switch {
	case len(data) > maxTemplate:
		return errTemplate("大于 20 MB,请删去里面的大图片")
	case bytes.HasPrefix(data, []byte{0xD0, 0xCF, 0x11, 0xE0}):
		return errTemplate("是旧版 .doc 或加密的文件,请用 WPS 或 Word 去掉密码并另存为 .docx")
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return errTemplate("不是 .docx 文件或文件不完整,请用 WPS 或 Word 另存为 .docx")
	}
	if len(z.File) > maxParts {
		return errTemplate("里的部件太多,请用 WPS 或 Word 另存后再试")
	}
	total := int64(0)
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		data, err := readPart(f, maxUnpacked-total)
		if err != nil {
			return err
		}
		total += int64(len(data))
		t.parts = append(t.parts, part{strings.ReplaceAll(f.Name, `\`, "/"), data})
	}
	return nil
}

func readPart(f *zip.File, limit int64) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, errTemplate("不完整,读不出 %s", f.Name)
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	switch {
	case err != nil:
		return nil, errTemplate("不完整,读不出 %s", f.Name)
	case int64(len(data)) > limit:
		return nil, errTemplate("解压后过大,请删去里面的大图片")
	}
	return data, nil
}

// part returns the part of a name, compared as package part names are: without case.
func (t *docxTemplate) part(name string) *part {
	for i := range t.parts {
		if strings.EqualFold(t.parts[i].name, name) {
			return &t.parts[i]
		}
	}
	return nil
}

type relationships struct {
	List []relation `xml:"Relationship"`
}

type relation struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
}

func (t *docxTemplate) relations(name string) relationships {
	var r relationships
	if p := t.part(relsOf(name)); p != nil {
		_ = xml.Unmarshal(p.data, &r) // a damaged list is an empty one: what is missing is said later
	}
	return r
}

func relsOf(name string) string {
	if name == "" {
		return "_rels/.rels"
	}
	return path.Join(path.Dir(name), "_rels", path.Base(name)+".rels")
}

// resolve returns the part that a relation of from points to.
func resolve(from, target string) string {
	if strings.HasPrefix(target, "/") {
		return target[1:]
	}
	return path.Join(path.Dir(from), target)
}

func (t *docxTemplate) findDocument() error {
	for _, r := range t.relations("").List {
		if r.Type == relDocument {
			t.document = resolve("", r.Target)
		}
	}
	if t.document == "" || t.part(t.document) == nil || t.part(typesPart) == nil {
		return errTemplate("不是普通的 .docx 文件,请用 WPS 或 Word 另存为 .docx")
	}
	return nil
}

// split finds the body's content and its last section properties without touching a byte of
// them: the template's own declarations, headers, footers and margins stay as they are.
func (t *docxTemplate) split() error {
	data := t.part(t.document).data
	d := xml.NewDecoder(bytes.NewReader(data))
	depth, bodyFrom, bodyTo, sectFrom := 0, -1, -1, -1
	for {
		at := int(d.InputOffset())
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return errTemplate("的正文不是有效的 XML,请用 WPS 或 Word 另存后再试")
		}
		switch e := token.(type) {
		case xml.StartElement:
			depth++
			word := e.Name.Space == nsWord
			switch {
			case depth == 1 && (!word || !declares(e, "w", nsWord)):
				return errTemplate("的格式不常见,请用 WPS 或 Word 另存为普通的 .docx")
			case depth == 2 && word && e.Name.Local == "body":
				bodyFrom = int(d.InputOffset())
			case depth == 3 && word && e.Name.Local == "sectPr":
				sectFrom = at
			}
		case xml.EndElement:
			if depth == 3 && e.Name.Local == "sectPr" && sectFrom >= 0 {
				t.section = data[sectFrom:d.InputOffset()]
			}
			if depth == 2 && e.Name.Local == "body" {
				bodyTo = at
			}
			depth--
		}
	}
	if bodyFrom < 0 || bodyTo < bodyFrom {
		return errTemplate("没有正文,请用 WPS 或 Word 另存后再试")
	}
	t.head, t.tail = data[:bodyFrom], data[bodyTo:]
	t.width = textWidth(t.section)
	return nil
}

// declares reports whether an element binds prefix to the namespace.
func declares(e xml.StartElement, prefix, space string) bool {
	return slices.ContainsFunc(e.Attr, func(a xml.Attr) bool {
		return a.Name.Space == "xmlns" && a.Name.Local == prefix && a.Value == space
	})
}

// textWidth is the width between the margins: of A4 with official margins when not said.
func textWidth(section []byte) int {
	const standard = 11906 - 1588 - 1474
	var s struct {
		Size struct {
			W int `xml:"w,attr"`
		} `xml:"pgSz"`
		Margin struct {
			Left  int `xml:"left,attr"`
			Right int `xml:"right,attr"`
		} `xml:"pgMar"`
	}
	if len(section) == 0 || xml.Unmarshal(section, &s) != nil {
		return standard
	}
	if w := s.Size.W - s.Margin.Left - s.Margin.Right; s.Size.W > 0 && w > 2000 {
		return w
	}
	return standard
}

// The styles that a report needs, and the names under which programs know them.
var neededStyles = []struct {
	key, name string
	aliases   []string
}{
	{"title", "标题(Title)", []string{"title", "标题", "文档标题"}},
	{"h1", "标题 1(heading 1)", []string{"heading1", "标题1"}},
	{"h2", "标题 2(heading 2)", []string{"heading2", "标题2"}},
	{"h3", "标题 3(heading 3)", []string{"heading3", "标题3"}},
	{"body", "报告正文", []string{"报告正文"}},
	{"table", "报告表格", []string{"报告表格"}},
	{"caption", "题注(caption)", []string{"caption", "题注"}},
}

// readStyles finds the needed paragraph styles by name.
func (t *docxTemplate) readStyles() error {
	var list struct {
		Styles []struct {
			Type string `xml:"type,attr"`
			ID   string `xml:"styleId,attr"`
			Name struct {
				Val string `xml:"val,attr"`
			} `xml:"name"`
		} `xml:"style"`
	}
	for _, r := range t.relations(t.document).List {
		if r.Type == relStyles {
			if p := t.part(resolve(t.document, r.Target)); p != nil && xml.Unmarshal(p.data, &list) != nil {
				return errTemplate("的样式不是有效的 XML,请用 WPS 或 Word 另存后再试")
			}
		}
	}
	t.styles = map[string]string{}
	var missing []string
	for _, need := range neededStyles {
		for _, s := range list.Styles {
			name := strings.ToLower(strings.ReplaceAll(s.Name.Val, " ", ""))
			if s.Type == "paragraph" && slices.Contains(need.aliases, name) && t.styles[need.key] == "" {
				t.styles[need.key] = s.ID
			}
		}
		if t.styles[need.key] == "" {
			missing = append(missing, "“"+need.name+"”")
		}
	}
	if len(missing) > 0 {
		return errTemplate("里没有%s样式,请在模板里新建同名的段落样式,或不用 --template", strings.Join(missing, "、"))
	}
	return nil
}
