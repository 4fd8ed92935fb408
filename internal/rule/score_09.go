package rule

import (
	"strings"

	"jixiao/internal/finding"
	"jixiao/internal/score"
)

var score09 = Check{
	Code: "L-SCR-09", Severity: finding.Error, Title: "等级与总分不符",
	Source: src10, run: runScore09,
}

// runScore09 grades the filed total, and the recomputed one where it is final. A grade outside
// the rule set's words is not judged.
func runScore09(p *pass) {
	grade := p.filedGrade()
	if grade == "" {
		return
	}
	if total, how := points(p.Form.Total.Score); how == good {
		if want := score.GradeOf(total, p.rules); want != grade {
			p.report(p.Form.Total.Grade, say("总分%s应为“%s”,填报“%s”", plain(total), want, p.Form.Total.Grade.Text), p.gradeHint())
			return
		}
	}
	t := &p.Score.Total
	if t.Final && t.Sum.Valid {
		if want := score.GradeOf(t.Sum.Decimal, p.rules); want != grade {
			p.report(p.Form.Total.Grade, say("复算总分%s应为“%s”,填报“%s”", plain(t.Sum.Decimal), want, p.Form.Total.Grade.Text), p.gradeHint())
		}
	}
}

// filedGrade returns the rule set's word for the grade on the form, "" when it is none of them.
func (p *pass) filedGrade() string {
	return score.GradeWord(p.Form.Total.Grade.Text, p.rules)
}

func (p *pass) gradeHint() string {
	var words []string
	for i, g := range p.rules.Grades {
		if i+1 < len(p.rules.Grades) {
			words = append(words, say("%s≥%s", g.Name, plain(g.From)))
		} else {
			words = append(words, "其余为"+g.Name)
		}
	}
	return "等级线:" + strings.Join(words, "、")
}
