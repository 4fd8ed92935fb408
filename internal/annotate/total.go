package annotate

import (
	"strings"

	"jixiao/internal/decimal"
	"jixiao/internal/score"
)

// total writes the sum; while rows wait for a person it is provisional and says so.
func (k *marker) total() {
	t := k.form.Score.Total
	cell := k.form.Total.Score
	if !cell.Exists() || !t.Sum.Valid {
		return
	}
	m := k.at(cell.Cell)
	sum := points(t.Sum.Decimal)
	differs := !t.Self.Valid || !t.Self.Equal(t.Sum.Decimal)
	switch {
	case !k.whole():
		m.lines = append(m.lines, "复算合计 "+sum+" 分("+provisional(t)+"),与填报总分不可比,未改写")
		m.tint(shadeWarn)
		return
	case t.Final && !differs:
		m.number = t.Sum.Decimal.Plain().String()
		return
	case t.Final:
		m.lines = append(m.lines, "复算总分 "+sum+" 分,"+filed(t.Self, cell))
	default:
		m.lines = append(m.lines, "复算总分 "+sum+" 分(暂定,"+provisional(t)+"),"+filed(t.Self, cell))
		m.tint(shadeManual)
	}
	m.number = t.Sum.Decimal.Plain().String()
	if differs {
		m.tint(shadeError)
	}
	if t.Formula != "" {
		m.lines = append(m.lines, "算式:"+t.Formula)
	}
}

// whole reports whether the sum may stand for the filed total. Where the points that count do not
// add to 100, it may only if the filed total is the sum of the filed scores: else the total holds
// something that is no row of the form as it was read, and a sum of the rest must not replace it.
func (k *marker) whole() bool {
	s := k.form.Score
	if s.Total.Doubt == "" || !s.Total.Self.Valid {
		return true
	}
	sum := decimal.FromInt(0)
	if s.Funds.Self.Valid {
		sum = sum.Add(s.Funds.Self.Decimal)
	}
	for i := range s.Rows {
		if r := &s.Rows[i]; r.Self.Valid && r.Parent < 0 {
			sum = sum.Add(r.Self.Decimal)
		}
	}
	return sum.Equal(s.Total.Self.Decimal)
}

// provisional says why a total is provisional.
func provisional(t score.Total) string {
	var why []string
	if t.Manual > 0 {
		why = append(why, count(t.Manual)+" 项待人工判定")
	}
	if t.Doubt != "" {
		why = append(why, t.Doubt)
	}
	return strings.Join(why, ",")
}

// grade writes the grade of a final total. A cell that holds more than one grade word (a row of
// boxes to tick) keeps its text and gets the comment only.
func (k *marker) grade() {
	t := k.form.Score.Total
	cell := k.form.Total.Grade
	if !cell.Exists() || t.Grade == "" || sameGrade(cell.Text, t.Grade) || sameGrade(t.SelfGrade, t.Grade) {
		return
	}
	m := k.at(cell.Cell)
	was := ",填报“" + short(cell.Text) + "”"
	if cell.Blank() {
		was = ",原为空白"
	}
	if !t.Final {
		m.lines = append(m.lines, "等级暂定“"+t.Grade+"”("+provisional(t)+")"+was)
		m.tint(shadeManual)
		return
	}
	if len([]rune(cell.Text)) <= 3 && cell.Error == "" {
		m.text = t.Grade
	}
	m.lines = append(m.lines, "等级应为“"+t.Grade+"”"+was)
	m.told = true
	m.tint(shadeError)
}

// sameGrade reports whether two grade words mean the same: 优 and 优秀, 良 and 良好.
func sameGrade(a, b string) bool {
	return a != "" && b != "" && (strings.HasPrefix(a, b) || strings.HasPrefix(b, a))
}
