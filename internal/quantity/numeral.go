package quantity

import (
	"strings"
	"unicode/utf8"

	"jixiao/internal/decimal"
)

// numberAt reads the Arabic number that s begins with: digits, groups of three after commas, one
// point. n is its length, 0 when there is none; long is true when it cannot be kept exactly.
func numberAt(s string) (d decimal.Decimal, n int, long bool) {
	i := 0
	if i < len(s) && (s[i] == '-' || s[i] == '+') {
		i++
	}
	start := i
	var coeff int64
	var exp int32
	digits, grouped := 0, false
	for i < len(s) && isDigit(rune(s[i])) {
		coeff, digits, i = coeff*10+int64(s[i]-'0'), digits+1, i+1
		if i-start <= 3 || grouped {
			for groupAt(s[i:]) && (grouped || i-start <= 3) {
				for _, c := range s[i+1 : i+4] {
					coeff, digits = coeff*10+int64(c-'0'), digits+1
				}
				i, grouped = i+4, true
			}
		}
	}
	if digits == 0 {
		return decimal.Decimal{}, 0, false
	}
	if i+1 < len(s) && s[i] == '.' && isDigit(rune(s[i+1])) {
		for i++; i < len(s) && isDigit(rune(s[i])); i++ {
			coeff, digits, exp = coeff*10+int64(s[i]-'0'), digits+1, exp-1
		}
	}
	if digits <= 18 {
		if s[0] == '-' {
			coeff = -coeff
		}
		return decimal.New(coeff, exp), i, false
	}
	d, err := decimal.Parse(strings.ReplaceAll(s[:i], ",", ""))
	return d, i, err != nil
}

// groupAt reports a comma with exactly three digits after it.
func groupAt(s string) bool {
	if len(s) < 4 || s[0] != ',' {
		return false
	}
	for _, c := range s[1:4] {
		if !isDigit(c) {
			return false
		}
	}
	return len(s) == 4 || !isDigit(rune(s[4]))
}

// numeral gives the value of a Chinese numeral rune: a digit 0–9, or the power of ten of a place.
func numeral(r rune) (digit int64, power int32, ok bool) {
	switch r {
	case '零', '〇', '○':
		return 0, 0, true
	case '一', '壹':
		return 1, 0, true
	case '二', '两', '贰':
		return 2, 0, true
	case '三', '叁':
		return 3, 0, true
	case '四', '肆':
		return 4, 0, true
	case '五', '伍':
		return 5, 0, true
	case '六', '陆':
		return 6, 0, true
	case '七', '柒':
		return 7, 0, true
	case '八', '捌':
		return 8, 0, true
	case '九', '玖':
		return 9, 0, true
	case '十', '拾':
		return 0, 1, true
	case '百', '佰':
		return 0, 2, true
	case '千', '仟':
		return 0, 3, true
	case '万':
		return 0, 4, true
	case '亿':
		return 0, 8, true
	}
	return 0, 0, false
}

// spelledAt reads the Chinese number that s begins with (二十, 一百零五, 一点五, 两万). A lone place
// (百, 千, 万, 亿) is no number; 十 is 10. n is 0 when there is none.
func spelledAt(s string) (d decimal.Decimal, n int) {
	var total, section, digit int64
	seen, lastPower, plain := false, int32(9), 0
	for n < len(s) {
		r, m := utf8.DecodeRuneInString(s[n:])
		v, power, ok := numeral(r)
		if !ok || total > 1e15 || section > 1e15 {
			break
		}
		switch {
		case power == 0:
			if plain > 0 && v != 0 && digit != 0 {
				return decimal.Decimal{}, 0 // 二二: digits read one by one, a year or damage
			}
			digit, seen = v, true
			plain++
		case power >= 4:
			if !seen {
				return decimal.Decimal{}, 0
			}
			section += digit
			if power == 8 {
				total, section = (total+section)*1e8, 0
			} else {
				total, section = total+section*1e4, 0
			}
			digit, lastPower, plain = 0, 9, 0
		default:
			if !seen && power != 1 || power >= lastPower {
				return decimal.Decimal{}, 0
			}
			if plain == 0 {
				digit = 1
			}
			section += digit * pow10(power)
			digit, lastPower, seen, plain = 0, power, true, 0
		}
		n += m
	}
	if !seen {
		return decimal.Decimal{}, 0
	}
	d = decimal.FromInt(total + section + digit)
	if rest, ok := strings.CutPrefix(s[n:], "点"); ok {
		if frac, m := spelledDigits(rest); m > 0 {
			return d.Add(frac), n + len("点") + m
		}
	}
	return d, n
}

// spelledOnly reads a text that is a Chinese number and nothing else: 十二. One stroke may be damage
// or a mark, so that a lone digit does not count, but for 零.
func spelledOnly(s string) (item, bool) {
	d, n := spelledAt(s)
	if n == 0 || n != len(s) || utf8.RuneCountInString(s) < 2 && s != "十" && s != "零" {
		return item{}, false
	}
	return item{amount: Amount{Number: d}, to: n, spelled: true}, true
}

// spelledDigits reads the decimals after 点.
func spelledDigits(s string) (d decimal.Decimal, n int) {
	var coeff int64
	var exp int32
	for n < len(s) && exp > -9 {
		r, m := utf8.DecodeRuneInString(s[n:])
		v, power, ok := numeral(r)
		if !ok || power != 0 {
			break
		}
		coeff, exp, n = coeff*10+v, exp-1, n+m
	}
	return decimal.New(coeff, exp), n
}

func pow10(n int32) int64 {
	v := int64(1)
	for ; n > 0; n-- {
		v *= 10
	}
	return v
}

// anyNumberAt reads an Arabic or a Chinese number.
func anyNumberAt(s string) (d decimal.Decimal, n int, long bool) {
	if d, n, long = numberAt(s); n > 0 {
		return d, n, long
	}
	d, n = spelledAt(s)
	return d, n, false
}

// perMany are the ends of medical rates: 18/10万.
var perMany = []struct {
	text string
	of   decimal.Decimal
}{{"/10万", decimal.FromInt(100000)}, {"/十万", decimal.FromInt(100000)}, {"/100000", decimal.FromInt(100000)}, {"/万", decimal.FromInt(10000)}, {"/千", decimal.FromInt(1000)}}

// mixedAt reads on after the number first of length n: 19万8千, 3亿5000万. n is 0 when nothing follows.
func mixedAt(s string, first decimal.Decimal, n int) (d decimal.Decimal, length int) {
	at, shift := place(s[n:])
	if at == 0 || n+at >= len(s) || !isDigit(rune(s[n+at])) {
		return d, 0
	}
	d, length = first.Shift(shift), n+at
	for length < len(s) && isDigit(rune(s[length])) {
		part, k, long := numberAt(s[length:])
		at, low := place(s[length+k:])
		if at == 0 || long || part.Places() > 0 || low >= shift || !part.Less(decimal.New(1, shift-low)) {
			return d, 0
		}
		d, length, shift = d.Add(part.Shift(low)), length+k+at, low
	}
	return d, length
}

// place reads 亿, 万, 千 or 百.
func place(s string) (n int, power int32) {
	r, n := utf8.DecodeRuneInString(s)
	if _, power, ok := numeral(r); ok && power >= 2 && n == 3 && strings.ContainsRune("亿万千百", r) {
		return n, power
	}
	return 0, 0
}

// fractionAt reads 三分之二, 百分之九十, 九成, 九成五: an amount with a unit of its own.
func fractionAt(s string) (a Amount, n int) {
	den, m, long := anyNumberAt(s)
	if strings.HasPrefix(s, "百分之") {
		den, m, long = decimal.FromInt(100), len("百"), false
	} else if strings.HasPrefix(s, "千分之") {
		den, m, long = decimal.FromInt(1000), len("千"), false
	} else if strings.HasPrefix(s, "万分之") {
		den, m, long = decimal.FromInt(10000), len("万"), false
	}
	if m == 0 || long {
		return Amount{}, 0
	}
	for _, p := range perMany {
		if rest, ok := strings.CutPrefix(s[m:], p.text); ok && (rest == "" || !isDigit(rune(rest[0]))) {
			return fraction(den, p.of), m + len(p.text)
		}
	}
	if rest, ok := strings.CutPrefix(s[m:], "分之"); ok {
		num, k, long := anyNumberAt(rest)
		if k == 0 || long || den.Sign() <= 0 || den.Places() > 0 {
			return Amount{}, 0
		}
		return fraction(num, den), m + len("分之") + k
	}
	if rest, ok := strings.CutPrefix(s[m:], "成"); ok && den.Cmp(decimal.FromInt(10)) <= 0 && tenthEnds(rest) {
		n = m + len("成")
		if half, k := spelledAt(rest); k > 0 && half.Cmp(decimal.FromInt(10)) < 0 {
			return Amount{den.Mul(decimal.FromInt(10)).Add(half), "%"}, n + k
		}
		return Amount{den.Mul(decimal.FromInt(10)), "%"}, n
	}
	return Amount{}, 0
}

// tenthEnds says whether 成 is a tenth here, not the 成 of 成立, 成果, 成本.
func tenthEnds(rest string) bool {
	if rest == "" {
		return true
	}
	r, _ := utf8.DecodeRuneInString(rest)
	_, power, ok := numeral(r)
	return ok && power == 0 || strings.ContainsRune("以及左多,;。、)(-~至", r)
}

// fraction keeps num/den exactly: in per cent where that is finite, else in a unit "1/den".
func fraction(num, den decimal.Decimal) Amount {
	if den.Equal(decimal.FromInt(1000)) {
		return Amount{num, "‰"}
	}
	if den.Equal(decimal.FromInt(10000)) {
		return Amount{num, "‱"}
	}
	r, _ := decimal.NewRatio(num.Mul(decimal.FromInt(100)), den)
	if d, ok := r.Exact(); ok {
		return Amount{d, "%"}
	}
	return Amount{num, "1/" + den.String()}
}

// spell writes n (0 ≤ n < 100000000) in Chinese numerals: the opposite of spelledAt.
func spell(n int64) string {
	if n >= 10000 {
		rest := n % 10000
		s := spell(n/10000) + "万"
		if rest == 0 {
			return s
		}
		if rest < 1000 {
			s += "零"
		}
		return s + spell(rest)
	}
	const digits = "零一二三四五六七八九"
	at := func(d int64) string { return digits[d*3 : d*3+3] }
	if n < 10 {
		return at(n)
	}
	var b strings.Builder
	zero := false
	for power, place := int64(1000), 0; power > 0; power, place = power/10, place+1 {
		d := n / power % 10
		if d == 0 {
			zero = b.Len() > 0
			continue
		}
		if zero {
			b.WriteString("零")
			zero = false
		}
		b.WriteString(at(d))
		b.WriteString([]string{"千", "百", "十", ""}[place])
	}
	return b.String()
}
