package workbook

import (
	"math/big"
	"strings"

	"jixiao/internal/cellref"
)

type valueKind uint8

const (
	vBlank valueKind = iota
	vNumber
	vText
	vBool
	vFault
)

// value is what a formula or a cell comes to. Numbers are exact fractions: nothing is rounded before
// a ROUND says so or the result is written.
type value struct {
	kind valueKind
	num  num
	text string // of vText and vFault
	yes  bool
}

func number(n num) value       { return value{kind: vNumber, num: n} }
func fault(text string) value  { return value{kind: vFault, text: text} }
func intNumber(n int) value    { return number(intNum(n)) }
func boolean(yes bool) value   { return value{kind: vBool, yes: yes} }
func textValue(s string) value { return value{kind: vText, text: s} }

// maxBits bounds a fraction's size; sums and products of a form's figures stay far below.
const maxBits = 4096

// evaluator computes formulas over the book with some cells changed. Whatever it does not understand is
// an ok of false, never a guess.
type evaluator struct {
	cellValue func(at cellKey) (value, bool)
	each      func(a area, visit func(value) bool) bool // the values of a range; false when one is unknown
	steps     int
}

// cellKey is one cell of the book.
type cellKey struct {
	sheet int
	cellref.Ref
}

const maxSteps = 5_000_000

func (e *evaluator) eval(n *node) (value, bool) {
	if e.steps++; e.steps > maxSteps {
		return value{}, false
	}
	switch n.kind {
	case nodeValue:
		return n.value, true
	case nodeRange:
		if n.area.From != n.area.To {
			return value{}, false // a range where one value belongs
		}
		return e.cellValue(cellKey{n.area.sheet, n.area.From})
	case nodeCall:
		f, ok := functions[n.name]
		if !ok || len(n.args) < f.least || len(n.args) > f.most {
			return value{}, false
		}
		v, ok := f.run(e, n.args)
		return v, ok && v.fits()
	}
	v, ok := e.operate(n)
	return v, ok && v.fits()
}

// fits refuses fractions that have grown out of all bounds.
func (v value) fits() bool { return v.kind != vNumber || v.num.fits() }

func (e *evaluator) operate(n *node) (value, bool) {
	a, ok := e.eval(n.args[0])
	if !ok {
		return a, false
	}
	if len(n.args) == 1 {
		x, bad := toNumber(a)
		if bad != nil {
			return *bad, true
		}
		if n.name == "%" {
			return number(x.mul(num{c: 1, e: 2})), true
		}
		return number(x.neg()), true
	}
	b, ok := e.eval(n.args[1])
	if !ok {
		return b, false
	}
	if a.kind == vFault {
		return a, true
	}
	if b.kind == vFault {
		return b, true
	}
	switch n.name {
	case "&":
		return textValue(toText(a) + toText(b)), true
	case "=", "<>", "<", ">", "<=", ">=":
		return compareOp(n.name, a, b), true
	}
	return arithmetic(n.name, a, b)
}

func compareOp(op string, a, b value) value {
	c := compareValues(a, b)
	switch op {
	case "=":
		return boolean(c == 0)
	case "<>":
		return boolean(c != 0)
	case "<":
		return boolean(c < 0)
	case ">":
		return boolean(c > 0)
	case "<=":
		return boolean(c <= 0)
	}
	return boolean(c >= 0)
}

// compareValues orders as spreadsheets do: numbers before texts before logical values; a blank takes the
// other side's kind; texts without regard to case.
func compareValues(a, b value) int {
	if a.kind == vBlank {
		a = blankLike(b)
	}
	if b.kind == vBlank {
		b = blankLike(a)
	}
	if a.kind != b.kind {
		return int(a.kind) - int(b.kind)
	}
	switch a.kind {
	case vNumber:
		return a.num.keep15().cmp(b.num.keep15())
	case vText:
		return strings.Compare(strings.ToLower(a.text), strings.ToLower(b.text))
	case vBool:
		return boolInt(a.yes) - boolInt(b.yes)
	}
	return 0
}

func blankLike(v value) value {
	switch v.kind {
	case vText:
		return textValue("")
	case vBool:
		return boolean(false)
	}
	return intNumber(0)
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func arithmetic(op string, a, b value) (value, bool) {
	x, bad := toNumber(a)
	if bad != nil {
		return *bad, true
	}
	y, bad := toNumber(b)
	if bad != nil {
		return *bad, true
	}
	switch op {
	case "+":
		return number(x.add(y)), true
	case "-":
		return number(x.add(y.neg())), true
	case "*":
		return number(x.mul(y)), true
	case "/":
		if y.sign() == 0 {
			return fault("#DIV/0!"), true
		}
		return number(x.quo(y)), true
	}
	return power(x.rat(), y.rat())
}

// power raises to small whole exponents; roots and the like are not exact and stay unknown.
func power(x, y *big.Rat) (value, bool) {
	if !y.IsInt() || y.Num().BitLen() > 6 || x.Num().BitLen() > 128 || x.Denom().BitLen() > 128 {
		return value{}, false
	}
	n := y.Num().Int64()
	if x.Sign() == 0 && n <= 0 {
		return value{}, false
	}
	r := big.NewRat(1, 1)
	for range max(n, -n) {
		r.Mul(r, x)
	}
	if n < 0 {
		r.Inv(r)
	}
	return number(bigNum(r)), true
}

// toNumber converts for arithmetic; the second result is the error value when it cannot.
func toNumber(v value) (num, *value) {
	switch v.kind {
	case vNumber:
		return v.num, nil
	case vBool:
		return intNum(boolInt(v.yes)), nil
	case vBlank:
		return num{}, nil
	case vText:
		if r, ok := textNumber(v.text); ok {
			return r, nil
		}
		bad := fault("#VALUE!")
		return num{}, &bad
	}
	return num{}, &v
}

// textNumber reads a number typed as text the way spreadsheets convert it: "8", " 8.5 ", "90%", "1,200".
func textNumber(s string) (num, bool) {
	s = strings.TrimSpace(s)
	percent := strings.HasSuffix(s, "%")
	s = strings.TrimSuffix(s, "%")
	if whole, rest, ok := strings.Cut(s, ","); ok && len(strings.TrimLeft(whole, "+-")) > 0 && groupsOfThree(rest) {
		s = strings.ReplaceAll(s, ",", "")
	}
	n, ok := numOf(s)
	if ok && percent {
		n = n.mul(num{c: 1, e: 2})
	}
	return n, ok
}

func groupsOfThree(s string) bool {
	s, _, _ = strings.Cut(s, ".")
	for _, g := range strings.Split(s, ",") {
		if len(g) != 3 {
			return false
		}
	}
	return true
}

func toText(v value) string {
	switch v.kind {
	case vNumber:
		return v.num.String()
	case vBool:
		return map[bool]string{true: "TRUE", false: "FALSE"}[v.yes]
	}
	return v.text
}
