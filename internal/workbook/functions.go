package workbook

import (
	"slices"
)

// function is one spreadsheet function. The list is what the formulas of official forms use; every other
// function makes a formula one that is not understood.
type function struct {
	least, most int
	run         func(e *evaluator, args []*node) (value, bool)
}

const manyArgs = 255

var functions map[string]function

func init() { // a plain variable would refer to itself through eval
	functions = map[string]function{
		"SUM":        {1, manyArgs, fold(func(s *tally) value { return number(s.sum) })},
		"AVERAGE":    {1, manyArgs, fold((*tally).average)},
		"COUNT":      {1, manyArgs, fold(func(s *tally) value { return intNumber(s.count) }, skipFaults)},
		"COUNTA":     {1, manyArgs, fold(func(s *tally) value { return intNumber(s.filled) }, skipFaults)},
		"MIN":        {1, manyArgs, fold(func(s *tally) value { return number(s.low) })},
		"MAX":        {1, manyArgs, fold(func(s *tally) value { return number(s.high) })},
		"PRODUCT":    {1, manyArgs, fold((*tally).product, multiply)},
		"SUMPRODUCT": {1, manyArgs, sumProduct},
		"SUMIF":      {2, 3, sumIf},
		"COUNTIF":    {2, 2, countIf},
		"IF":         {2, 3, runIf},
		"IFERROR":    {2, 2, runIfError},
		"AND":        {1, manyArgs, logical(func(all, some bool) bool { return all })},
		"OR":         {1, manyArgs, logical(func(all, some bool) bool { return some })},
		"NOT":        {1, 1, runNot},
		"ROUND":      {2, 2, rounding(halfUp)},
		"ROUNDUP":    {2, 2, rounding(awayFromZero)},
		"ROUNDDOWN":  {2, 2, rounding(towardsZero)},
		"TRUNC":      {1, 2, rounding(towardsZero)},
		"INT":        {1, 1, runInt},
		"ABS":        {1, 1, runAbs},
		"ISNUMBER":   {1, 1, test(func(v value) bool { return v.kind == vNumber })},
		"ISTEXT":     {1, 1, test(func(v value) bool { return v.kind == vText })},
		"ISBLANK":    {1, 1, test(func(v value) bool { return v.kind == vBlank })},
		"ISERROR":    {1, 1, test(func(v value) bool { return v.kind == vFault })},
		"N":          {1, 1, runN},
	}
}

// tally is what the folding functions gather over their arguments.
type tally struct {
	sum, prod, low, high num
	count, filled        int
	bad                  *value
	multiply             bool // prod is wanted
}

func (s *tally) add(n num) {
	if s.count++; s.count == 1 {
		s.low, s.high, s.sum, s.prod = n, n, n, n
		return
	}
	s.sum = s.sum.add(n)
	if s.multiply && s.prod.fits() {
		s.prod = s.prod.mul(n)
	}
	if n.cmp(s.low) < 0 {
		s.low = n
	}
	if n.cmp(s.high) > 0 {
		s.high = n
	}
}

func (s *tally) average() value {
	if s.count == 0 {
		return fault("#DIV/0!")
	}
	return number(s.sum.quo(intNum(s.count)))
}

func (s *tally) product() value {
	if s.count == 0 {
		return intNumber(0)
	}
	return number(s.prod)
}

type foldOption uint8

const (
	skipFaults foldOption = iota
	multiply
)

// fold makes a function of the numbers among its arguments: in ranges only true numbers count, a value
// typed into the call counts when it can be read as a number.
func fold(result func(*tally) value, options ...foldOption) func(*evaluator, []*node) (value, bool) {
	return func(e *evaluator, args []*node) (value, bool) {
		s := tally{multiply: slices.Contains(options, multiply)}
		for _, a := range args {
			if a.kind == nodeRange {
				if !e.each(a.area, func(v value) bool { s.see(v); return true }) {
					return value{}, false
				}
				continue
			}
			v, ok := e.eval(a)
			if !ok {
				return v, false
			}
			if v.kind != vFault {
				s.filled++
			}
			if n, bad := toNumber(v); bad != nil {
				s.fail(*bad)
			} else {
				s.add(n)
			}
		}
		if s.bad != nil && !slices.Contains(options, skipFaults) {
			return *s.bad, true
		}
		return result(&s), true
	}
}

func (s *tally) see(v value) {
	if v.kind != vBlank {
		s.filled++
	}
	switch v.kind {
	case vNumber:
		s.add(v.num)
	case vFault:
		s.fail(v)
	}
}

func (s *tally) fail(v value) {
	if s.bad == nil {
		s.bad = &v
	}
}

// sumProduct multiplies ranges of one shape cell by cell. Anything else than ranges would be array
// arithmetic, which is not understood.
func sumProduct(e *evaluator, args []*node) (value, bool) {
	first := args[0].area
	rows, cols := first.To.Row-first.From.Row, first.To.Col-first.From.Col
	for _, a := range args {
		if a.kind != nodeRange || a.area.To.Row-a.area.From.Row != rows || a.area.To.Col-a.area.From.Col != cols {
			return value{}, false
		}
	}
	if (rows+1)*(cols+1) > maxSteps/8 {
		return value{}, false
	}
	var sum num
	for i := 0; i <= rows; i++ {
		for j := 0; j <= cols; j++ {
			term, bad, ok := e.productAt(args, i, j)
			if !ok || bad != nil {
				if bad != nil {
					return *bad, ok
				}
				return value{}, false
			}
			sum = sum.add(term)
		}
	}
	return number(sum), true
}

func (e *evaluator) productAt(args []*node, i, j int) (term num, bad *value, ok bool) {
	term = intNum(1)
	for _, a := range args {
		at := cellKey{sheet: a.area.sheet, Ref: a.area.From}
		at.Row, at.Col = at.Row+i, at.Col+j
		e.steps++
		v, ok := e.cellValue(at)
		if !ok {
			return num{}, nil, false
		}
		switch v.kind {
		case vFault:
			return num{}, &v, true
		case vNumber:
			term = term.mul(v.num)
		default:
			term = num{}
		}
	}
	return term, nil, e.steps < maxSteps
}

func runIf(e *evaluator, args []*node) (value, bool) {
	c, ok := e.eval(args[0])
	if !ok {
		return c, false
	}
	yes, bad, ok := toBool(c)
	switch {
	case !ok || bad != nil:
		return orFault(bad), ok
	case yes:
		return filled(e.eval(args[1]))
	case len(args) == 3:
		return filled(e.eval(args[2]))
	}
	return boolean(false), true
}

// filled turns a blank result into the 0 that a formula shows for it.
func filled(v value, ok bool) (value, bool) {
	if v.kind == vBlank {
		v = intNumber(0)
	}
	return v, ok
}

func orFault(bad *value) value {
	if bad != nil {
		return *bad
	}
	return value{}
}

// toBool converts a condition; text is none.
func toBool(v value) (yes bool, bad *value, ok bool) {
	switch v.kind {
	case vBool:
		return v.yes, nil, true
	case vNumber:
		return v.num.sign() != 0, nil, true
	case vBlank:
		return false, nil, true
	case vFault:
		return false, &v, true
	}
	f := fault("#VALUE!")
	return false, &f, true
}

func runIfError(e *evaluator, args []*node) (value, bool) {
	v, ok := e.eval(args[0])
	if !ok {
		return v, false
	}
	if v.kind == vFault {
		return filled(e.eval(args[1]))
	}
	return filled(v, true)
}

func logical(result func(all, some bool) bool) func(*evaluator, []*node) (value, bool) {
	return func(e *evaluator, args []*node) (value, bool) {
		all, some := true, false
		for _, a := range args {
			v, ok := e.eval(a)
			if !ok || v.kind == vText || v.kind == vBlank {
				return v, false // left out or an error, depending on where it stands
			}
			yes, bad, _ := toBool(v)
			if bad != nil {
				return *bad, true
			}
			all, some = all && yes, some || yes
		}
		return boolean(result(all, some)), true
	}
}

func runNot(e *evaluator, args []*node) (value, bool) {
	v, ok := e.eval(args[0])
	if !ok {
		return v, false
	}
	yes, bad, _ := toBool(v)
	if bad != nil {
		return *bad, true
	}
	return boolean(!yes), true
}

type roundMode uint8

const (
	halfUp roundMode = iota
	awayFromZero
	towardsZero
)

// rounding makes ROUND and its kin: exact, away from zero where half way.
func rounding(mode roundMode) func(*evaluator, []*node) (value, bool) {
	return func(e *evaluator, args []*node) (value, bool) {
		x, bad, ok := e.numberArg(args[0])
		if !ok || bad != nil {
			return orFault(bad), ok
		}
		var places num
		if len(args) == 2 {
			if places, bad, ok = e.numberArg(args[1]); !ok || bad != nil {
				return orFault(bad), ok
			}
		}
		if places = places.roundTo(0, towardsZero); places.big != nil || places.c > 20 || places.c < -20 {
			return value{}, false
		}
		return number(x.keep15().roundTo(int(places.c), mode)), true
	}
}

func (e *evaluator) numberArg(n *node) (r num, bad *value, ok bool) {
	v, ok := e.eval(n)
	if !ok {
		return num{}, nil, false
	}
	r, bad = toNumber(v)
	return r, bad, true
}

func runInt(e *evaluator, args []*node) (value, bool) {
	x, bad, ok := e.numberArg(args[0])
	if !ok || bad != nil {
		return orFault(bad), ok
	}
	return number(x.keep15().floor()), true
}

func runAbs(e *evaluator, args []*node) (value, bool) {
	x, bad, ok := e.numberArg(args[0])
	if !ok || bad != nil {
		return orFault(bad), ok
	}
	if x.sign() < 0 {
		x = x.neg()
	}
	return number(x), true
}

func test(is func(value) bool) func(*evaluator, []*node) (value, bool) {
	return func(e *evaluator, args []*node) (value, bool) {
		v, ok := e.eval(args[0])
		return boolean(is(v)), ok
	}
}

func runN(e *evaluator, args []*node) (value, bool) {
	v, ok := e.eval(args[0])
	switch v.kind {
	case vNumber, vFault:
		return v, ok
	case vBool:
		return intNumber(boolInt(v.yes)), ok
	}
	return intNumber(0), ok
}

func key(sheet, row, col int) cellKey {
	var k cellKey
	k.sheet, k.Row, k.Col = sheet, row, col
	return k
}
