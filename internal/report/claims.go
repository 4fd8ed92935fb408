package report

import (
	"regexp"
	"strings"

	"jixiao/internal/decimal"
	"jixiao/internal/score"
)

// claims holds the conclusion that the department means to draw against the scores.
func (c *checker) claims() {
	t, claim, line := &c.fig.total, &c.facts.Conclusion, c.facts.line
	if claim.Score.Valid && t.score.Valid && !claim.Score.Equal(t.score.Round(claim.Score.Places())) {
		c.report("RP-SCR-01", claim.Score.String(), line("conclusion.score")+"写综合得分"+plain(claim.Score.Decimal)+"分,按评分规则核算为"+plain(t.score.Decimal)+"分", "以核算的得分为准,或说明差异")
	}
	grade := clean(claim.Grade)
	if grade != "" && claim.Score.Valid {
		if right := score.GradeOf(claim.Score.Decimal, c.rules); right != grade {
			c.report("RP-SCR-02", grade, line("conclusion.grade")+"写等级“"+grade+"”,"+plain(claim.Score.Decimal)+"分应为“"+right+"”", "核对得分和等级")
			return
		}
	}
	if grade != "" && t.grade != "" && grade != t.grade {
		c.report("RP-SCR-02", grade, line("conclusion.grade")+"写等级“"+grade+"”,核算得分"+plain(t.score.Decimal)+"分为“"+t.grade+"”", "核对得分和等级")
	}
	if len(c.facts.Problems) > 0 && c.allFull() {
		c.report("RP-SCR-03", "", line("problems")+"写了存在的问题,而"+itoa(len(c.fig.scored))+"个项目全部得100分", "写明问题属于哪个项目、哪项指标,核对该项得分")
	}
}

// allFull reports that there are scored projects and each has exactly 100.
func (c *checker) allFull() bool {
	for _, p := range c.fig.scored {
		if !p.Score.Total.Sum.Equal(decimal.FromInt(100)) {
			return false
		}
	}
	return len(c.fig.scored) > 0
}

// What free texts claim: a number of projects, a total score, a grade.
var (
	projectCount = regexp.MustCompile(`(?:共|全部|实施|开展|涉及|的)(?:了|实施|有|安排)*\s*([0-9]{1,3}|[一二两三四五六七八九十]{1,3})\s*个项目`)
	totalScore   = regexp.MustCompile(`综合[^,。;\x{FF0C}\x{FF1B}]{0,8}得分[为是]?\s*([0-9]+(?:\.[0-9]+)?)\s*分`)
	totalGrade   = regexp.MustCompile(`等级[^,。;\x{FF0C}\x{FF1B}]{0,4}[“"]([^”"]{1,4})[”"]`)
	partOf       = regexp.MustCompile(`重点|其中|部分|试点`)
)

// prose holds what the free texts of the facts claim against the forms.
func (c *checker) prose() {
	t := &c.fig.total
	for _, text := range c.facts.texts() {
		where := c.facts.line(text.key)
		for _, m := range projectCount.FindAllStringSubmatchIndex(text.text, -1) {
			if n := numeral(text.text[m[2]:m[3]]); n != len(c.in.Projects) && n > 0 && !partOf.MatchString(clause(text.text, m[0])) {
				c.report("RP-NUM-02", text.text[m[0]:m[1]], where+"写“"+text.text[m[2]:m[3]]+"个项目”,收到的项目自评表是"+itoa(len(c.in.Projects))+"份", "核对项目个数")
			}
		}
		for _, m := range totalScore.FindAllStringSubmatch(text.text, -1) {
			if d, err := decimal.Parse(m[1]); err == nil && t.score.Valid && !d.Equal(t.score.Round(d.Places())) {
				c.report("RP-SCR-01", m[0], where+"写“"+m[0]+"”,按评分规则核算为"+plain(t.score.Decimal)+"分", "以核算的得分为准,或说明差异")
			}
		}
		for _, m := range totalGrade.FindAllStringSubmatch(text.text, -1) {
			if t.grade != "" && m[1] != t.grade && c.known(m[1]) {
				c.report("RP-SCR-02", m[0], where+"写等级“"+m[1]+"”,核算的等级为“"+t.grade+"”", "核对得分和等级")
			}
		}
	}
}

// clause is the text from the last stop before at on: "其中" and "重点" there mean that a part
// of the projects is counted.
func clause(text string, at int) string {
	start := strings.LastIndexAny(text[:at], ";\uFF1B。")
	return text[start+1 : at]
}

func (c *checker) known(grade string) bool {
	for _, g := range c.rules.Grades {
		if g.Name == grade {
			return true
		}
	}
	return false
}

// numeral reads 1 to 99 in digits or Chinese, 0 for anything else.
func numeral(text string) int {
	if text == "两" {
		return 2
	}
	for n := 1; n < 100; n++ {
		if text == itoa(n) || text == ordinal(n) {
			return n
		}
	}
	return 0
}

// namedBlanks is how many blanks the finding names.
const namedBlanks = 5

// blanks says how much is left to fill in; Document.Blanks lists it.
func (c *checker) blanks() {
	if list := c.doc.Blanks(); len(list) > 0 {
		text := strings.Join(list[:min(len(list), namedBlanks)], "、")
		if len(list) > namedBlanks {
			text += "等"
		}
		c.report("RP-BLANK-01", "", "有"+itoa(len(list))+"处待填:"+text, "在事实文件里补写,或在报告里直接填写")
	}
}
