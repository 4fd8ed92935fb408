package workbook

import (
	"strings"
)

// criterion reads the condition of SUMIF and COUNTIF: a value, or an operator and a value.
func criterion(v value) (match func(value) bool, ok bool) {
	op := "="
	if v.kind == vText {
		if strings.ContainsAny(v.text, "*?~") {
			return nil, false
		}
		rest := strings.TrimLeft(v.text, "<>=")
		if n := len(v.text) - len(rest); n > 0 {
			op = v.text[:n]
		}
		v = textValue(rest)
		if n, ok := textNumber(rest); ok {
			v = number(n)
		}
	}
	if v.kind == vBlank || v.kind == vFault || v.kind == vText && v.text == "" || binding(op) != 1 {
		return nil, false
	}
	return func(x value) bool {
		if v.kind == vNumber && x.kind == vText && op == "=" {
			if n, ok := textNumber(x.text); ok {
				x = number(n)
			}
		}
		if x.kind != v.kind {
			return op == "<>"
		}
		return compareOp(op, x, v).yes
	}, true
}

func countIf(e *evaluator, args []*node) (value, bool) {
	want, ok := e.eval(args[1])
	if !ok || args[0].kind != nodeRange {
		return value{}, false
	}
	match, ok := criterion(want)
	if !ok {
		return value{}, false
	}
	if match(value{}) {
		return value{}, false // "<>": blank cells would have to be counted
	}
	n := 0
	if !e.each(args[0].area, func(v value) bool { n += boolInt(match(v)); return true }) {
		return value{}, false
	}
	return intNumber(n), true
}

func sumIf(e *evaluator, args []*node) (value, bool) {
	want, ok := e.eval(args[1])
	if !ok || args[0].kind != nodeRange || args[len(args)-1].kind != nodeRange && len(args) == 3 {
		return value{}, false
	}
	match, ok := criterion(want)
	if !ok {
		return value{}, false
	}
	test, sum := args[0].area, args[0].area
	if len(args) == 3 {
		sum = args[2].area
	}
	if (test.To.Row-test.From.Row+1)*(test.To.Col-test.From.Col+1) > maxSteps/8 {
		return value{}, false
	}
	var total num
	for row := test.From.Row; row <= test.To.Row; row++ {
		for col := test.From.Col; col <= test.To.Col; col++ {
			e.steps++
			v, ok := e.cellValue(key(test.sheet, row, col))
			if !ok {
				return value{}, false
			}
			if !match(v) {
				continue
			}
			x, ok := e.cellValue(key(sum.sheet, sum.From.Row+row-test.From.Row, sum.From.Col+col-test.From.Col))
			if !ok || x.kind == vFault {
				return x, ok
			}
			if x.kind == vNumber {
				total = total.add(x.num)
			}
		}
	}
	return number(total), e.steps < maxSteps
}
