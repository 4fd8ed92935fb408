package workbook

import (
	"bytes"
	"slices"
	"sort"

	"jixiao/internal/cellref"
)

// cellSpan is a <c> element of a row that is about to be changed.
type cellSpan struct {
	col     int
	element // content positions as in element
	formula span
}

// rowScan is a <row> element taken apart.
type rowScan struct {
	element
	cells   []cellSpan
	newTag  []byte // its start tag when that changes
	newBody []byte // cells for a row that was <row/>
}

// scanRow reads a row again, this time for its places. The part was read before, so it is well-formed.
func (s *Sheet) scanRow(r rowSpan) rowScan {
	base := int(r.start)
	sc := newScanner(s.xml[r.start:r.end])
	out := rowScan{cells: make([]cellSpan, 0, 16)}
	shift := func(from, to int) span { return span{base + from, base + to} }
	col := 0
	for {
		switch sc.next() {
		case tokenBad, tokenEnd:
			return out
		case tokenOpen:
			switch {
			case sc.depth() == 1 && out.tag.to == 0 || sc.depth() == 0:
				out.tag = shift(sc.start, sc.end)
				out.from, out.to, out.all = out.tag.to, out.tag.to, out.tag
			case string(sc.name) == "c":
				col = columnOf(sc.attrs, col)
				c := cellSpan{col: col}
				c.tag = shift(sc.start, sc.end)
				c.from, c.to, c.all = c.tag.to, c.tag.to, c.tag
				if !sc.empty {
					c.formula = scanCell(&sc, base)
					c.to, c.all.to = base+sc.start, base+sc.end
				}
				out.cells = append(out.cells, c)
			case !sc.skip():
				return out
			}
		case tokenClose:
			out.to, out.all.to = base+sc.start, base+sc.end
		}
	}
}

// scanCell passes over a cell's content and returns where its <f> is.
func scanCell(sc *scanner, base int) (formula span) {
	depth := sc.depth()
	for sc.depth() >= depth {
		switch sc.next() {
		case tokenBad, tokenEnd:
			return formula
		case tokenOpen:
			if string(sc.name) == "f" {
				formula.from = base + sc.start
				sc.skip()
				formula.to = base + sc.end
			} else {
				sc.skip()
			}
		}
	}
	return formula
}

// columnOf returns the column of a cell: as it says, or the one after the last.
func columnOf(attrs []byte, last int) int {
	if v := attribute(attrs, "r"); v != nil {
		if r, ok := cellref.ParseBytes(v); ok {
			return r.Col
		}
	}
	return last + 1
}

// spliceSheet turns the writes of a sheet into its new part.
func (w *writer) spliceSheet(i int) {
	p, s := &w.sheets[i], w.b.sheets[i]
	if len(p.writes) == 0 && len(p.extra) == 0 {
		return
	}
	patches := p.extra
	slices.SortFunc(p.writes, func(a, b cellWrite) int { return a.ref.Compare(b.ref) })
	for done := 0; done < len(p.writes); {
		row := p.writes[done].ref.Row
		n := done
		for n < len(p.writes) && p.writes[n].ref.Row == row {
			n++
		}
		patches = w.spliceRow(patches, p, s, p.writes[done:n])
		done = n
	}
	patches = s.widenDimension(patches, p.writes)
	if len(patches) == 0 {
		return
	}
	if m := &s.marks; m.data == (span{}) {
		patches = openSheetData(patches, s)
	}
	w.changed[s.part] = splice(s.xml, patches)
}

// openSheetData turns <sheetData/> into a start and an end tag around the rows that are inserted there.
func openSheetData(patches []patch, s *Sheet) []patch {
	at := s.marks.dataTag
	tag := s.xml[at.from:at.to]
	var rows []byte
	out := patches[:0]
	for _, p := range patches {
		if p.from == at.to && p.to == at.to {
			rows = append(rows, p.text...)
			continue
		}
		out = append(out, p)
	}
	if rows == nil {
		return out
	}
	text := append(bytes.Clone(tag[:len(tag)-2]), '>')
	text = append(text, rows...)
	text = append(text, "</"+s.marks.prefix+"sheetData>"...)
	return append(out, patch{at.from, at.to, text})
}

// spliceRow adds the patches for the writes of one row.
func (w *writer) spliceRow(patches []patch, p *sheetPlan, s *Sheet, writes []cellWrite) []patch {
	row := writes[0].ref.Row
	i := sort.Search(len(s.rows), func(i int) bool { return int(s.rows[i].row) >= row })
	if i == len(s.rows) || int(s.rows[i].row) != row {
		return w.insertRow(patches, s, i, writes)
	}
	rows := []*rowScan{p.row(s, i)}
	for i++; i < len(s.rows) && int(s.rows[i].row) == row; i++ { // a row twice, as broken files have it
		rows = append(rows, p.row(s, i))
	}
	for k := range writes {
		c := &writes[k]
		if found := findCell(rows, c.ref.Col); found != nil {
			patches = w.spliceCell(patches, s, found, c)
			continue
		}
		if c.empty() {
			continue
		}
		patches = insertCell(patches, s, rows[0], c)
	}
	return append(patches, rows[0].finish(s)...)
}

// findCell finds the element of a column; of two, as broken files have them, the one with content.
func findCell(rows []*rowScan, col int) *cellSpan {
	var found *cellSpan
	for i := range rows {
		for j := range rows[i].cells {
			if c := &rows[i].cells[j]; c.col == col && (found == nil || c.to > c.from) {
				found = c
			}
		}
	}
	return found
}

// empty reports a write that changes nothing of a cell that is not there.
func (c *cellWrite) empty() bool { return c.style < 0 && (!c.value || c.kind == Empty) }

func (w *writer) insertRow(patches []patch, s *Sheet, next int, writes []cellWrite) []patch {
	prefix := s.marks.prefix
	var body []byte
	for k := range writes {
		if !writes[k].empty() {
			body = appendCell(body, s, nil, &writes[k])
		}
	}
	if body == nil {
		return patches
	}
	at := s.marks.data.to
	switch {
	case next < len(s.rows):
		at = int(s.rows[next].start)
	case s.marks.data == (span{}):
		at = s.marks.dataTag.to
	}
	text := append([]byte("<"+prefix+"row r=\""+itoa(writes[0].ref.Row)+"\">"), body...)
	return append(patches, patch{at, at, append(text, "</"+prefix+"row>"...)})
}

// insertCell puts a new cell into a row.
func insertCell(patches []patch, s *Sheet, r *rowScan, c *cellWrite) []patch {
	r.widenSpans(s, c.ref.Col)
	text := appendCell(nil, s, nil, c)
	if r.all == r.tag {
		r.newBody = append(r.newBody, text...)
		return patches
	}
	at := r.to
	for i := range r.cells {
		if r.cells[i].col > c.ref.Col {
			at = r.cells[i].all.from
			break
		}
	}
	return append(patches, patch{at, at, text})
}

// widenSpans keeps the row's hint of its columns true.
func (r *rowScan) widenSpans(s *Sheet, col int) {
	tag := r.newTag
	if tag == nil {
		tag = s.xml[r.tag.from:r.tag.to]
	}
	from, to, _ := bytes.Cut(attribute(attrsOf(tag), "spans"), []byte(":"))
	lo, hi := decimalInt(from), decimalInt(to)
	if lo > 0 && hi > 0 && (col < lo || col > hi) {
		r.newTag = setAttr(tag, "spans", itoa(min(lo, col))+":"+itoa(max(hi, col)))
	}
}

// finish returns the patch of the row's own tags, if any.
func (r *rowScan) finish(s *Sheet) []patch {
	tag := r.newTag
	if tag == nil {
		if r.newBody == nil {
			return nil
		}
		tag = s.xml[r.tag.from:r.tag.to]
	}
	if r.newBody == nil {
		return []patch{{r.tag.from, r.tag.to, tag}}
	}
	text := append(bytes.Clone(tag[:len(tag)-2]), '>')
	text = append(text, r.newBody...)
	text = append(text, "</"+s.marks.prefix+"row>"...)
	return []patch{{r.tag.from, r.tag.to, text}}
}

// spliceCell changes a cell that is there: only its style attribute when its value stays.
func (w *writer) spliceCell(patches []patch, s *Sheet, at *cellSpan, c *cellWrite) []patch {
	if !c.value && c.formula == formulaKeep {
		if c.style < 0 {
			return patches
		}
		tag := setAttr(s.xml[at.tag.from:at.tag.to], "s", itoa(c.style))
		return append(patches, patch{at.tag.from, at.tag.to, tag})
	}
	return append(patches, patch{at.all.from, at.all.to, appendCell(nil, s, at, c)})
}

// appendCell writes a <c> element: old is what stood there, nil for a new one.
func appendCell(dst []byte, s *Sheet, old *cellSpan, c *cellWrite) []byte {
	p := s.marks.prefix
	dst = append(append(dst, '<'), p...)
	dst = append(dst, `c r="`...)
	dst = append(c.ref.Append(dst), '"')
	if c.style >= 0 {
		dst = append(dst, ` s="`+itoa(c.style)+`"`...)
	}
	formula := []byte(nil)
	if old != nil {
		dst = keepAttrs(dst, s.xml[old.tag.from:old.tag.to], c)
		formula = keptFormula(s, old, c)
	}
	dst = append(dst, cellType(c, formula != nil)...)
	dst = append(dst, '>')
	dst = append(dst, formula...)
	dst = appendValue(dst, p, c, formula != nil)
	dst = append(append(dst, "</"...), p...)
	return append(dst, "c>"...)
}

// keepAttrs copies the attributes of the old cell that still hold.
func keepAttrs(dst, tag []byte, c *cellWrite) []byte {
	for rest := attrsOf(tag); ; {
		a, ok := nextAttr(&rest)
		if !ok {
			return dst
		}
		switch string(a.name) {
		case "r", "t", "vm":
			continue
		case "s":
			if c.style >= 0 {
				continue
			}
		case "cm":
			if c.formula != formulaKeep {
				continue
			}
		}
		dst = append(dst, ' ')
		if a.prefix != nil {
			dst = append(append(dst, a.prefix...), ':')
		}
		dst = append(append(dst, a.name...), `="`...)
		dst = append(append(dst, bytes.ReplaceAll(a.value, []byte(`"`), []byte("&quot;"))...), '"')
	}
}

func keptFormula(s *Sheet, old *cellSpan, c *cellWrite) []byte {
	switch {
	case c.formula == formulaDrop || old.formula == (span{}):
		return nil
	case c.formula == formulaUnshare:
		p := s.marks.prefix
		out := appendEscaped([]byte("<"+p+"f>"), c.own)
		return append(out, "</"+p+"f>"...)
	}
	return s.xml[old.formula.from:old.formula.to]
}

// cellType returns the attribute t.
func cellType(c *cellWrite, formula bool) string {
	switch c.kind {
	case Text:
		if formula {
			return ` t="str"`
		}
		return ` t="inlineStr"`
	case Bool:
		return ` t="b"`
	case Fault:
		return ` t="e"`
	}
	return ""
}

func appendValue(dst []byte, p string, c *cellWrite, formula bool) []byte {
	switch {
	case c.kind == Empty:
		return dst
	case c.kind == Text && !formula:
		dst = append(dst, "<"+p+"is><"+p+"t xml:space=\"preserve\">"...)
		dst = appendCellText(dst, c.text)
		return append(dst, "</"+p+"t></"+p+"is>"...)
	}
	text := c.text
	if c.kind == Bool {
		text = map[bool]string{true: "1", false: "0"}[c.text == "TRUE"]
	}
	dst = append(dst, "<"+p+"v>"...)
	dst = appendCellText(dst, text)
	return append(dst, "</"+p+"v>"...)
}

// widenDimension keeps <dimension> true when cells are written outside of it: some readers drop
// what lies beyond.
func (s *Sheet) widenDimension(patches []patch, writes []cellWrite) []patch {
	at := s.marks.dimension
	old, ok := cellref.ParseRangeBytes(s.xml[at.from:at.to])
	if !ok {
		return patches
	}
	next := old
	for i := range writes {
		if !writes[i].empty() {
			next = next.Include(writes[i].ref).Include(old.To)
		}
	}
	if next == old {
		return patches
	}
	return append(patches, patch{at.from, at.to, []byte(next.String())})
}

// styleOfEmpty returns the style that an empty cell shows: that of its element, else its row's, else
// its column's.
func (p *sheetPlan) styleOfEmpty(s *Sheet, r cellref.Ref) int {
	i := sort.Search(len(s.rows), func(i int) bool { return int(s.rows[i].row) >= r.Row })
	if i < len(s.rows) && int(s.rows[i].row) == r.Row {
		row := p.row(s, i)
		for k := range row.cells {
			if c := &row.cells[k]; c.col == r.Col {
				return max(0, decimalInt(attribute(attrsOf(s.xml[c.tag.from:c.tag.to]), "s")))
			}
		}
		tag := attrsOf(s.xml[row.tag.from:row.tag.to])
		if isTrue(attribute(tag, "customFormat")) {
			return max(0, decimalInt(attribute(tag, "s")))
		}
	}
	for _, c := range s.cols {
		if r.Col >= c.from && r.Col <= c.to {
			return c.style
		}
	}
	return 0
}

// rowHeight returns the height in points that a row has been given, 0 when none.
func (s *Sheet) rowHeight(row int) float64 {
	i := sort.Search(len(s.rows), func(i int) bool { return int(s.rows[i].row) >= row })
	if i == len(s.rows) || int(s.rows[i].row) != row {
		return 0
	}
	sc := newScanner(s.xml[s.rows[i].start:s.rows[i].end])
	if sc.next() != tokenOpen {
		return 0
	}
	return size(attribute(sc.attrs, "ht"))
}
