package workbook

import (
	"strings"

	"jixiao/internal/cellref"
)

type nodeKind uint8

const (
	nodeValue nodeKind = iota
	nodeRange          // a cell or a rectangle of cells
	nodeCall           // a function
	nodeOp             // + - * / ^ & = <> < > <= >=, one or two operands; % has one
)

// node is a piece of a formula that was understood.
type node struct {
	kind  nodeKind
	value value
	area  area
	name  string // function or operator
	args  []*node
}

// area is a rectangle of cells on one sheet.
type area struct {
	sheet int // index in Book.sheets
	cellref.Range
}

// parsed is a formula: its tree, nil when it is not understood, and what it refers to as far as that
// could be read.
type parsed struct {
	root   *node
	areas  []area
	opaque bool // it may refer to cells that cannot be told from its text
}

// parser reads one formula. It gives up (bad) on everything that the formulas of official forms do not use.
type parser struct {
	b      *Book
	sheet  int
	lex    lexer
	cur    lexeme
	bad    bool
	deep   int
	opaque bool
}

const (
	maxParseDepth = 64
	maxFormula    = 8192 // characters, Excel's own limit
)

// parseFormula reads the formula of a cell on the given sheet.
func (b *Book) parseFormula(text string, sheet, deep int) parsed {
	p := parser{b: b, sheet: sheet, lex: lexer{s: text}, deep: deep}
	if len(text) > 4*maxFormula || deep > 8 {
		return parsed{opaque: true}
	}
	p.advance()
	root := p.expression(0)
	if p.bad || p.cur.kind != lexEnd {
		root = nil
	}
	out := parsed{root: root, opaque: p.opaque}
	if root != nil {
		out.areas = root.collect(nil)
		return out
	}
	out.areas, out.opaque = b.looseAreas(text, sheet)
	return out
}

func (n *node) collect(dst []area) []area {
	if n.kind == nodeRange {
		dst = append(dst, n.area)
	}
	for _, a := range n.args {
		dst = a.collect(dst)
	}
	return dst
}

// looseAreas finds the references in a formula that is not understood.
func (b *Book) looseAreas(text string, sheet int) (areas []area, opaque bool) {
	p := parser{b: b, sheet: sheet, lex: lexer{s: text}}
	for p.advance(); p.cur.kind != lexEnd; {
		if n := p.reference(); n != nil {
			areas = append(areas, n.area)
			continue
		}
		p.opaque = p.opaque || p.reachesAnywhere()
		p.advance()
	}
	return areas, p.opaque
}

// reachesAnywhere reports a piece of a formula whose cells cannot be told from it: a function that makes
// references at run time, a defined name, a table's column, a range whose other end is a formula, cells of
// several sheets at once.
func (p *parser) reachesAnywhere() bool {
	switch p.cur.kind {
	case lexOp:
		return p.cur.text == ":"
	case lexOther:
		return p.cur.text == "["
	case lexRef:
		return p.cur.sheet != "" && p.b.SheetNamed(p.cur.sheet) == nil
	case lexName:
		switch strings.ToUpper(p.cur.text) {
		case "INDIRECT", "OFFSET", "EVALUATE", "GET.CELL":
			return true
		}
		return p.cur.sheet != "" || p.b.nameNamed(p.cur.text, p.sheet) != nil
	}
	return false
}

func (b *Book) nameNamed(name string, sheet int) *definedName {
	var found *definedName
	for i := range b.names {
		n := &b.names[i]
		if !strings.EqualFold(n.name, name) {
			continue
		}
		if sheet < len(b.sheets) && n.local == b.sheets[sheet].tab {
			return n
		}
		if n.local < 0 {
			found = n
		}
	}
	return found
}

func (p *parser) advance() { p.cur = p.lex.next() }

func (p *parser) fail() *node {
	p.bad = true
	return &node{}
}

func (p *parser) op(s string) bool { return p.cur.kind == lexOp && p.cur.text == s }

// binding returns the strength of a binary operator, 0 for none.
func binding(op string) int {
	switch op {
	case "=", "<>", "<", ">", "<=", ">=":
		return 1
	case "&":
		return 2
	case "+", "-":
		return 3
	case "*", "/":
		return 4
	case "^":
		return 5
	}
	return 0
}

func (p *parser) expression(least int) *node {
	if p.deep++; p.deep > maxParseDepth {
		return p.fail()
	}
	defer func() { p.deep-- }()
	left := p.unary()
	for !p.bad && p.cur.kind == lexOp {
		strength := binding(p.cur.text)
		if strength == 0 || strength <= least {
			break
		}
		op := p.cur.text
		p.advance()
		left = &node{kind: nodeOp, name: op, args: []*node{left, p.expression(strength)}}
	}
	return left
}

// unary reads signs, which bind stronger than ^ in spreadsheets, and percent signs behind.
func (p *parser) unary() *node {
	if p.op("-") || p.op("+") {
		op := p.cur.text
		if p.deep++; p.deep > maxParseDepth {
			return p.fail()
		}
		p.advance()
		n := p.unary()
		p.deep--
		if op == "+" {
			return n
		}
		return &node{kind: nodeOp, name: "-", args: []*node{n}}
	}
	n := p.primary()
	for !p.bad && p.op("%") {
		p.advance()
		n = &node{kind: nodeOp, name: "%", args: []*node{n}}
	}
	return n
}

func (p *parser) primary() *node {
	if n := p.reference(); n != nil {
		return n
	}
	x := p.cur
	switch x.kind {
	case lexNumber:
		p.advance()
		n, ok := numOf(x.text)
		if !ok {
			return p.fail()
		}
		return &node{value: number(n)}
	case lexString:
		p.advance()
		return &node{value: value{kind: vText, text: x.text}}
	case lexFault:
		p.advance()
		return &node{value: value{kind: vFault, text: x.text}}
	case lexName:
		return p.named()
	case lexOp:
		if x.text == "(" {
			p.advance()
			n := p.expression(0)
			if !p.op(")") {
				return p.fail()
			}
			p.advance()
			return n
		}
	}
	return p.fail()
}

// named reads TRUE, FALSE, a function call or a defined name.
func (p *parser) named() *node {
	x := p.cur
	p.opaque = p.opaque || p.reachesAnywhere()
	p.advance()
	name := strings.TrimPrefix(strings.ToUpper(x.text), "_XLFN.")
	if p.op("(") {
		return p.call(name)
	}
	if name == "TRUE" || name == "FALSE" {
		return &node{value: value{kind: vBool, yes: name == "TRUE"}}
	}
	if n := p.b.nameNamed(x.text, p.sheet); n != nil && x.sheet == "" {
		inner := p.b.parseFormula(strings.TrimPrefix(n.text, "="), p.sheet, p.deep+1)
		if inner.root != nil && !inner.opaque && absolute(n.text) {
			p.opaque = false
			return inner.root
		}
		p.opaque = true
	}
	return p.fail()
}

// absolute reports a defined name whose references all are absolute. Others mean other cells in every cell.
func absolute(text string) bool {
	l := lexer{s: text}
	for {
		switch x := l.next(); x.kind {
		case lexEnd:
			return true
		case lexRef:
			if x.text[0] != '$' || strings.LastIndexByte(x.text, '$') == 0 {
				return false
			}
		case lexOp:
			if x.text == ":" && l.pos < len(text) && text[l.pos] != '$' {
				return false
			}
		}
	}
}

func (p *parser) call(name string) *node {
	n := &node{kind: nodeCall, name: name}
	p.advance()
	if p.op(")") {
		p.advance()
		return n
	}
	for {
		if p.op(",") || p.op(")") { // an argument left out
			n.args = append(n.args, &node{value: value{kind: vBlank}})
		} else {
			n.args = append(n.args, p.expression(0))
		}
		if p.bad {
			return n
		}
		switch {
		case p.op(","):
			p.advance()
		case p.op(")"):
			p.advance()
			return n
		default:
			return p.fail()
		}
	}
}

// reference reads A1, A1:B2, A:B or 1:3, with a sheet in front or not; nil when none stands here.
func (p *parser) reference() *node {
	x := p.cur
	first, ok := p.corner(x)
	if !ok || x.kind != lexRef && !p.colonFollows() {
		return nil
	}
	sheet := p.sheet
	if x.sheet != "" {
		s := p.b.SheetNamed(x.sheet)
		if s == nil {
			return nil // another workbook's, or several sheets'
		}
		sheet = p.b.sheetIndex(s.name)
	}
	p.advance()
	r := first
	if p.op(":") {
		p.advance()
		second, ok := p.corner(p.cur)
		if !ok || p.cur.sheet != "" {
			p.opaque = true // to a place that is computed, or of several sheets
			return p.fail()
		}
		p.advance()
		r = r.Include(second.From).Include(second.To)
	}
	return &node{kind: nodeRange, area: area{sheet, r}}
}

func (p *parser) colonFollows() bool {
	rest := strings.TrimLeft(p.lex.s[p.lex.pos:], " ")
	return strings.HasPrefix(rest, ":")
}

// corner reads one end of a reference: a cell, a whole column or a whole row.
func (p *parser) corner(x lexeme) (cellref.Range, bool) {
	if x.kind == lexRef {
		return cellref.Range{From: x.ref, To: x.ref}, true
	}
	text := strings.TrimPrefix(x.text, "$")
	if x.kind == lexNumber || x.kind == lexName && text != "" && isDigit(text[0]) {
		if n := decimalInt([]byte(text)); n >= 1 && n <= cellref.MaxRow {
			return cellref.Range{From: cellref.Ref{Row: n, Col: 1}, To: cellref.Ref{Row: n, Col: cellref.MaxCol}}, true
		}
		return cellref.Range{}, false
	}
	if x.kind != lexName {
		return cellref.Range{}, false
	}
	r, ok := cellref.ParseBytes([]byte(text + "1"))
	return cellref.Range{From: r, To: cellref.Ref{Row: cellref.MaxRow, Col: r.Col}}, ok && strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") == ""
}
