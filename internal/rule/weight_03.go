package rule

import (
	"strings"

	"jixiao/internal/decimal"
	"jixiao/internal/finding"
	"jixiao/internal/form"
	"jixiao/internal/ruleset"
)

var weight03 = Check{
	Code: "L-WGT-03", Severity: finding.Warn, Title: "一级指标分值与规定不一致",
	Source: src10, run: runWeight03,
}

// runWeight03 compares the points of the level-1 indicators with the rule set: one finding for
// the whole distribution, since one choice made it. 10号 allows special cases, so it only warns.
func runWeight03(p *pass) {
	if !p.project() || !p.complete || len(p.rules.Weights) == 0 {
		return
	}
	filed, order, at := p.classPoints()
	want := p.rules.Weights
	if _, ok := filed["满意度"]; !ok && p.rules.WeightsNoSatisfaction != nil {
		if want = p.rules.WeightsNoSatisfaction; !p.near(filed["效益"], pointsOf(want, "效益")) {
			return // L-FORM-04 says that the points of satisfaction are missing
		}
	}
	same, rule := true, []string{}
	for _, w := range want {
		if isExecution(w.Name) {
			continue
		}
		c := class(w.Name)
		got, ok := filed[c]
		if c == "" || !ok || got.IsZero() {
			return // another framework, or a level 1 that L-FORM-04 or L-WGT-04 speaks of
		}
		same = same && p.near(got, w.Points)
		rule = append(rule, c+plain(w.Points))
	}
	if same || len(order) != len(rule) || p.specialCase() {
		return
	}
	var have []string
	for _, c := range order {
		have = append(have, c+plain(filed[c]))
	}
	p.report(at, say("一级指标分值为%s,规定为%s", strings.Join(have, "、"), strings.Join(rule, "、")),
		"按规定调整;确有特殊情况的写明调整理由")
}

func isExecution(name string) bool { return has(name, "执行") }

// classPoints adds the points by class of level 1, in the order of the form; order is empty when
// a row belongs to no class.
func (p *pass) classPoints() (sums map[string]decimal.Decimal, order []string, at form.Value) {
	sums = map[string]decimal.Decimal{}
	for _, r := range p.counted {
		if r.score.Execution {
			continue
		}
		c := class(r.l1)
		if c == "" {
			return nil, nil, at
		}
		if _, ok := sums[c]; !ok {
			order = append(order, c)
			if len(order) == 1 {
				at = r.Level1At
			}
		}
		sums[c] = sums[c].Add(r.points.Decimal)
	}
	return sums, order, at
}

// pointsOf returns the points of the weight of class c, 0 when there is none.
func pointsOf(list []ruleset.Weight, c string) decimal.Decimal {
	for _, w := range list {
		if class(w.Name) == c {
			return w.Points
		}
	}
	return decimal.Decimal{}
}

// specialCase reports that the form says something of its weights.
func (p *pass) specialCase() bool {
	for _, n := range p.Form.Notes {
		if has(n.Text.Text, "权重", "分值调整", "分值作") {
			return true
		}
	}
	return false
}
