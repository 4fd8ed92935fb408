package workbook

import (
	"strings"

	"jixiao/internal/cellref"
)

type lexKind uint8

const (
	lexEnd lexKind = iota
	lexNumber
	lexString
	lexFault // #REF!
	lexRef   // A1, $B$2, with a sheet in front or not
	lexName  // function, defined name, TRUE
	lexOp
	lexOther // something the field's formulas do not use
	lexBook  // a cell or name of another workbook: [1]Sheet1!A1
)

// lexeme is one piece of a formula. Sheet is set on a reference or name that stands behind "!".
type lexeme struct {
	kind  lexKind
	text  string
	sheet string
	ref   cellref.Ref
	from  int
	to    int
}

// lexer cuts a formula into pieces. Operators are single characters or <>, <=, >=.
type lexer struct {
	s   string
	pos int
}

func isLetter(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func (l *lexer) next() lexeme {
	for l.pos < len(l.s) && isSpace(l.s[l.pos]) {
		l.pos++
	}
	from := l.pos
	x := l.piece()
	x.from, x.to = from, l.pos
	if x.text == "" && x.kind != lexString { // "" is a text, an empty one
		x.text = l.s[from:l.pos]
	}
	return x
}

func (l *lexer) piece() lexeme {
	if l.pos >= len(l.s) {
		return lexeme{kind: lexEnd}
	}
	c := l.s[l.pos]
	switch {
	case c == '"':
		return l.quoted('"', lexString)
	case c == '\'':
		return l.sheetName()
	case c == '#':
		return l.fault()
	case c == '[' && bookIndex(l.s[l.pos:]) > 0:
		l.pos += bookIndex(l.s[l.pos:])
		return l.foreign()
	case isDigit(c) || c == '.' && l.pos+1 < len(l.s) && isDigit(l.s[l.pos+1]):
		return l.number()
	case isLetter(c) || c == '$' || c == '\\':
		return l.word("")
	case c == '<' || c == '>':
		l.pos++
		if l.pos < len(l.s) && (l.s[l.pos] == '=' || c == '<' && l.s[l.pos] == '>') {
			l.pos++
		}
		return lexeme{kind: lexOp}
	case strings.IndexByte("+-*/^&=%():,;{}!", c) >= 0:
		l.pos++
		return lexeme{kind: lexOp}
	}
	l.pos++
	return lexeme{kind: lexOther}
}

// quoted reads up to the closing quote; a doubled quote stands for itself.
func (l *lexer) quoted(q byte, kind lexKind) lexeme {
	var b strings.Builder
	for l.pos++; l.pos < len(l.s); l.pos++ {
		if l.s[l.pos] == q {
			if l.pos+1 >= len(l.s) || l.s[l.pos+1] != q {
				l.pos++
				return lexeme{kind: kind, text: b.String()}
			}
			l.pos++
		}
		b.WriteByte(l.s[l.pos])
	}
	return lexeme{kind: lexOther}
}

func (l *lexer) sheetName() lexeme {
	x := l.quoted('\'', lexName)
	if x.kind == lexOther || l.pos >= len(l.s) || l.s[l.pos] != '!' {
		return lexeme{kind: lexOther}
	}
	l.pos++
	if strings.Contains(x.text, "[") {
		return l.foreign()
	}
	return l.word(x.text)
}

// foreign reads what stands behind the number of another workbook.
func (l *lexer) foreign() lexeme {
	if l.pos < len(l.s) && l.s[l.pos] == '!' {
		l.pos++
	}
	l.word("")
	if l.pos < len(l.s) && l.s[l.pos] == ':' {
		l.pos++
		l.word("")
	}
	return lexeme{kind: lexBook}
}

// bookIndex returns the length of the number of another workbook, "[1]", at the start of text; 0 when there
// is none. [0] is the workbook itself.
func bookIndex(text string) int {
	end := strings.IndexByte(text, ']')
	if end < 2 || text[0] != '[' || strings.Trim(text[1:end], "0123456789") != "" || strings.Trim(text[1:end], "0") == "" {
		return 0
	}
	return end + 1
}

func (l *lexer) fault() lexeme {
	for _, f := range faults {
		if strings.HasPrefix(l.s[l.pos:], f) {
			l.pos += len(f)
			return lexeme{kind: lexFault}
		}
	}
	l.pos++
	return lexeme{kind: lexOther}
}

// faults are the error values of ECMA-376, 18.17.3.
var faults = []string{"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!"}

func (l *lexer) number() lexeme {
	from := l.pos
	for l.pos < len(l.s) && (isDigit(l.s[l.pos]) || l.s[l.pos] == '.') {
		l.pos++
	}
	if p := l.pos; p < len(l.s) && (l.s[p] == 'e' || l.s[p] == 'E') {
		if p++; p < len(l.s) && (l.s[p] == '+' || l.s[p] == '-') {
			p++
		}
		if p < len(l.s) && isDigit(l.s[p]) {
			for p < len(l.s) && isDigit(l.s[p]) {
				p++
			}
			l.pos = p
		}
	}
	if l.pos < len(l.s) && isLetter(l.s[l.pos]) { // 365天: no number of the formula language, but 2024年!A1 is read
		l.pos = from
		if x := l.word(""); x.sheet != "" {
			return x
		}
		return lexeme{kind: lexOther}
	}
	return lexeme{kind: lexNumber}
}

// word reads a reference, a function's name or a defined name; sheet is what stood before "!".
func (l *lexer) word(sheet string) lexeme {
	from := l.pos
	for l.pos < len(l.s) && (isLetter(l.s[l.pos]) || isDigit(l.s[l.pos]) || strings.IndexByte("$.\\?", l.s[l.pos]) >= 0) {
		l.pos++
	}
	text := l.s[from:l.pos]
	if sheet == "" && l.pos < len(l.s) && l.s[l.pos] == '!' && text != "" {
		l.pos++
		return l.word(text)
	}
	if l.pos < len(l.s) && l.s[l.pos] == '[' || text == "" {
		return lexeme{kind: lexOther, sheet: sheet}
	}
	call := l.pos < len(l.s) && l.s[l.pos] == '('
	if r, ok := cellref.ParseBytes([]byte(text)); ok && !call {
		return lexeme{kind: lexRef, text: text, sheet: sheet, ref: r}
	}
	return lexeme{kind: lexName, text: text, sheet: sheet}
}

// moveFormula moves the relative references of a formula by rows and columns, as a shared formula's
// members do. A reference that leaves the sheet becomes #REF!.
func moveFormula(text string, rows, cols int) string {
	if rows == 0 && cols == 0 {
		return text
	}
	var b strings.Builder
	l := lexer{s: text}
	done := 0
	for afterColon := false; ; {
		x := l.next()
		if x.kind == lexEnd {
			break
		}
		at := x.to - len(x.text)
		moved := ""
		switch {
		case x.kind == lexRef:
			moved = moveRef(x, rows, cols)
		case afterColon || strings.HasPrefix(strings.TrimLeft(text[x.to:], " "), ":"):
			moved = moveLine(x, rows, cols)
		}
		if moved != "" {
			b.WriteString(text[done:at])
			b.WriteString(moved)
			done = x.to
		}
		afterColon = x.kind == lexOp && x.text == ":"
	}
	b.WriteString(text[done:])
	return b.String()
}

// moveLine moves one end of a reference to whole columns or rows; "" for anything else and for what
// does not move.
func moveLine(x lexeme, rows, cols int) string {
	if x.kind != lexName && x.kind != lexNumber || strings.HasPrefix(x.text, "$") {
		return ""
	}
	if n := decimalInt([]byte(x.text)); n > 0 {
		if n += rows; n < 1 || n > cellref.MaxRow {
			return "#REF!"
		}
		return itoa(n)
	}
	r, ok := cellref.ParseBytes([]byte(x.text + "1"))
	if !ok {
		return ""
	}
	if r.Col += cols; r.Col < 1 || r.Col > cellref.MaxCol {
		return "#REF!"
	}
	return cellref.ColumnName(r.Col)
}

func moveRef(x lexeme, rows, cols int) string {
	fixedCol := x.text[0] == '$'
	fixedRow := strings.LastIndexByte(x.text, '$') > 0
	r := x.ref
	if !fixedCol {
		r.Col += cols
	}
	if !fixedRow {
		r.Row += rows
	}
	if r.Row < 1 || r.Col < 1 || r.Row > cellref.MaxRow || r.Col > cellref.MaxCol {
		return "#REF!"
	}
	if !fixedCol && !fixedRow {
		return r.String()
	}
	var b strings.Builder
	for i, fixed := range [2]bool{fixedCol, fixedRow} {
		if fixed {
			b.WriteByte('$')
		}
		if i == 0 {
			b.WriteString(cellref.ColumnName(r.Col))
		} else {
			b.Write(cellref.Ref{Row: r.Row}.Append(nil))
		}
	}
	return b.String()
}
